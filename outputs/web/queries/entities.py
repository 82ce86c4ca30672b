"""The people, places, dates and organisations of a collection by name, with their counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, func, or_, select, tuple_

from models.names.alphabet import alphabetic
from models.tables import CollectionRow, EntityRow, MentionRow
from outputs.references import AnySelect
from outputs.web.cursors import Listing, make_listing, unpack_cursor


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
    keys: Collection[str] = (),
    after: str | None = None,
    limit: int = 60,
) -> Listing[ListedEntity]:
    """Entities by name; `starts` keeps those whose name begins with it, or that have such a key."""
    statement = _narrowed(_ENTITIES, collection_id, label, starts, keys)
    statement = statement.order_by(EntityRow.normal, EntityRow.id).limit(limit + 1)
    if after:
        place = tuple_(EntityRow.normal, EntityRow.id)
        statement = statement.where(place > unpack_cursor(after, (str, int)))
    found = [ListedEntity(*row) for row in connection.execute(statement)]
    return make_listing(found, limit, lambda last: (last.normal, last.id))


def list_most_named(
    connection: Connection,
    collection_id: int,
    label: str,
    *,
    starts: str = "",
    keys: Collection[str] = (),
    after: str | None = None,
    limit: int = 60,
) -> Listing[ListedEntity]:
    """The same, those named most often first; all mentions of the label are counted for it."""
    times = func.count(MentionRow.id).label("times")
    counted = _narrowed(
        select(EntityRow.id, times).join(MentionRow, MentionRow.entity_id == EntityRow.id),
        collection_id,
        label,
        starts,
        keys,
    ).group_by(EntityRow.id)
    if after:
        mentions, number = unpack_cursor(after, (int, int))
        amount = func.count(MentionRow.id)
        counted = counted.having(
            or_(amount < mentions, and_(amount == mentions, EntityRow.id > number))
        )
    first = counted.order_by(times.desc(), EntityRow.id).limit(limit + 1).subquery()
    statement = _ENTITIES.join(first, first.c.id == EntityRow.id)
    rows = connection.execute(statement.order_by(first.c.times.desc(), EntityRow.id))
    found = [ListedEntity(*row) for row in rows]
    return make_listing(found, limit, lambda last: (last.mentions, last.id))


def _narrowed(
    statement: AnySelect,
    collection_id: int | None,
    label: str | None,
    starts: str,
    keys: Collection[str],
) -> AnySelect:
    if collection_id is not None:
        statement = statement.where(EntityRow.collection_id == collection_id)
    if label:
        statement = statement.where(EntityRow.label == label)
    if starts or keys:
        begins = EntityRow.normal.startswith(starts, autoescape=True)
        statement = statement.where(or_(begins, EntityRow.key.in_(keys)) if keys else begins)
    return statement


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
    )
    return sorted((initial for initial in rows.scalars() if initial.strip()), key=alphabetic)


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
