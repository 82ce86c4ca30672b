"""Folds run from edge to edge and are paler than print; they are evened, and nothing else is."""

import cv2
import numpy as np
import pytest

from pipeline.engines.protocols import GreyImage
from pipeline.imaging.folds import Fold, find_folds, without_folds
from pipeline.imaging.marks import find_letters

PAPER, INK = 220, 40
HEIGHT, WIDTH = 1754, 1240
THICK = 4  # pixels at 150 dpi, 0.7 mm


def written() -> GreyImage:
    """A sheet at 150 dpi with lines of boxes as large as letters, which do not stand in columns."""
    sheet = np.full((HEIGHT, WIDTH), PAPER, np.uint8)
    for number, top in enumerate(range(200, 1500, 40)):
        for left in range(150 + 5 * number % 14, 1090, 14):
            sheet[top : top + 16, left : left + 10] = INK
    return sheet


def shaded(sheet: GreyImage, line: GreyImage, light: float = 0.8) -> GreyImage:
    """The sheet darker where the line is."""
    return np.where(line > 0, (sheet * light).astype(np.uint8), sheet)


def fold(*, top: int, bottom: int) -> GreyImage:
    """A line from edge to edge that is at one column at the top and at another at the bottom."""
    line = np.zeros((HEIGHT, WIDTH), np.uint8)
    return np.asarray(cv2.line(line, (top, 0), (bottom, HEIGHT), 1, THICK), dtype=np.uint8)


def found(sheet: GreyImage) -> tuple[Fold, ...]:
    overview = np.asarray(cv2.resize(sheet, None, fx=0.5, fy=0.5), dtype=np.uint8)
    return find_folds(overview, find_letters(overview))


@pytest.mark.parametrize(("top", "bottom"), [(700, 700), (640, 720), (900, 800)])
def test_a_fold_over_the_whole_sheet_is_found_and_evened(top: int, bottom: int) -> None:
    sheet, line = written(), fold(top=top, bottom=bottom)
    creased = shaded(sheet, line)
    (only,) = found(creased)
    assert only.upright
    assert only.level == pytest.approx(top / 2, abs=3)
    assert only.slope == pytest.approx((bottom - top) / HEIGHT, abs=0.003)
    evened = without_folds(creased)
    inside = line > 0
    inside[:40] = inside[-40:] = False
    for ink in (PAPER, INK):
        there = inside & (sheet == ink)
        assert float(evened[there].mean()) == pytest.approx(ink, abs=6)
    aside = cv2.dilate(line, np.ones((1, 41), np.uint8)) == 0
    assert (evened[aside] == creased[aside]).all()


def test_a_fold_across_is_found_as_well() -> None:
    creased = np.ascontiguousarray(shaded(written(), fold(top=700, bottom=720)).T)
    assert [each.upright for each in found(creased)] == [False]
    off = np.abs(without_folds(creased).astype(np.int16) - written().T)[:, 60:-60]
    before = np.abs(creased.astype(np.int16) - written().T)[:, 60:-60]
    assert (off > 12).sum() < 0.4 * (before > 12).sum()


def test_what_ends_before_the_edge_or_is_as_dark_as_print_is_no_fold() -> None:
    sheet, line = written(), fold(top=700, bottom=700)
    line[:260] = line[1300:] = 0
    assert found(shaded(sheet, line)) == ()
    assert found(shaded(sheet, fold(top=700, bottom=700), light=0.1)) == ()


def test_the_frame_of_a_page_and_ruled_paper_are_none() -> None:
    frame = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.rectangle(frame, (60, 60), (WIDTH - 60, HEIGHT - 60), 1, THICK)
    assert found(shaded(written(), frame)) == ()
    ruled = np.maximum.reduce([fold(top=x, bottom=x) for x in (300, 600, 900)])
    assert found(shaded(written(), ruled)) == ()


def test_a_rule_beside_a_fold_stays() -> None:
    sheet = written()
    sheet[300:1300, 716:719] = INK
    evened = without_folds(shaded(sheet, fold(top=700, bottom=700)))
    assert (evened[300:1300, 717] == INK).all()
    assert (evened[50:190, 690:710] > PAPER - 8).all()


def test_in_black_and_white_the_specks_of_a_fold_go_and_letters_stay() -> None:
    noise = np.random.default_rng(1).random((HEIGHT, WIDTH))
    sheet = np.where(written() == INK, 0, 255).astype(np.uint8)
    specks = (fold(top=700, bottom=700) > 0) & (noise < 0.4)
    evened = without_folds(np.where(specks, 0, sheet).astype(np.uint8))
    assert set(np.unique(evened)) == {0, 255}
    assert float((evened[20:190, 690:711] == 0).mean()) < 0.01
    assert (evened[sheet == 0] == 0).all()


def test_a_picture_too_small_to_tell_has_none() -> None:
    low = np.full((40, 900), PAPER, np.uint8)
    assert find_folds(low, np.zeros_like(low)) == ()


def test_specks_around_the_sheet_hide_no_fold_but_text_at_its_ends_makes_it_a_rule() -> None:
    line = fold(top=700, bottom=700)
    line[:120] = line[-120:] = 0
    around = written()
    for top in range(20, 100, 20):
        for left in range(110, 1100, 30):
            around[top : top + 12, left : left + 10] = INK
    assert len(found(shaded(around, line))) == 1
    table = written()
    for left in range(150, 1090, 28):
        table[140:156, left : left + 10] = INK
    assert found(shaded(table, line)) == ()


def askew(sheet: GreyImage, degrees: float) -> GreyImage:
    """The sheet turned about its middle, on a larger one of the same paper."""
    wide = cv2.copyMakeBorder(sheet, 80, 80, 80, 80, cv2.BORDER_CONSTANT, value=PAPER)
    height, width = wide.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    turned = cv2.warpAffine(wide, turn, (width, height), borderValue=PAPER)
    return np.asarray(turned, dtype=np.uint8)


def to_the_end(line: GreyImage) -> GreyImage:
    """A sheet with a line, or one fold, on which the last line of type ends 11 mm above."""
    sheet = written()
    for top in range(1510, 1671, 40):
        for left in range(150, 1090, 14):
            sheet[top : top + 16, left : left + 10] = INK
    return shaded(sheet, line)


@pytest.mark.parametrize("degrees", [0.0, 3.0, -3.0])
def test_a_fold_is_found_however_the_text_at_its_ends_lies_askew(degrees: float) -> None:
    assert len(found(askew(to_the_end(fold(top=950, bottom=950)), degrees))) == 1


@pytest.mark.parametrize("degrees", [0.0, 3.0, -3.0])
def test_a_rule_that_ends_at_text_lies_askew_and_is_no_fold(degrees: float) -> None:
    rule = fold(top=950, bottom=950)
    rule[:190] = rule[1695:] = 0
    assert found(askew(to_the_end(rule), degrees)) == ()
