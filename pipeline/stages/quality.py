"""Say how well the page is read, so that people look at the worst first."""

from dataclasses import replace
from typing import ClassVar, Literal

from models.misreading.confidence import weights_digest
from models.page import Page
from models.page import Quality as PageQuality
from pipeline.reading.expected import expected_cer
from pipeline.stage import StageOptions


class Options(StageOptions):
    """The weights are learnt, see weights/quality.md; there is nothing to choose."""

    use: Literal["quality"] = "quality"

    def build(self) -> "Quality":
        """Make the stage."""
        return Quality()


class Quality:
    """Reading and scan in, expected CER out."""

    name: ClassVar[str] = "quality"
    version: ClassVar[str] = "4"
    needs: ClassVar[tuple[str, ...]] = ("image", "upright", "layout", "reading", "alternatives")
    gives: ClassVar[tuple[str, ...]] = ("quality",)

    @property
    def identity(self) -> str:
        """Digest of the weights."""
        return f"weights {weights_digest()}"

    def process(self, page: Page) -> Page:
        """Raises SourceError when the scan cannot be decoded."""
        # Four decimals: the last bits of a logarithm differ from machine to machine.
        return replace(page, quality=PageQuality(round(expected_cer(page), 4)))
