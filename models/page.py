"""A page on its way through the stages: the scan, decisions about it, and what was read on it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from models.doc_types import DocTypeGuess
from models.entity import Mention, Span


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in pixels, origin top left (ALTO's HPOS, VPOS, WIDTH, HEIGHT)."""

    left: int
    top: int
    width: int
    height: int

    def __reduce__(self) -> tuple[type["Box"], tuple[int, int, int, int]]:
        """Pickle as a call: the way of dataclasses costs 7 ms for a page of words."""
        return Box, (self.left, self.top, self.width, self.height)

    @property
    def right(self) -> int:
        """First column right of the box."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """First row below the box."""
        return self.top + self.height


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
class Geometry:
    """How the scan is turned upright, and the way back for every box.

    Attributes:
        width: of the scan, pixels.
        height: of the scan, pixels.
        rotation: degrees clockwise by which the scan must be turned: 0, 90, 180 or 270.
        skew: further degrees counter-clockwise that make the lines horizontal.
        scale: prepared pixels per scan pixel.
    """

    width: int
    height: int
    rotation: int = 0
    skew: float = 0.0
    scale: float = 1.0

    @property
    def upright_size(self) -> tuple[int, int]:
        """(width, height) of the scan after the quarter turns, before scaling."""
        if self.rotation in (90, 270):
            return self.height, self.width
        return self.width, self.height

    def to_upright(self, box: Box) -> Box:
        """Turn a box of the scan by the quarter turns only, as the reading room shows the page."""
        match self.rotation:
            case 90:
                return Box(self.height - box.bottom, box.left, box.height, box.width)
            case 180:
                return Box(self.width - box.right, self.height - box.bottom, box.width, box.height)
            case 270:
                return Box(box.top, self.width - box.right, box.height, box.width)
            case _:
                return box

    def to_scan(self, box: Box) -> Box:
        """Lead a box of the prepared image back to the pixels of the scan, clipped to it."""
        width, height = self.upright_size
        angle, cx, cy = math.radians(self.skew), width / 2, height / 2
        cos, sin = math.cos(angle), math.sin(angle)
        # The four corners about the centre; a skew is under 90 degrees, so cos is positive and the
        # sign of sin tells which corner becomes which edge.
        x0, x1 = box.left / self.scale - cx, box.right / self.scale - cx
        y0, y1 = box.top / self.scale - cy, box.bottom / self.scale - cy
        (low_y, high_y), (low_x, high_x) = ((y1, y0), (x0, x1)) if sin > 0 else ((y0, y1), (x1, x0))
        left = max(0, math.floor(cx + x0 * cos - low_y * sin))
        right = min(width, math.ceil(cx + x1 * cos - high_y * sin))
        top = max(0, math.floor(cy + low_x * sin + y0 * cos))
        bottom = min(height, math.ceil(cy + high_x * sin + y1 * cos))
        upright = Box(left, top, max(1, right - left), max(1, bottom - top))
        inverse = Geometry(width, height, rotation=(360 - self.rotation) % 360)
        return inverse.to_upright(upright)


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the page that is no body text: what was stamped, written or drawn upon it.

    Attributes:
        kind: "stamp" or "pencil".
        box: in pixels of the scan.
        start: offset in the page text at which what it says begins; None where nothing was read.
        end: offset after it.
    """

    kind: str
    box: Box
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Cleaning:
    """Which cleaning steps the page earned; none is the default, the raw page.

    Attributes:
        steps: names of the steps applied, in order, see pipeline/imaging/recipe.py.
        ink: share of the page area that is ink, 0..1, from which blank sheets are known.
        gains: for each recipe that was tried, its steps joined by "+" and by how much the mean
            confidence of the lines read on trial rose, -1..1; kept also where the page stays raw.
        regions: what was stamped, written or drawn on the page in coloured ink.
    """

    steps: tuple[str, ...] = ()
    ink: float = 1.0
    gains: tuple[tuple[str, float], ...] = ()
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """Which model reads the page.

    Attributes:
        language: "ru", "kk", or None when the description does not say.
        model: the engine's model name: "rus", "kaz" or "Cyrillic".
        kazakh: the model to read with instead when the reading turns out to be Kazakh, or None.
        second: the model that reads doubted lines again, or None.
    """

    language: str | None
    model: str
    kazakh: str | None = None
    second: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was read.

    Attributes:
        start: offset of its first code point in the page text.
        end: offset after its last code point.
        box: where it stands, in pixels of the scan.
        confidence: the engine's, 0..1.
        block: number of its block on the page, from 0.
        line: number of its line on the page, from 0, over all blocks.
    """

    start: int
    end: int
    box: Box
    confidence: float
    block: int
    line: int

    def __reduce__(self) -> tuple[type["Word"], tuple[int, int, Box, float, int, int]]:
        """Pickle as a call, as `Box` does."""
        return Word, (self.start, self.end, self.box, self.confidence, self.block, self.line)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an engine read on a page.

    Attributes:
        text: NFC, lines and paragraphs as on the page.
        words: the words that stand in it, in reading order.
        confidence: mean of the words', weighted by length, 0..1.
        model: the engine's model that read it.
        language: "ru", "kk" or None for too little text to tell.
    """

    text: str
    words: tuple[Word, ...]
    confidence: float
    model: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to read a word, kept beside the one in the text.

    Attributes:
        word: index into the reading's words.
        text: what it may say.
        confidence: of whoever read it so, 0..1.
        source: the model that read it so, or "first" for a reading that was replaced.
    """

    word: int
    text: str
    confidence: float
    source: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a ruled table; `row` and `column` count from 0 in the page as it is read.

    Attributes:
        table: number of the table on the page, from 0.
        row: from the top.
        column: from the left.
        box: in pixels of the scan.
    """

    table: int
    row: int
    column: int
    box: Box


