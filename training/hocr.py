"""Reads lines out of hOCR with the very boxes the network was shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from models.page import Box
from training.lines import as_typed

SPAN: Final = "{http://www.w3.org/1999/xhtml}span"
LINES: Final = frozenset(("ocr_line", "ocr_caption", "ocr_header", "ocr_textfloat"))
NUMBER: Final = re.compile(r"(bbox|baseline|x_size|x_descenders|x_wconf) ([-\d. ]+)")
CORE: Final = re.compile(r"^([(\"']*)([^\W\d_]+)([-.,:;!?)\"']*)$")
"""Opening marks, letters, closing marks."""


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word as a model read it, with its confidence in percent."""

    text: str
    sure: int

    @property
    def plain(self) -> bool:
        """Whether it is letters between marks, and can be looked up."""
        return CORE.match(self.text) is not None

    @property
    def broken(self) -> bool:
        """Whether it ends in a hyphen."""
        return self.text.endswith("-") and self.plain

    @property
    def letters(self) -> str:
        """Its letters in lower case; empty if it has none."""
        core = CORE.match(self.text)
        return "".join(filter(str.isalpha, core[2] if core else self.text)).casefold()

    def replaced(self, index: int, letter: str) -> str:
        """Give the text with another letter at `index` of `letters`; only for a plain word."""
        at = index + self.text.casefold().index(self.letters)
        new = letter.upper() if self.text[at].isupper() else letter
        return self.text[:at] + new + self.text[at + 1 :]


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as a model read it: the box the network was shown, and its words."""

    box: Box
    words: tuple[ReadWord, ...]


def read_hocr(path: Path) -> Iterator[ReadLine]:
    """Read the lines of a hOCR file.

    Tesseract stretches a line's box to the row's ascenders and descenders before it cuts the
    picture (`linerec.cpp`, `LSTMRecognizeWord`); hOCR gives all that is needed to do the same.
    """
    for line in ElementTree.parse(path).iter(SPAN):
        if line.get("class") in LINES:
            words = (word for word in line if word.get("class") == "ocrx_word")
            read = ((as_typed("".join(word.itertext())), _numbers(word)) for word in words)
            yield ReadLine(
                _line_box(_numbers(line)),
                tuple(
                    ReadWord(text.replace(" ", ""), int(numbers["x_wconf"][0]))
                    for text, numbers in read
                    if text
                ),
            )


def _numbers(element: ElementTree.Element) -> dict[str, list[float]]:
    found = NUMBER.findall(element.get("title", ""))
    return {name: [float(value) for value in values.split()] for name, values in found}


def _line_box(numbers: dict[str, list[float]]) -> Box:
    left, top, right, bottom = numbers["bbox"]
    slope, offset = numbers.get("baseline", [0.0, 0.0])
    (size,), (below,) = numbers.get("x_size", [0.0]), numbers.get("x_descenders", [0.0])
    base = bottom + offset + slope * (right - left) / 2
    top, bottom = round(min(top, base - (size - below))), round(max(bottom, base + below))
    return Box(round(left), top, round(right - left), bottom - top)
