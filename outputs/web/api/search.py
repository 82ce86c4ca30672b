"""The JSON API of search: a stretch of an answer, all of it as a file, and the counts beside it."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse

from outputs.search.counting.facetrows import Facet
from outputs.search.ordering import Order
from outputs.search.spellings.widening import Widen
from outputs.web.api.answers_search import (
    FacetsAnswer,
    HitAnswer,
    SearchAnswer,
    answer_count,
    answer_search,
)
from outputs.web.api.record import REFUSALS, CollectionCode, Filter, Limit
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
from outputs.web.api.tagged import TaggedRoute
from outputs.web.pages.asked import Asked, Places
from outputs.web.room import QueryText, Room, TheRoom

router = APIRouter(
    prefix="/api/v1",
    responses=REFUSALS,
    tags=["search"],
    route_class=TaggedRoute,
)
Day = Annotated[
    str,
    Query(
        max_length=10,
        pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$",
        description="A year, a month or a day.",
        examples=["1937-11"],
    ),
]
Most = Annotated[int, Query(ge=1, le=1000, description="How many values of each facet at most.")]
_COLUMNS: Final = (
    "page_id", "collection", "source", "page_number", "citation", "snippet", "score", "widened",
)  # fmt: skip


def asked_by(
    q: Annotated[QueryText, Query(examples=["Карлаг -type:letter"])] = "",
    person: Annotated[Filter, Query(examples=["Досымбеков А."])] = "",
    place: Annotated[Filter, Query(examples=["Карлаг"])] = "",
    date_from: Annotated[Day, Query(alias="from")] = "",
    date_to: Annotated[Day, Query(alias="to")] = "",
    collection: CollectionCode = "",
    widen: Annotated[Widen, Query(description="By misread words and other spellings.")] = "near",
    places: Annotated[
        Places, Query(description="Under the name typed, or under all that a place has had.")
    ] = "then",
    order: Order = "relevance",
) -> Asked:
    """What a request asks of the search."""
    return Asked(
        q=q,
        person=person,
        place=place,
        date_from=date_from,
        date_to=date_to,
        collection=collection,
        widen=widen,
        places=places,
        order=order,
    )


TheAsked = Annotated[Asked, Depends(asked_by)]


@router.get("/search", summary="Search pages")
def get_search(
    room: TheRoom, asked: TheAsked, after: Filter = "", limit: Limit = 20
) -> SearchAnswer:
    """Pages that answer the words and all filters, with snippets and the boxes of the hits."""
    return answer_search(room.search.search(asked.request(after=after, limit=limit)))


@router.get("/search/facets", summary="Count values beside an answer")
def get_facets(
    room: TheRoom,
    asked: TheAsked,
    facet: Annotated[
        Sequence[Facet], Query(max_length=len(Facet), description="Default: all.")
    ] = (),
    most: Most = 10,
) -> FacetsAnswer:
    """On how many pages of the whole answer each value stands, exactly."""
    counted = room.search.count(asked.request(), facet or list(Facet), most=most)
    return FacetsAnswer(
        facets={name: [answer_count(each) for each in found] for name, found in counted.items()}
    )


@router.get(
    "/search.ndjson",
    summary="All pages found, as JSON lines",
    **described(NDJSON, '{"page_id": 1, "snippet": "переведён в Карлаг"}\n'),
)
def stream_hits(room: TheRoom, asked: TheAsked) -> StreamingResponse:
    """The whole answer, one page a line."""
    return stream_ndjson(_hits(room, asked))


@router.get(
    "/search.csv",
    summary="All pages found, as a table",
    **described(CSV, ",".join(_COLUMNS) + "\r\n"),
)
def stream_hits_table(room: TheRoom, asked: TheAsked) -> StreamingResponse:
    """The whole answer, one page a row."""
    return stream_csv(_hits(room, asked), _COLUMNS, "search")


def _hits(room: Room, asked: Asked) -> Iterator[HitAnswer]:
    def read(after: str) -> Stretch[HitAnswer]:
        found = answer_search(room.search.search(asked.request(after=after, limit=AT_ONCE)))
        return Stretch(found.items, found.next)

    return walk(read)
