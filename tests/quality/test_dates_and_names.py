"""Floors under dates, their events and comparing names; figures stand in docs/quality.md."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.dates import read, read_table, spoilt
from benchmarks.events import read_table as read_events
from benchmarks.events import verdicts as event_verdicts
from benchmarks.names import read_pairs
from models.dates import find_dates
from models.names import match_texts
from training.noise import Noise

FOLDER = Path(__file__).parent / "entities"


def _verdicts(table: str, *, rate: float = 0.0, rounds: int = 1) -> Counter[str]:
    expressions = read_table(FOLDER / table)
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


@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("dates.tsv", 126),
        ("dates_usual.tsv", 120),
        ("dates_forms.tsv", 117),
        ("dates_files.tsv", 116),
        ("dates_wider.tsv", 745),
    ],
)
def test_dates_as_written(table: str, least: int) -> None:
    counts = _verdicts(table)
    assert counts["right"] >= least
    assert counts["wrong"] == 0


@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("dates.tsv", 0.89),
        ("dates_usual.tsv", 0.88),
        ("dates_forms.tsv", 0.87),
        ("dates_files.tsv", 0.86),
        ("dates_wider.tsv", 0.84),
    ],
)
def test_dates_misread_by_the_engine(table: str, least: float) -> None:
    counts = _verdicts(table, rate=0.03, rounds=4)
    assert counts["right"] / counts.total() >= least
    assert counts["wrong"] / counts.total() <= 0.075


@pytest.mark.parametrize(
    ("table", "least", "most_wrong"),
    [("dates_blind.tsv", 114, 3), ("dates_forms_held.tsv", 112, 1)],
)
def test_dates_that_nobody_tuned_on(table: str, least: int, most_wrong: int) -> None:
    counts = _verdicts(table)
    assert counts["right"] >= least
    assert counts["wrong"] <= most_wrong


@pytest.mark.parametrize(("table", "least"), [("name_pairs.tsv", 78), ("name_pairs_blind.tsv", 95)])
def test_pairs_of_names(table: str, least: int) -> None:
    pairs = read_pairs(FOLDER / table)
    answers = [match_texts(pair.first, pair.second).match is True for pair in pairs]
    right = sum(answer == pair.is_match for pair, answer in zip(pairs, answers, strict=True))
    assert right >= least
    assert not any(
        answer and not pair.is_match for pair, answer in zip(pairs, answers, strict=True)
    )


@pytest.mark.parametrize(
    ("table", "least", "most"), [("events.tsv", 224, 2), ("events_blind.tsv", 67, 3)]
)
def test_the_event_that_a_date_belongs_to(table: str, least: int, most: int) -> None:
    counts = event_verdicts(read_events(FOLDER / table))
    assert counts["right"] >= least
    assert counts["wrong"] <= most
