"""The pixels: the page upright or cleaned for the screen, one line of it, and the scan itself."""

from pathlib import Path
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, Response
from starlette.exceptions import HTTPException

from models.page import Box, Geometry, Word
from models.store import load_pages
from outputs.web.queries.page import Scan, find_line, find_scan
from outputs.web.room import Identity, Room, TheRoom

router = APIRouter(include_in_schema=False)
Width = Literal["200", "400", "1200", "2500"]
_CLIP_WIDTH: Final = 1200
_CLIP_SHARE: Final = 0.55  # of the page's width: some words to both sides, still legible on a phone
# A page may be read anew with another rotation, so a browser asks again after an hour.
_KEEP: Final = {"Cache-Control": "private, max-age=3600"}


@router.get("/pages/{page_id}/image.jpg")
def send_image(
    request: Request, room: TheRoom, page_id: Identity, width: Width = "2500"
) -> Response:
    """The page turned upright, as a JPEG."""
    return _picture(request, room.pictures.upright(_scan(room, page_id), int(width)))


@router.get("/pages/{page_id}/cleaned.jpg")
def send_cleaned(
    request: Request, room: TheRoom, page_id: Identity, width: Width = "2500"
) -> Response:
    """The page as it was cleaned before it was read, as a JPEG in the frame of the upright one."""
    with room.database.read() as connection:
        page = load_pages(connection, room.pictures.blobs, [page_id]).get(page_id)
    path = room.pictures.cleaned(page[1], int(width)) if page else None
    if path is None:
        raise HTTPException(404)
    return _picture(request, path)


@router.get("/pages/{page_id}/line.jpg")
def send_line(
    request: Request,
    room: TheRoom,
    page_id: Identity,
    at: Annotated[int, Query(ge=0, le=10**7)],
) -> Response:
    """The part of the line around the word that has the offset `at` in the text."""
    with room.database.read() as connection:
        found = find_line(connection, page_id)
    if found is None:
        raise HTTPException(404)
    scan, words = found
    box = _around_word(words, at, scan.geometry)
    if box is None:
        raise HTTPException(404)
    return _picture(request, room.pictures.clip(scan, box, _CLIP_WIDTH))


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


def _picture(request: Request, path: Path) -> Response:
    """A kept picture, or word that the browser has it: its name says all that it was made from."""
    tag = f'"{path.stem}"'
    headers = {**_KEEP, "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return FileResponse(path, media_type="image/jpeg", headers=headers)


def _scan(room: Room, page_id: int) -> Scan:
    with room.database.read() as connection:
        scan = find_scan(connection, page_id)
    if scan is None:
        raise HTTPException(404)
    return scan


def _around_word(words: tuple[Word, ...], at: int, geometry: Geometry) -> Box | None:
    """The upright box of the word at `at` with its neighbours on the line, to be read at once."""
    word = next((word for word in words if word.end > at), None)
    if word is None:
        return None
    box = geometry.to_upright(word.box)
    page_width, page_height = geometry.upright_size
    width, height = max(box.width, int(page_width * _CLIP_SHARE)), 2 * box.height
    left = min(max(0, box.left + box.width // 2 - width // 2), page_width - width)
    top = min(max(0, box.top - box.height // 2), max(0, page_height - height))
    return Box(max(0, left), top, width, height)
