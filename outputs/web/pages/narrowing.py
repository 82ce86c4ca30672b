"""What the search page offers to narrow an answer: fields chosen, counts beside it, its years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from models.i18n import N_, _
from outputs.search.counting.facetrows import Facet
from outputs.search.counting.facets import FacetCount
from outputs.search.queries.fields import Field, numbered
from outputs.search.queries.query import parse_question
from outputs.search.queries.rewriting import add_field, remove_field
from outputs.web.pages.asked import Asked
from outputs.web.room import make_url
from outputs.web.wording.present import doc_type, tongue

SHOWN: Final = 7
MOST: Final = 30
# A misread year may stand far off: over a longer time only years with pages are drawn.
_LONGEST_TIME: Final = 200
_FIELDS: Final[Mapping[Facet, tuple[Field, str]]] = {
    Facet.PERSON: (Field.PERSON, N_("People")),
    Facet.PLACE: (Field.PLACE, N_("Places")),
    Facet.ORG: (Field.ORG, N_("Organisations")),
    Facet.TYPE: (Field.TYPE, N_("Types of documents")),
    Facet.LANGUAGE: (Field.LANG, N_("Languages")),
    Facet.COLLECTION: (Field.COLLECTION, N_("Collections")),
}
_CODED: Final = (Field.TYPE, Field.LANG, Field.COLLECTION)
COUNTED: Final = tuple(_FIELDS)
"""The facets in the order in which the page lists them."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A field of the query, and the address of the search without it."""

    field: str
    text: str
    without: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow the answer to; `count` pages of it have the value."""

    text: str
    count: int
    link: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one facet; those beyond the first few are folded away."""

    facet: str
    title: str
    first: tuple[Choice, ...]
    further: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A year on the drawing of the years; `height` is a share of the highest."""

    year: int
    count: int
    height: float
    link: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Years:
    """The years of an answer; `dragged` is the address with FIRST..LAST in it."""

    bars: tuple[Bar, ...]
    dragged: str


def address(asked: Asked) -> str:
    """The permalink of a search."""
    return make_url("/search", **asked.params)


def chips(asked: Asked) -> list[Chip]:
    """The fields that were asked for, each to be taken away by itself."""
    return [
        Chip(
            field=term.field,
            text=str(term),
            without=address(replace(asked, q=remove_field(asked.q, term.position))),
        )
        for term in parse_question(asked.q).fields
        if term.position is not None
    ]


def groups(asked: Asked, counted: Mapping[Facet, Sequence[FacetCount]]) -> list[Group]:
    """The facets that have anything to choose."""
    found = []
    for facet, (field, title) in _FIELDS.items():
        chosen = _chosen(asked, field)
        choices = tuple(
            Choice(_worded(facet, each), each.count, _with(asked, field, each), each.id in chosen)
            for each in counted.get(facet, ())
        )
        if choices:
            group = Group(facet, _(title), choices[:SHOWN], choices[SHOWN:])
            found.append(group)
    return found


def years(asked: Asked, counts: Sequence[FacetCount]) -> Years | None:
    """The years of an answer, to choose one or drag over several; None where there are none."""
    if not counts:
        return None
    pages = {int(each.id): each.count for each in counts}
    first, last = min(pages), max(pages)
    shown = range(first, last + 1) if last - first < _LONGEST_TIME else sorted(pages)
    chosen, highest = _chosen_years(asked), max(pages.values())
    bars = tuple(
        Bar(
            year=year,
            count=pages.get(year, 0),
            height=pages.get(year, 0) / highest,
            link=address(replace(asked, q=add_field(asked.q, Field.DATE, f"{year:04}"))),
            is_chosen=year in chosen,
        )
        for year in shown
    )
    dragged = replace(asked, q=add_field(asked.q, Field.DATE, "FIRST..LAST"))
    return Years(bars, address(dragged))


def without_dates(query: str) -> str:
    """The query without its dates, to which a form adds others."""
    while True:
        dates = [each for each in parse_question(query).fields if each.field is Field.DATE]
        if not dates or dates[0].position is None:
            return query
        query = remove_field(query, dates[0].position)


def _chosen(asked: Asked, field: Field) -> set[str]:
    """The ids of the values that the query names in this field."""
    terms = [
        each for each in parse_question(asked.q).fields if each.field is field and not each.negated
    ]
    if field in _CODED:
        return {part.strip() for each in terms for part in each.value.split(",")}
    return {str(each.number) for each in terms if each.number is not None}


def _chosen_years(asked: Asked) -> range:
    """The years of the last date field, as far as it is made of plain years."""
    for term in parse_question(asked.q).fields:
        first, _dots, last = term.value.partition("..")
        if term.field is Field.DATE and first[:4].isdecimal():
            end = int(last[:4]) if last[:4].isdecimal() else int(first[:4])
            return range(int(first[:4]), end + 1)
    return range(0)


def _with(asked: Asked, field: Field, each: FacetCount) -> str:
    value = each.id if field in _CODED else numbered(each.label, each.id)
    return address(replace(asked, q=add_field(asked.q, field, value)))


def _worded(facet: Facet, each: FacetCount) -> str:
    if facet is Facet.TYPE:
        return doc_type(each.id)
    return tongue(each.id) if facet is Facet.LANGUAGE else each.label
