"""Pictures made coarser for a first reading, and their words brought back to the finer ones."""

from dataclasses import replace

import cv2
import numpy as np

from models.page import Box, Reading
from pipeline.engines.protocols import GreyImage


def coarsened(picture: GreyImage, factor: float) -> GreyImage:
    """The picture at `factor` of its size, 0..1."""
    if factor == 1.0:
        return picture
    height, width = picture.shape
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def grown(reading: Reading, factor: float) -> Reading:
    """A reading of the coarser picture, boxes in pixels of the finer."""
    if factor == 1.0:
        return reading
    words = (replace(word, box=_grown(word.box, factor)) for word in reading.words)
    return replace(reading, words=tuple(words))


def _grown(box: Box, factor: float) -> Box:
    left, top = round(box.left / factor), round(box.top / factor)
    return Box(left, top, round(box.right / factor) - left, round(box.bottom / factor) - top)
