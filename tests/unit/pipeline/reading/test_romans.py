"""Months in Roman figures are written in them; other words of such letters stay."""

import pytest

from models.page import Alternative, Reading
from pipeline.reading.romans import write_romans
from tests.support.factories import word_boxes


def written(text: str) -> tuple[str, tuple[Alternative, ...]]:
    reading, alternatives = write_romans(Reading(text, word_boxes(text), 0.9))
    return reading.text, alternatives


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("12.УТТТ-1952", "12.VIII-1952"),
        ("16.У-1950", "16.V-1950"),
        ("12.\\У-1949", "12.V-1949"),
        ("15/ХП-37", "15/XII-37"),
        ("(8.1Х-1947", "(8.IX-1947"),
        ("5.УІ-1938,", "5.VI-1938,"),
    ],
)
def test_months_are_written_in_roman_figures(read: str, meant: str) -> None:
    text, alternatives = written(f"от {read} г.")
    assert text == f"от {meant} г."
    assert [(other.word, other.text) for other in alternatives] == [(1, read)]


@pytest.mark.parametrize(
    "token",
    ["12.VIII-1952", "19.11-1938", "6.т1У-1939", "п/я", "1/Х", "58-10", "УП-37", "т.п.", "3/П"],
)
def test_what_is_no_date_or_no_one_month_stays(token: str) -> None:
    assert written(f"от {token} г.") == (f"от {token} г.", ())
