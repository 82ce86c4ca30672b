"""What the record says of pages as words of an index, and conditions as such words.

Each fact that a mention gives also stands with its confidence in tenths behind a tilde, so that a
condition with a least confidence asks for the tenths from there on.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from models.canonical import from_json
from models.entity import Label
from models.page import SMALL_VALUES
from models.tables import (
    ArchiveRow,
    CollectionRow,
    FileRow,
    FondRow,
    InventoryRow,
    MentionRow,
    PageRow,
    PageTextRow,
    PageValueRow,
)
from outputs.references import with_reference
from outputs.search.backends.datepieces import containing, cut
from outputs.search.queries.filters import (
    Collections,
    DateRange,
    Described,
    DocTypes,
    Entities,
    Languages,
    tenths,
)

Worded = Collections | DateRange | Described | DocTypes | Entities | Languages
"""The conditions that facts answer."""


def read_facts(connection: Connection, page_ids: Sequence[int]) -> dict[int, set[str]]:
    """Return the facts of those pages that the record has."""
    facts: dict[int, set[str]] = defaultdict(set)
    for row in connection.execute(_described(page_ids)):
        levels = ("collection", "archive", "fond", "inventory", "file")
        facts[row.id] |= {
            f"{level}:{number}" for level in levels if (number := getattr(row, level)) is not None
        }
        if row.language:
            facts[row.id].add(f"language:{row.language}")
    types = select(PageValueRow.page_id, PageValueRow.content).where(
        PageValueRow.page_id.in_(page_ids), PageValueRow.name == "doc_types"
    )
    for row in connection.execute(types):
        for guess in from_json(SMALL_VALUES["doc_types"], row.content)[:1]:
            facts[row.page_id] |= _graded((f"type:{guess.code}",), guess.confidence)
    mentions = select(
        MentionRow.page_id,
        MentionRow.entity_id,
        MentionRow.label,
        MentionRow.confidence,
        MentionRow.lower,
        MentionRow.upper,
        MentionRow.details,
    ).where(MentionRow.page_id.in_(page_ids))
    for row in connection.execute(mentions):
        facts[row.page_id] |= _graded(_said(row), row.confidence)
    return facts


def _said(row: Any) -> Iterator[str]:
    yield f"entity:{row.entity_id}"
    if row.label == Label.DATE and (row.lower or row.upper):
        for event in {"", (row.details or {}).get("event") or ""}:
            yield from _pieces(event, row.lower, row.upper)


def _pieces(event: str, lower: date | None, upper: date | None) -> Iterator[str]:
    yield f"dated:{event}"
    for piece in cut(lower, upper):
        yield f"date:{event}={piece}"
        yield f"date:{event}<{piece}"
        for larger in containing(piece):
            yield f"date:{event}<{larger}"


def _graded(facts: Iterable[str], confidence: float) -> set[str]:
    grade = tenths(confidence)
    return {word for fact in facts for word in (fact, f"{fact}~{grade}")}


def facts_asked(connection: Connection, condition: Worded, least: int) -> list[str]:
    """Return the facts of which a page must have one to answer the condition."""
    match condition:
        case Entities(ids):
            return _sure((f"entity:{number}" for number in sorted(ids)), least)
        case DateRange():
            return _sure(_overlapping(condition), least)
        case DocTypes(codes):
            return _sure((f"type:{code}" for code in sorted(codes)), least)
        case Languages(codes):
            return [f"language:{code}" for code in sorted(codes)]
        case Collections(codes):
            found = select(CollectionRow.id).where(CollectionRow.code.in_(codes))
            return [f"collection:{number}" for number in connection.scalars(found)]
        case Described():
            return _units(connection, condition)


def _sure(facts: Iterable[str], least: int) -> list[str]:
    if not least:
        return list(facts)
    return [f"{fact}~{grade}" for fact in facts for grade in range(least, 11)]


def _overlapping(dates: DateRange) -> Iterator[str]:
    event = dates.event or ""
    if dates.lower is None and dates.upper is None:
        yield f"dated:{event}"
        return
    larger: dict[str, None] = {}
    for piece in cut(dates.lower, dates.upper):
        yield f"date:{event}<{piece}"
        larger |= dict.fromkeys(containing(piece))
    yield from (f"date:{event}={piece}" for piece in larger)


def _units(connection: Connection, asked: Described) -> list[str]:
    """The units of the deepest level that is asked for."""
    levels: tuple[tuple[str, Any, Any, str | None], ...] = (
        ("archive", ArchiveRow, ArchiveRow.code, asked.archive),
        ("fond", FondRow, FondRow.number, asked.fond),
        ("inventory", InventoryRow, InventoryRow.number, asked.inventory),
        ("file", FileRow, FileRow.number, asked.file),
    )
    given = [index for index, level in enumerate(levels) if level[3] is not None]
    deepest = max(given, default=0)
    units = select(levels[deepest][1].id)
    parents = ((FileRow, FileRow.inventory), (InventoryRow, InventoryRow.fond))
    steps = (*parents, (FondRow, FondRow.archive))
    for _, parent in steps[3 - deepest :]:
        units = units.join(parent)
    units = units.where(*(level[2] == level[3] for level in levels if level[3] is not None))
    return [f"{levels[deepest][0]}:{number}" for number in connection.scalars(units)]


def _described(page_ids: Sequence[int]) -> Any:
    return with_reference(
        select(
            PageRow.id,
            PageRow.collection_id.label("collection"),
            ArchiveRow.id.label("archive"),
            FondRow.id.label("fond"),
            InventoryRow.id.label("inventory"),
            FileRow.id.label("file"),
            PageTextRow.language,
        )
        .outerjoin(PageTextRow, PageTextRow.page_id == PageRow.id)
        .where(PageRow.id.in_(page_ids))
    )
