"""Stamps on grey scans: frames set askew and rings, drawn in ink far paler than the type."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.paleink import Inks

_HALF: Final = 2  # times smaller, candidates are looked for
_LONG: Final = 26  # pixels there, 9 mm, of a straight stroke
_BROKEN: Final = 8  # pixels there that type may cover
_VOTES: Final = 22
_STROKES: Final = 40  # that are looked at, the longest
_TILT: Final = (0.9, 16.0)  # degrees against the lines of type: rules of tables run along them
_ALIKE: Final = 1.5  # degrees by which two sides of a frame may differ
_SLOPES: Final = (0.0, -0.3, 0.3, -0.6, 0.6)  # degrees beside what two strokes have
_APART: Final = (35, 170)  # pixels at 150 dpi, 6 to 29 mm between the long sides
_BESIDE: Final = 20  # pixels at 150 dpi that they run side by side, at least
_REACH: Final = 400  # pixels at 150 dpi by which a side may run on behind what was found of it
_NEAR: Final = 8  # pixels at 150 dpi by which a side may lie off
_CLEAR: Final = 12  # pixels at 150 dpi behind a corner, where a frame has ended and a rule has not
_MARGIN: Final = 8  # pixels at 150 dpi around an outline
_DRAWN: Final = 0.72  # of a side where no type hides it
_SEEN: Final = 0.2  # of a side that type may leave
_RADIUS: Final = (56, 220)  # pixels at 150 dpi: seals of 19 to 74 mm
_RINGS: Final = 4  # that are looked at, the likeliest
_SOFT: Final = 2.0  # pixels of the smaller picture, deviation
# Each way finds what the other misses. The second takes longer the fewer votes make a centre: with
# 15 of them 4 s of 22 pages of pale ink, with 25 1.4 s, and of 92 drawn rings as many are found.
_HOUGH: Final = ((cv2.HOUGH_GRADIENT_ALT, 1.5, 200, 0.3), (cv2.HOUGH_GRADIENT, 1, 100, 25))
_CROWDED: Final = 0.026  # of a page that is pale ink: more shines through or is worn type
_LIKELY: Final = 0.35  # of a ring about a centre that is off by some pixels
_CENTRE: Final = (-6, -3, 0, 3, 6)  # pixels at 150 dpi
_ANGLES: Final = 360
_WIDE: Final = np.ones((3, 1), np.uint8)
_POLAR: Final = cv2.INTER_NEAREST | cv2.WARP_POLAR_LINEAR
_RECTIFY: Final = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
Profile = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Patch:
    """A part of the page, bent or turned until a side that is looked for is a row of pixels.

    Attributes:
        pale: not 0 on pale ink.
        type: not 0 on type.
    """

    pale: GreyImage
    type: GreyImage

    def drawn(self, columns: slice) -> Profile:
        """How much of each row is pale ink where no type hides it; 0 where type hides it all."""
        pale = cv2.dilate(self.pale, _WIDE)[:, columns] > 0
        seen = pale | (self.type[:, columns] == 0)
        return _share(pale.sum(axis=1), seen.sum(axis=1), seen.shape[1])

    def drawn_to(self, rows: Sequence[int]) -> Callable[[int, npt.NDArray[np.int64]], Profile]:
        """What gives, for a left and many right columns, how much of these rows is drawn between.

        Shape (rows, right columns). Counted once: where text shines through, a frame may have a
        hundred thousand pairs of sides.
        """
        pale = cv2.dilate(self.pale, _WIDE)[list(rows)] > 0
        seen = pale | (self.type[list(rows)] == 0)
        summed = [np.pad(np.cumsum(each, axis=1), ((0, 0), (1, 0))) for each in (pale, seen)]

        def drawn(left: int, rights: npt.NDArray[np.int64]) -> Profile:
            inked, visible = (each[:, rights] - each[:, left, None] for each in summed)
            return _share(inked, visible, rights - left)

        return drawn

    @property
    def flipped(self) -> "Patch":
        """The same with rows as columns."""
        return Patch(self.pale.T, self.type.T)


def _share(
    pale: npt.NDArray[np.int64], seen: npt.NDArray[np.int64], width: int | npt.NDArray[np.int64]
) -> Profile:
    """How much of what is seen is pale; 0 where too little of the width is seen."""
    return np.where(seen >= _SEEN * np.maximum(1, width), pale / np.maximum(seen, 1), 0.0)


def find_outlines(inks: Inks, *, skew: float) -> list[Box]:
    """Find frames and rings in pale ink.

    Type may cover most of an outline: where it leaves it to be seen, the stroke must be there on
    every side. A frame is set askew and ends at its corners, as rules of tables do not.

    Args:
        inks: of the page.
        skew: of its lines, degrees, see `Geometry`.

    Returns:
        Boxes in pixels of the scan.
    """
    size = (inks.pale.shape[1] // _HALF, inks.pale.shape[0] // _HALF)
    small = np.asarray(cv2.resize(inks.deep * 255, size, interpolation=cv2.INTER_AREA), np.uint8)
    found: list[Box] = []
    for box in (*_frames(inks, small, skew), *_rings(inks, small)):
        middle = (box.left + box.width // 2, box.top + box.height // 2)
        if not any(_holds(other, middle) for other in found):
            found.append(box)
    return [_enlarged(box, inks) for box in found]


def _holds(box: Box, place: Iterable[float]) -> bool:
    """Whether a place, as x and y, lies in a box."""
    x, y = place
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def _enlarged(box: Box, inks: Inks) -> Box:
    """A box with some paper around, in pixels of the scan."""
    rows, columns = inks.pale.shape
    left, top = max(0, box.left - _MARGIN), max(0, box.top - _MARGIN)
    right, bottom = min(columns, box.right + _MARGIN), min(rows, box.bottom + _MARGIN)
    left, top, right, bottom = (round(side / inks.factor) for side in (left, top, right, bottom))
    return Box(left, top, right - left, bottom - top)


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A straight stroke: its ends, shape (2, 2), and its slope in degrees, falling to the right."""

    ends: Profile
    slope: float
    length: float


