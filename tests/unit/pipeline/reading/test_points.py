"""Points that the picture has and the text has not."""

import cv2
import numpy as np
import pytest

from models.page import Box, Reading, Word
from pipeline.reading.points import find_points


def drawn(
    token: str, *, mark: tuple[int, int, int, int] | None = (96, 34, 5, 5), space: int = 80
) -> frozenset[int]:
    """What is found of a token 60 pixels wide and 30 high, a mark drawn behind it, on a line."""
    picture = np.full((80, 500), 230, np.uint8)
    cv2.rectangle(picture, (30, 10), (89, 39), 20, -1)
    if mark is not None:
        left, top, width, height = mark
        picture[top : top + height, left : left + width] = 20
    text = f"{token} слово слово"
    words: list[Word] = []
    begin = 30
    for n, each in enumerate(text.split()):
        start = text.find(each, words[-1].end if words else 0)
        width = 71 if not n else 60
        words.append(Word(start, start + len(each), Box(begin, 10, width, 30), 0.9, 0, 0))
        begin += width + (space if not n else 12)
    lasts = Word(len(text) + 1, len(text) + 2, Box(30, 50, 20, 20), 0.9, 0, 1)
    more = Word(len(text) + 3, len(text) + 4, Box(62, 50, 20, 20), 0.9, 0, 1)
    words += [lasts, more]
    return find_points(Reading(f"{text} а б", tuple(words), 0.9), picture)


def test_a_point_before_a_wide_space_is_found() -> None:
    assert drawn("дела") == {0}


@pytest.mark.parametrize(
    ("token", "mark", "space"),
    [
        ("дела.", (96, 34, 5, 5), 80),  # was read
        ("дела", None, 80),
        ("дела", (96, 10, 5, 5), 80),  # stands high: a speck, or a sign of its own
        ("дела", (96, 10, 5, 30), 80),  # a letter
        ("дела", (97, 37, 2, 2), 80),  # dust
        ("дела", (96, 34, 5, 5), 14),  # nothing is lost before usual spaces
    ],
)
def test_no_point_is_found(token: str, mark: tuple[int, int, int, int] | None, space: int) -> None:
    assert not drawn(token, mark=mark, space=space)
