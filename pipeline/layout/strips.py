"""Parts of a page copied below each other on a new sheet, and words put back where they stood."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from models.page import Box, Reading, Word
from models.page.joining import with_parts
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.brightness import paper_of
from pipeline.layout.order import find_torn, rank_blocks

_REACHES: Final = 0.6  # of a letter's width into another strip: the word has letters of both
_CLOSING: Final = ".,:;)"
_BLANK: Final = 1.0  # letters' widths of paper between two strips


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of the page that was moved.

    Attributes:
        source: where it stands on the page.
        left: where its left edge stands in the galley.
        top: where its top stands in the galley.
        group: strips of one group follow each other as lines, groups as paragraphs.
        cell: it is a cell of a table, and its group a row.
        line: of the page, by any number, where others stand on it, too.
    """

    source: Box
    left: int
    top: int
    group: int
    cell: bool
    line: int | None = None


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
    reading = with_parts(reading, dict(_joined(reading, strips)))
    places = list(_places(reading.words, strips))
    reading, order = _ordered(reading, places)
    pieces: list[str] = []
    words: list[Word] = []
    blocks: dict[tuple[int, int], int] = {}
    offset, line, before = 0, -1, None
    for index in order:
        word = reading.words[index]
        place = places[index]
        strip = strips[place]
        gap = _gap(reading, strips, before, (index, place))
        line += before is None or not _is_one_line(reading, strips, before, (index, place))
        block = blocks.setdefault((strip.group, -1 if strip.cell else word.block), len(blocks))
        text = reading.text[word.start : word.end]
        start = offset + len(gap)
        offset = start + len(text)
        pieces += [gap, text]
        box = _moved(word.box, strip)
        words.append(Word(start, offset, box, word.confidence, block, line))
        before = (index, place)
    return replace(reading, text="".join(pieces), words=tuple(words))


def _ordered(reading: Reading, places: Sequence[int]) -> tuple[Reading, list[int]]:
    """A reading with pieces of lines in their lines, and the order in which its words stand."""
    torn, words = find_torn(reading.words, places), list(reading.words)
    for piece, other in torn.items():
        line = words[other]
        words[piece] = replace(words[piece], block=line.block, line=line.line)
    whole = [word for n, word in enumerate(words) if n not in torn]
    ranks, mended = rank_blocks(whole), {words[n].line for n in torn}
    firsts: dict[int, int] = {}
    for n, word in enumerate(words):
        if n not in torn:
            firsts.setdefault(word.line, n)
    stands = [
        (
            places[n],
            ranks[word.block],
            firsts[word.line],
            word.box.left if word.line in mended else n,
        )
        for n, word in enumerate(words)
    ]
    return replace(reading, words=tuple(words)), sorted(range(len(words)), key=stands.__getitem__)


def find_read(reading: Reading, strips: Sequence[Strip]) -> set[int]:
    """The indices of the strips in which words lie."""
    return set(_places(with_parts(reading, dict(_joined(reading, strips))).words, strips))


def _joined(
    reading: Reading, strips: Sequence[Strip]
) -> Iterator[tuple[int, list[tuple[str, Box]]]]:
    """The words that have letters of two strips side by side, cut where the second begins."""
    beside = [two for one, two in pairwise(strips) if one.top == two.top]
    for index, word in enumerate(reading.words):
        letter = word.box.width / (word.end - word.start)
        middle = word.box.top + word.box.height / 2
        ends = [
            strip.left
            for strip in beside
            if strip.top <= middle < strip.top + strip.source.height
            and word.box.left + _REACHES * letter < strip.left < word.box.right - _REACHES * letter
        ]
        token = reading.text[word.start : word.end]
        if ends and len(token.rstrip(_CLOSING)) > len(ends):
            yield index, list(_cut(token, word.box, ends))


def _cut(token: str, box: Box, ends: Sequence[int]) -> Iterator[tuple[str, Box]]:
    """A word's parts, by the places at which it is cut; letters are taken to be alike in width."""
    letter = box.width / (len(token) + _BLANK * len(ends))
    start, left = 0, box.left
    for number, end in enumerate(ends):
        place = round((end - box.left) / letter - _BLANK * (number + 0.5))
        stop = min(max(place, start + 1), len(token) - len(ends) + number)
        while token[stop] in _CLOSING and stop < len(token) - len(ends) + number:
            stop += 1
        yield token[start:stop], replace(box, left=left, width=max(1, end - left))
        start, left = stop, end
    yield token[start:], replace(box, left=left, width=max(1, box.right - left))


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
        if _is_one_line(reading, strips, before, here):
            return " "
        return "\n" if strips[before[1]].group == strips[here[1]].group else "\n\n"
    same = reading.words[before[0]].line == reading.words[here[0]].line
    if same or strips[here[1]].cell or here[0] != before[0] + 1:
        return " " if same else "\n"
    return reading.text[reading.words[before[0]].end : reading.words[here[0]].start]


def _is_one_line(
    reading: Reading, strips: Sequence[Strip], before: tuple[int, int], here: tuple[int, int]
) -> bool:
    """Whether two words, given as for `_gap`, stand on one line of the page."""
    if before[1] == here[1]:
        return reading.words[before[0]].line == reading.words[here[0]].line
    line = strips[here[1]].line
    return line is not None and line == strips[before[1]].line


def _moved(box: Box, strip: Strip) -> Box:
    """The box of a word on the page, clipped to its strip."""
    source = strip.source
    left = max(source.left, box.left - strip.left + source.left)
    top = max(source.top, box.top - strip.top + source.top)
    right = min(source.right, box.right - strip.left + source.left)
    bottom = min(source.bottom, box.bottom - strip.top + source.top)
    return Box(left, top, max(1, right - left), max(1, bottom - top))
