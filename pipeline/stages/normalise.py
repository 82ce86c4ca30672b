"""Give every span its meaning: name parts, gazetteer candidates, EDTF; add what rules find."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, Final, Literal

from pydantic import Field

from models.dates import DateContext, HistoricalDate, find_dates, parse_date
from models.dates.events import event_of
from models.documents.findings import find_further
from models.entity import Label, Mention, Span
from models.names import name_key, parse_person
from models.names.context import describe
from models.page import Page
from models.places import Gazetteer
from models.places.birthplaces import with_birthplaces
from models.places.nominative import nominative_of_place
from models.places.wholes import whole_places
from pipeline.language.otherreadings import OtherReadings
from pipeline.language.ownday import find_own_day, find_pointing_dates
from pipeline.stage import StageOptions

_BROKEN_WORD: Final = re.compile(r"(?<=\w)[-‐¬\u00ad]\n(?=[^\W\d_])")
_BLANKS: Final = re.compile(r"\s+")
_EDGES: Final = " \t\n.,;:()[]«»\"'"
# A county stands right after its village: «аула № 7 Каркаралинского уезда Семипалатинской губ.».
_PARENT_REACH: Final = 6
# So far the words stand that make a date of figures beside them.
_DATE_REACH: Final = 48
# «УНКВД по Кустанайской области», «Қостанай облысы бойынша НКВД басқармасы».
_REGION: Final = re.compile(
    r"[А-ЯЁӘҒҚҢӨҰҮҺІ][\w-]+(?:\s[А-ЯЁ][\w-]+)?\s(?:обл\w*|окр(?:уг\w{0,2})?|кра[юяй]|губ\w*)"
)
_NAME_PARTS: Final = ("surname", "given", "patronymic", "initials", "sex")


class Options(StageOptions):
    """How sure a place must be."""

    use: Literal["normalise"] = "normalise"
    candidates: int = Field(default=5, ge=1, le=50, description="Places kept for a mention.")
    margin: float = Field(
        default=0.1, ge=0, le=1, description="Share by which the best place must lead."
    )

    def build(self) -> "Normalise":
        """Make the stage."""
        return Normalise(self)


class Normalise:
    """Spans in, mentions with their meaning out."""

    name: ClassVar[str] = "normalise"
    version: ClassVar[str] = "24"
    needs: ClassVar[tuple[str, ...]] = ("reading", "alternatives", "spans", "context")
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
        mentions = self.mentions(
            page.reading.text,
            page.spans or (),
            language=page.reading.language,
            year=page.context.year,
            day=_day(page.context.document_date),
            others=OtherReadings.of(page.reading.text, page.reading.words, page.alternatives or ()),
        )
        return replace(page, mentions=mentions)

    def mentions(
        self,
        text: str,
        spans: Sequence[Span],
        *,
        language: str | None,
        year: int | None = None,
        day: date | None = None,
        others: OtherReadings | None = None,
    ) -> tuple[Mention, ...]:
        """Return what the spans mean and what rules find beside them, in reading order.

        Articles, punishments, marks, numbers and references may overlap other mentions.

        Args:
            text: NFC text that the spans count.
            spans: of people, places, dates and bodies, in order.
            language: "ru", "kk" or None.
            year: of the document; without it that of the latest full date in the text.
            day: of the document; without it the one that the page gives itself.
            others: what else the page's words may say, tried where a date cannot be read.
        """
        year = year or _year_of(text, spans)
        context = DateContext(year=year, day=day or find_own_day(text, spans))
        region = _region(text, spans)
        spoken = year or _latest_year(text, spans)
        wholes = _wholes(text, spans)
        others = others or OtherReadings.of(text, (), ())
        mentions = find_further(text)
        pointing = [
            *find_pointing_dates(text, spans, context),
            *others.find_dates(spans, context),
        ]
        mentions += [_date(span, text, context, others) for span in pointing]
        for number, span in enumerate(spans):
            surface = text[span.start : span.end]
            match span.label:
                case Label.PERSON:
                    mentions.append(_person(span, text, language))
                case Label.PLACE:
                    parents = _parents(text, spans, number)
                    place = self._place(span, surface, spoken, parents, region)
                    details = {**(place.details or {}), **wholes.get(span, {})}
                    mentions.append(replace(place, details=details or None))
                case Label.DATE:
                    mentions.append(_date(span, text, context, others))
                case _:
                    mentions.append(_named(span, surface))
        mentions.sort(key=lambda each: (each.span.start, each.span.end))
        return tuple(with_birthplaces(text, mentions))

    def _place(
        self,
        span: Span,
        surface: str,
        year: int | None,
        parents: Sequence[str],
        region: Sequence[str],
    ) -> Mention:
        gazetteer = Gazetteer.load()
        found = gazetteer.candidates(as_written(surface), year=year, parents=parents, region=region)
        mention = _named(span, surface, nominative_of_place)
        mention = replace(mention, places=found[: self._options.candidates])
        place = gazetteer.decided(found, self._options.margin)
        if place is None:
            seat = gazetteer.seat(found, self._options.margin)
            return replace(mention, details={"seat": seat.place_id}) if seat else mention
        return replace(mention, normal=place.name, key=f"={place.place_id}")


def as_written(surface: str) -> str:
    """The span without what the page's line ends did to it."""
    return _BLANKS.sub(" ", _BROKEN_WORD.sub("", surface)).strip()


