"""A pipeline of three tiny stages and an index in memory, to test the frame and nothing else."""

import os
import signal
import time
from collections import Counter
from dataclasses import replace
from typing import ClassVar, Literal

import numpy as np
from sqlalchemy import Connection, insert

from models.decoding.complaints import complain
from models.entity import Label, Mention, Span
from models.errors import (
    ENGINE_FAILED,
    MODEL_MISSING,
    SOURCE_CORRUPT,
    EngineError,
    MissingDependency,
    SourceError,
)
from models.page import Box, Page, Reading, Route, Terms, Word
from models.tables import CollectionRow, PageRow, SourceRow
from pipeline.engines.tesseract import scratch_image
from pipeline.plan import Plan, make_plan
from pipeline.stage import StageOptions
from tests.support.factories import A_MOMENT

EXECUTIONS: Counter[str] = Counter()


class ReadOptions(StageOptions):
    """`suffix` changes the text; `misfortune` befalls pages named so; `seconds` each takes."""

    use: Literal["read"] = "read"
    suffix: str = ""
    misfortune: Literal[
        "", "engine", "source", "model", "bug", "hang", "burn", "swell", "write", "odd", "exit"
    ] = ""
    unlucky: str = ""
    seconds: float = 0

    def build(self) -> "Read":
        return Read(self)


class Read:
    """The text of a page is the digest of its image."""

    name: ClassVar[str] = "read"
    version: ClassVar[str] = "1"
    needs: ClassVar[tuple[str, ...]] = ("image", "context")
    gives: ClassVar[tuple[str, ...]] = ("route", "reading")
    identity = "toy reader 1"

    def __init__(self, options: ReadOptions) -> None:
        self.options = options

    def process(self, page: Page) -> Page:
        EXECUTIONS["read"] += 1
        time.sleep(self.options.seconds)
        if self.options.unlucky and page.image.digest.startswith(self.options.unlucky):
            self._fail()
        if page.image.digest.startswith("blank"):
            return replace(page, route=Route(None, "toy"), reading=Reading("", (), 0), blank=True)
        text = page.image.digest + self.options.suffix
        word = Word(0, len(text), Box(1, 2, 30, 40), 0.5, 0, 0)
        return replace(page, route=Route("ru", "toy"), reading=Reading(text, (word,), 0.5))

    def _fail(self) -> None:
        match self.options.misfortune:
            case "engine":
                raise EngineError(ENGINE_FAILED, "toy")
            case "source":
                raise SourceError(SOURCE_CORRUPT, "toy")
            case "model":
                raise MissingDependency(MODEL_MISSING, "toy")
            case "bug":
                raise ZeroDivisionError("toy")
            case "hang":
                time.sleep(600)
            case "burn":
                signal.raise_signal(signal.SIGXCPU)
            case "swell":
                bytearray(64 << 30)
            case "write":
                with scratch_image(np.zeros((10_000, 10_000), np.uint8)):
                    pass
            case "odd":
                complain("toy", "odd")
            case "exit":
                os._exit(9)


class MentionOptions(StageOptions):
    """`label` is what every page is found to name."""

    use: Literal["mention"] = "mention"
    label: Label = Label.PERSON

    def build(self) -> "FindMentions":
        return FindMentions(self)


class FindMentions:
    """The first two letters of a text are a mention."""

    name: ClassVar[str] = "mention"
    version: ClassVar[str] = "1"
    needs: ClassVar[tuple[str, ...]] = ("reading",)
    gives: ClassVar[tuple[str, ...]] = ("mentions",)
    identity = "toy mentions 1"

    def __init__(self, options: MentionOptions) -> None:
        self.options = options

    def process(self, page: Page) -> Page:
        EXECUTIONS["mention"] += 1
        assert page.reading is not None
        text = page.reading.text[:2]
        span = Span(self.options.label, 0, 2, 0.75, "toy")
        return replace(page, mentions=(Mention(span, text, text, text),))


class TermOptions(StageOptions):
    """No options."""

    use: Literal["term"] = "term"

    def build(self) -> "MakeTerms":
        return MakeTerms()


class MakeTerms:
    """The terms of a page are its text."""

    name: ClassVar[str] = "term"
    version: ClassVar[str] = "1"
    needs: ClassVar[tuple[str, ...]] = ("mentions", "reading")
    gives: ClassVar[tuple[str, ...]] = ("terms",)
    identity = ""

    def process(self, page: Page) -> Page:
        EXECUTIONS["term"] += 1
        assert page.reading is not None
        assert page.mentions is not None
        return replace(page, terms=Terms(page.reading.text, page.mentions[0].key, ""))


STAGES: tuple[StageOptions, ...] = (ReadOptions(), MentionOptions(), TermOptions())


def toy_plan(*changed: StageOptions) -> Plan:
    """The three stages, with some options changed."""
    return make_plan(toy_stages(*changed))


def toy_stages(*changed: StageOptions) -> tuple[StageOptions, ...]:
    """Options of the three stages, some replaced by others of the same name."""
    new = {options.use: options for options in changed}
    return tuple(new.get(options.use, options) for options in STAGES)


def add_toy_pages(connection: Connection, *digests: str) -> list[int]:
    """One source with a page for every image digest; returns page ids."""
    collection = connection.execute(
        insert(CollectionRow).values(code="toys", created_at=A_MOMENT).returning(CollectionRow.id)
    ).scalar_one()
    source = connection.execute(
        insert(SourceRow)
        .values(collection_id=collection, name="toys.pdf", sha256="0" * 64, byte_size=1)
        .returning(SourceRow.id)
    ).scalar_one()
    rows = [
        {
            "source_id": source,
            "number": number,
            "collection_id": collection,
            "image_sha256": digest,
            "width": 100,
            "height": 200,
            "dpi": 300,
            "state": "pending",
        }
        for number, digest in enumerate(digests, 1)
    ]
    connection.execute(insert(PageRow), rows)
    return list(range(1, len(digests) + 1))
