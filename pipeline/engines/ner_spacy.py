"""Mentions by the project's spaCy pipelines: trained models, slovnet, rules, the date grammar."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

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
        text = _ENDLESS.sub(lambda found: " " * len(found.group()), text)
        if not text.strip():
            return ()
        lines = line_languages(text, language)
        spans = [
            span
            for present in lines.present
            for span in self._read(text, present, year)
            if lines.at(span.start) == present
        ]
        return tuple(_apart(spans))

    def _read(self, text: str, language: str, year: int | None) -> Iterator[Span]:
        from pipeline.language.components import MENTIONS, PAGE, YEAR

        nlp = self._pipeline(language)
        doc = nlp.make_doc(text)
        doc.user_data[YEAR] = year
        read = nlp(doc)
        page = read.user_data[PAGE]
        for item in read.user_data[MENTIONS]:
            if item.label in self._labels and item.confidence >= self._least:
                yield _stored_span(page, item)

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
