"""Parts of a page copied below each other on a new sheet, and words put back where they stood."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.page import Box, Reading, Word
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.scan import paper_of
from pipeline.layout.order import rank_blocks


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of the page that was moved.

    Attributes:
        source: where it stands on the page.
        left: where its left edge stands in the galley.
        top: where its top stands in the galley.
        group: strips of one group follow each other as lines, groups as paragraphs.
        cell: it is a cell of a table, and its group a row.
    """

    source: Box
    left: int
    top: int
    group: int
    cell: bool


def set_out(picture: GreyImage, strips: Sequence[Strip]) -> GreyImage:
    """Copy the strips to a new sheet."""
    height = max(strip.top + strip.source.height for strip in strips)
    sheet = np.full((height, picture.shape[1]), paper_of(picture), np.uint8)
    for strip in strips:
        box = strip.source
        part = picture[box.top : box.bottom, box.left : box.right]
        rows, columns = part.shape
        sheet[strip.top : strip.top + rows, strip.left : strip.left + columns] = part
    return sheet


def restored(reading: Reading, strips: Sequence[Strip]) -> Reading:
    """Give every word of a sheet of strips its box on the page, in the order of the strips."""
    places, ranks = list(_places(reading.words, strips)), rank_blocks(reading.words)
    blocks_at = [(places[n], ranks[word.block]) for n, word in enumerate(reading.words)]
    order = sorted(range(len(places)), key=blocks_at.__getitem__)
    pieces: list[str] = []
    words: list[Word] = []
    blocks: dict[tuple[int, int], int] = {}
    offset, line, before = 0, -1, None
    for index in order:
        word = reading.words[index]
        place = places[index]
        strip = strips[place]
        gap = _gap(reading, strips, before, (index, place))
        line += before is None or before[1] != place or reading.words[before[0]].line != word.line
        block = blocks.setdefault((strip.group, -1 if strip.cell else word.block), len(blocks))
        text = reading.text[word.start : word.end]
        start = offset + len(gap)
        offset = start + len(text)
        pieces += [gap, text]
        box = _moved(word.box, strip)
        words.append(Word(start, offset, box, word.confidence, block, line))
        before = (index, place)
    return replace(reading, text="".join(pieces), words=tuple(words))


def _places(words: Sequence[Word], strips: Sequence[Strip]) -> Iterator[int]:
    """The strip in which the middle of each word lies."""
    tops = [strip.top for strip in strips]
    for word in words:
        x, y = word.box.left + word.box.width // 2, word.box.top + word.box.height // 2
        place = max(0, bisect_right(tops, y) - 1)
        while place and strips[place - 1].top == strips[place].top and x < strips[place].left:
            place -= 1
        yield place


def _gap(
    reading: Reading, strips: Sequence[Strip], before: tuple[int, int] | None, here: tuple[int, int]
) -> str:
    """What stands between two words, each given as its index and that of its strip."""
    if before is None:
        return ""
    if before[1] != here[1]:
        return "\n" if strips[before[1]].group == strips[here[1]].group else "\n\n"
    if strips[here[1]].cell or here[0] != before[0] + 1:
        same = reading.words[before[0]].line == reading.words[here[0]].line
        return " " if same else "\n"
    return reading.text[reading.words[before[0]].end : reading.words[here[0]].start]


def _moved(box: Box, strip: Strip) -> Box:
    """The box of a word on the page, clipped to its strip."""
    source = strip.source
    left = max(source.left, box.left - strip.left + source.left)
    top = max(source.top, box.top - strip.top + source.top)
    right = min(source.right, box.right - strip.left + source.left)
    bottom = min(source.bottom, box.bottom - strip.top + source.top)
    return Box(left, top, max(1, right - left), max(1, bottom - top))
