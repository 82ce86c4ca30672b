"""A chosen mention is trusted as its signs taught, and dates as their grammar says."""

import pytest

from models.entity import Label
from pipeline.language.candidate import Candidate
from pipeline.language.merge import Chosen
from pipeline.language.trust import misread_share, signs_of, trust

TEXT = "Допрошен гражданин Омаров Серик, проживает в городе."


def chosen(label: Label, *, source: str = "trained") -> Chosen:
    candidate = Candidate(label, 19, 31, 0.9, source)
    return Chosen(label, 19, 31, 0.9, (candidate,), ())


def test_without_weights_nothing_changes() -> None:
    item = chosen(Label.PERSON)
    assert trust(TEXT, [item], {}) == [item]


def test_what_a_sign_taught_is_believed() -> None:
    weights = {"ORG by rules": -2.0, "PERSON by model": 1.0}
    doubted, believed, untold = trust(
        TEXT,
        [chosen(Label.ORG, source="rules"), chosen(Label.PERSON), chosen(Label.PLACE)],
        weights,
    )
    assert doubted.confidence == pytest.approx(0.549)
    assert believed.confidence == pytest.approx(0.961)
    assert untold.confidence == 0.9


def test_dates_say_themselves_how_sure_they_are() -> None:
    item = chosen(Label.DATE, source="dates")
    assert trust(TEXT, [item], {"DATE by rules": -3.0, "unknown": -5.0}) == [item]


def test_a_date_that_the_grammar_does_not_know_is_doubted() -> None:
    (item,) = trust(TEXT, [chosen(Label.DATE, source="kazakh")], {"score": 0.0})
    assert item.confidence == pytest.approx(0.55)


def test_news_is_judged_by_what_news_taught() -> None:
    assert set(signs_of(chosen(Label.PERSON), 0.1, modern=True)) == {
        "PERSON by model, news",
        "score, news",
        "unknown, news",
    }


def test_misread_words_make_a_text_strange() -> None:
    assert (
        misread_share(TEXT) < 0.1 < misread_share("Допрощен граждаиин Омаров, прожнвает в гороле.")
    )
