"""What a page's layout is told from: its ink, its ruled lines and its letters, seen at 150 dpi."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box
from pipeline.engines.protocols import GreyImage
from pipeline.layout.pictures import find_pictures

_WIDTH: Final = 1240  # 150 dpi of an A4 sheet: a rule of 0.2 mm is one pixel wide
HALF: Final = 2
"""Pixels of the reduced page for one at 75 dpi, which is enough to see columns."""
_FAINTER: Final = 20  # grey levels below the paper around it make a mark
_AROUND: Final = 41
_SHORTEST: Final = 40  # pixels, 7 mm: longer than any letter is high or wide
_GAP: Final = 40  # pixels that may be missing in a rule
_THICKEST: Final = 9
_LEAN: Final = 0.015  # of its length that a rule may rise or bend: 0.9 degrees
_LETTER: Final = (6, 40)  # pixels that a letter is high
# Half of them are lower: typed and printed sheets of A5 and larger had 10 to 18 pixels, half
# sheets of A4 that were taken for whole ones 22 to 28.
_LARGE: Final = 20


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line.

    Attributes:
        level: where it lies on its own axis.
        start: from where it runs.
        end: to where.
        rise: of its level from start to end.
        gaps: from where to where it is worn away.
    """

    level: float
    start: float
    end: float
    rise: float = 0.0
    gaps: tuple[tuple[float, float], ...] = ()

    @property
    def seen(self) -> float:
        """How long it is where it is not worn away."""
        return self.end - self.start - sum(end - start for start, end in self.gaps)


@dataclass(frozen=True, slots=True)
class Marks:
    """A page reduced to about 150 dpi.

    Attributes:
        factor: pixels here for each pixel of the picture.
        darkness: how much darker than the paper around it is, grey levels.
        ink: ones where it is clearly darker.
        upright: ones on long vertical strokes.
        pictures: where photographs are, of which the rest has nothing.
    """

    factor: float
    darkness: GreyImage
    ink: GreyImage
    upright: GreyImage
    pictures: tuple[Box, ...] = ()

    @property
    def whole(self) -> Box:
        """The reduced page."""
        height, width = self.ink.shape
        return Box(0, 0, width, height)

    def enlarged(self, box: Box) -> Box:
        """A box of the reduced page in pixels of the picture."""
        left, top, right, bottom = (
            round(side / self.factor) for side in (box.left, box.top, box.right, box.bottom)
        )
        return Box(left, top, max(1, right - left), max(1, bottom - top))


def find_marks(picture: GreyImage, *, pictures: tuple[Box, ...] | None = None) -> Marks:
    """Look at a prepared picture, rows x columns, black on white.

    Args:
        picture: of the page.
        pictures: where they are known to be, on the reduced page.
    """
    factor = factor_of(picture)
    page = reduced(picture, factor)
    darkness = find_darkness(page)
    pictures = find_pictures(page) if pictures is None else pictures
    for box in pictures:
        darkness[box.top : box.bottom, box.left : box.right] = 0
    ink = _ink_of(darkness)
    return Marks(factor, darkness, ink, find_strokes(ink, upright=True), pictures)


def factor_of(picture: GreyImage) -> float:
    """By what a picture is to be reduced to about 150 dpi.

    A sheet is as wide as A4 lies upright, but one that lies is cut short where its letters would
    be larger than type is: the spaces of a line would be as wide as the ways between columns.
    """
    height, width = map(int, picture.shape)
    factor = min(1.0, _WIDTH / min(height, width))
    if width > height and _letter_height(reduced(picture, factor)) > _LARGE:
        return min(1.0, _WIDTH / width)
    return factor


def _letter_height(page: GreyImage) -> float:
    """Height of a middling letter of a reduced picture, pixels; 0 where it has none."""
    letters = find_letters(find_ink(page))
    return float(np.median(letters[:, 3] - letters[:, 1])) if len(letters) else 0.0


def half_of(marks: Marks, area: Box) -> GreyImage:
    """The ink of an area without upright rules, at half the size."""
    width, height = area.width // HALF, area.height // HALF
    if not width or not height:
        return np.zeros((0, 0), np.uint8)
    # An even number of pixels halves five times as fast.
    rows = slice(area.top, area.top + height * HALF)
    columns = slice(area.left, area.left + width * HALF)
    ink = cv2.resize(marks.ink[rows, columns] * 255, (width, height), interpolation=cv2.INTER_AREA)
    rules = cv2.dilate(marks.upright[rows, columns][::HALF, ::HALF], np.ones((3, 3), np.uint8))
    return np.asarray((ink > 80) & (rules == 0), dtype=np.uint8)


