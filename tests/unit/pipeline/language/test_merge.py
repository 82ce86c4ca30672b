"""Proposals of several components become mentions that do not overlap."""

import pytest

from models.entity import Label
from pipeline.language.candidate import Candidate
from pipeline.language.merge import clues_of, merge

NAME = "Омаров Серик Ахметович показал"


def test_a_place_inside_a_body_is_dropped() -> None:
    text = "УНКВД по Гурьевской области"
    body = Candidate(Label.ORG, 0, len(text), 0.9, "rules")
    place = Candidate(Label.PLACE, 9, len(text), 0.9, "rules")
    (chosen,) = merge(text, [place, body], {})
    assert chosen.label is Label.ORG
    assert chosen.opposing == (place,)


def test_every_candidate_is_kept_with_the_mention() -> None:
    rule = Candidate(Label.PERSON, 0, 12, 0.85, "rules")
    model = Candidate(Label.PERSON, 0, 22, 0.9, "trained")
    wrong = Candidate(Label.PLACE, 0, 6, 0.6, "slovnet")
    (chosen,) = merge(NAME, [rule, model, wrong], {})
    assert (chosen.start, chosen.end) == (0, 22)
    assert chosen.agreeing == (model, rule)
    assert chosen.opposing == (wrong,)
    assert chosen.source == "trained+rules"


def test_mentions_do_not_overlap() -> None:
    spans = [
        Candidate(Label.PERSON, 0, 12, 0.85, "rules"),
        Candidate(Label.PERSON, 7, 22, 0.9, "rules"),
    ]
    assert len(merge(NAME, spans, {})) == 1


def test_beside_a_model_slovnet_does_not_stand_alone_without_weights() -> None:
    model = Candidate(Label.PERSON, 0, 12, 0.9, "trained")
    lone = Candidate(Label.PERSON, 13, 22, 0.6, "slovnet")
    assert [item.source for item in merge(NAME, [model, lone], {})] == ["trained"]


def test_learnt_weights_choose_the_likeliest() -> None:
    model = Candidate(Label.PERSON, 0, 12, 0.6, "trained")
    longer = Candidate(Label.PERSON, 0, 22, 0.6, "slovnet")
    (chosen,) = merge(NAME, [model, longer], {"trained PERSON": 0.5, "slovnet PERSON": 2.0})
    assert chosen.source == "slovnet+trained"
    assert chosen.confidence == pytest.approx(0.881, abs=0.001)


def test_what_is_unlikely_is_no_mention() -> None:
    model = Candidate(Label.PERSON, 0, 12, 0.6, "trained")
    assert merge(NAME, [model], {"trained PERSON": -2.0}) == []


def test_news_and_case_files_are_weighed_apart() -> None:
    item = Candidate(Label.PERSON, 0, 6, 0.6, "slovnet")
    assert all(name.endswith(", news") for name in clues_of(NAME, item, [], 0.5))
    assert not any(name.endswith(", news") for name in clues_of(NAME, item, [], -0.5))


def test_in_files_what_the_grammar_reads_is_the_date() -> None:
    network = Candidate(Label.DATE, 0, 10, 0.99, "kazakh")
    grammar = Candidate(Label.DATE, 0, 16, 0.87, "dates")
    (mention,) = merge("1894 жылы түған қазақ, айыпталушы", [network, grammar], {"x": 1.0})
    assert (mention.end, mention.confidence) == (16, 0.87)
    assert mention.source == "dates+kazakh"
