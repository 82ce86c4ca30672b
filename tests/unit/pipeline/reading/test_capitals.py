"""False capitals become small where the page shows it, and only there."""

from dataclasses import replace

import numpy as np
import pytest

from models.page import Alternative, Box, Reading, Word
from pipeline.engines.protocols import GreyImage
from pipeline.reading.capitals import lower_letters, raise_letters

LETTER, LINE, SMALL, HIGH = 24, 60, 20, 28


def typed(text: str, *, high: str = "") -> tuple[GreyImage, Reading]:
    """A line of bars; those of the letters at the indexes `high` names are as high as capitals."""
    picture = np.full((100, LETTER * (len(text) + 2)), 230, np.uint8)
    places = {int(each) for each in high.split()}
    words, start = [], 0
    for index, letter in enumerate(text):
        if letter != " ":
            top = LINE - (HIGH if index in places else SMALL)
            picture[top:LINE, LETTER * index + 3 : LETTER * (index + 1) - 3] = 20
    for token in text.split(" "):
        if not token:
            start += 1
            continue
        box = Box(LETTER * start, 30, LETTER * len(token), 32)
        words.append(Word(start, start + len(token), box, 0.9, 0, 0))
        start += len(token) + 1
    return picture, Reading(text, tuple(words), 0.9)


@pytest.mark.parametrize(
    ("text", "high", "wanted"),
    [
        ("миллиард Теңге", "", "миллиард теңге"),
        ("миллиард Теңге", "9", "миллиард Теңге"),  # it is as high as a capital
        ("болды. Теңге", "", "болды. Теңге"),  # a sentence begins
        ("ол Ана", "", "ол Ана"),  # a small а has another shape
        ("аймаққа келТірді", "", "аймаққа келтірді"),
        ("наименованиеПараметра", "12", "наименованиеПараметра"),
        ("в КазССР был", "2 5 6 7", "в КазССР был"),
        ("бұл Үлес", "", "бұл үлес"),
    ],
)
def test_first_letters_are_small_where_they_are_no_higher(
    text: str, high: str, wanted: str
) -> None:
    picture, reading = typed(text, high=high)
    lowered, alternatives = lower_letters(reading, picture)
    assert lowered.text == wanted
    pairs = enumerate(zip(text.split(), wanted.split(), strict=True))
    changed = [(index, before) for index, (before, after) in pairs if before != after]
    assert [(each.word, each.text) for each in alternatives] == changed


def test_other_readings_stay() -> None:
    picture, reading = typed("және Тағы")
    kept = Alternative(0, "жэне", 0.5, "kaz")
    assert lower_letters(reading, picture, (kept,))[1][0] == kept


def test_an_empty_picture_changes_nothing() -> None:
    _, reading = typed("және Тағы")
    white = np.full((100, 400), 255, np.uint8)
    assert lower_letters(reading, white) == (reading, ())


def test_a_cell_of_a_table_begins_with_a_capital() -> None:
    picture, reading = typed("нақты      Тағы")
    assert lower_letters(reading, picture)[0].text == reading.text
    one, other = reading.words[0], reading.words[-1]
    for apart in (replace(other, block=1), replace(other, line=1)):
        cells = Reading(reading.text, (one, apart), 0.9)
        assert lower_letters(cells, picture)[0].text == reading.text


def test_a_box_without_width_leaves_its_letters_as_they_are() -> None:
    picture, reading = typed("аймаққа келТірді")
    flat = replace(reading.words[1], box=replace(reading.words[1].box, width=0))
    reading = replace(reading, words=(reading.words[0], flat))
    assert lower_letters(reading, picture) == (reading, ())


@pytest.mark.parametrize(
    ("text", "high", "wanted"),
    [
        ("паёк. протест был", "6", "паёк. Протест был"),
        ("лагеря. при обыске", "8", "лагеря. При обыске"),
        ("паёк. протест был", "", "паёк. протест был"),  # no higher than the others
        ("паёк, протест был", "6", "паёк, протест был"),
        ("г. при обыске", "3", "г. при обыске"),  # no sentence ends there
        ("паёк. рис и соль", "6", "паёк. рис и соль"),  # a small р has another shape
    ],
)
def test_first_letters_of_sentences_are_large_where_they_are_higher(
    text: str, high: str, wanted: str
) -> None:
    picture, reading = typed(text, high=high)
    raised, alternatives = raise_letters(reading, picture)
    assert raised.text == wanted
    assert len(alternatives) == (wanted != text)
