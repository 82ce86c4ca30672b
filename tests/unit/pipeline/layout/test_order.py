from models.page import Box, Word
from pipeline.layout.order import find_torn, rank_blocks


def words(*blocks: Box) -> list[Word]:
    """A word for each block, in the engine's order."""
    return [Word(n, n + 1, box, 0.9, n, n) for n, box in enumerate(blocks)]


def test_a_line_torn_out_of_a_block_goes_before_what_it_stands_above() -> None:
    found = rank_blocks(words(Box(0, 135, 900, 60), Box(0, 300, 900, 90), Box(30, 98, 800, 40)))
    assert found == {2: 0, 0: 1, 1: 2}


def test_columns_stay_in_the_order_of_the_engine() -> None:
    left, right, below = Box(0, 200, 400, 600), Box(450, 100, 400, 700), Box(0, 900, 850, 60)
    assert rank_blocks(words(left, right, below)) == {0: 0, 1: 1, 2: 2}


def test_a_mark_in_the_margin_moves_nothing() -> None:
    text, mark = Box(100, 200, 700, 600), Box(80, 20, 30, 30)
    assert rank_blocks(words(text, mark)) == {0: 0, 1: 1}


def test_a_piece_torn_off_a_line_goes_back_to_it() -> None:
    text = [Box(0, 100, 900, 30), Box(60, 150, 700, 30)]
    lines = [Word(n, n + 1, box, 0.9, 0, n) for n, box in enumerate(text)]
    behind, before = (
        Word(2, 3, Box(780, 152, 90, 28), 0.9, 1, 2),
        Word(3, 4, Box(0, 148, 30, 30), 0.9, 2, 3),
    )
    assert find_torn([*lines, behind, before], [0, 0, 0, 0]) == {2: 1, 3: 1}
    assert find_torn([*lines, behind, before], [0, 0, 1, 1]) == {}


def test_lines_of_columns_and_what_stands_far_off_are_not_torn() -> None:
    left = [Word(n, n + 1, Box(0, 100 + 50 * n, 400, 30), 0.9, 0, n) for n in range(2)]
    right = [Word(n, n + 1, Box(440, 50 * n, 300, 30), 0.9, 1, n) for n in range(2, 4)]
    far = Word(4, 5, Box(800, 100, 60, 30), 0.9, 2, 4)
    assert find_torn([*left, *right, far], [0] * 5) == {}


def lines_of(block: int, first: int, *lines: list[Box]) -> list[Word]:
    """Lines of a block, numbered from `first`."""
    return [Word(0, 1, box, 0.9, block, first + n) for n, line in enumerate(lines) for box in line]


def test_a_piece_in_a_space_of_a_line_goes_into_it_whatever_its_block() -> None:
    line = lines_of(0, 0, [Box(0, 100, 90, 30), Box(300, 104, 400, 30)])
    block = lines_of(1, 1, [Box(110, 102, 170, 30)], [Box(110, 400, 170, 30)])
    assert find_torn([*line, *block], [0] * 4) == {2: 0}
    over = lines_of(1, 1, [Box(80, 102, 170, 30)], [Box(110, 400, 170, 30)])
    assert find_torn([*line, *over], [0] * 4) == {}


def test_pieces_of_a_block_go_back_where_whole_lines_run_across() -> None:
    prose = lines_of(0, 0, *([Box(0, 50 * n, 900, 30)] for n in range(6)))
    short = lines_of(0, 6, [Box(0, 300, 650, 30)], [Box(0, 350, 650, 30)])
    pieces = lines_of(1, 8, [Box(670, 302, 230, 30)], [Box(670, 352, 230, 30)])
    assert find_torn([*prose, *short, *pieces], [0] * 10) == {8: 6, 9: 7}


def test_columns_side_by_side_are_no_pieces() -> None:
    left = lines_of(0, 0, *([Box(0, 50 * n, 480, 30)] for n in range(8)))
    right = lines_of(1, 8, *([Box(510, 50 * n, 390, 30)] for n in range(8)))
    assert find_torn([*left, *right], [0] * 16) == {}


def test_pieces_of_lines_torn_at_another_place_each_go_back() -> None:
    breaks = [400, 520, 610, 300, 450, 700]
    left = lines_of(0, 0, *([Box(0, 50 * n, at, 30)] for n, at in enumerate(breaks)))
    right = lines_of(1, 6, *([Box(at + 40, 50 * n, 860 - at, 30)] for n, at in enumerate(breaks)))
    torn = find_torn([*left, *right], [0] * 12)
    assert {frozenset(pair) for pair in torn.items()} == {frozenset((n, n + 6)) for n in range(6)}
