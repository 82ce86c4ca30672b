"""Clean masks a scanner's bed where there is one and leaves every other page raw."""

from pathlib import Path

import pytest

from models.page import Page, PageImage
from pipeline import imaging
from pipeline.stages.clean import Options

SCANS = Path(__file__).parents[1] / "data" / "scans"


@pytest.mark.parametrize(
    ("name", "steps"),
    [("lines.jpg", ()), ("bare_paper.jpg", ()), ("black_border.jpg", (imaging.MASK_BORDERS,))],
)
def test_only_dark_borders_are_cleaned(name: str, steps: tuple[str, ...]) -> None:
    path = SCANS / name
    height, width = imaging.load_grey(path).shape
    page = (
        Options(mask_borders_above=0.005)
        .build()
        .process(Page(PageImage(name, path, width, height, 150)))
    )
    assert page.cleaning is not None
    assert page.cleaning.steps == steps
    assert (page.cleaning.ink > 0.01) is (name != "bare_paper.jpg")
