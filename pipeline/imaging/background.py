"""Paper and ink of a page: how even, how deep, how noisy; and the steps that mend them."""

from typing import Final, NamedTuple

import cv2
import numpy as np

from pipeline.engines.protocols import GreyImage
from pipeline.imaging.brightness import brightness_at
from pipeline.imaging.colour import PAPER
from pipeline.imaging.scan import small

EVEN_BACKGROUND: Final = "even-background"
"""Cleaning step: brightness is measured by the paper around, so that light and stains go."""

STRETCH: Final = "stretch-contrast"
"""Cleaning step: ink becomes black and paper white."""

DROP_GHOSTS: Final = "drop-ghosts"
"""Cleaning step: what is much fainter than the ink becomes paper: the other side, a stamp."""

SMOOTH: Final = "smooth"
"""Cleaning step: grain and the weave of a ribbon become even strokes."""

DESPECKLE: Final = "despeckle"
"""Cleaning step: single black or white pixels go."""

_LETTER: Final = np.ones((7, 7), np.uint8)  # pixels at half of 75 dpi: larger than letters
_GHOST: Final = 0.72  # of the paper: violet ink keeps 0.7 in its lightest colour, the back 0.75
_NO_PAPER: Final = 0.45  # of the brightest paper: a picture or the bed, not a shaded sheet
_SHADED: Final = 0.02  # deviation; real scans that lay flat have 0 to 0.003, photographs 0.07
_GRAIN: Final = 1.2  # pixels, deviation: a third of a stroke of typescript at 300 dpi
_INK: Final = 0.93  # of PAPER: darker is ink
_FAINT_INK: Final = 0.6  # of PAPER: ink that is no darker leaves ghosts less room
_HALF: Final = 0.63  # of the way from faint ink to paper
_CLEAR: Final = 0.95  # of the way from type to what shines through; 0.8 thins type, 1.1 keeps it
_DARK_INK: Final = 12  # percent of the ink that becomes black altogether
_LETTER_SIZE: Final = (4, 30)  # pixels at 75 dpi between which a letter or a word is high
_WORD: Final = 300  # and how wide it is at most
_FEWEST: Final = 30  # marks that tell anything
_APART: Final = 0.12  # of PAPER between the mean depths of type and of what shines through
_PALE: Final = 0.7  # of PAPER, that shines through, in the mean
_STEP: Final = 10  # grey levels that count as one
_EMPTY: Final = 0.2  # of the marks at the peak of what shines through may lie before it
_SHINING: Final = (0.1, 0.9)  # of the marks: fewer are dirt, and there must be type
_LAPLACE: Final = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
_PATCH: Final = 64


