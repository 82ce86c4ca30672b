"""The list of Kazakh words that ships, and how it is cleaned."""

from collections import Counter

import pytest

from pipeline.language.kazakh_words import is_listed_kazakh
from pipeline.language.known import is_known
from training.kazakh_words import count_forms, sound_words


@pytest.mark.parametrize("word", ["және", "қаралды", "тұтқындалды", "айыпталушы", "облысының"])
def test_words_are_listed(word: str) -> None:
    assert is_listed_kazakh(word)


@pytest.mark.parametrize("word", ["жұмисқа", "қүқық", "жәңе", "жүмыс", "келгірген", ""])
def test_misprints_are_not(word: str) -> None:
    assert not is_listed_kazakh(word)


def test_kazakh_words_are_known_on_kazakh_pages_alone() -> None:
    assert is_known("«Қаралды,", kazakh=True)
    assert is_known("протокол", kazakh=True)
    assert not is_known("қаралды")
    assert not is_known("қар4лды", kazakh=True)


def test_a_word_that_stands_for_another_is_left_out() -> None:
    listed = ["және", "Және", "ЖӘНЕ", "жәңе", "мың", "мын", "a1"]
    forms = count_forms(listed)
    assert forms == {"және": 3, "жәңе": 1, "мың": 1, "мын": 1}
    assert set(sound_words(forms, Counter())) == {"және", "мың", "мын"}
    assert set(sound_words(forms, Counter({"мың": 20}))) == {"және", "мың"}
