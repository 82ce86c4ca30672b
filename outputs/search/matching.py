"""Where sought terms stand in a list of terms: for highlights, and for the index in memory."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from outputs.search.terms import AllOf, AnyOf, Near, Phrase, Sought

Stretch = tuple[int, int]
"""Half-open positions in a list of terms."""


def find_stretches(sought: Sought, terms: Sequence[str]) -> list[Stretch]:
    """Return what stands in `terms` of `sought`, in order; unwanted terms give nothing.

    Every phrase counts by itself, so a page shows all the words that led to it.
    """
    return sorted(set(_stretches(sought, terms)))


def matches(sought: Sought, terms: Sequence[str]) -> bool:
    """Whether a text of these terms answers `sought`."""
    match sought:
        case Phrase():
            return any(True for _ in _standing(sought, terms))
        case Near():
            return any(True for _ in _together(sought, terms))
        case AnyOf(parts):
            return any(matches(part, terms) for part in parts)
        case AllOf(wanted, unwanted):
            return all(matches(part, terms) for part in wanted) and not any(
                matches(part, terms) for part in unwanted
            )


def _stretches(sought: Sought, terms: Sequence[str]) -> Iterator[Stretch]:
    match sought:
        case Phrase():
            yield from _standing(sought, terms)
        case Near():
            for stretches in _together(sought, terms):
                yield from stretches
        case AnyOf(parts) | AllOf(parts):
            for part in parts:
                yield from _stretches(part, terms)


def _standing(phrase: Phrase, terms: Sequence[str]) -> Iterator[Stretch]:
    length = len(phrase.terms)
    *lead, last = phrase.terms
    for start in range(len(terms) - length + 1):
        end = start + length
        if list(terms[start : end - 1]) != lead:
            continue
        if terms[end - 1] == last or (phrase.prefix and terms[end - 1].startswith(last)):
            yield start, end


def _together(near: Near, terms: Sequence[str]) -> Iterator[list[Stretch]]:
    """Yield, for each place where a stretch ends first, all that stand together from there."""
    found = [list(_standing(phrase, terms)) for phrase in near.phrases]
    starts = [[start for start, _ in stretches] for stretches in found]
    ends = [[end for _, end in stretches] for stretches in found]
    for first in sorted({end for each in ends for end in each}):
        # FTS5's rule: from the end of the first to the start of the last.
        last = first + near.distance
        reached = [
            stretches[bisect_left(ends[number], first) : bisect_right(starts[number], last)]
            for number, stretches in enumerate(found)
        ]
        if all(reached):
            yield [stretch for stretches in reached for stretch in stretches]
