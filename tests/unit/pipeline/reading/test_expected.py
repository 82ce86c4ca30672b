"""The clues each see what they are for, and a page that reads worse is expected worse."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from models.misreading.confidence import Weights, read_weights
from models.page import (
    Alternative,
    Box,
    Layout,
    Page,
    PageImage,
    Reading,
    Region,
    Word,
)
from pipeline.imaging import letters_of
from pipeline.reading.expected import (
    CLUES,
    LEAST,
    SIGNS,
    UNREAD,
    body_words,
    expected_cer,
    find_clues,
    find_signs,
    is_odd,
    predict,
    unread_share,
)
from samples.texts import read_gold

LINE = 60
GOOD = read_gold("ru03")
BAD = GOOD.replace("о", "0").replace("и", "п").replace("а", "ә")


def words_of(text: str, confidence: float) -> tuple[Word, ...]:
    """Its words, eight to a line."""
    words, offset = [], 0
    for number, token in enumerate(text.split()):
        offset = text.index(token, offset)
        row, column = divmod(number, 8)
        box = Box(100 + 220 * column, 100 + LINE * row, 18 * len(token), 40)
        words.append(Word(offset, offset + len(token), box, confidence, 0, row))
        offset += len(token)
    return tuple(words)


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of 2000 x 2000 pixels with a mark for each letter of `GOOD`."""
    picture = np.full((2000, 2000), 230, dtype=np.uint8)
    for word in words_of(GOOD, 0.9):
        for letter in range(word.end - word.start):
            left = word.box.left + 18 * letter
            picture[word.box.top + 5 : word.box.bottom - 5, left + 2 : left + 10] = 20
    path = tmp_path_factory.mktemp("scans") / "scan.png"
    assert cv2.imwrite(str(path), picture)
    return path


def read_page(scan: Path, text: str, *, confidence: float = 0.95) -> Page:
    """The page of the scan, read as `text`."""
    reading = Reading(text, words_of(text, confidence), confidence, "rus", "ru")
    return Page(PageImage("0" * 64, scan, 2000, 2000, 300), reading=reading)


def without_words(page: Page, every: int) -> Page:
    """The page with each word of that rank lost."""
    assert page.reading is not None
    kept = tuple(word for number, word in enumerate(page.reading.words) if number % every)
    return replace(page, reading=replace(page.reading, words=kept))


def test_only_clues_have_weights_and_more_of_a_clue_is_worse() -> None:
    weights = read_weights()
    assert set(weights.clues) <= set(CLUES)
    assert set(weights.signs) <= set(SIGNS)
    assert min(*weights.clues.values(), *weights.signs.values()) >= 0


@pytest.mark.parametrize("token", ["прoкурор", "дел0м", "проКурор", "''", "~", "_"])
def test_what_no_typist_makes_is_odd(token: str) -> None:
    assert is_odd(token)


@pytest.mark.parametrize(
    "token",
    ["прокурор", "НКВД", "12", "1937г.", "№", "-", "«Заря»", "Кзыл-Орда", "IV", "л.12об.", "|"],
)
def test_what_a_typist_makes_is_not(token: str) -> None:
    assert not is_odd(token)


@pytest.mark.parametrize(
    ("token", "sign"),
    [
        ("жклрвж", "unknown"),
        ("прoкурор", "odd"),
        ("в", "short"),
    ],
)
def test_each_sign_of_a_word_sees_what_it_is_for(scan: Path, token: str, sign: str) -> None:
    page = read_page(scan, f"прокурор {token}")
    good, bad = find_signs(page)[:, SIGNS.index(sign)]
    assert good < bad


def test_little_confidence_and_other_readings_are_signs(scan: Path) -> None:
    page = replace(
        read_page(scan, "прокурор прокурор"), alternatives=(Alternative(1, "ок", 0.3, "rus"),)
    )
    contested = find_signs(page)[:, SIGNS.index("contested")]
    assert list(contested) == [0, 1]
    unsure = [
        find_signs(read_page(scan, "прокурор", confidence=sure))[0, SIGNS.index("unsure")]
        for sure in (1.0, 0.99, 0.5)
    ]
    assert unsure == sorted(set(unsure))


def test_what_stamps_say_is_no_part_of_it(scan: Path) -> None:
    text = f"{GOOD}\nАРХИВ"
    stamp = Region("stamp", Box(300, 1700, 400, 200), start=len(GOOD) + 1)
    stamped = replace(read_page(scan, text), layout=Layout((), (stamp,)))
    assert len(body_words(stamped)) == len(read_page(scan, GOOD).reading.words)  # type: ignore[union-attr]
    assert len(find_signs(stamped)) == len(body_words(stamped))
    assert find_clues(stamped, read_weights()) == find_clues(read_page(scan, GOOD), read_weights())


def test_a_word_that_says_less_than_it_has_room_for_makes_the_page_worse(scan: Path) -> None:
    page = read_page(scan, GOOD)
    assert page.reading is not None
    first, *others = page.reading.words
    wider = replace(first, box=replace(first.box, width=first.box.width + 18 * 12))
    cut = replace(page, reading=replace(page.reading, words=(wider, *others)))
    assert find_clues(cut, read_weights()).doubt > find_clues(page, read_weights()).doubt
    assert expected_cer(cut) > 1.2 * expected_cer(page)


@pytest.mark.parametrize("clue", CLUES)
def test_each_clue_is_worse_on_a_worse_page(scan: Path, clue: str) -> None:
    worse = replace(
        without_words(read_page(scan, BAD, confidence=0.4), 3),
        alternatives=(Alternative(3, "допрос", 0.4, "Cyrillic"),),
    )
    clues = [
        getattr(find_clues(page, read_weights()), clue) for page in (read_page(scan, GOOD), worse)
    ]
    assert clues[0] < clues[1]


def test_marks_outside_of_all_words_are_unread(scan: Path) -> None:
    page = read_page(scan, GOOD)
    letters = letters_of(page)
    assert unread_share(letters, page) == 0
    assert unread_share(letters, without_words(page, 2)) == pytest.approx(0.5, abs=0.1)
    stamp = Region("stamp", Box(0, 0, 2000, 2000))
    pencilled = replace(without_words(page, 2), layout=Layout((), (stamp,)))
    assert unread_share(letters, pencilled) == 0
    bare = np.zeros_like(letters)
    assert unread_share(bare, page) == 0


def test_a_worse_reading_is_expected_worse(scan: Path) -> None:
    pages = [
        read_page(scan, GOOD),
        read_page(scan, GOOD, confidence=0.8),
        read_page(scan, BAD, confidence=0.8),
        read_page(scan, BAD, confidence=0.3),
    ]
    expected = [expected_cer(page) for page in pages]
    assert expected == sorted(expected)
    assert expected[0] < 0.03
    assert expected[-1] > 0.2


@pytest.mark.parametrize(("intercept", "wanted"), [(-50.0, LEAST), (50.0, UNREAD)])
def test_the_expectation_stays_between_least_and_one(
    scan: Path, intercept: float, wanted: float
) -> None:
    weights = Weights(
        intercept=intercept,
        clues={"odd": 1.0},
        word=0.0,
        signs={},
        reliability=read_weights().reliability,
    )
    assert predict(read_page(scan, GOOD), weights) == wanted


def test_ink_on_which_nothing_was_read_is_all_wrong(scan: Path) -> None:
    page = replace(read_page(scan, GOOD), reading=Reading("", (), 0.0))
    assert expected_cer(page) == UNREAD
