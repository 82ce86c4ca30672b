"""Find people, places, dates and organisations in the page's text."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar, Final, Literal

from models.entity import Span
from models.misreading.confidence import calibrated, weights_digest
from models.page import Page, Word
from pipeline.engines.ner_spacy import Options as SpacyOptions
from pipeline.engines.protocols import AnyMentionEngine
from pipeline.stage import StageOptions

_SURVIVES: Final = 0.65
"""Of mentions with a misread letter, so many are still found as they should be, of those that are
found when every letter is right (`benchmarks.entities`, case files at 8 %)."""


class Options(StageOptions):
    """Which engine finds the mentions."""

    use: Literal["mentions"] = "mentions"
    engine: AnyMentionEngine = SpacyOptions()

    def build(self) -> "Mentions":
        """Make the stage."""
        return Mentions(self)


class Mentions:
    """Text in, spans out; offsets count the stored text, line ends and hyphens included."""

    name: ClassVar[str] = "mentions"
    version: ClassVar[str] = "16"
    needs: ClassVar[tuple[str, ...]] = ("reading", "context")
    gives: ClassVar[tuple[str, ...]] = ("spans",)

    def __init__(self, options: Options) -> None:
        self._engine = options.engine.build()

    @property
    def identity(self) -> str:
        """The engine's, and what word confidence is worth."""
        return f"{self._engine.identity} words {weights_digest()}"

    def process(self, page: Page) -> Page:
        """Raises EngineError when the engine fails."""
        assert page.reading is not None
        spans = self._engine.find_mentions(
            page.reading.text, language=page.reading.language, year=page.context.year
        )
        return replace(page, spans=tuple(_doubted(spans, page.reading.words)))


def _doubted(spans: Sequence[Span], words: Sequence[Word]) -> Iterator[Span]:
    """Spans as sure as their worst read word lets them be.

    Confidence of the finder takes the text as it stands; the chance that a word was misread, and
    that the mention then is not what it seems, comes on top.
    """
    starts = [word.start for word in words]
    for span in spans:
        first = max(0, bisect_right(starts, span.start) - 1)
        last = bisect_right(starts, span.end - 1)
        read = [word.confidence for word in words[first:last] if word.end > span.start]
        if read:
            right = calibrated(min(read))
            worth = _SURVIVES + (1 - _SURVIVES) * right
            span = replace(span, confidence=round(span.confidence * worth, 3))
        yield span
