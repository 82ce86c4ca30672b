"""How the lines of a page run, and the turns that bring them across and level."""

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Geometry, Perspective
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.brightness import paper_of
from pipeline.imaging.scan import SMALL_WIDTH

_QUARTER_TURNS: Final = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}
Coordinates = npt.NDArray[np.float32]

SKEW_LIMIT: Final = 5.0
"""Degrees by which hardly any sheet lies more askew."""

_SKEW_STEP: Final = 0.1
_SIDEWAYS_ABOVE: Final = 1.1
_BANDS: Final = 3  # side by side: lines of columns seldom lie at the same heights
_ASTRAY: Final = 2.0  # degrees by which lines of one column may lead to those of the next
_ALIKE: Final = 0.35  # degrees; bands are shorter than lines and tell no finer
_LETTER_GAP: Final = np.ones((1, 4), np.uint8)  # pixels at 75 dpi; lines are farther apart
_CLEARLY: Final = 1.5
_ENOUGH: Final = 10_000  # pixels of ink to tell which of the coarse angles is nearest


def turned(image: GreyImage, geometry: Geometry) -> GreyImage:
    """Quarter turns, scale, deskew about the centre, perspective undone."""
    if geometry.rotation:
        image = np.asarray(cv2.rotate(image, _QUARTER_TURNS[geometry.rotation]), dtype=np.uint8)
    if geometry.scale != 1.0:
        size = (round(image.shape[1] * geometry.scale), round(image.shape[0] * geometry.scale))
        finest = cv2.INTER_AREA if geometry.scale < 1.0 else cv2.INTER_CUBIC
        image = np.asarray(cv2.resize(image, size, interpolation=finest), dtype=np.uint8)
    if geometry.perspective is not None:
        return _flattened(image, geometry.skew, geometry.perspective)
    if geometry.skew:
        height, width = image.shape
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), geometry.skew, 1.0)
        level = cv2.warpAffine(
            image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=paper_of(image)
        )
        image = np.asarray(level, dtype=np.uint8)
    return image


def _flattened(image: GreyImage, skew: float, perspective: Perspective) -> GreyImage:
    """A photographed sheet as `Geometry.to_scan` leads back from it."""
    height, width = image.shape
    cos, sin = np.cos(np.radians(skew)), np.sin(np.radians(skew))
    centred = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1]])
    lean, fan, spread = perspective.lean, perspective.fan, perspective.spread
    placed = np.array([[1, lean, 0], [0, 1, 0], [-fan / height, -spread / width, 1]])
    askew = np.array([[cos, -sin, width / 2], [sin, cos, height / 2], [0, 0, 1]])
    flat = cv2.warpPerspective(
        image,
        askew @ placed @ centred,
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderValue=paper_of(image),
    )
    return np.asarray(flat, dtype=np.uint8)


def find_skew(letters: GreyImage, *, limit: float = SKEW_LIMIT) -> float:
    """Degrees by which the lines must be turned counter-clockwise to lie level, by 0.1°.

    The right angle makes the row profile of the ink sharpest (Postl 1986). Across columns a wrong
    one may lead lines of one to lines of the next, but not within bands: where their profiles are
    clearly sharper at another angle, it is that.

    Args:
        letters: of an upright small image, see `find_letters`.
        limit: degrees, the farthest either way.
    """
    columns, rows = places_of(letters)
    if len(rows) < SMALL_WIDTH:
        return 0.0
    whole = _finest(rows, columns, np.arange(-limit, limit + 0.01, 0.5))
    height, width = letters.shape
    rows = rows + columns * _BANDS // width * (height + width)
    near = np.arange(max(-limit, whole - _ASTRAY), min(limit, whole + _ASTRAY) + 0.01, 0.25)
    banded = _finest(rows, columns, near)
    return round(banded if abs(whole - banded) > _ALIKE else whole, 1) + 0.0


def places_of(letters: GreyImage) -> tuple[Coordinates, Coordinates]:
    """Columns and rows of the pixels of letters, each of shape (n,)."""
    found = cv2.findNonZero(np.ascontiguousarray(letters))
    columns, rows = np.reshape([] if found is None else found, (-1, 2)).T
    return columns.astype(np.float32), rows.astype(np.float32)


def _finest(
    rows: Coordinates,
    columns: Coordinates,
    coarse: npt.NDArray[np.float64],
) -> float:
    """The sharpest of some angles at even distances, and of the finer ones around it."""
    few = max(1, len(rows) // _ENOUGH)
    best, step = _sharpest(rows[::few], columns[::few], coarse), float(coarse[1] - coarse[0])
    return _sharpest(rows, columns, np.arange(best - step, best + step + 0.001, _SKEW_STEP))


def _sharpest(
    rows: Coordinates,
    columns: Coordinates,
    angles: npt.NDArray[np.float64],
) -> float:
    def sharpness(angle: float) -> float:
        slope = np.tan(np.radians(angle))
        levels = (rows - columns * slope).astype(np.int32)
        # Unsmoothed, the whole rows of the picture make 0° sharper than 0.3° that is right.
        profile = np.convolve(np.bincount(levels - levels.min()), (1, 2, 1))
        return float(np.square(np.diff(profile)).sum())

    return float(max(angles, key=sharpness))


def is_sideways(letters: GreyImage) -> bool:
    """Whether the lines of a small image run up and down instead of across.

    Letters of a line stand closer than lines do, so closing narrow gaps along the lines leaves few
    pieces: on 180 upright pages 0.2 to 1.05 times as many as closing them the other way, sideways
    3.2 times and more. Where that is not clear, rows that are sharper than columns tell.

    Args:
        letters: of the image, see `find_letters`.
    """
    across, down = _pieces(letters), _pieces(np.ascontiguousarray(letters.T))
    if max(across, down) > _CLEARLY * min(across, down):
        return across > down
    return _roughness(letters.T) > _SIDEWAYS_ABOVE * _roughness(letters)


def _pieces(letters: GreyImage) -> int:
    """In how many pieces the ink is, the paper counted in, once letters side by side are joined."""
    return cv2.connectedComponents(cv2.morphologyEx(letters, cv2.MORPH_CLOSE, _LETTER_GAP))[0]


def _roughness(ink: GreyImage) -> float:
    """How much the row profiles of eight bands side by side jump from row to row.

    Of typescript the columns may be sharper than the lines, since its letters stand below each
    other: these profiles tell prints and drawings, whose letters touch or stand apart.
    """
    bands = np.array_split(ink, 8, axis=1)
    jumps = [np.diff(band.sum(axis=1, dtype=np.int64)) for band in bands]
    return float(sum(np.square(jump).sum() for jump in jumps))
