"""The shapes of answers to searches: pages found, counts beside them, and what was widened."""

from typing import Final

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from models.i18n import current_language
from outputs.references import cite
from outputs.search.counting.facets import FacetCount
from outputs.search.service import SearchHit, SearchPage
from outputs.web.api.answers import Answer, BoxAnswer, ListAnswer, answer_box
from outputs.web.pages.found import reference_of_hit

EXAMPLE_HIT: Final[JsonDict] = {
    "page_id": 1,
    "score": -1.25,
    "collection": "cases",
    "source": "Дело 7843.pdf",
    "page_number": 1,
    "citation": "ЦГА РК. Ф. 109. Оп. 1. Д. 25. Л. 12об.",
    "snippet": "переведён в Карлаг",
    "snippet_highlights": [[12, 18]],
    "highlights": [[72, 78]],
    "boxes": [{"left": 340, "top": 340, "width": 120, "height": 40}],
    "widened": False,
}


class HitAnswer(Answer):
    """A page found; the lower the score, the better, within one answer."""

    model_config = ConfigDict(
        frozen=True, from_attributes=True, json_schema_extra={"example": EXAMPLE_HIT}
    )

    page_id: int
    score: float
    collection: str
    source: str
    page_number: int
    citation: str
    snippet: str
    snippet_highlights: list[tuple[int, int]] = Field(description="Offsets in the snippet.")
    highlights: list[tuple[int, int]] = Field(description="Offsets in the page text.")
    boxes: list[BoxAnswer]
    widened: bool = Field(description="Whether only widening finds it.")


class ExpansionAnswer(Answer):
    """What a word of the query was widened to."""

    asked: str
    kind: str = Field(description="form, noise, script or place", examples=["noise"])
    terms: list[str] = Field(description="Of the index; for a place its names.")


class SearchAnswer(ListAnswer[HitAnswer]):
    """A stretch of the pages found, and how many there are in all."""

    total: int
    exact: int = Field(description="How many of them answer without widening.")
    expansions: list[ExpansionAnswer]


class CountAnswer(Answer):
    """How many pages of an answer have a value."""

    id: str = Field(description="An entity's number, a year, a month or a code.", examples=["42"])
    label: str = Field(examples=["Карлаг"])
    count: int = Field(ge=1)


class FacetsAnswer(Answer):
    """Values beside an answer by facet, the most frequent first, years and months in order."""

    facets: dict[str, list[CountAnswer]]


def answer_search(found: SearchPage) -> SearchAnswer:
    """Word a part of an answer for programs."""
    return SearchAnswer(
        items=[answer_hit(hit) for hit in found.hits],
        next=str(found.next) if found.next else None,
        total=found.total,
        exact=found.exact,
        expansions=[
            ExpansionAnswer(asked=each.asked, kind=each.kind, terms=list(each.terms))
            for each in found.expansions
        ],
    )


def answer_hit(hit: SearchHit) -> HitAnswer:
    """Word a page found for programs."""
    return HitAnswer(
        page_id=hit.page_id,
        score=hit.score,
        collection=hit.collection,
        source=hit.source,
        page_number=hit.page_number,
        citation=cite(reference_of_hit(hit), current_language()),
        snippet=hit.snippet.text,
        snippet_highlights=list(hit.snippet.ranges),
        highlights=list(hit.highlights),
        boxes=[answer_box(box) for box in hit.boxes],
        widened=hit.widened,
    )


def answer_count(count: FacetCount) -> CountAnswer:
    """Word a count for programs."""
    return CountAnswer.model_validate(count)
