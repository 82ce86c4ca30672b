from itertools import pairwise

import numpy as np
import pytest

from models.page import Reading, Word
from pipeline.engines.protocols import GreyImage
from pipeline.layout.arrange import Galley, make_galley

PAPER = 225
INK = 40
FEED = 50


def letters(picture: GreyImage, left: int, top: int, number: int) -> None:
    """Put a word of boxes as large as letters on the sheet, 14 pixels each."""
    for x in range(left, left + number * 14, 14):
        picture[top : top + 16, x : x + 10] = INK


def form(*, questions: list[int], answers: list[int], at: int = 700) -> GreyImage:
    """Questions and answers of so many letters, line by line, at 150 dpi."""
    picture = np.full((1000, 1240), PAPER, np.uint8)
    for line, (question, answer) in enumerate(zip(questions, answers, strict=True)):
        letters(picture, 100, 100 + line * FEED, question)
        letters(picture, at, 100 + line * FEED, answer)
    return picture


def words_on(galley: Galley) -> Reading:
    """A word where each strip of a galley has its ink, each read as a line of its own."""
    words = []
    for number, strip in enumerate(galley.strips):
        box = strip.source
        at = type(box)(strip.left + 20, strip.top + box.height // 2, box.width - 40, 4)
        words.append(Word(3 * number, 3 * number + 2, at, 0.9, 0, number))
    text = "\n".join(f"{number:02}" for number in range(len(words)))
    return Reading(text, tuple(words), 0.9)


def test_an_answer_is_set_beside_its_question() -> None:
    galley = make_galley(form(questions=[7, 12, 9, 20, 5, 15], answers=[6, 10, 4, 1, 12, 8]))
    assert galley.is_block
    for question, answer in zip(galley.strips[::2], galley.strips[1::2], strict=True):
        assert question.top == answer.top
        assert answer.left == question.left + question.source.width
    tops = [strip.top for strip in galley.strips[::2]]
    assert all(two > one for one, two in pairwise(tops))
    # As far apart as words are, though 30 mm and more part them on the page.
    rows = slice(galley.strips[2].top, galley.strips[4].top)
    inked = np.flatnonzero((galley.picture[rows] < 100).any(axis=0))
    assert 14 < np.diff(inked).max() < 30


def test_a_form_is_read_line_by_line_and_leads_back_to_the_page() -> None:
    galley = make_galley(form(questions=[7, 12, 9, 20, 5], answers=[6, 10, 4, 1, 12]))
    reading = galley.restored(words_on(galley))
    assert reading.text == "00 01\n02 03\n04 05\n06 07\n08 09"
    assert [word.line for word in reading.words] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert all(word.box.left > 650 for word in reading.words[1::2])


def test_a_list_in_a_cell_is_read_line_by_line() -> None:
    picture = np.full((1000, 1240), PAPER, np.uint8)
    for y in (80, 180, 700):
        picture[y : y + 2, 90:1100] = INK
    for x in (90, 600, 1100):
        picture[80:700, x : x + 2] = INK
    letters(picture, 110, 120, 6)
    letters(picture, 620, 120, 8)
    letters(picture, 110, 220, 9)
    for line, length in enumerate([12, 5, 9, 11, 14, 7]):
        letters(picture, 620, 220 + line * FEED, 1)
        letters(picture, 700, 220 + line * FEED, length)
    galley = make_galley(picture)
    assert not galley.is_block  # other cells may hold columns
    assert len(galley.cells) == 4
    pieces = [strip for strip in galley.strips if strip.line is not None]
    assert len(pieces) == 12
    assert all(strip.cell for strip in pieces)
    assert len({strip.group for strip in pieces}) == 1
    for number, name in zip(pieces[::2], pieces[1::2], strict=True):
        assert number.top == name.top
        assert name.left == number.left + number.source.width
    reading = galley.restored(words_on(galley))
    assert reading.text == "00\n01\n\n02\n03 04\n05 06\n07 08\n09 10\n11 12\n13 14"


def test_dashes_and_lines_without_gaps_are_kept() -> None:
    picture = form(questions=[7, 12, 9, 20, 5, 15], answers=[6, 10, 0, 1, 12, 8])
    picture[208:210, 700:730] = INK
    letters(picture, 100, 400, 70)
    letters(picture, 100, 450, 60)
    galley = make_galley(picture)
    assert galley.is_block
    assert np.count_nonzero(galley.picture < 100) == np.count_nonzero(picture < 100)


@pytest.mark.parametrize(
    "picture",
    [
        form(questions=[38, 37, 38, 36, 38, 37], answers=[35, 34, 35, 35, 33, 35], at=720),
        form(questions=[7, 12, 9], answers=[6, 10, 4]),
        form(questions=[70, 60, 65, 70, 9, 8, 7, 7, 69, 68], answers=[0] * 4 + [5] * 4 + [0] * 2)[
            :, :1120
        ],
    ],
    ids=["columns of prose", "few lines", "prose with a heading"],
)
def test_what_is_no_form_stays_as_it_is(picture: GreyImage) -> None:
    if picture.shape[1] < 1240:
        letters(picture, 100, 650, 70)
        letters(picture, 100, 700, 70)
    assert not make_galley(picture).is_block


def test_lines_that_a_drawing_crosses_are_not_cut() -> None:
    picture = form(questions=[7, 12, 9, 20, 5, 15], answers=[6, 10, 4, 1, 12, 8])
    picture[150:330, 400:404] = picture[150:154, 400:500] = INK
    galley = make_galley(picture)
    assert not galley.is_block
