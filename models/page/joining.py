"""How words become a text, whoever read them: one rule for engines and for delivered files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.page import Box, Reading, Word


@dataclass(frozen=True, slots=True)
class Row:
    """One word that was read; `line` is (block, paragraph, line)."""

    line: tuple[int, int, int]
    box: Box
    confidence: float
    text: str

    def moved(self, right: int, down: int) -> "Row":
        """The same word elsewhere, by pixels."""
        box = self.box
        place = Box(box.left + right, box.top + down, box.width, box.height)
        return Row(self.line, place, self.confidence, self.text)


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


def with_parts(reading: Reading, parts: Mapping[int, Sequence[tuple[str, Box]]]) -> Reading:
    """The reading with some words parted: by their index, the text and box of each part."""
    pieces: list[str] = []
    words: list[Word] = []
    end_before, offset = 0, 0
    for index, word in enumerate(reading.words):
        gap = reading.text[end_before : word.start]
        end_before = word.end
        for part, box in parts.get(index) or [(reading.text[word.start : word.end], word.box)]:
            start = offset + len(gap)
            offset = start + len(part)
            pieces += [gap, part]
            words.append(replace(word, start=start, end=offset, box=box))
            gap = " "
    pieces.append(reading.text[end_before:])
    return replace(reading, text="".join(pieces), words=tuple(words))


def mean_confidence(words: Iterable[Word]) -> float:
    """Mean of the words' confidence, weighted by their length; 0 where there are none."""
    listed = list(words)
    letters = sum(word.end - word.start for word in listed)
    total = sum(word.confidence * (word.end - word.start) for word in listed)
    return total / letters if letters else 0.0