def levelled(marks: Marks, slope: float) -> tuple[Marks, npt.NDArray[np.float64]]:
    """Turn the marks until lines that fall by `slope` to the right are level.

    Returns:
        The marks, and the 2 x 3 matrix that turns places back.
    """
    height, width = marks.ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(math.atan(slope)), 1.0)
    ways = ((marks.darkness, cv2.INTER_LINEAR), (marks.ink, cv2.INTER_NEAREST))
    darkness, ink = (
        np.asarray(cv2.warpAffine(part, turn, (width, height), flags=way), np.uint8)
        for part, way in ways
    )
    level = replace(marks, darkness=darkness, ink=ink, upright=find_strokes(ink, upright=True))
    return level, np.asarray(cv2.invertAffineTransform(turn), dtype=np.float64)


def turned(box: Box, turn: npt.NDArray[np.float64]) -> Box:
    """A box moved with its middle, itself not turned: cells are small and slopes slight."""
    middle = np.array([box.left + box.width / 2, box.top + box.height / 2, 1.0])
    x, y = (turn @ middle).tolist()
    return Box(round(x - box.width / 2), round(y - box.height / 2), box.width, box.height)


def reduced(picture: GreyImage, factor: float) -> GreyImage:
    """The picture at `factor` of its size."""
    if factor == 1.0:
        return picture
    height, width = picture.shape
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    # Between half and whole size every pixel counts in both ways, and this one is six times faster.
    way = cv2.INTER_LINEAR if factor > 0.5 else cv2.INTER_AREA
    return np.asarray(cv2.resize(picture, size, interpolation=way), dtype=np.uint8)


def find_ink(picture: GreyImage) -> GreyImage:
    """Ones where a reduced picture is darker than the paper around."""
    return _ink_of(find_darkness(picture))


def find_darkness(picture: GreyImage) -> GreyImage:
    """How much darker than the paper around a reduced picture is, grey levels."""
    return np.asarray(cv2.subtract(cv2.blur(picture, (_AROUND, _AROUND)), picture), dtype=np.uint8)


def _ink_of(darkness: GreyImage) -> GreyImage:
    return np.asarray(darkness > _FAINTER, dtype=np.uint8)


def find_strokes(ink: GreyImage, *, shortest: int = _SHORTEST, upright: bool = False) -> GreyImage:
    """Ones on unbroken runs of `shortest` pixels, by default longer than any letter."""
    # A rule that leans steps from one row of pixels to the next: both count as one.
    both, run = np.ones((3, 1), np.uint8), np.ones((1, shortest), np.uint8)
    if upright:  # turning the page instead would take as long as looking
        both, run = both.T, run.T
    long = cv2.morphologyEx(cv2.dilate(ink, both), cv2.MORPH_OPEN, run)
    return np.asarray(long, dtype=np.uint8)


def find_rules(strokes: GreyImage, *, step: int = 1) -> Iterator[Rule]:
    """Join the pieces of broken rules; leave out what is too thick or too bent to be one.

    Args:
        strokes: ones on level strokes.
        step: pixels of the page in one along the strokes.
    """
    strokes = np.ascontiguousarray(strokes)
    closed = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, np.ones((1, _GAP // step), np.uint8))
    joined = np.asarray(closed, dtype=np.uint8)
    for box in find_boxes(joined):
        if box.height > _THICKEST + _LEAN * box.width * step:
            continue
        part = joined[box.top : box.bottom, box.left : box.right]
        profile = part.sum(axis=1, dtype=np.int64)
        if profile.sum() <= _THICKEST * box.width:
            level = float(np.average(np.arange(box.height), weights=profile))
            start, end = float(box.left * step), float(box.right * step)
            yield Rule(box.top + level, start, end, _rise(part))


def _rise(part: GreyImage) -> float:
    """How much lower a rule ends than it begins, from the middles of its outer quarters."""
    first = part.argmax(axis=0)
    quarter = max(1, len(first) // 4)
    return float(first[-quarter:].mean() - first[:quarter].mean()) * 4 / 3


def find_boxes(ink: GreyImage) -> list[Box]:
    """Bounding boxes of the marks that lie in no other."""
    return [Box(*bounds) for bounds in find_bounds(ink).tolist()]


def find_bounds(ink: GreyImage) -> npt.NDArray[np.int64]:
    """Left, top, width and height of the same, shape (n, 4): a page has thousands of marks."""
    # Contours of sparse marks take a tenth of the time of labels for every pixel.
    contours, _ = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return np.array([cv2.boundingRect(each) for each in contours], dtype=np.int64).reshape(-1, 4)


def find_letters(ink: GreyImage) -> npt.NDArray[np.int64]:
    """Sides (left, top, right, bottom) of the marks that may be letters, shape (n, 4)."""
    return letters_among(find_bounds(ink))


def letters_among(bounds: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The same of marks whose bounds are found."""
    low, high = _LETTER
    _, _, width, height = bounds.T
    letters = bounds[(low <= height) & (height <= high) & (width >= 3) & (width <= 3 * high)]
    return np.hstack([letters[:, :2], letters[:, :2] + letters[:, 2:]])
