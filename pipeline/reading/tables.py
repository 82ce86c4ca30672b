"""Find ruled tables on a prepared page, so that they are read row by row and cell by cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box, Cell
from pipeline.engines.protocols import GreyImage
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
)
from pipeline.reading.registers import Place, split_rows

_ROUND: Final = np.ones((3, 3), np.uint8)
_LEVEL_RULE: Final = 80  # pixels, 14 mm: the serifs of close letters run together to less
_LONG: Final = 200  # pixels of a rule that tells the slope of the page
_SLOPING: Final = 0.002  # 0.1 degrees
_NEAR: Final = 12  # pixels by which crossing rules may miss each other
_FAR: Final = 0.5  # of a table's width or height
_DRAWN: Final = 0.3  # of the side of a cell that must be ruled
_CROOKED: Final = 0.2  # of a table's area that may lie in cells that are no rectangles
_RULED: Final = 0.55  # of all sides inside a grid that are ruled in a table, not in a drawing
_DOTTED: Final = 0.9  # the same of dotted rules: half a table is read worse than none
_NARROWEST: Final = 18  # pixels; a column or row between two rules, one letter wide
_FILLED: Final = 3  # cells with letters that make a table
_MORE: Final = 2  # times what is solid is dotted where a table has dotted rules
_LETTERS: Final = 64  # in a table; 14 real drawings had 53 at most, real tables 117 at least


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table's rules sorted into rows and columns, in pixels of the reduced picture."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    rows: tuple[float, ...]
    columns: tuple[float, ...]


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
            [(*cell[:2], _turned(cell[2], back)) for cell in cells] for cells in _tables(level)
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


def _turned(box: Box, turn: npt.NDArray[np.float64]) -> Box:
    """A box moved with its middle, itself not turned: cells are small and slopes slight."""
    middle = np.array([box.left + box.width / 2, box.top + box.height / 2, 1.0])
    x, y = (turn @ middle).tolist()
    return Box(round(x - box.width / 2), round(y - box.height / 2), box.width, box.height)


def _tables(marks: Marks) -> list[list[Place]]:
    """The cells of each table on a level page."""
    across = find_strokes(marks.ink) if marks.upright.any() else marks.upright
    return _ruled_by(marks, across, marks.upright, ruled=_RULED) or _faintly_ruled(marks)


def _faintly_ruled(marks: Marks) -> list[list[Place]]:
    """The same where rules are dotted or dashed."""
    upright = find_ridges(marks.darkness.T).T
    if not upright.any():
        return []
    across = find_ridges(marks.darkness)
    return _ruled_by(marks, across, upright, ruled=_DOTTED)


def _ruled_by(
    marks: Marks, across: GreyImage, upright: GreyImage, *, ruled: float
) -> list[list[Place]]:
    """The cells of each table whose rules are on these strokes, so much of all sides at least."""
    columns = list(find_rules(upright.T))
    if not columns:
        return []
    rows = list(find_rules(across))
    tables = [cells for grid in _grids(rows, columns) if (cells := _cells(grid, ruled))]
    if not tables:
        return []
    rules = cv2.dilate(across | upright, _ROUND)
    text = np.asarray(cv2.subtract(marks.ink, rules), dtype=np.uint8)
    letters = find_letters(text)
    return [split_rows(cells, text) for cells in tables if _is_table(cells, letters)]


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
        margin = round(_NEAR / factor)
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


def _grids(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[_Grid]:
    """Sort the rules that touch each other into grids."""
    for met_rows, met_columns in _touching(across, down):
        rows, columns = _anchored(met_rows, met_columns), _anchored(met_columns, met_rows)
        if not rows or not columns or len(rows) + len(columns) < 4:
            continue
        left, right = _reach(rows)
        top, bottom = _reach(columns)
        yield _Grid(
            tuple(rows),
            tuple(columns),
            _levels([rule.level for rule in rows], top, bottom),
            _levels([rule.level for rule in columns], left, right),
        )


def _anchored(rules: Sequence[Rule], others: Sequence[Rule]) -> list[Rule]:
    """Rules that run between two others or far: creases and underlines hang on one at most."""
    start, end = _reach(rules)
    return [
        rule
        for rule in rules
        if sum(_meet(rule, other) for other in others) > 1
        or rule.end - rule.start >= _FAR * (end - start)
    ]


def _reach(rules: Sequence[Rule]) -> tuple[float, float]:
    """From where to where rules run; one that runs further than all others is a crease."""
    starts, ends = sorted(rule.start for rule in rules), sorted(rule.end for rule in rules)
    return (starts[1], ends[-2]) if len(rules) > 1 else (starts[0], ends[0])


def _touching(
    across: Sequence[Rule], down: Sequence[Rule]
) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that touch, as (across, down); rules that touch no other are left out."""
    open_rows, open_columns = set(across), set(down)
    while open_columns:
        rows: list[Rule] = []
        columns = [open_columns.pop()]
        waiting: list[tuple[Rule, bool]] = [(columns[0], True)]
        while waiting:
            rule, is_column = waiting.pop()
            others = open_rows if is_column else open_columns
            met = [other for other in others if _meet(rule, other)]
            others.difference_update(met)
            (rows if is_column else columns).extend(met)
            waiting.extend((other, not is_column) for other in met)
        if rows:
            yield rows, columns


