"""Pages that stages gave something of, and what is stored of them."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, select

from models.blobs import BlobStore
from models.database import Database
from models.entity import Label, Mention, Span
from models.page import Page
from models.store import GivenValue, load_pages, save_values
from models.tables import EntityRow
from tests.support.factories import (
    add_collection,
    add_document,
    add_page,
    add_source,
    open_database,
)

BLOBS = BlobStore(Path("blobs"))


def name(text: str, normal: str, key: str = "ivanov", label: Label = Label.PERSON) -> Mention:
    return Mention(Span(label, 0, len(text), 0.75, "rules"), text, normal, key)


def three_pages(folder: Path, back_end: str) -> Database:
    """A record of three pages of one document, of which nothing was read."""
    database = open_database(folder, back_end)
    with database.write() as connection:
        collection = add_collection(connection)
        document = add_document(connection, collection, "1")
        source = add_source(connection, collection, "a.pdf")
        for number in (1, 2, 3):
            add_page(connection, source, number=number, document_id=document, state="pending")
    return database


def load(database: Database, page_id: int = 1) -> Page:
    with database.read() as connection:
        return load_pages(connection, BLOBS, [page_id])[page_id][1]


def save(database: Database, page: Page, names: Sequence[str], page_id: int = 1) -> None:
    with database.write() as connection:
        save_values(connection, [GivenValue(page_id, 1, name, page) for name in names])


def entities(connection: Connection) -> list[tuple[str, str, str]]:
    rows = connection.execute(select(EntityRow.label, EntityRow.key, EntityRow.normal))
    return sorted((row.label, row.key, row.normal) for row in rows)
