"""What mentions name: one entity for all mentions of one label and key in a collection."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    bindparam,
    case,
    delete,
    exists,
    func,
    select,
    update,
)

from models.database.rows import load_rows
from models.entity import Mention
from models.tables import EntityRow, MentionRow

EntityKey = tuple[int, str, str]
"""(collection id, label, key): what makes mentions share an entity."""

_MERGED: Final = ("normal", "lower", "upper")


def entity_key(collection_id: int, mention: Mention) -> EntityKey:
    """What a mention shares its entity by."""
    return collection_id, mention.span.label.value, mention.key


def entities_on(connection: Connection, page_ids: Sequence[int]) -> list[int]:
    """The entities that are named on pages."""
    found = select(MentionRow.entity_id).where(MentionRow.page_id.in_(page_ids)).distinct()
    return list(connection.execute(found).scalars())


def find_or_add_entities(
    connection: Connection, named: Iterable[tuple[int, Mention]]
) -> dict[EntityKey, int]:
    """The ids of what mentions, each with its collection, are taken to name."""
    wanted: dict[EntityKey, dict[str, Any]] = {}
    for collection_id, mention in named:
        key = entity_key(collection_id, mention)
        row = _entity_row(key, mention)
        wanted[key] = _merged(wanted[key], row) if key in wanted else row
    known = _known_entities(connection, wanted)
    changed = [
        {"_id": known[key]["id"], **{name: merged[name] for name in _MERGED}}
        for key, row in wanted.items()
        if key in known and (merged := _merged(known[key], row)) != known[key]
    ]
    if changed:
        statement = update(EntityRow).where(EntityRow.id == bindparam("_id"))
        connection.execute(statement.values({name: bindparam(name) for name in _MERGED}), changed)
    missing = [key for key in wanted if key not in known]
    if missing:
        load_rows(connection, EntityRow, [wanted[key] for key in missing])
        known |= _known_entities(connection, missing)
    return {key: row["id"] for key, row in known.items()}


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Take the smaller name and the wider bounds: the same in whatever order mentions come."""
    return {
        **one,
        "normal": min(one["normal"], other["normal"]),
        "lower": min(one["lower"], other["lower"]) if one["lower"] and other["lower"] else None,
        "upper": max(one["upper"], other["upper"]) if one["upper"] and other["upper"] else None,
    }


def _entity_row(key: EntityKey, mention: Mention) -> dict[str, Any]:
    date = mention.date
    return {
        "collection_id": key[0],
        "label": key[1],
        "key": key[2],
        "normal": mention.normal,
        "lower": date.lower if date else None,
        "upper": date.upper if date else None,
    }


def _known_entities(
    connection: Connection, wanted: Iterable[EntityKey]
) -> dict[EntityKey, dict[str, Any]]:
    groups: dict[tuple[int, str], list[str]] = defaultdict(list)
    for collection_id, label, key in wanted:
        groups[collection_id, label].append(key)
    known: dict[EntityKey, dict[str, Any]] = {}
    for (collection_id, label), keys in groups.items():
        found = select(*EntityRow.__table__.columns).where(
            EntityRow.collection_id == collection_id,
            EntityRow.label == label,
            EntityRow.key.in_(keys),
        )
        for row in connection.execute(found):
            known[collection_id, label, row.key] = dict(row._mapping)
    return known


def tidy_entities(connection: Connection, entity_ids: Sequence[int]) -> None:
    """Drop entities without a mention; work out the others from those they still have."""
    if not entity_ids:
        return
    still_named = exists().where(MentionRow.entity_id == EntityRow.id)
    connection.execute(delete(EntityRow).where(EntityRow.id.in_(entity_ids), ~still_named))
    touched = update(EntityRow).where(EntityRow.id.in_(entity_ids))
    lower, upper = func.min(MentionRow.lower), func.max(MentionRow.upper)
    connection.execute(
        touched.values(
            normal=_of_mentions(func.min(MentionRow.normal)),
            lower=_of_mentions(_unless_open(lower, MentionRow.lower)),
            upper=_of_mentions(_unless_open(upper, MentionRow.upper)),
        )
    )


def _of_mentions(value: ColumnElement[Any]) -> ScalarSelect[Any]:
    return select(value).where(MentionRow.entity_id == EntityRow.id).scalar_subquery()


def _unless_open(bound: ColumnElement[Any], column: Any) -> ColumnElement[Any]:
    """The bound of all mentions, or nothing where one of them is open on that side."""
    return case((func.count() == func.count(column), bound), else_=None)
