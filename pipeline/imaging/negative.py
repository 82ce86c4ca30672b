"""Negatives, as photostats and microfilms are: told at once, and seen as positives from then on."""

from typing import Final

import cv2
import numpy as np

from pipeline.engines.protocols import GreyImage
from pipeline.imaging.brightness import brightness_at

INVERT: Final = "invert"
"""Cleaning step: black becomes white. Every look at a negative is at its positive."""

_DARK: Final = 128  # of 255: most of a negative is darker
_AROUND: Final = 31  # pixels, three lines of type at 75 dpi
_EXTREMES: Final = (0.5, 99.5)  # percent of the pixels: the darkest, all but the lightest
_STANDS_OUT: Final = 0.25  # of what lies between the darkest and the lightest
_MORE: Final = (
    3  # times as much light ink as dark; at the edges of a sheet there is as much of both
)


def is_negative(overview: GreyImage) -> bool:
    """Whether a page of about 75 dpi has light letters on dark paper."""
    if brightness_at(overview[::8, ::8], 50) >= _DARK:
        return False
    darkest, lightest = (brightness_at(overview[::4, ::4], percent) for percent in _EXTREMES)
    against = overview.astype(np.int16) - cv2.blur(overview, (_AROUND, _AROUND))
    stands_out = _STANDS_OUT * (lightest - darkest)
    light, dark = (np.count_nonzero(each > stands_out) for each in (against, -against))
    return bool(light > _MORE * dark)
