"""Set tables and columns as one column before they are read, and put the words back after it.

Tesseract loses rows of ruled tables and words of columns side by side. A galley, as typesetters
call it, has cells and columns one below the other: its reading has the right order by itself.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

import numpy as np
import numpy.typing as npt

from models.page import Box, Cell, Reading, Word
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.background import evened
from pipeline.imaging.scan import paper_of
from pipeline.reading.columns import find_columns
from pipeline.reading.leaders import find_leaders
from pipeline.reading.marks import (
    Marks,
    find_bounds,
    find_boxes,
    find_ink,
    find_letters,
    find_marks,
    find_strokes,
    letters_among,
    reduced,
)
from pipeline.reading.order import rank_blocks
from pipeline.reading.pairs import find_pairs
from pipeline.reading.spaced import find_spaced
from pipeline.reading.tables import around, covered, find_tables, without_rules, without_worn_rules
from pipeline.reading.tabulated import find_lists

_PAD: Final = 12  # pixels at 150 dpi, 2 mm of paper around a cell's text
_MARGIN: Final = 60  # pixels at 150 dpi, left of text that was moved
# Four digits: two words beside each other look like two columns (real leaflets, CER 0.122; 0.075).
_SHORT: Final = 84  # pixels at 150 dpi, the paper around it counted in
_ONE_LINE: Final = 56  # pixels at 150 dpi, the paper around it counted in
_GAP: Final = 8  # pixels at 150 dpi, between two parts, which may be cut close to their text
_SPECK: Final = 4  # pixels at 150 dpi; smaller marks are no text


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of the page that was moved.

    Attributes:
        source: where it stands on the page.
        left: where its left edge stands in the galley.
        top: where its top stands in the galley.
        group: strips of one group follow each other as lines, groups as paragraphs.
        cell: it is a cell of a table, and its group a row.
    """

    source: Box
    left: int
    top: int
    group: int
    cell: bool


@dataclass(frozen=True, slots=True)
class Galley:
    """A page in one column, ready to be read.

    Attributes:
        picture: to be read; the page without leaders where it has no tables or columns.
        cells: of its tables, in pixels of the page's picture.
        strips: where the parts of the page went, from the top; none where nothing was moved.
        letters: sides of what may be letters of a page that has none, in its pixels, shape (n, 4).
        spaced: words whose letters stand apart, in pixels of the page's picture.
    """

    picture: GreyImage
    cells: tuple[Cell, ...] = ()
    strips: tuple[Strip, ...] = ()
    letters: npt.NDArray[np.int64] = field(
        default_factory=lambda: np.zeros((0, 4), np.int64), compare=False
    )
    spaced: tuple[Box, ...] = ()

    def restored(self, reading: Reading) -> Reading:
        """Give every word of the galley its box on the page, in the galley's order."""
        return _restored(reading, self.strips) if self.strips else reading


def make_galley(picture: GreyImage, inked: GreyImage | None = None) -> Galley:
    """Find tables and columns on a prepared page and set them as one column.

    Args:
        picture: rows x columns, black on white, text upright and level within half a degree.
        inked: with all of its ink, where cleaning was tried: some steps take faint rules along.
    """
    marks = find_marks(picture)
    (cells, ruled), shown = _find_cells(marks), picture
    if inked is not None:
        more, more_ruled = _find_cells(find_marks(inked))
        # As many cells in both: nothing went, and the cleaned page has fewer creases.
        if more and len(more) != len(cells):
            cells, ruled, shown = more, more_ruled, inked
    parts = list(_parts(marks, cells))
    if len(parts) < 2:
        return _as_it_stands(picture, marks)
    clean = evened(picture) if cells and inked is not None else picture
    if ruled:
        areas, boxes = _areas(marks, parts, "cell"), [cell.box for cell in cells]
        for seen in [picture] if shown is picture else [picture, shown]:
            clean = without_rules(clean, areas, factor=marks.factor, shown=seen)
            clean = without_worn_rules(clean, boxes, factor=marks.factor, shown=seen)
    clean = without_rules(clean, _areas(marks, parts, "column"), factor=marks.factor, level=False)
    ink = marks.ink & ~(marks.upright | find_strokes(marks.ink))
    if ruled:
        ink &= find_ink(reduced(clean, marks.factor))
    strips = tuple(_placed(marks, ink, parts, picture.shape[1]))
    return Galley(_set(clean, strips), cells, strips, spaced=tuple(find_spaced(marks)))


