"""Read a page by Tesseract: one call, its table of words, and the text built from the words."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import Field

from models.errors import MODEL_MISSING, MissingDependency
from models.page import Box, Reading, Word
from pipeline.engines.protocols import GreyImage, ReadingEngineOptions
from pipeline.engines.tesseract import identity_of, read_table

WORD_LEVEL: Final = "5"
FOLDS: Final = {"Cyrillic": str.maketrans({"\u04f0": "\u04ee"})}
"""Readings of a model that are always wrong here: Cyrillic gives Ӱ for the Ӯ of 1940-51."""


@dataclass(frozen=True, slots=True)
class Row:
    """One word of Tesseract's table; `line` is (block, paragraph, line)."""

    line: tuple[int, int, int]
    box: Box
    confidence: float
    text: str


def parse_rows(table: str, *, model: str = "") -> Iterator[Row]:
    """Read the words of a TSV table, NFC; rows without a visible character are left out."""
    for content in table.split("\n")[1:]:
        cells = content.split("\t", 11)
        if len(cells) < 12 or cells[0] != WORD_LEVEL:
            continue
        text = unicodedata.normalize("NFC", cells[11].translate(FOLDS.get(model, {})))
        text = "".join(text.split())
        if text:
            block, paragraph, line = (int(cell) for cell in cells[2:5])
            box = Box(*(int(cell) for cell in cells[6:10]))
            # Three decimals are what the record keeps; a re-run must meet the same values.
            confidence = round(min(1.0, max(0.0, float(cells[10]) / 100)), 3)
            yield Row((block, paragraph, line), box, confidence, text)


def make_reading(rows: Iterator[Row]) -> Reading:
    """Join words by a blank, lines by a line end, paragraphs by an empty line.

    Low confidence never drops a word. The reading's confidence is the words' mean, weighted by
    their length.
    """
    pieces: list[str] = []
    words: list[Word] = []
    blocks: dict[int, int] = {}
    offset, line, before = 0, -1, None
    for row in rows:
        if before is not None:
            gap = " " if row.line == before else "\n" if row.line[:2] == before[:2] else "\n\n"
            pieces.append(gap)
            offset += len(gap)
        line += row.line != before
        before = row.line
        block = blocks.setdefault(row.line[0], len(blocks))
        end = offset + len(row.text)
        words.append(Word(offset, end, row.box, row.confidence, block, line))
        pieces.append(row.text)
        offset = end
    letters = sum(word.end - word.start for word in words)
    total = sum(word.confidence * (word.end - word.start) for word in words)
    return Reading("".join(pieces), tuple(words), total / letters if letters else 0.0)


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
        if model not in self._options.models:
            raise MissingDependency(MODEL_MISSING, f"{model}: not in ocr.engine.models")
        table = read_table(
            image, model=model, psm=self._options.psm, dpi=dpi, seconds=self._options.seconds
        )
        return make_reading(parse_rows(table, model=model))
