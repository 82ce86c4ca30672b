import cv2
import numpy as np
import pytest

from models.page import Box, Cell
from pipeline.engines.protocols import GreyImage
from pipeline.layout.arrange import make_galley
from pipeline.layout.marks import find_marks
from pipeline.layout.tabulated import find_lists, is_sounder

PAPER = 225
INK = 40
STOPS = (100, 200, 560, 720)
NAMES = (20, 14, 18, 22, 11, 19, 16)


def sheet() -> GreyImage:
    """An empty sheet at 150 dpi."""
    return np.full((1000, 1240), PAPER, np.uint8)


def letters(picture: GreyImage, left: int, top: int, number: int) -> None:
    """Put a word of boxes as large as letters on the sheet."""
    for place in range(number):
        x = left + place * 14
        picture[top : top + 16, x : x + 10] = INK


def typed_list(picture: GreyImage, *, top: int = 200, wrapped: bool = True) -> None:
    """Number, name, year and place of seven people; every second name takes two lines."""
    for entry, name in enumerate(NAMES):
        y = top + entry * 72
        for stop, width in zip(STOPS, (2, name, 4, 12 + entry), strict=True):
            letters(picture, stop, y, width)
        if wrapped and entry % 2:
            letters(picture, STOPS[1], y + 36, 8)


def test_cells_of_a_list_typed_at_tab_stops() -> None:
    picture = sheet()
    typed_list(picture)
    cells = find_lists(find_marks(picture))
    assert [(cell.row, cell.column) for cell in cells] == [
        (r, c) for r in range(7) for c in range(4)
    ]
    for entry, cell in enumerate(cells[1::4]):
        y = 200 + entry * 72
        assert 120 < cell.box.left <= 200
        assert 480 <= cell.box.right < 560
        assert y - 40 < cell.box.top <= y
        assert cell.box.bottom >= y + 16 + 36 * (entry % 2)


def test_a_list_lies_between_running_text() -> None:
    picture = sheet()
    for top in (100, 136, 720, 756, 792):
        letters(picture, 100, top, 62)
    typed_list(picture, top=190)
    cells = find_lists(find_marks(picture))
    assert len(cells) == 7 * 4
    assert min(cell.box.top for cell in cells) > 152
    assert max(cell.box.bottom for cell in cells) < 720


@pytest.mark.parametrize("angle", [-0.4, 0.4])
def test_a_list_may_be_askew(angle: float) -> None:
    picture = sheet()
    typed_list(picture)
    turn = cv2.getRotationMatrix2D((620, 500), angle, 1.0)
    leaning = cv2.warpAffine(picture, turn, (1240, 1000), borderValue=PAPER)
    assert len(find_lists(find_marks(np.asarray(leaning, dtype=np.uint8)))) == 28


def test_a_heading_inside_a_list_is_a_row_of_its_own() -> None:
    picture = sheet()
    for start in (0, 5):
        for entry in range(5):
            y = 200 + (start + entry + bool(start)) * 50
            for stop, width in zip(STOPS, (2, 10 + 3 * entry, 4, 10 + entry), strict=True):
                letters(picture, stop, y, width)
    letters(picture, 400, 450, 25)
    cells = find_lists(find_marks(picture))
    across = [cell for cell in cells if cell.row == 5]
    assert len(cells) == 10 * 4 + 2
    assert [(cell.column, cell.box.width > 600) for cell in across] == [(0, False), (1, True)]


def test_a_galley_keeps_the_rows_of_a_list() -> None:
    picture = sheet()
    typed_list(picture)
    galley = make_galley(picture)
    assert len(galley.cells) == 28
    names = [strip for strip in galley.strips if strip.source.left < 200 < strip.source.right]
    assert [strip.group for strip in names] == sorted({strip.group for strip in galley.strips})


def test_names_of_one_length_are_no_prose_where_each_has_a_number() -> None:
    picture = sheet()
    for entry, width in enumerate((20, 22, 22, 21, 22, 20, 22)):
        y = 200 + entry * 48
        for stop, letters_in in zip(STOPS[:3], (1, width, 4), strict=True):
            letters(picture, stop, y, letters_in)
    assert len(find_lists(find_marks(picture))) == 21


def test_prose_is_no_list() -> None:
    picture = sheet()
    for number, top in enumerate(range(100, 900, 36)):
        left = 100
        for width in (5 + number % 4, 9 - number % 3, 7, 12 + number % 5, 3 + number % 6, 8, 9):
            letters(picture, left, top, width)
            left += (width + 1) * 14
    assert find_lists(find_marks(picture)) == ()


