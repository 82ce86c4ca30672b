"""How sure a date is goes by what it says."""

import pytest

from pipeline.language.candidate import Candidate
from pipeline.language.mentiondates import find_date_candidates
from pipeline.language.pagetext import read_page_text


def found_in(stored: str, year: int | None = None) -> list[Candidate]:
    return find_date_candidates(read_page_text(stored, kazakh=True), year)


@pytest.mark.parametrize(
    ("surer", "less"),
    [
        ("арестован 3 мая 1938 г.", "арестован в мае 1938 г."),
        ("арестован в 1938 г.", "арестован в мае 1938 г."),
        ("арестован в мае 1938 г.", "арестован 3 мая"),
    ],
)
def test_more_precise_dates_are_surer(surer: str, less: str) -> None:
    (more,), (fewer,) = found_in(surer), found_in(less)
    assert more.confidence > fewer.confidence


def test_a_day_of_the_documents_year_is_a_guess() -> None:
    (found,) = found_in("арестован 3 мая с. г.", 1938)
    assert found.confidence == 0.5


@pytest.mark.parametrize("stored", ["1916 жилғы:көтеріліске", "қа-\nрар 5 қараша-\nда 1916 жылы"])
def test_dates_are_read_as_stored_and_stand_in_the_readable_text(stored: str) -> None:
    (found,) = found_in(stored)
    page = read_page_text(stored, kazakh=True)
    start, end = page.stored(found.start, found.end)
    assert "1916 ж" in stored[start:end]
    assert ":" not in stored[start:end]
