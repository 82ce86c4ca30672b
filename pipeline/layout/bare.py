"""Paint the rules of tables over with paper, so that none is read as a letter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from models.page import Box
from pipeline.engines.protocols import GreyImage
from pipeline.layout.grids import NEAR
from pipeline.layout.marks import (
    find_darkness,
    find_ink,
    find_letters,
    find_strokes,
    reduced,
)
from pipeline.layout.ridges import find_dotted, find_pale, find_type

_ROUND: Final = np.ones((3, 3), np.uint8)
_SIDE: Final = 13  # pixels, twice what a rule may be off the side of a cell
_HALO: Final = np.ones((5, 5), np.uint8)  # around letters
_LEVEL_RULE: Final = 80  # pixels, 14 mm: the serifs of close letters run together to less
_FURTHER: Final = 20  # steps, 27 mm, that a rule goes on unseen: at others, beside letters

_Strokes = tuple[slice, slice, GreyImage]
"""Rows and columns of a page, and ones on and around the long strokes there, reduced."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Rules of a page's tables, found once for all pictures of it.

    Attributes:
        factor: by which the page was reduced.
        strokes: in and around the tables.
        worn: ones on pale and dotted rules of the reduced page; none where there are none.
    """

    factor: float
    strokes: tuple[_Strokes, ...]
    worn: GreyImage | None


def find_ruling(
    shown: GreyImage, areas: Sequence[Box], cells: Sequence[Box], *, factor: float
) -> Ruling:
    """Find the rules that are to be painted over.

    Args:
        shown: the page on which most of them is seen.
        areas: where solid ones may stand, in its pixels: around tables.
        cells: along whose sides pale and dotted ones may stand.
        factor: of the marks they were found by.
    """
    strokes = tuple(_strokes_in(shown, areas, factor, level=True))
    return Ruling(factor, strokes, _find_worn(shown, cells, factor))


def without_ruling(picture: GreyImage, ruling: Ruling) -> GreyImage:
    """A picture of the page, paper over its rules but for what letters reach into pale ones."""
    picture = _over_strokes(picture, ruling.strokes, ruling.factor)
    if ruling.worn is None:
        return picture
    return covered(picture, reduced(picture, ruling.factor), ruling.worn)


def without_rules(
    picture: GreyImage, areas: Sequence[Box], *, factor: float, level: bool = True
) -> GreyImage:
    """Paint rules over where they may stand.

    Args:
        picture: the page.
        areas: where, in its pixels: around columns, or a part of a page.
        factor: of the marks they were found by.
        level: level ones as well as upright ones; close type looks like them.
    """
    return _over_strokes(picture, list(_strokes_in(picture, areas, factor, level=level)), factor)


def covered(picture: GreyImage, small: GreyImage, strokes: GreyImage) -> GreyImage:
    """A picture with paper, taken from around, over strokes.

    Args:
        picture: the page or a part of it.
        small: the same, reduced.
        strokes: ones on them, in pixels of the reduced one.
    """
    paper = cv2.blur(cv2.dilate(small, np.ones((15, 15), np.uint8)), (15, 15))
    size = picture.shape[::-1]
    over = cv2.resize(strokes, size, interpolation=cv2.INTER_NEAREST)
    return np.asarray(cv2.copyTo(cv2.resize(paper, size), over, picture.copy()), dtype=np.uint8)


def _strokes_in(
    shown: GreyImage, areas: Sequence[Box], factor: float, *, level: bool
) -> Iterator[_Strokes]:
    margin = round(NEAR / factor)
    for area in areas:
        rows = slice(max(0, area.top - margin), area.bottom + margin)
        columns = slice(max(0, area.left - margin), area.right + margin)
        ink = find_ink(reduced(shown[rows, columns], factor))
        strokes = find_strokes(ink, upright=True)
        if level:
            strokes = strokes | find_strokes(ink, shortest=_LEVEL_RULE)
        yield rows, columns, np.asarray(cv2.dilate(strokes, _ROUND), dtype=np.uint8)


def _over_strokes(picture: GreyImage, found: Sequence[_Strokes], factor: float) -> GreyImage:
    painted = picture.copy() if found else picture
    for rows, columns, strokes in found:
        part = picture[rows, columns]
        painted[rows, columns] = covered(part, reduced(part, factor), strokes)
    return painted


def _find_worn(shown: GreyImage, cells: Sequence[Box], factor: float) -> GreyImage | None:
    """Ones on pale and dotted rules between cells, not where letters reach into pale ones."""
    darkness = find_darkness(reduced(shown, factor))
    pale, dots = find_pale(darkness), find_dotted(darkness)
    if not pale and not dots:
        return None
    sides = np.zeros_like(darkness)
    for cell in cells:
        left, top, right, bottom = (
            round(side * factor) for side in (cell.left, cell.top, cell.right, cell.bottom)
        )
        cv2.rectangle(sides, (left, top), (right, bottom), 1, _SIDE)
    kind = find_type(darkness)
    over = np.zeros_like(darkness)
    if pale:
        rules = cv2.bitwise_and(cv2.dilate(pale.drawn, _ROUND), sides)
        letters = cv2.dilate(cv2.subtract(kind, rules), _HALO)
        over |= np.asarray(cv2.subtract(rules, letters), dtype=np.uint8)
    if dots:
        over |= np.asarray(cv2.bitwise_and(cv2.dilate(dots.drawn, _ROUND), sides), np.uint8)
        whole = cv2.bitwise_and(cv2.dilate(dots.drawn_out(_FURTHER), _ROUND), sides)
        over |= np.asarray(cv2.subtract(whole, _boxes_of_letters(kind)), np.uint8)
    return over


def _boxes_of_letters(ink: GreyImage) -> GreyImage:
    """Ones on the boxes around what may be letters."""
    boxes = np.zeros_like(ink)
    for left, top, right, bottom in find_letters(ink).tolist():
        boxes[top:bottom, left:right] = 1
    return boxes
