"""Empty ways that run down between columns of print, and how far, though stamps cover them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box
from pipeline.engines.protocols import GreyImage
from pipeline.layout.marks import find_boxes

SHORTEST: Final = 90
"""Pixels of a way, 30 mm: rivers in justified text run over fewer lines."""
PITCH: Final = 25
"""Pixels from line to line, at most."""
NARROWEST: Final = 90
"""Pixels of a column."""

_GUTTER: Final = 6  # pixels, 2 mm: the narrowest way between columns
_FOLD: Final = 3  # rows that no fold of the paper takes, and the smallest print does
_SPACE: Final = 0.6  # of the way's width; narrower is a space in a line across
_LETTER_GAP: Final = 3  # pixels; between letters there is less
_NARROW_LINES: Final = 10  # percent of the lines, those that come closest to each other
_TAILS: Final = 9  # rows that letters reach up and down from where they cross
_COVERED: Final = 140  # rows, 47 mm: a seal is no higher
_GOES_ON: Final = 36  # rows of a way behind what covers it, three lines
_STAMPS: Final = 2  # over one way
_HIDDEN: Final = 0.3  # of a way that stamps cover
_HEADING: Final = 40  # rows, 13 mm, of a heading
_LARGER: Final = 1.3  # times as high as other lines that print of a heading of some lines is
_PARTED: Final = 2.0  # times the paper between two lines is left above and below a heading


def find_ways(ink: GreyImage) -> list[Box]:
    """Long empty ways down between two columns of ink."""
    wide = cv2.dilate(ink, np.ones((1, _GUTTER), np.uint8))
    empty = _between(ink) & (1 - np.asarray(wide, dtype=np.uint8))
    runs = cv2.morphologyEx(
        cv2.morphologyEx(empty, cv2.MORPH_CLOSE, np.ones((_FOLD, 1), np.uint8)),
        cv2.MORPH_OPEN,
        np.ones((SHORTEST, 1), np.uint8),
        borderType=cv2.BORDER_CONSTANT,
        borderValue=0,
    )
    return [
        way
        for way in find_boxes(np.asarray(runs, dtype=np.uint8))
        if _has_text(ink[way.top : way.bottom, : way.left])
        and _has_text(ink[way.top : way.bottom, way.right :])
    ]


def _between(ink: GreyImage) -> GreyImage:
    """Ones where there is ink on both sides, in the same line or the next."""
    width = ink.shape[1]
    first = np.where(ink.any(axis=1), _first_ink(ink), width)[:, None]
    last = width - 1 - _first_ink(cv2.flip(ink, 1))[:, None]
    places = np.arange(width)
    both = ((first <= places) & (places <= last)).view(np.uint8)
    return np.asarray(cv2.dilate(both, np.ones((PITCH, 1), np.uint8)), dtype=np.uint8)


def _has_text(part: GreyImage) -> bool:
    """Whether there is ink in a third of the rows."""
    return part.shape[1] >= NARROWEST and bool(part.any(axis=1).mean() > 1 / 3)


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a way as far as columns run beside it, the way as it was found, what crosses it."""

    way: Box
    whole: Box
    crossed: npt.NDArray[np.bool_] = field(repr=False, compare=False)

    @property
    def seen(self) -> Box:
        """The way where columns run beside it: headings that it slips through are not there."""
        top, bottom = max(self.way.top, self.whole.top), min(self.way.bottom, self.whole.bottom)
        return replace(self.way, top=top, height=bottom - top)


def headings_over(ink: GreyImage, drawn: GreyImage, ways: Sequence[Box]) -> list[tuple[int, int]]:
    """The rows of headings that stand alone over all columns and end even those beside them.

    A heading in the middle is narrower than its columns and does not reach the outer ways.

    Args:
        ink: of the part.
        drawn: the same with its pictures.
        ways: all of them.
    """
    sides = [columns_beside(way, ways, ink.shape[1]) for way in ways]
    alone = np.all([_pauses(drawn[:, slice(*side)]) for side in sides], axis=0)
    alone &= ~drawn.any(axis=1)
    crossed = [_widths(ink, way) < usual_width(ink, way) for way in ways]
    return [
        (top, bottom)
        for top, bottom in _alone(drawn, alone)
        if any(rows[top:bottom].any() for rows in crossed)
    ]


