"""What lies around a page: the bed of the scanner, punch holes, a strip of the page beside it."""

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.engines.protocols import GreyImage
from pipeline.imaging.scan import paper_of, small

MASK_BORDERS: Final = "mask-borders"
"""Cleaning step: solid dark areas at the edges, and what lies beyond them, become paper."""

_DARK_SHARE: Final = 0.45  # of the paper's brightness: darker than any typed page's background
_SOLID: Final = np.ones((9, 9), np.uint8)  # 3 mm at 75 dpi, thicker than a letter or a rule
_STRIPE: Final = np.ones((21, 5), np.uint8)  # 2 mm wide: no rule of a table is
_GUTTER_HEIGHT: Final = 0.7  # of the page: a shorter dark stripe parts no pages
_NEIGHBOUR: Final = 0.25  # of the width: more than that beyond a fold is no mere strip
_HOLE: Final = (12, 34)  # pixels at 75 dpi, 4 to 11 mm
_HOLE_MARGIN: Final = 0.15  # of the width
_HOLE_FULL: Final = 0.65  # of its square; a disc fills 0.79


def dark_borders(image: GreyImage) -> GreyImage:
    """Ones over what surrounds the page on a small image: bed, holes, a neighbour's strip."""
    dark = np.asarray(image < paper_of(image) * _DARK_SHARE, dtype=np.uint8)
    # Opening removes all that is thinner than a word is high: letters, lines of a table.
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, _SOLID)
    stripes = cv2.morphologyEx(dark, cv2.MORPH_OPEN, _STRIPE)
    if not (solid.any() or stripes.any()):
        return np.zeros_like(dark)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(solid)
    around = np.array([_is_hole(each, image.shape[1]) for each in stats])
    for edge in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        around[edge] = True
    around[0] = False  # the page
    mask = np.asarray(around[labels], dtype=np.bool_)
    if stripes.any():
        _add_neighbours(mask, np.asarray(stripes, dtype=np.uint8))
    return mask.astype(np.uint8)


def _is_hole(stats: npt.NDArray[np.int32], page_width: int) -> bool:
    left, _, width, height, area = (int(value) for value in stats)
    low, high = _HOLE
    round_enough = area > _HOLE_FULL * width * height and abs(width - height) <= 5
    outside = left + width < page_width * _HOLE_MARGIN or left > page_width * (1 - _HOLE_MARGIN)
    return low <= width <= high and low <= height <= high and round_enough and outside


def _add_neighbours(mask: npt.NDArray[np.bool_], stripes: GreyImage) -> None:
    """Cover what lies beyond each stripe from top to bottom."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(stripes)
    for label in range(1, len(stats)):
        if stats[label, cv2.CC_STAT_HEIGHT] > _GUTTER_HEIGHT * len(mask):
            _add_neighbour(mask, labels == label)


def _add_neighbour(mask: npt.NDArray[np.bool_], gutter: npt.NDArray[np.bool_]) -> None:
    """Cover what lies between an edge and a dark stripe from top to bottom, on either side."""
    for way in (1, -1):
        _cover_left(mask[:, ::way], gutter[:, ::way])


def _cover_left(mask: npt.NDArray[np.bool_], gutter: npt.NDArray[np.bool_]) -> None:
    """The same row by row; what is dark on the other side of the sheet, too, counts for nothing."""
    columns, rows = np.arange(mask.shape[1]), np.flatnonzero(gutter.any(axis=1))
    behind = ~gutter & (columns > gutter.argmax(axis=1)[:, None])
    ends = np.where(behind.any(axis=1), behind.argmax(axis=1), len(columns))[rows]
    if np.median(ends) < len(columns) * _NEIGHBOUR:
        mask |= columns < np.interp(np.arange(len(mask)), rows, ends)[:, None]


def without_borders(image: GreyImage) -> GreyImage:
    """The page with everything around it turned to paper."""
    height, width = image.shape
    mask = cv2.dilate(dark_borders(small(image)), np.ones((5, 5), np.uint8))
    full = np.asarray(
        cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST), dtype=np.uint8
    )
    paper = np.full_like(image, paper_of(image))
    return np.asarray(cv2.copyTo(paper, full, image.copy()), dtype=np.uint8)
