"""The archival units that an export goes through, and what they are called on disk."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, select
from sqlalchemy.orm import aliased

from models.tables import CollectionRow, DocumentRow, FileRow, PageRow, SourceRow
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
    """

    collection: str
    file_id: int | None = None
    source_id: int | None = None
    source: str = ""
    reference: tuple[str, ...] = ()
    title: str | None = None

    @property
    def path(self) -> str:
        """Folders and name of what stands for the unit, of segments that every disk takes."""
        parts = self.reference or (self.collection, *self.source.split("/"))
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


def read_units(connection: Connection, collection: str | None = None) -> Iterator[Unit]:
    """Yield the units of one collection or of all, archival files first, in a stable order."""
    for row in connection.execute(_files(collection)):
        reference = (row.archive, row.fond, row.inventory, row.file)
        yield Unit(row.collection, row.file_id, reference=reference, title=row.title)
    for row in connection.execute(_sources(collection)):
        yield Unit(row.collection, source_id=row.source_id, source=row.source)


def in_unit(unit: Unit) -> ColumnElement[bool]:
    """The pages of a unit, of a select that joins source, page and document."""
    of_collection = CollectionRow.code == unit.collection
    if unit.file_id is not None:
        return of_collection & (DocumentRow.file_id == unit.file_id)
    return of_collection & (SourceRow.id == unit.source_id) & DocumentRow.file_id.is_(None)


def _files(collection: str | None) -> Select[*tuple[Any, ...]]:
    found = with_file(
        select(
            CollectionRow.code.label("collection"),
            FileRow.id.label("file_id"),
            FileRow.title,
            *FILE_COLUMNS,
        )
        .select_from(DocumentRow)
        .join(CollectionRow, CollectionRow.id == DocumentRow.collection_id)
    ).where(FileRow.id.is_not(None))
    found = found.distinct().order_by(CollectionRow.code, *FILE_COLUMNS)
    return found if collection is None else found.where(CollectionRow.code == collection)


def _sources(collection: str | None) -> Select[*tuple[Any, ...]]:
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
        .where(DocumentRow.file_id.is_(None))
        .distinct()
        .order_by(CollectionRow.code, SourceRow.name)
    )
    return found if collection is None else found.where(CollectionRow.code == collection)
