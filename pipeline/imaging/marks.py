"""Marks on a small image of a page: ink, and those marks that are letters."""

from functools import lru_cache
from typing import Final

import cv2
import numpy as np

from models.page import Page, PageImage
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.scan import overview_of

_AROUND: Final = 31  # pixels, three lines of type at 75 dpi
_DARKER: Final = 18  # of 255


def ink_mask(image: GreyImage) -> GreyImage:
    """Ones where a small image is clearly darker than the paper around it."""
    around = cv2.blur(image, (_AROUND, _AROUND))
    return np.asarray(image.astype(np.int16) < around.astype(np.int16) - _DARKER, dtype=np.uint8)


def find_letters(image: GreyImage) -> GreyImage:
    """Ones where a mark of a small image is no larger than a word: no frames, seals, drawings."""
    ink = ink_mask(image)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    kept = (stats[:, cv2.CC_STAT_WIDTH] <= 40) & (stats[:, cv2.CC_STAT_HEIGHT] <= 40)
    kept &= stats[:, cv2.CC_STAT_AREA] >= 2
    kept[0] = False  # the paper
    return np.asarray(kept[labels], dtype=np.uint8)


def letters_of(page: Page) -> GreyImage:
    """The letters on a page's overview, found once for all stages that look at it."""
    return _letters(page.image)


@lru_cache(maxsize=1)
def _letters(image: PageImage) -> GreyImage:
    return find_letters(overview_of(Page(image)))


def ink_share(image: GreyImage) -> float:
    """Share of a small image that is covered by marks of the size of letters, 0..1.

    Holes, borders, stains and grain are too large or too small to count.
    """
    ink = ink_mask(image)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    height, width, area = (stats[1:, index] for index in (3, 2, 4))
    letters = (height >= 4) & (height <= 40) & (width >= 2) & (width <= 200) & (area >= 6)
    return float(area[letters].sum()) / ink.size
