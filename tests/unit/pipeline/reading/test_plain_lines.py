"""Pages of plain lines that the engine took for columns, or read in part, are told."""

from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from models.page import Box, Cell, Reading, Word
from pipeline.layout.arrange import Galley
from pipeline.layout.strips import Strip
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


PAPER = np.full((600, 1300), 255, np.uint8)


def page_with(*rows: int) -> Galley:
    """A page with fifteen letters of the three names of each line."""
    letters = np.array(
        [
            (left, 60 * row + 4, left + 18, 60 * row + 26)
            for row in rows
            for first in (200, 450, 700)
            for left in range(first, first + 120, 24)
        ],
        dtype=np.int64,
    ).reshape(-1, 4)
    return Galley(PAPER, PAPER, letters=letters)


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
    assert needs_lines(reading(*lines), page_with(*range(1, 9))) is again


def test_lines_that_were_left_out_are_missed() -> None:
    assert needs_lines(reading(*NAMES[:5], *NAMES[6:]), page_with(*range(1, 9)))
    assert not needs_lines(reading(*NAMES[:5]), page_with(6))  # a seal, no line
    assert not needs_lines(reading(*NAMES[:5]), page_with())


def test_columns_in_a_galley_are_read_again_but_not_cells() -> None:
    read, page = reading(*NAMES[:5], *NAMES[6:]), page_with(*range(1, 9))
    column = Strip(Box(0, 0, 1300, 600), left=0, top=0, group=0, cell=False)
    columns = replace(page, strips=(column,))
    assert needs_lines(read, columns)
    assert not needs_lines(reading(*NAMES), columns)
    assert not needs_lines(read, replace(columns, cells=(Cell(0, 0, 0, Box(0, 0, 9, 9)),)))
    assert not needs_lines(read, replace(columns, strips=(replace(column, line=0),)))


def test_what_makes_more_sense_is_taken() -> None:
    torn = reading(*NUMBERS, *NAMES)
    joined = reading(*((1, 100, row, f"{row}. Подгорный Мария Семёновна") for row in range(1, 9)))
    assert better_of(torn, joined) is joined
    assert better_of(joined, joined) is joined
    assert better_of(joined, reading(*NAMES, *NAMES)) is not joined
    assert better_of(joined, reading(*NAMES, confidence=0.8)) is joined
