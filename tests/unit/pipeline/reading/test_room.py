"""Words whose boxes have room for more letters than were read are told, in typescript and print."""

from collections.abc import Mapping

import pytest

from models.page import Box, Geometry, Page, PageImage, Reading, Word
from pipeline.reading.room import missing_letters

TEXT = "Выписка из протокола № 46/13 заседания Тройки УНКВД по АМО. ШЫМКЕНТ, жшщмюф ил."
TYPED: Mapping[str, int] = {}
PRINTED = {".": 8, ",": 8, "ж": 26, "ш": 26, "щ": 27, "м": 22, "ю": 26, "ф": 25, "А": 26, "М": 29}
PITCH = 17


def read_page(widths: Mapping[str, int], *, cut: int = -1, room: int = 0, turned: int = 0) -> Page:
    """The text on two lines, with room for more letters behind the word of number `cut`."""
    words, start, left = [], 0, 100
    for number, token in enumerate(TEXT.split()):
        start = TEXT.index(token, start)
        width = sum(widths.get(letter, PITCH) for letter in token)
        width += room * PITCH if number == cut else 0
        box = Box(left, 100, width, 34) if not turned else Box(100, left, 34, width)
        words.append(Word(start, start + len(token), box, 0.95, 0, 0))
        start, left = start + len(token), left + width + PITCH
    scan = PageImage("0" * 64, "scan.png", 2480, 3508, 300)  # type: ignore[arg-type]
    upright = Geometry(2480, 3508, rotation=turned)
    return Page(scan, upright=upright, reading=Reading(TEXT, tuple(words), 0.95, "rus", "ru"))


def missing(page: Page) -> list[float]:
    """By word."""
    assert page.reading is not None
    return [round(float(letters)) for letters in missing_letters(page, page.reading.words)]


@pytest.mark.parametrize("turned", [0, 90, 270])
@pytest.mark.parametrize("widths", [TYPED, PRINTED])
def test_letters_that_a_word_has_room_for_are_counted(
    widths: Mapping[str, int], turned: int
) -> None:
    assert not any(missing(read_page(widths, turned=turned)))
    cut = missing(read_page(widths, cut=2, room=8, turned=turned))
    assert cut[2] == pytest.approx(8, abs=1.5)
    assert not any(cut[:2] + cut[3:])


def test_room_for_two_letters_may_be_none() -> None:
    assert not any(missing(read_page(TYPED, cut=4, room=2)))


def test_larger_type_has_wider_letters() -> None:
    page = read_page(TYPED)
    assert page.reading is not None
    first, *others = page.reading.words
    headline = Word(0, first.end, Box(0, 0, 2 * first.box.width, 68), 0.95, 0, 0)
    assert not missing_letters(page, (headline, *others)).any()
    flat = Word(0, first.end, Box(0, 0, 2 * first.box.width, 34), 0.95, 0, 0)
    assert missing_letters(page, (flat, *others))[0] > 3


def test_a_few_words_tell_nothing() -> None:
    page = read_page(TYPED, cut=2, room=8)
    assert page.reading is not None
    assert not missing_letters(page, page.reading.words[:4]).any()
    assert missing_letters(page, ()).shape == (0,)
