"""Words are told apart by their endings, whatever the case form."""

import pytest

from pipeline.language.nameforms import is_given, is_korean, is_patronymic, is_surname, surname_stem
from pipeline.language.toponyms import is_toponym


@pytest.mark.parametrize(
    "word", ["Сулеймена", "Турсыном", "Рахимы", "Кәрімге", "Зейнептің", "Айдара"]
)
def test_given_names_in_case_forms(word: str) -> None:
    assert is_given(word)


@pytest.mark.parametrize("word", ["Галиевна", "Лукичом", "Бейсенұлы", "Омарқызынан", "Ильичу"])
def test_patronymics(word: str) -> None:
    assert is_patronymic(word)


@pytest.mark.parametrize("word", ["Оспанова", "Мусиным", "Дубинский", "Шевченко", "Жақыповтың"])
def test_surnames(word: str) -> None:
    assert is_surname(word)


@pytest.mark.parametrize("word", ["Постановление", "Председатель", "Күйеуімнің", "Виновным"])
def test_words_that_are_no_surnames(word: str) -> None:
    assert not is_surname(word)


def test_a_surname_keeps_its_stem() -> None:
    forms = ["Оспанов", "Оспанова", "Оспановым", "Оспановой", "ОСПАНОВУ"]
    assert {surname_stem(form) for form in forms} == {"оспанов"}


@pytest.mark.parametrize("word", ["Чимкенте", "Караганды", "Семейде", "Қарағандыға", "Москвой"])
def test_places_in_case_forms(word: str) -> None:
    assert is_toponym(word)


@pytest.mark.parametrize("word", ["Постановил", "Свидетель", "Оспанов"])
def test_words_that_are_no_places(word: str) -> None:
    assert not is_toponym(word)


@pytest.mark.parametrize(
    ("words", "korean"),
    [("Цай Сен Ир", True), ("Тян Бон Хиге", True), ("Ак Сор Ой", False), ("Пак Сен", False)],
)
def test_three_syllables_are_a_korean(words: str, korean: bool) -> None:
    assert is_korean(words.split()) is korean
