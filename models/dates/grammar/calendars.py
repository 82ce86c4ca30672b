"""Old style, written in Soviet Russia until 31 January 1918, and the years of the hijra."""

from datetime import date
from typing import Final

_LONG_MONTHS: Final = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}
# Julian day number of the day before 0001-01-01 in the proleptic Gregorian calendar.
_ORDINAL_ZERO: Final = 1_721_425
_FIRST_HIJRI_DAY: Final = 227_015  # 16 July 622, old style


def gregorian_of_julian(year: int, month: int, day: int) -> date | None:
    """Convert a Julian day; None when that calendar has no such day.

    The difference is 12 days in the 19th century and 13 from 1 March 1900, old style.
    """
    longest = _LONG_MONTHS.get(month, 31) + (month == 2 and year % 4 == 0)
    if not (1 <= month <= 12 and 1 <= day <= longest):
        return None
    # The usual day number formula, counting years from March.
    shift = (14 - month) // 12
    years = year + 4800 - shift
    months = month + 12 * shift - 3
    number = day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32083
    return date.fromordinal(number - _ORDINAL_ZERO)


def start_of_hijri_year(year: int) -> date:
    """The first day of a Muslim year by the tabular calendar, a day off the moon at most."""
    return date.fromordinal(_FIRST_HIJRI_DAY + 354 * (year - 1) + (3 + 11 * year) // 30)
