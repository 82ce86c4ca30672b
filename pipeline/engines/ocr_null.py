"""An engine that reads nothing, for page images without their text and for tests."""

from collections.abc import Sequence
from typing import Literal

from models.page import Box, Reading
from pipeline.engines.protocols import GreyImage, ReadingEngineOptions


class NullReader:
    """Reads nothing."""

    identity = "null"

    def read(self, image: GreyImage, **_: object) -> Reading:
        """An empty reading, whatever the image."""
        return Reading("", (), 0.0)

    def read_lines(
        self, image: GreyImage, lines: Sequence[Box], **_: object
    ) -> tuple[Reading, ...]:
        """As many empty readings."""
        return tuple(Reading("", (), 0.0) for _ in lines)


class Options(ReadingEngineOptions):
    """Options of the engine that reads nothing: there are none."""

    name: Literal["null"] = "null"

    def build(self) -> NullReader:
        """Make the engine."""
        return NullReader()
