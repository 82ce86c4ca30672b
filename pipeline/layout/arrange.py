"""Set tables and columns as one column before they are read, and put the words back after it.

Tesseract loses rows of ruled tables and words of columns side by side. A galley, as typesetters
call it, has cells and columns one below the other: its reading has the right order by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle, groupby
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box, Cell, Reading
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.background import evened
from pipeline.layout.bare import Ruling, covered, find_ruling, without_rules, without_ruling
from pipeline.layout.leaders import find_leaders
from pipeline.layout.marks import (
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
from pipeline.layout.pairs import find_pairs
from pipeline.layout.parts import Part, find_parts, without_newspapers
from pipeline.layout.plates import cut_at, plates_of, without_plates
from pipeline.layout.spaced import find_spaced
from pipeline.layout.spread import find_spread
from pipeline.layout.strips import Strip, restored, set_out
from pipeline.layout.tables import around, find_tables
from pipeline.layout.tabulated import find_lists

_PAD: Final = 12  # pixels at 150 dpi, 2 mm of paper around a cell's text
# The same beside cells on one line: the engine reads what stands 6 mm apart as lines of their own,
# and of 651 short cells of clean to heavy tables 70 % so, 80 % where 2 to 4 mm part them.
_BESIDE: Final = 9
_MARGIN: Final = 60  # pixels at 150 dpi, left of text that was moved
# Where lines begin: under each other, numbers would be torn off as a column and lost.
_STEPS: Final = (0, 9, 18, 27)  # pixels at 150 dpi
_ONE_LINE: Final = 56  # pixels at 150 dpi, the paper around it counted in
_GAP: Final = 8  # pixels at 150 dpi, between two parts, which may be cut close to their text
_SAMPLE: Final = 0.2  # of the page's height that rows of tables have in an excerpt
_ASIDE: Final = frozenset(("text", "side"))
_SPECK: Final = 4  # pixels at 150 dpi; smaller marks are no text


@dataclass(frozen=True, slots=True)
class Galley:
    """A page in one column, ready to be read.

    Attributes:
        picture: to be read.
        page: the page's picture, without leaders where it has no tables or columns.
        cells: of its tables, in pixels of the page's picture.
        strips: where the parts of the page went, from the top; none where nothing was moved.
        letters: sides of what may be letters, in pixels of the page's picture, shape (n, 4).
        spaced: words whose letters stand apart, in pixels of the page's picture.
    """

    picture: GreyImage
    page: GreyImage
    cells: tuple[Cell, ...] = ()
    strips: tuple[Strip, ...] = ()
    letters: npt.NDArray[np.int64] = field(
        default_factory=lambda: np.zeros((0, 4), np.int64), compare=False
    )
    spaced: tuple[Box, ...] = ()

    @property
    def is_block(self) -> bool:
        """Whether it is one block of lines, in which the engine is to look for no columns."""
        return not self.cells and any(strip.line is not None for strip in self.strips)

    @property
    def is_columns(self) -> bool:
        """Whether columns were set below each other, without tables."""
        return bool(self.strips) and not self.cells and not self.is_block

    def restored(self, reading: Reading) -> Reading:
        """Give every word of the galley its box on the page, in the galley's order."""
        if not reading.words:
            return reading  # an engine may give text alone
        return restored(reading, self.strips or (self._whole(),))

    def _whole(self) -> Strip:
        """The page as one strip of its own, for pieces torn off its lines to be put back."""
        height, width = self.page.shape
        return Strip(Box(0, 0, width, height), 0, 0, group=0, cell=False)


