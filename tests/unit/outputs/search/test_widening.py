"""What a word is widened to: likely misreadings, not other words, the likeliest first."""

import pytest

from models.misreading.confusions import Confusions, Row
from outputs.search.spellings.vocabulary import Vocabulary
from outputs.search.spellings.widening import Widen, Widening
from outputs.search.terms import CountedTerm

SEEN = [
    Row("в", "в", 1000),
    Row("в", "н", 50),
    Row("в", "п", 5),
    Row("м", "мм", 9),
    Row("о", "", 3),
]


def widened(
    word: str, terms: dict[str, int], *, level: Widen = "near", is_name: bool = False
) -> dict[str, tuple[str, ...]]:
    vocabulary = Vocabulary.build(CountedTerm(term, n, named=True) for term, n in terms.items())
    found = Widening(vocabulary, level, Confusions(SEEN)).further(word, is_name=is_name)
    return {each.kind: each.terms for each in found}


def test_costs_follow_the_counts() -> None:
    confusions = Confusions(SEEN)
    likely, rare, unseen = (confusions.cost("вода", read) for read in ("нода", "пода", "года"))
    assert 0 < likely < rare < unseen
    assert confusions.cost("вода", "вода") == 0
    assert confusions.cost("вода", "вда") < unseen
    assert confusions.cost("вода", "нда") == pytest.approx(likely + confusions.cost("вода", "вда"))


def test_misreadings_the_likeliest_first() -> None:
    assert widened("тулегенов", {"тулегеноп": 1, "тулегенон": 1, "тулегеноз": 1}) == {
        "noise": ("тулегенон", "тулегеноп", "тулегеноз")
    }


def test_a_word_of_its_own_is_no_misreading() -> None:
    assert widened("караганда", {"караганд": 9, "карагана": 500}) == {}
    assert widened("приговор", {"приговор": 9, "пригонор": 2, "приговот": 300}) == {
        "noise": ("пригонор",)
    }


def test_a_word_of_the_dictionary_is_only_found_wider() -> None:
    for word, other in (("Волкон", "волков"), ("тройка", "стройк")):
        assert widened(word, {other: 3}) == {}
        assert widened(word, {other: 3}, level="wider")["noise"] == (other,)


def test_wider_finds_what_was_misread_twice() -> None:
    terms = {"тулегинон": 1}
    assert widened("тулегенов", terms) == {}
    assert widened("тулегенов", terms, level="wider") == {"noise": ("тулегинон",)}


def test_short_words_are_only_misread_in_counted_ways() -> None:
    assert widened("Дутов", {"дутон": 1, "дутоз": 1}) == {"noise": ("дутон",)}


@pytest.mark.parametrize("word", ["1937", "58-10", "И"])
def test_figures_and_initials_are_not_widened(word: str) -> None:
    assert widened(word, {"1938": 1, "и": 1, "58": 1}) == {}


def test_names_in_other_letters() -> None:
    terms = {"бокейхан": 3, "букейханов": 5, "бокей": 2}
    assert widened("Bokeikhanov", terms)["script"] == ("букейханов", "бокейхан")
    assert widened("бөкейхан", terms, is_name=True)["script"] == ("букейханов",)


def test_nothing_is_widened_when_nothing_shall_be() -> None:
    assert widened("Тулегенов", {"тулегенон": 1}, level="none") == {}
