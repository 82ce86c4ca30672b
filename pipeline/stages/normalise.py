"""Give every span its meaning: a nominative name, gazetteer candidates, a date in EDTF."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, Final, Literal

from pydantic import Field

from models.dates import DateContext, HistoricalDate, parse_date
from models.entity import Label, Mention, Span
from models.names import name_key, parse_person
from models.page import Page
from models.places import Gazetteer, PlaceCandidate
from pipeline.stage import StageOptions

_BROKEN_WORD: Final = re.compile(r"(?<=\w)[-‐¬\u00ad]\n(?=[^\W\d_])")
_BLANKS: Final = re.compile(r"\s+")
_EDGES: Final = " \t\n.,;:()[]«»\"'"
# A county stands right after its village: «аула № 7 Каркаралинского уезда Семипалатинской губ.».
_PARENT_REACH: Final = 6


class Options(StageOptions):
    """How sure a place must be."""

    use: Literal["normalise"] = "normalise"
    candidates: int = Field(default=5, ge=1, le=50, description="Places kept for a mention.")
    margin: float = Field(
        default=0.1, ge=0, le=1, description="Lead of the best place that makes it the place."
    )

    def build(self) -> "Normalise":
        """Make the stage."""
        return Normalise(self)


class Normalise:
    """Spans in, mentions with their meaning out."""

    name: ClassVar[str] = "normalise"
    version: ClassVar[str] = "1"
    needs: ClassVar[tuple[str, ...]] = ("reading", "spans", "context")
    gives: ClassVar[tuple[str, ...]] = ("mentions",)

    def __init__(self, options: Options) -> None:
        self._options = options

    @property
    def identity(self) -> str:
        """The gazetteer is part of what decides."""
        return Gazetteer.identity()

    def process(self, page: Page) -> Page:
        """Pure; a span that no rule understands keeps its text as its name."""
        assert page.reading is not None
        text, spans = page.reading.text, page.spans or ()
        language = page.reading.language
        year = page.context.year or _year_of(text, spans)
        context = DateContext(year=year, day=_day(page.context.document_date))
        mentions = []
        for number, span in enumerate(spans):
            surface = text[span.start : span.end]
            match span.label:
                case Label.PERSON:
                    mentions.append(_person(span, surface, language))
                case Label.PLACE:
                    parents = _parents(text, spans, number)
                    mentions.append(self._place(span, surface, year, parents))
                case Label.DATE:
                    mentions.append(_date(span, surface, context))
                case Label.ORG:
                    mentions.append(_named(span, surface))
        return replace(page, mentions=tuple(mentions))

    def _place(self, span: Span, surface: str, year: int | None, parents: Sequence[str]) -> Mention:
        found = Gazetteer.load().candidates(as_written(surface), year=year, parents=parents)
        mention = _named(span, surface)
        if not found:
            return mention
        kept = found[: self._options.candidates]
        mention = replace(mention, places=tuple(kept))
        if not self._is_clear(found):
            return mention
        return replace(mention, normal=found[0].name, key=f"={found[0].place_id}")

    def _is_clear(self, found: Sequence[PlaceCandidate]) -> bool:
        return len(found) == 1 or found[0].score - found[1].score >= self._options.margin


def as_written(surface: str) -> str:
    """The span without what the page's line ends did to it."""
    return _BLANKS.sub(" ", _BROKEN_WORD.sub("", surface)).strip()


def _named(span: Span, surface: str) -> Mention:
    normal = as_written(surface).strip(_EDGES) or surface
    return Mention(span, surface, normal, normal.casefold().replace("ё", "е"))


def _person(span: Span, surface: str, language: str | None) -> Mention:
    name = parse_person(as_written(surface), language=language)
    mention = _named(span, surface)
    if not name.normal:
        return mention
    return replace(mention, normal=name.normal, key=name_key(name))


def _date(span: Span, surface: str, context: DateContext) -> Mention:
    found = parse_date(surface, context=context)
    if found is None:
        return _named(span, surface)
    # The mention's text is the surface; the record keeps it once.
    found = replace(found, surface=surface)
    return Mention(span, surface, found.edtf, found.edtf, date=found)


def _parents(text: str, spans: Sequence[Span], number: int) -> list[str]:
    """The places that follow closely: the larger units that this one lies in."""
    end = spans[number].end
    parents = []
    for span in spans[number + 1 :]:
        if span.label is not Label.PLACE:
            continue
        if span.start - end > _PARENT_REACH:
            break
        parents.append(as_written(text[span.start : span.end]))
        end = span.end
    return parents


def _year_of(text: str, spans: Sequence[Span]) -> int | None:
    """Year of the page's latest full date: a document is not older than what it speaks of."""
    years = [
        found.lower.year
        for span in spans
        if span.label is Label.DATE
        and (found := parse_date(text[span.start : span.end])) is not None
        and _is_day(found)
        and found.lower is not None
    ]
    return max(years, default=None)


def _is_day(found: HistoricalDate) -> bool:
    return found.precision == "day" and "document-year" not in found.derived_from


def _day(edtf: str | None) -> date | None:
    try:
        return date.fromisoformat(edtf) if edtf else None
    except ValueError:
        return None
