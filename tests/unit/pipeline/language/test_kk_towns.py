"""Towns one misread letter off, and the names and words that are not read as towns."""

import pytest

from pipeline.language.kk_towns import town_repairs
from pipeline.language.pagetext import read_page_text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Аягоз қаласы, Жарнент", ["Жаркент"]),
        ("Тереңезекте тұрды", ["Тереңөзекте"]),
        ("Қаряғандыға айдалды", ["Қарағандыға"]),
    ],
)
def test_a_town_one_letter_off_is_read_as_listed(read: str, meant: list[str]) -> None:
    assert [word for _, _, word in town_repairs(read)] == meant


@pytest.mark.parametrize(
    "text",
    [
        "Семейде, Қарағандыдан",  # as listed
        "Балқашев Талғат",  # people
        "Солардан естідім",  # a word
        "Дарнент",  # another first letter
    ],
)
def test_other_words_stay(text: str) -> None:
    assert list(town_repairs(text)) == []


def test_the_stored_text_is_kept() -> None:
    page = read_page_text("Ол Жарнент қаласында", kazakh=True)
    assert page.text == "Ол Жаркент қаласында"
    assert page.stored(3, 10) == (3, 10)
