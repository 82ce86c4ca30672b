"""The reading stage on columns and tables: what the engine leaves out is read; engine replaced."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import pytest

from models.page import Box, Cleaning, Geometry, Page, PageImage, Reading, Route, Word
from pipeline.engines.protocols import GreyImage, ReadingEngineOptions
from pipeline.stages.ocr import Options


def newspaper(folder: Path) -> Page:
    """Two columns of thirty lines at 150 dpi."""
    scan = np.full((1754, 1240), 230, np.uint8)
    for top in range(200, 1400, 40):
        for left in (100, 660):
            for place in range(35):
                if (place + top // 40 * 5) % 7 or place in (0, 34):
                    scan[top : top + 16, left + 14 * place : left + 14 * place + 10] = 20
    path = folder / "newspaper.png"
    cv2.imwrite(str(path), scan)
    image = PageImage("two columns", path, 1240, 1754, 300)
    page = Page(image, geometry=Geometry(1240, 1754), cleaning=Cleaning((), 0.05))
    return replace(page, route=Route("ru", "rus"))


class Forgetful:
    """Reads a word for each line, but some only where the picture is one block, or alone."""

    identity = "forgetful"

    def __init__(self, left_out: slice) -> None:
        self.asked: list[str] = []
        self._left_out = left_out

    def read(
        self, image: GreyImage, *, block: bool = False, keep_rows: bool = False, **_: object
    ) -> Reading:
        self.asked.append(("block" if block else "columns") + ", all rows" * keep_rows)
        rows = np.flatnonzero(np.diff(image.min(axis=1) < 100, prepend=False))[::2]
        told = rows if block else np.delete(rows, self._left_out)
        columns = np.flatnonzero(image.min(axis=0) < 100)
        left, width = int(columns[0]), int(columns[-1] - columns[0]) + 1
        words = (
            Word(6 * place, 6 * place + 5, Box(left, int(top), width, 16), 0.9, 0, place)
            for place, top in enumerate(told)
        )
        return Reading("\n".join(["слово"] * len(told)), tuple(words), 0.9)

    def read_lines(
        self, image: GreyImage, lines: Sequence[Box], *, keep_rows: bool = False, **_: object
    ) -> tuple[Reading, ...]:
        self.asked.append(f"{len(lines)} alone" + ", all rows" * keep_rows)
        return tuple(Reading("иное", (Word(0, 4, line, 0.8, 0, 0),), 0.8) for line in lines)


class ForgetfulOptions(ReadingEngineOptions):
    name: Literal["forgetful"] = "forgetful"

    def build(self) -> Forgetful:
        return FORGETFUL[-1]


FORGETFUL: list[Forgetful] = []


def read_newspaper(folder: Path, *, left_out: slice) -> tuple[list[str], Reading]:
    """What the engine was asked, and what came of it."""
    FORGETFUL.append(Forgetful(left_out))
    options = Options(engine=ForgetfulOptions(), second_engine=None, first_dpi=300, doubt_below=0)
    reading = options.build().process(newspaper(folder)).reading
    assert reading is not None
    return FORGETFUL[-1].asked, reading


def test_columns_of_which_lines_were_left_out_are_read_as_one_block(tmp_path: Path) -> None:
    asked, reading = read_newspaper(tmp_path, left_out=slice(40, None))
    assert asked == ["columns, all rows", "8 alone", "block, all rows"]
    assert len(reading.words) == 60


def test_a_page_of_which_what_was_left_out_says_nothing_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = Reading("", (), 0.0)
    monkeypatch.setattr(
        Forgetful, "read_lines", lambda _, __, lines, **___: (nothing,) * len(lines)
    )
    asked, reading = read_newspaper(tmp_path, left_out=slice(40, None))
    assert asked == ["columns, all rows"]
    assert len(reading.words) == 40


def test_a_line_that_was_left_out_of_a_column_is_read_alone(tmp_path: Path) -> None:
    asked, reading = read_newspaper(tmp_path, left_out=slice(40, 41))
    assert asked == ["columns, all rows", "1 alone, all rows"]
    assert reading.text.split() == ["слово"] * 40 + ["иное"] + ["слово"] * 19
    word = reading.words[40].box
    assert word.left > 620
    assert word.top < 200 + 10 * 40 < word.bottom


class Dusty(Forgetful):
    """Reads a speck below the lines, too."""

    def read(
        self, image: GreyImage, *, block: bool = False, keep_rows: bool = False, **_: object
    ) -> Reading:
        found = super().read(image, block=block, keep_rows=keep_rows)
        last, end = found.words[-1], len(found.text) + 1
        box = Box(last.box.left, last.box.top + 20, 4, 4)
        speck = Word(end, end + 1, box, 0.9, 0, last.line + 1)
        return replace(found, text=f"{found.text}\n=", words=(*found.words, speck))


def test_specks_of_columns_are_no_lines(tmp_path: Path) -> None:
    FORGETFUL.append(Dusty(slice(0)))
    options = Options(engine=ForgetfulOptions(), second_engine=None, first_dpi=300, doubt_below=0)
    reading = options.build().process(newspaper(tmp_path)).reading
    assert reading is not None
    assert reading.text.split() == ["слово"] * 60


class Hasty:
    """Reads a word where ink stands close, and those of the last line only in a block of lines."""

    identity = "hasty"

    def read(self, image: GreyImage, *, block: bool = False, **_: object) -> Reading:
        ink = cv2.dilate((image < 100).astype(np.uint8), np.ones((1, 9), np.uint8))
        boxes = [Box(*cv2.boundingRect(c)) for c in cv2.findContours(ink, 0, 2)[0]]
        last = max(box.top for box in boxes)
        read = [box for box in boxes if block or box.top < last - 4]
        words = [Word(n * 5, n * 5 + 4, box, 0.9, n, n) for n, box in enumerate(read)]
        return Reading(" ".join(["слов"] * len(words)), tuple(words), 0.9)

    def read_lines(
        self, image: GreyImage, lines: Sequence[Box], **_: object
    ) -> tuple[Reading, ...]:
        return tuple(Reading("", (), 0.0) for _ in lines)


class HastyOptions(ReadingEngineOptions):
    name: Literal["hasty"] = "hasty"

    def build(self) -> Hasty:
        return Hasty()


def test_cells_of_which_nothing_was_read_are_read_again(tmp_path: Path) -> None:
    scan = np.full((1000, 1240), 225, np.uint8)
    for top in range(200, 700, 50):
        for stop, width in ((100, 2), (200, 9), (560, 4), (720, 12)):
            for left in range(stop, stop + width * 14, 14):
                scan[top : top + 16, left : left + 10] = 40
    path = tmp_path / "list.png"
    cv2.imwrite(str(path), scan)
    image = PageImage(str(tmp_path), path, 1240, 1000, 150)
    page = Page(image, geometry=Geometry(1240, 1000), cleaning=Cleaning((), 0.05))
    page = replace(page, route=Route("ru", "rus"))
    read = Options(engine=HastyOptions(), second_engine=None).build().process(page)
    assert read.reading is not None
    assert read.layout is not None
    last = max(cell.row for cell in read.layout.cells)
    cells = [cell.box for cell in read.layout.cells if cell.row == last]
    boxes = [word.box for word in read.reading.words]
    places = [(box.left + box.width / 2, box.top + box.height / 2) for box in boxes]
    assert len(cells) == 4
    for cell in cells:
        assert any(cell.left < x < cell.right and cell.top < y < cell.bottom for x, y in places)
