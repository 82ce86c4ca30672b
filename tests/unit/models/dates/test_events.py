"""The event of each date of a sentence, found by the words beside it."""

import pytest

from models.dates import DateContext, find_dates
from models.dates.events import event_of


def events(text: str) -> list[tuple[str, str | None]]:
    found = find_dates(text, context=DateContext(year=1938))
    return [(one.date.edtf, event_of(text, one.start, one.end)) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Сеитов Ахмет, 1893 г. р., арестован 4/VIII-37 г., осужден тройкой 2/X-37 г., "
            "расстрелян 9/X-37 г., реабилитирован 11 мая 1958 года.",
            ["birth", "arrest", "sentence", "execution", "rehabilitation"],
        ),
        ("Родился в 1901 году в с. Кордай.", ["birth"]),
        ("Умер 3 марта 1943 г. в лагере.", ["death"]),
        ("Приговор приведен в исполнение 12 февраля 1938 г.", ["execution"]),
        ("Срок исчислять с 14 июня 1941 года.", ["term_start"]),
        ("10 лет ИТЛ, сч. срок с 20/XII-37 г.", ["term_start"]),
        ("Освобожден 7.VI.1947 г. по отбытии срока.", ["release"]),
        ("Обыск произведен 5 мая 1938 г.", ["search"]),
        ("Вновь допрошен 6 мая 1938 г.", ["interrogation"]),
        ("Определением ВТ от 9 июня 1957 г. дело пересмотрено", ["sentence"]),
        ("Дело пересмотрено 9 июня 1957 г., срок снижен.", [None]),
        ("Дело пересмотрено 9 июня 1957 г. Приговор отменен, дело прекращено.", ["rehabilitation"]),
        ("Приговор отменен определением коллегии от 9 июня 1957 г.", ["rehabilitation"]),
        ("Паспорт выдан 3 июня 1936 г.", [None]),
        ("До ареста 5 мая 1938 г. служил сторожем.", ["arrest"]),
        ("В 1929 г. купил корову.", [None]),
        ("Осуждён 3 мая 1938 г., освобождён 4 мая 1946 г.", ["sentence", "release"]),
        ("По определению коллегии от 9 июня 1957 г. приговор отменен.", ["rehabilitation"]),
        ("Решение тройки от 9 июня 1937 г. отменено.", ["sentence"]),
        ("Определением Верховного суда от 9 июня 1957 г. реабилитирован", ["rehabilitation"]),
        ("Осужден определением Верховного суда от 9 июня 1937 г.", ["sentence"]),
        ("Ордер на арест от 3 мая 1938 г.", [None]),
        ("В 1919 г. купил лошадь, в 1937 г. арестован.", [None, "arrest"]),
    ],
)
def test_russian(text: str, expected: list[str | None]) -> None:
    assert [event for _, event in events(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ерлан Сапаров 1890 жылы туған, 1937 жылғы 3 тамызда тұтқындалған.", ["birth", "arrest"]),
        ("1937 жылы 3 тамызда туткындалды", ["arrest"]),
        ("Үкім 1938 жылғы 4 наурызда орындалды.", ["execution"]),
        ("1938 жылғы 4 наурызда сотталды, 1957 жылы ақталды.", ["sentence", "rehabilitation"]),
        ("1946 жылғы мамырда босатылды.", ["release"]),
        ("Ол 1943 жылы қайтыс болды.", ["death"]),
        ("Туған жылы: 1899", ["birth"]),
        ("1930 жылы жер аударылды, 1934 жылы қайтты.", ["exile", None]),
        ("Айып 1937 жылғы 3 тамызда тағылды.", ["charge"]),
        ("Жоғарғы Соттың 1957 жылғы 9 маусымдағы ұйғарымымен ақталды.", ["rehabilitation"]),
    ],
)
def test_kazakh(text: str, expected: list[str | None]) -> None:
    assert [event for _, event in events(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Осужден-\nный приговором. Приговор при-\nведен в испол-\nнение 12 фев-\nраля 1938 г.",
        "Осужден по реше-\nнию 1938 г. Приведено\nв исполнение 12 февраля 1938 г.",
    ],
)
def test_a_cue_may_be_parted_at_the_end_of_a_line(text: str) -> None:
    start = text.index("12 фев")
    assert event_of(text, start, text.index("1938 г.", start) + 7) == "execution"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "сего числа на основании приговора тройки от 9/X-37 г. приведен в исполнение приговор",
            "execution",
        ),
        ("приговор над Сеитовым приведен в исполнение сего числа.", "execution"),
        ("сего дня согласно ордеру от 3 мая произвели обыск.", "search"),
        ("сего числа выдана справка.", None),
    ],
)
def test_what_was_done_on_the_day_of_the_paper(text: str, expected: str | None) -> None:
    start = text.index("сего")
    assert event_of(text, start, start + 10) == expected


def test_a_date_in_a_line_of_its_own_dates_the_paper() -> None:
    text = "СПРАВКА\n\nгор. Чимкент, 5 мая 1938 г.\n\nДана Иманову.\nПетров\n6 мая 1938 г."
    assert [event for _, event in events(text)] == ["document", "document"]


def test_a_heading_says_what_the_paper_records() -> None:
    assert events("ПРОТОКОЛ ДОПРОСА\n\n5 мая 1938 г.\n\nЯ, следователь")[0][1] == "interrogation"


def test_a_cue_behind_another_date_belongs_to_that_one() -> None:
    text = "арестован 4 мая 1938 г., 19 июня 1938 г. осужден"
    assert [event for _, event in events(text)] == ["arrest", "sentence"]


def test_a_cue_of_the_next_sentence_is_not_heard() -> None:
    assert events("Жил в Верном с 1912 г. Расстрелян брат.")[0][1] is None


@pytest.mark.parametrize(
    ("before", "date", "after", "event"),
    [
        ("Выслап в Казакстан ", "3 апреля 1931 г.", "", "exile"),
        ("Рассеиречено ", "21 марта 1994 г.", "", "declassification"),
        ("Пере-\nведен и осуж-\nдеп ", "5 мая 1938 г.", " тройкой", "sentence"),
        ("", "1938 жылғы 5 мамырда", " босатмлды.", "release"),
    ],
)
def test_misread_cues_tell_the_event(before: str, date: str, after: str, event: str) -> None:
    assert event_of(before + date + after, len(before), len(before + date)) == event


def test_a_word_of_another_meaning_is_no_misread_cue() -> None:
    text = "Құжат 1938 жылғы 5 мамырда архивте сақталды."
    assert event_of(text, 6, 26) != "rehabilitation"
