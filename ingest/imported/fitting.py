"""Fit what a file says of a page to the scan: its unit, its resolution, its text."""

import re
import unicodedata
from typing import Final

from ingest.imported.found import FoundRegion, FoundWord, PageText, Sides
from models.errors import TEXT_UNFIT, SourceError
from models.languages import guess_language
from models.page import Box, Cell, Imported, Layout, Reading, Region, Word
from models.page.imported import make_imported
from models.page.joining import Row, join_words, make_reading, mean_confidence

_PER_INCH: Final = {"mm10": 254.0, "inch1200": 1200.0}
# A file that rounds, or a scan that lost a row, is still the same sheet.
_SHAPE: Final = 0.02
# Never read on paper, and a terminal may obey them. Line ends part words and lines.
_CONTROL: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def fit(page: PageText, *, name: str, sha256: str, width: int, height: int, dpi: int) -> Imported:
    """The text of a page with its boxes in pixels of the scan.

    Args:
        page: as a file says it.
        name: of the file.
        sha256: of the file.
        width: of the scan, pixels.
        height: of the scan, pixels.
        dpi: of the scan; used where the file measures in inches and does not tell the page's size.

    Raises:
        SourceError: `text-unfit`, the page in the file has another shape.
    """
    frame = _Frame(page, width, height, dpi)
    own = _own_reading(page, frame)
    reading = _reading(page, frame, own)
    known = {(word.start, word.end) for word in own.words} if own else set()
    layout = Layout(
        tuple(
            Cell(cell.place[0], cell.place[1], cell.place[2], frame.box(cell.sides))
            for cell in page.cells
        ),
        tuple(
            Region(region.kind, frame.box(region.sides), *_said(region, known))
            for region in page.regions
        ),
    )
    return make_imported(
        reading,
        name=name,
        sha256=sha256,
        program=page.program,
        layout=layout,
        rotation=page.rotation,
    )


class _Frame:
    """From the unit of a file to pixels of a scan, and no further than its edges."""

    def __init__(self, page: PageText, width: int, height: int, dpi: int) -> None:
        self._width, self._height = width, height
        if page.width and page.height:
            self._x, self._y = width / page.width, height / page.height
        else:
            self._x = self._y = dpi / _PER_INCH[page.unit] if page.unit in _PER_INCH else 1.0
        if abs(self._x / self._y - 1) > _SHAPE:
            detail = f"{page.width} × {page.height}, the scan {width} × {height}"
            raise SourceError(TEXT_UNFIT, detail)

    def box(self, sides: Sides) -> Box:
        left, right = _within((sides[0] * self._x, sides[2] * self._x), self._width)
        top, bottom = _within((sides[1] * self._y, sides[3] * self._y), self._height)
        return Box(left, top, right - left, bottom - top)


def _within(edges: tuple[float, float], end: int) -> tuple[int, int]:
    """Two edges rounded, between 0 and `end`, a pixel apart at least."""
    first, last = (min(end, max(0, round(edge))) for edge in edges)
    first = min(first, end - 1)
    return first, max(first + 1, last)


def _said(region: FoundRegion, words: set[tuple[int, int]]) -> tuple[int | None, int | None]:
    """Where in the text a stamp speaks: only where the text is the one that it counts in."""
    starts, ends = {start for start, _ in words}, {end for _, end in words}
    if region.span and region.span[0] in starts and region.span[1] in ends:
        start, end = region.span
        return (start, end) if start < end else (None, None)
    return None, None


def _reading(page: PageText, frame: _Frame, own: Reading | None) -> Reading:
    if own is None:
        said = [word.confidence for word in page.words if word.confidence is not None]
        # A file without any is mostly one that people corrected; it is taken at its word.
        unsaid = sum(said) / len(said) if said else 1.0
        rows = (_row(word, frame, unsaid) for word in page.words)
        own = make_reading(row for row in rows if row.text)
    confidence = own.confidence if page.confidence is None else page.confidence
    language = page.language or guess_language(own.text)
    return Reading(own.text, own.words, confidence, page.model, language)


def _row(word: FoundWord, frame: _Frame, unsaid: float) -> Row:
    confidence = unsaid if word.confidence is None else word.confidence
    text = _CONTROL.sub("", "".join(unicodedata.normalize("NFC", word.text).split()))
    return Row(word.line, frame.box(word.sides), round(confidence, 3), text)


def _own_reading(page: PageText, frame: _Frame) -> Reading | None:
    """A text that we once wrote, letter by letter; None where the file is another's."""
    placed = [(word, word.place) for word in page.words if word.place]
    if len(placed) < len(page.words) or not placed:
        return None
    placed.sort(key=lambda each: each[1])
    found = [
        (
            word.text,
            Word(place[0], place[1], frame.box(word.sides), word.confidence or 0.0, *place[2:]),
        )
        for word, place in placed
    ]
    ends = [0, *(word.end for _, word in found)]
    if any(word.start < end for (_, word), end in zip(found, ends, strict=False)):
        return None
    text = join_words(found)
    if page.spelled is not None:
        text = page.spelled
        if any(text[word.start : word.end] != said for said, word in found):
            return None
    if unicodedata.normalize("NFC", text) != text or _CONTROL.search(text):
        return None
    words = tuple(word for _, word in found)
    return Reading(text, words, mean_confidence(words))
