"""Newspapers: the order of their columns under headings, around stamps, pictures and rules."""

import cv2
import numpy as np

from models.page import Box, Cell
from pipeline.engines.protocols import GreyImage
from pipeline.layout.arrange import make_galley
from pipeline.layout.marks import find_marks
from pipeline.layout.parts import without_newspapers

PAPER = 225
INK = 40
LETTER = 10
THREE = (100, 480, 860)
FOUR = (100, 370, 640, 910)
NARROW = 16  # letters of one of four columns
WIDTH = 22  # letters of a column


def sheet(height: int = 1754) -> GreyImage:
    """An empty sheet at 150 dpi."""
    return np.full((height, 1240), PAPER, np.uint8)


def line(picture: GreyImage, left: int, top: int, number: int = WIDTH, size: int = 16) -> Box:
    """Put words of boxes as large as letters on one line, their spaces not below each other."""
    for place in range(number):
        if (place + top // 24 * 5 + left // 9) % 7 or place in (0, number - 1):
            x = left + place * 14
            picture[top : top + size, x : x + LETTER] = INK
    return Box(left, top, number * 14 - 4, size)


def columns(
    picture: GreyImage, lefts: tuple[int, ...], rows: range, number: int = WIDTH
) -> list[Box]:
    """Put columns of lines on the sheet; gives the lines in the order of their reading."""
    return [line(picture, left, top, number) for left in lefts for top in rows]


def places(picture: GreyImage, lines: list[Box]) -> list[int]:
    """Which strip of the galley has each line, none of them cut."""
    strips = make_galley(picture).strips
    return [
        next(
            number
            for number, strip in enumerate(strips)
            if strip.source.left <= box.left
            and box.right <= strip.source.right
            and strip.source.top <= box.top
            and box.bottom <= strip.source.bottom
        )
        for box in lines
    ]


def test_three_columns_are_read_one_after_the_other() -> None:
    picture = sheet()
    lines = columns(picture, THREE, range(200, 900, 24))
    found = places(picture, lines)
    assert found == sorted(found)
    assert len(set(found)) == 3


def test_a_heading_over_some_columns_ends_these_alone() -> None:
    picture = sheet()
    lines = columns(picture, THREE[:1], range(200, 1400, 24))
    lines += columns(picture, THREE[1:], range(200, 700, 24))
    # Its words stand apart where the way is.
    lines += [line(picture, 570, 740, 18, size=24), line(picture, 844, 740, 20, size=24)]
    after = columns(picture, THREE[1:], range(800, 1300, 24))
    found = places(picture, [*lines, *after])
    assert found == sorted(found)
    assert len(set(found)) == 6


def test_rules_and_headings_make_no_table_of_columns() -> None:
    picture = sheet()
    lines = columns(picture, THREE, range(200, 800, 24))
    lines.append(line(picture, 300, 850, 45, size=24))
    lines += columns(picture, THREE, range(920, 1500, 24))
    for left in THREE[1:]:
        cv2.line(picture, (left - 35, 190), (left - 35, 1500), INK, 2)
    for top in (190, 830, 900, 1510):
        cv2.line(picture, (90, top), (1180, top), INK, 2)
    galley = make_galley(picture)
    assert galley.cells == ()
    found = places(picture, lines)
    assert found == sorted(found)


def test_a_stamp_over_the_way_does_not_end_the_columns() -> None:
    picture = sheet()
    lines = columns(picture, (100, 640), range(200, 1400, 24))
    for left in (100, 640):
        for top in range(200, 1400, 24):
            line(picture, left + WIDTH * 14, top, 14)
    box = cv2.boxPoints(((625.0, 700.0), (300.0, 90.0), -7.0)).astype(np.int32)
    cv2.polylines(picture, [box], isClosed=True, color=INK + 60, thickness=4)
    cv2.putText(picture, "COPY 1937", (500, 730), cv2.FONT_HERSHEY_SIMPLEX, 1.4, INK + 60, 5)
    assert places(picture, lines) == [0] * 50 + [1] * 50


def test_a_picture_over_two_columns_does_not_end_them() -> None:
    picture = sheet()
    kept = [top for top in range(200, 1400, 24) if not 560 <= top <= 990]
    lines = [line(picture, THREE[0], top) for top in range(200, 1400, 24)]
    lines += [line(picture, left, top) for left in THREE[1:] for top in kept]
    picture[580:990, 480:1164] = 120
    picture[600:970:3, 500:1140:3] = 60
    above = sum(top < 560 for top in kept)
    below = len(kept) - above
    pieces = [
        n for n, size in ((1, above), (2, below), (3, above), (4, below)) for _ in range(size)
    ]
    assert places(picture, lines) == [0] * 50 + pieces


def test_a_heading_that_a_way_slips_through_does_not_narrow_it() -> None:
    picture = sheet()
    picture[120:156, 300:790] = INK
    picture[120:156, 814:1000] = INK
    kept = [top for top in range(200, 800, 24) if not 344 <= top <= 690]
    lines = [line(picture, left, top) for left in THREE[:2] for top in kept]
    lines += [line(picture, THREE[2], top) for top in range(200, 800, 24)]
    picture[348:694, 100:790] = 120
    picture[358:684:3, 110:780:3] = 60
    found = places(picture, lines)
    assert len(set(found)) == 5
    assert found == sorted(found)


def test_lines_without_tails_end_no_columns() -> None:
    picture = sheet()
    tops = [200, 224, *range(254, 900, 24)]  # more paper below the second line
    lines = [line(picture, left, top) for left in (100, 660) for top in tops]
    line(picture, 100, 224, WIDTH + 1)  # comes nearer to the other column than most
    found = places(picture, lines)
    assert found == sorted(found)
    assert len(set(found)) == 2


def test_a_heading_that_does_not_reach_the_outer_ways_ends_all_columns() -> None:
    picture = sheet()
    lines = columns(picture, FOUR, range(200, 700, 24), NARROW)
    lines.append(line(picture, 480, 740, 20, size=24))
    lines += columns(picture, FOUR, range(800, 1300, 24), NARROW)
    found = places(picture, lines)
    assert found == sorted(found)
    assert len(set(found)) == 9


def test_no_line_of_the_longest_column_is_left_over() -> None:
    picture = sheet()
    lines = [line(picture, FOUR[0], top, NARROW) for top in range(200, 800, 24)]
    lines += [line(picture, FOUR[1], top, NARROW) for top in range(200, 800, 24)]
    lines += [line(picture, FOUR[2], top, NARROW) for top in range(200, 872, 24)]
    lines += [line(picture, FOUR[3], top, NARROW) for top in range(200, 872, 24)]
    found = places(picture, lines)
    assert found == sorted(found)
    assert len(set(found)) == 4


def test_a_short_paragraph_at_the_end_is_no_heading() -> None:
    picture = sheet()
    tops = [*range(200, 900, 24), *range(944, 1000, 24)]
    lines = [line(picture, FOUR[0], top, NARROW) for top in range(200, 1000, 24)]
    lines += [line(picture, left, top, NARROW) for left in FOUR[1:3] for top in tops]
    lines += [line(picture, FOUR[3], top, NARROW) for top in range(200, 1000, 24)]
    line(picture, FOUR[2] - 1, 968, NARROW)  # comes nearer to the other column than most
    found = places(picture, lines)
    assert found == sorted(found)
    assert len(set(found)) == 4


def test_ways_hardly_wider_than_spaces_part_columns_of_many_lines() -> None:
    picture = sheet()
    lefts = tuple(100 + place * (NARROW * 14 - 4 + 26) for place in range(4))
    lines = columns(picture, lefts, range(200, 900, 24), NARROW)
    found = places(picture, lines)
    assert found == sorted(found)
    assert len(set(found)) == 4


def test_a_long_column_beside_shorter_ones_is_no_table() -> None:
    picture = sheet()
    columns(picture, THREE[:1], range(200, 1500, 24))
    columns(picture, THREE[1:], range(200, 800, 24))
    line(picture, 600, 850, 35, size=24)
    columns(picture, THREE[1:], range(920, 1500, 24))
    cells = [Cell(0, row, 0, Box(90, 190 + row * 655, 400, 655)) for row in range(2)]
    assert without_newspapers(find_marks(picture), cells) == ()
