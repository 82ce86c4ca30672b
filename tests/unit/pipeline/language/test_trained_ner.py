import pytest
import spacy
from spacy.tokens import Span, SpanGroup

from pipeline.language.components import PageTokenizer
from pipeline.language.kk_ner import SPANS
from pipeline.language.trained_ner import find_kazakh


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\xa01937 жылы", ["1937"]),
        ("\n\t1937 жылы", ["1937"]),
        ("\xa0\n жылы", []),
        ("1937\nжылы", ["1937"]),
    ],
)
def test_no_candidate_begins_or_ends_with_a_blank(text: str, found: list[str]) -> None:
    nlp = spacy.blank("xx")
    doc = PageTokenizer(nlp.vocab)(text)
    span = Span(doc, 0, len(doc) - 1, label="DATE")
    doc.spans[SPANS] = SpanGroup(doc, name=SPANS, spans=[span], attrs={"scores": [0.9]})
    candidates = find_kazakh(doc)
    assert [text[item.start : item.end] for item in candidates] == found
