"""Bring blocks of one column into the order in which they stand below each other.

Around creases, stamps and tables Tesseract tears lines out of a block and gives them after it, or
the end of a column before its beginning. A piece of a line may be torn off as well.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from models.page import Box, Word
from pipeline.layout.tables import around

_SAME_LINE: Final = 0.5  # of the lower of two pieces of a line that they share
_NEAR: Final = 2.0  # times its height between a piece and the rest of its line: some blanks


def find_torn(words: Sequence[Word], places: Sequence[int]) -> dict[int, int]:
    """The words of pieces torn off lines as blocks of their own, each with one of its line.

    Args:
        words: of a reading, line by line.
        places: the part of the page in which each lies; only lines of one part belong together.
    """
    runs = groupby(range(len(words)), key=lambda n: (places[n], words[n].line))
    lines = [(place, list(run)) for (place, _), run in runs]
    boxes = [around([words[n].box for n in line]) for _, line in lines]
    alone = Counter(words[line[0]].block for _, line in lines)
    torn: dict[int, int] = {}
    # The longest first: what a piece goes on may be a piece itself.
    for number in sorted(range(len(lines)), key=lambda number: -boxes[number].width):
        place, piece = lines[number]
        if alone[words[piece[0]].block] > 1:
            continue
        for (other_place, line), other in zip(lines, boxes, strict=True):
            if place == other_place and _goes_on(boxes[number], other):
                torn |= dict.fromkeys(piece, torn.get(line[0], line[0]))
                break
    return torn


def _goes_on(piece: Box, line: Box) -> bool:
    """Whether a piece stands on a longer line, some blanks before or behind it."""
    gap = max(piece.left - line.right, line.left - piece.right)
    shorter = is_level(piece, line) and piece.width < line.width
    return shorter and 0 <= gap < _NEAR * line.height


def is_level(one: Box, two: Box) -> bool:
    """Whether two pieces stand on one line."""
    shared = min(one.bottom, two.bottom) - max(one.top, two.top)
    return shared > _SAME_LINE * min(one.height, two.height)


def rank_blocks(words: Sequence[Word]) -> dict[int, int]:
    """The place of each block of a reading, counted from 0.

    The engine's order stays, but for a block that lies above one before it, in the same column.
    """
    parts: dict[int, list[Box]] = {}
    for word in words:
        parts.setdefault(word.block, []).append(word.box)
    boxes = {block: around(found) for block, found in parts.items()}
    order: list[int] = []
    for block, box in boxes.items():
        later = (n for n, other in enumerate(order) if _is_above(box, boxes[other]))
        order.insert(next(later, len(order)), block)
    return {block: rank for rank, block in enumerate(order)}


def _is_above(one: Box, other: Box) -> bool:
    """Whether a block ends where the other begins, and they share a part of their width."""
    beside = min(one.right, other.right) - max(one.left, other.left)
    above = one.top + one.height / 2 < other.top and one.bottom < other.top + other.height / 2
    return above and 2 * beside > min(one.width, other.width)
