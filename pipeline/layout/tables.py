"""Find ruled tables on a prepared page, so that they are read row by row and cell by cell."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box, Cell
from pipeline.engines.protocols import GreyImage
from pipeline.layout.gridcells import cells_of
from pipeline.layout.grids import DOTTED, NEAR, PALE, Grid, Wear, find_grids
from pipeline.layout.marks import (
    Marks,
    Rule,
    find_letters,
    find_rules,
    find_strokes,
    levelled,
    turned,
)
from pipeline.layout.registers import ENTRIES, Place, split_rows
from pipeline.layout.ridges import Worn, find_dotted, find_pale, find_type

_ROUND: Final = np.ones((3, 3), np.uint8)
_LONG: Final = 200  # pixels of a rule that tells the slope of the page
_SLOPING: Final = 0.002  # 0.1 degrees
_TELLING: Final = 3  # lines with one slope: a crease and the rim of a sheet tell none
_ALIKE: Final = 0.004  # between their slopes, 0.2 degrees
_SEEN: Final = 0.6  # of all sides inside a grid that are ruled in a table, not in a drawing
_FAINTLY: Final = 0.75  # the same of dotted and of faint rules
_RULED: Final = 0.9  # of those with what is worn away: half a table is read worse than none
_BESIDE: Final = (5, 9)  # pixels from a rule where letters would be of which it is the feet
_CLOSE: Final = 0.2  # of what is there that may be ink
_REACHED: Final = 2  # pixels by which a letter may lie over a rule
_CROSSED: Final = 0.1  # of a rule that may have letters across
_FAINT_ENTRIES: Final = 2  # in a row, from which it is parted
_FILLED: Final = 3  # cells with letters that make a table
_LETTERS: Final = 64  # in a table; 14 real drawings had 53 at most, real tables 117 at least


def find_tables(marks: Marks) -> tuple[Cell, ...]:
    """Find the cells of ruled tables.

    Rules may be dotted, dashed, broken, bent by a degree and open at the frame. A table has
    two rows and two columns at least, letters in three cells, and its cells are rectangles:
    drawings and page frames are none.

    Args:
        marks: of the prepared page, text upright.

    Returns:
        Cells table by table from the top, row by row, boxes in pixels of the picture. Cells that
        span rows or columns have the row and column of their upper left corner.
    """
    strokes = find_strokes(marks.ink) if marks.upright.any() else marks.upright
    rows = list(find_rules(strokes)) if marks.upright.any() else []
    slope = _slope(rows)
    if abs(slope) < _SLOPING:
        tables = _tables(marks, strokes, rows)
    else:
        level, back = levelled(marks, slope)
        strokes = find_strokes(level.ink)
        tables = _turned(_tables(level, strokes, list(find_rules(strokes))), back)
    tables.sort(key=lambda cells: (cells[0][2].top, cells[0][2].left))
    return tuple(
        Cell(number, row, column, marks.enlarged(box))
        for number, cells in enumerate(tables)
        for row, column, box in cells
    )


def _slope(rules: Sequence[Rule]) -> float:
    """By how much of their length the long rules of a table fall to the right."""
    long = [rule for rule in rules if rule.end - rule.start >= _LONG]
    slopes = [rule.rise / (rule.end - rule.start) for rule in long]
    slope = float(np.median(slopes)) if slopes else 0.0
    alike = [rule for rule, own in zip(long, slopes, strict=True) if abs(own - slope) < _ALIKE]
    levels = sorted(rule.level for rule in alike)
    lines = 1 + sum(after - before > NEAR for before, after in pairwise(levels))
    return slope if lines >= _TELLING else 0.0


def _tables(marks: Marks, across: GreyImage, rows: Sequence[Rule]) -> list[list[Place]]:
    """The cells of each table on a level page, from its level strokes and the rules they make."""
    columns = list(find_rules(marks.upright.T)) if rows else []
    cells = [
        cells_of(grid, seen=_SEEN, ruled=0, ink=marks.ink) for grid in find_grids(rows, columns)
    ]
    tables = _parted(cells, marks.ink, across | marks.upright, entries=ENTRIES)
    for find, wear in ((find_pale, PALE), (find_dotted, DOTTED)):
        tables = tables or _found_worn(marks, find, wear)
    return tables


def _found_worn(
    marks: Marks, find: Callable[[GreyImage], Worn | None], wear: Wear
) -> list[list[Place]]:
    """Those with worn rules; where there are none, rules may lean too much to be on one line."""
    worn = find(marks.darkness)
    tables = _worn_tables(marks, worn, wear) if worn else []
    slope = _slope(worn.rows()) if worn and not tables else 0.0
    if abs(slope) < _SLOPING:
        return tables
    level, back = levelled(marks, slope)
    worn = find(level.darkness)
    return _turned(_worn_tables(level, worn, wear), back) if worn else []


def _turned(tables: Sequence[Sequence[Place]], turn: npt.NDArray[np.float64]) -> list[list[Place]]:
    """The cells of tables moved with their middles."""
    return [[(*cell[:2], turned(cell[2], turn)) for cell in cells] for cells in tables]


def _worn_tables(marks: Marks, worn: Worn, wear: Wear) -> list[list[Place]]:
    """The same where rules are worn."""
    columns = [rule for rule in worn.columns() if _is_free(rule, marks.ink.T)]
    rows = [rule for rule in worn.rows() if _is_free(rule, marks.ink)] if columns else []
    grids = list(find_grids(rows, columns, wear))
    if not any(map(_worn_cells, grids)):
        return []
    letters = _beside_corners(find_letters(find_type(marks.darkness)), grids)
    beside = letters[:, [1, 0, 3, 2]]
    rows = [rule for grid in grids for rule in grid.across if not _is_crossed(rule, letters)]
    columns = [rule for grid in grids for rule in grid.down if not _is_crossed(rule, beside)]
    cells = [_worn_cells(grid) for grid in find_grids(rows, columns, wear)]
    # Between two faint rules one may be too faint to be found.
    return _parted(cells, marks.ink, worn.drawn, entries=_FAINT_ENTRIES)


def _beside_corners(letters: npt.NDArray[np.int64], grids: Sequence[Grid]) -> npt.NDArray[np.int64]:
    """The letters but those where rules meet: there two dashes make a cross as large as one."""
    left, top, right, bottom = letters.T
    corners = np.zeros(len(letters), dtype=np.bool_)
    for grid in grids:
        meets_down = _between([rule.level for rule in grid.down], left, right)
        corners |= meets_down & _between([rule.level for rule in grid.across], top, bottom)
    return letters[~corners]


def _between(
    levels: Sequence[float], first: npt.NDArray[np.int64], last: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """For each pair of sides whether a level lies between them, or beside one."""
    near = np.array(levels)[:, None]
    return np.asarray(((first - _REACHED < near) & (near < last + _REACHED)).any(axis=0))


def _worn_cells(grid: Grid) -> list[Place]:
    return cells_of(grid, seen=_FAINTLY, ruled=_RULED)


def _parted(
    tables: Sequence[Sequence[Place]], ink: GreyImage, drawn: GreyImage, *, entries: int
) -> list[list[Place]]:
    """Those that hold text, their rows parted where entries begin."""
    if not any(tables):
        return []
    text = np.asarray(cv2.subtract(ink, cv2.dilate(drawn, _ROUND)), dtype=np.uint8)
    letters = find_letters(text)
    return [
        split_rows(cells, text, entries=entries) for cells in tables if _is_table(cells, letters)
    ]


def _is_free(rule: Rule, ink: GreyImage) -> bool:
    """Whether there is hardly ink beside a level rule: feet of letters in a line look like one."""
    level, along = round(rule.level), slice(round(rule.start), round(rule.end))
    first, last = _BESIDE
    above = ink[max(0, level - last) : max(0, level - first), along]
    below = ink[level + first : level + last, along]
    return all(float(side.mean()) < _CLOSE for side in (above, below) if side.size)


def _is_crossed(rule: Rule, letters: npt.NDArray[np.int64]) -> bool:
    """Whether letters lie across a level rule: it is a crease, or of squared paper."""
    left, top, right, bottom = letters.T
    along = (left < rule.end) & (right > rule.start)
    across = along & (top + _REACHED < rule.level) & (rule.level < bottom - _REACHED)
    return float((right - left)[across].sum()) > _CROSSED * (rule.end - rule.start)


def around(boxes: Sequence[Box]) -> Box:
    """The box around boxes."""
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left, top, right - left, bottom - top)


def _is_table(cells: Sequence[Place], letters: npt.NDArray[np.int64]) -> bool:
    """Whether there is text in the cells, in two rows and two columns at least."""
    filled = [cell for cell in cells if _letters_in(cell[2], letters)]
    text = sum(_letters_in(box, letters) for _, _, box in cells)
    return (
        len(filled) >= _FILLED
        and text >= _LETTERS
        and len({row for row, _, _ in filled}) > 1
        and len({column for _, column, _ in filled}) > 1
    )


def _letters_in(box: Box, letters: npt.NDArray[np.int64]) -> int:
    x, y = letters[:, ::2].mean(axis=1), letters[:, 1::2].mean(axis=1)
    inside = (x > box.left) & (x < box.right) & (y > box.top) & (y < box.bottom)
    return int(inside.sum())
