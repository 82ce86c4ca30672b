"""Dates of one case against the order of life."""

import pytest

from models.chronology import Contradiction, contradictions
from models.dates import HistoricalDate, parse_date


def read(**expressions: str) -> dict[str, HistoricalDate]:
    dates = {event: parse_date(text) for event, text in expressions.items()}
    assert None not in dates.values()
    return {event: found for event, found in dates.items() if found is not None}


def found(**expressions: str) -> list[tuple[str, str]]:
    return [(one.earlier, one.later) for one in contradictions(read(**expressions))]


def test_a_whole_case_in_order() -> None:
    case = read(
        birth="1889 г. р.",
        arrest="15/X-37 г.",
        sentence="19 ноября 1937 г.",
        execution="2 декабря 1937 года",
        rehabilitation="18 мая 1957 г.",
    )
    assert contradictions(case) == ()


def test_arrest_after_sentence() -> None:
    case = read(arrest="5 мая 1938 г.", sentence="4 мая 1938 г.")
    assert contradictions(case) == (
        Contradiction("arrest", "sentence", case["arrest"], case["sentence"]),
    )


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        ("5 мая 1938 г.", "5 мая 1938 г.", []),
        ("в мае 1938 г.", "3 мая 1938 г.", []),
        ("около 1939 г.", "3 мая 1938 г.", []),
        ("не ранее 1939 г.", "3 мая 1938 г.", [("sentence", "execution")]),
        ("до 1939 г.", "3 мая 1930 г.", []),
    ],
)
def test_rough_dates_contradict_only_where_no_day_fits(
    first: str, second: str, order: list[tuple[str, str]]
) -> None:
    assert found(sentence=first, execution=second) == order


def test_execution_and_rehabilitation_never_fall_on_one_day() -> None:
    assert found(execution="5 мая 1938 г.", rehabilitation="5 мая 1938 г.") == [
        ("execution", "rehabilitation")
    ]


@pytest.mark.parametrize(
    ("birth", "arrest", "young"),
    [
        ("5 мая 1926 г.", "4 мая 1938 г.", True),
        ("5 мая 1926 г.", "5 мая 1938 г.", False),
        ("1926 г. р.", "в 1938 году", False),
        ("1930 г. р.", "в 1938 году", True),
    ],
)
def test_nobody_is_arrested_before_twelve(birth: str, arrest: str, young: bool) -> None:
    known = contradictions(read(birth=birth, arrest=arrest))
    assert [one.years for one in known] == ([12] if young else [])


def test_unknown_dates_contradict_nothing() -> None:
    assert found(birth="б. д.", arrest="15/X-37 г.") == []
