"""Sentences with labelled names as the name model will see them: normalised, with evidence."""

import json
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import filter_spans, registry

from models.entity import Label
from pipeline.language.evidence import COLUMNS, lay_out
from pipeline.language.mentiondates import find_date_candidates
from pipeline.language.names import find_names
from pipeline.language.orgs import find_orgs
from pipeline.language.pagetext import read_page_text
from pipeline.language.places import find_gazetteer_places, find_places
from pipeline.language.slovnet_ner import SlovnetNer
from pipeline.language.truecase import true_case
from training.noise import Noise
from training.templates import Labelled

ATTRIBUTES: Final = ["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE", *COLUMNS]
SHORT: Final = {"PER": Label.PERSON, "LOC": Label.PLACE, "ORG": Label.ORG}
_NO_RULES: Final = 0.12
_NO_SLOVNET: Final = 0.08
"""Shares of texts whose evidence is withheld, so that the model does not lean on it alone."""


class Preparer:
    """Makes documents of labelled texts by the parts of the pipeline that come before the model."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._slovnet = SlovnetNer()

    def prepare(self, item: Labelled, rng: random.Random | None = None) -> Doc:
        """Normalise and lay out the evidence; with `rng` some evidence is withheld."""
        page = read_page_text(item.text)
        text = true_case(page.text)
        doc = self._nlp.make_doc(text)
        candidates = []
        if rng is None or rng.random() >= _NO_SLOVNET:
            candidates += self._slovnet(text)
        if rng is None or rng.random() >= _NO_RULES:
            for find in (find_names, find_places, find_gazetteer_places, find_orgs):
                candidates += find(text)
            candidates += find_date_candidates(page, None)
        lay_out(doc, candidates)
        spans = []
        for start, end, label in item.spans:
            first, after = page.shown(start, end)
            span = doc.char_span(first, after, label=SHORT[label], alignment_mode="expand")
            if span is not None and span.text.strip() == span.text and span.text:
                spans.append(span)
        doc.set_ents(filter_spans(spans))
        return doc


def spoil(item: Labelled, noise: Noise, rate: float, rng: random.Random) -> Labelled:
    """The text as misread at a rate; what is left of a span stays labelled."""
    text, offsets = noise.apply(item.text, rate, rng)
    spans = ((offsets[start], offsets[end], label) for start, end, label in item.spans)
    return Labelled(text, tuple(span for span in spans if span[0] < span[1]))


def write_docs(docs: Iterable[Doc], path: Path) -> None:
    """Store documents with their evidence."""
    DocBin(attrs=ATTRIBUTES, docs=docs).to_disk(path)


@registry.readers("aigaq.LabelledTexts.v1")  # type: ignore[untyped-decorator]
def make_reader(path: Path) -> Callable[[Language], Iterator[Example]]:
    """A reader of what `write_docs` stored; the predicted documents carry the evidence, too."""

    def read(nlp: Language) -> Iterator[Example]:
        for reference in DocBin().from_disk(path).get_docs(nlp.vocab):
            words = [token.text for token in reference]
            spaces = [bool(token.whitespace_) for token in reference]
            predicted = Doc(nlp.vocab, words=words, spaces=spaces)
            for token, known in zip(predicted, reference, strict=True):
                token.tag_, token.lemma_, token.dep_ = known.tag_, known.lemma_, known.dep_
                token.norm_ = known.norm_
            yield Example(predicted, reference)

    return read


def read_jsonl(path: Path) -> Iterator[Labelled]:
    """Records `{"text", "ents": [[start, end, label]]}` with labels PER, LOC and ORG."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record: dict[str, Any] = json.loads(line)
        spans = tuple((start, end, label) for start, end, label in record["ents"] if label in SHORT)
        yield Labelled(record["text"], spans)
