"""The people and places of a collection by name, and the page of one place, date or body."""

from itertools import takewhile
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection
from starlette.exceptions import HTTPException

from models.people.matcher import NameMatcher
from outputs.web.cursors import Listing, Sort
from outputs.web.drawings.cartography import Located, draw_map, is_area
from outputs.web.drawings.placenames import decades, names_in_time
from outputs.web.queries.entities import (
    ListedEntity,
    find_entity,
    initials,
    list_entities,
    list_most_named,
)
from outputs.web.queries.mentions import Spelling, list_mentions, list_spellings, of_entity
from outputs.web.queries.people import ListedPerson, find_people, letters_of, list_people
from outputs.web.queries.places import keys_of, list_located, read_place
from outputs.web.room import After, Code, Identity, TheRoom, render, require_collection

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_TABS: Final = {"PERSON": "people", "PLACE": "places", "DATE": "dates"}


Word = Annotated[str, Query(max_length=100)]


@router.get("/collections/{code}/people")
def show_people(
    request: Request,
    room: TheRoom,
    code: Code,
    starts: Word = "",
    name: Word = "",
    sort: Sort = "name",
    after: After = "",
) -> HTMLResponse:
    """The people of a collection, or those who may bear a name, in whatever script."""
    with room.database.read() as connection:
        collection = require_collection(connection, code)
        letters = letters_of(connection, collection.id)
        is_worked_out = bool(letters)  # who is who
        listing: Listing[ListedPerson] | Listing[ListedEntity]
        if not is_worked_out:
            letters = initials(connection, collection.id, "PERSON")
            listing = _list(connection, collection.id, "PERSON", starts or name, sort, after)
        elif name.strip():
            found = find_people(connection, name, NameMatcher(), collection_id=collection.id)
            listing = Listing(tuple(found), None)
        else:
            listing = list_people(connection, collection.id, starts=starts, sort=sort, after=after)
    return render(
        request,
        "entities.html",
        collection=collection,
        tab="people",
        label="PERSON",
        listing=listing,
        has_people=is_worked_out,
        starts=starts,
        name=name,
        sort=sort,
        letters=letters,
        map=None,
    )


@router.get("/collections/{code}/places")
def show_places(
    request: Request,
    room: TheRoom,
    code: Code,
    starts: Word = "",
    name: Word = "",
    sort: Sort = "name",
    after: After = "",
) -> HTMLResponse:
    """The places of a collection with their map, or those that a name of any time means."""
    with room.database.read() as connection:
        collection = require_collection(connection, code)
        listing = _list(
            connection, collection.id, "PLACE", starts or name, sort, after, keys_of(name)
        )
        letters = initials(connection, collection.id, "PLACE")
        is_first = not (starts or name or after)
        located = list_located(connection, collection.id) if is_first else ()
    return render(
        request,
        "entities.html",
        collection=collection,
        tab="places",
        label="PLACE",
        listing=listing,
        has_people=False,
        starts=starts,
        name=name,
        sort=sort,
        letters=letters,
        map=draw_map(located),
    )


def _list(
    connection: Connection,
    collection_id: int,
    label: str,
    starts: str,
    sort: Sort,
    after: str,
    keys: tuple[str, ...] = (),
) -> Listing[ListedEntity]:
    how = list_most_named if sort == "mentions" else list_entities
    return how(connection, collection_id, label, starts=starts, keys=keys, after=after)


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
        spellings = list_spellings(connection, of_entity(entity_id))
        extra = _place(connection, entity, spellings) if entity.label == "PLACE" else {}
    return render(
        request,
        "place.html" if entity.label == "PLACE" else "entity.html",
        entity=entity,
        listing=listing,
        spellings=spellings,
        day=_day(entity),
        goes_on_from=after,
        tab=_TABS.get(entity.label, "files"),
        **extra,
    )


def _day(entity: ListedEntity) -> str:
    """The day, month or year of the calendar that a date lies in; empty where it is wider."""
    if entity.lower is None or entity.upper is None:
        return ""
    shared = zip(
        entity.lower.isoformat().split("-"), entity.upper.isoformat().split("-"), strict=True
    )
    return "-".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], shared))


def _place(
    connection: Connection, entity: ListedEntity, spellings: tuple[Spelling, ...]
) -> dict[str, Any]:
    """What the page of a place shows beside its mentions."""
    view = read_place(connection, entity.id)
    located = (
        Located(entity.normal, "#mentions", view.place, entity.mentions) if view.place else None
    )
    return {
        "view": view,
        "names": names_in_time(view.place, spellings) if view.place else (),
        "decades": decades(),
        "map": draw_map([located]) if located else None,
        "is_area": view.place is not None and is_area(view.place),
    }