def reach_of(drawn: GreyImage, spans: Sequence[Span], rows: tuple[int, int]) -> tuple[int, int]:
    """Rows on to which columns side by side run, of which one has a line more than another.

    Args:
        drawn: ink of the part with its pictures.
        spans: of the ways between the columns.
        rows: that all of these have.
    """
    closed = _is_gap(drawn)
    for span in spans:
        middle = span.way.left + span.way.width // 2
        closed |= _with_tails(span.crossed) | drawn[:, middle - 1 : middle + 2].any(axis=1)
    closed[slice(*rows)] = False
    return next(run for run in runs_of(~closed) if run[0] <= rows[0] and rows[1] <= run[1])


def spans_of(
    ink: GreyImage,
    drawn: GreyImage,
    way: Box,
    ways: Sequence[Box],
    headings: Sequence[tuple[int, int]] = (),
) -> list[Span]:
    """The parts of a way as far as columns run beside it.

    A line across may have a space where the way is: it ends the columns when its space is clearly
    narrower than the way. Where one column is longer than the other, the way runs on beside it.

    Args:
        ink: of the part.
        drawn: the same with its pictures.
        way: an empty run.
        ways: all of them.
        headings: rows of those over all columns, see `headings_over`.
    """
    usual = usual_width(ink, way)
    widths = _widths(ink, way)
    crossed = widths < max(_GUTTER, _SPACE * usual)
    for top, bottom in runs_of(crossed):
        crossed[top:bottom] = bottom - top >= _FOLD
    columns = drawn[:, slice(*columns_beside(way, ways, ink.shape[1]))]
    pauses, gaps = _pauses(columns), _is_gap(columns)
    for top, bottom in _alone(columns, pauses):
        crossed[top:bottom] |= widths[top:bottom].min() < usual
    for top, bottom in headings:
        crossed[top:bottom] = True
    open_ = crossed.copy()
    for top, bottom in runs_of(_closed(crossed)):
        # Beside a stamp the lines run on evenly, a heading stands by itself.
        around = pauses[max(0, top - PITCH) : bottom + PITCH]
        fits = top >= _GOES_ON and bottom <= len(ink) - _GOES_ON and bottom - top <= _COVERED
        if fits and not around.any():
            open_[top:bottom] = False
    spans, closed = list(_parted(way, open_, gaps)), _closed(crossed)
    for span in spans:
        hidden = closed[span.whole.top : span.whole.bottom]
        # What crosses it so often is text.
        if len(runs_of(hidden)) > _STAMPS or np.count_nonzero(hidden) > _HIDDEN * len(hidden):
            return list(_parted(way, crossed, gaps))
    return spans


def _pauses(columns: GreyImage) -> npt.NDArray[np.bool_]:
    """The empty rows over two columns that are clearly more than between two lines of either."""
    half = columns.shape[1] // 2
    sides = (columns[:, :half], columns[:, half:])
    usual = [bottom - top for side in sides for top, bottom in runs_of(~side.any(axis=1))]
    least = _PARTED * float(np.median(usual or [0]))
    pauses = np.asarray(~columns.any(axis=1), dtype=np.bool_)
    for top, bottom in runs_of(pauses):
        pauses[top:bottom] = bottom - top > least
    return pauses


