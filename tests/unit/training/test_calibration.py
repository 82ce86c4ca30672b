"""The confidence is learnt from what was right."""

import math

import pytest

from training.calibration import Case, fit


def test_a_clue_weighs_as_often_as_it_is_right() -> None:
    cases = [Case({"sure": 1.0}, number % 10 != 0) for number in range(2000)]
    cases += [Case({"doubtful": 1.0}, number % 10 < 2) for number in range(2000)]
    weights = fit(cases)
    assert 1 / (1 + math.exp(-weights["sure"])) == pytest.approx(0.9, abs=0.01)
    assert 1 / (1 + math.exp(-weights["doubtful"])) == pytest.approx(0.2, abs=0.01)


def test_a_rare_clue_stays_small() -> None:
    assert abs(fit([Case({"once": 1.0}, True)])["once"]) < 1
