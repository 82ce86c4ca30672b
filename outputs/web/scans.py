"""The pixels: the page upright for the screen, one line of it, and the scan itself."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException

from models.page import Box, Geometry, Word
from outputs.web.queries.page import Scan, find_page, find_scan
from outputs.web.room import Identity, Room, TheRoom

router = APIRouter(include_in_schema=False)
_CLIP_WIDTH: Final = 1200
# A page may be read anew with another rotation, so a browser asks again after an hour.
_KEEP: Final = {"Cache-Control": "private, max-age=3600"}


@router.get("/pages/{page_id}/image.jpg")
def send_image(
    room: TheRoom, page_id: Identity, width: Literal["400", "1200", "2500"] = "2500"
) -> FileResponse:
    """The page turned upright, as a JPEG."""
    path = room.pictures.upright(_scan(room, page_id), int(width))
    return FileResponse(path, media_type="image/jpeg", headers=_KEEP)


@router.get("/pages/{page_id}/line.jpg")
def send_line(
    room: TheRoom, page_id: Identity, at: Annotated[int, Query(ge=0, le=10**7)]
) -> FileResponse:
    """The line of the page in which the text has the offset `at`."""
    with room.database.read() as connection:
        page = find_page(connection, page_id)
    if page is None or page.scan is None or page.reading is None:
        raise HTTPException(404)
    box = _line_at(page.reading.words, at, page.scan.geometry)
    if box is None:
        raise HTTPException(404)
    path = room.pictures.clip(page.scan, box, _CLIP_WIDTH)
    return FileResponse(path, media_type="image/jpeg", headers=_KEEP)


@router.get("/pages/{page_id}/original")
def send_original(room: TheRoom, page_id: Identity) -> FileResponse:
    """The scan as it was registered, byte for byte."""
    scan = _scan(room, page_id)
    path, media_type = room.pictures.original(scan)
    suffix = media_type.rpartition("/")[2]
    return FileResponse(
        path,
        media_type=media_type,
        filename=f"{scan.digest}.{suffix}",
        content_disposition_type="inline",
    )


def _scan(room: Room, page_id: int) -> Scan:
    with room.database.read() as connection:
        scan = find_scan(connection, page_id)
    if scan is None:
        raise HTTPException(404)
    return scan


def _line_at(words: tuple[Word, ...], at: int, geometry: Geometry) -> Box | None:
    """The upright box of the line, with the height of half a line above and below."""
    number = next((word.line for word in words if word.end > at), None)
    boxes = [geometry.to_upright(word.box) for word in words if word.line == number]
    if not boxes:
        return None
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    margin = (bottom - top) // 2
    left, top = max(0, left - margin), max(0, top - margin)
    return Box(left, top, right + margin - left, bottom + margin - top)
