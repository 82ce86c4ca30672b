"""Stamps and pencil marks in another ink: where they are on a page of black text."""

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box, Region
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.background import is_bilevel
from pipeline.imaging.colour import COLOURED, INK, PAPER, Scan, chroma_of, is_grey
from pipeline.imaging.greystamps import find_outlines
from pipeline.imaging.paleink import part_inks
from pipeline.imaging.scan import small, to_grey

STAMP: Final = "stamp"
"""Kind of region: a frame or a seal with something in it, or letters of one height."""

PENCIL: Final = "pencil"
"""Kind of region: any other coloured marks, written or drawn by hand."""

_STROKE: Final = np.ones((15, 15), np.uint8)  # 5 mm: wider than any stroke, narrower than stains
_PATCH: Final = 16  # pixels at 75 dpi
_REACH: Final = 13  # pixels at 75 dpi, 4 mm: parts of one stamp stand no farther apart
_SMALLEST: Final = (20, 8)  # pixels at 75 dpi, long and short side
_BLACK: Final = 175  # of PAPER, in the lightest colour: black ink, whose rim may have a tinge
_FILLED: Final = 60  # coloured pixels away from black ink
# Of the coloured pixels: in 17 stamps over text 0.55 and more, in tinged type 0 to 0.31.
_PURE: Final = 0.4
_LARGEST: Final = 0.2  # of the page: more is a page written in colour
_BODY: Final = 0.05  # of the ink outside: more colour there and the body text is coloured, too
# Of any shape 35 rendered pages with stamps have one to three regions, a violet carbon copy whose
# ink was black in places 32, all pieces of its lines.
_LINE: Final = 3  # times as wide as high
_LINES: Final = 8
_MARGIN: Final = 10  # pixels at 75 dpi around a region: a worn edge is hardly coloured
_SPANS: Final = 0.75  # of a region's sides that a frame reaches over
_LETTER: Final = (7, 40)  # pixels at 75 dpi that letters of stamps are high
_ONE_HEIGHT: Final = 0.25  # by which they differ from the middling one
_LETTERS: Final = 4
# Of a grey page that is pale ink: less is no stamp, in more no stamp can be told.
_PALE_SHARE: Final = (0.0006, 0.06)
Mask = npt.NDArray[np.bool_]


def find_stamps(scan: Scan, *, skew: float = 0.0) -> tuple[Region, ...]:
    """Find what is stamped, written or drawn in another ink on a page of black text.

    In colour every mark is found, on a grey scan only stamps with a frame or a ring.

    Args:
        scan: grey or in colour.
        skew: of its lines, degrees, see `Geometry`.

    Returns:
        Regions in pixels of the scan, from the top; none where the body text is coloured itself.
    """
    return _on_grey(to_grey(scan), skew) if is_grey(scan) else _in_colour(scan)


def _on_grey(scan: GreyImage, skew: float) -> tuple[Region, ...]:
    inks = None if is_bilevel(scan) else part_inks(scan)
    if inks is None or not _PALE_SHARE[0] <= inks.deep.mean() <= _PALE_SHARE[1]:
        return ()
    boxes = sorted(find_outlines(inks, skew=skew), key=lambda box: (box.top, box.left))
    return tuple(Region(STAMP, box) for box in boxes)


def _in_colour(scan: Scan) -> tuple[Region, ...]:
    overview = small(scan)
    chroma, lightest, darkest = chroma_of(_under_white_light(overview))
    if np.count_nonzero(chroma > COLOURED) < _FILLED:
        return ()
    # Black ink on yellow paper is a little blue, where it is dark.
    black = (lightest < _BLACK).astype(np.uint8)
    strokes = cv2.morphologyEx(chroma, cv2.MORPH_TOPHAT, _STROKE)
    coloured = (strokes > COLOURED) & (black == 0)
    rims = cv2.dilate(black, np.ones((3, 3), np.uint8)) > 0
    boxes = _joined(_group(coloured, coloured & ~rims))
    outside = darkest < INK
    for box in boxes:
        outside[_part(box)] = False
    area = sum(box.width * box.height for box in boxes)
    body = np.count_nonzero(outside & coloured) / max(1, int(outside.sum()))
    lines = sum(box.width >= _LINE * box.height for box in boxes)
    if area > _LARGEST * coloured.size or body > _BODY or lines > _LINES:
        return ()
    factor = scan.shape[0] / len(overview)
    return tuple(
        Region(kind_of(coloured[_part(box)]), _enlarged(box, factor, scan)) for box in boxes
    )


