"""Dots and dashes that lead from a question to its answer are found, words are not."""

import cv2
import numpy as np
import pytest

from pipeline.engines.protocols import GreyImage
from pipeline.layout.arrange import make_galley
from pipeline.layout.leaders import find_leaders
from pipeline.layout.marks import find_bounds, find_marks

WIDTH, HEIGHT = 1240, 600  # 150 dpi


def form(leader: str) -> GreyImage:
    """Two words on each of five lines, and what stands between them, or under them."""
    page = np.full((HEIGHT, WIDTH), 245, np.uint8)
    for row in range(5):
        base = 100 + 80 * row
        for left in (100, 900):
            for letter in range(8):
                x = left + 16 * letter
                cv2.rectangle(page, (x, base - 14), (x + 9, base), 20, 2)
        match leader:
            case "dots":
                for x in range(300, 860, 15):
                    cv2.rectangle(page, (x, base - 3), (x + 3, base), 20, -1)
            case "far":  # as print has them, the first behind a full stop
                for x in (250, *range(270, 450, 43)):
                    cv2.rectangle(page, (x, base - 3), (x + 3, base), 20, -1)
            case "uneven":
                for x in np.random.default_rng(row).choice(np.arange(300, 860, 5), 36, False):
                    cv2.rectangle(page, (x, base - 3), (x + 3, base), 20, -1)
            case "dash":
                cv2.line(page, (300, base), (860, base), 20, 2)
            case "three":
                for x in range(300, 345, 15):
                    cv2.rectangle(page, (x, base - 3), (x + 3, base), 20, -1)
            case "answer":  # on a line of dots that almost touch
                for x in range(100, 860, 3):
                    cv2.rectangle(page, (x, base + 5), (x + 1, base + 6), 20, -1)
            case "underline":
                cv2.line(page, (100, base + 5), (240, base + 5), 20, 2)
    return page


@pytest.mark.parametrize(
    ("leader", "found"),
    [
        ("dots", True),
        ("far", True),
        ("dash", True),
        ("uneven", False),
        ("three", False),
        ("underline", False),
    ],
)
def test_what_leads_to_an_answer_goes(leader: str, found: bool) -> None:
    page = form(leader)
    marks = find_marks(page)
    assert (find_leaders(marks, find_bounds(marks.ink)) is not None) is found
    read = make_galley(page).picture
    assert bool(read[:, 290:870].min() > 200) is (found or leader == "underline")
    assert np.array_equal(read[:, :260], page[:, :260])
    assert np.array_equal(read[:, 880:], page[:, 880:])


def test_leaders_go_from_pages_with_tables_whose_rules_stay_where_they_are() -> None:
    page = np.vstack([form("far"), form("no leader")])
    for row in range(5):
        y = HEIGHT + 60 + 80 * row
        cv2.line(page, (80, y), (1180, y), 20, 2)
    for x in (80, 600, 1180):
        cv2.line(page, (x, HEIGHT + 60), (x, HEIGHT + 380), 20, 2)
    galley = make_galley(page)
    assert len(galley.cells) == 8
    assert galley.strips[0].top == 0
    above = galley.picture[: galley.strips[0].source.height, 290:870]
    assert above.min() > 200
    assert page[:HEIGHT, 290:870].min() < 100


def test_the_line_that_an_answer_stands_on_goes() -> None:
    page, bare = form("answer"), form("no leader")
    read = make_galley(page).picture
    assert page[105:107, 301].min() < 100
    assert read[:, 100:860].min(axis=1)[104:108].min() > 200
    assert np.array_equal(read[80:102], bare[80:102])


@pytest.mark.parametrize("line", ["dots", "ruled"])
def test_the_line_that_an_answer_was_typed_on_goes(line: str) -> None:
    page = np.full((HEIGHT, WIDTH), 245, np.uint8)
    answers = page.copy()
    for base in range(100, 420, 80):
        for sheet in (page, answers):
            for x in range(400, 528, 16):
                cv2.rectangle(sheet, (x, base - 18), (x + 9, base - 4), 20, 2)
        if line == "ruled":
            cv2.line(page, (300, base + 2), (1100, base + 2), 20, 2)
        else:
            for x in range(300, 1100, 8):
                cv2.rectangle(page, (x, base + 1), (x + 2, base + 3), 20, -1)
    read = make_galley(page).picture
    assert np.count_nonzero(read < 120) == np.count_nonzero(answers < 120)
