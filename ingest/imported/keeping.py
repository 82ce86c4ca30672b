"""Keep with a page what another program read on it, and have it read again where that changed."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from ingest.describe import read_again
from ingest.imported.fitting import fit
from ingest.imported.found import PageText
from models.canonical import to_json
from models.errors import SourceError
from models.page import Imported
from models.page.imported import IMPORTED
from models.store.warnings import save_warnings
from models.tables import PageRow, PageValueRow

WARNED_BY: Final = "imported"
"""Stands for a stage where a page has a warning of its delivered text."""


def keep_imported(connection: Connection, page_id: int, imported: Imported) -> bool:
    """Put a delivered text in the place of an earlier one; returns whether it is another."""
    here = (PageValueRow.page_id == page_id, PageValueRow.name == IMPORTED)
    content = to_json(Imported, imported)
    if connection.scalar(select(PageValueRow.content).where(*here)) == content:
        return False
    connection.execute(delete(PageValueRow).where(*here))
    connection.execute(insert(PageValueRow).values(page_id=page_id, name=IMPORTED, content=content))
    read_again(connection, [page_id])
    return True


def keep_own_texts(
    connection: Connection, source_id: int, texts: Mapping[int, PageText], *, name: str, sha256: str
) -> None:
    """Keep what a scan was delivered with in one file, by the numbers of its pages.

    Args:
        connection: to the record.
        source_id: of the file.
        texts: by page.
        name: of the file.
        sha256: of the file.
    """
    pages = select(PageRow.id, PageRow.number, PageRow.width, PageRow.height, PageRow.dpi)
    for page in connection.execute(pages.where(PageRow.source_id == source_id)).all():
        if page.number not in texts:
            continue
        size = {"width": page.width, "height": page.height, "dpi": page.dpi}
        try:
            imported = fit(texts[page.number], name=name, sha256=sha256, **size)
        except SourceError as error:
            save_warnings(connection, {(page.id, WARNED_BY): [f"{name}: {error}"]})
            continue
        keep_imported(connection, page.id, imported)
