"""Find tables typed without rules, whose columns are tab stops, so that they are read by cells."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box, Cell
from pipeline.imaging.turn import find_skew
from pipeline.layout.marks import HALF, Marks, half_of, levelled, turned
from pipeline.layout.pieces import Line, find_lines
from pipeline.layout.registers import Place
from pipeline.layout.ridges import find_type
from pipeline.layout.tables import around

_PALER: Final = 1.7  # times what is type is ink where text shows through
_ASKEW: Final = 0.5  # degrees that a prepared page may be askew
_LEAST: Final = 5  # rows of a table
_PAUSE: Final = 3  # lines between two that are parted
_WAY: Final = 4  # pixels that stay of the way between columns where lines are askew
_CROSSED: Final = (0.35, 0.25, 0.2, 0.2)  # of the lines that may run across a way: headings, names
_FAR: Final = 45  # pixels, 15 mm, between lines of a table
_STOP: Final = 4  # pixels, half a letter, by which entries may miss their tab stop
_STOPPED: Final = 0.6  # of a column's entries that begin or end at its stop
_NARROW: Final = 6.0  # times its height that a number or a year is wide
_WORD: Final = 2.0  # times its height that a word is wide
_LACKING: Final = 0.4  # of a narrow column's entries may be missing: half are no row numbers
_FULL: Final = 0.75  # of a column's width that most of its lines fill in prose
_OWN: Final = 0.9  # of the lines of a column that must each begin a row, to be no prose
_MORE: Final = 2  # rows: one may be a speck below the last
_FILLED: Final = 0.7  # of the rows that have entries in half of the columns


def find_lists(marks: Marks) -> tuple[Cell, ...]:
    """Find the cells of tables without rules.

    White ways run down between columns over five rows at least, and entries begin or end at the
    tab stops beside them. A row begins at each entry of the column of numbers or years, else
    where most columns have an entry; lines in between belong to the row above.

    Where a crease runs through a row, or text shows through from the back, the type alone tells
    the columns better; but pale figures may be missing in it.

    Args:
        marks: of the prepared page, text upright and level within half a degree.

    Returns:
        Cells as `find_tables` gives them.
    """
    found = _lists(marks)
    kind = find_type(marks.darkness)
    if not found and cv2.countNonZero(marks.ink) < _PALER * cv2.countNonZero(kind):
        return ()
    bare = _lists(replace(marks, ink=kind))
    return bare if is_sounder(bare, found) else found


def is_sounder(cells: Sequence[Cell], others: Sequence[Cell]) -> bool:
    """Whether lists have every cell in all rows, and others have not, or end before their last row.

    They are sounder, too, where others fall into more tables.
    """
    if not cells or not others:
        return bool(cells)
    tables, other_tables = _widths_of(cells), _widths_of(others)
    if len(tables) < len(other_tables):
        return True
    even, others_even = (all(map(_is_even, widths)) for widths in (tables, other_tables))
    rows, other_rows = (sum(map(len, widths)) for widths in (tables, other_tables))
    longer = len(tables) == len(other_tables) and rows >= other_rows + _MORE
    return even and (longer or not others_even)


def _widths_of(cells: Sequence[Cell]) -> list[list[int]]:
    """The number of cells of each row of each table."""
    tables = groupby(cells, key=lambda cell: cell.table)
    return [list(Counter(cell.row for cell in table).values()) for _, table in tables]


def _is_even(widths: Sequence[int]) -> bool:
    return len(set(widths)) == 1


def _lists(marks: Marks) -> tuple[Cell, ...]:
    ink = half_of(marks, marks.whole)
    lines = find_lines(ink)
    if not any(_may_be_list(lines[first:last]) for first, last in _blocks(lines)):
        return ()
    slope = math.tan(math.radians(find_skew(ink, limit=_ASKEW)))
    if slope:
        level, back = levelled(marks, slope)
        lines = find_lines(half_of(level, level.whole))
    tables = [cells for run in _blocks(lines) if (cells := _cells(lines, *run))]
    return tuple(
        Cell(number, row, column, marks.enlarged(turned(box, back) if slope else box))
        for number, cells in enumerate(tables)
        for row, column, box in cells
    )


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Runs of lines of which many are parted, the first and the last among them."""
    parted = np.array([n for n, line in enumerate(lines) if len(line.pieces) > 1], dtype=np.int64)
    far = np.cumsum([0, *(two.top - one.bottom > _FAR for one, two in pairwise(lines))])[parted]
    ends = (np.diff(parted) > _PAUSE) | (np.diff(far) > 0)
    for run in np.split(parted, np.flatnonzero(ends) + 1):
        if len(run) >= _LEAST:
            yield int(run[0]), int(run[-1]) + 1


