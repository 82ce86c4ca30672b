"""Cells of which nothing was read, set out once more: the engine drops lines of a long galley."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from models.page import Box, Reading, Word
from models.page.joining import mean_confidence
from pipeline.layout.strips import Strip, find_read

_GAP: Final = 8  # pixels between lines
_SURE: Final = 0.3  # confidence below which marks are rather specks; doubted words are read again


def find_missed(reading: Reading, strips: Sequence[Strip], factor: float) -> tuple[Strip, ...]:
    """The cells without a word, below each other on a sheet of their own.

    Args:
        reading: of a galley.
        strips: of it.
        factor: pixels of the strips returned, and of the picture they are taken from, for each
            pixel of the galley.
    """
    read = find_read(reading, strips)
    left_out = [strip for n, strip in enumerate(strips) if strip.cell and n not in read]
    return tuple(_stacked(left_out, factor))


def _stacked(strips: Sequence[Strip], factor: float) -> Iterator[Strip]:
    top = 0
    for _, line in groupby(strips, key=lambda strip: strip.top):
        height = 0
        for strip in line:
            sides = (strip.left, strip.top, strip.source.width, strip.source.height)
            box = Box(*(round(side * factor) for side in sides))
            yield replace(strip, source=box, left=box.left, top=top)
            height = max(height, box.height)
        top += height + _GAP


def with_missed(reading: Reading, more: Reading) -> Reading:
    """A reading with the sure words of another behind it, as blocks and lines of their own."""
    text, words = reading.text, list(reading.words)
    block = 1 + max((word.block for word in words), default=-1)
    line = 1 + max((word.line for word in words), default=-1)
    for word in more.words:
        if word.confidence >= _SURE:
            start = len(text) + 1
            text += f"\n{more.text[word.start : word.end]}"
            places = (block + word.block, line + word.line)
            words.append(Word(start, len(text), word.box, word.confidence, *places))
    return replace(reading, text=text, words=tuple(words), confidence=mean_confidence(words))
