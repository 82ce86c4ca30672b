"""Answer a search: pages in order, each with a snippet, its highlights and their boxes."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Executable, Row, select

from models.database import Database
from models.entity import Label
from models.errors import ARGUMENT_INVALID, STORE_OLD, WORKSPACE_MISSING, ConfigError, StoreError
from models.page import Box
from models.tables import (
    ArchiveRow,
    CollectionRow,
    DocumentRow,
    FileRow,
    FondRow,
    InventoryRow,
    MentionRow,
    PageRow,
    PageTextRow,
    SourceRow,
)
from models.wordboxes import decode_words
from outputs.search.analyzer import ANALYZER_VERSION
from outputs.search.expansion import Sought, expand, expand_name
from outputs.search.highlight import (
    Range,
    Snippet,
    find_boxes,
    find_ranges,
    make_snippet,
    merge_ranges,
)
from outputs.search.index import Cursor, Filters, Hit, SearchIndex
from outputs.search.query import parse_query

MOST_HITS: Final = 200
"""The most hits that one call gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What is searched for; everything empty lists all pages in order.

    Attributes:
        query: in the language of `outputs.search.query`.
        person: a person's name in any case form and order; an initial stands for any name.
        place: a place's name, of its time or of today.
        date_from: the page speaks of this day or a later one.
        date_to: the page speaks of this day or an earlier one.
        collection: code of one collection.
        limit: how many hits, 1 to `MOST_HITS`.
        after: `SearchPage.next` of the part before.
    """

    query: str = ""
    person: str = ""
    place: str = ""
    date_from: date | None = None
    date_to: date | None = None
    collection: str | None = None
    limit: int = 20
    after: Cursor | None = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A page found.

    Attributes:
        page_id: of the page.
        score: the lower, the better; comparable within one answer only.
        collection: code of its collection.
        source: name of the delivered file.
        page_number: within that file, from 1.
        sheet: as the archive numbers it, or None.
        reference: archive, fond, inventory and file, or None.
        snippet: a piece of the text with its highlights.
        highlights: offsets in the page text.
        boxes: of the highlighted words, pixels of the scan.
    """

    page_id: int
    score: float
    collection: str
    source: str
    page_number: int
    sheet: str | None
    reference: tuple[str, str, str, str] | None
    snippet: Snippet
    highlights: tuple[Range, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One part of the answer; `next` is None at the end."""

    hits: tuple[SearchHit, ...]
    total: int
    next: Cursor | None


class Search:
    """The search of one record through one index."""

    def __init__(self, database: Database, index: SearchIndex) -> None:
        self._database = database
        self._index = index

    def search(self, request: SearchRequest) -> SearchPage:
        """Find pages.

        Raises:
            ConfigError: the query cannot be read, or there is no index yet.
            StoreError: the index was made by another analyzer and must be rebuilt.
        """
        sought, filters = _sought(request), _filters(request)
        if not 1 <= request.limit <= MOST_HITS:
            raise ConfigError(ARGUMENT_INVALID, f"limit={request.limit}, 1 to {MOST_HITS}")
        with self._database.read() as connection:
            self._check_analyzer(connection)
            total = self._index.count(connection, sought, filters=filters)
            found = self._index.find(
                connection, sought, filters=filters, limit=request.limit + 1, after=request.after
            )
            hits, more = found[: request.limit], len(found) > request.limit
            shown = _shown(connection, hits, sought, filters)
        return SearchPage(shown, total, Cursor(hits[-1].score, hits[-1].page_id) if more else None)

    def _check_analyzer(self, connection: Connection) -> None:
        recorded = self._index.recorded_analyzer(connection)
        if recorded is None:
            raise ConfigError(WORKSPACE_MISSING)
        if recorded != ANALYZER_VERSION:
            raise StoreError(
                STORE_OLD, f"search index: analyzer {recorded}, not {ANALYZER_VERSION}"
            )


def _sought(request: SearchRequest) -> Sought | None:
    asked = parse_query(request.query)
    return _require(expand(asked), "query", request.query) if asked else None


def _filters(request: SearchRequest) -> Filters:
    return Filters(
        person=_name(request.person, "person"),
        place=_name(request.place, "place"),
        date_from=request.date_from,
        date_to=request.date_to,
        collection=request.collection,
    )


def _name(text: str, setting: str) -> Sought | None:
    return _require(expand_name(text), setting, text) if text.strip() else None


def _require(sought: Sought | None, setting: str, text: str) -> Sought:
    # «№» asks for something that no page can answer: saying so beats an answer with every page.
    if sought is None:
        raise ConfigError(ARGUMENT_INVALID, f"{setting}={text}")
    return sought


def _shown(
    connection: Connection, hits: list[Hit], sought: Sought | None, filters: Filters
) -> tuple[SearchHit, ...]:
    page_ids = [hit.page_id for hit in hits]
    rows = {row.id: row for row in connection.execute(_described(page_ids))}
    named = _named_ranges(connection, page_ids, filters)
    return tuple(
        _hit(hit, rows[hit.page_id], sought, named.get(hit.page_id, []))
        for hit in hits
        if hit.page_id in rows
    )


def _hit(hit: Hit, row: Row[Any], sought: Sought | None, named: list[Range]) -> SearchHit:
    text = row.text or ""
    highlights = merge_ranges([*(find_ranges(sought, text) if sought else []), *named])
    return SearchHit(
        page_id=hit.page_id,
        score=hit.score,
        collection=row.collection,
        source=row.name,
        page_number=row.number,
        sheet=row.sheet,
        reference=(row.archive, row.fond, row.inventory, row.file) if row.file else None,
        snippet=make_snippet(text, highlights),
        highlights=highlights,
        boxes=find_boxes(decode_words(row.words), highlights) if row.words else (),
    )


def _named_ranges(
    connection: Connection, page_ids: list[int], filters: Filters
) -> dict[int, list[Range]]:
    """The mentions that answer the name filters, by page."""
    asked = {Label.PERSON: filters.person, Label.PLACE: filters.place}
    labels = [label for label, sought in asked.items() if sought]
    ranges: dict[int, list[Range]] = {}
    mentions = select(MentionRow.__table__).where(
        MentionRow.page_id.in_(page_ids), MentionRow.label.in_(labels)
    )
    for row in connection.execute(mentions) if labels else ():
        sought = asked[Label(row.label)]
        names = [row.text, *(place["name"] for place in (row.places or [])[:1])]
        if sought and any(find_ranges(sought, name) for name in names):
            ranges.setdefault(row.page_id, []).append((row.start, row.end))
    return ranges


def _described(page_ids: list[int]) -> Executable:
    return (
        select(
            PageRow.id,
            PageRow.number,
            PageRow.sheet,
            SourceRow.name,
            CollectionRow.code.label("collection"),
            ArchiveRow.code.label("archive"),
            FondRow.number.label("fond"),
            InventoryRow.number.label("inventory"),
            FileRow.number.label("file"),
            PageTextRow.text,
            PageTextRow.words,
        )
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(CollectionRow, CollectionRow.id == PageRow.collection_id)
        .outerjoin(PageTextRow, PageTextRow.page_id == PageRow.id)
        .outerjoin(DocumentRow, DocumentRow.id == PageRow.document_id)
        .outerjoin(FileRow, FileRow.id == DocumentRow.file_id)
        .outerjoin(InventoryRow, InventoryRow.id == FileRow.inventory_id)
        .outerjoin(FondRow, FondRow.id == InventoryRow.fond_id)
        .outerjoin(ArchiveRow, ArchiveRow.id == FondRow.archive_id)
        .where(PageRow.id.in_(page_ids))
    )
