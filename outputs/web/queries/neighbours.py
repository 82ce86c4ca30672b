"""Which page comes before and after one: by sheet in its file, else as it was delivered."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select, tuple_

from models.tables import DocumentRow, PageRow, SourceRow
from outputs.references import AnyRow, sheet_place


@dataclass(frozen=True, slots=True)
class InFile:
    """Where a page lies in its archival file.

    Attributes:
        file_id: the file.
        position: of the page among the sheet sides that are here, from 1.
        of: how many there are.
    """

    file_id: int
    position: int
    of: int


def find_place_in_file(connection: Connection, row: AnyRow) -> InFile | None:
    """Where the page of the row lies; None where its file is not known."""
    if row.file_id is None:
        return None
    statement = _in_file(func.count(), row)
    before = statement.where(_order_in_file() < _here_in_file(connection, row))
    position = connection.execute(before).scalar_one() + 1
    return InFile(row.file_id, position, connection.execute(statement).scalar_one())


def find_neighbour(connection: Connection, row: AnyRow, *, before: bool) -> int | None:
    """The page before or after; beyond the end of a file the collection goes on."""
    found = None
    if row.file_id is not None:
        order, here = _order_in_file(), _here_in_file(connection, row)
        keys = [sheet_place(), PageRow.id]
        found = _next(connection, _in_file(PageRow.id, row), keys, (order, here), before)
    return found or _in_collection(connection, row, before)


def _in_file(what: Any, row: AnyRow) -> Select[*tuple[Any, ...]]:
    return (
        select(what)
        .select_from(PageRow)
        .join(DocumentRow, PageRow.document_id == DocumentRow.id)
        # The document's collection, not the page's: SQLite would walk all pages of that one.
        .where(DocumentRow.file_id == row.file_id, DocumentRow.collection_id == row.collection_id)
    )


def _order_in_file() -> Any:
    return tuple_(sheet_place(), PageRow.id)


def _here_in_file(connection: Connection, row: AnyRow) -> tuple[int, int]:
    place = connection.execute(select(sheet_place()).where(PageRow.id == row.id)).scalar_one()
    return place, row.id


def _in_collection(connection: Connection, row: AnyRow, before: bool) -> int | None:
    """The next page of the delivered file, else the first one of the next file by name.

    One question for both would walk through the whole collection.
    """
    statement = select(PageRow.id).outerjoin(DocumentRow, PageRow.document_id == DocumentRow.id)
    if row.file_id is not None:
        # All of the file was walked through; its other pages may be delivered further on.
        others = DocumentRow.file_id != row.file_id
        statement = statement.where(or_(DocumentRow.file_id.is_(None), others))
    same = statement.where(PageRow.source_id == row.source_id)
    found = _next(connection, same, [PageRow.number], (PageRow.number, row.number), before)
    if found is not None:
        return found
    further = statement.join(SourceRow, PageRow.source_id == SourceRow.id).where(
        SourceRow.collection_id == row.collection_id
    )
    keys = [SourceRow.name, PageRow.number]
    return _next(connection, further, keys, (SourceRow.name, row.source), before)


def _next(
    connection: Connection,
    statement: Select[*tuple[Any, ...]],
    keys: list[Any],
    place: tuple[Any, Any],
    before: bool,
) -> int | None:
    order, here = place
    beyond = order < here if before else order > here
    sorting = [key.desc() if before else key.asc() for key in keys]
    found = connection.execute(statement.where(beyond).order_by(*sorting).limit(1))
    return found.scalar_one_or_none()
