"""Orient on real scans: slope and quarter turns, and the scale for scans finer than needed."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from models.page import Cleaning, Geometry, Page, PageImage, Perspective
from pipeline import imaging
from pipeline.engines.protocols import GreyImage
from pipeline.stages.orient import Options

SCANS = Path(__file__).parents[1] / "data" / "scans"


def page_of(image: GreyImage, folder: Path, *, dpi: int = 150) -> Page:
    path = folder / "scan.png"
    cv2.imwrite(str(path), image)
    height, width = image.shape
    return Page(PageImage(f"{folder}", path, width, height, dpi))


def typed() -> GreyImage:
    """Lines of typed letters below each other, on a page of 150 dpi."""
    sheet = np.full((1754, 1240), 255, np.uint8)
    chosen = np.random.default_rng(5)
    for top in range(150, 1600, 50):
        for left in range(150, 1100, 15):
            if chosen.random() < 0.85:
                cv2.rectangle(sheet, (left, top), (left + 9, top + 17), 0, 3)
    return sheet


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


def photographed(scan: GreyImage, seen: tuple[float, float, float]) -> GreyImage:
    """A flat scan of these slopes undone, as a camera not held level sees it."""
    height, width = scan.shape
    corners = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]])
    flat = corners * (width, height)
    place = Perspective(*seen).place
    photo = np.array([place(float(x), float(y), (width, height)) for x, y in flat])
    centre = np.array([width / 2, height / 2])
    matrix = cv2.getPerspectiveTransform(
        (flat + centre).astype(np.float32), (photo + centre).astype(np.float32)
    )
    warped = cv2.warpPerspective(scan, matrix, (width, height), borderValue=255)
    return np.asarray(warped, dtype=np.uint8)


@pytest.mark.parametrize("seen", [(0.06, 0.0, 0.0), (0.0, 0.045, 0.0), (-0.04, -0.03, 0.02)])
def test_the_perspective_of_a_photograph_is_found(
    tmp_path: Path, seen: tuple[float, float, float]
) -> None:
    page = Options().build().process(page_of(photographed(typed(), seen), tmp_path))
    assert page.geometry is not None
    found = page.geometry.perspective
    assert found is not None
    assert (found.lean, found.fan, found.spread) == pytest.approx(seen, abs=0.012)
    assert page.geometry.skew == pytest.approx(0.0, abs=0.3)


@pytest.mark.parametrize("degrees", [0.0, 1.5, -4.0])
def test_a_flat_scan_has_no_perspective(tmp_path: Path, degrees: float) -> None:
    height, width = typed().shape
    askew = imaging.prepare(typed(), Geometry(width, height, skew=-degrees), Cleaning())
    page = Options().build().process(page_of(askew, tmp_path))
    assert page.geometry is not None
    assert page.geometry.perspective is None
    assert page.geometry.skew == pytest.approx(degrees, abs=0.2)


@pytest.mark.parametrize(("dpi", "scale"), [(75, 2.0), (150, 1.0), (300, 1.0), (600, 0.5)], ids=str)
def test_fine_scans_shrink_and_coarse_ones_grow(tmp_path: Path, dpi: int, scale: float) -> None:
    scan = imaging.load_grey(SCANS / "lines.jpg")
    page = Options(dpi=300, least_dpi=150).build().process(page_of(scan, tmp_path, dpi=dpi))
    assert page.geometry is not None
    assert page.geometry.scale == scale
