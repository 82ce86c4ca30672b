"""Part the entries of registers whose columns are ruled but whose rows are not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

import numpy as np

from models.page import Box
from pipeline.engines.protocols import GreyImage

Place = tuple[int, int, Box]
"""A cell as row, column and box in pixels of the reduced page."""

ENTRIES: Final = 3
"""At least, to be told from words that wrap in a narrow column."""
_NARROW: Final = 6.0  # times its height that a number or a year is wide
_LOWEST: Final = 5  # pixels of a line of text
_BREAK: Final = 2  # pixels between the parts of one line, as in й and ё
_ALIGNED: Final = 0.8  # of the entries that must have a neighbour on their line


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text in a cell, in pixels of the reduced page."""

    top: int
    bottom: int
    width: int

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def split_rows(cells: Sequence[Place], ink: GreyImage, *, entries: int = ENTRIES) -> list[Place]:
    """Part each ruled row where its entries begin.

    Entries are told by a column that holds one short line for each: a number, a year. Without
    such a column, three or more columns of as many lines at the same heights are rows as well.
    The first row is the heading and stays; so does prose (СЛУШАЛИ, ПОСТАНОВИЛИ).

    Args:
        cells: of one table, row by row.
        ink: of the reduced page, without rules.
        entries: least in the first column of a row that is parted by it.

    Returns:
        The cells with rows counted anew.
    """
    found: list[Place] = []
    added = 0
    for number, group in groupby(cells, key=lambda cell: cell[0]):
        row = list(group)
        starts = _starts(row, ink, entries) if number else []
        for _, column, box in row:
            edges = [box.top, *starts, box.bottom] if starts else [box.top, box.bottom]
            found += [
                (number + added + place, column, Box(box.left, top, box.width, bottom - top))
                for place, (top, bottom) in enumerate(pairwise(edges))
            ]
        added += len(starts)
    return sorted(found, key=lambda cell: cell[:2])


def _starts(row: Sequence[Place], ink: GreyImage, entries: int) -> list[int]:
    """Where the entries of a row begin, without the first; none where it is one entry."""
    if len(row) < 2 or len({(box.top, box.bottom) for _, _, box in row}) > 1:
        return []
    columns = [list(_lines(box, ink)) for _, _, box in row]
    fewest = [entries, *([ENTRIES] * len(columns))]
    key = next((x for x, least in zip(columns, fewest, strict=False) if _is_key(x, least)), None)
    if key is None and _is_even(columns):
        key = columns[0]
    if key is None or not _has_neighbours(key, columns):
        return []
    lines = [line for column in columns for line in column]
    return [_edge(entry, lines) for entry in key[1:]]


def _lines(box: Box, ink: GreyImage) -> Iterator[_Line]:
    """Lines of text in a cell, from the top."""
    part = ink[box.top : box.bottom, box.left : box.right]
    rows = np.flatnonzero(part.sum(axis=1) > 1)
    if not rows.size:
        return
    breaks = np.flatnonzero(np.diff(rows) > _BREAK + 1)
    for run in np.split(rows, breaks + 1):
        top, bottom = int(run[0]), int(run[-1]) + 1
        if bottom - top >= _LOWEST:
            across = np.flatnonzero(part[top:bottom].any(axis=0))
            yield _Line(box.top + top, box.top + bottom, int(across[-1] - across[0]) + 1)


def _is_key(lines: Sequence[_Line], entries: int) -> bool:
    if len(lines) < entries:
        return False
    height = float(np.median([line.bottom - line.top for line in lines]))
    return max(line.width for line in lines) <= _NARROW * height


def _is_even(columns: Sequence[Sequence[_Line]]) -> bool:
    """Whether three or more columns have as many lines each."""
    numbers = [len(lines) for lines in columns if lines]
    return len(numbers) >= 3 and numbers[0] >= ENTRIES and len(set(numbers)) == 1


def _has_neighbours(key: Sequence[_Line], columns: Sequence[Sequence[_Line]]) -> bool:
    """Whether most entries have text beside them at the same height."""
    others = [line for column in columns if column is not key for line in column]
    beside = [any(entry.top < line.middle < entry.bottom for line in others) for entry in key]
    return sum(beside) >= _ALIGNED * len(key)


def _edge(entry: _Line, lines: Sequence[_Line]) -> int:
    """Half-way between an entry's line and the lowest line above."""
    above = max((line.bottom for line in lines if line.middle < entry.top), default=entry.top)
    return min(entry.top, (above + entry.top) // 2)
