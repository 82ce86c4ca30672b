"""Where a page lies in the archive, put together from the description that came with it."""

from typing import Any, Final

from sqlalchemy import Row, Select, func

from models.archive import ReferenceCode, SheetRange, parse_sheet
from models.tables import ArchiveRow, DocumentRow, FileRow, FondRow, InventoryRow, PageRow

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]

FILE_COLUMNS = (
    ArchiveRow.code.label("archive"),
    FondRow.number.label("fond"),
    InventoryRow.number.label("inventory"),
    FileRow.number.label("file"),
)
REFERENCE_COLUMNS = (*FILE_COLUMNS, PageRow.sheet)


# Of pages whose sheet is not known: behind all others. A sheet's order is far below it.
_LAST: Final = 2**53


def sheet_place() -> Any:
    """The sort value of a page within its archival file."""
    return func.coalesce(PageRow.sheet_order, _LAST)


def with_reference(statement: AnySelect) -> AnySelect:
    """Join a select over pages with the archive's description, as far as there is one."""
    return with_file(statement.outerjoin(DocumentRow, PageRow.document_id == DocumentRow.id))


def with_file(statement: AnySelect) -> AnySelect:
    """Join a select over documents with the description of the file they lie in."""
    return (
        statement.outerjoin(FileRow, DocumentRow.file_id == FileRow.id)
        .outerjoin(InventoryRow, FileRow.inventory_id == InventoryRow.id)
        .outerjoin(FondRow, InventoryRow.fond_id == FondRow.id)
        .outerjoin(ArchiveRow, FondRow.archive_id == ArchiveRow.id)
    )


def reference_of(row: AnyRow) -> ReferenceCode | None:
    """The reference of a row with `REFERENCE_COLUMNS`; None where no file was described."""
    if row.file is None:
        return None
    sheet = parse_sheet(row.sheet) if row.sheet else None
    sheets = (SheetRange(sheet, sheet),) if sheet else ()
    return ReferenceCode(row.archive, row.fond, row.inventory, row.file, sheets)


def cite(reference: ReferenceCode | None, language: str) -> str:
    """«Ф. 109. Оп. 1. Д. 25. Л. 12об.» as archivists of the language write it, or nothing."""
    if reference is None:
        return ""
    return reference.citation("kk" if language == "kk" else "ru")


def mention_address(room: str, page_id: int, mention: Any) -> str:
    """Where the reading room tells of a mention; it stays as long as the text does.

    The number of its row changes with every reading, its kind and place do not.
    """
    kind = mention.label.lower()
    page = f"{room.rstrip('/')}/iiif/pages/{page_id}"
    return f"{page}/mentions/{kind}#{mention.start}-{mention.end}"
