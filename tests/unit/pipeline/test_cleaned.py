"""The cleaned picture has the frame of the upright scan, and what was cleaned is gone from it."""

from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from models.page import Box, Cleaning, Geometry, Page, PageImage, Perspective
from outputs.web.wording.present import steps
from pipeline import imaging
from pipeline.cleaned import draw_cleaned
from pipeline.imaging import background, borders, colour, lifting, negative

SIZE = (1240, 1754)
WORD = Box(400, 900, 180, 30)


def page(folder: Path, *steps: str, upright: Geometry | None = None) -> Page:
    scan = np.full((SIZE[1], SIZE[0]), 230, np.uint8)
    scan[:, :120] = 10  # the scanner's bed beside the sheet
    scan[WORD.top : WORD.bottom, WORD.left : WORD.right] = 60
    path = folder / "scan.png"
    assert cv2.imwrite(str(path), scan)
    image = PageImage("0" * 64, path, *SIZE, dpi=150)
    return Page(image, cleaning=Cleaning(steps), upright=upright)


def drawn(page: Page) -> np.typing.NDArray[np.uint8]:
    return np.asarray(Image.open(BytesIO(draw_cleaned(page))), dtype=np.uint8)


def test_only_the_steps_that_the_page_earned_are_done(tmp_path: Path) -> None:
    assert drawn(page(tmp_path))[:, :100].max() < 20
    assert drawn(page(tmp_path, imaging.MASK_BORDERS))[:, :100].min() > 200


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_of_the_upright_scan_lie_right_on_it(tmp_path: Path, rotation: int) -> None:
    seen = Perspective(0.04, 0.05, -0.03)
    upright = Geometry(*SIZE, rotation=rotation, skew=1.4, scale=0.5, perspective=seen)
    picture = drawn(page(tmp_path, imaging.MASK_BORDERS, upright=upright))
    assert picture.shape == upright.upright_size[::-1]
    box = upright.to_upright(WORD)
    rows, columns = np.nonzero(picture < 128)
    assert (columns.min(), rows.min()) == (box.left, box.top)
    assert (columns.max() + 1, rows.max() + 1) == (box.right, box.bottom)


def test_the_reading_room_has_a_word_for_every_step() -> None:
    modules = (background, borders, colour, lifting, negative)
    names = {
        value
        for module in modules
        for key, value in vars(module).items()
        if key.isupper() and not key.startswith("_") and isinstance(value, str)
    }
    assert imaging.MASK_BORDERS in names
    assert not [name for name in names if steps([name]) == name]
