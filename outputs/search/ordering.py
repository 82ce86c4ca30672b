"""Other orders of an answer than by relevance: by the date of writing, and as in the archive."""

from datetime import date
from typing import Any, Final, Literal

from pyroaring import BitMap
from sqlalchemy import Connection, Select, func, select, tuple_

from models.archive.levels import numbers_in_order
from models.database.expressions import among, numbered
from models.entity import Label
from models.errors import ARGUMENT_INVALID, ConfigError
from models.tables import (
    ArchiveRow,
    DocumentRow,
    FileRow,
    FondRow,
    InventoryRow,
    MentionRow,
    PageRow,
)
from outputs.references import sheet_place

Order = Literal["relevance", "date", "archive"]
# Behind every date and every number: of these nothing is known.
_LAST_DAY: Final = date.max
_LAST: Final = 2**60

AnySelect = Select[*tuple[Any, ...]]


def order_pages(
    connection: Connection, matched: BitMap, order: Order, *, limit: int, after: int | None = None
) -> list[int]:
    """Return the next pages of an answer in an order that the record knows.

    Args:
        connection: to the record.
        matched: ids of the pages of the whole answer.
        order: by date or as in the archive; pages of which it is not known come last.
        limit: how many pages.
        after: id of the page that the stretch before ended with.

    Raises:
        ConfigError: (argument-invalid) there is no page `after`.
    """
    keys = _by_date() if order == "date" else _by_archive(connection)
    place = tuple_(*keys.selected_columns)
    statement = keys.where(among(PageRow.id, matched)).order_by(*keys.selected_columns)
    if after is not None:
        last = connection.execute(keys.where(PageRow.id == after)).one_or_none()
        if last is None:
            raise ConfigError(ARGUMENT_INVALID, "after")
        statement = statement.where(place > tuple(last))
    return [row.id for row in connection.execute(statement.limit(limit))]


def _by_date() -> AnySelect:
    """The date of the document, or the one that the page gives as its own."""
    written = (
        select(func.min(MentionRow.lower))
        .where(
            MentionRow.page_id == PageRow.id,
            MentionRow.label == Label.DATE,
            MentionRow.details["event"].as_string() == "document",
        )
        .scalar_subquery()
    )
    day = func.coalesce(DocumentRow.lower, written, _LAST_DAY)
    return (
        select(day.label("day"), PageRow.source_id, PageRow.number, PageRow.id)
        .select_from(PageRow)
        .outerjoin(DocumentRow, DocumentRow.id == PageRow.document_id)
    )


def _by_archive(connection: Connection) -> AnySelect:
    """Archive, fond, inventory, file and sheet, each by its number; then as it was scanned."""
    files = numbered(_files_in_order(connection))
    return (
        select(
            func.coalesce(files.c.key, _LAST).label("rank"),
            sheet_place().label("sheet"),
            PageRow.source_id,
            PageRow.number,
            PageRow.id,
        )
        .select_from(PageRow)
        .outerjoin(DocumentRow, DocumentRow.id == PageRow.document_id)
        .outerjoin(files, files.c.value == DocumentRow.file_id)
    )


def _files_in_order(connection: Connection) -> list[int]:
    """The ids of all archival files; a database would put number 10 before 9."""
    files = (
        select(
            FileRow.id,
            ArchiveRow.code,
            FondRow.number,
            InventoryRow.number.label("inventory"),
            FileRow.number.label("file"),
        )
        .join(InventoryRow, InventoryRow.id == FileRow.inventory_id)
        .join(FondRow, FondRow.id == InventoryRow.fond_id)
        .join(ArchiveRow, ArchiveRow.id == FondRow.archive_id)
    )
    rows = connection.execute(files).all()
    ranked = sorted(rows, key=lambda row: [numbers_in_order(number) for number in row[1:]])
    return [row.id for row in ranked]
