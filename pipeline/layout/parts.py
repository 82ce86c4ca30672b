"""A page cut at its tables and columns, in reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from models.page import Box, Cell
from pipeline.layout.columns import find_columns
from pipeline.layout.marks import Marks
from pipeline.layout.tables import around


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page in reading order, in pixels of the reduced picture."""

    box: Box
    group: int
    kind: str  # "text" stays at its place from the left, "column" and "cell" are moved


def find_parts(marks: Marks, cells: Sequence[Cell]) -> Iterator[Part]:
    """Cut the page at its tables, and what is left at its columns."""
    height, width = marks.ink.shape
    small = [replace(cell, box=_shrunk(cell.box, marks.factor)) for cell in cells]
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


def _text(marks: Marks, area: Box, group: int) -> Iterator[Part]:
    """Text over the whole width, with columns where there are any."""
    columns = find_columns(marks, area) if area.height else ()
    if not columns:
        yield Part(area, group, "text")
        return
    top, bottom = columns[0].top, columns[0].bottom
    yield Part(Box(area.left, area.top, area.width, top - area.top), group, "text")
    yield from (Part(box, group + 1, "column") for box in columns)
    rest = Box(area.left, bottom, area.width, area.bottom - bottom)
    yield Part(rest, group + 2, "text")


def _shrunk(box: Box, factor: float) -> Box:
    left, top, right, bottom = (
        round(side * factor) for side in (box.left, box.top, box.right, box.bottom)
    )
    return Box(left, top, right - left, bottom - top)