@dataclass(frozen=True, slots=True)
class Layout:
    """How the page is built, beyond lines of text.

    Attributes:
        cells: of its tables.
        regions: its stamps and pencil marks, which the body was read without; what stamps say
            stands behind the body.
    """

    cells: tuple[Cell, ...] = ()
    regions: tuple[Region, ...] = ()

    def body_of(self, text: str) -> str:
        """The page text without what stamps say."""
        starts = [region.start for region in self.regions if region.start is not None]
        return text[: min(starts)].rstrip() if starts else text


@dataclass(frozen=True, slots=True)
class Quality:
    """How well the page is thought to be read, so that a review begins with the worst.

    Attributes:
        expected_cer: characters to be put right by characters of the true text, 0..1.
    """

    expected_cer: float


@dataclass(frozen=True, slots=True)
class Imported:
    """What another program once read on a page, as it was delivered with the scan.

    Made and read by models/imported.py.

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


@dataclass(frozen=True, slots=True)
class Terms:
    """What the search index holds of a page: analysed terms, blank-separated, per field."""

    body: str
    person: str
    place: str
    org: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page side and everything that the stages have found out about it so far.

    A stage takes a page and returns a new one with the fields it `gives` filled in. `blank` is
    set by the stage that found nothing to read; the stages after it are then skipped.
    """

    image: PageImage
    context: PageContext = PageContext()
    imported: Imported | None = None
    geometry: Geometry | None = None
    cleaning: Cleaning | None = None
    route: Route | None = None
    upright: Geometry | None = None
    reading: Reading | None = None
    layout: Layout | None = None
    alternatives: tuple[Alternative, ...] | None = None
    quality: Quality | None = None
    doc_types: tuple[DocTypeGuess, ...] | None = None
    spans: tuple[Span, ...] | None = None
    mentions: tuple[Mention, ...] | None = None
    terms: Terms | None = None
    blank: bool = False


SMALL_VALUES: Final[Mapping[str, Any]] = {
    "imported": Imported,
    "geometry": Geometry,
    "cleaning": Cleaning,
    "route": Route,
    "upright": Geometry,
    "layout": Layout,
    "alternatives": tuple[Alternative, ...],
    "doc_types": tuple[DocTypeGuess, ...],
    "spans": tuple[Span, ...],
}
"""Values kept as canonical JSON; reading, quality and mentions have tables of their own."""
