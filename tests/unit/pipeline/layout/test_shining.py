import numpy as np

from models.page import Box, Cell, Reading, Word
from pipeline.engines.protocols import GreyImage
from pipeline.layout.shining import without_shining

CELLS = (Cell(0, 0, 0, Box(0, 0, 1240, 300)),)


def page(*depths: int) -> GreyImage:
    """Words below each other, so much darker than the paper."""
    picture = np.full((1754, 1240), 220, np.uint8)
    for n, depth in enumerate(depths):
        for x in range(100, 200, 14):
            picture[50 + 80 * n : 66 + 80 * n, x : x + 8] = 220 - depth
    return picture


def reading(*confidences: float) -> Reading:
    """As many words of it, each on its line."""
    words = tuple(
        Word(4 * n, 4 * n + 3, Box(100, 50 + 80 * n, 100, 16), confidence, n, n)
        for n, confidence in enumerate(confidences)
    )
    return Reading("\n".join(f"ab{n}" for n in range(len(words))), words, 0.5)


def test_unsure_words_that_shine_through_are_left_out() -> None:
    read = without_shining(reading(0.9, 0.3, 0.9), page(120, 30, 120), CELLS)
    assert read.text == "ab0\nab2"
    assert [read.text[word.start : word.end] for word in read.words] == ["ab0", "ab2"]
    assert read.confidence == 0.9


def test_dark_words_sure_ones_and_those_in_no_cell_stay() -> None:
    picture = page(120, 100, 30, 120, 30)
    read = reading(0.9, 0.3, 0.6, 0.9, 0.3)
    assert without_shining(read, picture, CELLS) == read
    assert without_shining(read, picture, ()) == read
