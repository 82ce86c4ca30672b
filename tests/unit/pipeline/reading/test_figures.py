"""A 3 with a flat top that was read as 5 is a 3 again; a 5 stays."""

import cv2
import numpy as np
import pytest

from models.page import Alternative, Box, Reading, Word
from pipeline.engines.protocols import GreyImage
from pipeline.reading.figures import put_threes

FLAT_THREE = ((2, 2), (16, 2), (8, 12), (14, 16), (16, 22), (10, 28), (2, 26))
FIVE = ((16, 2), (3, 2), (3, 13), (12, 13), (16, 20), (10, 28), (2, 26))
ONE = ((9, 2), (9, 28))


def drawn(figures: str, *, pitch: int = 24) -> GreyImage:
    """Strokes for f (a flat 3), 5 and 1."""
    picture = np.full((40, pitch * len(figures) + 8), 230, np.uint8)
    shapes = {"f": FLAT_THREE, "5": FIVE, "1": ONE}
    for index, figure in enumerate(figures):
        points = np.array(shapes[figure], np.int32) + (4 + pitch * index, 5)
        cv2.polylines(picture, [points], isClosed=False, color=(20,), thickness=3)
    return picture


def read(text: str, picture: GreyImage) -> Reading:
    box = Box(0, 0, picture.shape[1], picture.shape[0])
    return Reading(text, (Word(0, len(text), box, 0.95, 0, 0),), 0.95)


@pytest.mark.parametrize(
    ("figures", "text", "wanted"),
    [
        ("15f1", "1551", "1531"),
        ("1555", "1555", "1555"),
        ("ff", "55", "33"),
        ("1f", "1б5", "1б5"),  # no number
        ("1f1", "15", "15"),  # the page shows more than was read
    ],
)
def test_threes_are_told_by_their_shape(figures: str, text: str, wanted: str) -> None:
    picture = drawn(figures)
    better, alternatives = put_threes(read(text, picture), picture)
    assert better.text == wanted
    assert alternatives == ((Alternative(0, text, 0.95, "first"),) if wanted != text else ())


def test_figures_that_touch_stay() -> None:
    picture = drawn("1ff", pitch=15)
    assert put_threes(read("155", picture), picture)[0].text == "155"


def test_a_box_without_width_leaves_its_word_as_it_is() -> None:
    flat = Reading("1951", (Word(0, 4, Box(5, 5, 0, 30), 0.95, 0, 0),), 0.95)
    assert put_threes(flat, drawn("1951".replace("9", "1"))) == (flat, ())