@pytest.mark.parametrize("columns", [2, 3])
def test_prose_side_by_side_is_no_list(columns: int) -> None:
    picture = sheet()
    width = 1080 // columns
    for line, top in enumerate(range(100, 900, 36)):
        for column in range(columns):
            letters(picture, 80 + column * width, top, width // 14 - 3 - (line + column) % 3)
    assert find_lists(find_marks(picture)) == ()


def test_questions_and_answers_are_no_list() -> None:
    picture = sheet()
    for number, question in enumerate((8, 17, 12, 20, 14, 9, 18, 16)):
        y = 150 + number * 50
        letters(picture, 100, y, 2)
        letters(picture, 170, y, question)
        letters(picture, 560, y, 6 + 5 * (number % 4))
    assert find_lists(find_marks(picture)) == ()


def test_words_with_explanations_and_signatures_are_no_list() -> None:
    picture = sheet()
    for line, top in enumerate(range(100, 700, 40)):
        letters(picture, 100, top, 4 + line % 5)
        letters(picture, 400, top, 20 + line % 9)
    for top in (760, 800):
        letters(picture, 100, top, 14)
        letters(picture, 700, top, 9)
    assert find_lists(find_marks(picture)) == ()


def test_verse_is_no_list() -> None:
    picture = sheet()
    for line, top in enumerate(range(100, 900, 40)):
        letters(picture, 300 + 60 * (line % 2), top, 20 + line % 7)
    assert find_lists(find_marks(picture)) == ()


def test_dark_pictures_are_no_list() -> None:
    picture = sheet()
    picture[200:800, 200:1000] = INK
    for x in range(240, 1000, 90):
        picture[210:790, x : x + 30] = PAPER
    assert find_lists(find_marks(picture)) == ()


def pale(picture: GreyImage, layer: GreyImage) -> GreyImage:
    """The picture with the ink of another layer a fifth as dark behind it."""
    behind = PAPER - (PAPER - layer.astype(np.int64)) // 5
    return np.asarray(np.minimum(picture, behind), dtype=np.uint8)


def test_a_crease_through_a_row_parts_no_row() -> None:
    picture, crease = sheet(), sheet()
    typed_list(picture)
    crease[424:427] = INK
    cells = find_lists(find_marks(pale(picture, crease)))
    assert [(cell.row, cell.column) for cell in cells] == [
        (r, c) for r in range(7) for c in range(4)
    ]


def test_text_that_shows_through_hides_no_list() -> None:
    picture, back = sheet(), sheet()
    typed_list(picture)
    for top in range(190, 700, 62):
        letters(back, 80, top, 70)
    assert len(find_lists(find_marks(pale(picture, back)))) == 28


def rows_of(*widths: int) -> list[Cell]:
    """The cells of a list whose rows have so many."""
    box = Box(0, 0, 9, 9)
    return [
        Cell(0, row, column, box) for row, width in enumerate(widths) for column in range(width)
    ]


def test_a_list_that_ends_at_what_is_left_of_a_stamp_is_the_worse_one() -> None:
    whole, ended = rows_of(4, 4, 4, 4, 4, 4, 4, 4), rows_of(4, 4, 4, 4, 4)
    assert is_sounder(whole, ended)
    assert not is_sounder(ended, whole)
    assert not is_sounder(rows_of(4, 4, 4, 4, 4, 4), ended)
    assert not is_sounder(rows_of(4, 4, 4, 3, 4, 4, 4, 4), ended)


def test_a_row_whose_number_is_lost_begins_at_its_year() -> None:
    picture = sheet()
    typed_list(picture)
    picture[410:440, 90:150] = PAPER
    assert len({cell.row for cell in find_lists(find_marks(picture))}) == 7


def test_the_rim_of_a_punch_hole_begins_no_row() -> None:
    picture = sheet()
    typed_list(picture, wrapped=False)
    picture[380:386, 60:84] = INK
    assert len({cell.row for cell in find_lists(find_marks(picture))}) == 7


def test_a_number_worn_in_two_is_one() -> None:
    picture = sheet()
    typed_list(picture)
    picture[412:434, 100:122] = INK
    picture[423:425, 90:150] = PAPER
    assert len({cell.row for cell in find_lists(find_marks(picture))}) == 7
