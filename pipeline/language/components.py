"""The parts of the mention pipeline as spaCy factories, so that each can be named and replaced."""

import re
from collections.abc import Callable
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.language.candidate import Candidate
from pipeline.language.mentiondates import find_date_candidates
from pipeline.language.merge import merge
from pipeline.language.names import find_names
from pipeline.language.orgs import find_orgs
from pipeline.language.pagetext import PageText, read_page_text
from pipeline.language.places import find_gazetteer_places, find_places
from pipeline.language.slovnet_ner import SlovnetNer
from pipeline.language.truecase import true_case

PAGE: Final = "aigaq.page"
CANDIDATES: Final = "aigaq.candidates"
MENTIONS: Final = "aigaq.mentions"
YEAR: Final = "aigaq.year"
TEXT: Final = "aigaq.text"
KAZAKH: Final = "aigaq.kazakh"
COMPONENTS: Final = (
    "page_text",
    "true_case",
    "slovnet_ner",
    "name_rules",
    "place_rules",
    "org_rules",
    "date_rules",
    "merge_mentions",
)

_TOKEN: Final = re.compile(r"\w+|[^\w\s]|\s+")
DocStep = Callable[[Doc], Doc]
Finder = Callable[[str], list[Candidate]]


class PageTokenizer:
    """Splits at every border of letters, marks and spaces, so that any rule's span fits tokens."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

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


def _with_text(nlp: Language, doc: Doc, text: str) -> Doc:
    """A new document of other text that keeps what was noted on the old one."""
    fresh = nlp.make_doc(text)
    fresh.user_data.update(doc.user_data)
    fresh.user_data[TEXT] = text  # doc.text is put together anew at each call
    return fresh


def _propose(find: Finder) -> DocStep:
    def step(doc: Doc) -> Doc:
        doc.user_data.setdefault(CANDIDATES, []).extend(find(doc.user_data[TEXT]))
        return doc

    return step


@Language.factory("page_text")
def make_page_text(nlp: Language, name: str) -> DocStep:
    """De-hyphenate, join wrapped lines, fold look-alikes; note the way back to the stored text."""

    def step(doc: Doc) -> Doc:
        page = read_page_text(doc.text, kazakh=doc.user_data.get(KAZAKH, False))
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
    """Propose names by the slovnet model; Kazakh pages are passed by, it knows no Kazakh."""
    model = SlovnetNer()

    def step(doc: Doc) -> Doc:
        if not doc.user_data.get(KAZAKH, False):
            doc.user_data.setdefault(CANDIDATES, []).extend(model(doc.user_data[TEXT]))
        return doc

    return step


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
        doc.user_data.setdefault(CANDIDATES, []).extend(find_date_candidates(page.plain, year))
        return doc

    return step


@Language.factory("merge_mentions")
def make_merge_mentions(nlp: Language, name: str) -> DocStep:
    """Choose among the proposals; the mentions also stand in `doc.spans["mentions"]`."""

    def step(doc: Doc) -> Doc:
        chosen = merge(doc.user_data[TEXT], doc.user_data.get(CANDIDATES, []))
        doc.user_data[MENTIONS] = chosen
        spans = [
            doc.char_span(item.start, item.end, label=str(item.label), alignment_mode="expand")
            for item in chosen
        ]
        doc.spans["mentions"] = [span for span in spans if span is not None]
        return doc

    return step


def build_pipeline() -> Language:
    """The whole pipeline, ready to use.

    Raises:
        MissingDependency: the weights are not installed.
    """
    import spacy

    nlp = spacy.blank("xx")
    nlp.tokenizer = PageTokenizer(nlp.vocab)
    nlp.max_length = 10_000_000
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return nlp
