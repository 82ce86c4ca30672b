"""The delivered files of a collection with their pages, and what lies in quarantine."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from models.errors import ErrorKind, kind_of
from models.tables import CollectionRow, PageRow, QuarantineRow, SourceRow
from outputs.web.cursors import Listing, make_listing, unpack_cursor

# A file of thousands of pages is entered by its first ones; the others have a page of their own.
_PAGES_SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page of a delivered file and its state."""

    id: int
    number: int
    sheet: str | None
    state: str
    image_sha256: str | None


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A delivered file; one whose bytes came before has no pages of its own."""

    id: int
    name: str
    byte_size: int
    sha256: str
    media_type: str | None
    duplicate_of: str | None
    error_code: str | None
    page_count: int
    pages: tuple[ListedPage, ...]


@dataclass(frozen=True, slots=True)
class ListedTrouble:
    """A page in quarantine: what stopped it, and what can be done."""

    id: int
    page_id: int
    page_number: int
    source: str
    collection_code: str
    stage: str
    code: str
    detail: str
    created_at: datetime

    @property
    def kind(self) -> ErrorKind:
        """Meaning and remedy of the code."""
        return kind_of(self.code)


def list_sources(
    connection: Connection, collection_id: int, *, after: str | None = None, limit: int = 40
) -> Listing[ListedSource]:
    """Delivered files by name, each with its pages."""
    first = aliased(SourceRow)
    statement = (
        select(
            SourceRow.id,
            SourceRow.name,
            SourceRow.byte_size,
            SourceRow.sha256,
            SourceRow.media_type,
            first.name.label("duplicate_of"),
            SourceRow.error_code,
        )
        .outerjoin(first, SourceRow.duplicate_of_id == first.id)
        .where(SourceRow.collection_id == collection_id)
        .order_by(SourceRow.name)
        .limit(limit + 1)
    )
    if after:
        statement = statement.where(SourceRow.name > unpack_cursor(after, (str,))[0])
    rows = connection.execute(statement).all()
    shown = [row.id for row in rows[:limit]]
    counts, pages = _count_pages(connection, shown), _pages_of(connection, shown)
    found = [
        ListedSource(
            **row._mapping,
            page_count=counts.get(row.id, 0),
            pages=tuple(pages[row.id]),
        )
        for row in rows
    ]
    return make_listing(found, limit, lambda last: (last.name,))


def _count_pages(connection: Connection, source_ids: Sequence[int]) -> dict[int, int]:
    counted = (
        select(PageRow.source_id, func.count().label("pages"))
        .where(PageRow.source_id.in_(source_ids))
        .group_by(PageRow.source_id)
    )
    return {row.source_id: row.pages for row in connection.execute(counted)}


def _pages_of(connection: Connection, source_ids: Sequence[int]) -> dict[int, list[ListedPage]]:
    rows = connection.execute(
        select(
            PageRow.source_id,
            PageRow.id,
            PageRow.number,
            PageRow.sheet,
            PageRow.state,
            PageRow.image_sha256,
        )
        .where(PageRow.source_id.in_(source_ids), PageRow.number <= _PAGES_SHOWN)
        .order_by(PageRow.source_id, PageRow.number)
    )
    pages: dict[int, list[ListedPage]] = defaultdict(list)
    for row in rows:
        pages[row.source_id].append(
            ListedPage(row.id, row.number, row.sheet, row.state, row.image_sha256)
        )
    return pages


def list_quarantine(
    connection: Connection,
    *,
    collection_id: int | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Listing[ListedTrouble]:
    """Open cases of quarantine, the oldest first."""
    statement = (
        select(
            QuarantineRow.id,
            QuarantineRow.page_id,
            PageRow.number,
            SourceRow.name,
            CollectionRow.code,
            QuarantineRow.stage,
            QuarantineRow.code,
            QuarantineRow.detail,
            QuarantineRow.created_at,
        )
        .join(PageRow, QuarantineRow.page_id == PageRow.id)
        .join(SourceRow, PageRow.source_id == SourceRow.id)
        .join(CollectionRow, PageRow.collection_id == CollectionRow.id)
        .where(QuarantineRow.state == "open")
        .order_by(QuarantineRow.id)
        .limit(limit + 1)
    )
    if collection_id is not None:
        statement = statement.where(PageRow.collection_id == collection_id)
    if after:
        statement = statement.where(QuarantineRow.id > unpack_cursor(after, (int,))[0])
    found = [ListedTrouble(*row) for row in connection.execute(statement)]
    return make_listing(found, limit, lambda last: (last.id,))
