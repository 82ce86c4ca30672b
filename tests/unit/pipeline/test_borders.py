"""A photographed sheet is told from the table under it, and the table from shade."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from models.page import Cleaning, Geometry, Page, PageImage
from pipeline import imaging
from pipeline.engines.protocols import GreyImage

SHEET = np.s_[60:820, 50:570]


def grain(shape: tuple[int, int]) -> GreyImage:
    """A table of middling brightness, with grain of the size of letters."""
    drawn = np.random.default_rng(7).uniform(102, 158, (shape[0] // 10, shape[1] // 10))
    return np.asarray(cv2.resize(drawn.astype(np.uint8), shape[::-1]), dtype=np.uint8)


def photograph(dark_side: float) -> GreyImage:
    """A sheet with lines of type on a table, light falling off to the right."""
    scan = grain((877, 620))
    scan[SHEET] = 225
    for top in range(120, 700, 24):
        for left in range(100, 500, 12):
            scan[top : top + 7, left : left + 6] = 60
    return (scan * np.linspace(1, dark_side, 620)).astype(np.uint8)


@pytest.mark.parametrize("dark_side", [1.0, 0.6])
def test_a_grey_table_is_masked_up_to_the_sheet(dark_side: float) -> None:
    mask = imaging.dark_borders(photograph(dark_side))
    assert not mask[90:790, 80:540].any()
    around = np.ones_like(mask)
    around[SHEET] = 0
    assert mask[around > 0].mean() > 0.9


def test_a_dark_table_that_ends_on_one_side_takes_nothing_of_the_sheet() -> None:
    scan = np.full((877, 620), 225, np.uint8)
    scan[:, 560:] = scan[840:] = 20
    scan[300:, :60] = 20
    mask = imaging.dark_borders(scan)
    assert mask[300:, :60].all()
    assert not mask[:835, 70:550].any()


def test_shade_that_falls_off_is_no_table() -> None:
    shaded = np.full((877, 620), 225, np.uint8) * (1 - np.linspace(0, 0.8, 620) ** 4)
    assert not imaging.dark_borders(shaded.astype(np.uint8)).any()


def test_a_label_on_a_grey_cover_takes_nothing_of_the_cover() -> None:
    cover = grain((877, 620))
    cover[200:500, 120:500] = 225
    assert not imaging.dark_borders(cover).any()


def test_a_picture_at_one_edge_is_no_table() -> None:
    page = np.full((877, 620), 225, np.uint8)
    page[300:600, 320:] = grain((877, 620))[300:600, 320:]
    assert not imaging.dark_borders(page).any()


def test_specks_around_a_sheet_in_black_and_white_are_no_table() -> None:
    bits = np.random.default_rng(7).choice(np.array([0, 255], np.uint8), (3508, 2480))
    bits[240:3280, 200:2280] = 255
    recipe = Cleaning((imaging.MASK_BORDERS,))
    assert np.array_equal(imaging.prepare(bits, Geometry(2480, 3508), recipe), bits)


def test_the_grain_of_a_table_is_no_letters(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    cv2.imwrite(str(path), photograph(1.0))
    letters = imaging.letters_of(Page(PageImage(str(path), path, 620, 877, 75)))
    assert letters[SHEET].any()
    letters[SHEET] = 0
    assert not letters.any()


@pytest.mark.parametrize("size", [(30, 3), (2, 2), (1, 40), (40, 12)])
def test_nothing_is_masked_on_what_is_too_small_for_a_sheet(size: tuple[int, int]) -> None:
    scrap = np.full(size, 200, np.uint8)
    scrap[: max(1, size[0] // 3)] = 90
    assert not imaging.dark_borders(scrap).any()
