"""Make the search index straight from the record, as the index stage would page by page."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select

from models.database import Database
from models.entity import Label
from models.page import Terms
from models.tables import MentionRow, PageTextRow
from outputs.search.analyzer import NAMED, join_terms, names_of
from outputs.search.backends.fts5 import Fts5Index
from outputs.search.backends.tantivy import Paying, TantivyIndex
from outputs.search.backends.tsvector import TsVectorIndex
from outputs.search.index import SearchIndex
from tests.support.databases import POSTGRESQL, SQLITE
from tests.support.memoryindex import MemoryIndex

INDEXES: Final[Mapping[str, Callable[[Path], SearchIndex]]] = {
    "fts5": lambda folder: Fts5Index(),
    "memory": lambda folder: MemoryIndex(),
    "tsvector": lambda folder: TsVectorIndex(),
    "tantivy": lambda folder: TantivyIndex(folder / "index"),
    "tantivy with bitmaps": lambda folder: TantivyIndex(folder / "index", Paying(1, 1, 1)),
}
"""Every back end, made with a folder that it may use; one as it is with many pages."""

DATABASES: Final[Mapping[str, str | None]] = {"fts5": SQLITE, "tsvector": POSTGRESQL}
"""The database that a back end needs; the others take either."""

_BATCH: Final = 200


def own_index(database: Database) -> SearchIndex:
    """The back end in the record's own database."""
    return TsVectorIndex() if database.back_end == POSTGRESQL else Fts5Index()


def rebuild(database: Database, index: SearchIndex) -> int:
    """Index every page that was read, in one transaction; returns how many there are."""
    pages = 0
    with database.write() as connection:
        index.clear(connection)
        for page_id, terms in _recorded_terms(connection):
            index.put(connection, page_id, terms)
            pages += 1
    index.settle(database)
    return pages


def _recorded_terms(connection: Connection) -> Iterator[tuple[int, Terms]]:
    last = 0
    while texts := _texts_after(connection, last):
        last = max(texts)
        names = _names(connection, list(texts))
        for page_id, text in texts.items():
            yield page_id, join_terms(text, names[page_id])


def _texts_after(connection: Connection, page_id: int) -> dict[int, str]:
    batch = (
        select(PageTextRow.page_id, PageTextRow.text)
        .where(PageTextRow.page_id > page_id)
        .order_by(PageTextRow.page_id)
        .limit(_BATCH)
    )
    return {row.page_id: row.text for row in connection.execute(batch)}


def _names(connection: Connection, page_ids: list[int]) -> dict[int, dict[Label, list[str]]]:
    names: dict[int, dict[Label, list[str]]] = defaultdict(lambda: defaultdict(list))
    mentions = (
        select(MentionRow.__table__)
        .where(MentionRow.page_id.in_(page_ids), MentionRow.label.in_(NAMED))
        .order_by(MentionRow.page_id, MentionRow.start)
    )
    for row in connection.execute(mentions):
        label, places = Label(row.label), [place["name"] for place in row.places or ()]
        names[row.page_id][label] += names_of(label, row.text, row.normal, places)
    return names
