"""Find how the scan lies: sideways or not, and by how much its lines are askew."""

from dataclasses import replace
from typing import ClassVar, Final, Literal

import numpy as np
from pydantic import Field

from models.page import Geometry, Page
from pipeline import imaging
from pipeline.engines.protocols import GreyImage
from pipeline.stage import StageOptions

_AT_LIMIT: Final = 0.5  # degrees from the limit


class Options(StageOptions):
    """When the picture is turned, and how large it is read."""

    use: Literal["orient"] = "orient"
    deskew_above: float = Field(
        default=0.5, ge=0, le=5, description="Degrees; Tesseract reads a smaller skew as it is."
    )
    dpi: int = Field(
        default=300, ge=150, le=600, description="A finer scan is read at this resolution."
    )
    least_dpi: int = Field(
        default=150, ge=0, le=300, description="A coarser scan is enlarged to this resolution."
    )

    def build(self) -> "Orient":
        """Make the stage."""
        return Orient(self)


class Orient:
    """Scan in, geometry out. Upside down or not only shows when the page is read: see `ocr`."""

    name: ClassVar[str] = "orient"
    version: ClassVar[str] = "8"
    needs: ClassVar[tuple[str, ...]] = ("image",)
    gives: ClassVar[tuple[str, ...]] = ("geometry",)
    identity: ClassVar[str] = ""

    def __init__(self, options: Options) -> None:
        self._options = options

    def process(self, page: Page) -> Page:
        """Raises SourceError when the scan cannot be decoded."""
        height, width = imaging.colours_of(page).shape[:2]
        letters = imaging.letters_of(page)
        sideways = imaging.is_sideways(letters)
        upright = np.rot90(letters, -1) if sideways else letters
        skew, perspective = imaging.find_perspective(upright, _skew_of(upright))
        askew = perspective is not None or abs(skew) > self._options.deskew_above
        geometry = Geometry(
            width,
            height,
            rotation=90 if sideways else 0,
            skew=skew if askew else 0.0,
            scale=self._scale(page.image.dpi),
            perspective=perspective,
        )
        return replace(page, geometry=geometry)

    def _scale(self, dpi: int) -> float:
        if dpi < self._options.least_dpi:
            return self._options.least_dpi / dpi
        return min(1.0, self._options.dpi / dpi)


def _skew_of(letters: GreyImage) -> float:
    """The skew of level lines; looked for farther where it may lie beyond what is usual."""
    skew = imaging.find_skew(letters)
    if abs(skew) < imaging.SKEW_LIMIT - _AT_LIMIT:
        return skew
    return imaging.find_skew(letters, limit=2 * imaging.SKEW_LIMIT)
