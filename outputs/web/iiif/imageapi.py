"""The scans, turned upright, for viewers of any institution: IIIF Image API 3, level 2."""

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from models.canonical import digest
from outputs.web.iiif.addresses import Addresses
from outputs.web.iiif.answers import LEVEL_2, answer_linked, is_known, unchanged
from outputs.web.iiif.parameters import (
    FORMATS,
    MOST_AREA,
    MOST_SIDE,
    QUALITIES,
    read_drawing,
)
from outputs.web.iiif.pyramid import TILE, scales
from outputs.web.queries.page import Scan, find_scan
from outputs.web.room import Identity, Room, TheRoom

router = APIRouter(prefix="/image")
_CONTEXT: Final = "http://iiif.io/api/image/3/context.json"
_FEATURES: Final = ("mirroring", "profileLinkHeader", "canonicalLinkHeader")


@router.get("/{page_id:int}")
def send_to_description(request: Request, page_id: Identity) -> RedirectResponse:
    """Lead from the image's own address to its description, as the specification asks."""
    return RedirectResponse(f"{Addresses.of(request).image(page_id)}/info.json", 303)


@router.get("/{page_id:int}/info.json")
def describe_image(request: Request, room: TheRoom, page_id: Identity) -> Response:
    """How large the image of a page is, and how to ask for parts of it."""
    scan = _scan(room, page_id)
    content = description(Addresses.of(request).image(page_id), *scan.geometry.upright_size)
    headers = {"Link": f'<{LEVEL_2}>;rel="profile"'}
    return answer_linked(request, {"@context": _CONTEXT, **content}, _CONTEXT, headers)


@router.get("/{page_id:int}/{region}/{size}/{rotation}/{leaf}")
def send_part(
    request: Request,
    room: TheRoom,
    page_id: Identity,
    region: str,
    size: str,
    rotation: str,
    leaf: str,
) -> Response:
    """A part of the image at some scale, or word that the viewer has it already."""
    scan = _scan(room, page_id)
    full = scan.geometry.upright_size
    drawing = read_drawing(full, region, size, rotation, leaf)
    canonical = drawing.canonical(full)
    tag = digest(f"{scan.digest} {scan.geometry.rotation} {canonical}")[:32]
    links = (
        f'<{Addresses.of(request).image(page_id)}/{canonical}>;rel="canonical"',
        f'<{LEVEL_2}>;rel="profile"',
    )
    headers = {"Link": ", ".join(links), **unchanged(tag)}
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    content = room.pictures.part(scan, drawing)
    return Response(content, media_type=FORMATS[drawing.format], headers=headers)


def description(address: str, width: int, height: int) -> dict[str, Any]:
    """What a viewer needs to know of an image (section 5 of the specification)."""
    steps = scales(width, height)
    return {
        "id": address,
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level2",
        "width": width,
        "height": height,
        "maxWidth": MOST_SIDE,
        "maxArea": MOST_AREA,
        "sizes": [
            {"width": max(1, width // step), "height": max(1, height // step)}
            for step in reversed(steps)
        ],
        "tiles": [{"width": TILE, "height": TILE, "scaleFactors": steps}],
        "extraQualities": [each for each in QUALITIES if each != "default"],
        "extraFormats": ["webp"],
        "extraFeatures": list(_FEATURES),
    }


def service_of(address: str) -> dict[str, str]:
    """How a manifest refers to this interface of an image."""
    return {"id": address, "type": "ImageService3", "profile": "level2"}


def _scan(room: Room, page_id: int) -> Scan:
    with room.database.read() as connection:
        scan = find_scan(connection, page_id)
    if scan is None:
        raise HTTPException(404)
    return scan
