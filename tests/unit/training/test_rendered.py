import json
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from training.rendered import FACES, FONT_ROOT, type_line
from training.texts import case_lines, prose_lines
from training.wear import wear_again


def test_the_same_seed_gives_the_same_lines_of_a_case_file() -> None:
    one, other = (list(islice(case_lines(np.random.default_rng(5)), 50)) for _ in range(2))

    assert one == other
    assert len(set(one)) > 40


def test_prose_is_cut_into_lines_as_long_as_a_typed_one(tmp_path: Path) -> None:
    path = tmp_path / "prose.jsonl"
    text = "Особое совещание рассмотрело дело и постановило передать его по подсудности. " * 4
    path.write_text(json.dumps({"text": text}) + "\n", "utf-8")

    lines = list(islice(prose_lines(path, np.random.default_rng(1)), 80))

    assert all(18 <= len(line) <= 68 for line in lines)
    assert any(line.endswith("-") for line in lines)
    assert any(line.isupper() for line in lines)


def test_a_typed_line_shows_ink_over_its_whole_length() -> None:
    face = next((face for face in FACES if (FONT_ROOT / face).is_file()), None)
    if face is None:
        pytest.skip("no typewriter face is installed")

    picture = type_line("протокол допроса", face, np.random.default_rng(3))

    inked = np.flatnonzero((picture < 128).any(axis=0))
    assert inked[-1] - inked[0] > 0.85 * picture.shape[1]


def test_a_worn_copy_is_the_line_again() -> None:
    line = np.full((50, 400), 255, np.uint8)
    line[15:35, 50:350:20] = 0

    for seed in range(8):
        worn = wear_again(line, np.random.default_rng(seed))

        assert worn.dtype == np.uint8
        assert 0.74 < worn.shape[1] / 400 < 1.21
        inked = worn < (int(worn.min()) + int(worn.max())) / 2
        assert 0.0 < inked.mean() < 0.5
