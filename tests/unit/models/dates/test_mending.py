"""What engine or typist spoiled is mended, said where it was a guess, and never invented."""

from datetime import date

import pytest

from models.dates import DateContext, find_dates, parse_date
from models.dates.grammar.numbers import likely_year

DOCUMENT = DateContext(year=1937, day=date(1937, 10, 15))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("15 иктября 1937 г.", "1937-10-15"),
        ("15 окт ября 1937 г.", "1937-10-15"),
        ("3 маа 1937 г.", "1937-05-03"),
        ("1Б мая 1938 г.", "1938-05-15"),
        ("1б мая 1938 г.", "1938-05-16"),
        ("2А.09.1937", "1937-09-24"),
        ("в 1З37 г.", "1937"),
        ("13 марта 917 г.", "1917-03-13"),
        ("предполохительно 1890 г.", "1890?"),
        ("посде 5 марта 1938 г.", "1938-03-06/.."),
        ("весней 1930 года", "1930-21"),
        ("9(XI-37", "1937-11-09"),
        ("1937 жыддың наурызында", "1937-03"),
        ("25-гo oктября 1937 гoдa", "1937-10-25"),  # Latin letters
        ("6 июня 1889 года (по старому стилю)", "1889-06-18"),
        ("5 мая 1937 года (по сьарому стилю)", "1937-05-18"),
    ],
)
def test_damage_is_mended(text: str, edtf: str) -> None:
    read = parse_date(text, context=DOCUMENT)
    assert read is not None
    assert read.edtf == edtf


@pytest.mark.parametrize("text", ["3 июпя 1937 г.", "А5 октября 1937 г.", "13 марта 193 г."])
def test_what_can_be_two_things_is_no_date(text: str) -> None:
    assert all(one.date.precision in ("year", "unknown") for one in find_dates(text))


