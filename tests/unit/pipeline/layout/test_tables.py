import cv2
import numpy as np
import pytest

from models.page import Box
from pipeline.engines.protocols import GreyImage
from pipeline.layout.bare import find_ruling, without_rules, without_ruling
from pipeline.layout.marks import find_marks
from pipeline.layout.tables import find_tables

PAPER = 225
INK = 40
LETTER = (10, 16)


def sheet(height: int = 1000, width: int = 1240) -> GreyImage:
    """An empty sheet at 150 dpi."""
    return np.full((height, width), PAPER, np.uint8)


def letters(picture: GreyImage, left: int, top: int, number: int) -> None:
    """Put a word of boxes as large as letters on the sheet."""
    for place in range(number):
        x = left + place * 14
        picture[top : top + LETTER[1], x : x + LETTER[0]] = INK


def table(picture: GreyImage, rows: list[int], columns: list[int], *, words: int = 8) -> None:
    """Rule a table and fill its cells."""
    for y in rows:
        cv2.line(picture, (columns[0], y), (columns[-1], y), INK, 2)
    for x in columns:
        cv2.line(picture, (x, rows[0]), (x, rows[-1]), INK, 2)
    for y in rows[:-1]:
        for x in columns[:-1]:
            letters(picture, x + 20, y + 20, words)


ROWS, COLUMNS = [200, 260, 330, 400], [100, 250, 600, 1100]


def test_finds_every_cell_of_a_ruled_table() -> None:
    picture = sheet()
    table(picture, ROWS, COLUMNS)
    cells = find_tables(find_marks(picture))
    assert [(cell.row, cell.column) for cell in cells] == [
        (r, c) for r in range(3) for c in range(3)
    ]
    assert {cell.table for cell in cells} == {0}
    middle = cells[4].box
    assert abs(middle.left - 250) <= 2
    assert abs(middle.top - 260) <= 2
    assert abs(middle.right - 600) <= 2
    assert abs(middle.bottom - 330) <= 2


def dotted(picture: GreyImage, *, every: int, long: int) -> None:
    """Wear the rules of the table down to dots or dashes."""
    for place in range(0, 1240, every):
        for y in ROWS:
            picture[y - 2 : y + 3, place + long : place + every] = PAPER
        for x in COLUMNS:
            picture[place + long : place + every, x - 2 : x + 3] = PAPER


@pytest.mark.parametrize(("every", "long"), [(8, 3), (20, 12)])
def test_rules_of_dots_or_dashes_part_cells_and_are_painted_over(every: int, long: int) -> None:
    picture = sheet()
    table(picture, ROWS, COLUMNS)
    dotted(picture, every=every, long=long)
    letters(picture, 100, 800, 20)
    cells = find_tables(find_marks(picture))
    assert [(cell.row, cell.column) for cell in cells] == [
        (r, c) for r in range(3) for c in range(3)
    ]
    ruling = find_ruling(picture, (), [cell.box for cell in cells], factor=1.0)
    painted = without_ruling(picture, ruling)
    assert painted[330, 120:1080].min() > INK + 100
    assert painted[265:325, 600].min() > INK + 100
    assert np.array_equal(painted[500:], picture[500:])
    assert painted[230, 275] == INK


def test_nothing_is_left_of_dotted_rules_at_their_ends_and_beside_letters() -> None:
    picture = sheet()
    table(picture, ROWS, COLUMNS)
    dotted(picture, every=8, long=3)
    letters(picture, 900, 263, 1)
    cells = [cell.box for cell in find_tables(find_marks(picture))]
    painted = without_ruling(picture, find_ruling(picture, (), cells, factor=1.0))
    assert len(cells) == 9
    for y in ROWS:
        assert painted[y, COLUMNS[0] : COLUMNS[-1]].min() > INK + 100
    for x in COLUMNS:
        assert painted[ROWS[0] : ROWS[-1], x].min() > INK + 100
    assert painted[266:270, 904].max() == INK


