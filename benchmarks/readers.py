"""The ways to read a page that `benchmarks.ocr` compares, each from an image file to its text."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from shutil import rmtree, which
from typing import Any, Final, Protocol

import pytesseract
from PIL import Image

from ingest.images import dpi_of
from models.errors import PROGRAM_MISSING, ConfigError, EngineError, MissingDependency
from models.page import Page, PageContext, PageImage
from pipeline.chain import Task, process_page
from pipeline.engines.protocols import ReadingEngineOptions
from pipeline.executors import ONE_CORE
from pipeline.plan import make_plan
from pipeline.scratch import make_scratch
from pipeline.settings import read_settings
from pipeline.stage import StageOptions, find_options

LANGUAGES: Final = "rus+kaz"
SECONDS: Final = 600
AFTER: Final = "mentions"
"""The first stage that does not belong to reading."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader says of a page.

    Attributes:
        text: of the body; what stands on stamps is no part of any true text.
        expected_cer: which CER (0..1) the reader itself expects, where it says so.
    """

    text: str
    expected_cer: float | None = None


class Reader(Protocol):
    """Reads one page image."""

    def read(self, path: Path, *, language: str | None) -> Read:
        """Read a file.

        Args:
            path: of the image.
            language: "ru" or "kk" where the page is described, else None.

        Raises:
            EngineError, RuntimeError, OSError, ValueError, subprocess.SubprocessError: it failed.
        """
        ...


class Naive:
    """What a first script does: pytesseract with both languages on the picture as it lies."""

    def read(self, path: Path, *, language: str | None) -> Read:
        """See Reader.read."""
        with Image.open(path) as image:
            return Read(pytesseract.image_to_string(image, lang=LANGUAGES, timeout=SECONDS))


class OcrMyPdf:
    """OCRmyPDF with the options that its users give for scans; the text of its sidecar."""

    def __init__(self) -> None:
        if which("ocrmypdf") is None:
            raise MissingDependency(PROGRAM_MISSING, "ocrmypdf")

    def read(self, path: Path, *, language: str | None) -> Read:
        """See Reader.read."""
        with tempfile.TemporaryDirectory() as folder:
            sidecar = Path(folder, "page.txt")
            with Image.open(path) as image:
                dpi = dpi_of(image)
            options = ["--deskew", "--rotate-pages", "--clean", "-l", LANGUAGES]
            options += ["--sidecar", str(sidecar), "--jobs", "1", "--image-dpi", str(dpi)]
            command = ["ocrmypdf", "--quiet", *options, str(path), str(Path(folder, "page.pdf"))]
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
            return Read(sidecar.read_text(encoding="utf-8"))


class Ours:
    """The stages of config.yaml before the mentions, in this process, with the engine asked for."""

    def __init__(self, engine: str) -> None:
        self._engine = engine
        self._plan = make_plan(reading_stages(engine))

    def read(self, path: Path, *, language: str | None) -> Read:
        """See Reader.read."""
        with Image.open(path) as image:
            (width, height), dpi = image.size, dpi_of(image)
        # The engine's name in the digest: the next engine does not find the scan decoded.
        scan = PageImage(f"{self._engine} {path}", path, width, height, dpi)
        with _memory():
            outcome = process_page(self._plan, Task(0, Page(scan, PageContext(language)), {}))
        if outcome.failure is not None:
            raise EngineError(outcome.failure.code, outcome.failure.detail)
        return _read_of(outcome.page)


def _read_of(page: Page) -> Read:
    """Text and expected CER; the want of confidence where no stage says what to expect."""
    if page.reading is None:
        return Read("")
    doubt = 1 - page.reading.confidence
    text = page.layout.body_of(page.reading.text) if page.layout else page.reading.text
    return Read(text, page.quality.expected_cer if page.quality else doubt)


def reading_stages(engine: str) -> list[StageOptions]:
    """The configured stages before the mentions; another engine takes over what both know."""
    stages = takewhile(lambda stage: stage.use != AFTER, read_settings(None).stages)
    return [_with_engine(stage, engine) if stage.use == "ocr" else stage for stage in stages]


def _with_engine(stage: StageOptions, engine: str) -> StageOptions:
    configured: ReadingEngineOptions = getattr(stage, "engine")  # noqa: B009 - of the ocr stage
    if configured.name == engine:
        return stage
    options: Any = find_options("ocr_engines", engine, package="pipeline.engines", prefix="ocr_")
    shared = configured.model_dump(exclude_unset=True, include=set(options.model_fields) - {"name"})
    return stage.model_copy(update={"engine": options(name=engine, **shared)})


@contextmanager
def _memory() -> Iterator[None]:
    """Scratch files in memory, as the pipeline's workers have them."""
    before, tempfile.tempdir = tempfile.tempdir, str(make_scratch(1))
    try:
        yield
    finally:
        rmtree(tempfile.tempdir, ignore_errors=True)
        tempfile.tempdir = before


READERS: Final[Mapping[str, Callable[[], Reader]]] = {
    "naive": Naive,
    "ocrmypdf": OcrMyPdf,
    "pytesseract": lambda: Ours("tesseract"),
    "tesserocr": lambda: Ours("tesserocr"),
}
"""By name: bare pytesseract, OCRmyPDF, and ours with either engine."""


def make_reader(name: str) -> Reader | str:
    """Make a reader, or say why it cannot be had here."""
    os.environ.update(ONE_CORE)
    try:
        return READERS[name]()
    except (MissingDependency, ConfigError) as error:
        return str(error)
    except ImportError as error:
        return f"{error.name} is not installed"
