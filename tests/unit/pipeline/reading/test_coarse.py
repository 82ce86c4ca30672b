"""Coarser pictures keep the brightness of what they show, and words come back to their places."""

import cv2
import numpy as np
import pytest

from models.page import Box, Reading, Word
from pipeline.reading.coarse import coarsened, grown

RNG = np.random.default_rng(7)


@pytest.mark.parametrize("size", [(300, 210), (301, 212), (302, 211), (3, 3)])
def test_two_thirds_are_means_of_what_each_pixel_covers(size: tuple[int, int]) -> None:
    picture = RNG.integers(0, 256, size, dtype=np.uint8)
    height, width = (side // 3 * 3 for side in size)
    whole = picture[:height, :width]
    means = cv2.resize(whole, (width * 2 // 3, height * 2 // 3), interpolation=cv2.INTER_AREA)
    found = coarsened(picture, 200 / 300)
    rows, columns = means.shape
    assert np.abs(found[:rows, :columns].astype(int) - means).max() <= 1  # rounded twice


@pytest.mark.parametrize("rest", [0, 1, 2])
def test_no_edge_of_a_picture_is_lost(rest: int) -> None:
    picture = np.full((30 + rest, 60 + rest), 200, np.uint8)
    picture[-1], picture[:, -1] = 0, 0
    found = coarsened(picture, 200 / 300)
    assert found.shape == (20 + rest, 40 + rest)
    assert found[-1].max() < 200
    assert found[:, -1].max() < 200


@pytest.mark.parametrize(("factor", "size"), [(1.0, (90, 60)), (0.5, (45, 30)), (0.4, (36, 24))])
def test_any_other_factor_gives_a_picture_of_that_size(
    factor: float, size: tuple[int, int]
) -> None:
    assert coarsened(np.full((90, 60), 77, np.uint8), factor).shape == size


def test_a_picture_of_two_rows_is_made_coarser_too() -> None:
    assert coarsened(np.full((2, 30), 9, np.uint8), 200 / 300).shape == (1, 20)


def test_words_of_the_coarser_picture_stand_in_the_finer_one() -> None:
    read = Reading("слово", (Word(0, 5, Box(20, 40, 60, 12), 0.9, 0, 0),), 0.9)
    assert grown(read, 200 / 300).words[0].box == Box(30, 60, 90, 18)
