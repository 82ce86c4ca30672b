"""Orient on real scans: slope and quarter turns, and the scale for scans finer than needed."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from models.page import Cleaning, Geometry, Page, PageImage
from pipeline import imaging
from pipeline.engines.protocols import GreyImage
from pipeline.stages.orient import Options

SCANS = Path(__file__).parents[1] / "data" / "scans"


def page_of(image: GreyImage, folder: Path, *, dpi: int = 150) -> Page:
    path = folder / "scan.png"
    cv2.imwrite(str(path), image)
    height, width = image.shape
    return Page(PageImage(f"{folder}", path, width, height, dpi))


@pytest.mark.parametrize(("quarter_turns", "rotation"), [(0, 0), (1, 90), (3, 90)])
def test_lines_are_brought_across(tmp_path: Path, quarter_turns: int, rotation: int) -> None:
    scan = np.rot90(imaging.load_grey(SCANS / "lines.jpg"), quarter_turns)
    page = Options().build().process(page_of(np.ascontiguousarray(scan), tmp_path))
    assert page.geometry is not None
    assert page.geometry.rotation == rotation
    assert (page.geometry.width, page.geometry.height) == (scan.shape[1], scan.shape[0])


def test_a_small_slope_is_left_alone(tmp_path: Path) -> None:
    scan = imaging.load_grey(SCANS / "lines.jpg")
    page = Options(deskew_above=5).build().process(page_of(scan, tmp_path))
    assert page.geometry is not None
    assert page.geometry.skew == 0.0


@pytest.mark.parametrize("degrees", [-7.0, 5.6, 6.4])
def test_a_sheet_that_lies_much_askew_is_levelled(tmp_path: Path, degrees: float) -> None:
    scan = imaging.load_grey(SCANS / "lines.jpg")
    height, width = scan.shape
    own = imaging.find_skew(imaging.find_letters(imaging.small(scan)))
    askew = imaging.prepare(scan, Geometry(width, height, skew=-degrees), Cleaning())
    page = Options().build().process(page_of(askew, tmp_path))
    assert page.geometry is not None
    assert page.geometry.skew - own == pytest.approx(degrees, abs=0.3)


@pytest.mark.parametrize(("dpi", "scale"), [(75, 2.0), (150, 1.0), (300, 1.0), (600, 0.5)], ids=str)
def test_fine_scans_shrink_and_coarse_ones_grow(tmp_path: Path, dpi: int, scale: float) -> None:
    scan = imaging.load_grey(SCANS / "lines.jpg")
    page = Options(dpi=300, least_dpi=150).build().process(page_of(scan, tmp_path, dpi=dpi))
    assert page.geometry is not None
    assert page.geometry.scale == scale
