"""Dates of one case against the order of life."""

import pytest

from models.dates import HistoricalDate, parse_date
from models.dates.chronology import (
    Contradiction,
    contradictions,
    contradictions_among,
    disagreements,
)


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


def read_all(**expressions: str) -> dict[str, list[HistoricalDate]]:
    return {
        event: [read(**{event: text})[event] for text in texts.split(" | ")]
        for event, texts in expressions.items()
    }


def test_papers_that_tell_of_two_arrests_contradict_nothing() -> None:
    case = read_all(arrest="5 мая 1930 г. | 15/X-37 г.", sentence="1 июня 1930 г. | 19/XI-37 г.")
    assert contradictions_among(case) == ()


def test_a_date_that_fits_no_other_contradicts() -> None:
    case = read_all(birth="1889 г. | 1940 г.", arrest="15/X-37 г.", sentence="19 ноября 1937 г.")
    # 1889 fits the arrest, so the arrest is not called wrong because of 1940
    assert contradictions_among(case) == ()
    case = read_all(birth="1940 г.", arrest="15/X-37 г.")
    assert [(one.earlier, one.later) for one in contradictions_among(case)] == [("birth", "arrest")]


@pytest.mark.parametrize(
    ("papers", "apart"),
    [
        ({"birth": "1889 г. | 1889 г. р."}, []),
        ({"birth": "1889 г. | 1891 г."}, [("birth", "birth")]),
        ({"birth": "1889 г. | около 1890 г."}, []),
        ({"arrest": "5 мая 1930 г. | 15/X-37 г."}, []),
        (
            {"execution": "2 декабря 1937 года", "death": "7 января 1943 г."},
            [("death", "execution")],
        ),
        ({"execution": "2 декабря 1937 года", "death": "1937 г."}, []),
    ],
)
def test_what_happens_once_has_one_date(
    papers: dict[str, str], apart: list[tuple[str, str]]
) -> None:
    pairs = disagreements(read_all(**papers))
    assert [(one[0], other[0]) for one, other in pairs] == apart
