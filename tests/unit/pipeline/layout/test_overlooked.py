"""Lines of columns without a word are found, and what is read there comes to its place."""

from dataclasses import replace

import numpy as np

from models.page import Box, Reading, Word
from pipeline.layout.overlooked import find_overlooked, with_overlooked
from pipeline.layout.strips import Strip

LEFT, RIGHT = Box(0, 0, 600, 1000), Box(600, 0, 600, 1000)
STRIPS = (Strip(LEFT, 60, 0, 1, cell=False), Strip(RIGHT, 60, 1008, 1, cell=False))
FEED = 60


def page(*, without: set[tuple[int, int]]) -> tuple[Reading, np.ndarray]:
    """Two columns of ten lines of four words, without the words given by line and place."""
    words: list[Word] = []
    letters = []
    text = ""
    for line in range(20):
        left, top = 50 + 600 * (line // 10), 100 + FEED * (line % 10)
        for place in range(4):
            box = Box(left + 120 * place, top, 100, 30)
            letters += [[x, top, x + 15, top + 30] for x in range(box.left, box.right, 20)]
            if (line, place) not in without:
                gap = "" if not words else " " if words[-1].line == line else "\n"
                start = len(text) + len(gap)
                text += f"{gap}{line:02}.{place}"
                words.append(Word(start, len(text), box, 0.9, line // 10, line))
    return Reading(text, tuple(words), 0.9), np.array(letters)


def read(text: str, box: Box, confidence: float = 0.9) -> Reading:
    """The words of a line, as far apart as they are long."""
    words, start = [], 0
    for word in text.split():
        place = Box(box.left + 10 * start, box.top, 10 * len(word), box.height)
        words.append(Word(start, start + len(word), place, confidence, 0, 0))
        start += len(word) + 1
    return Reading(text, tuple(words), confidence)


def test_a_line_without_words_is_found_as_long_as_those_around_it() -> None:
    reading, letters = page(without={(13, place) for place in range(4)})
    (missed,) = find_overlooked(reading, STRIPS, letters)
    assert missed.column == RIGHT
    assert 630 < missed.box.left <= 650
    assert 1110 <= missed.box.right < 1130
    assert 260 < missed.box.top < 280 < 310 < missed.box.bottom < 325


def test_a_piece_of_a_line_reaches_to_the_words_beside_it() -> None:
    reading, letters = page(without={(3, 1), (3, 2)})
    (missed,) = find_overlooked(reading, STRIPS, letters)
    assert (missed.box.left, missed.box.right) == (150, 410)


def test_words_whose_letters_touch_are_found_however_far_apart_they_stand() -> None:
    reading, letters = page(without={(13, place) for place in range(4)})
    line = (letters[:, 0] >= 600) & (letters[:, 1] == 100 + 3 * FEED)
    touching = [[650, 280, 745, 310], [815, 280, 905, 310], [990, 280, 1095, 310]]
    (missed,) = find_overlooked(reading, STRIPS, np.vstack([letters[~line], touching]))
    assert missed.box.left <= 650 < 1095 <= missed.box.right


def test_a_line_is_cut_off_from_the_feet_of_the_one_above() -> None:
    reading, letters = page(without={(13, place) for place in range(4)})
    feet = np.array([[700, 262, 706, 292], [900, 262, 906, 292]])
    (missed,) = find_overlooked(reading, STRIPS, np.vstack([letters, feet]))
    assert 262 < missed.box.top < 280 < 310 < missed.box.bottom


def test_what_stands_on_one_line_without_a_word_between_is_read_once() -> None:
    reading, letters = page(without={(13, place) for place in range(4)})
    middle = (letters[:, 0] > 760) & (letters[:, 0] < 980) & (letters[:, 1] == 100 + 3 * FEED)
    apart = find_overlooked(reading, STRIPS, letters[~middle])
    assert len(apart) == 1
    assert apart[0].box.left <= 650 < 1110 <= apart[0].box.right


def test_marks_much_lower_than_the_words_around_are_no_line() -> None:
    reading, letters = page(without=set())
    dots = [[left, 800, left + 12, 812] for left in range(650, 1100, 20)]
    assert find_overlooked(reading, STRIPS, np.vstack([letters, dots])) == ()
    taller = [[left, 800, left + 12, 820] for left in range(650, 1100, 20)]
    assert len(find_overlooked(reading, STRIPS, np.vstack([letters, taller]))) == 1


def test_cells_pieces_of_lines_and_single_marks_are_left_alone() -> None:
    reading, letters = page(without={(13, place) for place in range(4)})
    cells = tuple(replace(strip, cell=True) for strip in STRIPS)
    lines = tuple(replace(strip, line=1) for strip in STRIPS)
    assert find_overlooked(reading, (*cells, *lines), letters) == ()
    whole, letters = page(without=set())
    specks = np.vstack([letters, [[560, 900, 575, 930], [585, 900, 599, 930]]])
    assert find_overlooked(whole, STRIPS, specks) == ()
    assert find_overlooked(whole, (), letters) == ()


def test_lines_come_behind_the_line_above_and_pieces_on_their_line() -> None:
    full, _ = page(without=set())
    lines = {(line, place) for line in (0, 13, 19) for place in range(4)}
    reading, letters = page(without={*lines, (3, 0), (5, 1), (5, 2), (7, 3)})
    missed = find_overlooked(reading, STRIPS, letters)
    assert len(missed) == 6
    words = {(word.box.left, word.box.top): full.text[word.start : word.end] for word in full.words}
    said = [
        " ".join(
            text
            for (left, top), text in words.items()
            if each.box.top < top < each.box.bottom and each.box.left <= left < each.box.right
        )
        for each in missed
    ]
    better = with_overlooked(
        reading, missed, [read(*pair) for pair in zip(said, (m.box for m in missed), strict=True)]
    )
    assert better.text == full.text
    assert [better.text[w.start : w.end] for w in better.words] == better.text.split()
    assert len({word.line for word in better.words}) == 20
    assert {word.block for word in better.words} == {0, 1}


def test_what_makes_no_sense_is_left_out() -> None:
    reading, letters = page(without={(13, place) for place in range(4)})
    (missed,) = find_overlooked(reading, STRIPS, letters)
    unsure = read("И НОнЫНАлЕЫ", missed.box, 0.3)
    assert with_overlooked(reading, [missed], [unsure]) == reading
    assert with_overlooked(reading, [missed], [Reading("", (), 0.0)]).text == reading.text
