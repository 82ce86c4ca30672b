"""Whether the dates of one person's case can stand in the order that life allows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.dates import HistoricalDate

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
        dates: the date of each event, by the names that `models.events.event_of` gives.

    Returns:
        In the order of the events; nothing is changed or dropped.
    """
    return tuple(_found(dates))


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
