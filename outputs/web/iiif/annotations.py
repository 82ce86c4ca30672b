"""What was read and found on a page, as annotations that viewers lay over its image."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Annotated, Any, Final

from fastapi import APIRouter, Request
from fastapi import Path as PathParameter
from fastapi.responses import PlainTextResponse, Response
from starlette.exceptions import HTTPException

from models.i18n import _
from models.page import Box, Geometry, Word
from outputs.boxes import line_boxes
from outputs.references import mention_address
from outputs.web.iiif.addresses import Addresses
from outputs.web.iiif.answers import answer_linked
from outputs.web.iiif.labels import in_languages
from outputs.web.iiif.manifests import CONTEXT
from outputs.web.queries.page import PageMention, PageView, Reading, find_page
from outputs.web.room import Identity, Room, TheRoom
from outputs.web.wording.present import kinds
from outputs.web.wording.titles import called

router = APIRouter(prefix="/pages/{page_id:int}")
Label = Annotated[str, PathParameter(pattern="^[a-z]{1,10}$")]
_GRANULARITY: Final = "http://iiif.io/api/extension/text-granularity/context.json"


@router.get("/text.txt")
def send_text(room: TheRoom, page_id: Identity) -> PlainTextResponse:
    """The text of a page as it was read, and nothing else."""
    return PlainTextResponse(_read(room, page_id)[1].text)


@router.get("/lines")
def send_lines(request: Request, room: TheRoom, page_id: Identity) -> Response:
    """Each line of the text with its place on the image."""
    page, reading = _read(room, page_id)
    addresses, geometry = Addresses.of(request), geometry_of(page)
    items = [
        {
            "id": addresses.page(page_id, f"lines/{number}"),
            "type": "Annotation",
            "motivation": "supplementing",
            "textGranularity": "line",
            "body": {
                "type": "TextualBody",
                "format": "text/plain",
                "value": text,
                **({"language": reading.language} if reading.language else {}),
            },
            "target": addresses.canvas(page_id, geometry.to_upright(box)),
        }
        for number, (text, box) in enumerate(_lines(reading), 1)
    ]
    content = {
        "@context": [_GRANULARITY, CONTEXT],
        "id": addresses.page(page_id, "lines"),
        "type": "AnnotationPage",
        "label": in_languages(lambda: _("Text as it was read")),
        "items": items,
    }
    return answer_linked(request, content, CONTEXT)


@router.get("/mentions/{label}")
def send_mentions(request: Request, room: TheRoom, page_id: Identity, label: Label) -> Response:
    """The mentions of one kind: people, places, dates and so on."""
    page, reading = _read(room, page_id)
    addresses, geometry = Addresses.of(request), geometry_of(page)
    mentions = [each for each in page.mentions if each.label.lower() == label]
    if not mentions:
        raise HTTPException(404)
    items = [
        {
            "id": mention_address(addresses.room, page_id, mention),
            "type": "Annotation",
            "motivation": ["identifying", "tagging"],
            "body": list(_bodies(addresses, mention)),
            "target": _target(addresses, page_id, boxes),
        }
        for mention in mentions
        if (boxes := _boxes(reading, geometry, mention))
    ]
    content = {
        "@context": CONTEXT,
        "id": addresses.page(page_id, f"mentions/{label}"),
        "type": "AnnotationPage",
        "label": in_languages(lambda: kinds(label.upper())),
        "items": items,
    }
    return answer_linked(request, content, CONTEXT)


def geometry_of(page: PageView) -> Geometry:
    """How the scan of a page that was read is turned upright; 404 where the scan is gone."""
    if page.scan is None:
        raise HTTPException(404)
    return page.scan.geometry


def _read(room: Room, page_id: int) -> tuple[PageView, Reading]:
    with room.database.read() as connection:
        page = find_page(connection, page_id)
    if page is None or page.reading is None:
        raise HTTPException(404)
    return page, page.reading


def _lines(reading: Reading) -> Iterator[tuple[str, Box]]:
    """The text of each line with the box around its words, in pixels of the scan."""
    for _number, found in groupby(reading.words, key=lambda word: word.line):
        words: list[Word] = list(found)
        start, end = words[0].start, words[-1].end
        for box in line_boxes(words, (start, end)):
            yield reading.text[start:end], box


def _bodies(addresses: Addresses, mention: PageMention) -> Iterator[dict[str, Any]]:
    """The kind of a mention, what it names, and the page that tells more."""
    yield {"type": "TextualBody", "purpose": "classifying", "value": mention.label}
    yield {"type": "TextualBody", "purpose": "tagging", "value": mention.edtf or called(mention)}
    path = f"people/{mention.person_id}" if mention.person_id else f"entities/{mention.entity_id}"
    yield {
        "type": "SpecificResource",
        "purpose": "identifying",
        "source": {"id": f"{addresses.room}/{path}", "type": "Text", "format": "text/html"},
    }


def _boxes(reading: Reading, geometry: Geometry, mention: PageMention) -> list[Box]:
    boxes = line_boxes(reading.words, (mention.start, mention.end))
    return [geometry.to_upright(box) for box in boxes]


def _target(addresses: Addresses, page_id: int, boxes: Sequence[Box]) -> str | dict[str, Any]:
    """A part of the canvas: a rectangle, or an outline of those on several lines."""
    if len(boxes) == 1:
        return addresses.canvas(page_id, boxes[0])
    path = "".join(f"M{box.left} {box.top}h{box.width}v{box.height}h-{box.width}z" for box in boxes)
    # Without these some viewers fill it black, over the words.
    drawn = f'<path d="{path}" fill="none" stroke="#00bfff" stroke-width="3"/>'
    outline = f'<svg xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'
    return {
        "type": "SpecificResource",
        "source": {"id": addresses.canvas(page_id), "type": "Canvas"},
        "selector": {"type": "SvgSelector", "value": outline},
    }
