"""The sheets of an archival file in its own order, or the pages of a delivered file."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select, tuple_

from models.tables import CollectionRow, DocumentRow, PageRow, SourceRow
from outputs.references import sheet_place
from outputs.web.cursors import Listing, make_listing, unpack_cursor


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """One page side as a thumbnail; `place` is its sort value in the list it stands in."""

    id: int
    number: int
    sheet: str | None
    state: str
    image_sha256: str | None
    source: str
    place: int


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document of a file: what the description calls it, when it was written, where it begins."""

    id: int
    title: str | None
    edtf: str | None
    lower: date | None
    pages: int
    first_sheet: str | None
    last_sheet: str | None
    first_page: int


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """A delivered file and the collection it belongs to."""

    id: int
    name: str
    collection_code: str
    collection: str


def list_sheets_of_file(
    connection: Connection, file_id: int, *, after: str = "", limit: int = 60
) -> Listing[ListedSheet]:
    """The sheets of an archival file, those without a sheet number last.

    Raises:
        ConfigError: (argument-invalid) `after` is no cursor of this list.
    """
    statement = _sheets(sheet_place()).join(DocumentRow, PageRow.document_id == DocumentRow.id)
    return _list(connection, statement.where(DocumentRow.file_id == file_id), after, limit)


def list_pages_of_source(
    connection: Connection, source_id: int, *, after: str = "", limit: int = 60
) -> Listing[ListedSheet]:
    """The pages of a delivered file by number.

    Raises:
        ConfigError: (argument-invalid) `after` is no cursor of this list.
    """
    statement = _sheets(PageRow.number).where(PageRow.source_id == source_id)
    return _list(connection, statement, after, limit)


def list_documents(connection: Connection, file_id: int, limit: int = 200) -> list[ListedDocument]:
    """The documents of a file in the order of their first sheets."""
    place = func.min(sheet_place())
    rows = connection.execute(
        select(
            DocumentRow.id,
            DocumentRow.title,
            DocumentRow.edtf,
            DocumentRow.lower,
            func.count(PageRow.id).label("pages"),
            place.label("first"),
            func.max(sheet_place()).label("last"),
        )
        .join(PageRow, PageRow.document_id == DocumentRow.id)
        .where(DocumentRow.file_id == file_id)
        .group_by(DocumentRow.id, DocumentRow.title, DocumentRow.edtf, DocumentRow.lower)
        .order_by(place, DocumentRow.id)
        .limit(limit)
    ).all()
    ends = _ends(connection, [row.id for row in rows])
    found = []
    for row in rows:
        first, last = ends[row.id, row.first], ends[row.id, row.last]
        found.append(
            ListedDocument(
                row.id, row.title, row.edtf, row.lower, row.pages, first[1], last[1], first[0]
            )
        )
    return found


def _ends(
    connection: Connection, document_ids: list[int]
) -> dict[tuple[int, int], tuple[int, str | None]]:
    """The first page and the sheet at each place of these documents."""
    rows = connection.execute(
        select(PageRow.document_id, sheet_place(), PageRow.id, PageRow.sheet)
        .where(PageRow.document_id.in_(document_ids))
        .order_by(PageRow.id.desc())
    )
    return {(document, place): (page, sheet) for document, place, page, sheet in rows}


def find_source(connection: Connection, source_id: int) -> DeliveredFile | None:
    """The delivered file of this id."""
    row = connection.execute(
        select(SourceRow.id, SourceRow.name, CollectionRow.code, CollectionRow.title)
        .join(CollectionRow, SourceRow.collection_id == CollectionRow.id)
        .where(SourceRow.id == source_id)
    ).one_or_none()
    return DeliveredFile(row.id, row.name, row.code, row.title or row.code) if row else None


def _sheets(place: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(
            PageRow.id,
            PageRow.number,
            PageRow.sheet,
            PageRow.state,
            PageRow.image_sha256,
            SourceRow.name.label("source"),
            place.label("place"),
        )
        .join(SourceRow, PageRow.source_id == SourceRow.id)
        .order_by(place, PageRow.id)
    )


def _list(
    connection: Connection, statement: Select[*tuple[Any, ...]], after: str, limit: int
) -> Listing[ListedSheet]:
    if after:
        place = statement.selected_columns.place
        here = unpack_cursor(after, (int, int))
        statement = statement.where(tuple_(place, PageRow.id) > here)
    found = [ListedSheet(*row) for row in connection.execute(statement.limit(limit + 1))]
    return make_listing(found, limit, lambda last: (last.place, last.id))
