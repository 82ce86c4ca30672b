"""Read the page, and turn it over for a second look where the first makes no sense."""

from dataclasses import replace
from typing import ClassVar, Final, Literal

from pydantic import Field

from models.languages import KAZAKH, guess_language
from models.page import Cleaning, Geometry, Page, Reading
from pipeline import imaging
from pipeline.engines.ocr_tesseract import Options as TesseractOptions
from pipeline.engines.protocols import AnyReadingEngine
from pipeline.stage import StageOptions

_UPSIDE_DOWN: Final = 180


class Options(StageOptions):
    """Which engine reads, and when its reading is doubted."""

    use: Literal["ocr"] = "ocr"
    engine: AnyReadingEngine = TesseractOptions()
    second_look_below: float = Field(
        default=0.65,
        ge=0,
        le=1,
        description="Mean confidence under which the page is also read upside down.",
    )
    blank_below: float = Field(
        default=0.0005,
        ge=0,
        le=1,
        description="Share of ink under which a page with nothing read on it is blank.",
    )

    def build(self) -> "Ocr":
        """Make the stage."""
        return Ocr(self)


class Ocr:
    """Picture in, text and words out, boxes in pixels of the scan.

    A page on its head is told by its reading: asking Tesseract beforehand costs half a reading on
    every page, a second reading costs one on the few that need it.
    """

    name: ClassVar[str] = "ocr"
    version: ClassVar[str] = "1"
    needs: ClassVar[tuple[str, ...]] = ("image", "geometry", "cleaning", "route")
    gives: ClassVar[tuple[str, ...]] = ("upright", "reading")

    def __init__(self, options: Options) -> None:
        self._options = options
        self._engine = options.engine.build()

    @property
    def identity(self) -> str:
        """The engine's."""
        return self._engine.identity

    def process(self, page: Page) -> Page:
        """Raises EngineError, EngineTimeout, or SourceError when the scan cannot be decoded."""
        assert page.geometry is not None
        assert page.cleaning is not None
        assert page.route is not None
        geometry, reading = self._upright(page, page.geometry)
        if page.route.kazakh and guess_language(reading.text) == KAZAKH:
            reading = self._read(page, geometry, page.route.kazakh)
        reading = replace(
            reading,
            words=tuple(replace(w, box=geometry.to_scan(w.box)) for w in reading.words),
            language=page.route.language or guess_language(reading.text),
        )
        blank = not reading.words and self._is_bare(page.cleaning)
        return replace(page, upright=geometry, reading=reading, blank=blank)

    def _upright(self, page: Page, geometry: Geometry) -> tuple[Geometry, Reading]:
        """Read the page as it lies, and upside down as well where that gives little sense."""
        assert page.cleaning is not None
        assert page.route is not None
        reading = self._read(page, geometry, page.route.model)
        sense = reading.confidence >= self._options.second_look_below
        if sense or self._is_bare(page.cleaning):
            return geometry, reading
        turned = replace(geometry, rotation=(geometry.rotation + _UPSIDE_DOWN) % 360)
        second = self._read(page, turned, page.route.model)
        if second.confidence > reading.confidence:
            return turned, second
        return geometry, reading

    def _is_bare(self, cleaning: Cleaning) -> bool:
        return cleaning.ink < self._options.blank_below

    def _read(self, page: Page, geometry: Geometry, model: str) -> Reading:
        assert page.cleaning is not None
        picture = imaging.prepare(imaging.scan_of(page), geometry, page.cleaning)
        dpi = max(1, round(page.image.dpi * geometry.scale))
        reading = self._engine.read(picture, model=model, digest=page.image.digest, dpi=dpi)
        return replace(reading, model=model)
