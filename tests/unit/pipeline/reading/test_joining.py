"""Marks that the engine set apart come back to their word, dashes stay."""

import pytest

from models.page import Box, Reading, Word
from pipeline.reading.joining import join_marks


def reading_of(*words: tuple[str, int, int, int]) -> Reading:
    """Words as (text, left, right, line)."""
    text, found = "", []
    for index, (token, left, right, line) in enumerate(words):
        before = words[index - 1][3] if index else line
        text += "" if not index else " " if before == line else "\n"
        box = Box(left, 40 * line, right - left, 20)
        found.append(Word(len(text), len(text) + len(token), box, 0.9, 0, line))
        text += token
    return Reading(text, tuple(found), 0.9)


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ([("облыс", 0, 100, 0), ("-", 90, 110, 0), ("тың", 0, 60, 1)], "облыс-\nтың"),
        ([("облыс", 0, 100, 0), ("-", 130, 150, 0), ("тың", 0, 60, 1)], "облыс -\nтың"),
        ([("облыс", 0, 100, 0), ("-", 105, 125, 0), ("тың", 140, 200, 0)], "облыс - тың"),
        ([("1937", 0, 80, 0), ("-", 82, 98, 0)], "1937 -"),
        ([("сөз", 0, 60, 0), (".", 68, 74, 0), ("Ол", 90, 130, 0)], "сөз. Ол"),
        ([("сөз»", 0, 80, 0), (",", 86, 90, 0)], "сөз»,"),
        ([("сөз", 0, 60, 0), ("*", 62, 66, 0)], "сөз *"),
        ([("сөз", 0, 60, 0), (".", 0, 6, 1)], "сөз\n."),
    ],
)
def test_a_mark_that_touches_its_word_is_joined(
    words: list[tuple[str, int, int, int]], joined: str
) -> None:
    reading = join_marks(reading_of(*words))
    assert reading.text == joined
    assert [reading.text[word.start : word.end] for word in reading.words] == joined.split()


def test_the_box_of_the_word_takes_the_mark_in() -> None:
    [word, _] = join_marks(
        reading_of(("тех", 0, 90, 0), ("-", 80, 105, 0), ("ника", 0, 9, 1))
    ).words
    assert (word.box, word.confidence) == (Box(0, 0, 105, 20), 0.9)
