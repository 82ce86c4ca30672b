"""Show a hit: where it stands in the page text, a snippet around it, and its boxes on the scan."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from outputs.search.analyzer import analyze
from outputs.search.matching import find_stretches
from outputs.search.terms import Sought

_SNIPPET: Final = 240
_LEAD: Final = 60

Range = tuple[int, int]
"""Half-open offsets in code points."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of page text, one blank for every line end; `ranges` are offsets in `text`."""

    text: str
    ranges: tuple[Range, ...]


def find_ranges(sought: Sought, text: str) -> list[Range]:
    """Return where `sought` stands in `text`, exactly as the index sees it."""
    tokens = analyze(text)
    stretches = find_stretches(sought, [token.term for token in tokens])
    return [(tokens[first].start, tokens[last - 1].end) for first, last in stretches]


def merge_ranges(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Return the ranges in order, those that overlap made one."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def make_snippet(text: str, ranges: Sequence[Range]) -> Snippet:
    """Cut the stretch that shows most of the ranges; the beginning of the page without any."""
    start = _word_start(text, max(0, _fullest(ranges) - _LEAD)) if ranges else 0
    end = _word_end(text, min(len(text), start + _SNIPPET))
    shown = [
        (max(first, start) - start, min(last, end) - start)
        for first, last in ranges
        if first < end and last > start
    ]
    return Snippet(text[start:end].replace("\n", " "), tuple(shown))


def _fullest(ranges: Sequence[Range]) -> int:
    starts = sorted(start for start, _ in ranges)

    def shown(first: int) -> int:
        end = first + _SNIPPET - _LEAD
        return bisect_left(starts, end) - bisect_left(starts, first)

    return max(starts, key=lambda first: (shown(first), -first))


def _word_start(text: str, offset: int) -> int:
    while offset and not text[offset - 1].isspace():
        offset -= 1
    return offset


def _word_end(text: str, offset: int) -> int:
    while offset < len(text) and not text[offset].isspace():
        offset += 1
    return offset
