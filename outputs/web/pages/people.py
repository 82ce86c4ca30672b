"""Who is who as people see it: a person, pairs to decide, and plain forms to decide them."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection
from starlette.exceptions import HTTPException

from models.accounts.roles import Role
from models.errors import ARGUMENT_INVALID, ConfigError
from models.people import is_stale
from models.people.clusters import Verdict
from models.people.judgements import Judgement
from models.people.matcher import NameMatcher
from models.people.merging import judge, split
from models.people.persons import OPEN, STATES
from outputs.web.drawings.cartography import draw_map
from outputs.web.drawings.network import draw_network
from outputs.web.drawings.timeline import make_timeline
from outputs.web.guard.callers import caller_of
from outputs.web.pages.forms import Form, author_of, known_author, lead_back
from outputs.web.queries.company import read_company
from outputs.web.queries.lives import count_places, read_life
from outputs.web.queries.mentions import list_mentions, list_spellings, of_person
from outputs.web.queries.namesakes import list_kept_apart
from outputs.web.queries.people import PersonView, find_person, list_candidates
from outputs.web.queries.places import locate
from outputs.web.room import BIGGEST_ID, After, Identity, TheRoom, render, require_collection

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_LONGEST: Final = 20  # figures of a number that a form may bring


@router.get("/people/candidates")
def show_candidates(
    request: Request,
    room: TheRoom,
    collection: Annotated[str, Query(max_length=100)] = "",
    state: Annotated[str, Query(max_length=10)] = OPEN,
    after: After = "",
) -> HTMLResponse:
    """Pairs that may be one person, the likest first."""
    if state not in STATES:
        raise HTTPException(404)
    with room.database.read() as connection:
        chosen = require_collection(connection, collection) if collection else None
        listing = list_candidates(
            connection, chosen.id if chosen else None, state=state, after=after
        )
        stale = is_stale(connection)
    return render(
        request,
        "candidates.html",
        listing=listing,
        chosen=chosen,
        state=state,
        stale=stale,
        **_judge(request),
    )


@router.get("/people/{person_id}")
def show_person(
    request: Request, room: TheRoom, person_id: Identity, after: After = ""
) -> Response:
    """A person; the number of one of its profiles leads to it."""
    with room.database.read() as connection:
        person = find_person(connection, person_id)
        if person is None:
            raise HTTPException(404)
        if person.id != person_id:
            return RedirectResponse(f"/people/{person.id}", status_code=303)
        context = _read_around(connection, person, after)
    return render(request, "person.html", person=person, **context, **_judge(request))


def _read_around(connection: Connection, person: PersonView, after: str) -> dict[str, Any]:
    """Everything that the page of a person shows beside its profiles."""
    life = read_life(connection, person.id)
    places = count_places(life.places)
    company = read_company(connection, person.id)
    shown = {
        each.person_id for pair in person.candidates + person.apart
        for each in (pair.left, pair.right) if each.person_id
    }  # fmt: skip
    return {
        "listing": list_mentions(connection, of_person(person.id), after=after, limit=20),
        "goes_on_from": after,
        "spellings": list_spellings(connection, of_person(person.id)),
        "timeline": make_timeline(life.dates, life.places),
        "places": places,
        "map": draw_map(locate(connection, {each.entity_id: each.times for each in places})),
        "is_whole": life.is_whole,
        "company": company,
        "network": draw_network(company),
        "namesakes": list_kept_apart(connection, person, NameMatcher(), without=shown),
    }


@router.post("/people/{person_id}/split")
def take_out(request: Request, room: TheRoom, person_id: Identity, form: Form) -> Response:
    """Say that a profile is somebody else, and show the person that is left."""
    profiles = [_number(form, "profile")]
    author, actor = author_of(request, form.get("author", "")), caller_of(request).actor
    reason = form.get("reason", "")
    with room.database.write() as connection:
        split(connection, person_id, profiles, author=author, reason=reason, actor=actor)
    return lead_back(request, form, f"/people/{person_id}")


@router.post("/judgements")
def decide(request: Request, room: TheRoom, form: Form) -> Response:
    """Take a judgement down and go back to where it was made."""
    try:
        verdict = Verdict(form.get("verdict", ""))
    except ValueError as error:
        raise ConfigError(ARGUMENT_INVALID, "verdict") from error
    judgement = Judgement(
        _number(form, "left"),
        _number(form, "right"),
        verdict,
        author_of(request, form.get("author", "")),
        form.get("reason", ""),
        caller_of(request).actor,
    )
    with room.database.write() as connection:
        judge(connection, [judgement])
    return lead_back(request, form, "/people/candidates")


def _number(form: Mapping[str, str], name: str) -> int:
    text = form.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST else 0
    if not 0 < number <= BIGGEST_ID:
        raise ConfigError(ARGUMENT_INVALID, name)
    return number


def _judge(request: Request) -> dict[str, Any]:
    may_judge = caller_of(request).role.may(Role.ARCHIVIST)
    return {"may_judge": may_judge, "author": known_author(request)}
