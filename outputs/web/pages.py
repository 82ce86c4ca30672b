"""The lists that people see: collections, people, places, dates, files, quarantine, review."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection
from starlette.exceptions import HTTPException

from outputs.web.asked import Asked
from outputs.web.cursors import Listing
from outputs.web.queries.archive import Level, list_units
from outputs.web.queries.collections import Collection, find_collection, list_collections
from outputs.web.queries.dates import read_axis
from outputs.web.queries.entities import find_entity, initials, list_entities, list_mentions_of
from outputs.web.queries.files import list_quarantine, list_sources
from outputs.web.queries.people import ListedPerson, letters_of, list_people
from outputs.web.queries.review import list_review
from outputs.web.room import After, Code, Identity, TheRoom, render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_LABELS: Final = {"people": "PERSON", "places": "PLACE"}
_TABS: Final = {"PERSON": "people", "PLACE": "places", "DATE": "dates"}


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


@router.get("/collections/{code}/dates")
def show_dates(request: Request, room: TheRoom, code: Code) -> HTMLResponse:
    """The years that the pages of a collection speak of."""
    with room.database.read() as connection:
        collection = _collection(connection, code)
        axis = read_axis(connection, collection.id)
    return render(request, "dates.html", collection=collection, axis=axis)


@router.get("/collections/{code}/files")
def show_files(request: Request, room: TheRoom, code: Code, after: After = "") -> HTMLResponse:
    """The delivered files of a collection and the state of each of their pages."""
    with room.database.read() as connection:
        collection = _collection(connection, code)
        listing = list_sources(connection, collection.id, after=after)
    return render(request, "files.html", collection=collection, listing=listing)


@router.get("/collections/{code}/{tab}")
def show_entities(
    request: Request,
    room: TheRoom,
    code: Code,
    tab: str,
    starts: Annotated[str, Query(max_length=100)] = "",
    after: After = "",
) -> HTMLResponse:
    """The people or places of a collection by name."""
    label = _LABELS.get(tab)
    if label is None:
        raise HTTPException(404)
    with room.database.read() as connection:
        collection = _collection(connection, code)
        people = _people(connection, collection.id, starts, after) if tab == "people" else None
        names = list_entities(connection, collection.id, label, starts=starts, after=after)
        letters = people[1] if people else initials(connection, collection.id, label)
    return render(
        request,
        "entities.html",
        collection=collection,
        tab=tab,
        label=label,
        listing=people[0] if people else names,
        has_people=people is not None,
        starts=starts,
        letters=letters,
    )


def _people(
    connection: Connection, collection_id: int, starts: str, after: str
) -> tuple[Listing[ListedPerson], list[str]] | None:
    """The people of a collection; None before it was worked out who is who."""
    letters = letters_of(connection, collection_id)
    if not letters:
        return None
    return list_people(connection, collection_id, starts=starts, after=after), letters


@router.get("/entities/{entity_id}")
def show_entity(
    request: Request, room: TheRoom, entity_id: Identity, after: After = ""
) -> HTMLResponse:
    """Where a person, a place, a date or an organisation is named."""
    with room.database.read() as connection:
        entity = find_entity(connection, entity_id)
        if entity is None:
            raise HTTPException(404)
        listing = list_mentions_of(connection, entity_id, after=after)
    tab = _TABS.get(entity.label, "files")
    return render(request, "entity.html", entity=entity, listing=listing, tab=tab)


@router.get("/quarantine")
def show_quarantine(
    request: Request,
    room: TheRoom,
    collection: Annotated[str, Query(max_length=100)] = "",
    after: After = "",
) -> HTMLResponse:
    """The pages that could not be read on, of one collection or of all."""
    with room.database.read() as connection:
        chosen = _collection(connection, collection).id if collection else None
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
        chosen = _collection(connection, collection) if collection else None
        listing = list_review(connection, collection_id=chosen.id if chosen else None, after=after)
    return render(request, "review.html", listing=listing, collection=chosen)


def _collection(connection: Connection, code: str) -> Collection:
    collection = find_collection(connection, code)
    if collection is None:
        raise HTTPException(404)
    return collection
