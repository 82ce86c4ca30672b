"""Scans in black and white: nothing but ink and paper is left, askew, and their text goes along."""

import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks import bilevel
from benchmarks.goldpages import TRUTH, find_pages


@pytest.fixture
def rendered(tmp_path: Path) -> Path:
    """A clean and a heavy page with one level rule each."""
    grey = np.full((400, 600), 220, np.uint8)
    grey[200:204, 50:550] = 60
    for name in ("clean-ru-page-000", "heavy-ru-page-001"):
        Image.fromarray(grey).save(tmp_path / f"{name}.png")
        (tmp_path / f"{name}{TRUTH}").write_text("протокол", encoding="utf-8")
    return tmp_path


def test_pages_become_black_and_white_and_askew(
    rendered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    monkeypatch.setattr(sys, "argv", ["bilevel", str(rendered), str(out)])
    bilevel.main()
    [page] = find_pages([out])
    assert (page.level, page.text) == ("clean", "протокол")
    image = Image.open(page.path)
    assert image.mode == "1"
    rows, columns = np.nonzero(~np.asarray(image))
    slope = abs(rows[columns.argmax()] - rows[columns.argmin()]) / np.ptp(columns)
    assert 0.4 < np.degrees(np.arctan(slope)) < 3.1
