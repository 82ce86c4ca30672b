"""Pictures of pages: decode a scan, and apply the recorded recipe that makes it ready to read."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from models.errors import BLOB_MISSING, SOURCE_CHANGED, SOURCE_CORRUPT, SourceError
from models.page import Cleaning, Geometry, Page, PageImage
from pipeline.engines.protocols import GreyImage

MASK_BORDERS: Final = "mask-borders"
"""Cleaning step: solid dark areas at the edges (scanner bed, torn corners) become paper."""

# Pages run side by side in processes; threads inside of one would only take cores from the others.
cv2.setNumThreads(1)

_QUARTER_TURNS: Final = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}
_SMALL_WIDTH: Final = 620  # 75 dpi of an A4 sheet: enough to see lines and dark areas
_DARK_SHARE: Final = 0.45  # of the paper's brightness: darker than any typed page's background
_SKEW_LIMIT: Final = 5.0
_SKEW_STEP: Final = 0.1
_SIDEWAYS_ABOVE: Final = 1.1


def load_grey(path: Path, *, digest: str | None = None) -> GreyImage:
    """Decode a scan to grey, rows x columns, as stored: an EXIF turn is not applied.

    Args:
        path: of the image file.
        digest: SHA-256 that its bytes must have; None takes them as they are.

    Raises:
        SourceError: the file is not there, is not the one meant, or cannot be decoded.
    """
    try:
        content = np.fromfile(path, dtype=np.uint8)
    except OSError as error:
        raise SourceError(BLOB_MISSING, str(error)) from error
    if digest is not None and hashlib.sha256(content.tobytes()).hexdigest() != digest:
        raise SourceError(SOURCE_CHANGED, str(path))
    flags = cv2.IMREAD_GRAYSCALE | cv2.IMREAD_IGNORE_ORIENTATION
    image = cv2.imdecode(content, flags) if content.size else None
    if image is None:
        raise SourceError(SOURCE_CORRUPT, path.name)
    return np.asarray(image, dtype=np.uint8)


@lru_cache(maxsize=1)
def _loaded(image: PageImage) -> GreyImage:
    """The scan that this process worked on last: a page's stages follow each other."""
    # A blob never changes; an original left in place may.
    return load_grey(image.path, digest=image.digest if image.in_place else None)


def scan_of(page: Page) -> GreyImage:
    """The untouched scan of a page, grey."""
    return _loaded(page.image)


@lru_cache(maxsize=1)
def _overview(image: PageImage) -> GreyImage:
    return small(_loaded(image))


def overview_of(page: Page) -> GreyImage:
    """The scan of a page at about 75 dpi, made once for all stages that look at it."""
    return _overview(page.image)


def prepare(image: GreyImage, geometry: Geometry, cleaning: Cleaning) -> GreyImage:
    """Apply a recipe: cleaning steps, quarter turns, deskew about the centre, scale. Pure."""
    if MASK_BORDERS in cleaning.steps:
        image = _without_dark_borders(image)
    return _turned(image, geometry)


def _turned(image: GreyImage, geometry: Geometry) -> GreyImage:
    if geometry.rotation:
        image = np.asarray(cv2.rotate(image, _QUARTER_TURNS[geometry.rotation]), dtype=np.uint8)
    height, width = image.shape
    if geometry.skew:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), geometry.skew, 1.0)
        turned = cv2.warpAffine(
            image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=paper_of(image)
        )
        image = np.asarray(turned, dtype=np.uint8)
    if geometry.scale != 1.0:
        size = (round(width * geometry.scale), round(height * geometry.scale))
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return image


def paper_of(image: GreyImage) -> int:
    """Brightness of the paper, 0..255: most of a page is paper."""
    return int(np.percentile(image[::16, ::16], 75))


def small(image: GreyImage) -> GreyImage:
    """The page at about 75 dpi, for looks that need no letters."""
    height, width = image.shape
    factor = min(1.0, _SMALL_WIDTH / min(width, height))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def ink_mask(image: GreyImage) -> GreyImage:
    """Ones where a small image is clearly darker than the paper around it."""
    around = cv2.blur(image, (31, 31))
    return np.asarray(image.astype(np.int16) < around.astype(np.int16) - 18, dtype=np.uint8)


