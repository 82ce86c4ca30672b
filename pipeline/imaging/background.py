"""Paper and ink of a page: how even, how deep, how noisy; and the steps that mend them."""

from typing import Final

import cv2
import numpy as np

from pipeline.engines.protocols import GreyImage
from pipeline.imaging.colour import PAPER
from pipeline.imaging.scan import small

EVEN_BACKGROUND: Final = "even-background"
"""Cleaning step: brightness is measured by the paper around, so that light and stains go."""

STRETCH: Final = "stretch-contrast"
"""Cleaning step: ink becomes black and paper white."""

SMOOTH: Final = "smooth"
"""Cleaning step: grain and the weave of a ribbon become even strokes."""

DESPECKLE: Final = "despeckle"
"""Cleaning step: single black or white pixels go."""

_LETTER: Final = np.ones((15, 15), np.uint8)  # pixels at 75 dpi: larger than letters
_NO_PAPER: Final = 0.45  # of the brightest paper: a picture or the bed, not a shaded sheet
_GRAIN: Final = 1.5  # pixels, deviation: half a stroke of typescript at 300 dpi
_LAPLACE: Final = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
_PATCH: Final = 64


def paper_around(overview: GreyImage) -> GreyImage:
    """The paper of a small image without what is written on it."""
    closed = cv2.morphologyEx(overview, cv2.MORPH_CLOSE, _LETTER)
    return np.asarray(cv2.medianBlur(closed, 21), dtype=np.uint8)


def unevenness(paper: GreyImage) -> float:
    """Deviation of the paper's brightness over the page, as a share of it, 0..1."""
    bright = float(np.percentile(paper, 75))
    sheet = paper[paper > bright * _NO_PAPER]
    return float(sheet.std()) / max(bright, 1.0)


def ink_depth(image: GreyImage, paper: GreyImage, letters: GreyImage) -> float:
    """How much darker than the paper the darkest fifth of the ink is, 0..1; 1 without letters.

    Args:
        image: the scan.
        paper: see `paper_around`.
        letters: see `find_letters`.
    """
    height, width = image.shape
    step = max(1, min(height, width) // min(letters.shape))
    sampled = image[::step, ::step]
    size = (sampled.shape[1], sampled.shape[0])
    ground = cv2.resize(paper, size, interpolation=cv2.INTER_NEAREST)
    written = cv2.resize(letters, size, interpolation=cv2.INTER_NEAREST).astype(bool)
    if not written.any():
        return 1.0
    share = sampled[written] / np.maximum(ground[written], 1).astype(np.float32)
    return 1.0 - min(1.0, float(np.percentile(share, 20)))


def noise_of(image: GreyImage) -> float:
    """Deviation of the noise in brightness on bare paper, 0..255 (Immerkaer 1996, by patches)."""
    height, width = image.shape
    found = [
        float(np.abs(cv2.filter2D(patch, cv2.CV_32F, _LAPLACE)).mean())
        for top in range(0, height - _PATCH, max(_PATCH, height // 12))
        for left in range(0, width - _PATCH, max(_PATCH, width // 9))
        for patch in (image[top : top + _PATCH, left : left + _PATCH],)
    ]
    return float(np.percentile(found, 25)) * float(np.sqrt(np.pi / 2)) / 6 if found else 0.0


def is_bilevel(image: GreyImage) -> bool:
    """Whether a scan has two brightnesses only, as fax compression leaves it."""
    sampled = image[::7, ::5]
    return bool(np.isin(sampled, (sampled.min(), sampled.max())).all())


def evened(image: GreyImage) -> GreyImage:
    """The scan divided by its paper, which becomes `PAPER`."""
    paper = np.maximum(paper_around(small(image)), 1).astype(np.uint8)
    size = (image.shape[1], image.shape[0])
    ground = cv2.resize(paper, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(image, ground, scale=PAPER), dtype=np.uint8)


def stretched(image: GreyImage, *, white: float | None = None) -> GreyImage:
    """The darkest hundredth becomes black, all that is lighter than `white` becomes white.

    Args:
        image: the scan.
        white: brightness, 0..255; None takes the lightest tenth.
    """
    low, high = np.percentile(image[::4, ::4], (1, 90))
    high = white or high
    table = np.clip((np.arange(256) - low) * (255 / max(high - low, 1.0)), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(image, table), dtype=np.uint8)


def smoothed(image: GreyImage) -> GreyImage:
    """The scan under a Gaussian as wide as half a stroke."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), _GRAIN), dtype=np.uint8)


def despeckled(image: GreyImage) -> GreyImage:
    """The median of every pixel and its eight neighbours."""
    return np.asarray(cv2.medianBlur(image, 3), dtype=np.uint8)
