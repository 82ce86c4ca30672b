"""Places that stand side by side and are levels of one: «с. Чилик, Энбекши-Казахского района»."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from models.places.toponyms import Kind, read_units

# «аула № 7 …, б. Семипалатинской губернии»
BETWEEN: Final = re.compile(r"[\s,]{1,4}(?:\(?б(?:\.|ывш\.?|ывшей|ывшего)\)?\s?)?")

Offsets = tuple[int, int]


def whole_places(text: str, spans: Sequence[Offsets]) -> Iterator[tuple[Offsets, ...]]:
    """Group places into wholes; one that stands alone is a group of its own.

    Two towns of a list are not one place: in a whole the levels rise, or fall, from part to part.

    Args:
        text: where they stand.
        spans: half-open, in order, not overlapping.
    """
    group: list[Offsets] = []
    levels: list[int] = []
    for start, end in spans:
        new = _levels(text[start:end])
        beside = group and BETWEEN.fullmatch(text, group[-1][1], start)
        if beside and _is_stair([*levels, *new]):
            group.append((start, end))
            levels += new
            continue
        if group:
            yield tuple(group)
        group, levels = [(start, end)], new
    if group:
        yield tuple(group)


def _levels(surface: str) -> list[int]:
    """The administrative levels of a wording; a name without a kind word is a settlement's."""
    return [(unit.kind or Kind.SETTLEMENT).value for unit in read_units(surface)] or [0]


def _is_stair(levels: Sequence[int]) -> bool:
    steps = {(after > before) - (after < before) for before, after in pairwise(levels)}
    return steps in ({1}, {-1})
