"""The lists that people see: collections, files, quarantine, review."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from outputs.web.pages.asked import Asked
from outputs.web.queries.archive import Level, list_units
from outputs.web.queries.collections import list_collections
from outputs.web.queries.files import list_quarantine, list_sources
from outputs.web.queries.review import list_review
from outputs.web.room import After, Code, TheRoom, render, require_collection

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/")
def show_home(request: Request, room: TheRoom) -> HTMLResponse:
    """The collections and the archives with their counts, under the search form."""
    with room.database.read() as connection:
        summaries = list_collections(connection)
        archives = list_units(connection, Level.ARCHIVE, limit=10)
    return render(
        request,
        "home.html",
        summaries=summaries,
        archives=archives,
        collections=[collection for collection, _ in summaries],
        asked=Asked(),
    )


@router.get("/collections/{code}/files")
def show_files(request: Request, room: TheRoom, code: Code, after: After = "") -> HTMLResponse:
    """The delivered files of a collection and the state of each of their pages."""
    with room.database.read() as connection:
        collection = require_collection(connection, code)
        listing = list_sources(connection, collection.id, after=after)
    return render(request, "files.html", collection=collection, listing=listing)


@router.get("/quarantine")
def show_quarantine(
    request: Request,
    room: TheRoom,
    collection: Annotated[str, Query(max_length=100)] = "",
    after: After = "",
) -> HTMLResponse:
    """The pages that could not be read on, of one collection or of all."""
    with room.database.read() as connection:
        chosen = require_collection(connection, collection).id if collection else None
        listing = list_quarantine(connection, collection_id=chosen, after=after)
    return render(request, "quarantine.html", listing=listing, chosen=collection)


@router.get("/review")
def show_review(
    request: Request,
    room: TheRoom,
    collection: Annotated[str, Query(max_length=100)] = "",
    after: After = "",
) -> HTMLResponse:
    """The pages that are likely read worst, of one collection or of all."""
    with room.database.read() as connection:
        chosen = require_collection(connection, collection) if collection else None
        listing = list_review(connection, collection_id=chosen.id if chosen else None, after=after)
    return render(request, "review.html", listing=listing, collection=chosen)
