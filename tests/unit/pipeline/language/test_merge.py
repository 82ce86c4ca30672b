"""Proposals of several components become mentions that do not overlap."""

from models.entity import Label
from pipeline.language.candidate import Candidate
from pipeline.language.merge import merge


def test_a_place_inside_a_body_is_dropped() -> None:
    text = "УНКВД по Гурьевской области"
    body = Candidate(Label.ORG, 0, len(text), 0.9, "rules")
    place = Candidate(Label.PLACE, 9, len(text), 0.9, "rules")
    assert merge(text, [place, body]) == [body]


def test_agreement_raises_the_confidence() -> None:
    text = "Омаров Серик показал"
    rule = Candidate(Label.PERSON, 0, 12, 0.85, "rules")
    model = Candidate(Label.PERSON, 0, 12, 0.6, "slovnet")
    (merged,) = merge(text, [model, rule])
    assert merged.source == "rules"
    assert 0.85 < merged.confidence <= 0.99


def test_the_model_counts_for_nothing_on_kazakh_lines() -> None:
    text = "Қарағанды облысының әкімшілігі"
    assert merge(text, [Candidate(Label.PERSON, 0, 9, 0.6, "slovnet")]) == []


def test_mentions_of_one_label_do_not_overlap() -> None:
    text = "Омаров Серик Ахметович"
    spans = [
        Candidate(Label.PERSON, 0, 12, 0.85, "rules"),
        Candidate(Label.PERSON, 7, 22, 0.9, "rules"),
    ]
    assert len(merge(text, spans)) == 1
