"""Walk the record once, in order of source name and page, for every export format."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, and_, func, select
from sqlalchemy.orm import aliased

from models.canonical import from_json
from models.documents.doc_types import DocTypeGuess
from models.page import SMALL_VALUES, Geometry, Layout, Word
from models.page.wordboxes import decode_words
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
from outputs.export.selection import EVERYTHING, Selection
from outputs.export.units import Unit, in_unit, safe_name
from outputs.references import FILE_COLUMNS, sheet_place, with_file

AnyRow = Row[*tuple[Any, ...]]

_BATCH: Final = 200
PENDING: Final = "pending"
"""Stands where an error code would: the page was not read yet."""

_QUARANTINED: Final = "quarantined"
_DOC_TYPES: Final = "doc_types"
_LAYOUT: Final = "layout"
_UPRIGHT: Final = "upright"


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
        layout: cells of tables, stamps and pencil marks, boxes in pixels of the scan.
        geometry: size of the scan and how it is turned upright; None without a scan.
        row: the other columns of source, page, document and text.
    """

    source: str
    page: int
    error: str | None
    text: str
    mentions: tuple[AnyRow, ...]
    duplicate_of: str | None
    reference: str | None
    doc_type: DocTypeGuess | None
    layout: Layout
    geometry: Geometry | None
    row: AnyRow

    @property
    def stamps(self) -> tuple[tuple[int, int], ...]:
        """Of the text, what stamps say: spans behind the body, half-open."""
        return tuple(
            (region.start, region.end or region.start)
            for region in self.layout.regions
            if region.start is not None
        )

    @property
    def name(self) -> str:
        """Source and page number as one path segment, `дело-25.pdf-0003`."""
        return f"{safe_name(self.source)}-{self.page:04}"

    def read_words(self) -> tuple[Word, ...]:
        """Unpack the words of the text, boxes in pixels of the scan as it was registered."""
        return () if self.error or self.row.words is None else decode_words(self.row.words)


def read_pages(
    connection: Connection, selection: Selection | None = None, unit: Unit | None = None
) -> Iterator[ExportedPage]:
    """Yield the pages of every delivered file; a duplicate has the pages of its original.

    Holds 200 pages in memory at a time. A source without any page still gives one, in error.

    Args:
        connection: to the record.
        selection: what is asked for; None for everything.
        unit: the one whose pages are asked for, by sheet; None for all, as they were delivered.
    """
    chosen = selection or EVERYTHING
    if unit is None:
        pages = _pages(chosen)
    else:
        # Millions of selected pages are one parameter: too long to be sent for every unit.
        pages = _pages(chosen.of_any_page).where(in_unit(unit)).order_by(None)
        pages = pages.order_by(sheet_place(), SourceRow.name, PageRow.number)
    with connection.execute(pages, execution_options={"yield_per": _BATCH}) as found:
        for partition in found.partitions():
            rows = [row for row in partition if chosen.takes(row.page_id)]
            mentions = _read_mentions(connection, [row.page_id for row in rows if row.page_id])
            for row in rows:
                yield _exported(row, mentions)


def count_pages(connection: Connection, selection: Selection) -> int:
    """How many pages `read_pages` gives."""
    counted = _pages(selection).with_only_columns(func.count()).order_by(None)
    return int(connection.execute(counted).scalar_one())


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
        layout=(None if error else _value(_LAYOUT, row.layout)) or Layout(),
        geometry=_geometry(row),
        row=row,
    )


def _doc_type(content: bytes | None) -> DocTypeGuess | None:
    return next(iter(_value(_DOC_TYPES, content) or ()), None)


def _geometry(row: AnyRow) -> Geometry | None:
    if row.width is None:
        return None
    return _value(_UPRIGHT, row.upright) or Geometry(row.width, row.height)


def _value(name: str, content: bytes | None) -> Any:
    return from_json(SMALL_VALUES[name], content) if content else None


def _error_of(row: AnyRow) -> str | None:
    match row.state:
        case "done" | "blank":
            return None
        case "quarantined":
            return str(row.quarantine_code or row.source_error or _QUARANTINED)
        case _:
            return str(row.source_error or PENDING)


def _pages(selection: Selection) -> Select[*tuple[Any, ...]]:
    original = aliased(SourceRow)
    values = {name: aliased(PageValueRow) for name in (_DOC_TYPES, _LAYOUT, _UPRIGHT)}
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
            DocumentRow.key.label("document_key"),
            DocumentRow.title,
            DocumentRow.edtf,
            DocumentRow.access,
            SourceRow.sha256.label("source_sha256"),
            SourceRow.media_type,
            SourceRow.byte_size,
            PageTextRow.text,
            PageTextRow.words,
            PageTextRow.language,
            PageTextRow.confidence,
            PageTextRow.model,
            *(value.content.label(name) for name, value in values.items()),
            latest.label("quarantine_code"),
            *FILE_COLUMNS,
        )
        .join(CollectionRow, CollectionRow.id == SourceRow.collection_id)
        .outerjoin(original, original.id == SourceRow.duplicate_of_id)
        .outerjoin(PageRow, PageRow.source_id == func.coalesce(original.id, SourceRow.id))
        .outerjoin(PageTextRow, PageTextRow.page_id == PageRow.id)
        .outerjoin(DocumentRow, DocumentRow.id == PageRow.document_id)
        .order_by(CollectionRow.code, SourceRow.name, PageRow.number)
    )
    for name, value in values.items():
        pages = pages.outerjoin(value, and_(value.page_id == PageRow.id, value.name == name))
    return with_file(pages).where(*selection.conditions())


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
