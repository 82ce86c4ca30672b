"""How words become a text, whoever read them: one rule for engines and for delivered files."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.page import Box, Reading, Word


@dataclass(frozen=True, slots=True)
class Row:
    """One word that was read; `line` is (block, paragraph, line)."""

    line: tuple[int, int, int]
    box: Box
    confidence: float
    text: str


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
    return Reading("".join(pieces), tuple(words), mean_confidence(words))


def join_words(words: Iterable[tuple[str, Word]]) -> str:
    """The text of words that know their offsets: blanks within a line, line ends between lines."""
    pieces: list[str] = []
    end, line = 0, None
    for text, word in words:
        pieces += [(" " if word.line == line else "\n") * (word.start - end), text]
        end, line = word.end, word.line
    return "".join(pieces)


def mean_confidence(words: Iterable[Word]) -> float:
    """Mean of the words' confidence, weighted by their length; 0 where there are none."""
    listed = list(words)
    letters = sum(word.end - word.start for word in listed)
    total = sum(word.confidence * (word.end - word.start) for word in listed)
    return total / letters if letters else 0.0