def test_a_dotted_rule_may_be_hidden_for_a_stretch() -> None:
    picture = sheet()
    table(picture, ROWS, COLUMNS)
    dotted(picture, every=8, long=3)
    picture[ROWS[-1] - 4 : ROWS[-1] + 5, 460:820] = PAPER
    assert len(find_tables(find_marks(picture))) == 9


def test_dashes_that_cross_where_rules_meet_are_no_letters() -> None:
    picture = sheet()
    rows, columns = list(range(200, 760, 40)), [100, 244, 604, 1096]
    for y in rows:
        for x in range(97, 1105, 12):  # the middle of a dash on every column
            picture[y : y + 2, x : x + 8] = INK
    for x in columns:
        for y in range(196, 725, 10):
            picture[y : y + 7, x : x + 2] = INK
    for y in rows[:-1]:
        for x in columns[:-1]:
            letters(picture, x + 20, y + 12, 6)
    assert len(find_tables(find_marks(picture))) == 3 * (len(rows) - 1)


def test_a_crease_and_the_rim_of_the_sheet_do_not_tilt_a_level_dotted_table() -> None:
    picture = sheet()
    table(picture, ROWS, COLUMNS)
    dotted(picture, every=20, long=12)
    cv2.line(picture, (0, 700), (1239, 717), INK, 2)
    cv2.line(picture, (1200, 500), (1200, 999), INK, 2)
    cells = find_tables(find_marks(picture))
    assert len(cells) == 9
    assert all(abs(cell.box.top - ROWS[cell.row]) <= 3 for cell in cells)


def test_dotted_leaders_and_close_type_are_no_rules() -> None:
    picture = sheet()
    for top in range(100, 900, 36):
        letters(picture, 100, top, 30)
        picture[top + 12 : top + 14, 540:1000:8] = INK
        letters(picture, 1010, top, 4)
    assert find_tables(find_marks(picture)) == ()


def test_measures_cells_in_pixels_of_a_larger_picture() -> None:
    picture = sheet()
    table(picture, ROWS, COLUMNS)
    large = np.asarray(cv2.resize(picture, None, fx=2, fy=2), dtype=np.uint8)
    box = find_tables(find_marks(large))[4].box
    assert abs(box.left - 500) <= 4
    assert abs(box.bottom - 660) <= 4


def test_rules_may_be_broken_and_lean() -> None:
    picture = sheet()
    table(picture, ROWS, COLUMNS)
    picture[:, 400:412] = PAPER
    picture[300:310] = PAPER
    turn = cv2.getRotationMatrix2D((620, 500), 0.3, 1.0)
    leaning = cv2.warpAffine(picture, turn, (1240, 1000), borderValue=PAPER)
    assert len(find_tables(find_marks(np.asarray(leaning, dtype=np.uint8)))) == 9


def test_a_table_may_be_open_at_its_sides() -> None:
    picture = sheet()
    table(picture, ROWS, COLUMNS)
    for x in (COLUMNS[0], COLUMNS[-1]):
        for top in range(ROWS[0] + 4, ROWS[-1], 70):
            picture[top : top + 62, x - 3 : x + 4] = PAPER
    assert len(find_tables(find_marks(picture))) == 9


def test_cells_joined_over_columns_are_one() -> None:
    picture = sheet()
    table(picture, ROWS, COLUMNS)
    picture[ROWS[0] + 4 : ROWS[1] - 3, 590:610] = PAPER
    cells = find_tables(find_marks(picture))
    assert [(cell.row, cell.column) for cell in cells][:3] == [(0, 0), (0, 1), (1, 0)]
    assert cells[1].box.width > 800


def test_tables_are_numbered_from_the_top() -> None:
    picture = sheet()
    table(picture, [600, 660, 730, 800], COLUMNS)
    table(picture, [100, 160, 230, 300], COLUMNS)
    cells = find_tables(find_marks(picture))
    tops = {cell.table: cell.box.top for cell in cells if (cell.row, cell.column) == (0, 0)}
    assert tops.keys() == {0, 1}
    assert tops[0] < tops[1]


