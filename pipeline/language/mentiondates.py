"""Dates as mention candidates; the grammar that reads them is the model's own."""

from models.dates import DateContext, find_dates
from models.entity import Label
from pipeline.language.candidate import Candidate


def find_date_candidates(text: str, year: int | None) -> list[Candidate]:
    """Calendar statements in text; `year` is the document's, for dates without one."""
    return [
        Candidate(Label.DATE, found.start, found.end, 0.95, "dates")
        for found in find_dates(text, context=DateContext(year=year))
    ]
