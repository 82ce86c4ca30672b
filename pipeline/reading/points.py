"""Find points that were left out before wide spaces, as justified lines of narrow columns have."""

from itertools import pairwise
from typing import Final

import numpy as np

from models.page import Box, Reading
from pipeline.engines.protocols import GreyImage
from pipeline.reading.closeset import WIDER, usual_space
from pipeline.reading.ink import ink_below

_REACH: Final = 0.5  # of the word's height, at its end, in which a point is looked for
_LOW: Final = 0.35  # of the word's height that a point is high at most, and wide


def find_points(reading: Reading, picture: GreyImage) -> frozenset[int]:
    """Indexes of words that end in a letter by the text and in a point by the picture.

    Args:
        reading: of the page, boxes in pixels of `picture`.
        picture: black on white.
    """
    space = usual_space(reading.words)
    return frozenset(
        index
        for index, (one, two) in enumerate(pairwise(reading.words))
        if one.line == two.line
        and two.box.left - one.box.right > WIDER * space
        and reading.text[one.end - 1].islower()
        and _ends_in_point(picture, one.box)
    )


def _ends_in_point(picture: GreyImage, box: Box) -> bool:
    """Whether the last mark of a word is low, small and apart from what stands before it."""
    reach = round(_REACH * box.height)
    part = picture[box.top : box.bottom, max(0, box.right - reach) : box.right + 2]
    if not part.size:
        return False
    ink = part < ink_below(part)
    columns = np.flatnonzero(ink.any(axis=0))
    gaps = np.flatnonzero(np.diff(columns) > 2)
    if not gaps.size:
        return False
    mark = ink[:, columns[gaps[-1] + 1] : columns[-1] + 1]
    rows = np.flatnonzero(mark.any(axis=1))
    low = _LOW * box.height
    return bool(
        2 < mark.shape[1] <= low and 2 < rows[-1] + 1 - rows[0] <= low and rows[0] > box.height / 2
    )
