from models.page import Box, Word
from pipeline.layout.order import rank_blocks


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
