"""The reading stage on wide spaces, the engine replaced."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from models.page import Box, Cleaning, Geometry, Page, PageImage, Reading, Route, Word
from pipeline.engines.protocols import GreyImage, ReadingEngineOptions
from pipeline.stages.ocr import Options

LINES = (("право", "слово", "время"), ("дела", "место", "сторона"), ("народ", "земля", "город"))
WIDE = 200


def lefts_of(number: int) -> tuple[int, int, int]:
    """Where the words of a line begin: the second line has wide spaces."""
    return (100, 100 + 76 + WIDE, 376 + 100 + WIDE) if number == 1 else (100, 220, 340)


def page_of(folder: Path) -> Page:
    """Three lines of words 100 pixels wide, a point behind the first word of the second."""
    scan = np.full((1754, 1240), 230, np.uint8)
    for number in range(3):
        for left in lefts_of(number):
            wide = 60 if (number, left) == (1, 100) else 100
            cv2.rectangle(scan, (left, 200 + 60 * number), (left + wide, 230 + 60 * number), 20, -1)
    scan[284:289, 168:173] = 20
    path = folder / "spaces.png"
    cv2.imwrite(str(path), scan)
    image = PageImage(str(folder), path, 1240, 1754, 300)
    page = Page(image, geometry=Geometry(1240, 1754), cleaning=Cleaning((), 0.05))
    return replace(page, route=Route("ru", "rus", second="Cyrillic"))


class Pointless:
    """Sees no point before a wide space, and sees it once the space is closed."""

    identity = "pointless"

    def read(self, image: GreyImage, **_: object) -> Reading:
        text, words = "", []
        for number, line in enumerate(LINES):
            for token, left in zip(line, lefts_of(number), strict=True):
                text += " " if text else ""
                wide = 76 if token == "дела" else 101
                box = Box(left, 200 + 60 * number, wide, 31)
                words.append(Word(len(text), len(text) + len(token), box, 0.95, 0, number))
                text += token
        return Reading(text, tuple(words), 0.95)

    def read_lines(
        self, image: GreyImage, lines: Sequence[Box], **_: object
    ) -> tuple[Reading, ...]:
        [line] = lines
        assert line.width < WIDE + 101
        box = Box(line.left + 6, line.top + 6, 76, 31)
        return (Reading("дела.", (Word(0, 5, box, 0.9, 0, 0),), 0.9),)


class PointlessOptions(ReadingEngineOptions):
    name: Literal["pointless"] = "pointless"

    def build(self) -> Pointless:
        return Pointless()


def test_a_point_lost_before_a_wide_space_is_read_where_the_space_is_closed(
    tmp_path: Path,
) -> None:
    options = Options(engine=PointlessOptions(), second_engine=None, first_dpi=300)
    reading = options.build().process(page_of(tmp_path)).reading
    assert reading is not None
    assert reading.text.split()[3:5] == ["дела.", "место"]
    assert reading.words[3].box == Box(100, 260, 76, 31)
