"""Mentions by the project's spaCy pipelines: trained models, slovnet, rules, the date grammar."""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pydantic import Field

from models.entity import Label, Span
from models.weights import FOLDER
from pipeline.engines.protocols import MentionEngineOptions
from pipeline.language.lines import line_languages

if TYPE_CHECKING:
    from spacy.language import Language

    from pipeline.language.merge import Chosen
    from pipeline.language.pagetext import PageText

_LANGUAGE_FOLDER: Final = Path(__file__).parent.parent / "language"
_RULES: Final = frozenset({".py", ".txt", ".tsv"})


# No word is that long; rules that look for endings take quadratic time over one that is.
_ENDLESS: Final = re.compile(r"[\w-]{100,}")


_TOGETHER: Final = 64


class Asked(NamedTuple):
    """A text whose mentions are asked for; see `MentionEngine.find_mentions`."""

    text: str
    language: str | None
    year: int | None


class SpacyMentions:
    """Finds people, places, dates and bodies in Russian and Kazakh page text."""

    def __init__(self, options: "Options") -> None:
        self._labels = frozenset(options.labels)
        self._least = options.min_confidence
        self._pipelines: dict[str, Language] = {}
        self.identity = _identity()

    def find_mentions(
        self, text: str, *, language: str | None, year: int | None
    ) -> tuple[Span, ...]:
        """Find spans in the stored text; see `MentionEngine.find_mentions`.

        A page with lines of two languages is read by both pipelines, and each line's mentions are
        those of its own.
        """
        return self.find_together([Asked(text, language, year)])[0]

    def find_together(self, asked: Sequence["Asked"]) -> list[tuple[Span, ...]]:
        """Find the spans of several texts, which takes far less time than one by one.

        Raises:
            EngineError: a model failed on one of them.
        """
        texts = [_ENDLESS.sub(lambda found: " " * len(found.group()), each.text) for each in asked]
        lines = [
            line_languages(text, each.language) if text.strip() else None
            for text, each in zip(texts, asked, strict=True)
        ]
        spans: list[list[Span]] = [[] for _ in asked]
        for language in sorted({name for each in lines if each for name in each.present}):
            numbers = [at for at, each in enumerate(lines) if each and language in each.present]
            read = self._read([(texts[at], asked[at].year) for at in numbers], language)
            for at, found in zip(numbers, read, strict=True):
                known = lines[at]
                assert known is not None
                spans[at] += (span for span in found if known.at(span.start) == language)
        return [tuple(_apart(found)) for found in spans]

    def _read(self, texts: Sequence[tuple[str, int | None]], language: str) -> Iterator[list[Span]]:
        from pipeline.language.components import MENTIONS, PAGE, YEAR

        nlp = self._pipeline(language)
        docs = [nlp.make_doc(text) for text, _ in texts]
        for doc, (_, year) in zip(docs, texts, strict=True):
            doc.user_data[YEAR] = year
        # A stream of one costs more than the call.
        for read in nlp.pipe(docs, batch_size=_TOGETHER) if len(docs) > 1 else map(nlp, docs):
            page = read.user_data[PAGE]
            yield [
                _stored_span(page, item)
                for item in read.user_data[MENTIONS]
                if item.label in self._labels and item.confidence >= self._least
            ]

    def _pipeline(self, language: str) -> "Language":
        """Loaded with the first page of its language: planning needs the identity alone."""
        if language not in self._pipelines:
            from pipeline.language.pipelines import load

            self._pipelines[language] = load(language)
        return self._pipelines[language]


def _stored_span(page: "PageText", item: "Chosen") -> Span:
    start, end = page.stored(item.start, item.end)
    return Span(item.label, start, end, item.confidence, item.source)


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Ordered by start; of two that overlap at a border of languages the first stays."""
    end = 0
    for span in sorted(spans, key=lambda item: (item.start, -item.end)):
        if span.start >= end:
            yield span
            end = span.end


def _identity() -> str:
    """Versions, weights, and the digest of the rules and lists that decide the answers."""
    from pipeline.language.slovnet_ner import slovnet_identity

    digest = sha256()
    folders = (_LANGUAGE_FOLDER, FOLDER / "ru", FOLDER / "kk")
    for path in sorted(path for folder in folders for path in folder.rglob("*")):
        if path.is_file() and (path.suffix in _RULES or _LANGUAGE_FOLDER not in path.parents):
            digest.update(path.read_bytes())
    return (
        f"spacy {version('spacy')} {slovnet_identity()} rules and weights {digest.hexdigest()[:12]}"
    )


class Options(MentionEngineOptions):
    """Options of the spaCy engine.

    Attributes:
        labels: kinds of mention to keep.
        min_confidence: mentions below are dropped, 0..1.
    """

    name: Literal["spacy"] = "spacy"
    labels: tuple[Label, ...] = tuple(Label)
    min_confidence: float = Field(default=0.0, ge=0, le=1)

    def build(self) -> SpacyMentions:
        """Make the engine.

        Raises:
            MissingDependency: the weights are not installed.
        """
        return SpacyMentions(self)
