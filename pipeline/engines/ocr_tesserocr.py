"""Read a page by the Tesseract that tesserocr carries: faster, as no model is loaded twice."""

from typing import Literal

from pipeline.engines import tesserocr
from pipeline.engines.ocr_tesseract import TesseractOptions, TesseractReader


class Options(TesseractOptions):
    """Tesseract as a library with the models of the installed program, kept loaded."""

    name: Literal["tesserocr"] = "tesserocr"

    def build(self) -> TesseractReader:
        """Make the engine; raises MissingDependency where library or models are missing."""
        return TesseractReader(self, tesserocr)
