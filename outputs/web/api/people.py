"""The JSON API of who is who: people, pairs to decide, and judgements."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException

from models.people.judgements import Judgement
from models.people.matcher import NameMatcher
from models.people.merging import judge, person_of
from models.people.persons import OPEN
from outputs.web.api.answers import ListAnswer
from outputs.web.api.answers_people import (
    CandidateAnswer,
    JudgedAnswer,
    JudgementAnswer,
    JudgementRequest,
    PersonAnswer,
    PersonPageAnswer,
    answer_candidate,
    answer_judgement,
    answer_person,
    answer_person_page,
)
from outputs.web.api.record import REFUSALS, CollectionCode, Limit, collection_id
from outputs.web.api.tagged import TaggedRoute
from outputs.web.guard.callers import caller_of
from outputs.web.pages.forms import author_of
from outputs.web.queries import people as queries
from outputs.web.room import After, Identity, TheRoom

router = APIRouter(
    prefix="/api/v1",
    responses=REFUSALS,
    tags=["people"],
    route_class=TaggedRoute,
)
Name = Annotated[str, Query(max_length=200)]
State = Literal["open", "joined", "refused", "unsure", "covered"]


@router.get("/people", summary="People")
def get_people(
    room: TheRoom,
    collection: CollectionCode = "",
    name: Annotated[
        Name,
        Query(
            description="In any spelling; the likest first, no `next`.", examples=["Bokeikhanov"]
        ),
    ] = "",
    starts: Annotated[Name, Query(description="Beginning of the name.", examples=["Дос"])] = "",
    after: After = "",
    limit: Limit = 60,
) -> ListAnswer[PersonAnswer]:
    """People by name, or those who may bear a name."""
    chosen = collection_id(room, collection)
    with room.database.read() as connection:
        if name:
            matcher = NameMatcher()
            found = queries.find_people(
                connection, name, matcher, collection_id=chosen, limit=limit
            )
            return ListAnswer(items=[answer_person(each) for each in found], next=None)
        listing = queries.list_people(connection, chosen, starts=starts, after=after, limit=limit)
    return ListAnswer(items=[answer_person(each) for each in listing.items], next=listing.next)


@router.get("/people/candidates", summary="Pairs that may be one person")
def get_candidates(
    room: TheRoom,
    collection: CollectionCode = "",
    state: State = OPEN,
    after: After = "",
    limit: Limit = 20,
) -> ListAnswer[CandidateAnswer]:
    """Pairs of a state, the likest first."""
    chosen = collection_id(room, collection)
    with room.database.read() as connection:
        listing = queries.list_candidates(connection, chosen, state=state, after=after, limit=limit)
    return ListAnswer(items=[answer_candidate(each) for each in listing.items], next=listing.next)


@router.get("/people/{person_id}", summary="One person")
def get_person(room: TheRoom, person_id: Identity) -> PersonPageAnswer:
    """A person by its number or that of a profile: the profiles, why they are one, who else."""
    with room.database.read() as connection:
        person = queries.find_person(connection, person_id)
    if person is None:
        raise HTTPException(404)
    return answer_person_page(person)


@router.get("/judgements", summary="Judgements")
def get_judgements(
    room: TheRoom, after: After = "", limit: Limit = 50
) -> ListAnswer[JudgementAnswer]:
    """What people said of profiles, the newest first."""
    with room.database.read() as connection:
        listing = queries.page_judgements(connection, after=after, limit=limit)
    return ListAnswer(items=[answer_judgement(each) for each in listing.items], next=listing.next)


@router.post("/judgements", summary="Judge two profiles", status_code=201)
def post_judgement(request: Request, room: TheRoom, said: JudgementRequest) -> JudgedAnswer:
    """Say whether two profiles are one person; the newest word on a pair holds."""
    author, actor = author_of(request, said.author), caller_of(request).actor
    judgement = Judgement(said.left, said.right, said.verdict, author, said.reason, actor)
    with room.database.write() as connection:
        [number] = judge(connection, [judgement])
        people = {person_of(connection, each) for each in (said.left, said.right)}
    return JudgedAnswer(id=number, people=sorted(people))
