"""Read a page by Tesseract: one call, its table of words, and the text built from the words."""

from collections.abc import Sequence
from typing import Final, Literal

from pydantic import Field

from models.errors import MODEL_MISSING, MissingDependency
from models.page import Box, Reading
from pipeline.engines.linestack import stack_lines
from pipeline.engines.protocols import GreyImage, ReadingEngineOptions
from pipeline.engines.tesseract import identity_of, read_table
from pipeline.engines.words import Row, make_reading, parse_rows

_ONE_BLOCK: Final = 6


class Options(ReadingEngineOptions):
    """How Tesseract is called.

    Attributes:
        models: names of the models whose digests enter the identity.
        psm: page segmentation mode; 3 lets Tesseract find columns by itself.
        seconds: how long one page may take.
    """

    name: Literal["tesseract"] = "tesseract"
    models: tuple[str, ...] = ("rus", "Cyrillic")
    psm: int = Field(default=3, ge=1, le=13)
    seconds: float = Field(default=120, gt=0)

    def build(self) -> "TesseractReader":
        """Make the engine; raises MissingDependency where program or models are missing."""
        identity_of(*self.models)
        return TesseractReader(self)


class TesseractReader:
    """Tesseract by pytesseract, one process per page."""

    def __init__(self, options: Options) -> None:
        self._options = options

    @property
    def identity(self) -> str:
        """Program version and digests of the models."""
        return identity_of(*self._options.models)

    def read(self, image: GreyImage, *, model: str, digest: str, dpi: int) -> Reading:
        """See ReadingEngine.read; `digest` is not used."""
        return make_reading(self._words(image, model=model, psm=self._options.psm, dpi=dpi))

    def read_lines(
        self, image: GreyImage, lines: Sequence[Box], *, model: str, dpi: int
    ) -> tuple[Reading, ...]:
        """See ReadingEngine.read_lines; one call reads them all, as one block of text."""
        if not lines:
            return ()
        canvas, bands = stack_lines(image, lines)
        rows = self._words(canvas, model=model, psm=_ONE_BLOCK, dpi=dpi)
        return tuple(make_reading(band.rows_of(rows)) for band in bands)

    def _words(self, image: GreyImage, *, model: str, psm: int, dpi: int) -> list[Row]:
        if model not in self._options.models:
            raise MissingDependency(MODEL_MISSING, f"{model}: not in ocr.engine.models")
        table = read_table(image, model=model, psm=psm, dpi=dpi, seconds=self._options.seconds)
        return list(parse_rows(table, model=model))
