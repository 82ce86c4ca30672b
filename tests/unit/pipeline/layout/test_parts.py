"""Parts can be cut out of the page: they lie on it, whatever its cells do."""

import cv2
import numpy as np

from models.page import Box, Cell
from pipeline.layout.arrange import make_galley
from pipeline.layout.marks import find_marks
from pipeline.layout.parts import find_parts


def test_cells_that_reach_over_the_edge_become_parts_of_the_page() -> None:
    marks = find_marks(np.full((1754, 1240), 255, np.uint8))
    cells = (Cell(0, 0, 0, Box(-16, 400, 190, 70)), Cell(0, 0, 1, Box(1100, 400, 190, 70)))
    boxes = [part.box for part in find_parts(marks, cells) if part.kind == "cell"]
    assert boxes == [Box(0, 400, 174, 70), Box(1100, 400, 140, 70)]


def test_a_list_at_the_edge_of_the_page_is_set_whole() -> None:
    page = np.full((1754, 1240), 255, np.uint8)
    for top in range(200, 1400, 44):
        for left, number in ((4, 3), (300, 9), (600, 7), (1080, 8)):
            for place in range(number):
                cv2.rectangle(
                    page, (left + 18 * place, top), (left + 18 * place + 11, top + 17), 0, 3
                )
    galley = make_galley(page)
    assert galley.cells
    assert all(strip.source.left >= 0 for strip in galley.strips)
    assert min(strip.source.left for strip in galley.strips) <= 4
