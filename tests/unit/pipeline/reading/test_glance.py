"""A line is found to glance at, and what it says decides only where it is read surely."""

from collections.abc import Sequence

import numpy as np
import pytest

from models.page import Box, Reading
from pipeline.engines.protocols import GreyImage
from pipeline.reading.glance import find_line, sounds_kazakh

PICTURE = (2339, 1653)  # an A4 sheet at 200 dpi


def page(*lines: tuple[int, int, int]) -> GreyImage:
    """White paper with lines of bars for letters: top, height and length of each."""
    picture = np.full(PICTURE, 235, np.uint8)
    for top, height, length in lines:
        for left in range(200, 200 + length, 20):
            picture[top : top + height, left : left + 10] = 30
    return picture


def test_the_beginning_of_the_fullest_line_is_found() -> None:
    found = find_line(page((300, 24, 600), (900, 24, 1200), (1500, 24, 900)), dpi=200)
    assert found is not None
    assert 890 <= found.top < 900
    assert 924 < found.bottom <= 936
    assert 188 <= found.left <= 200
    assert 700 <= found.width <= 1200


@pytest.mark.parametrize("picture", [page(), page((300, 600, 1200))], ids=["bare", "drawing"])
def test_no_line_is_found_where_none_stands(picture: GreyImage) -> None:
    assert find_line(picture, dpi=200) is None


class Voice:
    """Reads the same text wherever it listens."""

    identity = "voice"

    def __init__(self, text: str, confidence: float) -> None:
        self._reading = Reading(text, (), confidence)

    def read(
        self, image: GreyImage, *, model: str, digest: str, dpi: int, block: bool = False, **_: bool
    ) -> Reading:
        return self._reading

    def read_lines(
        self, image: GreyImage, lines: Sequence[Box], *, model: str, dpi: int, **_: bool
    ) -> tuple[Reading, ...]:
        return tuple(self._reading for _ in lines)


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
        Voice(text, confidence), page((300, 24, 900)), model="Cyrillic", dpi=200, sure=0.65
    )
    assert heard is kazakh
