"""The settings of ingest: how originals are kept, how pages are rendered, and every limit."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from models.decoding.confinement import Bounds


class Limits(BaseModel):
    """What one file may cost before it goes to quarantine.

    Attributes:
        pages: most pages of one file.
        pixels: most pixels of one page.
        seconds: longest that a decoder or a poppler call may take over one page.
        megabytes: most address space of a process that decodes.
        file_megabytes: most that it may write into one file.
        text_megabytes: most that a file of page text (ALTO, hOCR, PAGE) may have.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pages: int = Field(default=5000, ge=1)
    pixels: int = Field(default=200_000_000, ge=1)
    seconds: int = Field(default=120, ge=1)
    megabytes: int = Field(default=2048, ge=512)
    file_megabytes: int = Field(default=1024, ge=1)
    text_megabytes: int = Field(default=64, ge=1)

    @property
    def bounds(self) -> Bounds:
        """What a process that decodes may take."""
        return Bounds(self.seconds, self.megabytes, self.file_megabytes)


class IngestOptions(BaseModel):
    """The `ingest:` block of config.yaml.

    Attributes:
        originals: "copy" keeps every original in the blob store, "reference" leaves it in place.
        render_dpi: resolution at which PDF pages that are no plain scan are rendered.
        pdf_text: whether the text that a PDF page has over its one scan is kept with the page.
        limits: see Limits.
        pyramids: of which scans the pictures that viewers cut parts from are made at once: of those
            that are "slow" to decode, of "all" or of "none"; of others when first looked at.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    originals: Literal["copy", "reference"] = "copy"
    render_dpi: int = Field(default=300, ge=72, le=1200)
    pdf_text: bool = False
    limits: Limits = Limits()
    pyramids: Literal["slow", "all", "none"] = "slow"
