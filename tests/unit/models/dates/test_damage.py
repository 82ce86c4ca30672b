"""What OCR leaves of dates: marks for figures, points for dashes, endings a letter off."""

from datetime import date

import pytest

from models.dates import DateContext, find_dates, parse_date

DOCUMENT = DateContext(year=1937, day=date(1937, 12, 1))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        # a figure read as a mark
        ("?1 мая 1958 г.", "1958-05-21"),
        ("1938 года февраля .5 дня", "1938-02-25"),
        ("1938 ж. . қаңтарда", "1938-01-02"),
        ("1./XII-37 г.", "1937-12-12"),
        ("12 (25) марта 1908 г.", "1908-03-25"),
        ("1. (25) марта 1908 г.", "1908-03-25"),
        ("193.-1933 гг.", "1932/1933"),
        # a point, a blank or a speck of ink
        ("25и02.1938", "1938-02-25"),
        ("июнь 1941 . май 1945", "1941-06/1945-05"),
        ("З(ІХ-38 г.", "1938-09-03"),
        ('около "1885 г.', "1885~"),
        ("рожд.1888 г.", "1888"),
        ("в 1937м году", "1937"),
        # words
        ("осенью трядцать сельмого года", "1937-23"),
        ("в тридцатои году", "1930"),
        ("отыз сегізіншх жылы", "1938"),
        ("в двадцатых родах", "192X"),
        ("25 октября 1917 года пе старому стилю", "1917-11-07"),
        ("20 мля т. г.", "1937-05-20"),
        ("1937 жылға лейін", "../1936"),
        ("1937 жылдан йейін", "1938/.."),
        ("[н ранее 20 мая 1931 г.]", "1931-05-20/.."),
        ("на позднее 20 августа 1937 г.", "../1937-08-20"),
        ("между 10О и 15 июия 1938 г.", "1938-06-10/1938-06-15"),
        ("12II-38 г.", "1938-02-12"),
        ("25.0О2.1938", "1938-02-25"),
        ("1930 жылдар", "193X"),
        ("1912 илн 1913 г.", "[1912,1913]"),
        ("август сентябрь 1937 г.", "1937-08/1937-09"),
        ("1938 жмлфи 8 желтоқсанда", "1938-12-08"),
        ("15 де кабря 1937 г.", "1937-12-15"),
        ("тридцать первогон августа 1937 года", "1937-08-31"),
        ("XXовека", "19XX"),
        ("с 112 по 1917 год", "1912/1917"),
        ("былтыр манырда", "1936-05"),
        ("первая декада ная 1938 г.", "1938-05-01/1938-05-10"),
        ("1938 жылғы 3 мамырдзн 10 маусымға дейін", "1938-05-03/1938-06-10"),
        ("тысяча девятьсот тридпать восьмого года мая пятого дня", "1938-05-05"),
    ],
)
def test_damaged_expressions(text: str, edtf: str) -> None:
    read = parse_date(text, context=DOCUMENT) or find_dates(text, context=DOCUMENT)[0].date
    assert read.edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("екі мың жиырмасыншы жылы", "2020"),  # not 1920
        ("жүз отызыншы жылы", None),
        ("10 жылға бас бостандығынан айыру", None),  # a sentence
        ("сорокового года жизни", None),
        ("90-е годы IX века", None),
        ("90-е годы прошлого века", None),
        ("1937 мен 1938 жылдардағы", "1937/1938"),  # no «мая»
        ("всего 9. В марте 1937 года", "1937-03"),
        ("в 30-х гг. ст. бухгалтер", "193X"),
        ("с мата по июнь 1920 г.", None),  # whose first month cannot be read
        ("«7/VIII 1937 г.", "1937-08-07"),  # a quote of print is no 2
    ],
)
def test_what_looks_like_another_date(text: str, edtf: str | None) -> None:
    found = find_dates(text, context=DOCUMENT)
    assert [one.date.edtf for one in found] == ([edtf] if edtf else [])


@pytest.mark.parametrize(
    "text",
    [
        "196, 1928 және 1931 жылдары",
        "с сентября 190 г. по февраль 1921 г.",
        "3-гс и 4 октября 1937 г.",
        "6/19 декабря 1995 г.",  # 1905: no double date of so late a year
        "137 немесе 1938 жылы",
        "за 1935, 193 я 1937 годы",
        "между 199 и 1933 гг.",
    ],
)
def test_half_of_a_statement_is_no_date(text: str) -> None:
    assert find_dates(text, context=DOCUMENT) == []


def test_an_article_of_a_code_is_no_old_style() -> None:
    found = find_dates("осуждён 15.5.43 по ст. 58-10 и 5 мая 1938 г. ст. ст. 58-7, 58-11 УК")
    assert [one.date.edtf for one in found] == ["1943-05-15", "1938-05-05"]


def test_a_muslim_year_lies_in_two_of_ours() -> None:
    read = parse_date("1337 г. хиджры")
    assert read is not None
    assert (read.edtf, read.calendar) == ("[1918,1919]", "hijri")
    assert (read.lower, read.upper) == (date(1918, 10, 7), date(1919, 9, 25))


def test_years_run_together_are_no_list() -> None:
    assert find_dates("за 19351936 и 1937 годы")[0].date.edtf == "1937"


def test_a_year_before_a_whole_date_that_begins_with_its_year_stays() -> None:
    text = "Ысқақов, 1894 жылы туған, 1937 жылдың 2 декабрінде ұсталды"
    assert [found.date.edtf for found in find_dates(text)] == ["1894", "1937-12-02"]
