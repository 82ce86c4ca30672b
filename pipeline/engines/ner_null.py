"""An engine that finds no mentions, for collections read for their text alone and for tests."""

from typing import Literal

from models.entity import Span
from pipeline.engines.protocols import MentionEngineOptions


class NullMentions:
    """Finds nothing."""

    identity = "null"

    def find_mentions(
        self, text: str, *, language: str | None, year: int | None
    ) -> tuple[Span, ...]:
        """No spans, whatever the text."""
        return ()


class Options(MentionEngineOptions):
    """Options of the engine that finds nothing: there are none."""

    name: Literal["null"] = "null"

    def build(self) -> NullMentions:
        """Make the engine."""
        return NullMentions()
