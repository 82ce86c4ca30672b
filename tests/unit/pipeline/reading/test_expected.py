"""The clues each see what they are for, and a page that reads worse is expected worse."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.confidence import Weights, read_weights
from models.page import Alternative, Box, Cleaning, Page, PageImage, Reading, Word
from pipeline.reading.expected import (
    CLUES,
    LEAST,
    UNREAD,
    Clues,
    expected_cer,
    find_clues,
    is_kazakh_word,
    is_odd,
    predict,
    unknown_share,
    weighted_quantile,
)
from samples.texts import read_gold

LINE = 60


def read_page(text: str, *, confidence: float = 0.95, language: str = "ru") -> Page:
    """A page of 2000 x 2000 pixels with `text` on it and ink to match."""
    words, offset = [], 0
    for number, token in enumerate(text.split()):
        offset = text.index(token, offset)
        row, column = divmod(number, 8)
        box = Box(100 + 220 * column, 100 + LINE * row, 18 * len(token), 40)
        words.append(Word(offset, offset + len(token), box, confidence, 0, row))
        offset += len(token)
    ink = 0.3 * sum(word.box.width * 40 for word in words) / 2000**2
    reading = Reading(text, tuple(words), confidence, "rus", language)
    image = PageImage("0" * 64, Path("scan.png"), 2000, 2000, 300)
    return Page(image, cleaning=Cleaning(ink=ink), reading=reading)


def clues(text: str, confidence: float = 0.95, language: str = "ru") -> Clues:
    return find_clues(read_page(text, confidence=confidence, language=language), read_weights())


GOOD = read_gold("ru03")
BAD = GOOD.replace("о", "0").replace("и", "п").replace("а", "ә")


def test_every_clue_has_a_weight() -> None:
    assert set(read_weights().clues) == set(CLUES)


@pytest.mark.parametrize("token", ["прoкурор", "дел0м", "проКурор", "|", "''", "~", "_"])
def test_what_no_typist_makes_is_odd(token: str) -> None:
    assert is_odd(token)


@pytest.mark.parametrize(
    "token", ["прокурор", "НКВД", "12", "1937г.", "№", "-", "«Заря»", "Кзыл-Орда", "IV", "л.12об."]
)
def test_what_a_typist_makes_is_not(token: str) -> None:
    assert not is_odd(token)


@pytest.mark.parametrize("word", ["жылдың", "бөлімі", "қазақтар", "прокурор", "сөз", "Шәкір"])
def test_words_that_are_listed_or_sound_kazakh_are_known(word: str) -> None:
    assert is_kazakh_word(word)


@pytest.mark.parametrize("word", ["жылдін", "бөлымі", "казақтар", "ңрғқм", "бөлмншік", "жылдыыг"])
def test_a_misread_letter_sounds_wrong(word: str) -> None:
    assert not is_kazakh_word(word)


def test_unknown_words_count_and_few_words_say_little() -> None:
    known, unknown = ["прокурор"] * 20, ["прукоруп"] * 20
    assert unknown_share(known, kazakh=False) < 0.05
    assert unknown_share(unknown, kazakh=False) > 0.8
    assert unknown_share(unknown[:1], kazakh=False) < 0.3
    assert unknown_share(["12", "—", "кг"], kazakh=False) == 0.1


def test_a_quantile_goes_by_weight() -> None:
    values, weights = np.array([0.9, 0.1, 0.5]), np.array([8.0, 1.0, 1.0])
    assert weighted_quantile(values, weights, 0.1) == 0.1
    assert weighted_quantile(values, weights, 0.2) == 0.5
    assert weighted_quantile(values, weights, 0.21) == 0.9


@pytest.mark.parametrize("clue", CLUES)
def test_each_clue_is_worse_on_a_worse_page(clue: str) -> None:
    page = read_page(BAD, confidence=0.4)
    assert page.cleaning is not None
    worse = replace(
        page,
        cleaning=replace(page.cleaning, ink=page.cleaning.ink * 3),
        alternatives=(Alternative(3, "допрос", 0.4, "Cyrillic"),),
    )
    assert getattr(find_clues(worse, read_weights()), clue) > getattr(clues(GOOD), clue)


def test_a_worse_reading_is_expected_worse() -> None:
    pages = [
        read_page(GOOD),
        read_page(GOOD, confidence=0.8),
        read_page(BAD, confidence=0.8),
        read_page(BAD, confidence=0.3),
    ]
    expected = [expected_cer(page) for page in pages]
    assert expected == sorted(expected)
    assert expected[0] < 0.03
    assert expected[-1] > 0.2


@pytest.mark.parametrize(("intercept", "wanted"), [(-50.0, LEAST), (50.0, UNREAD)])
def test_the_expectation_stays_between_least_and_one(intercept: float, wanted: float) -> None:
    weights = Weights(
        intercept=intercept, clues={"odd": 1.0}, reliability=read_weights().reliability
    )
    assert predict(read_page(GOOD), weights) == wanted


def test_ink_on_which_nothing_was_read_is_all_wrong() -> None:
    page = replace(read_page(GOOD), reading=Reading("", (), 0.0))
    assert expected_cer(page) == UNREAD
