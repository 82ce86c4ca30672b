"""Whether the dates of one person's case can stand in the order that life allows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Final

from models.dates import HistoricalDate

Dated = tuple[str, HistoricalDate]
"""An event and its date."""
YOUNGEST_ARRESTED: Final = 12
"""Years from birth to arrest: from 1935 children were tried from this age on."""

# Earlier event, later event, and whether both can fall on one day.
_ORDER: Final[tuple[tuple[str, str, bool], ...]] = (
    ("birth", "arrest", False),
    ("birth", "sentence", False),
    ("birth", "execution", False),
    ("birth", "death", True),
    ("birth", "rehabilitation", False),
    ("arrest", "interrogation", True),
    ("arrest", "charge", True),
    ("arrest", "sentence", True),
    ("arrest", "execution", True),
    ("arrest", "release", True),
    ("arrest", "death", True),
    ("arrest", "rehabilitation", False),
    ("sentence", "execution", True),
    ("sentence", "release", True),
    ("sentence", "rehabilitation", False),
    ("execution", "rehabilitation", False),
    ("term_start", "release", True),
    ("term_start", "rehabilitation", False),
)
# Events that happen to nobody twice, and two names of the end of a life: certificates of the 1950s
# give days of death that others had invented.
_ONCE: Final = (
    ("birth", "birth"),
    ("death", "death"),
    ("execution", "execution"),
    ("death", "execution"),
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two dates that cannot both be right; which of them is wrong, a person must say.

    Attributes:
        earlier: the event that comes first in any life.
        later: the event that comes after it.
        earlier_date: what the papers give for the first.
        later_date: what the papers give for the second.
        years: the least number of years between them, 0 where only their order counts.
    """

    earlier: str
    later: str
    earlier_date: HistoricalDate
    later_date: HistoricalDate
    years: int = 0


def contradictions(dates: Mapping[str, HistoricalDate]) -> tuple[Contradiction, ...]:
    """Pairs of dates that no reading of both can bring in order; open and rough dates agree.

    Args:
        dates: the date of each event, by the names that `models.dates.events.event_of` gives.

    Returns:
        In the order of the events; nothing is changed or dropped.
    """
    return tuple(_found(dates))


def contradictions_among(
    dates: Mapping[str, Sequence[HistoricalDate]],
) -> tuple[Contradiction, ...]:
    """Pairs that cannot be brought in order where several papers date the events of one person.

    People are arrested and sentenced more than once: two dates contradict each other only if
    neither fits any other date that the papers give for the other event.

    Args:
        dates: the dates of each event, by the names that `models.dates.events.event_of` gives.
    """
    found: list[Contradiction] = []
    for earlier, later, _same_day in _ORDER:
        pairs = list(product(dates.get(earlier, ()), dates.get(later, ())))
        wrong = {pair: contradictions({earlier: pair[0], later: pair[1]}) for pair in pairs}
        fitting = [pair for pair in pairs if not wrong[pair]]
        fits = {first for first, _ in fitting}, {second for _, second in fitting}
        for first, second in pairs:
            if first not in fits[0] and second not in fits[1]:
                found += wrong[first, second]
    return tuple(found)


def disagreements(
    dates: Mapping[str, Sequence[HistoricalDate]],
) -> tuple[tuple[Dated, Dated], ...]:
    """Pairs of dates of what happens but once, which no day lies in both of."""
    found: list[tuple[Dated, Dated]] = []
    for one, other in _ONCE:
        here = [(one, day) for day in dates.get(one, ())]
        there = [(other, day) for day in dates.get(other, ())]
        pairs = combinations(here, 2) if one == other else product(here, there)
        found += [pair for pair in pairs if not _overlap(pair[0][1], pair[1][1])]
    return tuple(found)


def _overlap(one: HistoricalDate, other: HistoricalDate) -> bool:
    lower = max(one.lower or date.min, other.lower or date.min)
    return lower <= min(one.upper or date.max, other.upper or date.max)


def _found(dates: Mapping[str, HistoricalDate]) -> Iterator[Contradiction]:
    for earlier, later, same_day in _ORDER:
        if earlier not in dates or later not in dates:
            continue
        first, second = dates[earlier], dates[later]
        if _is_late(first.lower, second.upper, same_day=same_day):
            yield Contradiction(earlier, later, first, second)
        elif (earlier, later) == ("birth", "arrest") and _is_young(first.lower, second.upper):
            yield Contradiction(earlier, later, first, second, YOUNGEST_ARRESTED)


def _is_late(first: date | None, second: date | None, *, same_day: bool) -> bool:
    """Whether the earliest day of the first event lies after the latest day of the second."""
    if first is None or second is None:
        return False
    return first > second or (first == second and not same_day)


def _is_young(born: date | None, arrested: date | None) -> bool:
    """Whether even the oldest that the dates allow is too young on the latest day of arrest."""
    if born is None or arrested is None:
        return False
    age = arrested.year - born.year - ((arrested.month, arrested.day) < (born.month, born.day))
    return age < YOUNGEST_ARRESTED
