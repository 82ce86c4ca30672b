"""Words with wide spaces between them set close, and their places on the page again."""

from dataclasses import replace

import numpy as np

from models.page import Box, Reading, Word
from pipeline.reading.closeset import set_close
from pipeline.reading.second import Stretch

SPACE = 12


def page_of(*lines: tuple[tuple[str, int], ...]) -> tuple[Reading, np.ndarray]:
    """Words, each with the space before it, 10 pixels a letter, every word of its own grey."""
    picture = np.full((60 * len(lines) + 20, 800), 250, np.uint8)
    text = ""
    words: list[Word] = []
    for number, line in enumerate(lines):
        left, top = 40, 20 + 60 * number
        for token, space in line:
            left += space
            text += " " if text else ""
            box = Box(left, top, 10 * len(token), 30)
            picture[box.top : box.bottom, box.left : box.right] = len(words)
            words.append(Word(len(text), len(text) + len(token), box, 0.5, 0, number))
            text += token
            left += box.width
    return Reading(text, tuple(words), 0.5), picture


def stretch_of(reading: Reading, span: range) -> Stretch:
    boxes = [reading.words[index].box for index in span]
    left, right = boxes[0].left, boxes[-1].right
    return Stretch(Box(left - 6, boxes[0].top - 6, right - left + 12, 42), tuple(span), span)


def runs(row: np.ndarray) -> list[tuple[int, int, int]]:
    """Grey, begin and end of each word that a row of a picture has."""
    return [
        (int(grey), int(places[0]), int(places[-1]) + 1)
        for grey in np.unique(row[row < 200])
        for places in (np.flatnonzero(row == grey),)
    ]


LINES = (
    (("пять", 0), ("душ", SPACE), ("три", SPACE), ("или", SPACE), ("шесть", SPACE)),
    (("сентября", 0), ("1957", SPACE), ("г.", 90), ("№", 140)),
    (("77.", 0),),
)


def test_wide_spaces_are_as_wide_as_others_and_the_others_stay() -> None:
    reading, picture = page_of(*LINES)
    found = set_close(picture, reading, [stretch_of(reading, range(5, 9))])
    [box] = found.boxes
    words = runs(found.picture[box.top + box.height // 2])
    assert [grey for grey, _, _ in words] == [5, 6, 7, 8]
    assert [two[1] - one[2] for one, two in zip(words, words[1:], strict=False)] == [SPACE] * 3


def test_words_read_on_the_sheet_come_back_to_their_places_on_the_page() -> None:
    reading, picture = page_of(*LINES)
    spans = [range(1, 3), range(5, 9), range(9, 10)]
    found = set_close(picture, reading, [stretch_of(reading, span) for span in spans])
    read = []
    for box in found.boxes:
        line = runs(found.picture[box.top + box.height // 2])
        words = [
            replace(reading.words[grey], box=Box(left, box.top + 6, right - left, 30))
            for grey, left, right in line
        ]
        read.append(Reading(reading.text, tuple(words), 0.5))
    for again, span in zip(found.restored(read), spans, strict=True):
        boxes = [reading.words[index].box for index in span]
        assert [word.box for word in again.words][-len(boxes) :] == boxes


def test_a_very_short_line_stands_behind_the_end_of_the_line_above_it() -> None:
    reading, picture = page_of(*LINES)
    short, other = stretch_of(reading, range(9, 10)), stretch_of(reading, range(0, 1))
    found = set_close(picture, reading, [short, other])
    rows = [found.picture[box.top + box.height // 2] for box in found.boxes]
    assert [grey for grey, _, _ in runs(rows[0])][-1] == 9
    assert {grey for grey, _, _ in runs(rows[0])} == {7, 8, 9}
    assert {grey for grey, _, _ in runs(rows[1])} == {0}
    heights = [np.flatnonzero((found.picture == grey).any(axis=1)) for grey in (8, 9)]
    assert heights[0].tolist() == heights[1].tolist()


def test_what_reaches_over_the_edge_of_the_page_is_paper() -> None:
    reading, picture = page_of((("лист", -40),))
    found = set_close(picture, reading, [stretch_of(reading, range(1))])
    [box] = found.boxes
    assert found.picture.shape == (78, 76)
    assert runs(found.picture[box.top + 20]) == [(0, box.left + 6, box.left + 46)]
