"""The search page: one box for the query, and all that narrows and orders its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from models.errors import AigaqError
from models.i18n import N_, _
from outputs.search.counting.facetrows import Facet
from outputs.search.ordering import Order
from outputs.search.queries.lexemes import QueryError
from outputs.search.service import SearchPage
from outputs.search.spellings.widening import Expansion, Widen
from outputs.web.pages import narrowing
from outputs.web.pages.asked import Asked, Places
from outputs.web.pages.found import ShownHit, show_hit
from outputs.web.pages.narrowing import address
from outputs.web.problems import status_of
from outputs.web.room import QueryText, Room, TheRoom, make_url, render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Field = Annotated[str, Query(max_length=200)]
_ORDERS: Final[Mapping[Order, str]] = {
    "relevance": N_("By relevance"),
    "date": N_("By date"),
    "archive": N_("As in the archive"),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer and what the page offers beside it."""

    found: SearchPage
    hits: tuple[ShownHit, ...]
    groups: list[narrowing.Group]
    years: narrowing.Years | None

    @property
    def widened(self) -> tuple[Expansion, ...]:
        """What was sought besides the words as typed and their forms."""
        return tuple(each for each in self.found.expansions if each.kind != "form")

    @property
    def forms(self) -> tuple[Expansion, ...]:
        """The words of which other forms were found."""
        return tuple(each for each in self.found.expansions if each.kind == "form")


@dataclass(frozen=True, slots=True)
class Misread:
    """Where a query cannot be read: the letters before the place, the one there, and the rest."""

    before: str
    at: str
    after: str
    reason: str


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
    widen: Widen = "near",
    places: Places = "then",
    order: Order = "relevance",
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
        widen=widen,
        places=places,
        order=order,
    )
    try:
        asked = asked.folded
        answer, problem = _answer(room, asked, after), None
    except AigaqError as error:
        answer, problem = None, error
    return render(
        request,
        "search.html",
        status=status_of(problem) if problem else 200,
        asked=asked,
        answer=answer,
        problem=problem,
        misread=_misread(asked.q, problem),
        chips=narrowing.chips(asked) if problem is None else [],
        switches=_switches(asked),
        orders=_orders(asked),
        exports=_exports(asked),
        undated=narrowing.without_dates(asked.q) if problem is None else "",
    )


def _answer(room: Room, asked: Asked, after: str) -> Answered | None:
    if asked.is_empty:
        return None
    wanted = asked.request(after=after)
    found = room.search.search(wanted)
    counted = room.search.count(wanted, narrowing.COUNTED, most=narrowing.MOST)
    years = room.search.count(wanted, [Facet.YEAR], most=None)[Facet.YEAR]
    return Answered(
        found=found,
        hits=tuple(show_hit(hit, asked) for hit in found.hits),
        groups=narrowing.groups(asked, counted),
        years=narrowing.years(asked, years),
    )


def _misread(query: str, problem: AigaqError | None) -> Misread | None:
    if not isinstance(problem, QueryError) or problem.position is None:
        return None
    place = problem.position
    return Misread(query[:place], query[place : place + 1], query[place + 1 :], problem.reason)


def _switches(asked: Asked) -> dict[str, str]:
    """The addresses of the same search, widened otherwise."""
    return {
        **{level: address(replace(asked, widen=level)) for level in ("none", "near", "wider")},
        **{when: address(replace(asked, places=when)) for when in ("then", "always")},
    }


def _orders(asked: Asked) -> list[dict[str, Any]]:
    return [
        {
            "title": _(title),
            "link": address(replace(asked, order=order)),
            "is_chosen": order == asked.order,
        }
        for order, title in _ORDERS.items()
    ]


def _exports(asked: Asked) -> dict[str, str]:
    """The addresses of the whole answer as files."""
    return {kind: make_url(f"/api/v1/search.{kind}", **asked.params) for kind in ("csv", "ndjson")}
