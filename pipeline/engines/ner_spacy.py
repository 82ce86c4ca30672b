"""Mentions by the project's spaCy pipeline: the slovnet model, rules, and the date grammar."""

import re
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field

from models.entity import Label, Span
from pipeline.engines.protocols import MentionEngineOptions

if TYPE_CHECKING:
    from spacy.language import Language

    from pipeline.language.candidate import Candidate
    from pipeline.language.pagetext import PageText

_KAZAKH_LETTER: Final = re.compile(r"[әіңғүұқөһӯ]", re.IGNORECASE)
_LANGUAGE_FOLDER: Final = Path(__file__).parent.parent / "language"
# Every 25th letter of Kazakh text is one that Russian lacks; in Russian files they are names.
_KAZAKH_SHARE: Final = 25


def is_kazakh(text: str, language: str | None) -> bool:
    """Whether to read the page as Kazakh: by the given language, otherwise by its letters."""
    letters = len(_KAZAKH_LETTER.findall(text))
    if language is None:
        return letters * _KAZAKH_SHARE > len(text)
    return language == "kk"


class SpacyMentions:
    """Finds people, places, dates and bodies in Russian and Kazakh page text."""

    def __init__(self, options: "Options") -> None:
        self._labels = frozenset(options.labels)
        self._least = options.min_confidence
        self.identity = _identity()

    @cached_property
    def _nlp(self) -> "Language":
        """Loaded with the first page: planning needs the identity alone."""
        from pipeline.language.components import build_pipeline

        return build_pipeline()

    def find_mentions(
        self, text: str, *, language: str | None, year: int | None
    ) -> tuple[Span, ...]:
        """Find spans in the stored text; see `MentionEngine.find_mentions`."""
        from pipeline.language.components import KAZAKH, MENTIONS, PAGE, YEAR

        if not text.strip():
            return ()
        doc = self._nlp.make_doc(text)
        doc.user_data[YEAR] = year
        doc.user_data[KAZAKH] = is_kazakh(text, language)
        read = self._nlp(doc)
        page = read.user_data[PAGE]
        kept = [
            item
            for item in read.user_data[MENTIONS]
            if item.label in self._labels and item.confidence >= self._least
        ]
        return tuple(_stored_span(page, item) for item in kept)


def _stored_span(page: "PageText", item: "Candidate") -> Span:
    start, end = page.stored(item.start, item.end)
    return Span(item.label, start, end, item.confidence, item.source)


def _identity() -> str:
    """Versions, weights, and the digest of the rules and lists that decide the answers."""
    from pipeline.language.slovnet_ner import slovnet_identity

    digest = sha256()
    for path in sorted(_LANGUAGE_FOLDER.rglob("*")):
        if path.suffix in {".py", ".txt", ".tsv"}:
            digest.update(path.read_bytes())
    return f"spacy {version('spacy')} {slovnet_identity()} rules {digest.hexdigest()[:12]}"


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
