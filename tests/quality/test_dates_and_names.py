"""Floors under reading dates and comparing names; figures stand in docs/quality.md."""

from collections import Counter
from pathlib import Path

from benchmarks.dates import read, read_table, spoilt
from benchmarks.names import read_pairs
from models.dates import find_dates
from models.names import match_texts
from training.noise import Noise

FOLDER = Path(__file__).parent / "entities"


def _verdicts(rate: float, rounds: int) -> Counter[str]:
    expressions = read_table(FOLDER / "dates.tsv")
    counts: Counter[str] = Counter()
    for one in spoilt(expressions, Noise.read(), rate, rounds):
        if one.values:
            value = read(one.surface, one.context)
        else:
            found = find_dates(one.surface, context=one.context)
            value = found[0].date.edtf if found else None
        right = value in one.values if one.values else value is None
        counts["right" if right else "none" if value is None else "wrong"] += 1
    return counts


def test_dates_as_written() -> None:
    counts = _verdicts(rate=0.0, rounds=1)
    assert counts["right"] >= 126
    assert counts["wrong"] == 0


def test_dates_misread_by_the_engine() -> None:
    counts = _verdicts(rate=0.03, rounds=4)
    assert counts["right"] / counts.total() >= 0.85
    assert counts["wrong"] / counts.total() <= 0.06


def test_pairs_of_names() -> None:
    pairs = read_pairs(FOLDER / "name_pairs.tsv")
    answers = [match_texts(pair.first, pair.second).match is True for pair in pairs]
    right = sum(answer == pair.is_match for pair, answer in zip(pairs, answers, strict=True))
    assert right >= 78
    assert not any(
        answer and not pair.is_match for pair, answer in zip(pairs, answers, strict=True)
    )
