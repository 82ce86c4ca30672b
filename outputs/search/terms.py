"""What an index is asked for, and what it tells of the terms that it holds."""

from dataclasses import dataclass
from typing import NamedTuple

from outputs.search.analyzer import NEAR


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that follow each other; `prefix` makes the last one a beginning."""

    terms: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Phrases in any order, with at most `distance` words between them."""

    phrases: tuple[Phrase, ...]
    distance: int = NEAR


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of `wanted` (never empty) and none of `unwanted`."""

    wanted: tuple["Sought", ...]
    unwanted: tuple["Sought", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of `parts` (never empty)."""

    parts: tuple["Sought", ...]


Sought = Phrase | Near | AllOf | AnyOf


class CountedTerm(NamedTuple):
    """A term of the index, how many pages have it, and whether it stands in a person's name."""

    text: str
    pages: int
    named: bool
