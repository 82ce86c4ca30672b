"""Find ruled tables on a prepared page, so that they are read row by row and cell by cell."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box, Cell
from pipeline.engines.protocols import GreyImage
from pipeline.reading.grids import NEAR, cells_of, find_grids
from pipeline.reading.marks import (
    Marks,
    Rule,
    find_darkness,
    find_ink,
    find_letters,
    find_ridges,
    find_rules,
    find_strokes,
    levelled,
    reduced,
    turned,
)
from pipeline.reading.registers import ENTRIES, Place, split_rows

_ROUND: Final = np.ones((3, 3), np.uint8)
_LEVEL_RULE: Final = 80  # pixels, 14 mm: the serifs of close letters run together to less
_LONG: Final = 200  # pixels of a rule that tells the slope of the page
_SLOPING: Final = 0.002  # 0.1 degrees
_SEEN: Final = 0.6  # of all sides inside a grid that are ruled in a table, not in a drawing
_FAINTLY: Final = 0.75  # the same of dotted and of faint rules
_RULED: Final = 0.9  # of those with what is worn away: half a table is read worse than none
_BESIDE: Final = (5, 9)  # pixels from a rule where letters would be of which it is the feet
_CLOSE: Final = 0.2  # of what is there that may be ink
_FAINT_ENTRIES: Final = 2  # in a row, from which it is parted
_FILLED: Final = 3  # cells with letters that make a table
_MORE: Final = 2  # times what is solid is dotted where a table has dotted rules
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
    slope = _slope(list(find_rules(find_strokes(marks.ink)))) if marks.upright.any() else 0.0
    if abs(slope) < _SLOPING:
        tables = _tables(marks)
    else:
        level, back = levelled(marks, slope)
        tables = [
            [(*cell[:2], turned(cell[2], back)) for cell in cells] for cells in _tables(level)
        ]
    tables.sort(key=lambda cells: (cells[0][2].top, cells[0][2].left))
    return tuple(
        Cell(number, row, column, marks.enlarged(box))
        for number, cells in enumerate(tables)
        for row, column, box in cells
    )


def _slope(rules: Sequence[Rule]) -> float:
    """By how much of their length long rules fall to the right."""
    slopes = [
        rule.rise / (rule.end - rule.start) for rule in rules if rule.end - rule.start >= _LONG
    ]
    return float(np.median(slopes)) if slopes else 0.0


def _tables(marks: Marks) -> list[list[Place]]:
    """The cells of each table on a level page."""
    across = find_strokes(marks.ink) if marks.upright.any() else marks.upright
    return _ruled_by(marks, across, marks.upright, faint=False) or _faintly_ruled(marks)


def _faintly_ruled(marks: Marks) -> list[list[Place]]:
    """The same where rules are dotted or dashed."""
    upright = find_ridges(marks.darkness.T, paler=True).T
    if not upright.any():
        return []
    across = find_ridges(marks.darkness, paler=True)
    return _ruled_by(marks, across, upright, faint=True)


def _ruled_by(
    marks: Marks, across: GreyImage, upright: GreyImage, *, faint: bool
) -> list[list[Place]]:
    """The cells of each table whose rules are on these strokes."""
    columns = [rule for rule in find_rules(upright.T) if not faint or _is_free(rule, marks.ink.T)]
    if not columns:
        return []
    rows = [rule for rule in find_rules(across) if not faint or _is_free(rule, marks.ink)]
    grids = find_grids(rows, columns, faint=faint)
    seen, ruled = (_FAINTLY, _RULED) if faint else (_SEEN, 0.0)
    tables = [cells for grid in grids if (cells := cells_of(grid, seen=seen, ruled=ruled))]
    if not tables:
        return []
    drawn = cv2.dilate(across | upright, _ROUND)
    text = np.asarray(cv2.subtract(marks.ink, drawn), dtype=np.uint8)
    letters = find_letters(text)
    # Between two faint rules one may be too faint to be found.
    entries = _FAINT_ENTRIES if faint else ENTRIES
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


def without_rules(
    picture: GreyImage, areas: Sequence[Box], *, factor: float, level: bool = True
) -> GreyImage:
    """Paint rules over with paper, so that none is read as a letter.

    Args:
        picture: the page.
        areas: where, in its pixels: around tables and columns.
        factor: of the marks they were found by.
        level: level ones as well as upright ones; close type looks like them.
    """
    painted = picture.copy() if areas else picture
    for area in areas:
        margin = round(NEAR / factor)
        rows = slice(max(0, area.top - margin), area.bottom + margin)
        columns = slice(max(0, area.left - margin), area.right + margin)
        painted[rows, columns] = _painted(picture[rows, columns], factor, level=level)
    return painted


def around(boxes: Sequence[Box]) -> Box:
    """The box around boxes."""
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left, top, right - left, bottom - top)


def _painted(part: GreyImage, factor: float, *, level: bool) -> GreyImage:
    """A part of a page without its long strokes."""
    small = reduced(part, factor)
    darkness, ink = find_darkness(small), find_ink(small)
    found = [find_strokes(ink.T).T]
    if level:
        found.append(find_strokes(ink, shortest=_LEVEL_RULE))
        worn = [find_ridges(darkness), find_ridges(darkness.T).T]
        # A row of letters may pass for a ridge: it is looked for where hardly a rule is solid.
        if sum(map(np.count_nonzero, worn)) > _MORE * sum(map(np.count_nonzero, found)):
            found += worn
    strokes = cv2.dilate(np.bitwise_or.reduce(found), np.ones((3, 3), np.uint8))
    paper = cv2.blur(cv2.dilate(small, np.ones((15, 15), np.uint8)), (15, 15))
    size = part.shape[::-1]
    over = cv2.resize(strokes, size, interpolation=cv2.INTER_NEAREST).astype(bool)
    return np.where(over, cv2.resize(paper, size), part)


def _is_table(cells: Sequence[Place], letters: npt.NDArray[np.float64]) -> bool:
    """Whether there is text in the cells, in two rows and two columns at least."""
    filled = [cell for cell in cells if _letters_in(cell[2], letters)]
    text = sum(_letters_in(box, letters) for _, _, box in cells)
    return (
        len(filled) >= _FILLED
        and text >= _LETTERS
        and len({row for row, _, _ in filled}) > 1
        and len({column for _, column, _ in filled}) > 1
    )


def _letters_in(box: Box, letters: npt.NDArray[np.float64]) -> int:
    x, y = letters[:, 0], letters[:, 1]
    inside = (x > box.left) & (x < box.right) & (y > box.top) & (y < box.bottom)
    return int(inside.sum())
