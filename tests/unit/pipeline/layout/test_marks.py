"""Strokes are found on a page as they are on the same page turned."""

import cv2
import numpy as np

from pipeline.layout.marks import find_strokes


def test_an_upright_stroke_is_the_level_one_of_the_page_turned() -> None:
    ink = (np.random.default_rng(7).random((180, 240)) < 0.05).astype(np.uint8)
    cv2.line(ink, (20, 15), (21, 160), 1)  # leans by a pixel
    cv2.line(ink, (40, 30), (220, 31), 1)
    upright, level = find_strokes(ink, upright=True), find_strokes(ink)
    assert (upright == find_strokes(np.ascontiguousarray(ink.T)).T).all()
    assert upright[20:155, 20].all()
    assert not upright[30, 60:200].any()
    assert level[30, 60:200].all()
