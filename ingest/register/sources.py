"""Delivered files in the record: which are there already, and what is kept of each."""

from typing import Any

from sqlalchemy import Connection, Row, select, update

from ingest.describe import rename_documents
from ingest.reading import ReadFile
from ingest.register.quarantine import may_be_mended
from models.blobs import Blobs
from models.tables import PageRow, SourceRow


def is_known(connection: Connection, collection_id: int, read: ReadFile, *, blobs: Blobs) -> bool:
    """Whether the collection has these bytes and their page images, so that none is decoded."""
    if not read.byte_size:
        return False
    holder = holder_of(connection, collection_id, read)
    if holder is None:
        return False
    if holder.name == read.given.name and may_be_mended(connection, holder.id):
        return False
    return _has_blobs(connection, holder.id, read, blobs)


def holder_of(connection: Connection, collection_id: int, read: ReadFile) -> Row[Any] | None:
    """The source that has the pages of these bytes: the one of this name, or its twin."""
    same = source_named(connection, collection_id, read.given.name)
    if same is not None and same.sha256 == read.sha256 and same.duplicate_of_id is None:
        return same
    return _source_with(connection, collection_id, read)


def _has_blobs(connection: Connection, source_id: int, read: ReadFile, blobs: Blobs) -> bool:
    """Whether the original and all page images can be had; a referenced original lies in place."""
    images = connection.execute(
        select(PageRow.image_sha256)
        .where(PageRow.source_id == source_id, PageRow.image_sha256.is_not(None))
        .distinct()
    ).scalars()
    needed = {read.sha256, *images}
    if read.location is not None:
        needed.discard(read.sha256)
    return all(digest in blobs for digest in needed)


def source_named(connection: Connection, collection_id: int, name: str) -> Row[Any] | None:
    """The source of this name, if the collection has it."""
    return connection.execute(
        select(SourceRow.__table__).where(
            SourceRow.collection_id == collection_id, SourceRow.name == name
        )
    ).first()


def _source_with(connection: Connection, collection_id: int, read: ReadFile) -> Row[Any] | None:
    """Another source of the same bytes that has pages of its own; never for an empty file."""
    if not read.byte_size:
        return None
    return connection.execute(
        select(SourceRow.__table__).where(
            SourceRow.collection_id == collection_id,
            SourceRow.sha256 == read.sha256,
            SourceRow.name != read.given.name,
            SourceRow.duplicate_of_id.is_(None),
        )
    ).first()


def source_values(read: ReadFile) -> dict[str, Any]:
    """What is kept of a delivered file."""
    return {
        "sha256": read.sha256,
        "byte_size": read.byte_size,
        "media_type": read.kind.value if read.kind else None,
        "location": read.location,
        "error_code": read.failure.code if read.failure else None,
    }


def update_source(connection: Connection, source_id: int, values: dict[str, Any]) -> None:
    """Change what is kept of one source."""
    connection.execute(update(SourceRow).where(SourceRow.id == source_id).values(**values))


def hand_over_pages(connection: Connection, known: Row[Any]) -> None:
    """Give pages to a duplicate of what is replaced now, so that nothing read is lost."""
    duplicates = SourceRow.duplicate_of_id == known.id
    heir = connection.execute(
        select(SourceRow.id, SourceRow.name).where(duplicates).order_by(SourceRow.id)
    ).first()
    if heir is None:
        return
    rename_documents(connection, known.id, known.name, heir.name)
    pages = update(PageRow).where(PageRow.source_id == known.id)
    connection.execute(pages.values(source_id=heir.id))
    connection.execute(update(SourceRow).where(duplicates).values(duplicate_of_id=heir.id))
    update_source(connection, heir.id, {"duplicate_of_id": None})