def make_galley(
    picture: GreyImage, inked: GreyImage | None = None, typed: GreyImage | None = None
) -> Galley:
    """Find tables and columns on a prepared page and set them as one column.

    Args:
        picture: rows x columns, black on white, text upright and level within half a degree.
        inked: with all of its ink, where cleaning was tried: some steps take faint rules along.
        typed: without what shines through from the back, where anything does: tables that it does
            not show are not the page's.
    """
    marks = find_marks(picture)
    (cells, ruled), shown = _find_cells(marks), picture
    if inked is not None:
        more, more_ruled = _find_cells(find_marks(inked, pictures=marks.pictures))
        # As many cells in both: nothing went, and the cleaned page has fewer creases.
        if more and len(more) != len(cells):
            cells, ruled, shown = more, more_ruled, inked
    if ruled and typed is not None and not find_tables(find_marks(typed, pictures=marks.pictures)):
        cells, ruled, shown = find_lists(marks) or find_pairs(marks), False, picture
    cells = without_newspapers(marks, cells)
    ruled = ruled and bool(cells)
    parts = find_parts(marks, cells)
    if len(parts) < 2:
        return _as_it_stands(picture, marks)
    clean = evened(picture) if cells and inked is not None else picture
    plates = plates_of(picture, marks, parts)
    clean = without_plates(clean, plates, marks)
    leaders = _leaders_aside(marks, parts)
    if leaders is not None:
        clean = covered(clean, reduced(clean, marks.factor), leaders)
    if ruled:
        for seen in [picture] if shown is picture else [picture, shown]:
            clean = without_ruling(clean, _ruling(marks, parts, seen))
    clean = without_rules(clean, _areas(marks, parts, "column"), factor=marks.factor, level=False)
    ink = _unruled(marks)
    if ruled:
        ink &= find_ink(reduced(clean, marks.factor))
    for box in set(marks.pictures) - set(plates):
        ink[box.top : box.bottom, box.left : box.right] = 1
    parts = [piece for part in parts for piece in cut_at(plates, part)]
    parts = [piece for part in parts for piece in _by_lines(replace(marks, ink=ink), part)]
    strips = tuple(_placed(marks, ink, parts, picture.shape[1]))
    letters, spaced = _letters(marks, find_bounds(ink)), tuple(find_spaced(marks))
    return Galley(set_out(clean, strips), picture, cells, strips, letters, spaced)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is to be cut out of each picture of a page, and how it is set.

    Attributes:
        rows: of pixels, where nothing is moved.
        factor: of the marks that it was found by.
        strips: where its parts go; none where nothing is moved.
        evened: whether cells are cut out, which are read on even paper.
        ruling: of its tables.
    """

    rows: slice
    factor: float
    strips: tuple[Strip, ...] = ()
    evened: bool = False
    ruling: Ruling | None = None

    def of(self, picture: GreyImage) -> GreyImage:
        """The sample of one picture, set as the page will be before it is read."""
        if not self.strips:
            part = picture[self.rows]
            return without_rules(part, [Box(0, 0, *part.shape[::-1])], factor=self.factor)
        if self.evened:
            picture = evened(picture)
        if self.ruling:
            picture = without_ruling(picture, self.ruling)
        return set_out(picture, self.strips)


def find_excerpt(picture: GreyImage, rows: slice) -> Excerpt:
    """What samples of a page show: of tables some rows from top to bottom, else the rows given.

    Args:
        picture: the raw page, which shows most of pale rules.
        rows: of pixels.
    """
    raw = evened(picture)
    marks = find_marks(raw)
    cells, ruled = _find_cells(marks)
    cells = without_newspapers(marks, cells)
    ruled = ruled and bool(cells)
    parts = _sampled(list(find_parts(marks, cells)), marks, rows)
    ink, ruling = _unruled(marks), _ruling(marks, parts, raw) if ruled else None
    if ruling:
        ink &= find_ink(reduced(without_ruling(raw, ruling), marks.factor))
    strips = tuple(_placed(marks, ink, parts, raw.shape[1]))
    return Excerpt(rows, marks.factor, strips, bool(cells and strips), ruling)


def _sampled(parts: Sequence[Part], marks: Marks, rows: slice) -> list[Part]:
    """Some rows of the page's tables, else what the rows of pixels cut out of its columns."""
    groups = groupby((part for part in parts if part.kind == "cell"), key=lambda part: part.group)
    found = [list(group) for _, group in groups]
    if found:
        height = sum(max(part.box.height for part in group) for group in found)
        step = max(1, round(height / (_SAMPLE * marks.ink.shape[0])))
        return [part for group in found[step // 2 :: step] for part in group]
    if len(parts) < 2:
        return []
    first, last = (round(row * marks.factor) for row in (rows.start, rows.stop))
    cut = ((part, max(first, part.box.top), min(last, part.box.bottom)) for part in parts)
    return [
        replace(part, box=Box(part.box.left, top, part.box.width, bottom - top))
        for part, top, bottom in cut
        if bottom > top
    ]


def _ruling(marks: Marks, parts: Sequence[Part], shown: GreyImage) -> Ruling:
    """The rules of tables, as a picture of the page shows them."""
    boxes = [marks.enlarged(part.box) for part in parts if part.kind == "cell"]
    return find_ruling(shown, _areas(marks, parts, "cell"), boxes, factor=marks.factor)


def _unruled(marks: Marks) -> GreyImage:
    """The ink of a page without strokes."""
    return marks.ink & ~(marks.upright | find_strokes(marks.ink))


def _find_cells(marks: Marks) -> tuple[tuple[Cell, ...], bool]:
    """The cells of a page's tables, and whether they are ruled."""
    ruled = find_tables(marks)
    return ruled or find_lists(marks) or find_pairs(marks), bool(ruled)


def _leaders_aside(marks: Marks, parts: Sequence[Part]) -> GreyImage | None:
    """Ones on leaders outside of tables, whose rules look like them, and of columns."""
    leaders = find_leaders(marks, find_bounds(marks.ink))
    if leaders is None:
        return None
    aside = np.zeros_like(leaders)
    for part in parts:
        if part.kind in _ASIDE:
            box = part.box
            rows, columns = slice(box.top, box.bottom), slice(box.left, box.right)
            aside[rows, columns] = leaders[rows, columns]
    return aside if aside.any() else None


def _as_it_stands(picture: GreyImage, marks: Marks) -> Galley:
    """A page without tables and columns, without leaders, lines with wide gaps set close."""
    bounds = find_bounds(marks.ink)
    leaders = find_leaders(marks, bounds)
    if leaders is not None:
        picture = covered(picture, reduced(picture, marks.factor), leaders)
        marks = replace(marks, ink=np.asarray(cv2.subtract(marks.ink, leaders), dtype=np.uint8))
    letters, spaced = _letters(marks, bounds), tuple(find_spaced(marks))
    parts = find_spread(marks, Part(marks.whole, 0, "text"))
    if len(parts) < 2:
        return Galley(picture, picture, letters=letters, spaced=spaced)
    strips = tuple(_placed(marks, marks.ink, parts, picture.shape[1]))
    return Galley(set_out(picture, strips), picture, (), strips, letters, spaced)


def _by_lines(marks: Marks, part: Part) -> list[Part]:
    """A cell of several lines cut at wide gaps, as a list in it has; any other part whole."""
    tall = part.kind == "cell" and part.box.height > _ONE_LINE
    return find_spread(marks, part) if tall else [part]


def _letters(marks: Marks, bounds: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return (letters_among(bounds) / marks.factor).astype(np.int64)


def _areas(marks: Marks, parts: Sequence[Part], kind: str) -> list[Box]:
    """Where rules may stand: around each run of parts of a kind."""
    runs = groupby(parts, key=lambda part: part.kind)
    return [
        marks.enlarged(around([part.box for part in run])) for found, run in runs if found == kind
    ]


def _placed(marks: Marks, ink: GreyImage, parts: Sequence[Part], width: int) -> Iterator[Strip]:
    """Put the parts that hold marks below each other, what is on one line beside each other."""
    top, gap = 0, round(_GAP / marks.factor)
    steps = cycle(_STEPS)
    for number, line in enumerate(_lines(ink, parts)):
        step = next(steps) if len(line) > 1 else 0
        left, height = round((_MARGIN + step) / marks.factor), 0
        for part in line:
            source = marks.enlarged(part.box)
            if part.kind == "text" and part is line[0]:
                left = source.left
            left = max(0, min(left, width - source.width))
            on = None if part.line is None else number
            yield Strip(source, left, top, part.group, part.kind == "cell", on)
            left, height = left + source.width, max(height, source.height)
        top += height + gap


def _lines(ink: GreyImage, parts: Sequence[Part]) -> Iterator[list[Part]]:
    """The parts drawn in to their marks; those to be read as one line together."""
    line: list[Part] = []
    for part in parts:
        box = _trimmed(ink, part.box)
        on_line = part.kind == "cell" or part.line is not None
        if box is None or not on_line and _is_speck(ink, box):
            continue
        if part.kind == "text" and part.line is None:
            box = Box(part.box.left, box.top, part.box.width, box.height)
        long = sum(before.box.width for before in line) + box.width > ink.shape[1] - _MARGIN
        if line and (not _are_together(line[0], part) or long):
            yield _level(line)
            line = []
        line.append(replace(part, box=box))
        # A number alone on a line is often overlooked, or read as a letter.
        if not on_line or (part.line is None and box.height > _ONE_LINE):
            yield _level(line)
            line = []
    if line:
        yield _level(line)


def _are_together(one: Part, two: Part) -> bool:
    """Whether two parts are cells of one row, or pieces of one line."""
    return (one.group, one.kind, one.line) == (two.group, two.kind, two.line)


def _level(line: Sequence[Part]) -> list[Part]:
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
    left, top = max(0, text.left - _BESIDE), max(0, text.top - _PAD)
    right, bottom = min(box.width, text.right + _BESIDE), min(box.height, text.bottom + _PAD)
    return Box(box.left + left, box.top + top, right - left, bottom - top)


def _is_speck(ink: GreyImage, box: Box) -> bool:
    """Whether there is one mark and no letter: the rim of a sheet is read as a line of them."""
    part = ink[box.top : box.bottom, box.left : box.right]
    return len(find_boxes(part)) < 2 and not len(find_letters(part))
