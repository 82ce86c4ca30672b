"""Find people, places, dates and organisations in the page's text."""

from dataclasses import replace
from typing import ClassVar, Literal

from models.page import Page
from pipeline.engines.ner_spacy import Options as SpacyOptions
from pipeline.engines.protocols import AnyMentionEngine
from pipeline.stage import StageOptions


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
    version: ClassVar[str] = "1"
    needs: ClassVar[tuple[str, ...]] = ("reading", "context")
    gives: ClassVar[tuple[str, ...]] = ("spans",)

    def __init__(self, options: Options) -> None:
        self._engine = options.engine.build()

    @property
    def identity(self) -> str:
        """The engine's."""
        return self._engine.identity

    def process(self, page: Page) -> Page:
        """Raises EngineError when the engine fails."""
        assert page.reading is not None
        spans = self._engine.find_mentions(
            page.reading.text, language=page.reading.language, year=page.context.year
        )
        return replace(page, spans=spans)
