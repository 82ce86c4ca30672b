"""A trial: some lines of a page are read raw and cleaned, and the better reading is told."""

from typing import Final

import cv2
import numpy as np

from models.page import Reading
from pipeline.engines.protocols import GreyImage, ReadingEngine
from pipeline.imaging.marks import find_letters
from pipeline.imaging.scan import small

_STRIP: Final = 0.14  # of the page's height: six to eight lines of type
_NO_CHANGE: Final = 4.0  # brightness, so that lines count where the change is the same everywhere


def find_strip(raw: GreyImage, cleaned: GreyImage) -> slice:
    """The rows with most letters and most difference between two pictures of one page."""
    before, after = small(raw), small(cleaned)
    change = np.abs(before.astype(np.float32) - after)
    rows = np.abs(change - np.median(change)).mean(axis=1) + _NO_CHANGE
    rows *= (find_letters(before) | find_letters(after)).sum(axis=1)
    height = max(1, round(len(rows) * _STRIP))
    gathered = cv2.blur(rows.reshape(-1, 1), (1, height), borderType=cv2.BORDER_REPLICATE)
    scale = raw.shape[0] / len(rows)
    top = max(0, min(int(gathered.argmax()) - height // 2, len(rows) - height))
    return slice(round(top * scale), round((top + height) * scale))


def gain(
    engine: ReadingEngine, raw: GreyImage, cleaned: GreyImage, *, model: str, digest: str, dpi: int
) -> float:
    """By how much the mean confidence of a strip rises when it is read cleaned, -1..1.

    A letter that only one of the pictures shows counts as read without any confidence on the
    other: the mean alone would prefer a picture on which half of the text is lost.

    Raises:
        EngineError: the engine failed; worth another try.
        EngineTimeout: it did not answer in time.
    """
    rows = find_strip(raw, cleaned)
    first, second = (
        engine.read(np.ascontiguousarray(picture[rows]), model=model, digest=digest, dpi=dpi)
        for picture in (raw, cleaned)
    )
    letters = max(_letters(first), _letters(second))
    if not letters:
        return 0.0
    return (_sense(second) - _sense(first)) / letters


def _letters(reading: Reading) -> int:
    return sum(word.end - word.start for word in reading.words)


def _sense(reading: Reading) -> float:
    return sum(word.confidence * (word.end - word.start) for word in reading.words)
