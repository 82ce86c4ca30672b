"""From the words that Tesseract found to a reading: one table, and the text built from it."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from models.page import Box, Reading, Word

WORD_LEVEL: Final = "5"
FOLDS: Final = {"Cyrillic": str.maketrans({"\u04f0": "\u04ee"})}
"""Readings of a model that are always wrong here: Cyrillic gives Ӱ for the Ӯ of 1940-51."""


@dataclass(frozen=True, slots=True)
class Row:
    """One word of Tesseract's table; `line` is (block, paragraph, line)."""

    line: tuple[int, int, int]
    box: Box
    confidence: float
    text: str


def parse_rows(table: str, *, model: str = "") -> Iterator[Row]:
    """Read the words of a TSV table, NFC; rows without a visible character are left out."""
    for content in table.split("\n"):
        cells = content.split("\t", 11)
        if len(cells) < 12 or cells[0] != WORD_LEVEL:
            continue
        text = unicodedata.normalize("NFC", cells[11].translate(FOLDS.get(model, {})))
        text = "".join(text.split())
        if text:
            block, paragraph, line = (int(cell) for cell in cells[2:5])
            box = Box(*(int(cell) for cell in cells[6:10]))
            # Three decimals are what the record keeps; a re-run must meet the same values.
            confidence = round(min(1.0, max(0.0, float(cells[10]) / 100)), 3)
            yield Row((block, paragraph, line), box, confidence, text)


def make_reading(rows: Iterable[Row]) -> Reading:
    """Join words by a blank, lines by a line end, paragraphs by an empty line.

    Low confidence never drops a word. The reading's confidence is the words' mean, weighted by
    their length.
    """
    pieces: list[str] = []
    words: list[Word] = []
    blocks: dict[int, int] = {}
    offset, line, before = 0, -1, None
    for row in rows:
        if before is not None:
            gap = " " if row.line == before else "\n" if row.line[:2] == before[:2] else "\n\n"
            pieces.append(gap)
            offset += len(gap)
        line += row.line != before
        before = row.line
        block = blocks.setdefault(row.line[0], len(blocks))
        end = offset + len(row.text)
        words.append(Word(offset, end, row.box, row.confidence, block, line))
        pieces.append(row.text)
        offset = end
    letters = sum(word.end - word.start for word in words)
    total = sum(word.confidence * (word.end - word.start) for word in words)
    return Reading("".join(pieces), tuple(words), total / letters if letters else 0.0)
