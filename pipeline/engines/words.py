"""Read the table in which Tesseract says what words it found."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from models.page import Box
from models.page.joining import Row

WORD_LEVEL: Final = "5"
FOLDS: Final = {
    "Cyrillic": {
        "Ӱ": "Ӯ", "Җ": "Ж", "җ": "ж", "Ї": "І", "ї": "і", "џу": "ө", "џ": "ө", "Џ": "Ө",
        "ҳ": "қ", "Ҳ": "Қ",
    },
}  # fmt: skip
"""Readings of a model that are always wrong here: Ӱ for the Ӯ of 1940-51, letters that other
languages have («џткізген», «кџукпекті» in faces it has not seen)."""


def parse_rows(table: str, *, model: str = "") -> Iterator[Row]:
    """Read the words of a TSV table, NFC; rows without a visible character are left out."""
    for content in table.split("\n"):
        cells = content.split("\t", 11)
        if len(cells) < 12 or cells[0] != WORD_LEVEL:
            continue
        text = cells[11]
        for wrong, right in FOLDS.get(model, {}).items():
            text = text.replace(wrong, right)
        text = unicodedata.normalize("NFC", text)
        text = "".join(text.split())
        if text:
            block, paragraph, line = (int(cell) for cell in cells[2:5])
            box = Box(*(int(cell) for cell in cells[6:10]))
            # Three decimals are what the record keeps; a re-run must meet the same values.
            confidence = round(min(1.0, max(0.0, float(cells[10]) / 100)), 3)
            yield Row((block, paragraph, line), box, confidence, text)
