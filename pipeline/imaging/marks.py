"""Marks on a small image of a page: ink, and those marks that are letters."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import cv2
import numpy as np

from models.page import Page, PageImage
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.borders import borders_of, rimmed
from pipeline.imaging.scan import overview_of

_AROUND: Final = 31  # pixels, three lines of type at 75 dpi
_DARKER: Final = 18  # of 255


def ink_mask(image: GreyImage) -> GreyImage:
    """Ones where a small image is clearly darker than the paper around it."""
    around = cv2.blur(image, (_AROUND, _AROUND))
    return np.asarray(image.astype(np.int16) < around.astype(np.int16) - _DARKER, dtype=np.uint8)


def find_letters(image: GreyImage) -> GreyImage:
    """Ones where a mark of a small image is no larger than a word: no frames, seals, drawings."""
    return _find_marks(image).letters


def letters_of(page: Page) -> GreyImage:
    """The letters on a page's overview."""
    return _marks_of(page.image).letters


def ink_share(image: GreyImage) -> float:
    """Share of a small image that is covered by marks of the size of letters, 0..1.

    Holes, borders, stains and grain are too large or too small to count.
    """
    return _find_marks(image).ink_share


def ink_share_of(page: Page) -> float:
    """The same of a page's overview."""
    return _marks_of(page.image).ink_share


@dataclass(frozen=True, slots=True)
class _Marks:
    """What stands on a small image.

    Attributes:
        letters: see `find_letters`.
        ink_share: see `ink_share`.
    """

    letters: GreyImage
    ink_share: float


@lru_cache(maxsize=1)
def _marks_of(image: PageImage) -> _Marks:
    """Those of a page's overview, found once for all stages that look at it.

    The grain of a table that a sheet was photographed on looks like letters.
    """
    page = Page(image)
    return _find_marks(overview_of(page), rimmed(borders_of(page)))


def _find_marks(image: GreyImage, around: GreyImage | None = None) -> _Marks:
    ink = ink_mask(image)
    if around is not None:
        ink[around > 0] = 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    width, height, area = (
        stats[:, column] for column in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA)
    )
    kept = (width <= 40) & (height <= 40) & (area >= 2)
    counted = (height >= 4) & (height <= 40) & (width >= 2) & (width <= 200) & (area >= 6)
    kept[0] = counted[0] = False  # the paper
    letters = kept.astype(np.uint8)[labels]
    return _Marks(letters, float(area[counted].sum()) / image.size)