def paper_around(overview: GreyImage) -> GreyImage:
    """The paper of a small image without what is written on it, at half its size."""
    size = (max(1, overview.shape[1] // 2), max(1, overview.shape[0] // 2))
    half = cv2.resize(overview, size, interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(half, cv2.MORPH_CLOSE, _LETTER)
    return np.asarray(cv2.medianBlur(closed, 11), dtype=np.uint8)


def unevenness(paper: GreyImage) -> float:
    """Deviation of the paper's brightness over the page, as a share of it, 0..1."""
    bright = brightness_at(paper, 75)
    sheet = paper[paper > bright * _NO_PAPER]
    return float(sheet.std()) / max(bright, 1.0)


def is_shaded(image: GreyImage) -> bool:
    """Whether the paper of a scan is so uneven that evening it changes anything."""
    return unevenness(paper_around(small(image))) > _SHADED


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


def ghost_share(overview: GreyImage, paper: GreyImage, around: GreyImage) -> float:
    """Share of the marks of the size of letters that shine through from the back, 0..1.

    Args:
        overview: the page at 75 dpi.
        paper: see `paper_around`.
        around: not 0 on what surrounds the sheet.
    """
    size = (overview.shape[1], overview.shape[0])
    ground = np.maximum(cv2.resize(paper, size, interpolation=cv2.INTER_LINEAR), 1)
    relative = cv2.divide(overview, ground.astype(np.uint8), scale=PAPER)
    relative[around > 0] = PAPER
    found = _find_ghosts(np.asarray(relative, dtype=np.uint8))
    return found.share if found else 0.0


class _Ghosts(NamedTuple):
    """What shines through: mean brightness of the type and of it, and its share of the marks."""

    ink: float
    ghost: float
    share: float


def _find_ghosts(overview: GreyImage) -> _Ghosts | None:
    """Marks of the size of letters on even paper that make a class of their own, far fainter.

    None where marks of every depth are, as an uneven ribbon leaves them: what shines through from
    the back of a sheet has a peak of its own, and next to nothing before it.
    """
    written = (overview < _INK * PAPER).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(written)
    darkest = np.full(count, 255, np.uint8)
    inked = written > 0
    np.minimum.at(darkest, labels[inked].astype(np.intp), overview[inked])
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    sized = (high >= _LETTER_SIZE[0]) & (high < _LETTER_SIZE[1]) & (wide < _WORD) & (wide > 2)
    sized[0] = False  # the paper
    depths = darkest[sized]
    if len(depths) < _FEWEST:
        return None
    marks = np.bincount(depths // _STEP, minlength=256 // _STEP)
    lighter = 1 - np.cumsum(marks) / len(depths)
    valleys = np.flatnonzero((lighter > _SHINING[0]) & (lighter < _SHINING[1]))
    if not valleys.size:
        return None
    emptiness = [marks[valley] / marks[valley + 1 :].max() for valley in valleys]
    faint = depths >= (valleys[np.argmin(emptiness)] + 1) * _STEP
    ink, ghost = float(depths[~faint].mean()), float(depths[faint].mean())
    pale = ghost > _PALE * PAPER and ghost - ink > _APART * PAPER
    return _Ghosts(ink, ghost, float(faint.mean())) if pale and min(emptiness) < _EMPTY else None


def noise_of(image: GreyImage) -> float:
    """Deviation of the noise in brightness on bare paper, 0..255 (Immerkaer 1996, by patches)."""
    height, width = image.shape
    found = [
        cv2.norm(cv2.filter2D(patch, cv2.CV_16S, _LAPLACE), cv2.NORM_L1) / patch.size
        for top in range(0, height - _PATCH, max(_PATCH, height // 12))
        for left in range(0, width - _PATCH, max(_PATCH, width // 9))
        for patch in (image[top : top + _PATCH, left : left + _PATCH],)
    ]
    return float(np.percentile(found, 25)) * float(np.sqrt(np.pi / 2)) / 6 if found else 0.0


def is_bilevel(image: GreyImage) -> bool:
    """Whether a scan has two brightnesses only, as fax compression leaves it."""
    sampled = image[::7, ::5]
    return bool(((sampled == sampled.min()) | (sampled == sampled.max())).all())


def evened(image: GreyImage) -> GreyImage:
    """The scan divided by its paper, which becomes `PAPER`."""
    paper = np.maximum(paper_around(small(image)), 1).astype(np.uint8)
    size = (image.shape[1], image.shape[0])
    ground = cv2.resize(paper, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(image, ground, scale=PAPER), dtype=np.uint8)


def stretched(image: GreyImage) -> GreyImage:
    """An evened scan whose darkest ink becomes black, and its paper white."""
    return _levelled(image, _black_of(image), PAPER)


def without_ghosts(image: GreyImage) -> GreyImage:
    """An evened scan on which all that is lighter than a ghost becomes white."""
    found = _find_ghosts(small(image))
    if found:
        # They may be most of what is written, so how dark the type is must be told without them.
        return _levelled(image, found.ink, found.ink + _CLEAR * (found.ghost - found.ink))
    black = _black_of(image)
    faint = black > _FAINT_INK * PAPER
    return _levelled(image, black, black + _HALF * (PAPER - black) if faint else _GHOST * PAPER)


def _black_of(image: GreyImage) -> float:
    """Brightness of the darker part of the ink; 0 where there is bare paper alone."""
    sampled = image[::8, ::8]
    ink = sampled[sampled < _INK * PAPER]
    return brightness_at(ink, _DARK_INK) if ink.size else 0.0


def _levelled(image: GreyImage, black: float, white: float) -> GreyImage:
    table = np.clip((np.arange(256) - black) * (255 / max(white - black, 1.0)), 0, 255)
    return np.asarray(cv2.LUT(image, table.astype(np.uint8)), dtype=np.uint8)


def smoothed(image: GreyImage) -> GreyImage:
    """The scan under a Gaussian narrower than a stroke."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), _GRAIN), dtype=np.uint8)


def despeckled(image: GreyImage) -> GreyImage:
    """The median of every pixel and its eight neighbours."""
    return np.asarray(cv2.medianBlur(image, 3), dtype=np.uint8)
