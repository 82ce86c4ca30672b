"""Looking for frames costs little where text that shines through gives many sides to look at."""

import time

import numpy as np

from pipeline.imaging.greystamps import Patch, find_sides

CORE = slice(400, 800)


def patch_with(top: tuple[int, int], *, upright: tuple[int, ...]) -> Patch:
    """A patch without type: a top side with these ends, a whole bottom side, upright strokes."""
    pale = np.zeros((120, 1200), np.uint8)
    pale[16:104, list(upright)] = 1
    pale[16, slice(*top)] = pale[103, 300:900] = 1
    return Patch(pale, np.zeros_like(pale))


def test_the_widest_sides_that_both_rows_reach_are_taken() -> None:
    patch = patch_with((300, 900), upright=(50, 300, 899, 1190))
    assert find_sides(patch, CORE, (16, 103)) == (299, 900, 16, 103)


def test_many_sides_that_no_row_reaches_cost_little() -> None:
    patch = patch_with((0, 0), upright=tuple(range(0, 1200, 2)))
    start = time.process_time()
    assert find_sides(patch, CORE, (18, 101)) is None
    assert time.process_time() - start < 0.5