def _meet(one: Rule, other: Rule) -> bool:
    """Whether two rules of different direction cross or touch."""
    return (
        other.start - _NEAR <= one.level <= other.end + _NEAR
        and one.start - _NEAR <= other.level <= one.end + _NEAR
    )


def _levels(levels: list[float], first: float, last: float) -> tuple[float, ...]:
    """Where rows or columns part: rules at one level taken together, and the open ends."""
    parts: list[list[float]] = []
    for level in sorted(levels):
        if parts and level - parts[-1][-1] < _NARROWEST:
            parts[-1].append(level)
        else:
            parts.append([level])
    found = [float(np.mean(part)) for part in parts]
    before = [first] if found[0] - first >= _NARROWEST else []
    after = [last] if last - found[-1] >= _NARROWEST else []
    return (*before, *found, *after)


def _cells(grid: _Grid, share: float) -> list[Place]:
    """The cells as (row, column, box), or none where the grid is rather a drawing."""
    rows, columns = len(grid.rows) - 1, len(grid.columns) - 1
    if rows < 2 or columns < 2:
        return []
    joined = np.arange(rows * columns).reshape(rows, columns)
    ruled = sides = 0
    for row, column in product(range(rows), range(columns)):
        for below, beside in ((1, 0), (0, 1)):
            if row + below == rows or column + beside == columns:
                continue
            sides += 1
            if _is_ruled(grid, row, column, below=bool(below)):
                ruled += 1
            else:
                one, two = joined[row, column], joined[row + below, column + beside]
                joined[joined == max(one, two)] = min(one, two)
    if ruled < share * sides:
        return []
    return _rectangles(grid, joined)


def _is_ruled(grid: _Grid, row: int, column: int, *, below: bool) -> bool:
    """Whether a cell is parted from the one below it, or from the one to its right."""
    if below:
        level, start, end = grid.rows[row + 1], grid.columns[column], grid.columns[column + 1]
    else:
        level, start, end = grid.columns[column + 1], grid.rows[row], grid.rows[row + 1]
    covered = sum(
        max(0.0, min(rule.end, end) - max(rule.start, start))
        for rule in (grid.across if below else grid.down)
        if abs(rule.level - level) < _NARROWEST
    )
    return covered >= _DRAWN * (end - start)


def _rectangles(grid: _Grid, joined: npt.NDArray[np.int64]) -> list[Place]:
    """Boxes of the joined cells; crooked ones fall apart again, too many make no table."""
    cells: list[Place] = []
    crooked = 0.0
    for number in np.unique(joined):
        places = np.argwhere(joined == number)
        (top, left), (bottom, right) = places.min(axis=0), places.max(axis=0) + 1
        if len(places) == (bottom - top) * (right - left):
            cells.append((int(top), int(left), _box(grid, (top, bottom), (left, right))))
            continue
        for row, column in places.tolist():
            box = _box(grid, (row, row + 1), (column, column + 1))
            crooked += box.width * box.height
            cells.append((row, column, box))
    if crooked > _CROOKED * sum(box.width * box.height for _, _, box in cells):
        return []
    return sorted(cells, key=lambda cell: cell[:2])


def _box(grid: _Grid, rows: tuple[int, int], columns: tuple[int, int]) -> Box:
    left, right = (round(grid.columns[place]) for place in columns)
    top, bottom = (round(grid.rows[place]) for place in rows)
    return Box(left, top, right - left, bottom - top)


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
