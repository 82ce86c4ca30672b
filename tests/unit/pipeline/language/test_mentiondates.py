"""How sure a date is goes by what it says."""

import pytest

from pipeline.language.mentiondates import find_date_candidates


@pytest.mark.parametrize(
    ("surer", "less"),
    [
        ("арестован 3 мая 1938 г.", "арестован в мае 1938 г."),
        ("арестован в 1938 г.", "арестован в мае 1938 г."),
        ("арестован в мае 1938 г.", "арестован 3 мая"),
    ],
)
def test_more_precise_dates_are_surer(surer: str, less: str) -> None:
    (more,), (fewer,) = find_date_candidates(surer, None), find_date_candidates(less, None)
    assert more.confidence > fewer.confidence


def test_a_day_of_the_documents_year_is_a_guess() -> None:
    (found,) = find_date_candidates("арестован 3 мая с. г.", 1938)
    assert found.confidence == 0.5
