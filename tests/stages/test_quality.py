"""The quality stage gives the expected CER alone, and its weights are part of its identity."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from models.errors import SourceError
from models.misreading.confidence import weights_digest
from models.page import Page, Quality
from pipeline.reading.expected import expected_cer
from pipeline.stages.quality import Options
from tests.stages.pages import GOLD_IDS, gold_page, read_page


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bare paper of the size of `read_page`."""
    path = tmp_path_factory.mktemp("scans") / "scan.png"
    assert cv2.imwrite(str(path), np.full((2200, 1700), 230, dtype=np.uint8))
    return path


def on(scan: Path, page: Page) -> Page:
    """The page with this scan, as `ocr` leaves it."""
    return replace(page, image=replace(page.image, path=scan), alternatives=())


@pytest.mark.parametrize("gold_id", GOLD_IDS)
def test_a_page_gets_its_expected_cer_to_four_decimals(scan: Path, gold_id: str) -> None:
    page = on(scan, gold_page(gold_id))
    done = Options().build().process(page)
    assert done == replace(page, quality=Quality(round(expected_cer(page), 4)))


def test_a_page_of_nonsense_is_worse_than_one_of_words(scan: Path) -> None:
    sense = "Допрос обвиняемого начат утром и окончен вечером "
    nonsense = "Дпрсо 6бвиняем0го |начаt ~ у7ром п оконуеп веуерон "
    qualities = []
    for text in (sense, nonsense):
        done = Options().build().process(on(scan, read_page(text * 9)))
        assert done.quality is not None
        qualities.append(done.quality.expected_cer)
    assert qualities[1] > 2 * qualities[0]


def test_a_scan_that_is_gone_is_the_pages_trouble(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        Options().build().process(on(tmp_path / "gone.png", read_page("Допрос")))


def test_other_weights_make_pages_stale() -> None:
    assert Options().build().identity == f"weights {weights_digest()}"
