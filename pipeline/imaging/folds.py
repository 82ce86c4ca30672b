"""Folds of the paper: found by running from edge to edge, and evened by the paper beside them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.engines.protocols import GreyImage
from pipeline.imaging.background import is_bilevel
from pipeline.imaging.marks import find_letters
from pipeline.imaging.scan import small

EVEN_FOLDS: Final = "even-folds"
"""Cleaning step: what a fold shades becomes as bright as the paper beside it."""

# Pixels and shares of a small image, 75 dpi.
_BESIDE: Final = 3  # from a fold to the paper beside it, a millimetre
_DARKER: Final = 0.03  # than both sides, share of their brightness; noise of paper has less
_RUN: Final = 16  # rows that a piece takes; letters are lower
_TILT: Final = np.radians(6.0)  # what a sheet lies askew, and a fold on it
_STEP: Final = np.radians(0.1)
_PIECES: Final = 0.4  # of the page's height that long pieces take
_CANDIDATES: Final = 40
_APART: Final = 12  # pixels between two folds
_OFF: Final = 1  # pixels by which a fold may lie off its line
_CLOSED: Final = (15, 10)  # of so many rows so many must be seen where a fold begins and ends
_SECTIONS: Final = 12
_SEEN: Final = (0.85, 0.5)  # of a fold, and of each section
_LONG: Final = 0.8  # of the page's height; the sheet on a photograph has that
_DEPTHS: Final = (0.05, 0.5)  # printed rules are 0.7 deep, those of a frame 0.9
_BEYOND: Final = 0.03  # of the height by which a fold runs on behind the text, 9 mm
_AT_ENDS: Final = 0.01  # of the letters that stand there; with folds to 0.004, rules from 0.024
_OUTSIDE: Final = 0.1  # of the letters beyond a fold: specks around the sheet
_MOST: Final = 2  # in a direction; more are ruled paper
_CORNER: Final = (6, 24)  # rows around an end, columns beside it: where a frame's corner would be
_CORNERED: Final = 0.7  # of these columns that a rule takes
_AS_DEEP: Final = 0.5  # of a line's depth, which the other side of a frame has at least

_BAND: Final = 8  # of the small image on either side, what is looked at to even a fold
_PAPER: Final = 3  # of these, from the outer side, which are paper
_PARTS: Final = 16  # of a fold, each with a profile of its own: it bends, and its depth changes
_BARE: Final = 60  # percent of the rows that are darker, since letters lie on some
_LIGHT: Final = 0.985  # of the paper: what is lighter stays
_DARKEST: Final = 0.3  # of the paper: what is darker is made no more than so much lighter
_SPECKS: Final = 9  # pixels of a scan along a fold that tell how many of them are black
_SPECKLED: Final = 0.9  # of the paper on a scan in black and white
_TOUCH: Final = np.ones((1, 7), np.uint8)  # to letters that come up to a fold

Pixels = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
"""Rows and columns."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A straight line over the whole sheet, in pixels of a picture turned so that it runs down.

    Attributes:
        upright: whether it does so on the page itself.
        level: its column in the first row.
        slope: columns to the right for each row.
        rows: from which on it is seen, and to which.
    """

    upright: bool
    level: float
    slope: float
    rows: tuple[int, int]


def find_folds(overview: GreyImage, letters: GreyImage) -> tuple[Fold, ...]:
    """The folds on a small image, at most two in a direction.

    A rule of a table ends at others, and the page's text reaches as far as its frame; a fold runs
    on over the margins to the edge of the paper. It is paler than print.

    Args:
        overview: the page at about 75 dpi.
        letters: on it, see `find_letters`.
    """
    if min(overview.shape) < 4 * _RUN:
        return ()
    ways = (overview, np.ascontiguousarray(overview.T))
    down, across = (_valleys(way) for way in ways)
    lines = (list(_lines(down)), list(_lines(across)))
    if not any(lines):
        return ()
    rows, columns = np.nonzero(letters)
    folds = (
        list(_folds(lines[0], True, down, across.T, (rows, columns))),
        list(_folds(lines[1], False, across, down.T, (columns, rows))),
    )
    return tuple(fold for found in folds if len(found) <= _MOST for fold in found)


def without_folds(image: GreyImage) -> GreyImage:
    """A scan on which folds are as bright as the paper beside them, and ink on them stays."""
    overview = small(image)
    folds = find_folds(overview, find_letters(overview))
    if not folds:
        return image
    factor = image.shape[1] / overview.shape[1]
    evened = image.copy()
    for fold in folds:
        # A view, so that what is written to it is written to the scan.
        _even(evened if fold.upright else evened.T, fold, factor)
    return evened


def _valleys(overview: GreyImage) -> npt.NDArray[np.float32]:
    """By which share each pixel is darker than both sides, left and right."""
    smooth = cv2.blur(overview.astype(np.float32), (1, 3))
    wide = cv2.copyMakeBorder(smooth, 0, 0, _BESIDE, _BESIDE, cv2.BORDER_REPLICATE)
    beside = np.minimum(wide[:, : -2 * _BESIDE], wide[:, 2 * _BESIDE :])
    return np.asarray(1 - smooth / np.maximum(beside, 1), dtype=np.float32)


def _lines(valleys: npt.NDArray[np.float32]) -> Iterator[tuple[float, float]]:
    """Level and slope of the lines on which long pieces of valleys lie, apart from each other."""
    dark = (valleys > _DARKER).astype(np.uint8)
    # A line that leans steps from one column to the next: both count as one.
    wide = cv2.dilate(dark, np.ones((1, 3), np.uint8))
    long = cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones((_RUN, 1), np.uint8))
    kept = np.asarray(cv2.bitwise_and(long, cv2.dilate(dark, np.ones((1, 2), np.uint8))), np.uint8)
    height = len(valleys)
    least = round(_PIECES * height)
    # Columns that one line may touch hold too little on most pages, and lines are dear to find.
    touched = np.ones(2 * math.ceil(height * math.tan(_TILT)) + 1, np.int64)
    if np.convolve(cv2.reduce(kept, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S)[0], touched).max() < least:
        return
    found = cv2.HoughLines(kept, 1, _STEP, least, min_theta=-_TILT, max_theta=_TILT)
    middles: list[float] = []
    for rho, angle in [] if found is None else found[:_CANDIDATES, 0].tolist():
        level, slope = rho / np.cos(angle), -np.tan(angle)
        middle = level + slope * height / 2
        if all(abs(middle - other) >= _APART for other in middles):
            middles.append(middle)
            yield float(level), float(slope)


def _folds(
    lines: Sequence[tuple[float, float]],
    upright: bool,
    valleys: npt.NDArray[np.float32],
    across: npt.NDArray[np.float32],
    letters: Pixels,
) -> Iterator[Fold]:
    """The lines that run over the whole sheet, unbroken and pale, and end at no other.

    Args:
        lines: their levels and slopes.
        upright: see Fold.
        valleys: of the page turned so that the lines run down it.
        across: valleys between above and below, of the same shape.
        letters: their pixels, turned likewise.
    """
    height, width = valleys.shape
    rows = np.arange(height)
    for level, slope in lines:
        columns = np.round(level + slope * rows).astype(np.int64)
        if columns.min() < _OFF or columns.max() >= width - _OFF:
            continue
        depths = np.max([valleys[rows, columns + off] for off in range(-_OFF, _OFF + 1)], axis=0)
        first, last = _ends(depths)
        if last - first < _LONG * height or not _is_whole(depths[first : last + 1]):
            continue
        fold = Fold(upright, level, slope, (first, last))
        if not _runs_on(letters, fold, height):
            continue
        depth = float(np.median(depths[first : last + 1]))
        ruled = across > _AS_DEEP * depth
        if not any(_is_cornered(ruled, end, int(columns[end])) for end in (first, last)):
            yield fold


def _ends(depths: npt.NDArray[np.float32]) -> tuple[int, int]:
    """The first and the last row at which a line is seen."""
    window, least = _CLOSED
    there = np.flatnonzero(np.convolve(depths > _DARKER, np.ones(window), "same") >= least)
    return (int(there[0]), int(there[-1])) if there.size else (len(depths), 0)


def _runs_on(letters: Pixels, line: Fold, height: int) -> bool:
    """Whether the text ends before a line does: tables have cells where their rules end.

    Text ends at right angles to a line: on a page that lies askew by 3 degrees a line of type
    reaches 9 mm further down at one of its ends than at the other.
    """
    down, right = letters
    along = (down + line.slope * (right - line.level)) / (1 + line.slope**2)
    (first, last), margin = line.rows, round(_BEYOND * height)
    inside = (along >= first) & (along <= last)
    ends = inside & ((along < first + margin) | (along > last - margin))
    outside = len(along) - int(inside.sum())
    return bool(ends.sum() <= _AT_ENDS * len(along) and outside <= _OUTSIDE * len(along))


def _is_whole(depths: npt.NDArray[np.float32]) -> bool:
    """Whether a line is seen along all of its length, neither too pale nor as dark as print."""
    seen = depths > _DARKER
    shares = [float(part.mean()) for part in np.array_split(seen, _SECTIONS)]
    pale = _DEPTHS[0] <= float(np.median(depths)) <= _DEPTHS[1]
    return pale and float(seen.mean()) >= _SEEN[0] and min(shares) >= _SEEN[1]


def _is_cornered(ruled: npt.NDArray[np.bool_], row: int, column: int) -> bool:
    """Whether a rule runs to one side where a line ends, as at a frame's corner.

    The edge of a sheet runs to both sides.
    """
    rows, far = _CORNER
    near = ruled[max(0, row - rows) : row + rows + 1]
    sides = (near[:, max(0, column - far) : column], near[:, column + 1 : column + 1 + far])
    left, right = (bool(side.size and side.mean(axis=1).max() >= _CORNERED) for side in sides)
    return left != right


def _even(page: GreyImage, fold: Fold, factor: float) -> None:
    """Make the paper under a fold as bright as beside it.

    Args:
        page: turned so that the fold runs down it; changed.
        fold: in pixels of a small picture.
        factor: pixels of the page for one of these.
    """
    height, width = page.shape
    first, last = (round(row * factor) for row in fold.rows)
    rows = np.arange(first, min(last, height))[:, np.newaxis]
    middles = np.round((fold.level + 0.5) * factor + fold.slope * rows).astype(np.int64)
    reach = round(_BAND * factor)
    columns = np.clip(middles + np.arange(-reach, reach + 1), 0, width - 1)
    band = page[rows, columns]
    light = _light_under(band, round(_PAPER * factor))
    if is_bilevel(page):
        page[rows, columns] = _bridged(band, light)
    else:
        evened = np.clip(band / np.clip(light, _DARKEST, 1.0), 0, 255).astype(np.uint8)
        page[rows, columns] = np.where(light < _LIGHT, evened, band)


def _light_under(band: GreyImage, outer: int) -> npt.NDArray[np.float32]:
    """How bright bare paper is along and across a fold, share of what it is at both sides.

    Args:
        band: rows x columns around a fold that runs down its middle.
        outer: columns at either side that are paper, and may have a rule of a table.
    """
    # Of black and white a fold is specks: how many there are, is its brightness.
    smooth = cv2.blur(band, (1, _SPECKS))
    parts = []
    for part in np.array_split(smooth, _PARTS):
        bright = np.percentile(part, _BARE, axis=0)
        left, right = (float(np.median(side)) for side in (bright[:outer], bright[-outer:]))
        # Light falls from one side of the sheet to the other.
        parts.append(bright / np.maximum(np.linspace(left, right, len(bright)), 1))
    size = (band.shape[1], band.shape[0])
    light = cv2.resize(np.array(parts, np.float32), size, interpolation=cv2.INTER_LINEAR)
    light[:, :outer] = light[:, -outer:] = 1
    return np.asarray(light, dtype=np.float32)


def _bridged(band: GreyImage, light: npt.NDArray[np.float32]) -> GreyImage:
    """A band of black and white: paper on the fold, but on rows where ink comes up to it."""
    under = light < _SPECKLED
    wide = cv2.dilate(under.astype(np.uint8), _TOUCH)
    ink = ((band == 0) & (wide > 0) & ~under).any(axis=1, keepdims=True)
    # Letters are no stripes.
    kept = cv2.dilate(ink.astype(np.uint8), _TOUCH.T)
    return np.where(under & (kept == 0), np.uint8(255), band)
