"""A second reading of a word dates what the text leaves open, says so, and contradicts nothing."""

import pytest

from models.dates import DateContext, parse_date
from models.entity import Label, Span
from models.page import Alternative
from pipeline.language.otherreadings import OTHER_READING, OtherReadings
from tests.support.factories import word_boxes

CONTEXT = DateContext(year=1938)


def others(text: str, **read: str) -> OtherReadings:
    """The page with another reading of each word: the letters after `w` are its number."""
    alternatives = [
        Alternative(int(number[1:]), word, 0.8, "kaz")
        for number, several in read.items()
        for word in several.split("|")
    ]
    return OtherReadings.of(text, word_boxes(text), alternatives)


def dated(text: str, surface: str, **read: str) -> str | None:
    start = text.index(surface)
    span = Span(Label.DATE, start, start + len(surface), 0.9, "dates")
    found = others(text, **read).date_in(span, parse_date(surface, context=CONTEXT), CONTEXT)
    assert found is None or OTHER_READING in found.derived_from
    return found.edtf if found else None


@pytest.mark.parametrize(
    ("surface", "read", "edtf"),
    [
        ("1? марта 1938 г.", {"w1": "12"}, "1938-03-12"),
        ("12 марта 193? г.", {"w3": "1937"}, "1937-03-12"),
        ("1? марта 193? г.", {"w1": "12", "w3": "1937"}, "1937-03-12"),
        ("?5 тпрм 1937 г.", {"w1": "25", "w2": "мая"}, "1937-05-25"),
        ("193 г.", {"w1": "1937"}, "1937"),
        ("мпрм 1937 г.", {"w1": "мая"}, "1937-05"),
        ("с 192. по 1927 г.", {"w2": "1922"}, "1922/1927"),
    ],
)
def test_other_words_date_what_the_text_leaves_open(
    surface: str, read: dict[str, str], edtf: str
) -> None:
    assert dated(f"от {surface} дело", surface, **read) == edtf


@pytest.mark.parametrize(
    ("surface", "read"),
    [
        ("12 марта 1938 г.", {"w1": "17"}),  # the text is sure
        ("1? марта 1938 г.", {"w1": "22"}),  # contradicts the figure that is legible
        ("1? марта 1938 г.", {"w1": "12|17"}),  # two days are possible
        ("1? марта 1938 г.", {"w1": "1З"}),  # a guess for a guess
        ("1? марта 1938 г.", {"w1": "слов"}),
        ("1? марта 1938 г.", {}),
    ],
)
def test_nothing_is_taken_that_may_be_wrong(surface: str, read: dict[str, str]) -> None:
    assert dated(f"от {surface} дело", surface, **read) is None


def test_a_date_that_the_text_lost_is_found_at_its_words() -> None:
    text = "арестован 2б.тт.э7 в ауле, прибыл 14 марта 1938 г."
    known = [Span(Label.DATE, 34, 50, 0.9, "dates")]
    found = list(others(text, w1="26.11.1937", w5="15").find_dates(known, CONTEXT))
    assert [text[span.start : span.end] for span in found] == ["2б.тт.э7"]
    assert found[0].confidence == 0.8


def test_words_of_other_kinds_make_no_date() -> None:
    text = "дело № 4? листов 15, в 1937 году"
    known = [Span(Label.DATE, 21, 32, 0.9, "dates")]
    assert list(others(text, w2="42", w4="16").find_dates(known, CONTEXT)) == []
