"""Letters that stand apart are found, set together, and their words find back to the page."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from models.page import Box, Reading, Word
from pipeline.engines.protocols import GreyImage
from pipeline.layout.marks import find_marks
from pipeline.layout.spaced import find_spaced, read_spaced, set_together

PITCH = 30  # pixels at 300 dpi


def page(*lines: str) -> GreyImage:
    """A sheet on which every sign but a blank is a frame as large as a letter."""
    sheet = np.full((1754, 2480), 245, np.uint8)
    for row, line in enumerate(lines):
        for column, sign in enumerate(line):
            x, y = 300 + PITCH * column, 300 + 150 * row
            if sign == ":":
                cv2.rectangle(sheet, (x + 8, y + 18), (x + 14, y + 24), 20, -1)
            elif sign != " ":
                cv2.rectangle(sheet, (x, y), (x + 20, y + 26), 20, 4)
    return sheet


class Reader:
    """Reads one sure word over all that it is given."""

    identity = "one word"

    def __init__(self, text: str, confidence: float) -> None:
        self._text, self._confidence = text, confidence

    def read(self, image: GreyImage, **_: object) -> Reading:
        raise AssertionError

    def read_lines(
        self, image: GreyImage, lines: Sequence[Box], **_: object
    ) -> tuple[Reading, ...]:
        word = (0, len(self._text))
        return tuple(
            Reading(self._text, (Word(*word, box, self._confidence, 0, 0),), self._confidence)
            for box in lines
        )


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("П Р О Т О К О Л", True),
        ("С Л У Ш А Л И:", True),
        ("П Р И К А З   П О   К А Р Л А Г У", True),
        ("ПРОТОКОЛ", False),
        ("в г. А. С. К. выслан", False),
        ("А Б В Г", False),
    ],
)
def test_letters_apart_are_found(line: str, found: bool) -> None:
    spaced = find_spaced(find_marks(page("обычная строка письма", line, "и ещё одна строка")))
    assert len(spaced) == found
    for box in spaced:
        assert abs(box.left - 300) < 8
        assert -3 < box.right - 300 - PITCH * len(line) < 30
        assert abs(box.top - 450) < 8


def test_they_are_set_as_words() -> None:
    sheet = page("П Р И К А З   П О   К Р А Ю")
    line = set_together(sheet, find_spaced(find_marks(sheet))[0])
    assert line is not None
    filled = np.concatenate(([False], (line.picture < 128).any(axis=0), [False]))
    starts, ends = np.flatnonzero(np.diff(filled)).reshape(-1, 2).T
    ways = starts[1:] - ends[:-1]
    assert [index for index, way in enumerate(ways) if way > 15] == [5, 7]
    assert abs(line.places[starts[0]] - 300) < 3
    assert abs(line.places[ends[-1] - 1] - (300 + PITCH * 26 + 22)) < 3


@pytest.mark.parametrize(
    ("text", "confidence", "taken"),
    [("ПРИКАЗ", 0.9, True), ("ПРИКАЗ", 0.4, False), ("12345", 0.9, False)],
)
def test_a_surer_word_takes_the_place_of_what_stood_there(
    text: str, confidence: float, taken: bool
) -> None:
    sheet = page("П Р И К А З")
    words = (
        Word(0, 5, Box(100, 100, 60, 26), 0.9, 0, 0),
        Word(6, 9, Box(298, 298, 140, 30), 0.4, 1, 1),
        Word(10, 12, Box(480, 298, 120, 30), 0.4, 1, 1),
        Word(13, 18, Box(300, 600, 90, 26), 0.9, 2, 2),
    )
    reading = Reading("Копия шик ла Конец", words, 0.6, "rus")
    spaced = find_spaced(find_marks(sheet))
    read = read_spaced(Reader(text, confidence), reading, sheet, spaced, dpi=300)
    if not taken:
        assert read == reading
        return
    assert read.text == "Копия ПРИКАЗ Конец"
    assert [read.text[word.start : word.end] for word in read.words] == read.text.split()
    box = read.words[1].box
    assert (read.words[1].block, read.words[1].line) == (1, 1)
    assert box.left < 310
    assert box.right > 300 + PITCH * 10
