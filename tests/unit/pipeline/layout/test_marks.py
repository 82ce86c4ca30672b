"""Sheets are reduced by what their type tells, and strokes found as on the same page turned."""

import cv2
import numpy as np
import pytest

from pipeline.layout.marks import factor_of, find_strokes


@pytest.mark.parametrize(
    ("height", "width", "factor"),
    [(3508, 2480, 0.5), (1155, 2480, 0.5), (2480, 3508, 0.5), (620, 877, 1.0)],
)
def test_half_a_sheet_is_reduced_as_the_whole_one(height: int, width: int, factor: float) -> None:
    sheet = np.full((height, width), 235, np.uint8)
    for top in range(60, height - 60, 75):
        for left in range(60, width - 60, 30):
            sheet[top : top + 27, left : left + 18] = 40
    assert factor_of(sheet) == factor


def test_an_upright_stroke_is_the_level_one_of_the_page_turned() -> None:
    ink = (np.random.default_rng(7).random((180, 240)) < 0.05).astype(np.uint8)
    cv2.line(ink, (20, 15), (21, 160), 1)  # leans by a pixel
    cv2.line(ink, (40, 30), (220, 31), 1)
    upright, level = find_strokes(ink, upright=True), find_strokes(ink)
    assert (upright == find_strokes(np.ascontiguousarray(ink.T)).T).all()
    assert upright[20:155, 20].all()
    assert not upright[30, 60:200].any()
    assert level[30, 60:200].all()
