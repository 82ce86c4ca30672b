import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.page import Box
from models.page.joining import Row
from pipeline.engines.linestack import crop_line, stack_lines

PAPER, INK = 200, 10
PAGE = np.full((600, 900), PAPER, np.uint8)
LINES = [Box(100, 50, 400, 30), Box(90, 85, 700, 40), Box(0, 0, 60, 20), Box(850, 570, 50, 30)]


def row(box: Box, text: str = "дело") -> Row:
    return Row((1, 2, 3), box, 0.9, text)


def moved(box: Box, right: int, down: int) -> Box:
    return Box(box.left + right, box.top + down, box.width, box.height)


def test_a_line_stands_on_the_canvas_where_its_band_says() -> None:
    page = PAGE.copy()
    for number, line in enumerate(LINES):
        page[line.top : line.bottom, line.left : line.right] = INK + number
    canvas, bands = stack_lines(page, LINES)
    for number, band in enumerate(bands):
        there = moved(band.box, band.right, band.down)
        assert (canvas[there.top : there.bottom, there.left : there.right] == INK + number).all()
    assert canvas[:, :8].min() == canvas[:, -8:].min() == PAPER


def test_white_lies_between_two_lines() -> None:
    page = np.full_like(PAGE, PAPER)
    for line in LINES:
        page[line.top : line.bottom, line.left : line.right] = INK
    canvas, bands = stack_lines(page, LINES)
    for above, below in zip(bands, bands[1:], strict=False):
        end, start = above.box.bottom + above.down, below.box.top + below.down
        assert start - end >= 40
        assert (canvas[end + 10 : start - 10] == PAPER).all()


def test_a_crop_stops_at_the_edge_of_the_page() -> None:
    crop, left, top = crop_line(PAGE, Box(0, 0, 900, 600))
    assert (crop.shape, left, top) == (PAGE.shape, 0, 0)


def test_each_word_goes_to_its_line_and_back_to_its_place() -> None:
    _, bands = stack_lines(PAGE, LINES)
    places = [Box(line.left + 5, line.top + 4, 30, 10) for line in LINES]
    rows = [
        row(moved(place, band.right, band.down), str(number))
        for number, (place, band) in enumerate(zip(places, bands, strict=True))
    ]
    found = [band.rows_of(rows) for band in bands]
    assert [[(word.box, word.text) for word in words] for words in found] == [
        [(place, str(number))] for number, place in enumerate(places)
    ]


def test_words_of_a_line_come_from_left_to_right_as_one_line() -> None:
    _, (band,) = stack_lines(PAGE, LINES[:1])
    boxes = [Box(300, 55, 50, 20), Box(110, 60, 50, 20), Box(200, 52, 50, 20)]
    words = band.rows_of(row(moved(box, band.right, band.down)) for box in boxes)
    assert [word.box.left for word in words] == [110, 200, 300]
    assert {word.line for word in words} == {(0, 0, 0)}


def test_what_the_paper_around_a_line_lets_in_is_left_out() -> None:
    _, (band,) = stack_lines(PAGE, LINES[:1])
    feet_of_the_line_above = Box(110, 46, 50, 4)
    rule_beside = Box(92, 50, 4, 30)
    rows = [row(moved(box, band.right, band.down)) for box in (feet_of_the_line_above, rule_beside)]
    assert band.rows_of(rows) == []


sizes = st.integers(1, 120)


@given(st.integers(0, 500), st.integers(0, 200), sizes, sizes)
def test_boxes_stay_in_their_line(left: int, top: int, width: int, height: int) -> None:
    _, bands = stack_lines(PAGE, LINES)
    for band in bands:
        for word in band.rows_of([row(Box(left, top, width, height))]):
            assert band.box.left <= word.box.left < word.box.right <= band.box.right
            assert band.box.top <= word.box.top < word.box.bottom <= band.box.bottom
