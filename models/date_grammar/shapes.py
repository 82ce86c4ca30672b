"""What a pattern is: an expression, where it can begin, what it needs, what makes a date of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Flag, auto

from models.date_grammar.atoms import Atom
from models.date_grammar.values import DateContext

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
        pattern: the expression, tried only where a date can begin.
        build: makes an atom of a match.
        starts: where it is tried.
        dated: whether a month or season must stand close after that place.
    """

    pattern: re.Pattern[str]
    build: Builder
    starts: Start
    dated: bool


def shape(build: Builder, starts: Start, *parts: str, dated: bool = False) -> Shape:
    """Join the parts of an expression and compile them."""
    return Shape(re.compile("".join(parts)), build, starts, dated)
