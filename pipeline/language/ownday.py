"""Dates that point at the day of the paper itself: «сего числа», «5 числа сего месяца»."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from models.dates import DateContext, find_dates, parse_date
from models.dates.events import event_of
from models.entity import Label, Span

_POINTS: Final = re.compile(r"(?<!\w)(?:сего|текущего)\s+(?:числа|дня|месяца)(?!\w)", re.IGNORECASE)
_CONFIDENCE: Final = 0.95


def find_own_day(text: str, spans: Sequence[Span]) -> date | None:
    """The day that the page gives itself in its heading or by its signature."""
    for span in spans:
        if span.label is Label.DATE and event_of(text, span.start, span.end) == "document":
            found = parse_date(text[span.start : span.end])
            if found and found.precision == "day" and not found.derived_from:
                return found.lower
    return None


def find_pointing_dates(text: str, spans: Sequence[Span], context: DateContext) -> Iterator[Span]:
    """Spans beside the known ones; none where the day of the paper is unknown.

    Engines do not find them: they are told the year of a paper but not its day.
    """
    if context.day is None or not _POINTS.search(text):
        return
    known = [span for span in spans if span.label is Label.DATE]
    for found in find_dates(text, context=context):
        apart = all(found.end <= span.start or span.end <= found.start for span in known)
        if apart and _POINTS.search(text, found.start, found.end):
            yield Span(Label.DATE, found.start, found.end, _CONFIDENCE, "dates")