def _named(span: Span, surface: str, normalise: Callable[[str], str] = str) -> Mention:
    inner = as_written(surface).strip(_EDGES) or surface
    closed = f"{inner})" if inner.count("(") > inner.count(")") else inner  # «ВКП(б)»
    normal = normalise(closed)
    return Mention(span, surface, normal, normal.casefold().replace("ё", "е"))


def _person(span: Span, text: str, language: str | None) -> Mention:
    surface = text[span.start : span.end]
    beside = describe(text, span.start, span.end, language=language)
    name = parse_person(
        as_written(surface), language=language, sex=beside.sex, nominative=beside.nominative
    )
    mention = _named(span, surface)
    if not name.normal:
        return mention
    parts = {part: getattr(name, part) for part in _NAME_PARTS}
    details = {
        **parts,
        "aliases": list(name.aliases),
        "role": beside.role and beside.role.value,
        "birth_year": beside.birth_year,
    }
    known = {part: value for part, value in details.items() if value}
    return replace(mention, normal=name.normal, key=name_key(name), details=known)


def _date(span: Span, text: str, context: DateContext, others: OtherReadings) -> Mention:
    surface = text[span.start : span.end]
    found = parse_date(surface, context=context) or _date_in_place(span, text, context)
    found = others.date_in(span, found, context) or found
    if found is None:
        return _named(span, surface)
    # The mention's text is the surface; the record keeps it once.
    found = replace(found, surface=surface)
    event = event_of(text, span.start, span.end)
    details = {"event": str(event)} if event else None
    return Mention(span, surface, found.edtf, found.edtf, date=found, details=details)


def _date_in_place(span: Span, text: str, context: DateContext) -> HistoricalDate | None:
    """What a span says only by the words beside it: «30-го года» is a year after «с»."""
    start = max(0, span.start - _DATE_REACH)
    around = text[start : span.end + _DATE_REACH]
    for found in find_dates(around, context=context):
        if (start + found.start, start + found.end) == (span.start, span.end):
            return found.date
    return None


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


def _wholes(text: str, spans: Sequence[Span]) -> dict[Span, dict[str, object]]:
    """For each place that is a part of one: the wording of all, and which part it is."""
    places = {(span.start, span.end): span for span in spans if span.label is Label.PLACE}
    return {
        places[part]: {
            "whole": as_written(text[parts[0][0] : parts[-1][1]]),
            "part": number,
            "parts": len(parts),
        }
        for parts in whole_places(text, list(places))
        if len(parts) > 1
        for number, part in enumerate(parts, start=1)
    }


def _region(text: str, spans: Sequence[Span]) -> list[str]:
    """Wordings of the regions whose bodies the page names."""
    bodies = (as_written(text[s.start : s.end]) for s in spans if s.label is Label.ORG)
    return list(dict.fromkeys(found for body in bodies for found in _REGION.findall(body)))


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


def _latest_year(text: str, spans: Sequence[Span]) -> int | None:
    """The latest year that a text without full dates speaks of, births aside."""
    years = [
        found.upper.year
        for span in spans
        if span.label is Label.DATE
        and (found := parse_date(text[span.start : span.end])) is not None
        and found.upper is not None
        and event_of(text, span.start, span.end) != "birth"
    ]
    return max(years, default=None)


def _is_day(found: HistoricalDate) -> bool:
    return found.precision == "day" and "document-year" not in found.derived_from


def _day(edtf: str | None) -> date | None:
    try:
        return date.fromisoformat(edtf) if edtf else None
    except ValueError:
        return None
