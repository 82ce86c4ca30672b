"""Filters as SQL conditions on the record: what its own and the memory index go by."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    func,
    or_,
    select,
    type_coerce,
)

from models.database.expressions import among, holds_any, json_in
from models.entity import Label
from models.tables import (
    ArchiveRow,
    CollectionRow,
    DocumentRow,
    EntityRow,
    FileRow,
    FondRow,
    InventoryRow,
    MentionRow,
    PageRow,
    PageTextRow,
    PageValueRow,
    ProfileRow,
)
from outputs.search.analyzer import analyze, names_of
from outputs.search.matching import matches
from outputs.search.queries.filters import (
    BornIn,
    Collections,
    Condition,
    DateRange,
    Described,
    DocTypes,
    Entities,
    Filters,
    Finding,
    Languages,
    Named,
    Pages,
    People,
    Said,
)

# A tenth as a float may lie a hair above the confidence that is meant.
_HAIR: Final = 1e-6
_BATCH: Final = 500

OfMention = Entities | People | BornIn | DateRange
"""What a single mention answers."""

RecordCondition = OfMention | DocTypes | Languages | Collections | Described | Pages
"""What the record answers; names and texts are the index's, findings become entities first."""


def resolve_findings(connection: Connection, filters: Filters) -> Filters:
    """Return the filters with each finding replaced by the entities that it covers."""

    def resolved(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
        return tuple(
            Entities(_covered(connection, each)) if isinstance(each, Finding) else each
            for each in conditions
        )

    return Filters(resolved(filters.wanted), resolved(filters.unwanted), filters.confidence)


def _covered(connection: Connection, finding: Finding) -> frozenset[int]:
    found = select(EntityRow.id, EntityRow.normal).where(EntityRow.label == finding.label)
    return frozenset(row.id for row in connection.execute(found) if finding.covers(row.normal))


def page_conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The filters that the record itself answers, as conditions on `page`; the index's left out."""
    for wanted in filters.wanted:
        if not isinstance(wanted, Named | Said | Finding):
            yield _holds(wanted, filters.tenths)
    for unwanted in filters.unwanted:
        if not isinstance(unwanted, Named | Said | Finding):
            yield ~_holds(unwanted, 0)


def surely_named(
    connection: Connection, named: Named, filters: Filters, page_ids: Iterable[int]
) -> frozenset[int]:
    """Return those of the pages where a mention of at least the asked confidence answers.

    The index knows names but not how sure each is, so the mentions of its answer are looked at.
    """
    ids = list(page_ids)
    found: set[int] = set()
    for start in range(0, len(ids), _BATCH):
        mentions = select(
            MentionRow.page_id, MentionRow.text, MentionRow.normal, MentionRow.places
        ).where(
            MentionRow.page_id.in_(ids[start : start + _BATCH]),
            MentionRow.label == named.label,
            sure_enough(MentionRow.confidence, filters.tenths),
        )
        for row in connection.execute(mentions):
            if answers_name(named, row.text, row.normal, row.places):
                found.add(row.page_id)
    return frozenset(found)


def pages_of(
    connection: Connection, condition: People | BornIn | Pages, filters: Filters
) -> frozenset[int]:
    """Return the pages that answer a condition of which an index outside the record knows nothing.

    Who is who changes without a page being read anew.
    """
    if isinstance(condition, Pages):
        return condition.ids
    found = _pages_with(condition, filters.tenths)
    return frozenset(connection.scalars(found.distinct()))


def answers_name(named: Named, text: str, normal: str, places: list[Any] | None) -> bool:
    """Whether a mention of the right label, as the record holds it, bears the name."""
    names = names_of(named.label, text, normal, [place["name"] for place in places or ()])
    return any(matches(named.sought, [token.term for token in analyze(name)]) for name in names)


def sure_enough(confidence: Any, least: int) -> ColumnElement[bool]:
    """The condition that a confidence is at least so many tenths."""
    return type_coerce(confidence, confidence.type) >= least / 10 - _HAIR


def overlap(dates: DateRange) -> ColumnElement[bool]:
    """The condition that a mention is a date within reach.

    A missing bound is open, as in EDTF `1937/..`; without both nothing is known of the date.
    """
    condition = (MentionRow.label == Label.DATE) & or_(
        MentionRow.lower.is_not(None), MentionRow.upper.is_not(None)
    )
    if dates.upper:
        condition &= or_(MentionRow.lower.is_(None), MentionRow.lower <= dates.upper)
    if dates.lower:
        condition &= or_(MentionRow.upper.is_(None), MentionRow.upper >= dates.lower)
    if dates.event is not None:
        condition &= MentionRow.details["event"].as_string() == dates.event
    return condition


def mention_conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The wanted filters that a mention answers, as conditions on `mention`; names left out."""
    for wanted in filters.wanted:
        if isinstance(wanted, OfMention):
            yield _answers(wanted)


def _answers(condition: OfMention) -> ColumnElement[bool]:
    match condition:
        case Entities(ids):
            return among(MentionRow.entity_id, ids)
        case People(ids):
            profiles = select(ProfileRow.id).where(among(ProfileRow.person_id, ids))
            return MentionRow.profile_id.in_(profiles)
        case BornIn(keys):
            return _born_in(keys)
        case DateRange():
            return overlap(condition)


def _holds(condition: RecordCondition, least: int) -> ColumnElement[bool]:
    match condition:
        case Entities() | People() | BornIn() | DateRange():
            return PageRow.id.in_(_pages_with(condition, least))
        case DocTypes(codes):
            return PageRow.id.in_(_of_types(codes, least))
        case Languages(codes):
            read = select(PageTextRow.page_id).where(PageTextRow.language.in_(codes))
            return PageRow.id.in_(read)
        case Collections(codes):
            coded = select(CollectionRow.id).where(CollectionRow.code.in_(codes))
            return PageRow.collection_id.in_(coded)
        case Described():
            # Without a document a page has no place in an archive, which NOT IN must count as no.
            return func.coalesce(PageRow.document_id, 0).in_(_described(condition))
        case Pages(ids):
            return among(PageRow.id, ids)


def _pages_with(condition: OfMention, least: int) -> Select[Any]:
    """The pages with a mention that answers."""
    found = select(MentionRow.page_id).where(_answers(condition))
    if isinstance(condition, BornIn):
        # The place stands on the page as a mention of its own, which an index finds.
        places = select(EntityRow.id).where(
            EntityRow.label == Label.PLACE, among(EntityRow.key, condition.keys)
        )
        near = select(MentionRow.page_id).where(MentionRow.entity_id.in_(places))
        found = found.where(MentionRow.page_id.in_(near))
    if least:
        found = found.where(sure_enough(MentionRow.confidence, least))
    return found


def _born_in(keys: Iterable[str]) -> ColumnElement[bool]:
    return (MentionRow.label == Label.PERSON) & holds_any(
        MentionRow.details, "birth_place", "key", keys
    )


def _of_types(codes: Iterable[str], least: int) -> Select[Any]:
    guesses = json_in(PageValueRow.content)
    found = select(PageValueRow.page_id).where(
        PageValueRow.name == "doc_types", guesses[(0, "code")].as_string().in_(codes)
    )
    if least:
        found = found.where(sure_enough(guesses[(0, "confidence")].as_float(), least))
    return found


def _described(condition: Described) -> Select[Any]:
    found = (
        select(DocumentRow.id)
        .join(FileRow, FileRow.id == DocumentRow.file_id)
        .join(InventoryRow, InventoryRow.id == FileRow.inventory_id)
        .join(FondRow, FondRow.id == InventoryRow.fond_id)
        .join(ArchiveRow, ArchiveRow.id == FondRow.archive_id)
    )
    levels = (
        (ArchiveRow.code, condition.archive),
        (FondRow.number, condition.fond),
        (InventoryRow.number, condition.inventory),
        (FileRow.number, condition.file),
    )
    return found.where(*(column == value for column, value in levels if value is not None))
