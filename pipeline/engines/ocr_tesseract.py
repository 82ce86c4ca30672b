"""Read a page by Tesseract: one call, its table of words, and the text built from the words."""

from collections.abc import Sequence
from typing import Literal, Protocol

from pydantic import Field

from models.errors import MODEL_MISSING, MissingDependency
from models.page import Box, Reading
from models.page.joining import Row, make_reading
from pipeline.engines import tesseract
from pipeline.engines.calls import ONE_BLOCK, Call
from pipeline.engines.linestack import stack_lines
from pipeline.engines.margins import without_margins
from pipeline.engines.protocols import GreyImage, ReadingEngineOptions
from pipeline.engines.tesseract import model_digest
from pipeline.engines.words import parse_rows


class Tesseract(Protocol):
    """A way to call Tesseract; raises what `ReadingEngine.read` raises."""

    def version(self) -> str:
        """Name and version of what is called."""
        ...

    def read_table(self, image: GreyImage, call: Call) -> str:
        """Recognise an image once; gives Tesseract's TSV of words."""
        ...


class TesseractOptions(ReadingEngineOptions):
    """How Tesseract is called, whichever way.

    Attributes:
        models: names of the models whose digests enter the identity.
        psm: page segmentation mode; 3 lets Tesseract find columns by itself.
        seconds: how long one page may take.
        invert: doubtful lines are also read as white on black, which typed pages do not have.
    """

    models: tuple[str, ...] = ("typescript_rus", "rus", "Cyrillic", "kaz")
    psm: int = Field(default=3, ge=1, le=13)
    seconds: float = Field(default=120, gt=0)
    invert: bool = False


class TesseractReader:
    """Tesseract called for one page at a time, by a program or a library."""

    def __init__(self, options: TesseractOptions, tesseract: Tesseract) -> None:
        self._options = options
        self._tesseract = tesseract
        digests = (f"{model}:{model_digest(model)}" for model in options.models)
        self.identity = " ".join([tesseract.version(), *digests])

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
        """See ReadingEngine.read; `digest` is not used."""
        psm = ONE_BLOCK if block else self._options.psm
        frame = without_margins(image, dpi=dpi)
        inside = image[frame.top : frame.bottom, frame.left : frame.right]
        rows = self._words(inside, model=model, psm=psm, dpi=dpi, keep_rows=keep_rows)
        return make_reading(row.moved(frame.left, frame.top) for row in rows)

    def read_lines(
        self,
        image: GreyImage,
        lines: Sequence[Box],
        *,
        model: str,
        dpi: int,
        keep_rows: bool = False,
    ) -> tuple[Reading, ...]:
        """See ReadingEngine.read_lines; one call reads them all, as one block of text."""
        if not lines:
            return ()
        canvas, bands = stack_lines(image, lines)
        rows = self._words(canvas, model=model, psm=ONE_BLOCK, dpi=dpi, keep_rows=keep_rows)
        return tuple(make_reading(band.rows_of(rows)) for band in bands)

    def _words(
        self, image: GreyImage, *, model: str, psm: int, dpi: int, keep_rows: bool
    ) -> list[Row]:
        options = self._options
        if model not in options.models:
            raise MissingDependency(MODEL_MISSING, f"{model}: not in ocr.engine.models")
        call = Call(model, psm, dpi, options.seconds, options.invert, keep_rows)
        return list(parse_rows(self._tesseract.read_table(image, call), model=model))


class Options(TesseractOptions):
    """Tesseract as it is installed, a process for each page."""

    name: Literal["tesseract"] = "tesseract"

    def build(self) -> TesseractReader:
        """Make the engine; raises MissingDependency where program or models are missing."""
        return TesseractReader(self, tesseract)