def _may_be_list(block: Sequence[Line]) -> bool:
    """Whether there are two ways at least, though the lines may be askew."""
    return len(_filled(block, _ways(block, _CROSSED[0]))) > 1


def _cells(lines: Sequence[Line], first: int, last: int) -> list[Place]:
    """The cells of a run of lines, or none where it is no table."""
    for share in _CROSSED:
        block = lines[first:last]
        edges = _filled(block, _ways(block, share))
        inner = [number for number, line in enumerate(block) if _is_inner(line, edges)]
        if not edges or len(inner) < _LEAST:
            return []
        first, last = first + inner[0], first + inner[-1] + 1
    while last < len(lines) and _goes_on(lines[last - 1], lines[last], edges):
        last += 1
    block = lines[first:last]
    columns = _columns(block, edges)
    starts = _starts(columns)
    if not _is_list(columns, starts):
        return []
    across = [n for n, line in enumerate(block) if n not in starts and _runs_across(line, edges)]
    firsts = {0, *starts, *across, *(number + 1 for number in across), len(block)}
    return _set(block, edges, sorted(firsts))


def _goes_on(above: Line, line: Line, edges: Sequence[int]) -> bool:
    """Whether a line closely below the last one of a table belongs to it."""
    close = line.top - above.bottom < line.bottom - line.top
    return close and len(line.pieces) == 1 and not _runs_across(line, edges)


def _filled(block: Sequence[Line], edges: Sequence[int]) -> list[int]:
    """The edges that have a column with enough entries on their right."""
    columns = _columns(block, edges)
    if edges and len(columns[0]) < _LEAST:
        edges, columns = edges[1:], columns[1:]
    return [e for e, column in zip(edges, columns[1:], strict=True) if len(column) >= _LEAST]


def _ways(block: Sequence[Line], share: float) -> list[int]:
    """Where ways run down through a run of lines: in the middle of where they are emptiest."""
    left = min(piece.left for line in block for piece in line.pieces)
    right = max(piece.right for line in block for piece in line.pieces)
    covered = np.zeros(right - left, np.int64)
    for line in block:
        for piece in line.pieces:
            covered[piece.left - left : piece.right - left] += 1
    free = np.concatenate(([0], (covered <= share * len(block)).astype(np.int8), [0]))
    ways = np.flatnonzero(np.diff(free)).reshape(-1, 2)
    return [
        left + int(start + _emptiest(covered[start:end]))
        for start, end in ways
        if end - start >= _WAY
    ]


def _emptiest(covered: npt.NDArray[np.int64]) -> float:
    return float(np.median(np.flatnonzero(covered == covered.min())))


def _is_inner(line: Line, edges: Sequence[int]) -> bool:
    """Whether a line has entries in two columns and none across."""
    return len(line.pieces) > 1 and not _runs_across(line, edges)


def _runs_across(line: Line, edges: Sequence[int]) -> bool:
    return any(_crosses(line, edge) for edge in edges)


def _crosses(line: Line, edge: int) -> bool:
    return any(piece.left < edge < piece.right for piece in line.pieces)


def _columns(block: Sequence[Line], edges: Sequence[int]) -> list[dict[int, Box]]:
    """For each column what stands in it by number of line, leaving out what runs across."""
    columns: list[dict[int, Box]] = [{} for _ in range(len(edges) + 1)]
    for number, line in enumerate(block):
        for piece in line.pieces:
            first = sum(edge <= piece.left for edge in edges)
            if first != sum(edge < piece.right for edge in edges):
                continue
            before = columns[first].get(number)
            columns[first][number] = piece if before is None else around([before, piece])
    return columns


