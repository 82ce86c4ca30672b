"""Lines of real typescript nobody transcribed, where two models and the lexicon settle the text.

The lines in which the lexicon had to decide are the valuable ones: they show the worn letters that
a stock model misreads.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from models.page import Box
from training.hocr import ReadLine, ReadWord, read_hocr
from training.lines import Picture, TrainingLine

PADDING: Final = 4
"""Pixels Tesseract leaves around a line before it reads it (`kImagePadding`)."""

SHORTEST: Final = 12
"""Characters of a line; in shorter ones the two models seldom have the same boxes."""

SURE: Final = 80
"""Confidence (percent) from which both models are believed on a word no lexicon has."""

NEAR: Final = 10
"""Pixels by which the edges of one row may differ between two readings."""

CONFUSED: Final = ("нивп", "ици", "мы", "пл", "щш", "жк", "кх", "ыь", "ьъ", "еос", "тг", "зэ", "йи")
"""Letters that worn type makes alike, as the stock models confuse them on the tuning pages."""

Known = Callable[[str], bool]
"""Whether a lower-case word is in the lexicon."""


@dataclass(frozen=True, slots=True)
class SilverLine(TrainingLine):
    """A line whose text is settled; `disputed` where the models erred or differed in a word."""

    disputed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a page in both readings, of equally many words."""

    box: Box
    words: tuple[tuple[ReadWord, ReadWord], ...]

    def heads(self) -> set[str]:
        """Give what may end a word that the row before broke off."""
        return {word.letters for word in self.words[0]}

    def tails(self) -> set[str]:
        """Give what may begin a word that this row breaks off; empty if it ends in none."""
        return {word.letters for word in self.words[-1] if word.broken}


def silver_lines(page: Path, first: Path, second: Path, known: Known) -> Iterator[SilverLine]:
    """Cut the lines of a page image that two hOCR readings of it, `first` and `second`, settle."""
    picture = np.asarray(cv2.imread(str(page), cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
    rows = _pair(list(read_hocr(first)), list(read_hocr(second)))
    for index, row in enumerate(rows):
        if row is None or sum(len(one.text) + 1 for one, _ in row.words) < SHORTEST:
            continue
        before = rows[index - 1] if index else None
        after = rows[index + 1] if index + 1 < len(rows) else None
        settled = settle(row, known, before=before, after=after)
        if settled is not None and sum(map(str.isalpha, settled[0])) > len(settled[0]) / 2:
            yield SilverLine(cut_line(picture, row.box), *settled)


def _pair(first: list[ReadLine], second: list[ReadLine]) -> list[Row | None]:
    rows: list[Row | None] = []
    for line in first:
        same = [other for other in second if _same_row(line.box, other.box)]
        if len(same) == 1 and line.words and len(same[0].words) == len(line.words):
            rows.append(Row(line.box, tuple(zip(line.words, same[0].words, strict=True))))
        else:
            rows.append(None)
    return rows


def _same_row(one: Box, other: Box) -> bool:
    edges = ((box.left, box.top, box.right, box.bottom) for box in (one, other))
    return all(abs(a - b) <= NEAR for a, b in zip(*edges, strict=True))


def settle(
    row: Row, known: Known, *, before: Row | None, after: Row | None
) -> tuple[str, bool] | None:
    """Give the text of a row and whether anything in it was disputed, or None where it stays open.

    A word broken at the end of a row is looked up together with its other half.
    """
    words: list[str] = []
    disputed = False
    starts = before.tails() if before else set()
    for index, (one, other) in enumerate(row.words):
        heads = starts if index == 0 and starts else {""}
        last = index + 1 == len(row.words) and one.broken and after is not None
        tails = after.heads() if last and after else {""}
        settled = settle_word(
            one,
            other,
            lambda word, heads=heads, tails=tails: any(  # type: ignore[misc]
                known(head + word + tail) for head in heads for tail in tails
            ),
        )
        if settled is None or (words and words[-1].endswith(",") and _opens(settled, known)):
            return None
        words.append(settled)
        disputed |= settled != one.text or settled != other.text
    return " ".join(words), disputed


def _opens(word: str, known: Known) -> bool:
    """Whether a word seems to open a sentence: after a comma, that comma is a misread point."""
    return word[:1].isupper() and word[1:].islower() and known(word.casefold())


def settle_word(one: ReadWord, other: ReadWord, known: Known) -> str | None:
    """Give the only reading of a word that the lexicon supports, or None.

    Words without letters must be equal; words unknown to the lexicon and unlike any it knows are
    kept where both models are sure of them (names, abbreviations).
    """
    if not one.letters:
        return one.text if one.text == other.text else None
    readings = {word.text: word for word in (one, other)}
    right = {text for text, word in readings.items() if word.plain and known(word.letters)}
    if not right:
        if one.text == other.text and (not one.plain or min(one.sure, other.sure) >= SURE):
            right = {one.text}
        if one.plain and other.plain:
            near = {text for word in readings.values() for text in _mended(word, known)}
            right = near or right
    return right.pop() if len(right) == 1 else None


def _mended(word: ReadWord, known: Known) -> Iterator[str]:
    """Give the known words that differ from `word` in one letter often confused with another."""
    for index, letter in enumerate(word.letters):
        for alike in CONFUSED:
            for new in alike if letter in alike else "":
                if new != letter and known(word.letters[:index] + new + word.letters[index + 1 :]):
                    yield word.replaced(index, new)


def cut_line(page: Picture, box: Box) -> Picture:
    """Cut a line out of a page with the margin Tesseract leaves."""
    return page[
        max(0, box.top - PADDING) : box.bottom + PADDING,
        max(0, box.left - PADDING) : box.right + PADDING,
    ]
