"""The people and places of a collection by name, and the page of one place, date or body."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection
from starlette.exceptions import HTTPException

from outputs.web.cartography import Located, draw_map, is_area
from outputs.web.cursors import Listing
from outputs.web.placenames import decades, names_in_time
from outputs.web.queries.entities import ListedEntity, find_entity, initials, list_entities
from outputs.web.queries.mentions import list_mentions, list_spellings, of_entity
from outputs.web.queries.people import ListedPerson, letters_of, list_people
from outputs.web.queries.places import list_located, read_place
from outputs.web.room import After, Code, Identity, TheRoom, render, require_collection

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_LABELS: Final = {"people": "PERSON", "places": "PLACE"}
_TABS: Final = {"PERSON": "people", "PLACE": "places", "DATE": "dates"}


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
        collection = require_collection(connection, code)
        people = _people(connection, collection.id, starts, after) if tab == "people" else None
        names = list_entities(connection, collection.id, label, starts=starts, after=after)
        letters = people[1] if people else initials(connection, collection.id, label)
        located = list_located(connection, collection.id) if tab == "places" else ()
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
        map=draw_map(located) if not (starts or after) else None,
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
        listing = list_mentions(connection, of_entity(entity_id), after=after, limit=20)
        extra = _place(connection, entity) if entity.label == "PLACE" else {}
    return render(
        request,
        "place.html" if entity.label == "PLACE" else "entity.html",
        entity=entity,
        listing=listing,
        goes_on_from=after,
        tab=_TABS.get(entity.label, "files"),
        **extra,
    )


def _place(connection: Connection, entity: ListedEntity) -> dict[str, Any]:
    """What the page of a place shows beside its mentions."""
    view = read_place(connection, entity.id)
    spellings = list_spellings(connection, of_entity(entity.id))
    located = (
        Located(entity.normal, "#mentions", view.place, entity.mentions) if view.place else None
    )
    return {
        "view": view,
        "spellings": spellings,
        "names": names_in_time(view.place, spellings) if view.place else (),
        "decades": decades(),
        "map": draw_map([located]) if located else None,
        "is_area": view.place is not None and is_area(view.place),
    }
