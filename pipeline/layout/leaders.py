"""Find the dots and dashes that lead from a question to its answer: they are read as words.

A form has «Фамилия ............ Иванов»: Tesseract takes the size of the line from its dots and
reads both words wrong. Painted over with paper they say as much as before.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import mean, median, pstdev
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box
from pipeline.engines.protocols import GreyImage
from pipeline.layout.marks import Marks, find_boxes, find_strokes
from pipeline.layout.tables import around

_DOT: Final = (2, 6)  # pixels at 150 dpi that a dot is wide and high
_APART: Final = (4, 60)  # pixels from one to the next; print has them up to 7 mm apart
_LEVEL: Final = 2  # pixels that the next may stand higher or lower
_FEWEST: Final = 5  # dots; three stand for words left out
_MANY: Final = 12  # dots that are a line to write on, whatever was typed on it
_EVEN: Final = 0.2  # of their mean distance by which distances vary
_SPECKS: Final = 3000  # so many are no dots of a form
_LONG: Final = 75  # pixels, five typed strokes; a word that is underlined has letters above
_THICKEST: Final = 8  # pixels, of strokes that do not stand quite level
_ABOVE: Final = 16  # pixels above that are empty, as high as letters
_BELOW: Final = 10  # pixels below; heavy type hangs together at half its height
_NEAR: Final = 3  # pixels that belong to the leader itself
_EMPTY: Final = 0.04  # of them may be marked
_HIGHER: Final = np.ones((5, 1), np.uint8)  # pixels, than a line of a form is thick
_ALMOST: Final = np.ones((1, 5), np.uint8)  # pixels from dot to dot
_ROUND: Final = np.ones((3, 3), np.uint8)


def find_leaders(marks: Marks, bounds: npt.NDArray[np.int64]) -> GreyImage | None:
    """Ones on leaders of a reduced page that has no tables; None where there are none.

    Args:
        marks: of a level page.
        bounds: left, top, width and height of all of its marks, shape (n, 4).
    """
    low, high = _DOT
    small = ((low <= bounds[:, 2:]) & (bounds[:, 2:] <= high)).all(axis=1)
    dots = [Box(*dot) for dot in bounds[small].tolist()]
    found = np.zeros_like(marks.ink)
    for run in _runs(dots) if len(dots) <= _SPECKS else ():
        if len(run) >= _MANY or _stands_free(marks.ink, around(run)):
            for dot in run:
                found[dot.top : dot.bottom, dot.left : dot.right] = 1
    strokes = find_strokes(_thin(marks.ink))
    for box in find_boxes(strokes):
        if box.width >= _LONG and box.height <= _THICKEST and _runs_free(marks.ink, box):
            rows, columns = slice(box.top, box.bottom), slice(box.left, box.right)
            found[rows, columns] |= strokes[rows, columns] & ~_crossed(marks.ink, box)
    return np.asarray(cv2.dilate(found, _ROUND), dtype=np.uint8) if found.any() else None


def _thin(ink: GreyImage) -> GreyImage:
    """What is thinner than letters are high; dots that almost touch are joined."""
    thin = cv2.subtract(ink, cv2.morphologyEx(ink, cv2.MORPH_OPEN, _HIGHER))
    return np.asarray(cv2.morphologyEx(thin, cv2.MORPH_CLOSE, _ALMOST), dtype=np.uint8)


def _stands_free(ink: GreyImage, box: Box) -> bool:
    """Whether nothing stands on a leader, as letters on an underline, or hangs on it."""
    around_it = _beside(ink, box)
    return around_it is not None and float(around_it.mean()) < _EMPTY


def _runs_free(ink: GreyImage, box: Box) -> bool:
    """Whether nothing does over a stretch of a stroke: an answer stands on the rest of its line."""
    around_it = _beside(ink, box)
    if around_it is None:
        return False
    stretches = np.convolve(around_it, np.full(_LONG, 1 / _LONG), mode="valid")
    return float(stretches.min()) < _EMPTY


def _beside(ink: GreyImage, box: Box) -> npt.NDArray[np.float64] | None:
    """Share of the pixels that are marked above each column of a box, or below if more are."""
    columns = slice(box.left, box.right)
    above = ink[max(0, box.top - _ABOVE) : max(0, box.top - _NEAR), columns]
    below = ink[box.bottom + _NEAR : box.bottom + _BELOW, columns]
    if not (above.size and below.size):
        return None
    return np.asarray(np.maximum(above.mean(axis=0), below.mean(axis=0)))


def _crossed(ink: GreyImage, box: Box) -> npt.NDArray[np.bool_]:
    """The columns in which letters reach through a line."""
    columns = slice(box.left, box.right)
    above = ink[max(0, box.top - _NEAR) : box.top, columns].any(axis=0)
    below = ink[box.bottom : box.bottom + _NEAR, columns].any(axis=0)
    return np.asarray(above & below, dtype=np.bool_)


def _runs(dots: Sequence[Box]) -> Iterator[list[Box]]:
    """Dots one behind the other, at even distances."""
    sorted_dots = sorted(dots, key=lambda dot: dot.left)
    follows = {
        index: after
        for index in range(len(sorted_dots))
        if (after := _next(sorted_dots, index)) is not None
    }
    for index in sorted(set(follows) - set(follows.values())):
        run, place = [sorted_dots[index]], index
        while place in follows:
            place = follows[place]
            run.append(sorted_dots[place])
        # The first or last may be a word's full stop.
        for part in (run, run[1:], run[:-1]):
            if len(part) >= _FEWEST and _is_even(part):
                yield part
                break


def _next(dots: Sequence[Box], index: int) -> int | None:
    """The dot behind one, of dots from the left."""
    dot, (low, high) = dots[index], _APART
    for place in range(index + 1, len(dots)):
        apart = dots[place].left - dot.left
        if apart > high:
            return None
        if apart >= low and abs(dots[place].bottom - dot.bottom) <= _LEVEL:
            return place
    return None


def _is_even(run: Sequence[Box]) -> bool:
    distances = [after.left - before.left for before, after in pairwise(run)]
    if len(run) < _MANY:
        return pstdev(distances) <= _EVEN * mean(distances)
    usual = median(distances)  # letters hide some of the dots of a line to write on
    return mean(abs(distance - usual) for distance in distances) <= _EVEN * usual
