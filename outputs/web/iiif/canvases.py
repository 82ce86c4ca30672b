"""Describe one page side to viewers: its image, its name, and where its text and mentions lie."""

from typing import Any, Final

from models.i18n import N_, _
from models.page import Geometry
from outputs.web.iiif.addresses import Addresses
from outputs.web.iiif.imageapi import service_of
from outputs.web.iiif.labels import in_languages, pair, side_label
from outputs.web.queries.sides import PageSide
from outputs.web.wording.present import kinds, state

_THUMBNAIL: Final = 200
# Of a side that could not be opened: the shape of A4, so that its place in the file is seen.
_UNKNOWN: Final = Geometry(1000, 1414)


def make_canvas(addresses: Addresses, side: PageSide, *, of_one_source: bool) -> dict[str, Any]:
    """A canvas as large as the upright scan; empty where there is none."""
    canvas = addresses.canvas(side.id)
    width, height = (side.geometry or _UNKNOWN).upright_size
    room_page = {
        "id": f"{addresses.room}/pages/{side.id}",
        "type": "Text",
        "format": "text/html",
        "label": in_languages(lambda: _("This page in the reading room")),
    }
    made: dict[str, Any] = {
        "id": canvas,
        "type": "Canvas",
        "label": side_label(side, of_one_source=of_one_source),
        "height": height,
        "width": width,
        "homepage": [room_page],
        "items": [],
    }
    if side.state != "done":
        made["metadata"] = [pair(_STATE, in_languages(lambda: state(side.state)))]
    if side.geometry:
        image = make_image(addresses, side.id, side.geometry)
        painting = {
            "id": addresses.page(side.id, "painting"),
            "type": "Annotation",
            "motivation": "painting",
            "body": image,
            "target": canvas,
        }
        painted = addresses.page(side.id, "painted")
        made["items"] = [{"id": painted, "type": "AnnotationPage", "items": [painting]}]
        made["thumbnail"] = [make_thumbnail(addresses, side.id, side.geometry)]
        made["rendering"] = [_original(addresses, side.id)]
    if side.is_read:
        made["seeAlso"] = _texts(addresses, side.id)
        made["annotations"] = _annotations(addresses, side)
    return made


def make_image(addresses: Addresses, page_id: int, geometry: Geometry) -> dict[str, Any]:
    """The whole image of a page, and where parts of it can be asked for."""
    width, height = geometry.upright_size
    return {
        "id": f"{addresses.image(page_id)}/full/max/0/default.jpg",
        "type": "Image",
        "format": "image/jpeg",
        "width": width,
        "height": height,
        "service": [service_of(addresses.image(page_id))],
    }


def make_thumbnail(addresses: Addresses, page_id: int, geometry: Geometry) -> dict[str, Any]:
    """A small image of a page, for lists."""
    width, height = geometry.upright_size
    scale = min(1.0, _THUMBNAIL / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return {
        "id": f"{addresses.image(page_id)}/full/{size[0]},{size[1]}/0/default.jpg",
        "type": "Image",
        "format": "image/jpeg",
        "width": size[0],
        "height": size[1],
        "service": [service_of(addresses.image(page_id))],
    }


_STATE: Final = N_("State")


def _original(addresses: Addresses, page_id: int) -> dict[str, Any]:
    return {
        "id": f"{addresses.room}/pages/{page_id}/original",
        "type": "Image",
        "label": in_languages(lambda: _("The scan itself")),
    }


def _texts(addresses: Addresses, page_id: int) -> list[dict[str, Any]]:
    return [
        {
            "id": addresses.page(page_id, "text.txt"),
            "type": "Text",
            "format": "text/plain",
            "label": in_languages(lambda: _("Text")),
        },
        {
            "id": f"{addresses.room}/api/v1/pages/{page_id}",
            "type": "Dataset",
            "format": "application/json",
            "label": in_languages(lambda: _("All that is known of this page")),
        },
    ]


def _annotations(addresses: Addresses, side: PageSide) -> list[dict[str, Any]]:
    """Where the annotations lie; viewers fetch them when the canvas is shown."""
    lines = {
        "id": addresses.page(side.id, "lines"),
        "type": "AnnotationPage",
        "label": in_languages(lambda: _("Text as it was read")),
    }
    return [lines, *(_mentions(addresses, side.id, label) for label in side.labels)]


def _mentions(addresses: Addresses, page_id: int, label: str) -> dict[str, Any]:
    return {
        "id": addresses.page(page_id, f"mentions/{label.lower()}"),
        "type": "AnnotationPage",
        "label": in_languages(lambda: kinds(label)),
    }
