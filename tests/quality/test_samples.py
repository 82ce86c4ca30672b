"""Floors under what is read from the pixels of the samples; see docs/quality.md for figures.

The samples are invented and their texts were seen while the rules were written: these floors
guard against falling back, they do not say how well unseen archives are read.
"""

from pathlib import Path

import pytest

from benchmarks.scoring import WHOLE, Score, read_export, read_gold, score
from benchmarks.workspaces import export_workspace
from tests.conftest import SAMPLES

LOWEST_F1 = {"PERSON": 0.80, "PLACE": 0.80, WHOLE: 0.88, "DATE": 0.90}
LOWEST_VALUES = 0.85
HIGHEST_CER = 0.03


@pytest.fixture(scope="module")
def result(read_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Score:
    export = export_workspace(read_samples, tmp_path_factory.mktemp("export") / "samples.jsonl")
    return score(read_gold(SAMPLES), read_export(export))


def test_every_page_with_text_was_read(result: Score) -> None:
    assert len(result.pages) == 15
    assert max(result.pages.values()) < 0.10


def test_character_error_rate(result: Score) -> None:
    assert result.cer <= HIGHEST_CER


@pytest.mark.parametrize("label", LOWEST_F1)
def test_mentions_by_label(result: Score, label: str) -> None:
    misses = [line for line in result.misses if label.split()[-1] in line]
    assert result.labels[label].f1 >= LOWEST_F1[label], "\n".join(misses)


def test_date_values(result: Score) -> None:
    assert result.labels["DATE"].value_share >= LOWEST_VALUES
