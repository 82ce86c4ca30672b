"""Sentences of case files carry spans that fit their text."""

import random

import pytest

from training.declining import CASES, decline_given, decline_surname, decline_town, patronymic
from training.people import draw
from training.templates import CaseFiles


@pytest.mark.parametrize("held_out", [False, True])
def test_spans_are_whole_words(held_out: bool) -> None:
    files = CaseFiles(random.Random(4), held_out=held_out)
    for _ in range(300):
        text, spans = files.page()
        ends = [0]
        for start, end, _ in spans:
            assert ends[-1] <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
            assert not (start and text[start - 1].isalnum())
            assert not text[end : end + 1].isalnum()
            ends.append(end)


def test_no_slot_is_left_open() -> None:
    files = CaseFiles(random.Random(8))
    assert not any("{" in files.sentence().text for _ in range(1000))


def test_the_same_seed_writes_the_same_sentences() -> None:
    one, other = (CaseFiles(random.Random(2)) for _ in range(2))
    assert [one.page() for _ in range(20)] == [other.page() for _ in range(20)]


def test_held_out_words_are_other_words() -> None:
    words = [str(number) for number in range(40)]
    rng = random.Random(1)
    kept = {draw(words, rng, held_out=False) for _ in range(500)}
    held = {draw(words, rng, held_out=True) for _ in range(500)}
    assert not kept & held


@pytest.mark.parametrize(
    ("surname", "sex", "forms"),
    [
        ("Омаров", "m", "Омаров Омарова Омарову Омарова Омаровым Омарове"),
        ("Омаров", "f", "Омарова Омаровой Омаровой Омарову Омаровой Омаровой"),
        ("Вишневский", "f", "Вишневская Вишневской Вишневской Вишневскую Вишневской Вишневской"),
        ("Шмидт", "m", "Шмидт Шмидта Шмидту Шмидта Шмидтом Шмидте"),
        ("Шмидт", "f", "Шмидт Шмидт Шмидт Шмидт Шмидт Шмидт"),
        ("Бондаренко", "m", "Бондаренко " * 6),
        ("Лейба", "m", "Лейба Лейбы Лейбе Лейбу Лейбой Лейбе"),
    ],
)
def test_surnames_decline(surname: str, sex: str, forms: str) -> None:
    assert [decline_surname(surname, sex, case) for case in CASES] == forms.split()


def test_other_names_decline() -> None:
    assert [decline_given("Мария", "f", case) for case in CASES][1:3] == ["Марии", "Марии"]
    assert decline_given("Андрей", "m", "ins") == "Андреем"
    assert decline_given("Павел", "m", "gen") == "Павла"
    assert decline_town("Черемушки", "loc") == "Черемушки"
    assert decline_town("Ивановка", "gen") == "Ивановки"
    assert decline_town("Троицкое", "loc") == "Троицком"
    assert patronymic("Илья", "m") == "Ильич"
    assert patronymic("Ахмет", "f") == "Ахметовна"
    assert patronymic("Дмитрий", "m") == "Дмитриевич" or patronymic("Дмитрий", "m") == "Дмитрьевич"
