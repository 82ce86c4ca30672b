"""Stamps and pencil marks are told from type, stains and rules, and taken off without harm."""

from functools import cache

import cv2
import numpy as np
import pytest

from models.page import Box, Region
from pipeline.imaging import find_stamps
from pipeline.imaging.colour import Scan
from pipeline.imaging.lifting import lifted
from pipeline.imaging.paleink import pale_ink, part_inks, type_depth_of, without_pale_ink
from pipeline.imaging.scan import to_grey
from pipeline.imaging.stamps import PENCIL, STAMP
from pipeline.layout.arrange import make_galley

SIZE = (1754, 1240)
YELLOW, BLACK, VIOLET, RED = (170, 208, 226), (42, 36, 40), (150, 62, 96), (60, 50, 190)
FRAME = Box(520, 700, 320, 110)


@cache
def typed(*, ink: tuple[int, int, int] = BLACK, columns: int = 1) -> Scan:
    """A sheet at 150 dpi with lines of strokes as thick as type, colours as blue, green, red."""
    scan = np.full((*SIZE, 3), YELLOW, np.uint8)
    edges = np.linspace(100, 1180, columns + 1).astype(int)
    for top in range(150, 1600, 40):
        for first, end in zip(edges[:-1], edges[1:], strict=True):
            for place, left in enumerate(range(first, end - 60, 14)):
                if (place + top) % 7:
                    cv2.ellipse(scan, (left + 5, top + 8), (4, 7), 0, 0, 300, ink, 2)
    return scan


def noisy(scan: Scan) -> Scan:
    noise = np.random.default_rng(5).normal(0, 4, scan.shape[:2])[..., None]
    return np.clip(scan + noise, 0, 255).astype(np.uint8)


def inked(scan: Scan, drawn: Scan, colour: tuple[int, int, int], strength: float = 0.6) -> Scan:
    """Lay ink over a sheet as light passes it; `drawn` is 255 where there is ink."""
    share = (drawn / 255 * strength)[..., None]
    return (scan * (1 - share * (1 - np.array(colour) / 255))).astype(np.uint8)


def stamp() -> Scan:
    """A frame along the lines with a word in it, as one of colour may be."""
    drawn = np.zeros(SIZE, np.uint8)
    corners = (FRAME.left, FRAME.top), (FRAME.right, FRAME.bottom)
    cv2.rectangle(drawn, *corners, 255, 5)
    below = (FRAME.left + 30, FRAME.bottom - 30)
    cv2.putText(drawn, "APXNB", below, cv2.FONT_HERSHEY_SIMPLEX, 2.2, 255, 7)
    return drawn


def askew(drawn: Scan, degrees: float = 6.0) -> Scan:
    middle = (FRAME.left + FRAME.width / 2, FRAME.top + FRAME.height / 2)
    turn = cv2.getRotationMatrix2D(middle, degrees, 1.0)
    return np.asarray(cv2.warpAffine(drawn, turn, SIZE[::-1]), dtype=np.uint8)


def seal() -> Scan:
    drawn = np.zeros(SIZE, np.uint8)
    for radius, width in ((110, 4), (70, 2)):
        cv2.circle(drawn, (650, 800), radius, 255, width)
    return drawn


def grey(drawn: Scan, strength: float = 0.4) -> Scan:
    """A grey scan of a typed sheet with a stamp in violet ink."""
    return noisy(np.dstack([to_grey(inked(typed(), drawn, VIOLET, strength))] * 3))[..., 0]


@pytest.mark.parametrize(
    ("drawn", "left", "right"), [(askew(stamp()), 520, 840), (seal(), 540, 760)]
)
def test_a_stamp_on_a_grey_scan_is_told_by_its_outline(drawn: Scan, left: int, right: int) -> None:
    (found,) = find_stamps(grey(drawn))
    assert found.kind == STAMP
    assert abs(found.box.left - left) < 20
    assert abs(found.box.right - right) < 20


def test_a_stamp_is_found_among_letters_that_shine_through() -> None:
    through = np.where(to_grey(typed())[20:, ::-1] < 100, 90, 0).astype(np.uint8)
    back = np.zeros(SIZE, np.uint8)
    back[: len(through)] = through
    inks = part_inks(grey(back))
    assert inks is not None
    assert inks.pale.mean() > 0.026
    assert find_stamps(grey(back)) == ()
    (found,) = find_stamps(grey(np.maximum(back, seal())))
    assert abs(found.box.left - 540) < 20
    assert abs(found.box.right - 760) < 20


def test_a_frame_is_found_where_a_whole_page_shines_through() -> None:
    through = np.where(to_grey(typed())[20:, ::-1] < 100, 80, 0).astype(np.uint8)
    back = np.pad(through, ((0, 20), (0, 0)))
    assert find_stamps(grey(back)) == ()
    (found,) = find_stamps(grey(np.maximum(back, askew(stamp()))))
    assert found.box.left <= FRAME.left
    assert found.box.right >= FRAME.right


def test_pale_rules_along_the_lines_and_faint_type_are_no_stamps() -> None:
    assert find_stamps(grey(stamp())) == ()
    tilted = grey(askew(stamp(), 1.5))
    assert len(find_stamps(tilted)) == 1
    assert find_stamps(tilted, skew=-1.5) == ()
    table = np.zeros(SIZE, np.uint8)
    for row in range(700, 1000, 100):
        cv2.line(table, (100, row), (1180, row), 255, 4)
    for column in range(100, 1200, 360):
        cv2.line(table, (column, 700), (column, 900), 255, 4)
    assert find_stamps(grey(askew(table, 2.0)), skew=-2.0) == ()
    faint = to_grey(typed(ink=(120, 150, 140)))
    assert find_stamps(np.where(np.arange(SIZE[0])[:, None] < 800, faint, to_grey(typed()))) == ()


