"""Photographs among columns are taken off before they are read; stains that hold text are not."""

import cv2
import numpy as np

from pipeline.engines.protocols import GreyImage
from pipeline.layout.arrange import make_galley
from pipeline.layout.pictures import find_pictures, find_plates

PAPER, INK = 230, 20
LEFT, RIGHT, WIDTH = 100, 660, 480


def newspaper() -> GreyImage:
    """Two columns of forty lines at 150 dpi."""
    page = np.full((1754, 1240), PAPER, np.uint8)
    for number, top in enumerate(range(100, 1640, 38)):
        for left in (LEFT, RIGHT):
            for place in range(35):
                if (place + number * 5) % 7 or place in (0, 34):
                    page[top : top + 16, left + 14 * place : left + 14 * place + 10] = INK
    return page


def with_photograph() -> GreyImage:
    """The same with a photograph in the second column."""
    page = newspaper()
    page[475:745, RIGHT - 6 : RIGHT + WIDTH + 20] = PAPER
    photograph = page[490:730, RIGHT : RIGHT + WIDTH]
    photograph[:] = 60
    photograph[::6, ::6] = PAPER
    return page


def test_a_photograph_is_left_out_of_the_galley_and_the_lines_around_it_stay() -> None:
    page = with_photograph()
    galley = make_galley(page)
    inks = [int(np.count_nonzero(picture < 100)) for picture in (galley.picture, page)]
    inks[1] -= int(np.count_nonzero(page[490:730, RIGHT : RIGHT + WIDTH] < 100))
    _, above, below = galley.strips
    assert above.source.bottom < 490 < 730 < below.source.top
    assert above.group == below.group
    assert inks[0] == inks[1]
    (plate,) = find_plates(page)
    assert plate.left < RIGHT + 8
    assert plate.right > RIGHT + WIDTH - 8


def test_a_round_stain_is_a_picture_but_stays() -> None:
    page = newspaper()
    stain = np.zeros_like(page)
    cv2.circle(stain, (RIGHT + 240, 600), 150, 1, -1)
    page[stain > 0] = np.minimum(page[stain > 0], 70)
    assert len(find_pictures(page)) == 1
    assert find_plates(page) == ()
    galley = make_galley(page)
    # Its steep sides are taken for rules here and there.
    assert np.count_nonzero(galley.picture < 100) > 0.98 * np.count_nonzero(page < 100)


def test_a_page_of_no_size_has_no_pictures() -> None:
    assert find_pictures(np.zeros((3, 3), np.uint8)) == ()
    assert find_plates(np.zeros((3, 3), np.uint8)) == ()
