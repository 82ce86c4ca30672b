"""Damaged words of dates: numbers in words, words run together, lists and double dates."""

from datetime import date

import pytest

from models.dates import DateContext, find_dates, parse_date

DOCUMENT = DateContext(year=1937, day=date(1937, 12, 1))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("тисяча девятьсот тридцать содьмого года", "1937"),
        ("девятого апреля тысяча девятьсоттридцать восьмогогода", "1938-04-09"),
        ("тридцать перого августа 1937 года", "1937-08-31"),
        ("тридцатъ первого мая 1938 г.", "1938-05-31"),
        ("иестого дня декабря 1930 года", "1930-12-06"),
        ("двадцатогосянваря 1938 года", "1938-01-20"),
        ("в двадцатых голах", "192X"),
        ("мың тоғых жүз отыз жетінші жылм", "1937"),
        ("1937 жылдың он барінші қарашасы", "1937-11-11"),
        ("отызынши жылдары", "193X"),
    ],
)
def test_a_number_in_words_is_the_nearest_of_all_numbers(text: str, edtf: str) -> None:
    (found,) = find_dates(text, context=DOCUMENT)
    assert found.date.edtf == edtf


def test_a_number_in_words_that_was_mended_says_so() -> None:
    (sound,) = find_dates("тридцать первого августа 1937 года")
    (mended,) = find_dates("тридцать перого августа 1937 года")
    assert "ocr-repair" not in sound.date.derived_from
    assert "ocr-repair" in mended.date.derived_from


@pytest.mark.parametrize(
    "text",
    [
        "того дня", "самого марта", "тысячи девятьсот рублей", "деяятого мая",
        "бен төртінші қабат", "в голах и годах",
    ],
)  # fmt: skip
def test_other_words_are_no_numbers(text: str) -> None:
    assert all(one.date.precision != "day" for one in find_dates(text, context=DOCUMENT))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("весной сео года", "1937-21"),
        ("в сентябре м-це пронлого года", "1936-09"),
        ("өткен жылғы желтохсанда", "1936-12"),
        ("в вае текущего года", "1937-05"),
        ("Октябрак", None),
        ("Сентяба", None),
    ],
)
def test_only_beside_a_year_or_figure_a_whole_text_is_mended(text: str, edtf: str | None) -> None:
    found = parse_date(text, context=DOCUMENT)
    assert (found.edtf if found else None) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("в июне, июле и августе 1917 г.", "1917-06/1917-08"),
        ("в июне, июле и ноябре 1917 г.", "{1917-06,1917-07,1917-11}"),
        ("1929-дан 1932 жылға дейін", "1929/1932"),
        ("1937 жылдың август айынан декабрь айына дейін", "1937-08/1937-12"),
        ("1937 жылы 15-тен 16 қарашаға қараған түні", "1937-11-15/1937-11-16"),
        ("1938 ж. 14.II", "1938-02-14"),
        ("с 1927 г. и по настоящее время", "1927/1937-12-01"),
        ("1938 хылдыңанаурызына дейін", "../1938-02"),
        ("1993 жылғы 14 сәу1рде", "1993-04-14"),
        ("12.II.943 г.", "1943-02-12"),
        ("за 135, 936 и 1937 годы", "1935/1937"),
        ("1. сентября 1938 г.", "1938-09-12"),
        ("2 ила З мая 1938 г.", "[1938-05-02,1938-05-03]"),
        ("33 года", "[1903,1904]"),
        ("до 33 года", "../1932"),
        ('"7 декабря 1937 г.', "1937-12-27"),
        ("«7 декабря 1937 г.", "1937-12-07"),
        ("1938 ныл, наурыздың 4-і", "1938-03-04"),
        ("в сентябре мце прошлого года", "1936-09"),
        ("после3 мая 1938 г.", "1938-05-04/.."),
    ],
)
def test_lists_ranges_and_lost_figures(text: str, edtf: str) -> None:
    found = parse_date(text, context=DOCUMENT)
    assert found is not None
    assert found.edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("27 февраля (12 марта) 1917 года", "1917-03-12"),
        ("7 февраля (12 марта) 1917 года", "1917-03-12"),
        ("26 февраля (12 марта) 1917 года", None),
    ],
)
def test_the_new_day_says_which_figure_the_old_one_lost(text: str, edtf: str | None) -> None:
    found = parse_date(text)
    assert (found.edtf if found else None) == edtf


@pytest.mark.parametrize(
    "text",
    [
        "с 1/I-1936 г. по 1/XТ937 г.",
        "1937 жылғы 3 мамырдан 10 маусмиға дейн",
        "1931 жылдан йейін",
        "с 192. по 1927 г.",
        "912 или 1913 г.",
    ],
)
def test_half_of_a_range_is_no_date(text: str) -> None:
    assert all("/" in one.date.edtf for one in find_dates(text))
