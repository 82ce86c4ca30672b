"""Decide which cleaning the page earns; the raw page is the default."""

from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from models.page import Cleaning, Page
from pipeline import imaging
from pipeline.stage import StageOptions


class Options(StageOptions):
    """What may be done to the picture before it is read."""

    use: Literal["clean"] = "clean"
    mask_borders_above: float = Field(
        default=0.01, ge=0, le=1, description="Share of the page that is solid dark at the edges."
    )

    def build(self) -> "Clean":
        """Make the stage."""
        return Clean(self)


class Clean:
    """Scan in, recipe out.

    Background division, despeckling and binarisation cut errors on rendered pages and raised them
    on real typescript, so only dark borders, which make Tesseract fail outright, are masked.
    """

    name: ClassVar[str] = "clean"
    version: ClassVar[str] = "1"
    needs: ClassVar[tuple[str, ...]] = ("image",)
    gives: ClassVar[tuple[str, ...]] = ("cleaning",)
    identity: ClassVar[str] = ""

    def __init__(self, options: Options) -> None:
        self._options = options

    def process(self, page: Page) -> Page:
        """Raises SourceError when the scan cannot be decoded."""
        overview = imaging.overview_of(page)
        dark = float(imaging.dark_borders(overview).mean())
        steps = (imaging.MASK_BORDERS,) if dark > self._options.mask_borders_above else ()
        return replace(page, cleaning=Cleaning(steps, ink=round(imaging.ink_share(overview), 5)))
