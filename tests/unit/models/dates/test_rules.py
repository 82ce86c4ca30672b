"""The rules of the grammar, one example each, beyond the gold tables."""

from datetime import date

import pytest

from models.dates import DateContext, find_dates, parse_date
from models.dates.grammar.patterns import SHAPES
from models.dates.grammar.shapes import Shape

DOCUMENT = DateContext(year=1937, day=date(1937, 10, 15))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("15/Х-З7 г.", "1937-10-15"),
        ("9/\\1-37 г.", "1937-06-09"),
        ("28/У111-36", "1936-08-28"),
        ("28/Т-38 г.", "1938-01-28"),
        ("3/1Х-1937 г", "1937-09-03"),
        ("10/ІІ 1938 г.", "1938-02-10"),
        ("12/11-38 г.", "[1938-02-12,1938-11-12]"),
        ("IX-1937 г.", "1937-09"),
        ("15. XI. 1937 г.", "1937-11-15"),
        ("15 ок-\nтября 1937 г.", "1937-10-15"),
        ("15 октября\n1937 г.", "1937-10-15"),
        ("15-\nго октября 1937", "1937-10-15"),
        ("15 окгября 1937 г.", "1937-10-15"),
        ("3 нояоря 1937 г.", "1937-11-03"),
        ("27 н0ября 1927 г.", "1927-11-27"),
        ("16/XI-3l г.", "1931-11-16"),
        ("в 19З7 году", "1937"),
        ("I937 г.", "1937"),
        ("1931 г.", "1931"),
        ("l5 октября 1937 г.", "1937-10-15"),
        ("15 октября 193 7 г.", "1937-10-15"),
        ("«__» ________ 193_ г.", "193X"),
        ("28 февраля (13 марта) 1917 г.", "1917-03-13"),
        ("20 декабря 1899 (1 января 1900) г.", "1900-01-01"),
        ("12-15 марта 1937 г.", "1937-03-12/1937-03-15"),
        ("с 12 марта по 3 апреля 1937 г.", "1937-03-12/1937-04-03"),
        ("с декабря по март 1938 г.", "1937-12/1938-03"),
        ("в ночь с 11 на 12 марта 1938 г.", "1938-03-11/1938-03-12"),
        ("1918 и 1919 гг.", "1918/1919"),
        ("между 1930 и 1933 гг.", "1930/1933"),
        ("1936-37 гг.", "1936/1937"),
        ("1920-1930-х гг.", "192X/193X"),
        ("1899 или 1900 г.", "[1899,1900]"),
        ("до 15 марта 1937 г.", "../1937-03-14"),
        ("после 1917 г.", "1918/.."),
        ("15 марта прошлого года", "1936-03-15"),
        ("2-го марта", "1937-03-02"),
        ("89 г. р.", "1889"),
        ("15/X-98 г. рождения", "1898-10-15"),
        ("15/X-98 г.", "1998-10-15"),
        ("15,X,37 г.", "1937-10-15"),
        ("в 37 году", "1937"),
        ("II кв. 1938 г.", "1938-04/1938-06"),
        ("XIX век", "18XX"),
        ("число 17, месяц марта, год 1904", "1904-03-17"),
        ("1930 жылдан 1933 жылға дейін", "1930/1933"),
        ("1917 жылға дейін", "../1916"),
        ("1937 жылдың аяғында", "1937-12~"),
        ("1937 жылғы декабрьдің 5-інде", "1937-12-05"),
        ("1911 жылы сәуір", "1911-04~"),
        ("1937 жылы сәуірде", "1937-04"),
        ("1925 по 1929 г.", "1925/1929"),
        ("1918—19I9 гг.", "1918/1919"),
        ("19, месяц июня, год 1902", "1902-06-19"),
        ("белгісіз", "XXXX"),
        ("неизвестен", "XXXX"),
        ("37-38 гг.", "1937/1938"),
        ("XI 1937", "1937-11"),
        ("янв. 38 г.", "1938-01"),
        ("сент.-окт. 1937 г.", "1937-09/1937-10"),
        ("1.V-3.VI.1938 г.", "1938-05-01/1938-06-03"),
        ("8.12.1937—10.12.1937", "1937-12-08/1937-12-10"),
        ("10.12.37г.-12.12.37г.", "1937-12-10/1937-12-12"),
        ("8/XII-37-10/XII-37 г.", "1937-12-08/1937-12-10"),
        ("8/XII-10/XII 1937 г.", "1937-12-08/1937-12-10"),
        ("IX.1937—XII.1937", "1937-09/1937-12"),
        ("12-10-1937", "1937-10-12"),
        ("22 (двадцать второго) ноября 1937 г.", "1937-11-22"),
        ("5 мая тридцать восьмого года", "1938-05-05"),
        ("5 мая 38-го", "1938-05-05"),
        ("5/6 мая 1938 г.", "1938-05-05/1938-05-06"),
        ("5 мая ст. ст. 1905 г.", "1905-05-18"),
        ("5(?) мая 1938 г.", "1938-05-05?"),
        ("5 ... 1938 г.", "1938-XX-05"),
        ("конец 30-х - начало 40-х годов", "193X/194X"),
        ("сего числа", "1937-10-15"),
        ("43-х лет", "[1893,1894]"),
        ("с 1935 г. по настоящее время", "1935/1937-10-15"),
        ("жиырма бірінші қараша 1937 жылы", "1937-11-21"),
        ("мың тоғыз жүз отыз жетінші жылы", "1937"),
        ("осы айдың 20-сында", "1937-10-20"),
        ("1937 ж. VIII айының 20-сы", "1937-08-20"),
        ("1937 жылдың 5 мен 10 қарашасы аралығында", "1937-11-05/1937-11-10"),
        ("1917 жылғы 25 қазан (7 қараша)", "1917-11-07"),
        ("2 0 / X I - 1 9 3 7 г.", "1937-11-20"),
        ("0 7. 1 1. 19 38", "1938-11-07"),
        ("1 0 о к т я б р я 1 9 3 7 г о д а", "1937-10-10"),
    ],
)
def test_value(text: str, edtf: str) -> None:
    read = parse_date(text, context=DOCUMENT)
    assert read is not None
    assert read.edtf == edtf


