"""A person's life as the papers date it: events in order, years, and dates that clash."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from models.dates import HistoricalDate
from models.dates.chronology import Contradiction, Dated, contradictions_among, disagreements
from outputs.web.queries.lives import Statement

# What stands behind it belongs to another item, paragraph or row of a list.
_ENDS: Final = re.compile(r";|\n\s*\n|\n\s*\d+[.)]")
# Of the papers, not of the person.
_OF_PAPERS: Final = frozenset({"document", "declassification"})


@dataclass(frozen=True, slots=True)
class Entry:
    """An event, or a date without one, and all that give it so.

    Attributes:
        event: as `models.dates.events` names it.
        date: of it.
        said: where the pages say so.
        clashes: whether it contradicts another date.
        places: that are named beside the date, each once.
    """

    event: str | None
    date: HistoricalDate
    said: tuple[Statement, ...]
    clashes: bool
    places: tuple[Statement, ...] = ()

    @property
    def is_of_paper(self) -> bool:
        """Whether it dates the document and not the person's life."""
        return self.event in _OF_PAPERS


@dataclass(frozen=True, slots=True)
class Year:
    """The entries of a year; `year` is None where no year is known."""

    year: int | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The years of a life, and pairs of dates of which one must be wrong."""

    years: tuple[Year, ...]
    contradictions: tuple[Contradiction, ...]
    disagreements: tuple[tuple[Dated, Dated], ...]

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and last year of the drawing; None where it would be but one."""
        known = [year.year for year in self.years if year.year is not None]
        return (known[0], known[-1]) if len(known) > 1 else None

    def place(self, entry: Entry) -> tuple[float, float] | None:
        """Where an entry begins in the span and how long it lasts, as shares of it."""
        first = entry.date.lower or entry.date.upper
        if self.span is None or first is None:
            return None
        years = self.span[1] + 1 - self.span[0]
        last = entry.date.upper or first
        begins = (_in_years(first) - self.span[0]) / years
        return begins, min(1 - begins, (_in_years(last) - _in_years(first)) / years)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in order."""
        return tuple(entry for year in self.years for entry in year.entries)


def make_timeline(statements: Sequence[Statement], places: Sequence[Statement] = ()) -> Timeline:
    """Put what the pages say of a person's dates in order; every statement is kept.

    Args:
        statements: the dates.
        places: each is shown with the date that stands nearest to it, in the same stretch of text.
    """
    dates: dict[str, list[HistoricalDate]] = defaultdict(list)
    for key, (first, *_) in _grouped(statements).items():
        if key[0] and key[0] not in _OF_PAPERS and first.date is not None:
            dates[key[0]].append(first.date)
    wrong = contradictions_among(dates)
    apart = disagreements(dates)
    clashing = {(each.earlier, each.earlier_date.edtf) for each in wrong}
    clashing |= {(each.later, each.later_date.edtf) for each in wrong}
    clashing |= {(event, day.edtf) for pair in apart for event, day in pair}
    there = _places_of(statements, places)
    entries = [
        Entry(event, said[0].date, tuple(said), (event, edtf) in clashing, _each_once(said, there))
        for (event, edtf), said in _grouped(statements).items()
        if said[0].date is not None
    ]
    entries.sort(key=_place)
    years = groupby(entries, key=lambda entry: _year(entry.date))
    return Timeline(tuple(Year(year, tuple(each)) for year, each in years), wrong, apart)


def _places_of(
    dates: Sequence[Statement], places: Iterable[Statement]
) -> dict[int, list[Statement]]:
    """The places beside each date, by the date's mention."""
    found: dict[int, list[Statement]] = defaultdict(list)
    for place in places:
        near = [
            (gap, date.mention_id)
            for date in dates
            if date.page_id == place.page_id and (gap := _gap(date, place)) is not None
        ]
        if near:
            found[min(near)[1]].append(place)
    return found


def _gap(one: Statement, other: Statement) -> int | None:
    """Letters between two statements of a page; None where they stand too far apart to belong."""
    first, second = sorted((one, other), key=lambda each: each.start)
    gap = max(0, second.start - first.end)
    between = first.after[:gap]
    apart = gap > len(between) or _ENDS.search(between)
    return None if apart else gap


def _each_once(
    said: Iterable[Statement], there: Mapping[int, Sequence[Statement]]
) -> tuple[Statement, ...]:
    places = (place for each in said for place in there.get(each.mention_id, ()))
    return tuple({place.entity_id: place for place in reversed(list(places))}.values())[::-1]


def _in_years(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _grouped(statements: Iterable[Statement]) -> dict[tuple[str | None, str], list[Statement]]:
    found: dict[tuple[str | None, str], list[Statement]] = defaultdict(list)
    for each in statements:
        if each.date is not None:
            found[each.event, each.date.edtf].append(each)
    return found


def _place(entry: Entry) -> tuple[bool, date, date, str]:
    first = entry.date.lower or entry.date.upper
    last = entry.date.upper or first
    return first is None, first or date.max, last or date.max, entry.event or ""


def _year(day: HistoricalDate) -> int | None:
    first = day.lower or day.upper
    return first.year if first else None
