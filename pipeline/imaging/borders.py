"""What lies around a page: the scanner's bed, a table, punch holes, a strip of the page beside."""

from functools import lru_cache
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Page, PageImage
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.background import is_bilevel, paper_around
from pipeline.imaging.brightness import paper_of
from pipeline.imaging.scan import grey_of, overview_of, small

MASK_BORDERS: Final = "mask-borders"
"""Cleaning step: solid dark areas at the edges, and what lies beyond them, become paper."""

_DARK_SHARE: Final = 0.45  # of the paper's brightness: darker than any typed page's background
_SOLID: Final = np.ones((9, 9), np.uint8)  # 3 mm at 75 dpi, thicker than a letter or a rule
_STRIPE: Final = np.ones((21, 5), np.uint8)  # 2 mm wide: no rule of a table is
_GUTTER_HEIGHT: Final = 0.7  # of the page: a shorter dark stripe parts no pages
_NEIGHBOUR: Final = 0.25  # of the width: more than that beyond a fold is no mere strip
_MOSTLY: Final = 0.5  # of a stripe's rows must lie so near an edge
_HOLE: Final = (12, 34)  # pixels at 75 dpi, 4 to 11 mm
_HOLE_MARGIN: Final = 0.15  # of the width
_HOLE_FULL: Final = 0.65  # of its square; a disc fills 0.79
# Of the paper's brightness: a table under a photographed sheet is darker, and nothing of it is as
# bright. The first at which it ends sharply counts, since the far side of a sheet may be shaded.
_TABLE: Final = (0.78, 0.7, 0.62, 0.54)
_NO_PAPER: Final = 0.6  # of the brightness of the middle of a picture: print, no shade
_EDGED: Final = 0.03  # of an image's edges must be so dark before a table is looked for
_SMALLEST: Final = 32  # pixels at 75 dpi, 11 mm: what is smaller has no middle to look at
_SHEET: Final = 0.55  # of the picture is a sheet; a label on a dark cover is less
_STEP: Final = 0.88  # of the brightness beside it, over 3 mm, that a table has at most
_SHARP: Final = 0.85  # of its way along a table the sheet must end so
_ROUND: Final = 0.95  # of the hull of a sheet that it fills: a picture at one edge leaves less
_RIM: Final = np.ones((5, 5), np.uint8)  # pixels at 75 dpi
_AROUND: Final = np.ones((5, 5), np.uint8)  # pixels at half of 75 dpi


def borders_of(page: Page) -> GreyImage:
    """Ones over what surrounds a page on its overview, found once for all that look at it."""
    return _borders_of(page.image)


@lru_cache(maxsize=1)
def _borders_of(image: PageImage) -> GreyImage:
    page = Page(image)
    return dark_borders(overview_of(page), bilevel=is_bilevel(grey_of(page)))


def rimmed(mask: GreyImage) -> GreyImage:
    """What surrounds a page with the pale rim of it."""
    return np.asarray(cv2.dilate(mask, _RIM), dtype=np.uint8)


def dark_borders(image: GreyImage, *, bilevel: bool = False) -> GreyImage:
    """Ones over what surrounds the page on a small image: bed, table, holes, a neighbour's strip.

    Args:
        image: of the page.
        bilevel: whether it was made of two brightnesses: its greys are specks, no table.
    """
    dark = np.asarray(image < paper_of(image) * _DARK_SHARE, dtype=np.uint8)
    # Opening removes all that is thinner than a word is high: letters, lines of a table.
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, _SOLID)
    stripes = cv2.morphologyEx(dark, cv2.MORPH_OPEN, _STRIPE)
    table = np.zeros(image.shape, np.bool_) if bilevel else _table_under(image)
    if not (solid.any() or stripes.any() or table.any()):
        return np.zeros_like(dark)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(solid)
    around = np.array([_is_hole(each, image.shape[1]) for each in stats])
    for edge in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        around[edge] = True
    around[0] = False  # the page
    mask = np.asarray(around[labels], dtype=np.bool_)
    if stripes.any():
        _add_neighbours(mask, np.asarray(stripes, dtype=np.uint8))
    return (mask | table).astype(np.uint8)


