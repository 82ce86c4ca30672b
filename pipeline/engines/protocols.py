"""What the stages ask of an engine, so that one engine can stand in for another."""

from collections.abc import Sequence
from typing import Annotated, Protocol

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, BeforeValidator, ConfigDict, SerializeAsAny

from models.entity import Span
from models.page import Box, Reading
from pipeline.stage import read_options

GreyImage = npt.NDArray[np.uint8]


class ReadingEngine(Protocol):
    """Reads the text of one prepared page image."""

    @property
    def identity(self) -> str:
        """Program version and model hashes; it enters the fingerprint of every result."""
        ...

    def read(
        self,
        image: GreyImage,
        *,
        model: str,
        digest: str,
        dpi: int,
        block: bool = False,
        keep_rows: bool = False,
    ) -> Reading:
        """Read a grey image (rows x columns, uint8, black text on white).

        Args:
            image: the prepared page.
            model: name of the language model, such as "rus".
            digest: SHA-256 of the scan, by which `replay` finds its answer.
            dpi: of the prepared image.
            block: whether it is one block of lines, in which no columns are to be looked for.
            keep_rows: whether rows are read, too, that look more like specks than like letters.

        Returns:
            Text and words with boxes in pixels of `image`.

        Raises:
            EngineError: the engine failed; worth another try.
            EngineTimeout: it did not answer in time.
        """
        ...

    def read_lines(
        self,
        image: GreyImage,
        lines: Sequence[Box],
        *,
        model: str,
        dpi: int,
        keep_rows: bool = False,
    ) -> tuple[Reading, ...]:
        """Read lines of a page, or parts of them, again, with another model.

        Args:
            image: the prepared page.
            lines: where they stand, in pixels of `image`.
            model: name of the language model.
            dpi: of the prepared image.
            keep_rows: as for `read`.

        Returns:
            One reading for each of `lines`, in their order, boxes in pixels of `image`; an empty
            one where nothing was read.

        Raises:
            EngineError: the engine failed; worth another try.
            EngineTimeout: it did not answer in time.
        """
        ...


class MentionEngine(Protocol):
    """Finds people, places, dates and organisations in a page's text."""

    @property
    def identity(self) -> str:
        """Component versions and weight hashes; it enters the fingerprint of every result."""
        ...

    def find_mentions(
        self, text: str, *, language: str | None, year: int | None
    ) -> tuple[Span, ...]:
        """Find spans in NFC text.

        Args:
            text: the stored page text; offsets of the spans count its code points.
            language: "ru", "kk" or None.
            year: the document's year, for dates without one, or None.

        Returns:
            Spans ordered by start; spans of one label do not overlap.
        """
        ...


class ReadingEngineOptions(BaseModel):
    """Base of a reading engine's options: frozen, no unknown keys; `name` chooses the engine."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str

    def build(self) -> ReadingEngine:
        """Make the engine; raises MissingDependency where a program or model is not there."""
        raise NotImplementedError


class MentionEngineOptions(BaseModel):
    """Base of a mention engine's options: frozen, no unknown keys; `name` chooses the engine."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str

    def build(self) -> MentionEngine:
        """Make the engine; raises MissingDependency where weights are not there."""
        raise NotImplementedError


def _reading_engine(content: object) -> object:
    return read_options(
        "ocr_engines", content, key="name", package="pipeline.engines", prefix="ocr_"
    )


def _mention_engine(content: object) -> object:
    return read_options(
        "ner_engines", content, key="name", package="pipeline.engines", prefix="ner_"
    )


# SerializeAsAny: a field typed as the base class alone would dump to its base's fields, and the
# engine's options would silently drop out of the fingerprint.
AnyReadingEngine = Annotated[SerializeAsAny[ReadingEngineOptions], BeforeValidator(_reading_engine)]
AnyMentionEngine = Annotated[SerializeAsAny[MentionEngineOptions], BeforeValidator(_mention_engine)]
