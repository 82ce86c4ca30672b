"""One page as people see it: its image with marks, its text beside it, where all that is from."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse
from starlette.exceptions import HTTPException

from models.entity import Label
from models.errors import ConfigError
from models.i18n import _
from outputs.search.spellings.widening import Widen
from outputs.web.pages.asked import Asked, Places
from outputs.web.pages.shown import Shown
from outputs.web.pictures.marks import Overlay, cut_text, make_overlay
from outputs.web.queries.archive import Level, find_path
from outputs.web.queries.page import PageMention, PageView, find_page, find_text
from outputs.web.room import BIGGEST_ID, Identity, QueryText, Room, TheRoom, make_url, render
from outputs.web.wording.doubt import Doubt, find_doubts
from outputs.web.wording.present import citation

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Name = Annotated[str, Query(max_length=200)]
_ORDER: Final = tuple(Label)


@router.get("/pages/{page_id}")
def show_page(
    request: Request,
    room: TheRoom,
    page_id: Identity,
    shown: Annotated[Shown, Depends()],
    q: QueryText = "",
    person: Name = "",
    place: Name = "",
    widen: Widen = "near",
    places: Places = "then",
    mention: Annotated[int, Query(ge=0, le=BIGGEST_ID)] = 0,
) -> HTMLResponse:
    """One page, with what was asked for marked on it."""
    with room.database.read() as connection:
        page = find_page(connection, page_id)
        in_file = page.in_file if page else None
        trail = find_path(connection, Level.FILE, in_file.file_id) if in_file else ()
    if page is None:
        raise HTTPException(404)
    asked = Asked(q=q, person=person, place=place, widen=widen, places=places)
    hits, doubts = _hits(room, page, asked), _doubts(page)
    overlay = make_overlay(page, page.scan, hits, doubts) if page.scan else None
    return render(
        request,
        "page.html",
        page=page,
        trail=trail,
        cited=_cited(page),
        permalink=f"{request.base_url}pages/{page.id}",
        asked=asked,
        shown=shown,
        focus=mention,
        overlay=overlay,
        pictures=_pictures(room, page),
        tiles=make_url(f"/iiif/image/{page.id}/info.json"),
        stretches=cut_text(page, hits, doubts),
        others=[each for each in doubts if each.others],
        tally=_tally(page, overlay, hits),
        named=_named(page),
    )


@router.get("/pages/{page_id}/text.txt", response_class=PlainTextResponse)
def send_text(room: TheRoom, page_id: Identity) -> PlainTextResponse:
    """The text of a page as it was read, without marks."""
    with room.database.read() as connection:
        text = find_text(connection, page_id)
    if text is None:
        raise HTTPException(404)
    return PlainTextResponse(text)


def _cited(page: PageView) -> str:
    """The page as a footnote names it: the archive's reference, the document and its date."""
    place = citation(page.reference) or _("%(source)s, page %(number)s") % {
        "source": page.source,
        "number": page.number,
    }
    document = ", ".join(each for each in (page.document, page.document_edtf) if each)
    if not document:
        return place
    return f"{place}{'' if place.endswith('.') else '.'} {document}"


def _hits(room: Room, page: PageView, asked: Asked) -> tuple[tuple[int, int], ...]:
    if asked.is_empty:
        return ()
    try:
        return room.search.mark(asked.request(), page.id)
    except ConfigError:
        # The page is worth showing even where the words in its address cannot be read.
        return ()


def _doubts(page: PageView) -> tuple[Doubt, ...]:
    reading = page.reading
    return find_doubts(reading.text, reading.words, reading.alternatives) if reading else ()


def _pictures(room: Room, page: PageView) -> dict[str, str]:
    """Addresses of the pictures to choose from: the cleaned one only if something was cleaned."""
    pictures = {"scan": make_url(f"/pages/{page.id}/image.jpg")}
    cleaned = page.scan is not None and page.scan.cleaning is not None and page.scan.cleaning.steps
    if cleaned and room.pictures.draw_cleaned:
        pictures["cleaned"] = make_url(f"/pages/{page.id}/cleaned.jpg")
    return pictures


def _tally(
    page: PageView, overlay: Overlay | None, hits: Sequence[tuple[int, int]]
) -> Counter[str]:
    drawn = Counter(mark.kind for mark in overlay.marks) if overlay else Counter()
    named = Counter(each.label.lower() for each in page.mentions)  # drawn once for each line
    return Counter({**drawn, **named, "hit": len(hits)})


def _named(page: PageView) -> list[tuple[str, list[PageMention]]]:
    labels = sorted({each.label for each in page.mentions}, key=_rank)
    return [(label, [each for each in page.mentions if each.label == label]) for label in labels]


def _rank(label: str) -> tuple[int, str]:
    return (_ORDER.index(label) if label in _ORDER else len(_ORDER), label)