def _find_cells(marks: Marks) -> tuple[tuple[Cell, ...], bool]:
    """The cells of a page's tables, and whether they are ruled."""
    ruled = find_tables(marks)
    return ruled or find_lists(marks) or find_pairs(marks), bool(ruled)


def _as_it_stands(picture: GreyImage, marks: Marks) -> Galley:
    """A page without tables and columns, without leaders."""
    bounds = find_bounds(marks.ink)
    leaders = find_leaders(marks, bounds)
    if leaders is not None:
        picture = covered(picture, reduced(picture, marks.factor), leaders)
    letters = (letters_among(bounds) / marks.factor).astype(np.int64)
    return Galley(picture, letters=letters, spaced=tuple(find_spaced(marks)))


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the page in reading order, in pixels of the reduced picture."""

    box: Box
    group: int
    kind: str  # "text" stays at its place from the left, "column" and "cell" are moved


def _areas(marks: Marks, parts: Sequence[_Part], kind: str) -> list[Box]:
    """Where rules may stand: around each run of parts of a kind."""
    runs = groupby(parts, key=lambda part: part.kind)
    return [
        marks.enlarged(around([part.box for part in run])) for found, run in runs if found == kind
    ]


def _parts(marks: Marks, cells: Sequence[Cell]) -> Iterator[_Part]:
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
            yield _Part(Box(left, area.top, max(0, whole.left - left), area.height), group, "side")
            group += 1
            for _, row in groupby(table, key=lambda cell: cell.row):
                yield from (_Part(cell.box, group, "cell") for cell in row)
                group += 1
            left = whole.right
        yield _Part(Box(left, area.top, width - left, area.height), group, "side")
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


def _text(marks: Marks, area: Box, group: int) -> Iterator[_Part]:
    """Text over the whole width, with columns where there are any."""
    columns = find_columns(marks, area) if area.height else ()
    if not columns:
        yield _Part(area, group, "text")
        return
    top, bottom = columns[0].top, columns[0].bottom
    yield _Part(Box(area.left, area.top, area.width, top - area.top), group, "text")
    yield from (_Part(box, group + 1, "column") for box in columns)
    rest = Box(area.left, bottom, area.width, area.bottom - bottom)
    yield _Part(rest, group + 2, "text")


def _shrunk(box: Box, factor: float) -> Box:
    left, top, right, bottom = (
        round(side * factor) for side in (box.left, box.top, box.right, box.bottom)
    )
    return Box(left, top, right - left, bottom - top)


def _placed(marks: Marks, ink: GreyImage, parts: Sequence[_Part], width: int) -> Iterator[Strip]:
    """Put the parts that hold marks below each other, numbers beside each other."""
    top, gap = 0, round(_GAP / marks.factor)
    for line in _lines(ink, parts):
        left, height = round(_MARGIN / marks.factor), 0
        for part in line:
            source = marks.enlarged(part.box)
            if part.kind == "text":
                left = source.left
            left = max(0, min(left, width - source.width))
            yield Strip(source, left, top, part.group, part.kind == "cell")
            left, height = left + source.width, max(height, source.height)
        top += height + gap


def _lines(ink: GreyImage, parts: Sequence[_Part]) -> Iterator[list[_Part]]:
    """The parts drawn in to their marks; those to be read as one line together."""
    line: list[_Part] = []
    for part in parts:
        box = _trimmed(ink, part.box)
        if box is None or part.kind != "cell" and _is_speck(ink, box):
            continue
        if part.kind == "text":
            box = Box(part.box.left, box.top, part.box.width, box.height)
        long = sum(before.box.width for before in line) + box.width > ink.shape[1] - _MARGIN
        if line and (line[0].group != part.group or long):
            yield _level(line)
            line = []
        line.append(replace(part, box=box))
        # A number alone on a line is often overlooked, or read as a letter.
        if part.kind != "cell" or box.width > _SHORT or box.height > _ONE_LINE:
            yield _level(line)
            line = []
    if line:
        yield _level(line)


def _level(line: Sequence[_Part]) -> list[_Part]:
    """Cells side by side cut at the same heights, so that they stay on one line."""
    top, bottom = min(part.box.top for part in line), max(part.box.bottom for part in line)
    return [
        replace(part, box=Box(part.box.left, top, part.box.width, bottom - top)) for part in line
    ]


def _trimmed(ink: GreyImage, box: Box) -> Box | None:
    """A box drawn in to the marks inside of it, with some paper around; None without any."""
    part = ink[box.top : box.bottom, box.left : box.right]
    if not part.size:
        return None
    marks = [mark for mark in find_boxes(part) if max(mark.width, mark.height) >= _SPECK]
    if not marks:
        return None
    text = around(marks)
    left, top = max(0, text.left - _PAD), max(0, text.top - _PAD)
    right, bottom = min(box.width, text.right + _PAD), min(box.height, text.bottom + _PAD)
    return Box(box.left + left, box.top + top, right - left, bottom - top)


def _is_speck(ink: GreyImage, box: Box) -> bool:
    """Whether there is one mark and no letter: the rim of a sheet is read as a line of them."""
    part = ink[box.top : box.bottom, box.left : box.right]
    return len(find_boxes(part)) < 2 and not len(find_letters(part))


def _set(picture: GreyImage, strips: Sequence[Strip]) -> GreyImage:
    """Copy the strips to a new sheet."""
    height = max(strip.top + strip.source.height for strip in strips)
    sheet = np.full((height, picture.shape[1]), paper_of(picture), np.uint8)
    for strip in strips:
        box = strip.source
        part = picture[box.top : box.bottom, box.left : box.right]
        rows, columns = part.shape
        sheet[strip.top : strip.top + rows, strip.left : strip.left + columns] = part
    return sheet


def _restored(reading: Reading, strips: Sequence[Strip]) -> Reading:
    places, ranks = list(_places(reading.words, strips)), rank_blocks(reading.words)
    blocks_at = [(places[n], ranks[word.block]) for n, word in enumerate(reading.words)]
    order = sorted(range(len(places)), key=blocks_at.__getitem__)
    pieces: list[str] = []
    words: list[Word] = []
    blocks: dict[tuple[int, int], int] = {}
    offset, line, before = 0, -1, None
    for index in order:
        word = reading.words[index]
        place = places[index]
        strip = strips[place]
        gap = _gap(reading, strips, before, (index, place))
        line += before is None or before[1] != place or reading.words[before[0]].line != word.line
        block = blocks.setdefault((strip.group, -1 if strip.cell else word.block), len(blocks))
        text = reading.text[word.start : word.end]
        start = offset + len(gap)
        offset = start + len(text)
        pieces += [gap, text]
        box = _moved(word.box, strip)
        words.append(Word(start, offset, box, word.confidence, block, line))
        before = (index, place)
    return replace(reading, text="".join(pieces), words=tuple(words))


def _places(words: Sequence[Word], strips: Sequence[Strip]) -> Iterator[int]:
    """The strip in which the middle of each word lies."""
    tops = [strip.top for strip in strips]
    for word in words:
        x, y = word.box.left + word.box.width // 2, word.box.top + word.box.height // 2
        place = max(0, bisect_right(tops, y) - 1)
        while place and strips[place - 1].top == strips[place].top and x < strips[place].left:
            place -= 1
        yield place


def _gap(
    reading: Reading, strips: Sequence[Strip], before: tuple[int, int] | None, here: tuple[int, int]
) -> str:
    """What stands between two words, each given as its index and that of its strip."""
    if before is None:
        return ""
    if before[1] != here[1]:
        return "\n" if strips[before[1]].group == strips[here[1]].group else "\n\n"
    if strips[here[1]].cell or here[0] != before[0] + 1:
        same = reading.words[before[0]].line == reading.words[here[0]].line
        return " " if same else "\n"
    return reading.text[reading.words[before[0]].end : reading.words[here[0]].start]


def _moved(box: Box, strip: Strip) -> Box:
    """The box of a word on the page, clipped to its strip."""
    source = strip.source
    left = max(source.left, box.left - strip.left + source.left)
    top = max(source.top, box.top - strip.top + source.top)
    right = min(source.right, box.right - strip.left + source.left)
    bottom = min(source.bottom, box.bottom - strip.top + source.top)
    return Box(left, top, max(1, right - left), max(1, bottom - top))
