"""Whole lists for programs, as JSON lines and as tables: people, places and mentions."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends
from fastapi.responses import StreamingResponse
from pydantic import Field

from models.entity import Label
from outputs.web.api.answers import Answer, EntityAnswer
from outputs.web.api.answers_people import PersonAnswer, answer_person
from outputs.web.api.record import REFUSALS, CollectionCode, answer_entity, collection_id
from outputs.web.api.streams import (
    AT_ONCE,
    CSV,
    NDJSON,
    Stretch,
    described,
    stream_csv,
    stream_ndjson,
    walk,
)
from outputs.web.queries.entities import list_entities
from outputs.web.queries.named import list_named
from outputs.web.queries.people import list_people
from outputs.web.room import TheRoom

router = APIRouter(
    prefix="/api/v1",
    responses=REFUSALS,
    tags=["whole lists"],
)


class NamedAnswer(Answer):
    """A mention; offsets are code points of the page's text."""

    id: int
    page_id: int
    source: str
    page_number: int
    label: str
    start: int
    end: int
    text: str
    normal: str
    confidence: float
    edtf: str | None
    lower: date | None
    upper: date | None
    entity_id: int
    person_id: int | None = Field(description="Of a person, once it was worked out who is who.")


_PEOPLE: Final = tuple(PersonAnswer.model_fields)
_PLACES: Final = ("id", "collection", "normal", "mentions", "pages")
_MENTIONS: Final = tuple(NamedAnswer.model_fields)


def people_of(room: TheRoom, collection: CollectionCode = "") -> Iterator[PersonAnswer]:
    """People of a collection, or of all, by name."""
    chosen = collection_id(room, collection)

    def read(after: str) -> Stretch[PersonAnswer]:
        with room.database.read() as connection:
            found = list_people(connection, chosen, after=after, limit=AT_ONCE)
        return Stretch([answer_person(each) for each in found.items], found.next)

    return walk(read)


def places_of(room: TheRoom, collection: CollectionCode = "") -> Iterator[EntityAnswer]:
    """Places of a collection, or of all, by name."""
    chosen = collection_id(room, collection)

    def read(after: str) -> Stretch[EntityAnswer]:
        with room.database.read() as connection:
            found = list_entities(connection, chosen, Label.PLACE, after=after, limit=AT_ONCE)
        return Stretch([answer_entity(each) for each in found.items], found.next)

    return walk(read)


def mentions_of(
    room: TheRoom, collection: CollectionCode = "", label: Label | Literal[""] = ""
) -> Iterator[NamedAnswer]:
    """Mentions of a collection, or of all, of one label or of all, page by page."""
    chosen = collection_id(room, collection)

    def read(after: str) -> Stretch[NamedAnswer]:
        with room.database.read() as connection:
            found = list_named(connection, chosen, label or None, after=after, limit=AT_ONCE)
        return Stretch([NamedAnswer.model_validate(each) for each in found.items], found.next)

    return walk(read)


ThePeople = Annotated[Iterator[PersonAnswer], Depends(people_of)]
ThePlaces = Annotated[Iterator[EntityAnswer], Depends(places_of)]
TheMentions = Annotated[Iterator[NamedAnswer], Depends(mentions_of)]


@router.get("/people.ndjson", summary="All people", **described(NDJSON, '{"id": 1}\n'))
def stream_people(people: ThePeople) -> StreamingResponse:
    """One person a line."""
    return stream_ndjson(people)


@router.get("/people.csv", summary="All people", **described(CSV, ",".join(_PEOPLE) + "\r\n"))
def stream_people_table(people: ThePeople) -> StreamingResponse:
    """One person a row."""
    return stream_csv(people, _PEOPLE, "people")


@router.get("/places.ndjson", summary="All places", **described(NDJSON, '{"id": 1}\n'))
def stream_places(places: ThePlaces) -> StreamingResponse:
    """One place a line."""
    return stream_ndjson(places)


@router.get("/places.csv", summary="All places", **described(CSV, ",".join(_PLACES) + "\r\n"))
def stream_places_table(places: ThePlaces) -> StreamingResponse:
    """One place a row."""
    return stream_csv(places, _PLACES, "places")


@router.get("/mentions.ndjson", summary="All mentions", **described(NDJSON, '{"id": 1}\n'))
def stream_mentions(mentions: TheMentions) -> StreamingResponse:
    """One mention a line."""
    return stream_ndjson(mentions)


@router.get("/mentions.csv", summary="All mentions", **described(CSV, ",".join(_MENTIONS) + "\r\n"))
def stream_mentions_table(mentions: TheMentions) -> StreamingResponse:
    """One mention a row."""
    return stream_csv(mentions, _MENTIONS, "mentions")
