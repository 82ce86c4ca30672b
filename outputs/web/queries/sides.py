"""The page sides of an archival file or of a delivered one, whole, as viewers turn them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, select

from models.archive import ReferenceCode
from models.canonical import from_json
from models.page import SMALL_VALUES, Geometry
from models.tables import (
    CollectionRow,
    DocumentRow,
    FileRow,
    MentionRow,
    PageRow,
    PageTextRow,
    PageValueRow,
    SourceRow,
)
from outputs.references import FILE_COLUMNS, sheet_place, with_file


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of the document that a page belongs to."""

    id: int
    title: str | None
    edtf: str | None
    language: str | None
    access: str | None


@dataclass(frozen=True, slots=True)
class PageSide:
    """One page side.

    Attributes:
        id: of the page.
        number: within the delivered file.
        sheet: as the archive numbers it.
        state: pending, done, blank or quarantined.
        source: name of the delivered file.
        collection: code of its collection.
        geometry: size and rotation of its scan; None without a scan.
        is_read: whether there is text of it, be it empty.
        labels: of its mentions, each once.
        document: that it belongs to.
    """

    id: int
    number: int
    sheet: str | None
    state: str
    source: str
    collection: str
    geometry: Geometry | None
    is_read: bool
    labels: tuple[str, ...]
    document: Described | None


def list_sides_of_file(connection: Connection, file_id: int) -> list[PageSide]:
    """All sheets of an archival file in its order, those without a sheet number last."""
    condition = DocumentRow.file_id == file_id
    return _read(connection, _SIDES.where(condition).order_by(sheet_place(), PageRow.id), condition)


def list_sides_of_source(connection: Connection, source_id: int) -> list[PageSide]:
    """All pages of a delivered file by number."""
    condition = PageRow.source_id == source_id
    return _read(connection, _SIDES.where(condition).order_by(PageRow.number), condition)


_UPRIGHT: Final = and_(PageValueRow.page_id == PageRow.id, PageValueRow.name == "upright")
_SIDES: Final[Select[*tuple[Any, ...]]] = (
    select(
        PageRow.id,
        PageRow.number,
        PageRow.sheet,
        PageRow.state,
        PageRow.image_sha256,
        PageRow.width,
        PageRow.height,
        SourceRow.name.label("source"),
        CollectionRow.code.label("collection"),
        PageValueRow.content.label("upright"),
        PageTextRow.word_count,
        DocumentRow.id.label("document_id"),
        DocumentRow.title,
        DocumentRow.edtf,
        DocumentRow.language,
        DocumentRow.access,
    )
    .select_from(PageRow)
    .join(SourceRow, PageRow.source_id == SourceRow.id)
    .join(CollectionRow, PageRow.collection_id == CollectionRow.id)
    .outerjoin(DocumentRow, PageRow.document_id == DocumentRow.id)
    .outerjoin(PageValueRow, _UPRIGHT)
    .outerjoin(PageTextRow, PageTextRow.page_id == PageRow.id)
)


def _read(
    connection: Connection, statement: Select[*tuple[Any, ...]], condition: Any
) -> list[PageSide]:
    labels = _labels(connection, condition)
    return [
        PageSide(
            id=row.id,
            number=row.number,
            sheet=row.sheet,
            state=row.state,
            source=row.source,
            collection=row.collection,
            geometry=_geometry(row),
            is_read=row.word_count is not None,
            labels=tuple(labels[row.id]),
            document=Described(row.document_id, row.title, row.edtf, row.language, row.access)
            if row.document_id
            else None,
        )
        for row in connection.execute(statement)
    ]


def _geometry(row: Any) -> Geometry | None:
    if row.image_sha256 is None or not row.width or not row.height:
        return None
    upright = from_json(SMALL_VALUES["upright"], row.upright) if row.upright else None
    return upright or Geometry(row.width, row.height)


def _labels(connection: Connection, condition: Any) -> dict[int, list[str]]:
    rows = connection.execute(
        select(MentionRow.page_id, MentionRow.label)
        .join(PageRow, MentionRow.page_id == PageRow.id)
        .outerjoin(DocumentRow, PageRow.document_id == DocumentRow.id)
        .where(condition)
        .distinct()
        .order_by(MentionRow.label)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for page_id, label in rows:
        found[page_id].append(label)
    return found


def list_loose_sources(
    connection: Connection, collection_id: int, *, after: str = "", limit: int
) -> list[tuple[int, str]]:
    """Delivered files, by name, with a page that no archival file holds: id and name."""
    loose = (
        select(PageRow.source_id)
        .outerjoin(DocumentRow, PageRow.document_id == DocumentRow.id)
        .where(DocumentRow.file_id.is_(None), PageRow.collection_id == collection_id)
    )
    rows = connection.execute(
        select(SourceRow.id, SourceRow.name)
        .where(SourceRow.id.in_(loose), SourceRow.name > after)
        .order_by(SourceRow.name)
        .limit(limit)
    )
    return [(row.id, row.name) for row in rows]


def list_files_of_collection(
    connection: Connection, collection_id: int, *, after: int = 0, limit: int
) -> list[tuple[int, ReferenceCode]]:
    """The archival files that documents of a collection belong to: id and reference."""
    statement = with_file(select(FileRow.id, *FILE_COLUMNS).select_from(DocumentRow))
    rows = connection.execute(
        statement.where(DocumentRow.collection_id == collection_id, FileRow.id > after)
        .distinct()
        .order_by(FileRow.id)
        .limit(limit)
    )
    return [(row.id, ReferenceCode(row.archive, row.fond, row.inventory, row.file)) for row in rows]
