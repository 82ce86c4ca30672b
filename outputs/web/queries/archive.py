"""The archive's own order: archives, their fonds, inventories and files, each with its counts."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, literal, null, select

from models.archive.levels import numbers_in_order
from models.tables import ArchiveRow, DocumentRow, FileRow, FondRow, InventoryRow, PageRow
from outputs.web.cursors import Listing, make_listing, unpack_cursor


class Level(StrEnum):
    """A level of description, from the whole to the part."""

    ARCHIVE = "archive"
    FOND = "fond"
    INVENTORY = "inventory"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Unit:
    """An archive, a fond, an inventory or a file; an archive's number is its name."""

    level: Level
    id: int
    number: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """What lies in a unit.

    Attributes:
        parts: units one level below; of a file its documents.
        files: archival files.
        pages: page sides, in whatever state.
        lower: first day of its earliest document.
        upper: last day of its latest document.
    """

    parts: int
    files: int
    pages: int
    lower: date | None
    upper: date | None


LEVELS: Final = tuple(Level)
_ROWS: Final[tuple[Any, ...]] = (ArchiveRow, FondRow, InventoryRow, FileRow)
_NAMES: Final = (ArchiveRow.code, FondRow.number, InventoryRow.number, FileRow.number)
_TITLES: Final = (null(), null(), null(), FileRow.title)
_PARENTS: Final = (literal(0), FondRow.archive_id, InventoryRow.fond_id, FileRow.inventory_id)


def find_path(connection: Connection, level: Level, unit_id: int) -> tuple[Unit, ...]:
    """The unit of this id and those that hold it, the archive first; empty if there is none."""
    path: list[Unit] = []
    for at in range(LEVELS.index(level), -1, -1):
        row = connection.execute(_units(at).where(_ROWS[at].id == unit_id)).one_or_none()
        if row is None:
            return ()
        path.insert(0, _unit(at, row))
        unit_id = row.parent
    return tuple(path)


def list_units(
    connection: Connection,
    level: Level,
    *,
    within: int | None = None,
    after: str = "",
    limit: int = 50,
) -> Listing[tuple[Unit, Counts]]:
    """The units of a level in the order of their numbers; `within` is the id of what holds them.

    Numbers are text in which 9 comes before 10, which a database cannot sort by, so those of one
    parent are read whole (some ten thousand files at most) and only those shown are counted.

    Raises:
        ConfigError: (argument-invalid) `after` is no cursor of this list.
    """
    at = LEVELS.index(level)
    statement = _units(at)
    if within is not None:
        statement = statement.where(_PARENTS[at] == within)
    units = [_unit(at, row) for row in connection.execute(statement)]
    units.sort(key=lambda unit: numbers_in_order(unit.number))
    if after:
        (number,) = unpack_cursor(after, (str,))
        key = numbers_in_order(str(number))
        units = units[bisect_right(units, key, key=lambda unit: numbers_in_order(unit.number)) :]
    counts = _count(connection, at, [unit.id for unit in units[:limit]])
    found = [(unit, counts.get(unit.id, _NOTHING)) for unit in units[: limit + 1]]
    return make_listing(found, limit, lambda last: (last[0].number,))


def count_unit(connection: Connection, unit: Unit) -> Counts:
    """What lies in one unit."""
    return _count(connection, LEVELS.index(unit.level), [unit.id]).get(unit.id, _NOTHING)


_NOTHING: Final = Counts(0, 0, 0, None, None)


def _units(at: int) -> Select[*tuple[Any, ...]]:
    return select(
        _ROWS[at].id,
        _NAMES[at].label("number"),
        _TITLES[at].label("title"),
        _PARENTS[at].label("parent"),
    ).select_from(_ROWS[at])


def _unit(at: int, row: Row[*tuple[Any, ...]]) -> Unit:
    return Unit(LEVELS[at], row.id, row.number, row.title)


def _count(connection: Connection, at: int, unit_ids: Sequence[int]) -> dict[int, Counts]:
    """Pages are counted apart: beside them every unit would be met once for each page."""
    top, part = _ROWS[at], (*_ROWS, DocumentRow)[at + 1]
    units = _down_to_documents(
        select(
            top.id,
            func.count(part.id.distinct()),
            func.count(FileRow.id.distinct()),
            func.min(DocumentRow.lower),
            func.max(DocumentRow.upper),
        ),
        at,
    )
    pages = _down_to_documents(select(top.id, func.count(PageRow.id)), at)
    pages = pages.join(PageRow, PageRow.document_id == DocumentRow.id)

    def of_units(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        return statement.where(top.id.in_(unit_ids)).group_by(top.id)

    page_counts = {row[0]: row[1] for row in connection.execute(of_units(pages))}
    return {
        unit_id: Counts(parts, files, page_counts.get(unit_id, 0), lower, upper)
        for unit_id, parts, files, lower, upper in connection.execute(of_units(units))
    }


def _down_to_documents(statement: Select[*tuple[Any, ...]], at: int) -> Select[*tuple[Any, ...]]:
    """Join all that lies below a level."""
    links = (
        (FondRow, FondRow.archive_id == ArchiveRow.id),
        (InventoryRow, InventoryRow.fond_id == FondRow.id),
        (FileRow, FileRow.inventory_id == InventoryRow.id),
        (DocumentRow, DocumentRow.file_id == FileRow.id),
    )
    statement = statement.select_from(_ROWS[at])
    for table, link in links[at:]:
        statement = statement.outerjoin(table, link)
    return statement
