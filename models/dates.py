"""Historical dates for the rest of the project: the value, its bounds, and its grammar."""

from models.date_grammar import DateContext, FoundDate, HistoricalDate, find_dates, parse_date
from models.edtf_bounds import bounds

__all__ = ["DateContext", "FoundDate", "HistoricalDate", "bounds", "find_dates", "parse_date"]
