"""The archival units that an export goes through, and what they are called on disk."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, func, select
from sqlalchemy.orm import aliased

from models.tables import CollectionRow, DocumentRow, FileRow, PageRow, SourceRow
from outputs.export.selection import EVERYTHING, Selection
from outputs.references import FILE_COLUMNS, with_file

_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|~]')
_EDGES: Final = re.compile(r"^[. ]+|[. ]+$")
# ext4, APFS and NTFS allow 255 (bytes or units); the rest is left for endings and drafts.
_MOST_BYTES: Final = 180


@dataclass(frozen=True, slots=True)
class Unit:
    """A file (дело) of the archive, or a delivered file that nobody described.

    Attributes:
        collection: code of the collection.
        file_id: of the archival file; None where none is described.
        source_id: of the delivered file, where there is no archival one.
        source: its name as delivered, likewise.
        reference: archive, fond, inventory, file as recorded; empty where none is described.
        title: of the archival file.
        is_shared: whether pages of the archival file lie in other collections as well, each of
            which then has a unit of its own.
    """

    collection: str
    file_id: int | None = None
    source_id: int | None = None
    source: str = ""
    reference: tuple[str, ...] = ()
    title: str | None = None
    is_shared: bool = False

    @property
    def path(self) -> str:
        """Folders and name of what stands for the unit, of segments that every disk takes."""
        parts = self.reference or (self.collection, *self.source.split("/"))
        if self.is_shared:
            parts = (*parts[:-1], f"{parts[-1]} ({self.collection})")
        return "/".join(safe_name(part) for part in parts)


def safe_name(name: str) -> str:
    """Make one path segment of a name: Cyrillic and blanks stay, what no disk takes becomes "_".

    A name that had to be changed, or cut at `_MOST_BYTES`, ends in "~" and the beginning of its
    SHA-256, so that «14/3» and «14_3» do not meet.
    """
    wanted = unicodedata.normalize("NFC", name)
    kept = _EDGES.sub("_", _FORBIDDEN.sub("_", wanted)) or "_"
    kept = kept.encode()[:_MOST_BYTES].decode(errors="ignore")
    return kept if kept == wanted else f"{kept}~{sha256(wanted.encode()).hexdigest()[:8]}"


def read_units(connection: Connection, selection: Selection = EVERYTHING) -> Iterator[Unit]:
    """Yield the units that are selected, archival files first, in a stable order."""
    files = connection.execute(_files(selection)).all()
    collections = Counter(row.file_id for row in files)
    for row in files:
        reference = (row.archive, row.fond, row.inventory, row.file)
        yield Unit(
            row.collection,
            row.file_id,
            reference=reference,
            title=row.title,
            is_shared=collections[row.file_id] > 1,
        )
    for row in connection.execute(_sources(selection)).all():
        yield Unit(row.collection, source_id=row.source_id, source=row.source)


def in_unit(unit: Unit) -> ColumnElement[bool]:
    """The pages of a unit, of a select that joins source, page and document."""
    of_collection = CollectionRow.code == unit.collection
    if unit.file_id is None:
        return of_collection & (SourceRow.id == unit.source_id) & DocumentRow.file_id.is_(None)
    # Without its sources, every source of the record would be looked through for its pages.
    sources = _sources_of(unit.file_id)
    return of_collection & SourceRow.id.in_(sources) & (DocumentRow.file_id == unit.file_id)


def _sources_of(file_id: int) -> CompoundSelect[*tuple[Any, ...]]:
    """The delivered files that pages of an archival file lie in, and their copies."""
    page, document, copy = aliased(PageRow), aliased(DocumentRow), aliased(SourceRow)
    # Not joined: SQLite would read every page and look for its document.
    documents = select(document.id).where(document.file_id == file_id)
    sources = select(page.source_id).where(page.document_id.in_(documents))
    return sources.union(select(copy.id).where(copy.duplicate_of_id.in_(sources)))


def _files(selection: Selection) -> Select[*tuple[Any, ...]]:
    found = with_file(
        select(
            CollectionRow.code.label("collection"),
            FileRow.id.label("file_id"),
            FileRow.title,
            *FILE_COLUMNS,
        )
        .select_from(DocumentRow)
        .join(CollectionRow, CollectionRow.id == DocumentRow.collection_id)
    ).where(FileRow.id.is_not(None), *selection.conditions())
    if selection.pages is not None:
        found = found.join(PageRow, PageRow.document_id == DocumentRow.id)
    return found.distinct().order_by(CollectionRow.code, *FILE_COLUMNS)


def _sources(selection: Selection) -> Select[*tuple[Any, ...]]:
    original = aliased(SourceRow)
    found = (
        select(
            CollectionRow.code.label("collection"),
            SourceRow.id.label("source_id"),
            SourceRow.name.label("source"),
        )
        .join(CollectionRow, CollectionRow.id == SourceRow.collection_id)
        .outerjoin(original, original.id == SourceRow.duplicate_of_id)
        .outerjoin(PageRow, PageRow.source_id == func.coalesce(original.id, SourceRow.id))
        .outerjoin(DocumentRow, DocumentRow.id == PageRow.document_id)
    )
    found = with_file(found).where(DocumentRow.file_id.is_(None), *selection.conditions())
    return found.distinct().order_by(CollectionRow.code, SourceRow.name)
