"""A page cut at its tables and columns, in reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

import cv2

from models.page import Box, Cell
from pipeline.engines.protocols import GreyImage
from pipeline.layout.columns import find_columns, is_justified
from pipeline.layout.marks import Marks, half_of
from pipeline.layout.ridges import find_type
from pipeline.layout.tables import around

_PALER: Final = 1.2  # times what is type is ink: another text shines through, a crease lies across
_MOST: Final = 0.5  # of the type that stands in columns of print
_ALL: Final = 0.95  # of the type that stands in two justified columns
_PRINTED: Final = 3  # columns side by side: two may be a protocol's
_COLUMN: Final = 90  # pixels, 15 mm: four lines of type


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page in reading order, in pixels of the reduced picture."""

    box: Box
    group: int
    kind: str  # "text" stays at its place from the left, "side", "column" and "cell" are moved
    line: int | None = None  # of the page, by any number, where it is a piece of one


def find_parts(marks: Marks, cells: Sequence[Cell]) -> list[Part]:
    """Cut the page at its tables, and what is left at its columns.

    Text that shows through fills the ways between columns, and a crease crosses them: where much is
    paler than type, and no column is found, the type alone is looked at. Two columns may be a list
    that has lost its rules there, and three with less than half of the type the parts of a label.
    """
    parts, kind = list(_parts(marks, cells)), find_type(marks.darkness)
    pale = cv2.countNonZero(marks.ink) >= _PALER * cv2.countNonZero(kind)
    if not pale or any(part.kind == "column" for part in parts):
        return parts
    typed = replace(marks, ink=kind)
    bare = list(_parts(typed, cells))
    held = sum(cv2.countNonZero(_within(kind, box)) for box in _printed(bare))
    found = held > _MOST * cv2.countNonZero(kind) or _is_newspaper(bare, typed)
    return bare if found else parts


def _is_newspaper(parts: Sequence[Part], marks: Marks) -> bool:
    """Whether two justified columns side by side hold all of the page's type."""
    columns = [part.box for part in parts if part.kind == "column"]
    if len(columns) != 2 or not _beside(*columns):
        return False
    held = sum(cv2.countNonZero(_within(marks.ink, box)) for box in columns)
    justified = all(is_justified(half_of(marks, box)) for box in columns)
    return justified and held > _ALL * cv2.countNonZero(marks.ink)


def _printed(parts: Sequence[Part]) -> list[Box]:
    """The columns that stand three or more side by side, and longer ones beside such."""
    columns = [part.box for part in parts if part.kind == "column"]
    found = [box for box in columns if sum(_beside(box, other) for other in columns) >= _PRINTED]
    return [box for box in columns if any(_beside(other, box) for other in found)]


def _parts(marks: Marks, cells: Sequence[Cell]) -> Iterator[Part]:
    """The same in one ink."""
    height, width = marks.ink.shape
    small = [replace(cell, box=_shrunk(cell.box, marks)) for cell in cells]
    tables = [list(found) for _, found in groupby(small, key=lambda cell: cell.table)]
    group, top = 0, 0
    for level in _levels(tables):
        area = around([cell.box for table in level for cell in table])
        for part in _text(marks, Box(0, top, width, max(0, area.top - top)), group):
            yield part
            group = part.group + 1
        left = 0
        for table in sorted(level, key=lambda cells: cells[0].box.left):
            whole = around([cell.box for cell in table])
            yield Part(Box(left, area.top, max(0, whole.left - left), area.height), group, "side")
            group += 1
            for _, row in groupby(table, key=lambda cell: cell.row):
                yield from (Part(cell.box, group, "cell") for cell in row)
                group += 1
            left = whole.right
        yield Part(Box(left, area.top, width - left, area.height), group, "side")
        group, top = group + 1, area.bottom
    yield from _text(marks, Box(0, top, width, height - top), group)


def without_newspapers(marks: Marks, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of tables but those among columns of print, whose rules look like a table's.

    A table has figures or names in a narrow column, which are no prose; three columns of full
    lines side by side are a newspaper. Cells of some lines each are no columns of print, even
    where what shines through fills them.
    """
    tables = [list(found) for _, found in groupby(cells, key=lambda cell: cell.table)]
    if all(_is_low(table, marks) for table in tables):
        return tuple(cells)
    printed = _printed(find_parts(marks, ()))
    kept: list[Cell] = []
    for table in tables:
        area = _shrunk(around([cell.box for cell in table]), marks)
        shared = sum(_shared(area, box) for box in printed)
        if _is_low(table, marks) or 2 * shared < area.width * area.height:
            kept += table
    return tuple(kept)


def _is_low(table: Sequence[Cell], marks: Marks) -> bool:
    """Whether no cell of a table is as high as a column of print."""
    return max(cell.box.height for cell in table) * marks.factor < _COLUMN


def _within(ink: GreyImage, box: Box) -> GreyImage:
    return ink[box.top : box.bottom, box.left : box.right]


def _beside(one: Box, other: Box) -> bool:
    """Whether a column stands beside another, or is the same, along half of its height."""
    return 2 * (min(one.bottom, other.bottom) - max(one.top, other.top)) >= one.height


def _shared(one: Box, other: Box) -> int:
    """Pixels that two boxes share."""
    width = min(one.right, other.right) - max(one.left, other.left)
    return max(0, width) * max(0, min(one.bottom, other.bottom) - max(one.top, other.top))


def _levels(tables: Sequence[list[Cell]]) -> Iterator[list[list[Cell]]]:
    """Tables that stand beside each other together, from the top."""
    level: list[list[Cell]] = []
    bottom = 0
    for table in tables:
        box = around([cell.box for cell in table])
        if level and box.top >= bottom:
            yield level
            level = []
        bottom = max(bottom, box.bottom) if level else box.bottom
        level.append(table)
    if level:
        yield level


def _text(marks: Marks, area: Box, group: int, kind: str = "text") -> Iterator[Part]:
    """Text with columns where there are any, and within these, above and below them again."""
    # The pages of an opened book are as high as it, and may be typed.
    inside = kind == "column" and area.height < len(marks.ink)
    columns = find_columns(marks, area, printed=inside) if area.height else ()
    if not columns:
        yield Part(area, group, kind)
        return
    top, bottom = columns[0].top, columns[0].bottom
    above = Box(area.left, area.top, area.width, top - area.top)
    below = Box(area.left, bottom, area.width, area.bottom - bottom)
    for part in _text(marks, above, group, kind):
        yield part
        group = part.group + 1
    for column in columns:
        inner = list(_text(marks, column, group, "column"))
        yield from inner
        # Text runs on from one column to the next.
        group = inner[-1].group + (len(inner) > 1)
    yield from _text(marks, below, group + 1, kind)


def _shrunk(box: Box, marks: Marks) -> Box:
    """A box on the reduced page without what lies beyond it, as cells of lists may."""
    left, top, right, bottom = (
        round(side * marks.factor) for side in (box.left, box.top, box.right, box.bottom)
    )
    left, top = max(0, left), max(0, top)
    right, bottom = min(marks.whole.right, right), min(marks.whole.bottom, bottom)
    return Box(left, top, max(0, right - left), max(0, bottom - top))
