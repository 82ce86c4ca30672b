"""Percentiles of pictures are those of NumPy, whatever the shape."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from pipeline.imaging.brightness import brightness_at, paper_of


@given(
    arrays.arrays(np.uint8, arrays.array_shapes(min_dims=1, max_dims=2, max_side=40)),
    st.floats(0, 100),
)
def test_percentiles_are_those_of_numpy(picture: np.ndarray, percent: float) -> None:
    assert brightness_at(picture, percent) == pytest.approx(np.percentile(picture, percent))


def test_a_part_that_is_no_block_of_memory_is_counted_as_it_stands() -> None:
    picture = np.tile(np.array([0, 200], np.uint8), (64, 32))
    assert brightness_at(picture[::2, 1::2], 50) == 200


def test_paper_is_what_most_of_a_page_is() -> None:
    page = np.full((320, 320), 230, np.uint8)
    page[:48] = 20
    assert paper_of(page) == 230
