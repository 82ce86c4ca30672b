"""The people, places, dates and organisations of a collection by name, with their counts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select, tuple_

from models.tables import CollectionRow, EntityRow, MentionRow
from outputs.web.cursors import Listing, make_listing, unpack_cursor
from outputs.web.queries.references import AnySelect


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