def test_a_scan_in_pure_black_and_white_shows_no_stamps() -> None:
    sheet = grey(askew(stamp()))
    assert find_stamps(((sheet > 150) * 255).astype(np.uint8)) == ()


def test_type_stays_when_pale_ink_is_taken_off_a_grey_scan() -> None:
    drawn = askew(stamp())
    sheet, plain = grey(drawn), grey(np.zeros(SIZE, np.uint8))
    regions = find_stamps(sheet)
    depth = type_depth_of(sheet)
    after = without_pale_ink(sheet, regions, type_depth=depth)
    type_ = plain < 100
    changed = np.abs(after[type_].astype(int) - sheet[type_]) > 12
    assert changed.mean() < 0.0005  # what the box cuts off
    bare = (drawn == 255) & (cv2.erode(plain, np.ones((7, 7), np.uint8)) > 170)
    paper = float(np.median(plain[plain > 170]))
    assert np.median(sheet[bare]) < 0.85 * paper
    assert np.median(after[bare]) > 0.97 * paper
    box = regions[0].box
    outside = np.ones(SIZE, dtype=bool)
    outside[box.top : box.bottom, box.left : box.right] = False
    assert np.array_equal(after[outside], sheet[outside])
    ink = pale_ink(sheet, box, type_depth=depth)
    part = np.s_[box.top : box.bottom, box.left : box.right]
    assert np.median(ink[bare[part]]) < 60
    assert np.median(ink[drawn[part] == 0]) == 255


@pytest.mark.parametrize("colour", [VIOLET, RED, (160, 84, 52)])
def test_a_stamp_is_found_where_it_stands(colour: tuple[int, int, int]) -> None:
    (found,) = find_stamps(noisy(inked(typed(), stamp(), colour)))
    assert found.kind == STAMP
    assert found.box.left <= FRAME.left
    assert found.box.top <= FRAME.top
    assert found.box.right >= FRAME.right
    assert found.box.bottom >= FRAME.bottom
    assert found.box.width * found.box.height < 2 * FRAME.width * FRAME.height


def test_a_tick_in_red_pencil_is_no_stamp() -> None:
    drawn = np.zeros(SIZE, np.uint8)
    cv2.polylines(drawn, [np.array([(600, 800), (640, 860), (740, 700)])], False, 255, 8)
    assert [region.kind for region in find_stamps(noisy(inked(typed(), drawn, RED)))] == [PENCIL]


def test_black_type_grey_scans_and_stains_have_no_stamps() -> None:
    blot = cv2.circle(np.zeros(SIZE, np.uint8), (600, 900), 250, 255, -1)
    soft = np.asarray(cv2.GaussianBlur(blot, (0, 0), 15), dtype=np.uint8)
    stained = inked(typed(), soft, (110, 160, 200))
    assert find_stamps(noisy(typed())) == ()
    assert find_stamps(noisy(stained)) == ()
    assert find_stamps(noisy(typed())[..., 1]) == ()
    assert find_stamps(noisy(stained)[..., 1]) == ()


def test_a_carbon_copy_in_violet_keeps_its_text_and_shows_no_stamps() -> None:
    assert find_stamps(noisy(inked(typed(ink=VIOLET), stamp(), (160, 84, 52)))) == ()


@pytest.mark.parametrize(("pieces", "found"), [(3, 3), (12, 0)])
def test_a_carbon_copy_that_is_violet_in_places_keeps_its_lines(pieces: int, found: int) -> None:
    sheet, violet = typed().copy(), typed(ink=VIOLET)
    for piece in range(pieces):
        place = np.s_[140 + 120 * piece : 180 + 120 * piece, 100:600]
        sheet[place] = violet[place]
    assert len(find_stamps(sheet)) == found


def test_a_lamp_that_is_yellow_on_one_side_hides_no_stamp() -> None:
    scan = inked(typed(), stamp(), VIOLET)
    lamp = np.linspace((1.0, 0.9, 0.8), (0.6, 0.85, 1.0), SIZE[1])
    (found,) = find_stamps(noisy((scan * lamp).astype(np.uint8)))
    assert found.box.left <= FRAME.left
    assert found.box.right >= FRAME.right


def test_type_under_a_stamp_stays_and_the_stamp_becomes_paper() -> None:
    plain, scan = typed(), inked(typed(), stamp(), VIOLET)
    before, stamped = to_grey(plain), to_grey(scan)
    after = lifted(stamped, scan, find_stamps(scan))
    over_paper = (stamp() == 255) & (cv2.erode(before, np.ones((5, 5), np.uint8)) > 190)
    paper = float(before.max())
    assert np.median(stamped[over_paper]) < 0.75 * paper
    assert np.median(after[over_paper]) > 0.95 * paper
    assert np.abs(after[before < 60].astype(int) - stamped[before < 60]).max() < 30


def test_nothing_changes_outside_of_the_regions() -> None:
    scan = inked(typed(), stamp(), VIOLET)
    grey = to_grey(scan)
    after = lifted(grey, scan, (Region(STAMP, FRAME),))
    after[FRAME.top : FRAME.bottom, FRAME.left : FRAME.right] = 0
    grey[FRAME.top : FRAME.bottom, FRAME.left : FRAME.right] = 0
    assert np.array_equal(after, grey)


def test_a_stamp_between_columns_does_not_end_them() -> None:
    scan = noisy(inked(typed(columns=2), stamp(), VIOLET))
    grey = to_grey(scan)
    heights = [
        max((strip.source.height for strip in make_galley(picture).strips), default=0)
        for picture in (grey, lifted(grey, scan, find_stamps(scan)))
    ]
    assert min(heights) > 1300
