"""What is there of a page before it is read: its scan, its description, text that came with it."""

from dataclasses import dataclass
from pathlib import Path

from models.page.layout import Layout


@dataclass(frozen=True, slots=True)
class PageImage:
    """The untouched scan of one page side, as ingest registered it.

    Attributes:
        digest: SHA-256 of the image file, hex; the name of its blob.
        path: where the blob can be opened by a worker.
        width: pixels.
        height: pixels.
        dpi: dots per inch as the file says, or as estimated from the sheet; never 0.
        in_place: the path is the original where it lies, which others may change.
    """

    digest: str
    path: Path
    width: int
    height: int
    dpi: int
    in_place: bool = False


@dataclass(frozen=True, slots=True)
class PageContext:
    """What the archive already knows of the page before it is read.

    Attributes:
        language: "ru", "kk" or None where the description does not say.
        document_date: EDTF of the document from the manifest, or None.
        year: year of that date, for «с. г.» and for places in time, or None.
    """

    language: str | None = None
    document_date: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What another program once read on a page, as it was delivered with the scan.

    Made and read by models/page/imported.py.

    Attributes:
        name: of the file that it came in.
        sha256: of that file.
        program: that read it, with its version; empty where the file does not say.
        model: that it was read with, likewise.
        text: NFC.
        words: packed as in the record, base64.
        confidence: 0..1; 1 where the file says nothing of it.
        language: "ru", "kk" or None.
        layout: tables, stamps and pencil marks, where the file has them.
        rotation: degrees clockwise by which the scan must be turned; None where it does not say.
    """

    name: str
    sha256: str
    program: str
    model: str
    text: str
    words: str
    confidence: float
    language: str | None
    layout: Layout
    rotation: int | None
