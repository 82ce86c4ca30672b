"""Pages of plain lines that the engine took for columns, or read in part, are told."""

from itertools import count

import numpy as np
import pytest

from models.page import Box, Reading, Word
from pipeline.reading.plain_lines import better_of, needs_lines

Line = tuple[int, int, int, str]
"""Block, left, line on the page, text."""


def reading(*lines: Line, confidence: float = 0.9) -> Reading:
    words, texts, offset, number = [], [], 0, count()
    for block, left, row, text in lines:
        line = next(number)
        for place, token in enumerate(text.split()):
            box = Box(left + 250 * place, 60 * row, 24 * len(token), 30)
            words.append(Word(offset, offset + len(token), box, confidence, block=block, line=line))
            texts.append(token)
            offset += len(token) + 1
    return Reading(" ".join(texts), tuple(words), confidence)


def letters_at(*rows: int) -> np.typing.NDArray[np.int64]:
    """Fifteen letters of the three names of each line."""
    return np.array(
        [
            (left, 60 * row + 4, left + 18, 60 * row + 26)
            for row in rows
            for first in (200, 450, 700)
            for left in range(first, first + 120, 24)
        ]
    )


NAMES = [(1, 200, row, "Подгорный Мария Семёновна") for row in range(1, 9)]
NUMBERS = [(0, 100, row, f"{row}.") for row in range(1, 9)]
YEARS = [(2, 1100, row, "1908") for row in range(1, 9)]
MORE = [(2, 1100, row, "родился в селе") for row in range(1, 9)]


@pytest.mark.parametrize(
    ("lines", "again"),
    [
        ([*NUMBERS, *NAMES], True),
        ([*NAMES, *YEARS], True),
        (NAMES, False),
        ([*NAMES, *MORE], False),  # columns
        ([*NUMBERS, *NAMES, *MORE], False),
        ([*NAMES, (0, 100, 4, "17")], False),  # a note in the margin
    ],
)
def test_columns_of_numbers_are_no_columns(lines: list[Line], again: bool) -> None:
    assert needs_lines(reading(*lines), letters_at(*range(1, 9))) is again


def test_lines_that_were_left_out_are_missed() -> None:
    assert needs_lines(reading(*NAMES[:5], *NAMES[6:]), letters_at(*range(1, 9)))
    assert not needs_lines(reading(*NAMES[:5]), letters_at(6))  # a seal, no line
    assert not needs_lines(reading(*NAMES[:5]), letters_at()[:0].reshape(0, 4))


def test_what_makes_more_sense_is_taken() -> None:
    torn = reading(*NUMBERS, *NAMES)
    joined = reading(*((1, 100, row, f"{row}. Подгорный Мария Семёновна") for row in range(1, 9)))
    assert better_of(torn, joined) is joined
    assert better_of(joined, joined) is joined
    assert better_of(joined, reading(*NAMES, *NAMES)) is not joined
    assert better_of(joined, reading(*NAMES, confidence=0.8)) is joined