@dataclass(frozen=True, slots=True)
class _Look:
    """Where a frame may be: a turned patch, its axes and corner on the page, the frame's sides."""

    patch: Patch
    axes: Profile
    corner: Profile
    sides: tuple[int, int, int, int] | None

    @property
    def width(self) -> int:
        """Of the frame."""
        return self.sides[1] - self.sides[0] if self.sides else 0


def _strokes(small: GreyImage, skew: float) -> list[_Stroke]:
    """The longest strokes askew to the lines of type."""
    ink = (small > 100).astype(np.uint8)
    lines = cv2.HoughLinesP(ink, 1, np.pi / 720, _VOTES, minLineLength=_LONG, maxLineGap=_BROKEN)
    if lines is None:
        return []
    found = []
    for ends in np.asarray(lines, dtype=np.float64).reshape(-1, 2, 2) * _HALF:
        across, down = (ends[1] - ends[0]).tolist()
        slope = float(np.degrees(np.arctan2(down, across)))
        if _TILT[0] <= abs(slope - skew) <= _TILT[1]:
            found.append(_Stroke(ends, slope, float(np.hypot(across, down))))
    return sorted(found, key=lambda stroke: -stroke.length)[:_STROKES]


def _frames(inks: Inks, small: GreyImage, skew: float) -> Iterator[Box]:
    found: list[Box] = []
    for one, other in combinations(_strokes(small, skew), 2):
        if abs(one.slope - other.slope) > _ALIKE:
            continue
        middle = (one.ends.mean(axis=0) + other.ends.mean(axis=0)) / 2
        if any(_holds(box, middle.tolist()) for box in found):
            continue
        box = _frame(inks, one, other, skew)
        if box is not None:
            found.append(box)
            yield box


def _frame(inks: Inks, one: _Stroke, other: _Stroke, skew: float) -> Box | None:
    """The box around a frame whose long sides hold two strokes.

    Short strokes tell the slope of long sides coarsely, so slopes beside it are tried, too.
    """
    slope = (one.slope * one.length + other.slope * other.length) / (one.length + other.length)
    looks: list[tuple[float, _Look]] = []
    for each in (slope + off for off in _SLOPES):
        look = _framed(inks, one, other, each)
        if look is None:
            break
        looks.append((each, look))
    told = [(each, look) for each, look in looks if look.sides is not None]
    if not told:
        return None
    slope, look = max(told, key=lambda each: each[1].width)
    left, right, top, bottom = look.sides or (0, 0, 0, 0)
    # Thick strokes have slanted ones within.
    leans = [_lean(look.patch, row, slice(left, right)) for row in (top, bottom)]
    if abs(slope + float(np.mean(leans)) - skew) < _TILT[0]:
        return None
    corners = np.array([(x, y) for x in (left, right) for y in (top, bottom)]) + look.corner
    x, y = (corners @ look.axes.T).T
    start = (max(0, int(x.min())), max(0, int(y.min())))
    return Box(*start, int(x.max()) - start[0], int(y.max()) - start[1])


def _framed(inks: Inks, one: _Stroke, other: _Stroke, slope: float) -> _Look | None:
    """The page about two strokes, turned by a slope; None where they are no sides of a frame."""
    turn = np.radians(slope)
    axes = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    first, second = one.ends @ axes, other.ends @ axes  # along the sides, and across
    levels = sorted((first[:, 1].mean(), second[:, 1].mean()))
    beside = min(first[:, 0].max(), second[:, 0].max()) - max(first[:, 0].min(), second[:, 0].min())
    if not _APART[0] <= levels[1] - levels[0] <= _APART[1] or beside < _BESIDE:
        return None
    along = np.concatenate([first[:, 0], second[:, 0]])
    corner = np.array([along.min() - _REACH, levels[0] - 2 * _NEAR])
    width = int(along.max() - along.min()) + 2 * _REACH
    height = int(levels[1] - levels[0]) + 4 * _NEAR
    way = np.column_stack([axes, axes @ corner])
    patch = Patch(
        *(
            np.asarray(cv2.warpAffine(ink, way, (width, height), flags=_RECTIFY), np.uint8)
            for ink in (inks.pale, inks.type)
        )
    )
    core = slice(_REACH, width - _REACH)
    rows = _rows(patch, core)
    return None if rows is None else _Look(patch, axes, corner, find_sides(patch, core, rows))


