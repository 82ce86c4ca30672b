"""Photographed sheets: how the slopes of lines and of uprights change over the page."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from models.page import Perspective
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.turn import Coordinates, places_of

_BANDS: Final = 3
_FARTHEST: Final = 4.0  # degrees from the slope of all lines
_STEP: Final = 0.2  # degrees
_POINTS: Final = 400  # of letters, fewer tell no slope
# How much sharper the profile of a band is than at a middling angle: lines have 4 to 40, columns,
# rules and margins 3 to 20, letters that only happen to stand below each other 2.4 at most.
_LINES_ABOVE: Final = 4.0
_UPRIGHTS_ABOVE: Final = 3.0
_CLEARLY: Final = math.tan(math.radians(1.0))
"""Slope from which a page is no flat scan: of those none has more than 0.6 degrees."""


def find_perspective(letters: GreyImage, skew: float) -> tuple[float, Perspective | None]:
    """The skew at the centre and what else makes lines level and uprights upright.

    None, and the skew as it is, where lines have one slope and what stands upright is at right
    angles to them, as on every flat scan.

    Args:
        letters: of an upright small image, see `find_letters`.
        skew: of all its lines, see `find_skew`.
    """
    height, width = letters.shape
    columns, rows = places_of(letters)
    across, down = columns - np.float32(width / 2), rows - np.float32(height / 2)
    rough = _measured(*_levelled(across, down, skew), width, height)
    if not _is_clear(rough[1:]):
        return skew, None
    mended = skew + math.degrees(math.atan(rough[0]))
    flat = _undone(*_levelled(across, down, mended), Perspective(*rough[1:]), width, height)
    rest = _measured(*flat, width, height)
    lean, fan, spread = (round(sum(pair), 4) for pair in zip(rough[1:], rest[1:], strict=True))
    if not _is_clear((lean, fan, spread)):
        return skew, None
    mended += math.degrees(math.atan(rest[0]))
    return round(mended, 1) + 0.0, Perspective(lean, fan, spread)


def _is_clear(slopes: Sequence[float]) -> bool:
    return max(abs(slope) for slope in slopes) >= _CLEARLY


def _levelled(
    across: Coordinates, down: Coordinates, skew: float
) -> tuple[Coordinates, Coordinates]:
    """Points about the centre, turned by the skew."""
    cos, sin = math.cos(math.radians(skew)), math.sin(math.radians(skew))
    turn = np.array([[cos, sin], [-sin, cos]], np.float32)
    level = turn @ np.stack([across, down])
    return level[0], level[1]


def _undone(
    across: Coordinates, down: Coordinates, found: Perspective, width: int, height: int
) -> tuple[Coordinates, Coordinates]:
    """Points about the centre of a level page as they stand without perspective."""
    # Of x = (u + lean v) / d and y = v / d with d = 1 - fan u / height - spread v / width.
    fan, spread = found.fan / height, found.spread / width
    upright = across - np.float32(found.lean) * down
    nearer = np.float32(1) + np.float32(fan) * upright + np.float32(spread) * down
    share = np.asarray(1 / nearer, dtype=np.float32)
    return upright * share, down * share


def _measured(
    across: Coordinates, down: Coordinates, width: int, height: int
) -> tuple[float, float, float, float]:
    """Slope of lines at the centre; lean of uprights there; how both grow over the page."""
    slope, fan = _fitted(down, across, height, _LINES_ABOVE)
    lean, spread = _fitted(across, down, width, _UPRIGHTS_ABOVE)
    # A turn that levels the lines turns the uprights the other way.
    return slope, lean + slope, fan, spread


def _fitted(
    places: Coordinates, along: Coordinates, size: int, above: float
) -> tuple[float, float]:
    """Slope at the centre, and how much it grows from one edge to the other, told by bands.

    Args:
        places: of points across the lines.
        along: of the same points along the lines.
        size: of the page across the lines.
        above: how clear the slope of a band must be to count.
    """
    seen = []
    for band in range(_BANDS):
        first = size * (band / _BANDS - 0.5)
        inside = (places >= first) & (places < first + size / _BANDS)
        if inside.sum() < _POINTS:
            continue
        slope, clear = _slope(places[inside], along[inside])
        if clear > above:
            seen.append((float(places[inside].mean()) / size, slope))
    if len(seen) < 2:
        return 0.0, 0.0
    at, slopes = np.array(seen).T
    growth, centre = np.polyfit(at, slopes, 1)
    return float(centre), float(growth)


def _slope(places: Coordinates, along: Coordinates) -> tuple[float, float]:
    """Which slope makes the profile sharpest, and how much sharper than a middling one."""
    coarse = np.arange(-_FARTHEST, _FARTHEST + 0.01, 2 * _STEP)
    sharp = {angle: _sharpness(places, along, angle) for angle in coarse.tolist()}
    middling = max(1.0, float(np.median(list(sharp.values()))))
    near = max(sharp, key=sharp.__getitem__)
    sharp |= {angle: _sharpness(places, along, angle) for angle in (near - _STEP, near + _STEP)}
    best = max(sharp, key=sharp.__getitem__)
    return math.tan(math.radians(best)), sharp[best] / middling


def _sharpness(places: Coordinates, along: Coordinates, angle: float) -> float:
    levels = places - along * np.float32(math.tan(math.radians(angle)))
    profile = np.bincount((levels - levels.min()).astype(np.int64))
    return float(np.square(np.diff(profile)).sum())