@pytest.mark.parametrize(
    ("digits", "latest", "year"),
    [
        ("1937", None, "1937"),
        ("1037", None, "1937"),
        ("1090", None, None),
        ("1090", 1937, "1890"),
        ("1037", 1930, "1937"),
    ],
)
def test_a_year_is_mended_only_to_the_one_that_is_possible(
    digits: str, latest: int | None, year: str | None
) -> None:
    assert likely_year(digits, latest=latest) == year


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("14/17-1936 г.", "1936-04-14"),
        ("14.17.1936", "1936-04-14"),
        ("5/71-41", "1941-06-05"),
        ("5/711-41 г.", "1941-07-05"),
        ("11/1\\У-1939 г.", "1939-04-11"),
        ("7/\\/-44 г.", "1944-05-07"),
        ("З3/ІІІ с. г.", "1937-03-03"),
        ("8/ТТЕ с. г.", "1937-03-08"),
        ("8/И-38 г.", "1938-02-08"),
        ("в 193Э г.", "1933"),
        ("14 окгвбря 1936 г.", "1936-10-14"),
        ("1936 жылдың #евраль айында", "1936-02"),
        ("28 ирня 1936 г.", "1936-06-28"),
        ("20.l2.1937", "1937-12-20"),
        ("7го января 193А г.", "1934-01-07"),
        ("А марта 1938 г.", "1938-03-04"),
        ("в 19485 г.", "1945"),
        ("30 марта 137 г.", "1937-03-30"),
        ("с З по 9 мартв 1938 г.", "1938-03-03/1938-03-09"),
        ("до ная 1937 г.", "../1937-04"),
        ("примерно в 902 г.", "1902~"),
        # a 2 read as a mark
        ('с 19"2 по 1927 г.', "1922/1927"),
        ("193!-1933 гг.", "1932/1933"),
        ('с марта по июнь 19"0 г.', "1920-03/1920-06"),
        ("!8 мая 1938 г.", "1938-05-28"),
        ('"8/VI-36 г.', "1936-06-28"),
        # letters and doubled noughts among figures
        ("3Т мая 1938 г.", "1938-05-31"),
        ("24.1Т.37 г.", "1937-11-24"),
        ("30.12.А2", "1942-12-30"),
        ("зимой 1930-3Т гг.", "1930-12/1931-02"),
        ("17 (30) апреля 190О9 г.", "1909-04-30"),
        ("осы жылғы Б мамырда", "1937-05-05"),
    ],
)
def test_damage_is_repaired_and_said(text: str, edtf: str) -> None:
    read = parse_date(text, context=DOCUMENT)
    assert read is not None
    assert read.edtf == edtf
    assert "ocr-repair" in read.derived_from


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("14/ТУ-36 г.", "1936-04-14"),
        ("9/Х1І-44 г.", "1944-12-09"),
        ("14/7-36 г.", "1936-07-14"),  # VII or V read as 7: the digit as it stands
        ("1936 голу", "1936"),
        ("1936 гзду", "1936"),
        ("1899 года рохдения", "1899"),
        ("1936 года, апреля 19 лня", "1936-04-19"),
        ("1899 т. р.", "1899"),
        ("1903 ж, т.", "1903"),
    ],
)
def test_typed_look_alikes_are_no_damage(text: str, edtf: str) -> None:
    read = parse_date(text, context=DOCUMENT)
    assert read is not None
    assert read.edtf == edtf
    assert "ocr-repair" not in read.derived_from


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("послез3 мая 1938 г.", "1938-05-04/.."),
        ("с 1926по 1931 год", "1926/1931"),
        ("с3 мая по 8 июня 1938 года", "1938-05-03/1938-06-08"),
        ("1887 годаарождения", "1887"),
        ("ве1929 году", "1929"),
        ("1925-1930зжылдары", "1925/1930"),
        ("в 20-хгодах", "192X"),
        ("15 ноябрясили 15 декабря 1937 г.", "[1937-11-15,1937-12-15]"),
        ("28.XI1937 ж.", "1937-11-28"),
        ("21/Х137 г.", "1937-11-21"),
        ("15 воября или 15 декабря 1937 г.", "[1937-11-15,1937-12-15]"),
        ("с 3 ная по 8 июня 1938 года", "1938-05-03/1938-06-08"),
        ("17 ноибря", "1937-11-17"),
        ("10 марта 1912 г. от. ст.", "1912-03-23"),
    ],
)
def test_what_was_run_together_or_lost_its_strokes_is_read(text: str, edtf: str) -> None:
    read = parse_date(text, context=DOCUMENT)
    assert read is not None
    assert read.edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("28 июия 1937 г.", "1937-06-28"),
        ("с 3 мая по 8 пюля 1938 года", "1938-05-03/1938-07-08"),
        ("1956 жмлғи 9 шілдеде", "1956-07-09"),
        ("1937жымлы", "1937"),
        ("зимойо1931 г.", "1931-24"),
        ("в аогустео1937 г.", "1937-08"),
        ("4 октября 1937орода", "1937-10-04"),
        ("17оноября 1937 г.", "1937-11-17"),
        ("5 маяс. г.", "1937-05-05"),
        ("с 3 маятпо 8 июня 1938 года", "1938-05-03/1938-06-08"),
        ('1937 жылғы 24 қара"шада', "1937-11-24"),
        ("19» ноября(1937 г.", "1937-11-19"),
        ("24/XI(1937 года", "1937-11-24"),
        ("9/К1-37", "1937-11-09"),
        ("24.111937", "1937-11-24"),
        ("19181919 гг.", "1918/1919"),
        ("1935-36 гр.", "1935/1936"),
        ("148 июня 1941 года", "1941-06-14"),
        ("10О октября 1937 г.", "1937-10-10"),
        ("1925-193е жылдары", "1925/1930"),
        ("і925 жылдан 1930 жылға дейін", "1925/1930"),
        ("с 1935 п. по день ареста", "1935/.."),
        ("1 января 1899 р. ст. ст.", "1899-01-13"),
        ("1896 р. р.", "1896"),
        ("че ранее 12 ноября 1937 г.", "1937-11-12/.."),
        ("1911 (со олов)", "1911?"),
        ("193[] г.", "193X"),
        ("туғен жылы белгісіз", "XXXX"),
    ],
)
def test_what_the_engine_often_confuses_is_read(text: str, edtf: str) -> None:
    read = parse_date(text, context=DateContext(year=1937))
    assert read is not None
    assert read.edtf == edtf


@pytest.mark.parametrize(
    "text",
    [
        "с осени 19.9 до весны 1931 г.",  # half of a range is no «до весны»
        "на 2Адекабря",  # 24 December
        "на 2омая",  # 2 or 20 May
        "3-го июня38п.",
        "5/К-37",
        "1905.1913",
    ],
)
def test_what_may_mean_something_else_has_no_value(text: str) -> None:
    assert find_dates(text, context=DateContext(year=1937)) == []


@pytest.mark.parametrize(
    "text", ["взял 3 карты", "на 3 парте", "в 19.6 кг", "кв. 3Т, 2Б", "погода 5"]
)
def test_mending_makes_no_dates_of_other_figures(text: str) -> None:
    assert find_dates(text, context=DOCUMENT) == []


@pytest.mark.parametrize("text", ["14/17", "в 1930 голов скота", "14.13.1936", "35/II-38 г."])
def test_repair_invents_nothing(text: str) -> None:
    assert all("ocr-repair" not in one.date.derived_from for one in find_dates(text))
    assert all(one.date.precision != "day" for one in find_dates(text))


@pytest.mark.parametrize(
    "text",
    [
        "2? XI:1937",
        "1? марта 1908 г. ст. ст.",
        '1938 года, февраля «"5» дня',
        "не позднее июпя 1932 г.",
        "900 г. хлеба, 137 г. мяса",
    ],
)
def test_what_is_left_of_a_damaged_date_is_no_date(text: str) -> None:
    assert find_dates(text, context=DOCUMENT) == []
