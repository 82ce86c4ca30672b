"""Lines of text on a reduced page, each cut into pieces where a typist moved the carriage."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from models.page import Box
from pipeline.engines.protocols import GreyImage
from pipeline.layout.marks import find_boxes
from pipeline.layout.tables import around

_APART: Final = 11  # pixels, 3.7 mm: one blank of pica leaves 3.0 mm, two leave 5.6, of elite 4.7
_LOWEST: Final = 4  # pixels of a piece; lower are strokes
_SLIM: Final = 0.35  # times its height that a figure is wide at least
_TALL: Final = 1.7  # times as high as the middling piece: two lines that hang together
_LOW: Final = 0.5  # of its height, which small letters exceed: a stroke, the rim of a hole
_DRAWN: Final = 6.0  # times as high: no text
_CUTS: Final = 3
_FEW: Final = 20  # rows of pixels with a wide gap: not even five lines


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on a line, from the left: pieces that wide gaps part."""

    pieces: tuple[Box, ...]

    @property
    def top(self) -> int:
        """Of the highest piece."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> int:
        """Of the lowest piece."""
        return max(piece.bottom for piece in self.pieces)


def find_lines(ink: GreyImage) -> list[Line]:
    """Sort pieces of text into lines, from the top; none on a page with hardly a wide gap.

    Args:
        ink: of a level page at 75 dpi, see `half_of`.
    """
    if not ink.size:
        return []
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, _APART), np.uint8))
    parted = np.count_nonzero(closed[:, 1:] > closed[:, :-1], axis=1) > 1
    if np.count_nonzero(parted) < _FEW:
        return []
    lines: list[list[Box]] = []
    for piece in sorted(_pieces(np.asarray(closed, dtype=np.uint8)), key=_middle):
        if lines and _is_beside(piece, lines[-1]):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [Line(tuple(_parted(line))) for line in lines]


def _is_beside(piece: Box, line: Sequence[Box]) -> bool:
    """Whether a piece stands on a line: of a worn figure only half of the height may be left."""
    return piece.top <= _middle(line[-1]) or _middle(piece) <= max(box.bottom for box in line)


def _middle(piece: Box) -> float:
    return piece.top + piece.height / 2


def _pieces(ink: GreyImage) -> list[Box]:
    """The pieces of lines; those of some lines that hang together are cut where they are thin."""
    for _ in range(_CUTS):
        pieces = [box for box in find_boxes(ink) if _is_written(box)]
        if not pieces:
            return []
        height = float(np.median([piece.height for piece in pieces]))
        tall = [box for box in pieces if _TALL < box.height / height < _DRAWN]
        if not tall:
            break
        for box in tall:
            quarter = box.height // 4
            first, last = box.top + quarter, box.bottom - quarter
            part = ink[first:last, box.left : box.right]
            ink[first + int(part.sum(axis=1).argmin()), box.left : box.right] = 0
    return [piece for piece in pieces if _LOW * height <= piece.height <= _TALL * height]


def _is_written(box: Box) -> bool:
    return box.height >= _LOWEST and box.width >= _SLIM * box.height


def _parted(line: Sequence[Box]) -> list[Box]:
    """The pieces of a line from the left, those joined that are hardly apart."""
    parted: list[Box] = []
    for piece in sorted(line, key=lambda piece: piece.left):
        if parted and piece.left - parted[-1].right < _APART:
            parted[-1] = around([parted[-1], piece])
        else:
            parted.append(piece)
    return parted
