"""The grammar of Russian and Kazakh dates as Soviet files write them and OCR leaves them."""

from models.date_grammar.grammar import find_dates, parse_date
from models.date_grammar.values import DateContext, FoundDate, HistoricalDate

__all__ = ["DateContext", "FoundDate", "HistoricalDate", "find_dates", "parse_date"]
