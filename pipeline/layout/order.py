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
_MARGIN: Final = 0.15  # of the width of a part, where lines begin and end
_PLACES: Final = 40  # at which lines are counted
_MOST: Final = 0.6  # of as many lines as run anywhere run everywhere between the margins
_NEAR: Final = 2.0  # times its height between a piece and the rest of its line: some blanks


def find_torn(words: Sequence[Word], places: Sequence[int]) -> dict[int, int]:
    """The words of pieces torn off lines, each with one of its line.

    Args:
        words: of a reading, line by line.
        places: the part of the page in which each lies; only lines of one part belong together.
    """
    runs = groupby(range(len(words)), key=lambda n: (places[n], words[n].line))
    lines = [(place, list(run)) for (place, _), run in runs]
    boxes = [around([words[n].box for n in line]) for _, line in lines]
    blocks = [words[line[0]].block for _, line in lines]
    alone, columns = Counter(blocks), _columns([place for place, _ in lines], boxes)
    torn: dict[int, int] = {}
    # The longest first: what a piece goes on may be a piece itself.
    for number in sorted(range(len(lines)), key=lambda number: -boxes[number].width):
        (place, piece), box, block = lines[number], boxes[number], blocks[number]
        for (other_place, line), other, own in zip(lines, boxes, blocks, strict=True):
            if place != other_place or own == block:
                continue
            near = (alone[block] == 1 or place in columns) and _goes_on(box, other)
            if near or (_is_within(box, other) and _fits(box, [words[n].box for n in line])):
                torn |= dict.fromkeys(piece, torn.get(line[0], line[0]))
                break
    return torn


def _columns(places: Sequence[int], lines: Sequence[Box]) -> set[int]:
    """The parts that lines run across: nothing stands side by side in them."""
    parts: dict[int, list[Box]] = {}
    for place, line in zip(places, lines, strict=True):
        parts.setdefault(place, []).append(line)
    return {place for place, part in parts.items() if _is_column(part)}


def _is_column(lines: Sequence[Box]) -> bool:
    """Whether lines run everywhere; where they stand side by side few or none cross the way."""
    whole = around(lines)
    step = whole.width * (1 - 2 * _MARGIN) / _PLACES
    first = whole.left + whole.width * _MARGIN
    places = [first + step * n for n in range(_PLACES + 1)]
    crossed = [sum(line.left <= x <= line.right for line in lines) for x in places]
    return min(crossed) > _MOST * max(crossed)


def _is_within(piece: Box, line: Box) -> bool:
    across = line.left < piece.left and piece.right < line.right
    return across and piece.top < line.bottom and line.top < piece.bottom


def _fits(piece: Box, line: Sequence[Box]) -> bool:
    """Whether a piece stands in a space between two words of a line."""
    before = any(word.right <= piece.left and is_level(piece, word) for word in line)
    behind = any(word.left >= piece.right and is_level(piece, word) for word in line)
    apart = all(word.right <= piece.left or word.left >= piece.right for word in line)
    return before and behind and apart


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
