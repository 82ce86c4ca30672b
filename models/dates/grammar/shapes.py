"""What a pattern is: an expression, where it can begin, what it needs, what makes a date of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Flag, auto
from functools import cache

from models.dates.grammar.atoms import Atom
from models.dates.grammar.values import DateContext

Builder = Callable[[re.Match[str], DateContext], Atom | None]


class Start(Flag):
    """What a date can begin with."""

    NUMBER = auto()  # of a day, or of a year without its century
    YEAR = auto()  # three figures and more
    MONTH = auto()
    SEASON = auto()
    ROMAN = auto()
    YEAR_WORD = auto()  # «сего года», «осы жылғы»
    ORDINAL = auto()  # «первая половина», «II квартал»
    WORD = auto()  # «без даты», «XIX век»


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to write a date.

    Attributes:
        expression: tried only where a date can begin.
        build: makes an atom of a match.
        starts: where it is tried.
        dated: whether a month or season must stand close after that place.
        near: of these one must stand close after it; none where nothing need.
    """

    expression: str
    build: Builder
    starts: Start
    dated: bool
    near: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when it is first tried: all of them take half a second."""
        return _compiled(self.expression)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def shape(
    build: Builder, starts: Start, *parts: str, dated: bool = False, near: tuple[str, ...] = ()
) -> Shape:
    """Join the parts of an expression."""
    return Shape("".join(parts), build, starts, dated, near)
