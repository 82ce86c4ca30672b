"""What must hold for any day and any text."""

# ruff: noqa: SIM905 - twelve words on one line read best
import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.dates import DateContext, find_dates, parse_date

GENITIVE = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)
KAZAKH = (
    "қаңтарда ақпанда наурызда сәуірде мамырда маусымда шілдеде тамызда қыркүйекте қазанда "
    "қарашада желтоқсанда"
).split()
ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()
TYPED = "Т П Ш 1У У У1 УП УШ 1Х Х Х1 ХП".split()
DAYS = st.dates(date(1850, 1, 1), date(1990, 12, 31))
PIECES = st.sampled_from(
    [
        *GENITIVE,
        *"15 1937 г. года / - . , № с по до около « » X Х1 37 [?] __ жылы ( ) | лет".split(),
    ]
    + [" ", "\n", "-\n", "окт-\nября", "ё", "é"]
)


def renderings(day: date) -> list[str]:
    number, month, year = day.day, day.month - 1, day.year
    return [
        f"{number} {GENITIVE[month]} {year} г.",
        f"«{number:02d}» {GENITIVE[month]} {year} года",
        f"{number}-го {GENITIVE[month]} {year}",
        f"{year} года, {GENITIVE[month]} «{number}» дня",
        f"{year} г. {GENITIVE[month]} {number} дня",
        f"{number}/{ROMAN[month]}-{year} г.",
        f"{number}.{ROMAN[month]}.{year}",
        f"{number}/{TYPED[month]}-{year} г.",
        day.strftime("%d.%m.") + f"{year}",
        day.isoformat(),
        f"{year} жылғы {number} {KAZAKH[month]}",
        f"{number} {GENITIVE[month][:2]}-\n{GENITIVE[month][2:]}\n{year} г.",
    ]


@given(DAYS)
@settings(max_examples=150, deadline=None)
def test_every_rendering_of_a_day_reads_back(day: date) -> None:
    for text in renderings(day):
        read = parse_date(text)
        assert read is not None, text
        assert (read.edtf, read.lower, read.upper) == (day.isoformat(), day, day), text


@given(st.lists(PIECES, max_size=40).map(" ".join), st.sampled_from([None, 1937]))
@settings(max_examples=300, deadline=None)
def test_found_dates_stand_where_they_say(text: str, year: int | None) -> None:
    text = unicodedata.normalize("NFC", text)
    found = find_dates(text, context=DateContext(year=year))
    for one in found:
        assert text[one.start : one.end] == one.date.surface
        lower, upper = one.date.lower, one.date.upper
        assert lower is None or upper is None or lower <= upper
    assert all(one.end <= following.start for one, following in zip(found, found[1:], strict=False))


@given(st.lists(PIECES, max_size=12).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_normal_form_of_the_text_does_not_matter(text: str) -> None:
    composed, torn = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert parse_date(composed) == parse_date(torn)


@pytest.mark.parametrize(
    "unit",
    ["1", "1.", "1937 ", "15 октября ", "-", "x/1-", "а-\n", "с 1 по ", "193[?] ", "_", "«1» "],
)
def test_hostile_text_is_scanned_in_linear_time(unit: str) -> None:
    hostile = (unit * 20_000)[:20_000]
    started = time.process_time()
    find_dates(hostile, context=DateContext(year=1937))
    assert time.process_time() - started < 2  # 0.3 s alone
