"""The units that harvesters are told of, in the order in which they changed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote, unquote

from sqlalchemy import Connection, Select, and_, func, or_, select

from models.archive import ReferenceCode
from models.tables import (
    ArchiveRow,
    CollectionRow,
    FileRow,
    FondRow,
    HarvestRow,
    InventoryRow,
    SourceRow,
)
from outputs.export.units import Unit
from outputs.references import FILE_COLUMNS, cite
from outputs.web.oai.requests import Listed, Place
from outputs.web.oai.stamps import FILES, SOURCES

# What a set may be called without being written otherwise; the standard knows no Cyrillic here.
_PLAIN: Final = re.compile(r"[A-Za-z0-9_.!*'()-]+")
_NUMBERED: Final = re.compile(r"(~|fond-)(\d{1,15})")
_IDENTIFIER: Final = re.compile(rf"([^/]+)/({FILES}|{SOURCES})/(\d{{1,15}})")


@dataclass(frozen=True, slots=True)
class Told:
    """A unit as harvesters are told of it.

    Attributes:
        id: of its row, by which lists go on.
        collection: code of its collection.
        local: identifier within this repository.
        changed_at: when it last changed.
        sets: specs of its collection, and of its fond if it has one.
        unit: None where it is gone.
    """

    id: int
    collection: str
    local: str
    changed_at: datetime
    sets: tuple[str, ...]
    unit: Unit | None


def list_sets(connection: Connection, language: str) -> list[tuple[str, str]]:
    """Spec and name of each set: the collections, then the fonds."""
    row = CollectionRow
    found = connection.execute(select(row.id, row.code, row.title).order_by(row.id))
    collections = [(_of_collection(each.id, each.code), each.title or each.code) for each in found]
    fonds = connection.execute(
        select(FondRow.id, ArchiveRow.code, FondRow.number)
        .join(ArchiveRow, ArchiveRow.id == FondRow.archive_id)
        .order_by(FondRow.id)
    )
    return collections + [
        (_of_fond(each.id), cite(ReferenceCode(each.code, each.number, None, None), language))
        for each in fonds
    ]


def _of_collection(collection_id: int, code: str) -> str:
    """The set of a collection: its code, or its number where a spec cannot be that."""
    is_plain = _PLAIN.fullmatch(code) and not _NUMBERED.fullmatch(code)
    return code if is_plain else f"~{collection_id}"


def _of_fond(fond_id: int) -> str:
    return f"fond-{fond_id}"


def earliest(connection: Connection) -> datetime:
    """No unit changed before; the present where there is none."""
    found = connection.execute(select(func.min(HarvestRow.changed_at))).scalar_one()
    return found or datetime.now(UTC)


def find_told(connection: Connection, local: str) -> Told | None:
    """The unit of the local part of an identifier; None where none was ever told of."""
    found = _IDENTIFIER.fullmatch(local)
    if found is None:
        return None
    collection, kind, number = unquote(found[1]), found[2], int(found[3])
    if "\0" in collection:  # which PostgreSQL takes in no text
        return None
    rows = connection.execute(
        _told().where(
            CollectionRow.code == collection,
            HarvestRow.kind == kind,
            HarvestRow.unit_id == number,
        )
    ).all()
    return next(iter(_with_units(connection, rows)), None)


def list_told(connection: Connection, listed: Listed, limit: int) -> list[Told]:
    """The next units of a list, at most so many."""
    row, query = HarvestRow, _told()
    if listed.lower:
        query = query.where(row.changed_at >= listed.lower)
    if listed.upper:
        query = query.where(row.changed_at < listed.upper)
    if listed.set:
        query = query.where(_in_set(listed.set))
    if listed.after:
        query = query.where(_behind(listed.after))
    rows = connection.execute(query.order_by(row.changed_at, row.id).limit(limit)).all()
    return _with_units(connection, rows)


def _in_set(spec: str) -> Any:
    numbered = _NUMBERED.fullmatch(spec)
    if numbered is None:
        return CollectionRow.code == spec
    kind, number = numbered[1], int(numbered[2])
    if kind == "~":
        return CollectionRow.id == number
    files = (
        select(FileRow.id)
        .join(InventoryRow, InventoryRow.id == FileRow.inventory_id)
        .where(InventoryRow.fond_id == number)
    )
    return and_(HarvestRow.kind == FILES, HarvestRow.unit_id.in_(files))


def _behind(place: Place) -> Any:
    row = HarvestRow
    same = and_(row.changed_at == place.changed_at, row.id > place.id)
    return or_(row.changed_at > place.changed_at, same)


def _told() -> Select[*tuple[Any, ...]]:
    row = HarvestRow
    return select(
        row.id,
        row.collection_id,
        CollectionRow.code,
        row.kind,
        row.unit_id,
        row.changed_at,
        row.is_gone,
    ).join(CollectionRow, CollectionRow.id == row.collection_id)


def _with_units(connection: Connection, rows: Sequence[Any]) -> list[Told]:
    files = _files(connection, [row.unit_id for row in rows if row.kind == FILES])
    names = _names(connection, [row.unit_id for row in rows if row.kind == SOURCES])
    found = []
    for row in rows:
        sets = [_of_collection(row.collection_id, row.code)]
        if row.kind == FILES:
            file = files[row.unit_id]
            sets.append(_of_fond(file.fond_id))
            reference = (file.archive, file.fond, file.inventory, file.file)
            unit = Unit(row.code, row.unit_id, reference=reference, title=file.title)
        else:
            unit = Unit(row.code, source_id=row.unit_id, source=names[row.unit_id])
        local = f"{quote(row.code, safe='')}/{row.kind}/{row.unit_id}"
        told = None if row.is_gone else unit
        found.append(Told(row.id, row.code, local, row.changed_at, tuple(sets), told))
    return found


def _files(connection: Connection, ids: Sequence[int]) -> dict[int, Any]:
    rows = connection.execute(
        select(FileRow.id, FileRow.title, InventoryRow.fond_id, *FILE_COLUMNS)
        .join(InventoryRow, InventoryRow.id == FileRow.inventory_id)
        .join(FondRow, FondRow.id == InventoryRow.fond_id)
        .join(ArchiveRow, ArchiveRow.id == FondRow.archive_id)
        .where(FileRow.id.in_(ids))
    )
    return {row.id: row for row in rows}


def _names(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    rows = connection.execute(select(SourceRow.id, SourceRow.name).where(SourceRow.id.in_(ids)))
    return {row.id: row.name for row in rows}
