"""Where words stand on a scan: the boxes of a stretch of text, and the cell that a word is in."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from models.page import Box, Cell, Word

Span = tuple[int, int]


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of them; there must be one."""
    listed = list(boxes)
    left, top = min(box.left for box in listed), min(box.top for box in listed)
    right, bottom = max(box.right for box in listed), max(box.bottom for box in listed)
    return Box(left, top, right - left, bottom - top)


def words_in(words: Sequence[Word], span: Span) -> list[Word]:
    """The words that have a character in a stretch of the text."""
    start, end = span
    return [word for word in words if word.start < end and word.end > start]


def line_boxes(words: Sequence[Word], span: Span) -> list[Box]:
    """The boxes, in pixels of the scan, around the words of a span, one for each line."""
    lines = groupby(words_in(words, span), lambda word: word.line)
    return [around(word.box for word in line) for _, line in lines]


def cell_of(word: Word, cells: Sequence[Cell]) -> Cell | None:
    """The table cell that holds the middle of a word."""
    x, y = word.box.left + word.box.width / 2, word.box.top + word.box.height / 2
    for cell in cells:
        box = cell.box
        if box.left <= x < box.right and box.top <= y < box.bottom:
            return cell
    return None
