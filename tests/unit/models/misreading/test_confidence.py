"""What a word's confidence is worth, by the shipped weights: it never falls nor leaves 0..1."""

import itertools
import re
from pathlib import Path

import pytest

from models.misreading.confidence import (
    WEIGHTS,
    Weights,
    calibrated,
    calibrated_by,
    read_weights,
    weights_digest,
)


def weights(*reliability: tuple[float, float]) -> Weights:
    return Weights(intercept=0.0, clues={}, word=0.0, signs={}, reliability=reliability)


def test_between_the_knots_the_chance_is_interpolated() -> None:
    table = weights((0.0, 0.2), (0.5, 0.4), (1.0, 0.9))
    chances = [calibrated_by(table, value) for value in (0.0, 0.25, 0.5, 1.0)]
    assert chances == pytest.approx([0.2, 0.3, 0.4, 0.9])


def test_the_shipped_table_rises_from_0_to_1() -> None:
    table = read_weights().reliability
    assert (table[0][0], table[-1][0]) == (0.0, 1.0)
    for (sure, right), (surer, righter) in itertools.pairwise(table):
        assert sure < surer
        assert 0 <= right <= righter <= 1


def test_a_surer_word_is_likelier_right() -> None:
    chances = [calibrated(percent / 100) for percent in range(101)]
    assert chances == sorted(chances)
    assert chances[0] < 0.3
    assert chances[-1] > 0.9


def test_the_digest_is_that_of_the_file() -> None:
    assert re.fullmatch("[0-9a-f]{12}", weights_digest())
    assert Path(WEIGHTS).is_file()
