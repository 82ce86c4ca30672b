"""Set words close before they are read again: between wide spaces the engine loses points.

Justified lines of narrow columns have spaces as wide as words, and a number that ends a paragraph
stands alone on its line, where nothing tells its size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Final

import numpy as np

from models.page import Box, Reading, Word
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.brightness import paper_of
from pipeline.layout.tables import around
from pipeline.reading.second import Stretch

WIDER: Final = 1.5
"""Times the page's usual space that a space is which is closed."""
_PAPER: Final = 12  # pixels around a stretch, which the engine's canvas takes along
_SHORT: Final = 4  # characters of a line that stands alone
_BEFORE: Final = 2  # words of the line above that are set before it
_PERCENT: Final = 25  # of the words' feet: the base line, though some letters reach below it


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page copied to a sheet: where it stands there, and from where it was taken."""

    source: Box
    left: int
    top: int


@dataclass(frozen=True, slots=True)
class CloseSet:
    """Stretches of a page on a sheet of their own.

    Attributes:
        picture: the sheet.
        boxes: of the stretches on it.
        pieces: of each stretch, from the left.
    """

    picture: GreyImage
    boxes: tuple[Box, ...]
    pieces: tuple[tuple[Piece, ...], ...]

    def restored(self, readings: Sequence[Reading]) -> tuple[Reading, ...]:
        """Readings of the stretches with the boxes of their words on the page."""
        return tuple(
            replace(reading, words=tuple(_moved(word, pieces) for word in reading.words))
            for reading, pieces in zip(readings, self.pieces, strict=True)
        )


def set_close(picture: GreyImage, reading: Reading, stretches: Sequence[Stretch]) -> CloseSet:
    """Copy stretches of lines below each other, words with wide spaces between them closer.

    Args:
        picture: of the page.
        reading: of the page, boxes in its pixels.
        stretches: of the reading.
    """
    space = usual_space(reading.words)
    sources = [list(_parts(reading.words, stretch, space)) for stretch in stretches]
    pieces: list[tuple[Piece, ...]] = []
    boxes: list[Box] = []
    top = _PAPER
    for parts in sources:
        lefts = np.cumsum([_PAPER, *(part.width for part in parts)]).tolist()
        pieces.append(
            tuple(Piece(part, left, top) for part, left in zip(parts, lefts, strict=False))
        )
        boxes.append(Box(_PAPER, top, lefts[-1] - _PAPER, parts[0].height))
        top += parts[0].height + 2 * _PAPER
    width = max((box.right for box in boxes), default=0) + _PAPER
    sheet = np.full((top, width), paper_of(picture), np.uint8)
    for piece in chain.from_iterable(pieces):
        _copy(picture, piece, sheet)
    return CloseSet(sheet, tuple(boxes), tuple(pieces))


def _copy(picture: GreyImage, piece: Piece, sheet: GreyImage) -> None:
    """Copy a piece as far as it lies on the page."""
    box = piece.source
    top, left = max(0, box.top), max(0, box.left)
    part = picture[top : max(top, box.bottom), left : max(left, box.right)]
    rows, columns = part.shape
    y, x = piece.top + top - box.top, piece.left + left - box.left
    sheet[y : y + rows, x : x + columns] = part


def usual_space(words: Sequence[Word]) -> int:
    """Pixels between two words of a line, the median of the page."""
    spaces = [
        two.box.left - one.box.right
        for one, two in pairwise(words)
        if one.line == two.line and two.box.left > one.box.right
    ]
    return int(np.median(spaces)) if spaces else 0


def _parts(words: Sequence[Word], stretch: Stretch, space: int) -> Iterator[Box]:
    """What a stretch is made of: what stands before it, and itself cut at wide spaces."""
    box = stretch.box
    before = list(_before(words, stretch))
    if before:
        above = around([word.box for word in before])
        feet = _base(words, before[0].line) - _base(words, words[stretch.span[0]].line)
        top = min(box.top, above.top - feet)
        bottom = max(box.bottom, above.bottom - feet)
        box = replace(box, top=top, height=bottom - top)
        half = space // 2
        yield Box(above.left - half, box.top + feet, above.width + 2 * half, box.height)
    left = box.left
    for one, two in pairwise(words[n] for n in stretch.span):
        if space and two.box.left - one.box.right > WIDER * space:
            right = one.box.right + space // 2
            yield replace(box, left=left, width=right - left)
            left = two.box.left - (space - space // 2)
    yield replace(box, left=left, width=box.right - left)


def _before(words: Sequence[Word], stretch: Stretch) -> Sequence[Word]:
    """The last words of the line above a very short line, none before others."""
    first, last = stretch.span[0], stretch.span[-1]
    line = words[first].line
    alone = (first == 0 or words[first - 1].line != line) and (
        last + 1 == len(words) or words[last + 1].line != line
    )
    if not first or not alone or sum(words[n].end - words[n].start for n in stretch.span) > _SHORT:
        return ()
    above = words[first - 1].line
    return [word for word in words[max(0, first - _BEFORE) : first] if word.line == above]


def _base(words: Sequence[Word], line: int) -> int:
    """The base line of a line."""
    feet = [word.box.bottom for word in words if word.line == line]
    return int(np.percentile(feet, _PERCENT))


def _moved(word: Word, pieces: Sequence[Piece]) -> Word:
    """A word with its box where the piece that its middle lies in was taken from."""
    middle = word.box.left + word.box.width // 2
    piece = [each for each in pieces if each.left <= middle or each is pieces[0]][-1]
    source, box = piece.source, word.box
    left, top = box.left - piece.left + source.left, box.top - piece.top + source.top
    return replace(word, box=replace(box, left=left, top=top))
