"""Find a file's manifest by its archival reference, an address that outlives any workspace."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection, select
from starlette.exceptions import HTTPException

from models.archive import ReferenceCode, parse_reference
from models.archive.known import archive_named
from models.tables import ArchiveRow, FileRow, FondRow, InventoryRow
from outputs.web.iiif.addresses import Addresses
from outputs.web.room import TheRoom

router = APIRouter()


@router.get("/references/{written:path}")
def send_to_manifest(request: Request, room: TheRoom, written: str) -> RedirectResponse:
    """Lead from `KZ-CGARK/109/1/25`, or any other writing of a reference, to the manifest."""
    reference = parse_reference(written)
    with room.database.read() as connection:
        file_id = _find(connection, reference) if reference else None
    if file_id is None:
        raise HTTPException(404)
    return RedirectResponse(Addresses.of(request).manifest(f"files/{file_id}"), 303)


def _find(connection: Connection, reference: ReferenceCode) -> int | None:
    """The file; a level that was not written is an empty text in the record."""
    wanted = reference.archive or ""
    archives = connection.execute(select(ArchiveRow.id, ArchiveRow.code)).all()
    return connection.execute(
        select(FileRow.id)
        .join(InventoryRow, FileRow.inventory_id == InventoryRow.id)
        .join(FondRow, InventoryRow.fond_id == FondRow.id)
        .where(
            FondRow.archive_id.in_([row.id for row in archives if _is_same(row.code, wanted)]),
            FondRow.number == (reference.fond or ""),
            InventoryRow.number == (reference.inventory or ""),
            FileRow.number == (reference.file or ""),
        )
        .order_by(FileRow.id)
        .limit(1)
    ).scalar_one_or_none()


def _is_same(one: str, other: str) -> bool:
    """Whether two writings name one archive: records know some by code, some in Kazakh."""
    known = archive_named(one)
    return one == other or (known is not None and known == archive_named(other))
