"""Historical dates for the rest of the project: the value, its bounds, and its grammar."""

from typing import Final

from models.dates.edtf_bounds import bounds
from models.dates.grammar.values import DateContext, FoundDate, HistoricalDate

__all__ = ["DateContext", "FoundDate", "HistoricalDate", "bounds", "find_dates", "parse_date"]

_NO_CONTEXT: Final = DateContext()

# The grammar's patterns take a tenth of a second to compile, which commands that read no date
# need not pay: so it is imported by the first call.


def find_dates(text: str, *, context: DateContext = _NO_CONTEXT) -> list[FoundDate]:
    """See `models.dates.grammar.grammar.find_dates`."""
    from models.dates.grammar import grammar

    return grammar.find_dates(text, context=context)


def parse_date(text: str, *, context: DateContext = _NO_CONTEXT) -> HistoricalDate | None:
    """See `models.dates.grammar.grammar.parse_date`."""
    from models.dates.grammar import grammar

    return grammar.parse_date(text, context=context)
