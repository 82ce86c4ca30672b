"""A year or a month as a calendar page: weeks of days, each with the pages that name it."""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from models.errors import ARGUMENT_INVALID, ConfigError
from outputs.web.pages.asked import read_day

_SHADES: Final = 4


@dataclass(frozen=True, slots=True)
class Day:
    """A day; `shade` is 0 where no page names it, up to 4 for the fullest of the calendar."""

    date: date
    pages: int
    shade: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks from Monday, None where a week's day is another month's.

    `pages` names the month: days of it, or the month as a whole, which `as_whole` counts.
    """

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    pages: int
    as_whole: int


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month or a day, as an address writes it."""

    text: str
    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Whether it is no longer than a day."""
        return self.first == self.last

    @property
    def is_year(self) -> bool:
        """Whether it is a year."""
        return len(self.text) == len("1937")

    @property
    def wider(self) -> str:
        """The period around it: the month of a day, the year of a month."""
        return self.text.rpartition("-")[0]

    def like(self, day: date) -> str:
        """The period of the same length that a day lies in, as an address writes it."""
        return day.isoformat()[: len(self.text)]


def read_period(text: str) -> Period:
    """Read `1937`, `1937-11` or `1937-11-21`.

    Raises:
        ConfigError: (argument-invalid) it is none of these.
    """
    first, last = read_day(text, last=False), read_day(text, last=True)
    if first is None or last is None:
        raise ConfigError(ARGUMENT_INVALID, text)
    return Period(text.strip(), first, last)


def make_months(period: Period, counts: Mapping[tuple[date, date], int]) -> tuple[Month, ...]:
    """The months of a period, with the pages of each day.

    Args:
        period: a year or a month.
        counts: pages by the bounds of their dates.
    """
    days = {lower: pages for (lower, upper), pages in counts.items() if lower == upper}
    most = max(days.values(), default=1)
    months = range(period.first.month, period.last.month + 1)
    return tuple(_month(date(period.first.year, month, 1), days, counts, most) for month in months)


def _month(
    first: date, days: Mapping[date, int], counts: Mapping[tuple[date, date], int], most: int
) -> Month:
    last = first + timedelta(days=calendar.monthrange(first.year, first.month)[1] - 1)
    cells = [*[None] * first.weekday(), *_days(first, last, days, most)]
    cells += [None] * (-len(cells) % 7)
    within = {
        (lower, upper): pages
        for (lower, upper), pages in counts.items()
        if first <= lower and upper <= last
    }
    return Month(
        first=first,
        weeks=tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7)),
        pages=sum(within.values()),
        as_whole=sum(pages for (lower, upper), pages in within.items() if lower != upper),
    )


def _days(first: date, last: date, days: Mapping[date, int], most: int) -> Iterator[Day]:
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        pages = days.get(day, 0)
        shade = -(-_SHADES * pages // most)
        yield Day(day, pages, shade)
