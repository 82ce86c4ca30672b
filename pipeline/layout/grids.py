"""Sort ruled lines that touch into grids, and find the cells of a grid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt

from models.page import Box
from pipeline.layout.marks import Rule
from pipeline.layout.registers import Place

NEAR: Final = 12
"""Pixels by which crossing rules may miss each other."""
_FAR: Final = 0.5  # of a table's width or height
_DRAWN: Final = 0.3  # of the side of a cell that must be ruled
_MEETS: Final = 5  # pixels by which a rule that ends at another one may miss it
_MOST: Final = 0.5  # of a table's width that the pieces of a worn rule cover
_BROKEN: Final = 100  # pixels, 17 mm, that may be missing of a rule of which more is there
_BESIDE: Final = 4  # pixels between the levels of pieces that lie on one line
_CROOKED: Final = 0.2  # of a table's area that may lie in cells that are no rectangles
_NARROWEST: Final = 18  # pixels; a column or row between two rules, one letter wide


@dataclass(frozen=True, slots=True)
class Wear:
    """What is asked of rules, pixels of the reduced page.

    Attributes:
        near: by which crossing rules may miss each other; faint ones are paler at their ends.
        scattered: pieces on one line are one rule, however far apart.
        least: share of a table of which each rule must be seen; less is rather letters.
        open_end: by which rules run on where a row or column is open.
        rows: of a table.
    """

    near: int
    scattered: bool
    least: float
    open_end: int
    rows: int


SOLID: Final = Wear(near=NEAR, scattered=False, least=0, open_end=_NARROWEST, rows=1)
# Two rows are more often a drawing.
DOTTED: Final = Wear(near=24, scattered=False, least=0.5, open_end=30, rows=3)
# Nothing is left of letters, whose feet would be pieces on one line.
PALE: Final = Wear(near=24, scattered=True, least=0.3, open_end=30, rows=3)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's rules sorted into rows and columns, in pixels of the reduced picture."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    rows: tuple[float, ...]
    columns: tuple[float, ...]


def find_grids(across: Sequence[Rule], down: Sequence[Rule], wear: Wear = SOLID) -> Iterator[Grid]:
    """Sort the rules that touch each other into grids."""
    across, down = list(_mended(across, down, wear)), list(_mended(down, across, wear))
    for met_rows, met_columns in _touching(across, down, wear.near):
        rows = _without_creases(_long(_anchored(met_rows, met_columns, wear), wear), wear)
        columns = _without_creases(_long(_anchored(met_columns, met_rows, wear), wear), wear)
        if not rows or not columns or len(rows) + len(columns) < 4:
            continue
        left, right = _reach(rows)
        top, bottom = _reach(columns)
        parts = _levels([rule.level for rule in rows], top, bottom, wear.open_end)
        if len(parts) > wear.rows:
            beside = _levels([rule.level for rule in columns], left, right, wear.open_end)
            yield Grid(tuple(rows), tuple(columns), parts, beside)


def _long(rules: Sequence[Rule], wear: Wear) -> list[Rule]:
    """The rules of which enough is seen on their line, beside the way that any takes."""
    if not rules or not wear.least:
        return list(rules)
    first, last = _reach(rules)
    least = wear.least * (last - first)
    lines = [line for line in _lines(rules) if sum(rule.seen for rule in line) >= least]
    return [rule for line in lines for rule in line]


def _without_creases(rules: Sequence[Rule], wear: Wear) -> list[Rule]:
    """The rules without a pale one that runs on at both ends far beyond all others."""
    if len(rules) < 3 or wear is SOLID:
        return list(rules)
    first, last = _reach(rules)
    beyond = wear.open_end
    return [rule for rule in rules if rule.start > first - beyond or rule.end < last + beyond]


def _mended(rules: Sequence[Rule], others: Sequence[Rule], wear: Wear) -> Iterator[Rule]:
    """The rules with those that lie on one line and break off anywhere joined.

    A rule that was left out for a cell over several columns ends where it meets other rules.
    """
    for line in _lines(rules):
        whole = line[0]
        for rule in line[1:]:
            ends = (whole.end, rule.start)
            cut = all(any(_ends_at(other, end, rule.level) for other in others) for end in ends)
            there = whole.end - whole.start + rule.end - rule.start
            broken = wear.scattered or rule.start - whole.end <= min(_BROKEN, there)
            if cut or not broken:
                yield whole
                whole = rule
            else:
                level, end = (whole.level + rule.level) / 2, max(whole.end, rule.end)
                gaps = (*whole.gaps, (whole.end, rule.start), *rule.gaps)
                whole = replace(whole, level=level, end=end, gaps=gaps)
        yield whole


def _lines(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules that lie on one line, each line from its start."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.level):
        if lines and rule.level - lines[-1][-1].level < _BESIDE:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return [sorted(line, key=lambda rule: rule.start) for line in lines]


def _ends_at(other: Rule, end: float, level: float) -> bool:
    """Whether a rule at a level ends at a rule of the other direction."""
    near = other.start - NEAR <= level <= other.end + NEAR
    return near and abs(other.level - end) < _MEETS


def _anchored(rules: Sequence[Rule], others: Sequence[Rule], wear: Wear) -> list[Rule]:
    """Rules that run between two others or far: creases and underlines hang on one at most.

    Of a worn rule all pieces on its line count together.
    """
    start, end = _reach(rules)
    lines = _lines(rules) if wear.least else [[rule] for rule in rules]
    return [
        rule
        for line in lines
        if sum(_meet(rule, other, wear.near) for rule in line for other in others) > 1
        or max(rule.end - rule.start for rule in line) >= _FAR * (end - start)
        for rule in line
    ]


def _reach(rules: Sequence[Rule]) -> tuple[float, float]:
    """From where to where rules run; one that runs further than all others is a crease."""
    starts, ends = sorted(rule.start for rule in rules), sorted(rule.end for rule in rules)
    return (starts[1], ends[-2]) if len(rules) > 1 else (starts[0], ends[0])


def _touching(
    across: Sequence[Rule], down: Sequence[Rule], near: float
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
            met = [other for other in others if _meet(rule, other, near)]
            others.difference_update(met)
            (rows if is_column else columns).extend(met)
            waiting.extend((other, not is_column) for other in met)
        if rows:
            yield rows, columns


def _meet(one: Rule, other: Rule, near: float) -> bool:
    """Whether two rules of different direction cross or touch."""
    return (
        other.start - near <= one.level <= other.end + near
        and one.start - near <= other.level <= one.end + near
    )


def _levels(
    levels: Sequence[float], first: float, last: float, open_end: float
) -> tuple[float, ...]:
    """Where rows or columns part: rules at one level taken together, and the open ends."""
    parts: list[list[float]] = []
    for level in sorted(levels):
        if parts and level - parts[-1][-1] < _NARROWEST:
            parts[-1].append(level)
        else:
            parts.append([level])
    found = [float(np.mean(part)) for part in parts]
    before = [first] if found[0] - first >= open_end else []
    after = [last] if last - found[-1] >= open_end else []
    return (*before, *found, *after)


def cells_of(grid: Grid, *, seen: float, ruled: float) -> list[Place]:
    """The cells as (row, column, box), or none where the grid is rather a drawing.

    Args:
        grid: rules that touch.
        seen: share of all sides inside that must be there.
        ruled: the same with those that are worn away.
    """
    rows, columns = len(grid.rows) - 1, len(grid.columns) - 1
    if rows < 2 or columns < 2:
        return []
    joined = np.arange(rows * columns).reshape(rows, columns)
    sides: list[tuple[bool, bool]] = []
    for row, column in product(range(rows), range(columns)):
        for below, beside in ((1, 0), (0, 1)):
            if row + below == rows or column + beside == columns:
                continue
            sides.append(_seen_and_ruled(grid, row, column, below=bool(below)))
            if not sides[-1][1]:
                one, two = joined[row, column], joined[row + below, column + beside]
                joined[joined == max(one, two)] = min(one, two)
    shares = np.mean(sides, axis=0)
    return [] if shares[0] < seen or shares[1] < ruled else _rectangles(grid, joined)


def _seen_and_ruled(grid: Grid, row: int, column: int, *, below: bool) -> tuple[bool, bool]:
    """Whether a rule is seen between a cell and the next one below or beside, or was there."""
    if below:
        level, start, end = grid.rows[row + 1], grid.columns[column], grid.columns[column + 1]
        rules, crossing = grid.across, grid.columns
    else:
        level, start, end = grid.columns[column + 1], grid.rows[row], grid.rows[row + 1]
        rules, crossing = grid.down, grid.rows
    on_level = [rule for rule in rules if abs(rule.level - level) < _NARROWEST]
    covered = sum(_overlap((rule.start, rule.end), (start, end)) for rule in on_level)
    gone = sum(_overlap(gap, (start, end)) for rule in on_level for gap in rule.gaps)
    least = _DRAWN * (end - start)
    ruled = covered >= least or _is_worn(on_level, (start + end) / 2, crossing)
    return covered - gone >= least, ruled


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> float:
    return max(0.0, min(one[1], other[1]) - max(one[0], other[0]))


def _is_worn(pieces: Sequence[Rule], middle: float, crossing: Sequence[float]) -> bool:
    """Whether what is missing of a rule is worn away: most is there, and it breaks off anywhere.

    A rule that was left out for a cell over several columns ends where it meets other rules.
    """
    first, last = crossing[0], crossing[-1]
    there = sum(_overlap((piece.start, piece.end), (first, last)) for piece in pieces)
    if there < _MOST * (last - first):
        return False
    before = max((piece.end for piece in pieces if piece.start < middle), default=first)
    after = min((piece.start for piece in pieces if piece.end > middle), default=last)
    return not all(min(abs(end - rule) for rule in crossing) < _MEETS for end in (before, after))


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
