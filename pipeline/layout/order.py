"""Bring blocks of one column into the order in which they stand below each other.

Around creases, stamps and tables Tesseract tears lines out of a block and gives them after it, or
the end of a column before its beginning.
"""

from collections.abc import Sequence

from models.page import Box, Word
from pipeline.layout.tables import around


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
