"""The parts of the mention pipeline as spaCy factories, so that each can be named and replaced."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from pipeline.language.candidate import Candidate
from pipeline.language.evidence import lay_out
from pipeline.language.mentiondates import find_date_candidates
from pipeline.language.merge import merge
from pipeline.language.names import find_names
from pipeline.language.orgs import find_orgs
from pipeline.language.pagetext import PageText, read_page_text
from pipeline.language.places import find_gazetteer_places, find_places
from pipeline.language.slovnet_ner import SlovnetNer
from pipeline.language.trained_ner import find_kazakh, find_trained
from pipeline.language.truecase import true_case
from pipeline.language.trust import trust

PAGE: Final = "aigaq.page"
CANDIDATES: Final = "aigaq.candidates"
MENTIONS: Final = "aigaq.mentions"
YEAR: Final = "aigaq.year"
TEXT: Final = "aigaq.text"
RULES: Final = ("name_rules", "place_rules", "org_rules", "date_rules")

_TOKEN: Final = re.compile(r"\w+|[^\w\s]|\s+")
DocStep = Callable[[Doc], Doc]
Finder = Callable[[str], list[Candidate]]


class PageTokenizer:
    """Splits at every border of letters, marks and spaces, so that any rule's span fits tokens."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Nothing is stored: the rule is fixed."""

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "PageTokenizer":
        """Nothing is read."""
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """As `to_disk`."""
        return b""

    def from_bytes(self, stored: bytes, *, exclude: Iterable[str] = ()) -> "PageTokenizer":
        """As `from_disk`."""
        return self

    def __call__(self, text: str) -> Doc:
        """Tokenise without losing a code point: `doc.text == text`."""
        words: list[str] = []
        spaces: list[bool] = []
        for token in _TOKEN.findall(text):
            if token[0] == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
                token = token[1:]
            if token:
                words.append(token)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


@registry.tokenizers("aigaq.PageTokenizer.v1")  # type: ignore[untyped-decorator]
def make_page_tokenizer() -> Callable[[Language], PageTokenizer]:
    """The tokenizer of configurations."""
    return lambda nlp: PageTokenizer(nlp.vocab)


def _with_text(nlp: Language, doc: Doc, text: str) -> Doc:
    """A new document of other text that keeps what was noted on the old one."""
    if doc.user_data.get(TEXT) == text:
        return doc
    fresh = nlp.make_doc(text)
    fresh.user_data.update(doc.user_data)
    fresh.user_data[TEXT] = text  # doc.text is put together anew at each call
    return fresh


def _propose(find: Finder) -> DocStep:
    def step(doc: Doc) -> Doc:
        doc.user_data.setdefault(CANDIDATES, []).extend(find(doc.user_data[TEXT]))
        return doc

    return step


class SlovnetStep:
    """Proposes what slovnet finds, in many documents at once where they come together."""

    def __init__(self) -> None:
        self._find = SlovnetNer()

    def __call__(self, doc: Doc) -> Doc:
        """Propose for one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Propose for many documents."""
        docs = iter(stream)
        while some := list(islice(docs, batch_size)):
            found = self._find.find_together([doc.user_data[TEXT] for doc in some])
            for doc, candidates in zip(some, found, strict=True):
                doc.user_data.setdefault(CANDIDATES, []).extend(candidates)
            yield from some


@Language.factory("page_text", default_config={"kazakh": False})
def make_page_text(nlp: Language, name: str, kazakh: bool) -> DocStep:
    """De-hyphenate, join wrapped lines, fold look-alikes; note the way back to the stored text."""

    def step(doc: Doc) -> Doc:
        doc.user_data[TEXT] = doc.text
        page = read_page_text(doc.user_data[TEXT], kazakh=kazakh)
        fresh = _with_text(nlp, doc, page.text)
        fresh.user_data[PAGE] = page
        return fresh

    return step


@Language.factory("true_case")
def make_true_case(nlp: Language, name: str) -> DocStep:
    """Give capitals their case; offsets stay."""

    def step(doc: Doc) -> Doc:
        return _with_text(nlp, doc, true_case(doc.user_data[TEXT]))

    return step


@Language.factory("slovnet_ner")
def make_slovnet_ner(nlp: Language, name: str) -> DocStep:
    """Propose names by the slovnet model, which knows Russian only."""
    return SlovnetStep()


@Language.factory("name_rules")
def make_name_rules(nlp: Language, name: str) -> DocStep:
    """Propose people by form and context."""
    return _propose(find_names)


@Language.factory("place_rules")
def make_place_rules(nlp: Language, name: str) -> DocStep:
    """Propose places by kind words and the gazetteer."""
    return _propose(lambda text: [*find_places(text), *find_gazetteer_places(text)])


@Language.factory("org_rules")
def make_org_rules(nlp: Language, name: str) -> DocStep:
    """Propose bodies."""
    return _propose(find_orgs)


@Language.factory("date_rules")
def make_date_rules(nlp: Language, name: str) -> DocStep:
    """Propose dates by the date grammar, which reads letters and digits as stored."""

    def step(doc: Doc) -> Doc:
        page: PageText = doc.user_data[PAGE]
        year: int | None = doc.user_data.get(YEAR)
        doc.user_data.setdefault(CANDIDATES, []).extend(find_date_candidates(page, year))
        return doc

    return step


@Language.factory("evidence")
def make_evidence(nlp: Language, name: str) -> DocStep:
    """Write on the tokens what was proposed so far, for the trained model to see."""

    def step(doc: Doc) -> Doc:
        lay_out(doc, doc.user_data.get(CANDIDATES, []))
        return doc

    return step


@Language.factory("trained_names")
def make_trained_names(nlp: Language, name: str) -> DocStep:
    """Propose what the `ner` component of the pipeline found."""

    def step(doc: Doc) -> Doc:
        recognizer = nlp.get_pipe("ner")
        assert isinstance(recognizer, EntityRecognizer)
        doc.user_data.setdefault(CANDIDATES, []).extend(find_trained(doc, recognizer))
        return doc

    return step


@Language.factory("kazakh_names")
def make_kazakh_names(nlp: Language, name: str) -> DocStep:
    """Propose what the `kazakh_ner` component of the pipeline found."""

    def step(doc: Doc) -> Doc:
        doc.user_data.setdefault(CANDIDATES, []).extend(find_kazakh(doc))
        return doc

    return step


@Language.factory("merge_mentions", default_config={"weights": {}, "trusted": {}})
def make_merge_mentions(
    nlp: Language, name: str, weights: dict[str, float], trusted: dict[str, float]
) -> DocStep:
    """Choose among the proposals; the mentions also stand in `doc.spans["mentions"]`."""

    def step(doc: Doc) -> Doc:
        text = doc.user_data[TEXT]
        chosen = merge(text, doc.user_data.get(CANDIDATES, []), weights)
        doc.user_data[MENTIONS] = chosen = trust(text, chosen, trusted)
        spans = [
            doc.char_span(item.start, item.end, label=str(item.label), alignment_mode="expand")
            for item in chosen
        ]
        doc.spans["mentions"] = [span for span in spans if span is not None]
        return doc

    return step
