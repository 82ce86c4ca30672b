"""The search page: a form that works by itself, and its results."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from models.archive import ReferenceCode, SheetRange, parse_sheet
from models.errors import AigaqError
from models.i18n import current_language
from outputs.search.highlight import Snippet
from outputs.search.service import SearchHit, SearchPage
from outputs.web.asked import Asked
from outputs.web.problems import status_of
from outputs.web.queries.collections import Collection, name_collections
from outputs.web.queries.references import cite
from outputs.web.room import QueryText, Room, TheRoom, make_url, render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Field = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class SnippetPart:
    """A piece of a snippet that is highlighted or not."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A page found, worded for the screen."""

    link: str
    title: str
    source: str
    page_number: int
    collection: str
    parts: tuple[SnippetPart, ...]
    clip: str | None


@router.get("/search")
def show_search(
    request: Request,
    room: TheRoom,
    q: QueryText = "",
    person: Field = "",
    place: Field = "",
    date_from: Annotated[str, Query(alias="from", max_length=10)] = "",
    date_to: Annotated[str, Query(alias="to", max_length=10)] = "",
    collection: Annotated[str, Query(max_length=100)] = "",
    after: Field = "",
) -> HTMLResponse:
    """The form and, once something was asked, the pages that answer it."""
    asked = Asked(
        q=q,
        person=person,
        place=place,
        date_from=date_from,
        date_to=date_to,
        collection=collection,
    )
    answer, problem = _answer(room, asked, after)
    return render(
        request,
        "search.html",
        status=status_of(problem) if problem else 200,
        asked=asked,
        collections=_collections(room),
        answer=answer,
        hits=[show_hit(hit, asked) for hit in answer.hits] if answer else [],
        problem=problem,
    )


def _answer(room: Room, asked: Asked, after: str) -> tuple[SearchPage | None, AigaqError | None]:
    if asked.is_empty:
        return None, None
    try:
        return room.search.search(asked.request(after=after)), None
    except AigaqError as error:
        return None, error


def _collections(room: Room) -> list[Collection]:
    with room.database.read() as connection:
        return name_collections(connection)


def show_hit(hit: SearchHit, asked: Asked) -> ShownHit:
    """Word a hit; its picture is the line where the first highlight stands."""
    clip = None
    if hit.boxes and hit.highlights:
        clip = make_url(f"/pages/{hit.page_id}/line.jpg", at=hit.highlights[0][0])
    return ShownHit(
        link=make_url(f"/pages/{hit.page_id}", **asked.words),
        title=cite(reference_of_hit(hit), current_language()) or hit.source,
        source=hit.source,
        page_number=hit.page_number,
        collection=hit.collection,
        parts=tuple(cut_snippet(hit.snippet)),
        clip=clip,
    )


def reference_of_hit(hit: SearchHit) -> ReferenceCode | None:
    """The archival reference of a hit, with its sheet."""
    if hit.reference is None:
        return None
    sheet = parse_sheet(hit.sheet) if hit.sheet else None
    return ReferenceCode(*hit.reference, (SheetRange(sheet, sheet),) if sheet else ())


def cut_snippet(snippet: Snippet) -> list[SnippetPart]:
    """Cut a snippet at its highlights."""
    bounds = [0, *(offset for span in snippet.ranges for offset in span), len(snippet.text)]
    parts = [
        SnippetPart(snippet.text[start:end], number % 2 == 1)
        for number, (start, end) in enumerate(pairwise(bounds))
    ]
    return [part for part in parts if part.text]
