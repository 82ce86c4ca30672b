"""Words are known by lists, by Russian forms or by the sounds of Kazakh."""

import pytest

from pipeline.language.known import is_kazakh_word, is_unknown, unknown_share


@pytest.mark.parametrize("word", ["жылдың", "бөлімі", "қазақтар", "прокурор", "сөз", "Шәкір"])
def test_words_that_are_listed_or_sound_kazakh_are_known(word: str) -> None:
    assert is_kazakh_word(word)


@pytest.mark.parametrize("word", ["жылдін", "бөлымі", "казақтар", "ңрғқм", "бөлмншік", "жылдыыг"])
def test_a_misread_letter_sounds_wrong(word: str) -> None:
    assert not is_kazakh_word(word)


def test_words_of_no_lexicon_are_unknown_and_what_none_can_tell_is_not() -> None:
    assert is_unknown("«прукоруп»,", kazakh=False)
    assert not is_unknown("«прокурор»,", kazakh=False)
    assert is_unknown("бөлмншік", kazakh=True)
    assert not is_unknown("бөлімшенің", kazakh=True)
    assert not any(is_unknown(token, kazakh=False) for token in ("12", "—", "кг", "1937г."))


def test_unknown_words_count_and_few_words_say_little() -> None:
    known, unknown = ["прокурор"] * 20, ["прукоруп"] * 20
    assert unknown_share(known, kazakh=False) < 0.05
    assert unknown_share(unknown, kazakh=False) > 0.8
    assert unknown_share(unknown[:1], kazakh=False) < 0.3
    assert unknown_share(["12", "—", "кг"], kazakh=False) == 0.1
