"""The trained model sees on each token what was proposed before it."""

import spacy

from models.entity import Label
from pipeline.language.candidate import Candidate
from pipeline.language.components import PageTokenizer
from pipeline.language.evidence import lay_out, word_class


def test_proposals_stand_on_their_tokens() -> None:
    nlp = spacy.blank("ru")
    nlp.tokenizer = PageTokenizer(nlp.vocab)
    doc = nlp.make_doc("Омаров Серик в г. Верном")
    lay_out(
        doc,
        [
            Candidate(Label.PERSON, 0, 12, 0.6, "slovnet"),
            Candidate(Label.PERSON, 0, 12, 0.9, "rules"),
            Candidate(Label.PLACE, 15, 24, 0.9, "rules"),
        ],
    )
    assert [token.tag_ for token in doc][:3] == ["B-PERSON", "I-PERSON", "O"]
    assert [token.lemma_ for token in doc][:3] == ["B-PERSON!", "I-PERSON!", "O"]
    assert [token.dep_ for token in doc][-3:] == ["B-PLACE!", "I-PLACE!", "I-PLACE!"]


def test_lists_know_words() -> None:
    assert word_class("показал") == "-"
    assert "g" in word_class("Серик")
    assert "t" in word_class("Караганде")
    assert "p" in word_class("Ахметович")
