"""Every offset of the readable text leads back to the stored text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language.pagetext import fold_lookalikes, read_page_text

PAGES = st.text(alphabet="аеКН-¬ \n.|1№oO0зД«»", max_size=200)


@settings(deadline=None)
@given(PAGES)
def test_each_code_point_leads_back(stored: str) -> None:
    page = read_page_text(stored)
    assert len(page.text) == len(page.origins)
    assert page.source == stored
    assert list(page.origins) == sorted(page.origins)
    for start, origin in enumerate(page.origins):
        first = page.origins.index(origin)  # a space that was put in shares the letter's before it
        assert page.shown(origin, origin + 1) == (first, first + page.origins.count(origin))
        assert page.stored(start, start + 1) == (origin, origin + 1)


@pytest.mark.parametrize(
    ("stored", "readable"),
    [
        ("Кара-\nганда", "Караганда"),
        ("Алма-\nАта", "Алма-Ата"),
        ("гр. Ома¬\n  рова", "гр. Омарова"),
        ("П О С Т А Н О В Л Е Н И Е", "ПОСТАНОВЛЕНИЕ"),
        ("1. Имя\n2. Отчество", "1. Имя\n2. Отчество"),
    ],
)
def test_reads_broken_and_spaced_words(stored: str, readable: str) -> None:
    assert read_page_text(stored).text == readable


def test_wrapped_lines_join_but_paragraphs_do_not() -> None:
    wrapped = (
        "Допрошенный по настоящему делу гражданин Омаров\nСерик показал следующее о себе:\nродился"
    )
    assert read_page_text(wrapped).text == wrapped.replace("Омаров\n", "Омаров ")


def test_an_empty_line_inside_a_sentence_is_bridged() -> None:
    stored = "Настоящим подтверждаю, что мне знаком гражданин Омаров\n\nСерик из села"
    page = read_page_text(stored)
    assert "Омаров Серик" in page.text
    start = page.text.index("Омаров Серик")
    first, last = page.stored(start, start + len("Омаров Серик"))
    assert stored[first:last] == "Омаров\n\nСерик"


def test_a_three_after_a_colon_is_an_initial() -> None:
    assert read_page_text("Подпись: 3. Искакова").text == "Подпись: З. Искакова"
    assert read_page_text("3. Искакова").text == "3. Искакова"


def test_stored_range_spans_the_break() -> None:
    stored = "в г. Кара-\nганде жил"
    page = read_page_text(stored)
    start = page.text.index("Караганде")
    assert page.stored(start, start + len("Караганде")) == (5, 16)
    assert stored[5:16] == "Кара-\nганде"


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Kacымбек", "Касымбек"),
        ("CAMOXBAЛOB", "САМОХВАЛОВ"),
        ("о6ласти", "области"),
        ("уе3да", "уезда"),
        ("МИ3ИН", "МИЗИН"),
        ("XII", "XII"),
        ("1937", "1937"),
        ("3апреля", "3апреля"),
        ("hello", "hello"),
    ],
)
def test_folds_lookalikes_in_words_only(word: str, folded: str) -> None:
    assert fold_lookalikes(f"дело {word}") == f"дело {folded}"


@pytest.mark.parametrize(
    ("stored", "readable"),
    [
        ("Мәскеудөн шықтм", "Мәскеуден шықты"),
        ("қабЫлданды, Ер1мбет", "қабылданды, Ерімбет"),
        ('Мәпиз:а мен Ора"залы', "Мәпиза мен Оразалы"),
        ("Қаратөбе, көрермен, фильм, № 1а", "Қаратөбе, көрермен, фильм, № 1а"),
    ],
)
def test_letters_that_no_kazakh_word_has_are_mended(stored: str, readable: str) -> None:
    assert read_page_text(stored, kazakh=True).text == readable
    assert read_page_text(stored).text != readable or stored == readable


def test_a_span_over_dirt_leads_back_to_all_of_it() -> None:
    page = read_page_text("інім Мәпиз:а келді", kazakh=True)
    assert page.stored(5, 11) == (5, 12)
