"""A line is found to glance at, and what it says decides only where it is read surely."""

from collections.abc import Sequence

import numpy as np
import pytest

from models.page import Box, Reading
from pipeline.engines.protocols import GreyImage
from pipeline.reading.glance import find_lines, sounds_kazakh, upside_down

PICTURE = (2339, 1653)  # an A4 sheet at 200 dpi


def page(*lines: tuple[int, int, int]) -> GreyImage:
    """White paper with lines of bars for letters: top, height and length of each."""
    picture = np.full(PICTURE, 235, np.uint8)
    for top, height, length in lines:
        for left in range(200, 200 + length, 20):
            picture[top : top + height, left : left + 10] = 30
    return picture


def test_the_beginning_of_the_fullest_line_is_found() -> None:
    lines = page((300, 24, 600), (900, 24, 1200), (1500, 24, 900))
    [found] = find_lines(lines, dpi=200, most=1)
    assert 890 <= found.top < 900
    assert 924 < found.bottom <= 936
    assert 188 <= found.left <= 200
    assert 700 <= found.width <= 1200


@pytest.mark.parametrize("picture", [page(), page((300, 600, 1200))], ids=["bare", "drawing"])
def test_no_line_is_found_where_none_stands(picture: GreyImage) -> None:
    assert find_lines(picture, dpi=200, most=2) == []


def test_the_next_line_is_the_next_fullest() -> None:
    lines = page((300, 24, 600), (900, 24, 1200), (1500, 24, 900))
    assert [line.top // 300 for line in find_lines(lines, dpi=200, most=2)] == [2, 4]


class Voice:
    """Says one thing after the other."""

    identity = "voice"

    def __init__(self, *said: tuple[str, float]) -> None:
        self._said = [Reading(text, (), confidence) for text, confidence in said]

    def read(self, image: GreyImage, **_: object) -> Reading:
        raise AssertionError

    def read_lines(
        self, image: GreyImage, lines: Sequence[Box], **_: object
    ) -> tuple[Reading, ...]:
        return tuple(self._said.pop(0) for _ in lines)


@pytest.mark.parametrize(
    ("text", "confidence", "kazakh"),
    [
        ("оның үйінде түн ортасында тінту жүргізіл", 0.9, True),
        ("оның үйінде түн ортасында тінту жүргізіл", 0.5, False),  # the page on its head
        ("ночью в его доме произведен обыск, изъ", 0.9, False),
        ("оныңүйіндетүнортасындатінтужүргізіл", 0.9, True),  # spaces lost
        ("ночью в его дөме произведен обыск, ізъ", 0.9, False),  # misread, and cut
        ("1931 12.04 77 үй", 0.9, False),
        ("", 0.0, False),
    ],
)
def test_three_kazakh_letters_tell(text: str, confidence: float, kazakh: bool) -> None:
    heard = sounds_kazakh(
        Voice((text, confidence)), page((300, 24, 900)), model="Cyrillic", dpi=200, sure=0.65
    )
    assert heard is kazakh


@pytest.mark.parametrize(
    ("first", "second", "kazakh"),
    [
        (("чөрдақ нпый", 0.2), ("оның үйінде түн ортасында", 0.9), True),
        (("оның дом түтын", 0.9), ("оның үйінде түн ортасында", 0.9), True),
        (("оның үйінде түн ортасында", 0.3), ("ночью в его доме", 0.9), False),
        (("оның үйінде түн ортасында", 0.3), ("оның үйінде түн ортасында", 0.4), False),
    ],
    ids=["illegible", "a letter too few", "Russian behind", "illegible, both"],
)
def test_where_a_line_says_little_the_next_is_read(
    first: tuple[str, float], second: tuple[str, float], kazakh: bool
) -> None:
    lines = page((300, 24, 900), (900, 24, 600))
    voice = Voice(first, second)
    assert sounds_kazakh(voice, lines, model="Cyrillic", dpi=200, sure=0.65) is kazakh


def test_the_lines_with_most_letters_are_turned() -> None:
    lines = page((300, 24, 600), *((top, 24, 1200) for top in range(900, 1100, 50)))
    sample = upside_down(lines)
    assert 200 < len(sample) < 300
    assert (sample < 100).sum() == 4 * 60 * 24 * 10
    assert (sample[::-1, ::-1] < 100).any(axis=0).argmax() == 200
