"""Items side by side are cells of a table, columns of a newspaper and lines of a letter are not."""

import cv2
import numpy as np
import pytest

from pipeline.engines.protocols import GreyImage
from pipeline.layout.marks import find_marks
from pipeline.layout.pairs import find_pairs

WIDTH, HEIGHT = 1240, 1754  # 150 dpi


def page(items: list[tuple[int, int]], *, lower: int = 0, way: int = 660) -> GreyImage:
    """A heading and items, each as many lines at the left and the right, parted by empty lines."""
    sheet = np.full((HEIGHT, WIDTH), 245, np.uint8)
    _line(sheet, 300, 100, 40)
    top = 200
    for left, right in items:
        for row in range(left):
            _line(sheet, 120, top + 36 * row, 32)
        for row in range(right):
            _line(sheet, way, top + 36 * row + lower, 30)
        top += 36 * max(left, right) + 44
    return sheet


def _line(sheet: GreyImage, left: int, base: int, letters: int) -> None:
    for letter in range(letters):
        if letter % 7 != 6:
            x = left + 15 * letter
            cv2.rectangle(sheet, (x, base - 14), (x + 9, base), 20, 2)


ITEMS = [(4, 3), (3, 3), (5, 2), (3, 1)]


def test_items_side_by_side_are_rows() -> None:
    cells = find_pairs(find_marks(page(ITEMS)))
    assert [(cell.row, cell.column) for cell in cells] == [
        (row, column) for row in range(len(ITEMS)) for column in (0, 1)
    ]
    assert all(cell.box.top > 110 for cell in cells)
    lefts, rights = cells[::2], cells[1::2]
    assert all(a.box.right == b.box.left for a, b in zip(lefts, rights, strict=True))
    assert all(600 < cell.box.left < 660 for cell in rights)


@pytest.mark.parametrize(
    "sheet",
    [
        page([(24, 24)]),  # columns
        page([(16, 16), (7, 7), (3, 3)]),  # columns whose paragraphs begin side by side by chance
        page(ITEMS[:2]),
        page(ITEMS, lower=18),  # they begin elsewhere
        page([(4, 0), (3, 0), (5, 0), (3, 0)]),  # paragraphs
        page(ITEMS, way=606),  # one blank
        np.hstack([page([(4, 0), (3, 0), (5, 0)])] * 2),  # two pages of an opened book
        np.full((HEIGHT, WIDTH), 245, np.uint8),
    ],
    ids=["columns", "paragraphs by chance", "two", "lower", "paragraphs", "blank", "book", "bare"],
)
def test_what_does_not_stand_side_by_side_is_no_table(sheet: GreyImage) -> None:
    assert find_pairs(find_marks(sheet)) == ()