def _rows(patch: Patch, core: slice) -> tuple[int, int] | None:
    """Top and bottom of a frame in a patch whose columns `core` are within it."""
    level, height = patch.drawn(core), len(patch.pale)
    top = int(level[: 4 * _NEAR].argmax())
    bottom = height - 4 * _NEAR + int(level[-4 * _NEAR :].argmax())
    drawn = min(level[top], level[bottom]) >= _DRAWN and bottom - top >= _APART[0]
    return (top, bottom) if drawn else None


def find_sides(
    patch: Patch, core: slice, rows: tuple[int, int]
) -> tuple[int, int, int, int] | None:
    """Left, right, top and bottom of a frame with these rows."""
    top, bottom = rows
    upright = patch.flipped.drawn(slice(top + 3, bottom - 2))
    places = np.flatnonzero(upright >= _DRAWN)
    middle = (core.start + core.stop) // 2
    drawn = patch.drawn_to(rows)
    for left in places[places < middle].tolist():
        rights = places[places > max(middle, left + _APART[0])][::-1]
        full = rights[drawn(left, rights).min(axis=0) >= _DRAWN].tolist()
        if full:
            right = full[0]
            return (left, right, top, bottom) if _ends(patch, left, right, top, bottom) else None
    return None


def _lean(patch: Patch, row: int, columns: slice) -> float:
    """Degrees by which a side leans from its row, falling to the right."""
    y, x = np.nonzero(patch.pale[max(0, row - _NEAR) : row + _NEAR + 1, columns])
    return float(np.degrees(np.arctan(np.polyfit(x, y, 1)[0])))


def _ends(patch: Patch, left: int, right: int, top: int, bottom: int) -> bool:
    """Whether no long side runs on behind its corners."""
    before = patch.drawn(slice(max(0, left - 2 * _CLEAR), max(1, left - _CLEAR // 2)))
    after = patch.drawn(slice(right + _CLEAR // 2, right + 2 * _CLEAR))
    return all(side[row] < _DRAWN for side in (before, after) for row in (top, bottom))


def _rings(inks: Inks, small: GreyImage) -> Iterator[Box]:
    crowded = float(inks.deep.mean()) > _CROWDED
    for x, y in _centres(small, _HOUGH[:1] if crowded else _HOUGH):
        if _about(inks, (x, y)).max() < _LIKELY:
            continue
        around = ((x + right, y + down) for right in _CENTRE for down in _CENTRE)
        box = max((_ring(inks, centre) for centre in around), key=lambda box: box.width)
        if box.width:
            yield box


def _centres(
    small: GreyImage, ways: Iterable[tuple[int, float, float, float]]
) -> list[tuple[float, float]]:
    """Where rings may have their centres."""
    soft = cv2.GaussianBlur(small, (0, 0), _SOFT)
    low, high = (radius // _HALF for radius in _RADIUS)
    found: list[tuple[float, float]] = []
    for way, coarse, edge, votes in ways:
        circles = cv2.HoughCircles(
            soft, way, coarse, _BROKEN, param1=edge, param2=votes, minRadius=low, maxRadius=high
        )
        if circles is not None:
            likeliest = np.asarray(circles, dtype=np.float64).reshape(-1, 3)[:_RINGS] * _HALF
            found += [(x, y) for x, y, _ in likeliest.tolist()]
    return found


def _about(inks: Inks, centre: tuple[float, float]) -> Profile:
    """How much is drawn of the ring of each radius about a centre; 0 for small ones."""
    far = _RADIUS[1] + 2 * _NEAR
    pale, type_ = (
        np.asarray(cv2.warpPolar(ink, (far, _ANGLES), centre, far, _POLAR), np.uint8)
        for ink in (inks.pale, inks.type)
    )
    drawn = Patch(pale, type_).flipped.drawn(slice(None))
    drawn[: _RADIUS[0]] = 0.0
    return drawn


def _ring(inks: Inks, centre: tuple[float, float]) -> Box:
    """The box around the outermost ring about a centre, empty where none is drawn."""
    places = np.flatnonzero(_about(inks, centre) >= _DRAWN)
    reach = int(places[-1]) if places.size else 0
    left, top = max(0, round(centre[0]) - reach), max(0, round(centre[1]) - reach)
    return Box(left, top, 2 * reach, 2 * reach)
