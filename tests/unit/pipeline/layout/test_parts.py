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


def printed(page: np.ndarray, rows: range) -> None:
    """Lines of three columns of print."""
    for number, top in enumerate(rows):
        for left in (60, 460, 860):
            for place in range(27):
                if (place + number * 5) % 7 or place in (0, 26):
                    page[top : top + 16, left + 12 * place : left + 12 * place + 9] = 20


def shining(page: np.ndarray) -> np.ndarray:
    """The same with paler lines that cross the ways and fill a third as much paper as its type."""
    for top in (*range(120, 1600, 76), *range(1600, 1740, 16)):
        page[top : top + 8, 40:1200] = np.minimum(page[top : top + 8, 40:1200], 160)
    return page


def test_columns_of_print_are_told_in_the_type_alone_where_paler_lines_cross_them() -> None:
    page = np.full((1754, 1240), 230, np.uint8)
    printed(page, range(100, 1500, 38))
    parts = find_parts(find_marks(shining(page)), ())
    assert sum(part.kind == "column" for part in parts) == 3


def in_two_columns(*, short: int = 0, beyond: int = 0) -> int:
    """How many are told of two columns: lines with fewer letters, text beyond the columns."""
    page = np.full((1754, 1240), 230, np.uint8)
    for number, top in enumerate(range(100, 1300, 38)):
        for left in (60, 660):
            last = 41 - short * (number % 4)
            for place in range(last + 1):
                if (place + number * 5 + left) % 7 or place in (0, last):
                    page[top : top + 16, left + 12 * place : left + 12 * place + 9] = 20
    for top in range(1340, 1340 + 38 * beyond, 38):
        for left in range(60, 1180, 12):
            page[top : top + 16, left : left + 9] = 20
    parts = find_parts(find_marks(shining(page)), ())
    return sum(part.kind == "column" for part in parts)


def test_two_columns_of_justified_type_are_told_under_paler_lines() -> None:
    assert in_two_columns() == 2


def test_ragged_columns_may_be_a_list_that_lost_its_rules() -> None:
    assert not in_two_columns(short=2)


def test_two_columns_beside_other_text_are_no_newspaper() -> None:
    assert not in_two_columns(beyond=6)


def test_a_few_lines_in_three_columns_of_type_are_no_newspaper() -> None:
    page = np.full((1754, 1240), 230, np.uint8)
    printed(page, range(1100, 1500, 38))
    for top in range(100, 1000, 38):
        for left in range(60, 1180, 12):
            page[top : top + 16, left : left + 9] = 20
    parts = find_parts(find_marks(shining(page)), ())
    assert not any(part.kind == "column" for part in parts)