@pytest.mark.parametrize(
    "text",
    [
        "38 лет",
        "8 лет ИТЛ, 10 лет без права переписки",
        "19 час. 30 мин.",
        "ст. 58-10 ч. 1 УК, 58-7 и 58-11",
        "дело № 7843, № 4н-1893-5, приказ № 00447, протокол № 46/13",
        "д. 18, кв. 12",
        "Ф. 3. Оп. 1. Д. 1187. Л. 42-42об.",
        "тел. 2-12-37",
        "изъято 1937 руб. 50 коп.",
        "в 1900 рублях, до 1900 рублей, около 1800 человек",
        "1-го отд.",
        "колхоз «1-е Мая», ул. 8 Марта, 5",
        "5/11, 7/8, лагпункт 12/37",
        "Марта Ивановна",
        "31 ноября",
        "15.13.1937",
        "страница 1937",
    ],
)
def test_no_date(text: str) -> None:
    assert find_dates(text, context=DOCUMENT) == []


@pytest.mark.parametrize("text", ["", "Алма-Ата", "№ 7843", "15 марта 1937 г. и 16 мая 1938 г."])
def test_not_one_date(text: str) -> None:
    assert parse_date(text, context=DOCUMENT) is None


def test_a_birth_word_before_the_year_sends_two_digits_to_the_19th_century() -> None:
    found = find_dates("родился 15/X-98 г. Он же 1898 г.р. 18/X-37 г. взят", context=DOCUMENT)
    assert [one.date.edtf for one in found] == ["1898-10-15", "1898", "1937-10-18"]


def test_table_cells_and_labels_make_a_year_of_a_number() -> None:
    table = "1 | Бекбосынов | 1871 | адмаул № 9\nТуған жылы — 1887\nвсего 1884 души"
    assert [one.date.edtf for one in find_dates(table)] == ["1871", "1887"]


def test_what_was_inferred_is_flagged() -> None:
    read = parse_date("3/Ш с. г.", context=DOCUMENT)
    assert read is not None
    assert read.derived_from == ("document-year", "roman-month")


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
    ("text", "edtf"),
    [
        ("қазақ, 1901 ж. т., малшы", "1901"),
        ("казак 1901 г. р.", "1901"),
        ("қарашай, 1905 жылы туған", "1905"),
        ("сауатты, 1911 ж.", "1911"),
        ("12 қазақ 1937 ж.", "1937-10-12"),  # between a day and a year stands a month
    ],
)
def test_what_people_are_called_is_no_month(text: str, edtf: str) -> None:
    assert [found.date.edtf for found in find_dates(text)] == [edtf]


def test_a_word_as_near_to_a_season_is_no_month() -> None:
    assert [one.date.edtf for one in find_dates("1942 жылдың күзанде")] != ["1942-10"]


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


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("план на 1937 год по 5 районам", "1937"),
        ("за три летних месяца 1943 года", "1943"),
        ("с начала августа поднять цены", "1937-08~"),
        ("1920 ж. Қазан қаласында", "1920"),
    ],
)
def test_figures_and_words_beside_a_date_leave_it_whole(text: str, edtf: str) -> None:
    assert [one.date.edtf for one in find_dates(text, context=DOCUMENT)] == [edtf]


def test_blanks_between_letters_leave_the_offsets_alone() -> None:
    text = "Алма-Ата, 1 0 м а я 1 9 3 8 г о д а, протокол"
    [found] = find_dates(text)
    assert text[found.start : found.end] == "1 0 м а я 1 9 3 8 г о д а"


def test_without_a_document_year_the_year_stays_open() -> None:
    read = parse_date("28 июня с. г.")
    assert read is not None
    assert (read.edtf, read.lower, read.upper) == ("XXXX-06-28", None, None)


def test_words_narrow_the_days() -> None:
    read = parse_date("1911 жылы, мизан")
    assert read is not None
    assert (read.lower, read.upper) == (date(1911, 9, 23), date(1911, 10, 22))


def test_preposition_stays_outside_and_year_word_inside() -> None:
    text = "чл. ВЛКСМ с 1922 по 1927 г., род. в 1904 г."
    assert [one.date.surface for one in find_dates(text)] == ["1922 по 1927 г.", "1904 г."]


def test_the_accused_is_no_part_of_a_kazakh_date() -> None:
    text = "1937 жылғы 5 желтоқсанда айыпкер Омаров жауап берді"
    [found] = find_dates(text)
    assert text[found.start : found.end] == "1937 жылғы 5 желтоқсанда"


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.build.__name__)
def test_every_expression_compiles_and_needs_something_to_match(shape: Shape) -> None:
    assert shape.pattern.match("") is None
