import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.documents.marks import CaseNumber, Mark, find_case_numbers, find_marks


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Совершенно секретно", "top_secret"),
        ("Сов. секретно. Экз. № 2", "top_secret"),
        ("СОВЕРШЕННО СЕКРЕТНО", "top_secret"),
        ("С О В Е Р Ш Е Н Н О   С Е К Р Е Т Н О", "top_secret"),
        ("Cовершенно сeкретно", "top_secret"),  # Latin letters
        ("Совершонно секретно", "top_secret"),
        ("Строго секретно", "strictly_secret"),
        ("Өте құпия", "top_secret"),
        ("Ѳте купия\nӨте купия", "top_secret"),
        ("Секретно\n\nАНКЕТА", "secret"),
        ("ҚҰПИЯ", "secret"),
        ("Папка особой важности", "special_importance"),
        ("ДСП", "not_for_publication"),
        ("Хранить вечно", "permanent_retention"),
        ("Хранить посто-\nянно", "permanent_retention"),
        ("құпиясыздандырылды", "declassified"),
    ],
)
def test_marks(text: str, level: str) -> None:
    assert find_marks(text)[0].mark.level == level


@pytest.mark.parametrize(
    "text", ["секретно передавал сведения", "сведения Секретно не хранил", "хранил вечно", "құпия"]
)
def test_no_marks(text: str) -> None:
    assert find_marks(text) == []


def test_an_act_and_a_copy_have_numbers() -> None:
    text = "РАССЕКРЕЧЕНО\nАкт № 14 от 11.08.1992\nЭкз. № 3"
    assert [found.mark for found in find_marks(text)] == [
        Mark("declassification", "declassified", "14"),
        Mark("copy", "copy_no", "3"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("Дело № 12345", "case", "12345"),
        ("по следственному делу N 404/б", "case", "404/б"),
        ("№ 5512 іс бойынша", "case", "5512"),
        ("арх. № 06610", "archive", "06610"),
        ("Архивно-следственное дело П-08811", "archive", "П-08811"),
        ("Архивно-следств. дело № 05-221", "archive", "05-221"),
        ("Личное дело № 191846", "personal_file", "191846"),
        ("ОРДЕР № 2216", "warrant", "2216"),
        ("ПРОТОКОЛ № 46/13", "protocol", "46/13"),
        ("приказ № 0418", "order", "0418"),
        ("Вх. № 8-3317", "incoming", "8-3317"),
        ("14 мая 1957 г. № 4н-1893-57", "outgoing", "4н-1893-57"),
        ("Рассекречено. Акт № 7", "declassification_act", "7"),
    ],
)
def test_numbers(text: str, kind: str, number: str) -> None:
    (found,) = find_case_numbers(text)
    assert found.case == CaseNumber(kind, number)
    assert text[found.start : found.end] == number


@pytest.mark.parametrize("text", ["аул № 7", "школа № 5", "тюрьма № 16", "дело было в 1937 г."])
def test_no_numbers(text: str) -> None:
    assert find_case_numbers(text) == []


@given(st.text(alphabet="Дело№ 12-/арх.Секретно\nВхГ", max_size=60))
def test_any_text_gives_stretches_of_itself(text: str) -> None:
    marks = [(found.start, found.end) for found in find_marks(text)]
    numbers = [(found.start, found.end) for found in find_case_numbers(text)]
    assert all(0 <= start < end <= len(text) for start, end in marks + numbers)