def _alone(columns: GreyImage, pauses: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Rows between two pauses that may be a heading: a short paragraph is in no larger print."""
    usual = np.median([bottom - top for top, bottom in runs_of(columns.any(axis=1))] or [0])
    for (_, top), (bottom, _) in pairwise(runs_of(pauses)):
        lines = [end - start for start, end in runs_of(columns[top:bottom].any(axis=1))]
        if bottom - top <= _HEADING and (len(lines) == 1 or max(lines) >= _LARGER * usual):
            yield top, bottom


def _parted(
    way: Box, crossed: npt.NDArray[np.bool_], gaps: npt.NDArray[np.bool_]
) -> Iterator[Span]:
    """Cut a way at the lines that cross it and at empty rows; it may run on behind its ends."""
    for top, bottom in runs_of(~gaps & ~_with_tails(crossed)):
        found = min(bottom, way.bottom) - max(top, way.top)
        if found >= SHORTEST // 2 and bottom - top >= SHORTEST - _TAILS:
            yield Span(way, Box(way.left, top, way.width, bottom - top), crossed)


def _with_tails(crossed: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Rows in which a way is crossed, with those that the letters reach into."""
    tails = cv2.dilate(crossed.astype(np.uint8), np.ones(_TAILS, np.uint8))
    return np.asarray(tails).ravel() > 0


def _closed(crossed: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Rows in which a way is crossed, with those between that are too few to be a part of it."""
    closed = crossed.copy()
    for top, bottom in runs_of(~crossed):
        closed[top:bottom] = bottom - top < _GOES_ON
    return closed


def _is_gap(ink: GreyImage) -> npt.NDArray[np.bool_]:
    """The rows that belong to more empty rows than lines of one text are apart."""
    gap = np.zeros(ink.shape[0], dtype=bool)
    for top, bottom in runs_of(~ink.any(axis=1)):
        gap[top:bottom] = bottom - top > PITCH
    return gap


def columns_beside(way: Box, ways: Sequence[Box], width: int) -> tuple[int, int]:
    """Left side of the column on the left of a way, right side of the one on its right."""
    left = (other.right for other in ways if other.right <= way.left - NARROWEST)
    right = (other.left for other in ways if other.left >= way.right + NARROWEST)
    return max(left, default=0), min(right, default=width)


def usual_width(ink: GreyImage, way: Box) -> float:
    """How far the ink on both sides of a way is apart where it comes close, pixels."""
    widths = _widths(ink, way)[way.top : way.bottom]
    told = widths[widths < ink.shape[1]]
    return float(np.percentile(told, _NARROW_LINES)) if told.size else 0.0


def space_along(ink: GreyImage, way: Box, share: int) -> float:
    """How wide spaces between the words of the lines along a way are, pixels.

    Args:
        ink: of the part.
        way: beside the lines.
        share: percent of the spaces that are narrower.
    """
    middle = way.left + way.width // 2
    spaces = [
        end - start - 1
        for top, bottom in runs_of(ink[way.top : way.bottom].any(axis=1))
        for start, end in pairwise(
            np.flatnonzero(ink[way.top + top : way.top + bottom].any(axis=0))
        )
        if end - start > _LETTER_GAP and not start < middle <= end
    ]
    return float(np.percentile(spaces, share)) if spaces else 0.0


def _widths(ink: GreyImage, way: Box) -> npt.NDArray[np.int64]:
    """How far the ink left and right of a way is apart in each row; the page's width if none is."""
    middle = way.left + way.width // 2
    left, right = cv2.flip(ink[:, :middle], 1), ink[:, middle:]
    both = left.any(axis=1) & right.any(axis=1)
    apart = _first_ink(left) + _first_ink(right)
    return np.asarray(np.where(both, apart, ink.shape[1]), dtype=np.int64)


def _first_ink(ink: cv2.typing.MatLike) -> npt.NDArray[np.int64]:
    """The first column with ink of each row; 0 where there is none."""
    # Of bytes the largest is looked for in the whole row, of truths the first that is true.
    return np.asarray(np.asarray(ink).view(np.bool_).argmax(axis=1), dtype=np.int64)


def overlap(one: Box, other: Box) -> int:
    """Rows along which two ways run beside each other; negative where they do not."""
    return min(one.bottom, other.bottom) - max(one.top, other.top)


def runs_of(profile: npt.ArrayLike) -> list[tuple[int, int]]:
    """Where a profile is true without a break, as half-open ranges."""
    filled = np.asarray(profile, dtype=bool)
    changes = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False]))))
    return [(int(a), int(b)) for a, b in changes.reshape(-1, 2)]
