"""Find photographs and other dark pictures, whose screens and frames look like ruled tables."""

from typing import Final

import cv2
import numpy as np

from models.page import Box
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.brightness import brightness_at

_QUARTER: Final = 4  # pixels of the reduced page for one here
_STROKE: Final = np.ones((5, 5), np.uint8)  # 3 mm: wider than strokes of headlines
_AROUND: Final = np.ones((7, 7), np.uint8)  # and its frame
_DARK: Final = 0.8  # of the paper's brightness, at most
_DEEP: Final = 0.4  # of the way from paper to type: stains are lighter
_TYPE: Final = 0.3  # percent of the page that are darker than its type, though it has few letters
_SMALLEST: Final = 18  # pixels, 12 mm, of the shorter side
_FILLED: Final = 0.5  # of its box
_SQUARE: Final = 0.9  # of its box that lies within the outline of a picture with four corners


def find_pictures(page: GreyImage) -> tuple[Box, ...]:
    """Boxes of what is dark over more than the width of a stroke.

    Args:
        page: reduced to 150 dpi, black on white.
    """
    dark = _dark(page)
    if not dark.any():
        return ()
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark)
    return tuple(
        Box(*(int(side) * _QUARTER for side in bounds))
        for *bounds, area in stats[1:]
        if min(bounds[2:]) >= _SMALLEST and area >= _FILLED * bounds[2] * bounds[3]
    )


def find_plates(page: GreyImage) -> tuple[Box, ...]:
    """Boxes of those pictures alone that fill theirs: a round stain has text in its corners.

    Args:
        page: as for `find_pictures`.
    """
    outlines, _ = cv2.findContours(_dark(page), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return tuple(
        Box(*(int(side) * _QUARTER for side in bounds))
        for outline, bounds in ((outline, cv2.boundingRect(outline)) for outline in outlines)
        if min(bounds[2:]) >= _SMALLEST
        and cv2.contourArea(outline) >= _SQUARE * bounds[2] * bounds[3]
    )


def _dark(page: GreyImage) -> GreyImage:
    """Ones, at a quarter of the size, where it is dark over more than a stroke, and around it."""
    height, width = (side // _QUARTER for side in page.shape)
    if not height or not width:
        return np.zeros((0, 0), np.uint8)
    small = page[: height * _QUARTER, : width * _QUARTER]
    for size in ((2 * width, 2 * height), (width, height)):  # halving twice is eight times as fast
        small = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    between = np.asarray(cv2.dilate(small, _STROKE), dtype=np.uint8)
    paper, type_ = brightness_at(between[::4, ::4], 50), brightness_at(page[::2, ::2], _TYPE)
    limit = min(_DARK * paper, paper - _DEEP * (paper - type_))
    dark = cv2.dilate((between < limit).astype(np.uint8), _AROUND)
    return np.asarray(dark, dtype=np.uint8)
