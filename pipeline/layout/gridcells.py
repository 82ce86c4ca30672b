"""Find the cells of a grid, by which of the sides between them are ruled."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, product
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box
from pipeline.engines.protocols import GreyImage
from pipeline.layout.grids import MEETS, NARROWEST, Grid
from pipeline.layout.marks import Rule
from pipeline.layout.registers import Place

_DRAWN: Final = 0.3  # of the side of a cell that must be ruled
_MOST: Final = 0.5  # of a table's width that the pieces of a worn rule cover
_CROOKED: Final = 0.2  # of a table's area that may lie in cells that are no rectangles
_PIECE: Final = 10  # pixels, 1.7 mm, of a level rule; feet of letters are narrower
_UPRIGHT_PIECE: Final = 24  # pixels, 4 mm, of an upright one; no figure is so high
_OFF: Final = 3  # pixels by which a piece may lie off its line
_CLEAR: Final = (5, 8)  # pixels from a line that have no ink, or it is part of a letter
_CLOSED: Final = 3  # pixels that may be missing in a piece


def cells_of(grid: Grid, *, seen: float, ruled: float, ink: GreyImage | None = None) -> list[Place]:
    """The cells as (row, column, box), or none where the grid is rather a drawing.

    Args:
        grid: rules that touch.
        seen: share of all sides inside that must be there.
        ruled: the same with those that are worn away.
        ink: of the page, where short pieces on the lines of the rules part cells as well. They
            tell no table: on the lines of a drawing there is more.
    """
    rows, columns = len(grid.rows) - 1, len(grid.columns) - 1
    if rows < 2 or columns < 2:
        return []
    grids = [grid] if ink is None else [grid, _of_remnants(grid, ink)]
    joined = np.arange(rows * columns).reshape(rows, columns)
    sides: list[tuple[bool, bool]] = []
    for row, column in product(range(rows), range(columns)):
        for below, beside in ((1, 0), (0, 1)):
            if row + below == rows or column + beside == columns:
                continue
            found = [_seen_and_ruled(each, row, column, below=bool(below)) for each in grids]
            sides.append(found[0])
            if not any(is_ruled for _, is_ruled in found):
                one, two = joined[row, column], joined[row + below, column + beside]
                joined[joined == max(one, two)] = min(one, two)
    shares = np.mean(sides, axis=0)
    return [] if shares[0] < seen or shares[1] < ruled else _rectangles(grid, joined)


def _of_remnants(grid: Grid, ink: GreyImage) -> Grid:
    """The same rows and columns, with all pieces of rules, however short, that lie between them."""
    (left, *_, right), (top, *_, bottom) = grid.columns, grid.rows
    across = (_remnants(ink, row, left, right, shortest=_PIECE) for row in grid.rows)
    down = (_remnants(ink.T, x, top, bottom, shortest=_UPRIGHT_PIECE) for x in grid.columns)
    rows, columns = (tuple(chain.from_iterable(found)) for found in (across, down))
    return replace(grid, across=rows, down=columns)


def _seen_and_ruled(grid: Grid, row: int, column: int, *, below: bool) -> tuple[bool, bool]:
    """Whether a rule is seen between a cell and the next one below or beside, or was there."""
    if below:
        level, start, end = grid.rows[row + 1], grid.columns[column], grid.columns[column + 1]
        rules, crossing = grid.across, grid.columns
    else:
        level, start, end = grid.columns[column + 1], grid.rows[row], grid.rows[row + 1]
        rules, crossing = grid.down, grid.rows
    on_level = [rule for rule in rules if abs(rule.level - level) < NARROWEST]
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
    return not all(min(abs(end - rule) for rule in crossing) < MEETS for end in (before, after))


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


def _remnants(
    ink: GreyImage, level: float, first: float, last: float, *, shortest: int
) -> Iterator[Rule]:
    """The thin pieces of ink along a level line.

    Args:
        ink: ones, rows x columns.
        level: of the line.
        first: from where on pieces are looked for.
        last: to where.
        shortest: pixels of a piece.
    """
    row, start, end = round(level), max(0, round(first)), min(ink.shape[1], round(last))
    near, far = _CLEAR
    there = _any(ink, row - _OFF, row + _OFF + 1, start, end)
    above = _any(ink, row - far, row - near + 1, start, end)
    below = _any(ink, row + near, row + far + 1, start, end)
    thin = (there & ~above & ~below).astype(np.uint8)[None]
    if not thin.size:
        return
    whole = cv2.morphologyEx(thin, cv2.MORPH_CLOSE, np.ones((1, _CLOSED), np.uint8))[0]
    ends = np.flatnonzero(np.diff(np.concatenate(([0], whole, [0])))).reshape(-1, 2)
    for left, right in ends.tolist():
        if right - left >= shortest:
            yield Rule(level, float(start + left), float(start + right))


def _any(ink: GreyImage, top: int, bottom: int, start: int, end: int) -> npt.NDArray[np.bool_]:
    part = ink[max(0, top) : max(0, bottom), start:end]
    return np.asarray(part.any(axis=0), dtype=np.bool_)
