"""The people, places, dates and organisations of a collection, and where each is named."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection, func, select, tuple_

from models.archive import ReferenceCode
from models.tables import (
    CollectionRow,
    EntityRow,
    MentionRow,
    PageRow,
    PageTextRow,
    SourceRow,
)
from outputs.web.cursors import Listing, make_listing, unpack_cursor
from outputs.web.queries.references import (
    REFERENCE_COLUMNS,
    AnyRow,
    AnySelect,
    reference_of,
    with_reference,
)

_AROUND: Final = 70  # code points of text on both sides of a mention in a list


@dataclass(frozen=True, slots=True)
class ListedEntity:
    """An entity of a list, with the number of its mentions and of the pages they stand on."""

    id: int
    label: str
    normal: str
    lower: date | None
    upper: date | None
    collection_code: str
    mentions: int
    pages: int


@dataclass(frozen=True, slots=True)
class ListedMention:
    """A mention in its line of text."""

    id: int
    page_id: int
    page_number: int
    source: str
    reference: ReferenceCode | None
    start: int
    before: str
    text: str
    after: str
    confidence: float


def list_entities(
    connection: Connection,
    collection_id: int | None,
    label: str | None,
    *,
    starts: str = "",
    after: str | None = None,
    limit: int = 60,
) -> Listing[ListedEntity]:
    """Entities by name; `starts` keeps those whose name begins with it."""
    statement = _ENTITIES.order_by(EntityRow.normal, EntityRow.id).limit(limit + 1)
    if collection_id is not None:
        statement = statement.where(EntityRow.collection_id == collection_id)
    if label:
        statement = statement.where(EntityRow.label == label)
    if starts:
        statement = statement.where(EntityRow.normal.startswith(starts, autoescape=True))
    if after:
        place = tuple_(EntityRow.normal, EntityRow.id)
        statement = statement.where(place > unpack_cursor(after, (str, int)))
    found = [ListedEntity(*row) for row in connection.execute(statement)]
    return make_listing(found, limit, lambda last: (last.normal, last.id))


def find_entity(connection: Connection, entity_id: int) -> ListedEntity | None:
    """One entity with its counts."""
    row = connection.execute(_ENTITIES.where(EntityRow.id == entity_id)).one_or_none()
    return ListedEntity(*row) if row else None


def initials(connection: Connection, collection_id: int, label: str) -> list[str]:
    """First letters of the names there are, to jump into a long list."""
    letter = func.substr(EntityRow.normal, 1, 1)
    rows = connection.execute(
        select(letter)
        .where(EntityRow.collection_id == collection_id, EntityRow.label == label)
        .distinct()
        .order_by(letter)
    )
    return [initial for initial in rows.scalars() if initial.strip()]


def list_mentions_of(
    connection: Connection, entity_id: int, *, after: str | None = None, limit: int = 50
) -> Listing[ListedMention]:
    """Where an entity is named, page by page."""
    statement = with_reference(
        select(
            MentionRow.id,
            MentionRow.page_id,
            MentionRow.start,
            MentionRow.end,
            MentionRow.confidence,
            PageRow.number,
            SourceRow.name.label("source"),
            PageTextRow.text,
            *REFERENCE_COLUMNS,
        )
        .join(PageRow, MentionRow.page_id == PageRow.id)
        .join(SourceRow, PageRow.source_id == SourceRow.id)
        .join(PageTextRow, PageTextRow.page_id == PageRow.id)
    ).where(MentionRow.entity_id == entity_id)
    if after:
        place = tuple_(MentionRow.page_id, MentionRow.start, MentionRow.id)
        statement = statement.where(place > unpack_cursor(after, (int, int, int)))
    order = (MentionRow.page_id, MentionRow.start, MentionRow.id)
    rows = connection.execute(statement.order_by(*order).limit(limit + 1))
    found = [_listed_mention(row) for row in rows]
    return make_listing(found, limit, lambda last: (last.page_id, last.start, last.id))


def _entities() -> AnySelect:
    of_entity = MentionRow.entity_id == EntityRow.id
    mentions = select(func.count()).where(of_entity).scalar_subquery()
    pages = select(func.count(MentionRow.page_id.distinct())).where(of_entity).scalar_subquery()
    return select(
        EntityRow.id,
        EntityRow.label,
        EntityRow.normal,
        EntityRow.lower,
        EntityRow.upper,
        CollectionRow.code,
        mentions.label("mentions"),
        pages.label("pages"),
    ).join(CollectionRow, EntityRow.collection_id == CollectionRow.id)


_ENTITIES = _entities()


def _listed_mention(row: AnyRow) -> ListedMention:
    return ListedMention(
        id=row.id,
        page_id=row.page_id,
        page_number=row.number,
        source=row.source,
        reference=reference_of(row),
        start=row.start,
        before=row.text[max(0, row.start - _AROUND) : row.start],
        text=row.text[row.start : row.end],
        after=row.text[row.end : row.end + _AROUND],
        confidence=row.confidence,
    )