def _under_white_light(overview: Scan) -> list[GreyImage]:
    """The three colours, each by the light around: a lamp may be yellow here and blue there.

    Type darkens all three alike, so what is around is taken with the type upon it.
    """
    height, width = overview.shape[:2]
    size = (max(1, width // _PATCH), max(1, height // _PATCH))
    patches = cv2.medianBlur(cv2.resize(overview, size, interpolation=cv2.INTER_AREA), 9)
    tint = patches / np.maximum(patches.mean(axis=2, keepdims=True), 1.0)
    light = np.percentile(patches.mean(axis=2), 75) * tint
    ground = cv2.resize(np.clip(light, 1, 255).astype(np.uint8), (width, height))
    planes = cv2.divide(overview, ground, scale=PAPER)
    return [np.asarray(plane, dtype=np.uint8) for plane in cv2.split(planes)]


def _group(coloured: Mask, pure: Mask) -> list[Box]:
    """Boxes around what stands together, where the colour is not just the rim of black ink."""
    near = cv2.dilate(coloured.astype(np.uint8), np.ones((_REACH, _REACH), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(near)
    filled = np.bincount(labels[pure], minlength=len(stats))
    seen = np.bincount(labels[coloured], minlength=len(stats))
    half = _REACH // 2
    boxes = []
    for label in np.flatnonzero((filled >= _FILLED) & (filled >= _PURE * seen)):
        left, top, width, height = (int(value) for value in stats[label, :4])
        box = Box(left + half, top + half, width - 2 * half, height - 2 * half)
        short, long = sorted((box.width, box.height))
        if long >= _SMALLEST[0] and short >= _SMALLEST[1]:
            boxes.append(box)
    return boxes


def _joined(boxes: list[Box]) -> list[Box]:
    """Boxes that overlap as one: a frame and what stands in it."""
    apart: list[Box] = []
    for box in boxes:
        while other := next((each for each in apart if _overlap(each, box)), None):
            apart.remove(other)
            left, top = min(box.left, other.left), min(box.top, other.top)
            right, bottom = max(box.right, other.right), max(box.bottom, other.bottom)
            box = Box(left, top, right - left, bottom - top)
        apart.append(box)
    return sorted(apart, key=lambda box: (box.top, box.left))


def _overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) > max(one.left, other.left)
    return across and min(one.bottom, other.bottom) > max(one.top, other.top)


def kind_of(coloured: Mask) -> str:
    """STAMP or PENCIL, by the coloured pixels of a region at 75 dpi."""
    marks = cv2.morphologyEx(coloured.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(marks, dtype=np.uint8))
    widths, heights, areas = (stats[1:, column] for column in (2, 3, 4))
    spans = (widths >= _SPANS * marks.shape[1]) & (heights >= _SPANS * marks.shape[0])
    if spans.any():
        return STAMP if areas[~spans].sum() >= _FILLED // 2 else PENCIL
    letters = heights[(heights >= _LETTER[0]) & (heights <= _LETTER[1])]
    alike = (
        np.abs(letters - np.median(letters)) <= _ONE_HEIGHT * np.median(letters)
        if (letters.size)
        else letters
    )
    return STAMP if np.count_nonzero(alike) >= _LETTERS else PENCIL


def _part(box: Box) -> tuple[slice, slice]:
    return np.s_[box.top : box.bottom, box.left : box.right]


def _enlarged(box: Box, factor: float, scan: Scan) -> Box:
    left = max(0, round((box.left - _MARGIN) * factor))
    top = max(0, round((box.top - _MARGIN) * factor))
    right = min(scan.shape[1], round((box.right + _MARGIN) * factor))
    bottom = min(scan.shape[0], round((box.bottom + _MARGIN) * factor))
    return Box(left, top, right - left, bottom - top)