def find_skew(letters: GreyImage) -> float:
    """Degrees by which the lines must be turned counter-clockwise to lie level, by 0.1°.

    The right angle makes the row profile of the ink sharpest (Postl 1986).

    Args:
        letters: of an upright small image, see `find_letters`.
    """
    points = np.argwhere(letters)
    if len(points) < _SMALL_WIDTH:
        return 0.0
    rows, columns = points[:, 0].astype(np.float32), points[:, 1].astype(np.float32)
    coarse = _sharpest(rows, columns, np.arange(-_SKEW_LIMIT, _SKEW_LIMIT + 0.01, 0.5))
    fine = np.arange(coarse - 0.5, coarse + 0.501, _SKEW_STEP)
    return round(float(_sharpest(rows, columns, fine)), 1) + 0.0


def _sharpest(
    rows: "np.typing.NDArray[np.float32]",
    columns: "np.typing.NDArray[np.float32]",
    angles: "np.typing.NDArray[np.float64]",
) -> float:
    def sharpness(angle: float) -> float:
        slope = np.tan(np.radians(angle))
        levels = (rows - columns * slope).astype(np.int32)
        profile = np.bincount(levels - levels.min())
        return float(np.square(np.diff(profile)).sum())

    return float(max(angles, key=sharpness))


def is_sideways(letters: GreyImage) -> bool:
    """Whether the lines of a small image run up and down instead of across.

    Typescript has columns nearly as sharp as its lines, so only letters count, and they count in
    bands: on 44 real pages the lines won in every one, by a fifth at least.

    Args:
        letters: of the image, see `find_letters`.
    """
    return _roughness(letters.T) > _SIDEWAYS_ABOVE * _roughness(letters)


def find_letters(image: GreyImage) -> GreyImage:
    """Ones where a mark of a small image is no larger than a word: no frames, seals, drawings."""
    ink = ink_mask(image)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    kept = (stats[:, cv2.CC_STAT_WIDTH] <= 40) & (stats[:, cv2.CC_STAT_HEIGHT] <= 40)
    kept &= stats[:, cv2.CC_STAT_AREA] >= 2
    kept[0] = False  # the paper
    return np.asarray(kept[labels], dtype=np.uint8)


def _roughness(ink: GreyImage) -> float:
    """How much the row profiles of eight bands side by side jump from row to row."""
    bands = np.array_split(ink, 8, axis=1)
    jumps = [np.diff(band.sum(axis=1, dtype=np.int64)) for band in bands]
    return float(sum(np.square(jump).sum() for jump in jumps))


def dark_borders(image: GreyImage) -> GreyImage:
    """Ones over solid dark areas that touch the edge of a small image."""
    dark = np.asarray(image < paper_of(image) * _DARK_SHARE, dtype=np.uint8)
    # Opening removes all that is thinner than a word is high: letters, lines of a table.
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    _, labels = cv2.connectedComponents(solid)
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    touching = np.setdiff1d(edge, [0])
    return np.isin(labels, touching).astype(np.uint8)


def _without_dark_borders(image: GreyImage) -> GreyImage:
    height, width = image.shape
    mask = cv2.dilate(dark_borders(small(image)), np.ones((5, 5), np.uint8))
    full = cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST).astype(bool)
    return np.where(full, np.uint8(paper_of(image)), image)


def ink_share(image: GreyImage) -> float:
    """Share of a small image that is covered by marks of the size of letters, 0..1.

    Holes, borders, stains and grain are too large or too small to count.
    """
    ink = ink_mask(image)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    height, width, area = (stats[1:, index] for index in (3, 2, 4))
    letters = (height >= 4) & (height <= 40) & (width >= 2) & (width <= 200) & (area >= 6)
    return float(area[letters].sum()) / ink.size
