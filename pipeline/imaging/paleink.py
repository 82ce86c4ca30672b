"""Pale ink on a grey scan, such as a stamp's, told from black type by its depth and taken off."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box, Region
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.brightness import brightness_at

_WIDTH: Final = 1240  # pixels of the shorter side: 150 dpi of an A4 sheet
_PAPER: Final = 4  # times smaller, the paper is looked at
_LETTER: Final = np.ones((9, 9), np.uint8)  # pixels of that picture, larger than a stroke
_WHITE: Final = 255
_INK: Final = 26  # darker than the paper by so much, of 255
_TYPE: Final = 90  # percentile of the ink that is the depth of type: the rest are its rims
_ROWS: Final = 64  # of a scan, a line or two of type, whose depth is looked at
_ROWS_APART: Final = 192  # from such rows to the next
_PALEST: Final = 0.13  # of the depth of type, at least
_CROWDED: Final = 0.026  # of a page that is pale ink: more is another page's text
_DEEPER_THAN_TEXT: Final = 0.22  # of the depth of type: what shines through seldom is so deep
_PALER: Final = 0.68  # of the depth of type, at most: 95 of 100 letters are deeper
_RIM: Final = np.ones((5, 5), np.uint8)  # the rim of black type is pale, too
_STROKE: Final = np.ones((25, 25), np.uint8)  # 4 mm: wider than any stroke, narrower than stains
_LETTERS: Final = 0.004  # of the page that is type, at least
_GRAIN: Final = 0.8  # pixels, deviation
_CORE: Final = np.ones((5, 5), np.uint8)  # inside of a stamp's strokes, which are 0.5 mm and wider
_STAMP: Final = 75  # percentile of the pale ink inside of strokes that is a stamp's depth
_DEEPER: Final = 1.3  # times a stamp's depth is ink that hangs on type
_REACH: Final = np.ones((9, 9), np.uint8)  # pixels by which thin strokes go on from deep ones


@dataclass(frozen=True, slots=True)
class Inks:
    """The inks of a page, reduced to about 150 dpi.

    Attributes:
        factor: pixels here for each pixel of the scan.
        pale: ones on strokes of pale ink.
        deep: of these, where there are too many, those deeper than what shines through.
        type: ones on black type and its rims, where pale ink cannot be seen.
    """

    factor: float
    pale: GreyImage
    deep: GreyImage
    type: GreyImage


def part_inks(scan: GreyImage) -> Inks | None:
    """Part a page's inks; None where there is hardly any type to tell pale ink by."""
    factor = min(1.0, _WIDTH / min(scan.shape))
    size = (round(scan.shape[1] * factor), round(scan.shape[0] * factor))
    depth = _depth(np.asarray(cv2.resize(scan, size, interpolation=cv2.INTER_AREA), np.uint8))
    type_depth = _type_depth(depth)
    dark = (depth >= _PALER * type_depth).astype(np.uint8)
    if cv2.countNonZero(dark) / dark.size < _LETTERS:
        return None
    near = np.asarray(cv2.dilate(dark, _RIM), dtype=np.uint8)
    strokes = cv2.morphologyEx(depth, cv2.MORPH_TOPHAT, _STROKE)
    pale = ((strokes > _PALEST * type_depth) & (near == 0)).astype(np.uint8)
    deep = pale
    if cv2.countNonZero(pale) > _CROWDED * pale.size:
        deep = pale & (strokes > _DEEPER_THAN_TEXT * type_depth).astype(np.uint8)
    return Inks(factor, pale, deep, near)


def _depth(image: GreyImage) -> GreyImage:
    """How much darker than the paper around each pixel is, 0..255 for white to black."""
    return np.asarray(_WHITE - cv2.divide(image, _paper_around(image), scale=_WHITE), np.uint8)


def _smooth_depth(image: GreyImage) -> GreyImage:
    return np.asarray(cv2.GaussianBlur(_depth(image), (0, 0), _GRAIN), dtype=np.uint8)


def _paper_around(image: GreyImage) -> GreyImage:
    size = (max(1, image.shape[1] // _PAPER), max(1, image.shape[0] // _PAPER))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, _LETTER), 11)
    return np.asarray(cv2.resize(paper, image.shape[::-1]), dtype=np.uint8)


def type_depth_of(image: GreyImage) -> float:
    """The depth of a page's type, by which pale ink is told, seen on a third of its rows."""
    bands = range(0, len(image), _ROWS_APART)
    return _type_depth(np.vstack([_smooth_depth(image[top : top + _ROWS]) for top in bands]))


def _type_depth(depth: GreyImage) -> float:
    sampled = depth[::2, ::2]
    ink = sampled[sampled > _INK]
    return brightness_at(ink, _TYPE) if ink.size else float(_WHITE)


def without_pale_ink(
    image: GreyImage, regions: Sequence[Region], *, type_depth: float
) -> GreyImage:
    """The page with the pale ink of its regions turned to paper; type and its rims stay.

    Args:
        image: the page in grey.
        regions: see `find_stamps`.
        type_depth: of the page, see `type_depth_of`.
    """
    image = image.copy()
    for region in regions:
        part = image[_slices(region.box)]
        taken = _pale_pixels(part, type_depth)
        part[taken] = _paper_around(part)[taken]
    return image


def pale_ink(image: GreyImage, box: Box, *, type_depth: float) -> GreyImage:
    """What `without_pale_ink` takes off a part of the page, dark on white."""
    part = image[_slices(box)]
    taken, depth = _pale_pixels(part, type_depth), _depth(part)
    full = max(brightness_at(depth[taken], 75), 1.0) if taken.any() else 1.0
    ink = np.where(taken, np.minimum(depth / full, 1.0), 0.0)
    return np.asarray(_WHITE * (1 - ink), dtype=np.uint8)


def _slices(box: Box) -> tuple[slice, slice]:
    return np.s_[box.top : box.bottom, box.left : box.right]


def _pale_pixels(part: GreyImage, type_depth: float) -> npt.NDArray[np.bool_]:
    """Where a part of a page has pale ink, but no type: what is deep, and what hangs on it."""
    depth = _smooth_depth(part)
    pale = (depth > _PALEST * type_depth) & (depth < _PALER * type_depth)
    core = cv2.erode(pale.astype(np.uint8), _CORE) > 0
    if not core.any():
        return np.zeros(part.shape, dtype=bool)
    stamp = brightness_at(depth[core], _STAMP)
    deep = (depth >= (stamp + type_depth) / 2).astype(np.uint8)
    hanging = ((depth >= _DEEPER * stamp) & (cv2.dilate(deep, _REACH) > 0)).astype(np.uint8)
    kept = cv2.dilate(deep | hanging, _RIM)
    taken = cv2.dilate(pale.astype(np.uint8), _RIM)
    return np.asarray((kept == 0) & (taken > 0), dtype=np.bool_)
