"""A line for training: its picture and its text, in the letters a typewriter has."""

import struct
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Grey picture of one line or page, shape (height, width), 0 = black."""

TYPED: Final = str.maketrans(
    {
        **dict.fromkeys("«»“”„‟", '"'),
        **dict.fromkeys("‘’‚‹›`", "'"),
        **dict.fromkeys("–—‐‑−_", "-"),
        "…": "...",
        "®": "о",
        "\u00a0": " ",
    }
)
"""What print has and no Soviet typewriter: one kind of quotes, one of dashes."""


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """One line: grey picture and what it says."""

    picture: Picture
    text: str


def as_typed(text: str) -> str:
    """Give `text` NFC in a typewriter's characters, with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).translate(TYPED).split())


def read_characters(unicharset: Path) -> frozenset[str]:
    """Read the characters that a model can give from its `lstm-unicharset` component."""
    rows = unicharset.read_text("utf-8").splitlines()[1:]
    return frozenset(row.split(" ", 1)[0] for row in rows if row) - {"NULL"} | {" "}


def write_lines(lines: Iterable[TrainingLine], path: Path) -> None:
    """Write lines as one document for lstmtraining (`imagedata.cpp`, `DocumentData`), in order.

    Texts stand without boxes: the network aligns them itself.
    """
    records = [_record(index, line) for index, line in enumerate(lines)]
    path.write_bytes(struct.pack("<I", len(records)) + b"".join(records))


def _record(index: int, line: TrainingLine) -> bytes:
    text = _counted(line.text.encode("utf-8"))
    png = cv2.imencode(".png", line.picture)[1].tobytes()
    present, page, no_boxes, upright = b"\1", struct.pack("<i", index), struct.pack("<I", 0), b"\0"
    name, language, texts = _counted(b""), _counted(b""), struct.pack("<I", 1) + text
    return b"".join((present, name, page, _counted(png), language, text, no_boxes, texts, upright))


def _counted(content: bytes) -> bytes:
    return struct.pack("<I", len(content)) + content
