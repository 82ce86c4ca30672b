"""Words the rules hang on are put right; names and ordinary words stay as they are."""

import pytest

from pipeline.language.pagetext import read_page_text
from pipeline.language.spelling import repairs


def _read(text: str, *, kazakh: bool = False) -> list[str]:
    return [meant for _, _, meant in repairs(text, kazakh=kazakh)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Уральской обласги", "области"),
        ("в тррьме", "тюрьме"),
        ("ОБВИНИТЕЛЬНОЕ ЗАКЛОЧЕНИЕ", "ЗАКЛЮЧЕНИЕ"),
        ("органами НЕВД", "НКВД"),
        ("окротделом СГПУ", "ОГПУ"),
        ("Оперуполномоченний Сюткин", "Оперуполномоченный"),
        ("до тройкн УНКВД", "тройки"),
        ("комендатры", "комендатуры"),
    ],
)
def test_a_form_word_one_letter_off_is_put_right(text: str, meant: str) -> None:
    assert _read(text) == [meant]


@pytest.mark.parametrize(
    "text",
    [
        "полости, строки и тройни",  # words of their own
        "Тройко Остап и Коменданов",  # names
        "КИМ, ОГАЙ, МВД",
        "уезд, аул",
        "Ержанов Дәулет",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert _read(text) == []


def test_kazakh_words_change_by_look_alikes_alone() -> None:
    assert _read("Торғай облмсы", kazakh=True) == ["облысы"]
    assert _read("оның баласы, тауданы, болжамы", kazakh=True) == []


def test_a_russian_machine_and_a_misread_letter_may_meet_in_a_kind_word() -> None:
    assert _read("Семей каласи, ауданынын", kazakh=True) == ["қаласы", "ауданының"]


def test_words_of_the_kazakh_list_and_short_names_stay() -> None:
    assert _read("1937 жылға жетті, Азені, Хелді", kazakh=True) == []


def test_offsets_lead_back_over_a_lost_and_an_added_letter() -> None:
    stored = "в комендатре Актюбинской облаасти."
    page = read_page_text(stored)
    assert page.text == "в комендатуре Актюбинской области."
    assert len(page.text) == len(page.origins)
    start = page.text.index("комендатуре")
    assert stored[slice(*page.stored(start, start + len("комендатуре")))] == "комендатре"
    start = page.text.index("области")
    assert stored[slice(*page.stored(start, start + len("области")))] == "облаасти"
