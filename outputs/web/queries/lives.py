"""What the pages say beside a person's name: dates with their events, and places."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from models.archive import ReferenceCode
from models.dates import HistoricalDate
from models.tables import MentionRow, PageRow, PageTextRow, ProfileRow, SourceRow
from outputs.references import (
    REFERENCE_COLUMNS,
    AnyRow,
    reference_of,
    with_reference,
)

_PAGES: Final = 200  # that are read for one person
_AROUND: Final = 60
# A date follows the name it is of («Ли Бен Су, 1902 г. р.») or, less far, comes before it.
_REACH: Final = 500
_REACH_BEFORE: Final = 60


@dataclass(frozen=True, slots=True)
class Statement:
    """A date or a place that stands beside a person's name, nearer than to any other's."""

    mention_id: int
    page_id: int
    page_number: int
    source: str
    reference: ReferenceCode | None
    label: str
    entity_id: int
    normal: str
    start: int
    before: str
    text: str
    after: str
    event: str | None
    date: HistoricalDate | None

    @property
    def end(self) -> int:
        """One past the last character on the page."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class NearPlace:
    """A place that stands beside a person's name, and how often."""

    entity_id: int
    normal: str
    times: int
    first: Statement


@dataclass(frozen=True, slots=True)
class Life:
    """What is said around the names of a person; `is_whole` unless some pages were left out."""

    dates: tuple[Statement, ...]
    places: tuple[Statement, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    is_ours: bool


def read_life(connection: Connection, person_id: int) -> Life:
    """The dates and places beside the names of a person, in the order of the pages."""
    pages = list(
        connection.execute(
            select(MentionRow.page_id)
            .join(ProfileRow, ProfileRow.id == MentionRow.profile_id)
            .where(ProfileRow.person_id == person_id)
            .distinct()
            .order_by(MentionRow.page_id)
            .limit(_PAGES + 1)
        ).scalars()
    )
    kept = pages[:_PAGES]
    names = _names(connection, person_id, kept)
    found = list(_beside(connection, kept, names))
    return Life(
        dates=tuple(each for each in found if each.label == "DATE"),
        places=tuple(each for each in found if each.label == "PLACE"),
        is_whole=len(pages) <= _PAGES,
    )


def count_places(statements: Sequence[Statement]) -> tuple[NearPlace, ...]:
    """The places of a life, those named most often first."""
    found: dict[int, list[Statement]] = defaultdict(list)
    for each in statements:
        found[each.entity_id].append(each)
    near = [NearPlace(key, said[0].normal, len(said), said[0]) for key, said in found.items()]
    return tuple(sorted(near, key=lambda each: (-each.times, each.normal)))


def is_beside(text: str, names: Sequence[_Name], start: int, end: int) -> bool:
    """Whether the name nearest to a stretch of text is the person's.

    A name after the stretch counts only in the same line: in lists the next line is the next
    person's.

    Args:
        text: the page.
        names: all names of the page, in order.
        start: first character of the date or place.
        end: one past its last.
    """
    at = bisect_right([name.start for name in names], start)
    near = [
        (start - name.end, name)
        for name in names[max(0, at - 1) : at]
        if start - name.end <= _REACH
    ]
    near += [
        (name.start - end, name)
        for name in names[at : at + 1]
        if name.start - end <= _REACH_BEFORE and "\n" not in text[end : name.start]
    ]
    return bool(near) and min(near, key=lambda each: each[0])[1].is_ours


def _names(
    connection: Connection, person_id: int, pages: Collection[int]
) -> dict[int, list[_Name]]:
    found: dict[int, list[_Name]] = defaultdict(list)
    for row in connection.execute(
        select(MentionRow.page_id, MentionRow.start, MentionRow.end, ProfileRow.person_id)
        .outerjoin(ProfileRow, ProfileRow.id == MentionRow.profile_id)
        .where(MentionRow.page_id.in_(pages), MentionRow.label == "PERSON")
        .order_by(MentionRow.page_id, MentionRow.start)
    ):
        found[row.page_id].append(_Name(row.start, row.end, row.person_id == person_id))
    return found


def _beside(
    connection: Connection, pages: Collection[int], names: dict[int, list[_Name]]
) -> Iterator[Statement]:
    statement = with_reference(
        select(
            *(getattr(MentionRow, name) for name in _MENTION_COLUMNS),
            PageRow.number,
            SourceRow.name.label("source"),
            PageTextRow.text.label("page_text"),
            *REFERENCE_COLUMNS,
        )
        .select_from(MentionRow)
        .join(PageRow, PageRow.id == MentionRow.page_id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(PageTextRow, PageTextRow.page_id == PageRow.id)
        .where(MentionRow.page_id.in_(pages), MentionRow.label.in_(("DATE", "PLACE")))
        .order_by(MentionRow.page_id, MentionRow.start, MentionRow.id)
    )
    for row in connection.execute(statement):
        if is_beside(row.page_text, names[row.page_id], row.start, row.end):
            yield _statement(row)


_MENTION_COLUMNS: Final = (
    "id",
    "page_id",
    "label",
    "entity_id",
    "start",
    "end",
    "text",
    "normal",
    "edtf",
    "lower",
    "upper",
    "calendar",
    "precision",
    "details",
)


def _statement(row: AnyRow) -> Statement:
    date = None
    if row.label == "DATE" and row.edtf:
        date = HistoricalDate(
            surface=row.text,
            edtf=row.edtf,
            lower=row.lower,
            upper=row.upper,
            calendar=row.calendar or "",
            precision=row.precision or "",
        )
    return Statement(
        mention_id=row.id,
        page_id=row.page_id,
        page_number=row.number,
        source=row.source,
        reference=reference_of(row),
        label=row.label,
        entity_id=row.entity_id,
        normal=row.normal,
        start=row.start,
        before=row.page_text[max(0, row.start - _AROUND) : row.start],
        text=row.page_text[row.start : row.end],
        after=row.page_text[row.end : row.end + _AROUND],
        event=(row.details or {}).get("event"),
        date=date,
    )
