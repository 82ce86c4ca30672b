"""Dates as mention candidates; the grammar that reads them is the model's own."""

from typing import Final

from models.dates import DateContext, HistoricalDate, find_dates
from models.entity import Label
from pipeline.language.candidate import Candidate
from pipeline.language.pagetext import PageText

# Of the dates found in tests/quality/entities/events.tsv, half of it misread at 3 and 8 %, so many
# begin and end where they should. Whether figures were mended made no difference.
_SURE: Final = {"day": 0.97, "year": 0.87, "month": 0.8, "season": 0.8}
_UNDATED: Final = 0.5
"""Without a year of its own: what is left of a damaged date is often so."""
_OTHERS: Final = 0.9
"""Ranges and decades: too few of them are in the sentences."""


def find_date_candidates(page: PageText, year: int | None) -> list[Candidate]:
    """Calendar statements of a page, with the offsets that they have in its readable text.

    Args:
        page: dates are read in what is stored: what was left out or put in for names misleads.
        year: the document's, for dates without one.
    """
    return [
        Candidate(Label.DATE, start, end, _confidence(found.date), "dates")
        for found in find_dates(page.source, context=DateContext(year=year))
        for start, end in [page.shown(found.start, found.end)]
        if start < end
    ]


def _confidence(date: HistoricalDate) -> float:
    if "document-year" in date.derived_from or date.edtf.startswith("XXXX"):
        return _UNDATED
    return _SURE.get(date.precision, _OTHERS)
