"""Keep with a page what another program read on it, and have it read again where that changed."""

from sqlalchemy import Connection, delete, insert, select

from ingest.describe import read_again
from models.canonical import to_json
from models.page import Imported
from models.tables import PageValueRow

_NAME = "imported"


def keep_imported(connection: Connection, page_id: int, imported: Imported) -> bool:
    """Put a delivered text in the place of an earlier one; returns whether it is another."""
    here = (PageValueRow.page_id == page_id, PageValueRow.name == _NAME)
    content = to_json(Imported, imported)
    if connection.scalar(select(PageValueRow.content).where(*here)) == content:
        return False
    connection.execute(delete(PageValueRow).where(*here))
    connection.execute(insert(PageValueRow).values(page_id=page_id, name=_NAME, content=content))
    read_again(connection, [page_id])
    return True
