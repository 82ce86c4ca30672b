"""Walk the record once, in order of source name and page, for every export format."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, and_, func, select
from sqlalchemy.orm import aliased

from models.canonical import from_json
from models.doc_types import DocTypeGuess
from models.page import SMALL_VALUES
from models.tables import (
    CollectionRow,
    DocumentRow,
    EntityRow,
    MentionRow,
    PageRow,
    PageTextRow,
    PageValueRow,
    ProfileRow,
    QuarantineRow,
    SourceRow,
)
from outputs.references import FILE_COLUMNS, with_file

AnyRow = Row[*tuple[Any, ...]]

_BATCH: Final = 200
PENDING: Final = "pending"
"""Stands where an error code would: the page was not read yet."""

_QUARANTINED: Final = "quarantined"
_DOC_TYPES: Final = "doc_types"
_LAYOUT: Final = "layout"


@dataclass(frozen=True, slots=True)
class ExportCount:
    """What an export holds: pages (all lines), those with an error among them, and mentions."""

    pages: int
    errors: int
    mentions: int


@dataclass(frozen=True, slots=True)
class ExportedPage:
    """One page of one delivered file.

    Attributes:
        source: the file's name as delivered.
        page: number within the file, from 1.
        error: why there is no text: an error code or `PENDING`; None for a page that was read,
            blank ones included. With an error, text and mentions are empty.
        text: as read, NFC.
        mentions: rows of `mention` with `key` of the entity and `person_id`, in order of their
            start.
        duplicate_of: name of the file with the same bytes whose pages these are, or None.
        reference: archive/fond/inventory/file, or None.
        doc_type: the likeliest kind of document, or None.
        stamps: of the text, what stamps say: spans behind the body, half-open.
        row: the other columns of page, document and text.
    """

    source: str
    page: int
    error: str | None
    text: str
    mentions: tuple[AnyRow, ...]
    duplicate_of: str | None
    reference: str | None
    doc_type: DocTypeGuess | None
    stamps: tuple[tuple[int, int], ...]
    row: AnyRow


def read_pages(connection: Connection, collection: str | None = None) -> Iterator[ExportedPage]:
    """Yield every page of every delivered file; a duplicate has the pages of its original.

    Holds 200 pages in memory at a time. A source without any page still gives one, in error.
    """
    with connection.execute(_pages(collection), execution_options={"yield_per": _BATCH}) as found:
        for rows in found.partitions():
            mentions = _read_mentions(connection, [row.page_id for row in rows if row.page_id])
            for row in rows:
                yield _exported(row, mentions)


def join_reference(row: AnyRow) -> str | None:
    """Return `archive/fond/inventory/file` of a row with these columns, None without a file."""
    if row.file is None:
        return None
    return "/".join((row.archive, row.fond, row.inventory, row.file))


def _exported(row: AnyRow, mentions: dict[int, list[AnyRow]]) -> ExportedPage:
    error = _error_of(row)
    return ExportedPage(
        source=row.source,
        page=row.number or 1,
        error=error,
        text="" if error else row.text or "",
        mentions=() if error else tuple(mentions.get(row.page_id, ())),
        duplicate_of=row.duplicate_of,
        reference=join_reference(row),
        doc_type=None if error else _doc_type(row.doc_types),
        stamps=() if error else tuple(_stamps(row.layout)),
        row=row,
    )


def _doc_type(content: bytes | None) -> DocTypeGuess | None:
    found = from_json(SMALL_VALUES[_DOC_TYPES], content) if content else ()
    return next(iter(found or ()), None)


def _stamps(content: bytes | None) -> Iterator[tuple[int, int]]:
    layout = from_json(SMALL_VALUES[_LAYOUT], content) if content else None
    for region in layout.regions if layout else ():
        if region.start is not None:
            yield region.start, region.end


def _error_of(row: AnyRow) -> str | None:
    match row.state:
        case "done" | "blank":
            return None
        case "quarantined":
            return str(row.quarantine_code or row.source_error or _QUARANTINED)
        case _:
            return str(row.source_error or PENDING)


def _pages(collection: str | None) -> Select[*tuple[Any, ...]]:
    original, layout = aliased(SourceRow), aliased(PageValueRow)
    latest = (
        select(QuarantineRow.code)
        .where(QuarantineRow.page_id == PageRow.id, QuarantineRow.state == "open")
        .order_by(QuarantineRow.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    pages = (
        select(
            CollectionRow.code.label("collection"),
            SourceRow.name.label("source"),
            SourceRow.error_code.label("source_error"),
            original.name.label("duplicate_of"),
            PageRow.id.label("page_id"),
            PageRow.number,
            PageRow.state,
            PageRow.sheet,
            PageRow.image_sha256,
            PageRow.width,
            PageRow.height,
            PageRow.dpi,
            DocumentRow.id.label("document_id"),
            PageTextRow.text,
            PageTextRow.language,
            PageTextRow.confidence,
            PageValueRow.content.label("doc_types"),
            layout.content.label("layout"),
            latest.label("quarantine_code"),
            *FILE_COLUMNS,
        )
        .join(CollectionRow, CollectionRow.id == SourceRow.collection_id)
        .outerjoin(original, original.id == SourceRow.duplicate_of_id)
        .outerjoin(PageRow, PageRow.source_id == func.coalesce(original.id, SourceRow.id))
        .outerjoin(PageTextRow, PageTextRow.page_id == PageRow.id)
        .outerjoin(
            PageValueRow,
            and_(PageValueRow.page_id == PageRow.id, PageValueRow.name == _DOC_TYPES),
        )
        .outerjoin(layout, and_(layout.page_id == PageRow.id, layout.name == _LAYOUT))
        .outerjoin(DocumentRow, DocumentRow.id == PageRow.document_id)
        .order_by(CollectionRow.code, SourceRow.name, PageRow.number)
    )
    if collection is not None:
        pages = pages.where(CollectionRow.code == collection)
    return with_file(pages)


def _read_mentions(connection: Connection, page_ids: list[int]) -> dict[int, list[AnyRow]]:
    by_page: dict[int, list[AnyRow]] = defaultdict(list)
    mentions = (
        select(*MentionRow.__table__.columns, EntityRow.key.label("key"), ProfileRow.person_id)
        .join(EntityRow, EntityRow.id == MentionRow.entity_id)
        .outerjoin(ProfileRow, ProfileRow.id == MentionRow.profile_id)
        .where(MentionRow.page_id.in_(page_ids))
        .order_by(MentionRow.page_id, MentionRow.start, MentionRow.id)
    )
    for row in connection.execute(mentions):
        by_page[row.page_id].append(row)
    return by_page
