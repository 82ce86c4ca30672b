"""Sort ruled lines that touch into grids, and find the cells of a grid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt

from models.page import Box
from pipeline.reading.marks import Rule
from pipeline.reading.registers import Place

_NEAR: Final = 12  # pixels by which crossing rules may miss each other
_FAR: Final = 0.5  # of a table's width or height
_DRAWN: Final = 0.3  # of the side of a cell that must be ruled
_CROOKED: Final = 0.2  # of a table's area that may lie in cells that are no rectangles
_NARROWEST: Final = 18  # pixels; a column or row between two rules, one letter wide


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's rules sorted into rows and columns, in pixels of the reduced picture."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    rows: tuple[float, ...]
    columns: tuple[float, ...]


def find_grids(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[Grid]:
    """Sort the rules that touch each other into grids."""
    for met_rows, met_columns in _touching(across, down):
        rows, columns = _anchored(met_rows, met_columns), _anchored(met_columns, met_rows)
        if not rows or not columns or len(rows) + len(columns) < 4:
            continue
        left, right = _reach(rows)
        top, bottom = _reach(columns)
        yield Grid(
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


def cells_of(grid: Grid, share: float) -> list[Place]:
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


def _is_ruled(grid: Grid, row: int, column: int, *, below: bool) -> bool:
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


def _rectangles(grid: Grid, joined: npt.NDArray[np.int64]) -> list[Place]:
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


def _box(grid: Grid, rows: tuple[int, int], columns: tuple[int, int]) -> Box:
    left, right = (round(grid.columns[place]) for place in columns)
    top, bottom = (round(grid.rows[place]) for place in rows)
    return Box(left, top, right - left, bottom - top)