def _is_list(columns: Sequence[dict[int, Box]], starts: Sequence[int]) -> bool:
    """Whether columns are those of a table, and no prose side by side nor a questionnaire."""
    long = [column for column in columns if len(column) >= _LEAST]
    told = [list(column.values()) for column in long]
    narrow = [_is_narrow(column) for column in told]
    if len(told) < 3 or not all(map(_is_stopped, told)):
        return False
    # Numbers, questions and answers.
    if len(told) == 3 and narrow == [True, False, False]:
        return False
    # Lines that each have a number or a year of their own are no prose, however full.
    own = [any(narrow) and _share(column, starts) >= _OWN for column in long]
    both = zip(told, np.logical_or(narrow, own), strict=True)
    if sum(_is_word_wide(column) and (line or not _is_full(column)) for column, line in both) < 2:
        return False
    end = 1 + max(number for column in columns for number in column)
    rows = [
        sum(any(first <= number < last for number in column) for column in columns)
        for first, last in pairwise([*starts, end])
    ]
    filled = sum(row > len(columns) / 2 for row in rows)
    return filled >= max(_LEAST, _FILLED * len(rows))


def _share(column: dict[int, Box], starts: Sequence[int]) -> float:
    """Of the lines of a column that begin a row."""
    return len(column.keys() & set(starts)) / len(column)


def _is_stopped(pieces: Sequence[Box]) -> bool:
    """Whether most entries begin at one place, or end at one as numbers do."""
    sides = (np.array([[piece.left, piece.right] for piece in pieces])).T
    return any(
        float(np.mean(np.abs(side - np.median(side)) <= _STOP)) >= _STOPPED for side in sides
    )


def _is_narrow(pieces: Sequence[Box]) -> bool:
    height = float(np.median([piece.height for piece in pieces]))
    return float(np.percentile([piece.width for piece in pieces], 90)) <= _NARROW * height


def _is_word_wide(pieces: Sequence[Box]) -> bool:
    height = float(np.median([piece.height for piece in pieces]))
    return float(np.median([piece.width for piece in pieces])) >= _WORD * height


def _is_full(pieces: Sequence[Box]) -> bool:
    """Whether the lines of a column fill it as those of prose do."""
    width = max(piece.right for piece in pieces) - min(piece.left for piece in pieces)
    return float(np.percentile([piece.width for piece in pieces], 30)) >= _FULL * width


def _starts(columns: Sequence[dict[int, Box]]) -> list[int]:
    """The lines with which rows begin."""
    keys = [c for c in columns if len(c) >= _LEAST and _is_narrow(list(c.values()))]
    if keys:
        # A pale number may be missing where the year beside it is seen.
        return sorted({*keys[0], *(number for key in keys[1:] for number in _more(key, keys[0]))})
    lines = [number for column in columns for number in column]
    numbers, counts = np.unique(lines, return_counts=True)
    return [int(number) for number in numbers[counts > len(columns) / 2]]


def _more(column: dict[int, Box], key: dict[int, Box]) -> list[int]:
    """The lines in which a key lacks an entry and a column, that else has the same, has one."""
    more = [
        number
        for number, entry in column.items()
        if not any(one.top < entry.bottom and entry.top < one.bottom for one in key.values())
    ]
    return more if len(more) <= _LACKING * len(column) else []


def _set(block: Sequence[Line], edges: Sequence[int], starts: Sequence[int]) -> list[Place]:
    """The cells between ways and between the first lines of rows."""
    left = min(piece.left for line in block for piece in line.pieces) - _STOP
    right = max(piece.right for line in block for piece in line.pieces) + _STOP
    cells: list[Place] = []
    top = block[0].top - _STOP
    for row, (start, end) in enumerate(pairwise(starts)):
        above = max(line.bottom for line in block[:end])
        bottom = (above + block[end].top) // 2 if end < len(block) else above + _STOP
        open_edges = [e for e in edges if not any(_crosses(x, e) for x in block[start:end])]
        for column, (one, other) in enumerate(pairwise([left, *open_edges, right])):
            place = column and 1 + edges.index(open_edges[column - 1])
            cells.append((row, place, _enlarged(one, top, other, bottom)))
        top = bottom
    return cells


def _enlarged(left: int, top: int, right: int, bottom: int) -> Box:
    return Box(left * HALF, top * HALF, (right - left) * HALF, (bottom - top) * HALF)
