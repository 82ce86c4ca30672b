"""Worn pages keep their truth, get worse with the harm done, and are the same in every run."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from training.worn_pages import TruePage, read_passages, read_scans, wear_out, write_states

SHEET = np.full((300, 400), 230, dtype=np.uint8)
cv2.putText(SHEET, "HKBD", (40, 170), cv2.FONT_HERSHEY_SIMPLEX, 3, 30, 6)


def page(name: str) -> TruePage:
    return TruePage(name, SHEET, "НКВД\n")


def test_no_harm_leaves_the_page_nearly_as_it_is() -> None:
    worn, dpi = wear_out(SHEET, np.random.default_rng(3), harm=0.0)
    assert dpi == 300
    assert worn.shape == SHEET.shape
    assert np.abs(worn.astype(int) - SHEET).mean() < 3


@pytest.mark.parametrize("seed", range(6))
def test_harm_takes_away_what_letters_are_made_of(seed: int) -> None:
    worn, dpi = wear_out(SHEET, np.random.default_rng(seed), harm=1.0)
    assert dpi <= 300
    size = (SHEET.shape[1], SHEET.shape[0])
    back = cv2.resize(worn, size).astype(int)
    assert np.abs(back - SHEET).mean() > 3


def test_documents_stay_on_one_side(tmp_path: Path) -> None:
    pages = [page(f"{name}-p{number:03}") for name in "abc" for number in (1, 2)]
    write_states(pages, tmp_path, states=2, seed=1)
    sides = {
        side: sorted({path.name[0] for path in (tmp_path / side).glob("*.png")})
        for side in ("fit", "held")
    }
    assert sides == {"fit": ["a", "c"], "held": ["b"]}
    assert len(list(tmp_path.glob("*/*.gt.txt"))) == 12


def test_the_same_seed_gives_the_same_pixels_and_says_the_resolution(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        write_states([page("a-p001")], tmp_path / folder, states=3, seed=7)
    for path in sorted((tmp_path / "one" / "fit").glob("*.png")):
        same = tmp_path / "other" / "fit" / path.name
        assert path.read_bytes() == same.read_bytes()
        with Image.open(path) as image:
            assert image.info["dpi"][0] == pytest.approx(300 * image.width / 400, abs=1)


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    write_states([page("a-p001")], tmp_path, states=1, seed=7)
    (back,) = read_scans(tmp_path / "fit")
    assert (back.name, back.truth) == ("a-p001~0", "НКВД\n")


def test_short_records_are_joined_to_passages(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    records = [{"text": "Слово " * 40}] * 13
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    passages = list(read_passages(path))
    assert [len(passage) for passage in passages] == [1400, 1400]