def _table_under(image: GreyImage) -> npt.NDArray[np.bool_]:
    """Where a photographed sheet lies on a table: dim from the edges on, up to a sharp end."""
    nothing = np.zeros(image.shape, np.bool_)
    edges = np.concatenate((image[0], image[-1], image[:, 0], image[:, -1]))
    if min(image.shape) < _SMALLEST or (edges < _TABLE[0] * paper_of(image)).mean() < _EDGED:
        return nothing
    ground = paper_around(image)
    light = _light_on(ground)
    for share in _TABLE:
        outside = _reached(ground < share * light)
        if outside.any() and _is_around(outside) and _ends_sharply(outside, ground):
            size = (image.shape[1], image.shape[0])
            grown = cv2.resize(outside.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
            return np.asarray(grown > 0, dtype=np.bool_)
    return nothing


def _light_on(ground: GreyImage) -> npt.NDArray[np.float32]:
    """The brightness that paper has or would have everywhere, by its fall in the middle of it."""
    rows, columns = np.indices(ground.shape, dtype=np.float32)
    points = np.stack((np.ones_like(rows), rows, columns), axis=-1)
    height, width = ground.shape
    middle = np.s_[height // 4 : height * 3 // 4 : 4, width // 4 : width * 3 // 4 : 4]
    known, level = points[middle].reshape(-1, 3), ground[middle].ravel().astype(np.float32)
    kept = level > _NO_PAPER * np.percentile(level, 75)  # no picture
    fall = np.linalg.lstsq(known[kept], level[kept], rcond=None)[0]
    return np.asarray(np.maximum(points @ fall, 1), dtype=np.float32)


def _reached(dim: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """What hangs together with the edges."""
    number, labels = cv2.connectedComponents(dim.astype(np.uint8))
    reached = np.zeros(number, np.bool_)
    for edge in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        reached[edge] = True
    reached[0] = False
    return np.asarray(reached[labels], dtype=np.bool_)


def _is_around(outside: npt.NDArray[np.bool_]) -> bool:
    """Whether what is left is a sheet: large, and without a bay."""
    sheet = (~outside).astype(np.uint8)
    if not sheet.any():
        return False
    contours, _ = cv2.findContours(sheet, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = max(contours, key=cv2.contourArea)
    area = cv2.contourArea(largest)
    return area > _SHEET * sheet.size and area > _ROUND * cv2.contourArea(cv2.convexHull(largest))


def _ends_sharply(outside: npt.NDArray[np.bool_], ground: GreyImage) -> bool:
    """Whether brightness steps at the end of a table, as it does not where light falls off."""
    rim = outside & (cv2.erode(outside.astype(np.uint8), np.ones((3, 3), np.uint8)) == 0)
    low, high = cv2.erode(ground, _AROUND)[rim], cv2.dilate(ground, _AROUND)[rim]
    return bool((low < _STEP * high).mean() >= _SHARP)


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
    near = ends < len(columns) * _NEIGHBOUR  # a table around a sheet may be dark on one side only
    if near.mean() > _MOSTLY:
        mask |= columns < np.interp(np.arange(len(mask)), rows[near], ends[near])[:, None]


def without_borders(image: GreyImage) -> GreyImage:
    """The page with everything around it turned to paper."""
    height, width = image.shape
    mask = rimmed(dark_borders(small(image), bilevel=is_bilevel(image)))
    full = np.asarray(
        cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST), dtype=np.uint8
    )
    paper = np.full_like(image, paper_of(image))
    return np.asarray(cv2.copyTo(paper, full, image.copy()), dtype=np.uint8)
