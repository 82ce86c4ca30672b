"""The bare paper around a page's text, on which Tesseract spends time like on any other."""

from typing import Final

import cv2
import numpy as np

from models.page import Box
from pipeline.engines.protocols import GreyImage

_SEEN_AT: Final = 100  # dpi
_AROUND: Final = 21  # pixels there, among which the paper is looked at
_FAINTEST: Final = 8  # grey levels below the paper: less than half of what counts as ink elsewhere
_MARGIN: Final = 0.16  # inches that stay
_WORTH: Final = 0.9  # of the picture: to cut less saves nothing


def without_margins(picture: GreyImage, *, dpi: int) -> Box:
    """The part of a picture outside of which there is nothing; all of it where that is most of it.

    The faintest mark counts, so that no text is left out: a page with dirt at its edges is whole.
    """
    height, width = picture.shape
    whole = Box(0, 0, width, height)
    if not picture.size:
        return whole
    step = max(1, min(dpi // _SEEN_AT, width, height))
    # A whole number of pixels for each one is several times as fast.
    even = picture[: height // step * step, : width // step * step]
    size = (width // step, height // step)
    small = np.asarray(cv2.resize(even, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    darker = cv2.subtract(cv2.blur(small, (_AROUND, _AROUND)), small) > _FAINTEST
    rows, columns = (np.flatnonzero(darker.any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return whole
    margin = round(_MARGIN * dpi)
    left, top = (max(0, step * int(found[0]) - margin) for found in (columns, rows))
    right = min(width, step * (int(columns[-1]) + 1) + margin)
    bottom = min(height, step * (int(rows[-1]) + 1) + margin)
    frame = Box(left, top, right - left, bottom - top)
    return frame if frame.width * frame.height < _WORTH * picture.size else whole