def test_a_page_of_text_has_no_table() -> None:
    picture = sheet()
    for top in range(100, 900, 40):
        letters(picture, 100, top, 70)
        cv2.line(picture, (100, top + 20), (700, top + 20), INK, 2)
    assert find_tables(find_marks(picture)) == ()


def test_a_frame_round_the_page_is_no_table() -> None:
    picture = sheet()
    table(picture, [50, 950], [50, 1190])
    table(picture, [50, 120], [50, 200])
    for top in range(200, 900, 40):
        letters(picture, 100, top, 60)
    assert find_tables(find_marks(picture)) == ()


@pytest.mark.parametrize("seed", range(3))
def test_a_wiring_diagram_is_no_table(seed: int) -> None:
    picture = sheet()
    chance = np.random.default_rng(seed)
    for _ in range(14):
        x, y = (int(value) for value in chance.integers(100, 800, 2))
        long = int(chance.integers(80, 350))
        cv2.line(picture, (x, y), (x + long, y), INK, 2)
        cv2.line(picture, (x + long, y), (x + long, y + long // 2), INK, 2)
        letters(picture, x + 10, y - 30, 2)
    assert find_tables(find_marks(picture)) == ()


def test_an_empty_grid_is_no_table() -> None:
    picture = sheet()
    table(picture, ROWS, COLUMNS, words=0)
    assert find_tables(find_marks(picture)) == ()


def test_rules_are_painted_over_and_letters_stay() -> None:
    picture = sheet()
    table(picture, ROWS, COLUMNS)
    letters(picture, 100, 800, 20)
    painted = without_rules(picture, [Box(100, 200, 1000, 200)], factor=1.0)
    assert (painted[200:400, 252:600].min(axis=1) > INK + 100).sum() > 100
    assert painted[330].min() > INK + 100
    assert painted[230, 275] == INK
    assert np.array_equal(painted[500:], picture[500:])
    assert picture[330, 300] == INK


def test_a_page_without_rules_is_not_painted() -> None:
    picture = sheet()
    assert without_rules(picture, (), factor=1.0) is picture


REGISTER = ([200, 260, 700], [100, 180, 600, 800, 1100])


def register(picture: GreyImage, *, key: int) -> None:
    """A table with one ruled row of seven entries; every second takes two lines."""
    rows, columns = REGISTER
    table(picture, rows, columns, words=0)
    for x in columns[:-1]:
        letters(picture, x + 15, 220, 3)
    for entry in range(7):
        top = 280 + entry * 56
        letters(picture, 115, top, key)
        letters(picture, 195, top, 20)
        if entry % 2:
            letters(picture, 195, top + 26, 8)
        letters(picture, 615, top, 4)
        letters(picture, 815, top, 12)


def test_entries_of_a_register_are_rows_without_rules() -> None:
    picture = sheet()
    register(picture, key=2)
    cells = find_tables(find_marks(picture))
    assert [(cell.row, cell.column) for cell in cells] == [
        (r, c) for r in range(8) for c in range(4)
    ]
    names = [cell.box for cell in cells if cell.column == 1]
    for entry, box in enumerate(names[1:]):
        assert box.top <= 280 + entry * 56
        assert box.bottom >= 296 + entry * 56 + 26 * (entry % 2)


def test_years_part_the_entries_of_a_register_without_numbers() -> None:
    picture = sheet()
    register(picture, key=0)
    assert len(find_tables(find_marks(picture))) == 8 * 4


def test_columns_of_as_many_lines_are_rows() -> None:
    picture = sheet()
    table(picture, [200, 260, 500], [100, 450, 800, 1150])  # a line in each cell, too
    for top in range(320, 490, 40):
        for x in (120, 470, 820):
            letters(picture, x, top, 20)
    assert len(find_tables(find_marks(picture))) == 7 * 3


def test_prose_side_by_side_is_not_parted() -> None:
    picture = sheet()
    table(picture, [200, 260, 700], [100, 600, 1100])
    for line in range(9):
        letters(picture, 120, 320 + line * 40, 33)
        letters(picture, 620, 320 + line * 40, 32)
    cells = find_tables(find_marks(picture))
    assert [(cell.row, cell.column) for cell in cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_rules_of_which_pieces_are_gone_part_cells() -> None:
    picture = sheet()
    rows = [150, 210, 270, 330, 390, 450]
    table(picture, rows, COLUMNS)
    for place, y in enumerate(rows):
        for x in (130 + 70 * place, 650 + 60 * place):
            picture[y - 3 : y + 4, x : x + 60 + 6 * place] = PAPER
    for place, x in enumerate(COLUMNS):
        picture[230 + 35 * place : 300 + 35 * place, x - 3 : x + 4] = PAPER
    cells = find_tables(find_marks(picture))
    assert [(cell.row, cell.column) for cell in cells] == [
        (r, c) for r in range(5) for c in range(3)
    ]


def worn_to_pieces(picture: GreyImage, level: int) -> None:
    """Leave pieces of 4 mm of a rule from its second column on, 3 mm apart."""
    for x in range(COLUMNS[1], COLUMNS[-1], 42):
        picture[level - 3 : level + 4, x + 24 : x + 42] = PAPER


def test_short_pieces_on_the_line_of_a_rule_part_cells() -> None:
    picture = sheet()
    rows = [150, 210, 270, 330, 390, 450]
    table(picture, rows, COLUMNS)
    worn_to_pieces(picture, 270)
    assert len(find_tables(find_marks(picture))) == 15


def test_the_feet_of_letters_on_the_line_of_a_rule_part_no_cell() -> None:
    picture = sheet()
    rows = [150, 210, 270, 330, 390, 450]
    table(picture, rows, COLUMNS)
    picture[210 + 3 : 330 - 2, COLUMNS[0] + 3 : COLUMNS[1] - 2] = PAPER
    letters(picture, COLUMNS[0] + 20, 270 - 15, 8)
    cells = find_tables(find_marks(picture))
    assert len(cells) == 14
    assert max(cell.box.height for cell in cells) > 110


def test_a_rule_that_ends_at_others_was_left_out_for_a_wide_cell() -> None:
    picture = sheet()
    rows = [150, 210, 270, 330, 390, 450]
    table(picture, rows, COLUMNS)
    picture[270 - 3 : 270 + 4, COLUMNS[0] + 3 : COLUMNS[1] - 2] = PAPER
    cells = find_tables(find_marks(picture))
    assert len(cells) == 14
    assert max(cell.box.height for cell in cells) > 110


@pytest.mark.parametrize("noise", [0.0, 3.0])
def test_faint_rules_part_cells_and_are_painted_over(noise: float) -> None:
    picture = np.full((1000, 1240), float(PAPER))
    lines = [(y, y + 2, COLUMNS[0], COLUMNS[-1]) for y in ROWS]
    lines += [(ROWS[0], ROWS[-1], x, x + 2) for x in COLUMNS]
    for top, bottom, left, right in lines:
        picture[top:bottom, left:right] = PAPER - 18
    picture += np.random.default_rng(1).normal(0, noise, picture.shape)
    page = np.clip(picture, 0, 255).astype(np.uint8)
    for y in ROWS[:-1]:
        for x in COLUMNS[:-1]:
            letters(page, x + 20, y + 20, 8)
    cells = find_tables(find_marks(page))
    assert len(cells) == 9
    painted = without_ruling(page, find_ruling(page, (), [cell.box for cell in cells], factor=1.0))
    assert np.median(painted[330:332, 120:1080]) > PAPER - 8


def test_capitals_in_lines_are_no_faint_rules() -> None:
    picture = sheet()
    for top in range(200, 600, 40):
        for left in range(100, 1000, 14):
            picture[top : top + 16, left : left + 3] = INK
            picture[top : top + 3, left : left + 12] = INK
            picture[top + 13 : top + 16, left : left + 12] = INK
        picture[top : top + 16, 500:540] = PAPER
    assert find_tables(find_marks(picture)) == ()


def test_a_number_below_a_faint_rule_that_is_not_found_begins_a_row() -> None:
    picture = sheet()
    rows = [150, 210, 290, 370, 450, 530]
    for y in rows:
        picture[y : y + 2, 100:1100] = PAPER - 18
    for x in COLUMNS:
        picture[150:532, x : x + 2] = PAPER - 18
    picture[370:372, 102:1100] = PAPER
    for top in rows[:-1]:
        for x, number in zip(COLUMNS, (2, 8, 20), strict=False):
            letters(picture, x + 20, top + 20, number)
    letters(picture, COLUMNS[1] + 20, 338, 6)
    cells = find_tables(find_marks(picture))
    assert [(cell.row, cell.column) for cell in cells] == [
        (r, c) for r in range(5) for c in range(3)
    ]


def pale(*, depth: int, rows: list[int], noise: float = 2.0) -> GreyImage:
    """A table of rules that hardly differ from the paper, cells filled."""
    picture = np.full((1000, 1240), float(PAPER))
    for y in rows:
        picture[y : y + 2, COLUMNS[0] : COLUMNS[-1]] -= depth
    for x in COLUMNS:
        picture[rows[0] : rows[-1], x : x + 2] -= depth
    picture += np.random.default_rng(1).normal(0, noise, picture.shape)
    page = np.asarray(np.clip(picture, 0, 255), dtype=np.uint8)
    for y in rows[:-1]:
        for x in COLUMNS[:-1]:
            letters(page, x + 20, y + 20, 8)
    return page


def test_rules_that_letters_outshine_part_cells() -> None:
    cells = find_tables(find_marks(pale(depth=6, rows=ROWS)))
    assert [(cell.row, cell.column) for cell in cells] == [
        (r, c) for r in range(3) for c in range(3)
    ]


def test_a_pale_rule_is_found_by_pieces_on_its_line() -> None:
    page = pale(depth=6, rows=ROWS)
    for left, right in ((100, 260), (480, 760), (980, 1100)):
        page[328:334, left:right] = PAPER
    assert len(find_tables(find_marks(page))) == 9


def test_a_crease_through_a_line_of_text_is_no_rule() -> None:
    page = pale(depth=8, rows=ROWS)
    page[288:290] -= 8
    letters(page, 620, 280, 30)
    assert len({cell.row for cell in find_tables(find_marks(page))}) == 3


def test_type_on_squared_paper_is_no_table() -> None:
    picture = sheet()
    picture[100:900:30, 60:1180] = PAPER - 20
    picture[100:900, 60:1180:30] = PAPER - 20
    for top in range(140, 860, 37):
        letters(picture, 100, top, 60)
    assert find_tables(find_marks(picture)) == ()


def test_specks_all_over_a_page_are_no_rules() -> None:
    specks = np.random.default_rng(3).random((1000, 1240)) < 0.04
    picture = np.where(specks, INK, PAPER).astype(np.uint8)
    letters(picture, 100, 500, 40)
    assert find_tables(find_marks(picture)) == ()


def test_figures_below_each_other_beside_a_pale_rule_stay() -> None:
    page = pale(depth=14, rows=[200, 400, 600, 800])
    for top in (220, 260, 300, 340):
        page[top : top + 16, 588:591] = INK
    cells = [cell.box for cell in find_tables(find_marks(page))]
    assert len(cells) == 9
    painted = without_ruling(page, find_ruling(page, (), cells, factor=1.0))
    assert np.array_equal(painted[210:380, 588:591] == INK, page[210:380, 588:591] == INK)
    assert painted[240:380, 600:602].mean() > page[240:380, 600:602].mean() + 8


def test_a_crease_that_runs_on_at_one_end_and_breaks_off_at_the_other_is_no_rule() -> None:
    picture = sheet()
    table(picture, ROWS, COLUMNS)
    whole = [cell.box for cell in find_tables(find_marks(picture))]
    cv2.line(picture, (20, 300), (620, 300), INK, 2)
    assert [cell.box for cell in find_tables(find_marks(picture))] == whole
