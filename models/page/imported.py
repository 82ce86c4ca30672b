"""Keep what another program read on a page, small enough for a million of them."""

from base64 import b64decode, b64encode
from typing import Final

from models.page import Imported, Layout, Reading
from models.page.wordboxes import decode_words, encode_words

IMPORTED: Final = "imported"
"""The first word of the model of a reading that came with a delivery; its program follows."""

_MODEL_LENGTH: Final = 100


def make_imported(
    reading: Reading,
    *,
    name: str,
    sha256: str,
    program: str = "",
    layout: Layout | None = None,
    rotation: int | None = None,
) -> Imported:
    """Keep a reading, boxes in pixels of the scan; its model is the other program's."""
    return Imported(
        name=name,
        sha256=sha256,
        program=program,
        model=reading.model,
        text=reading.text,
        words=b64encode(encode_words(reading.words)).decode("ascii"),
        confidence=round(reading.confidence, 4),
        language=reading.language,
        layout=layout or Layout(),
        rotation=rotation,
    )


def reading_of(imported: Imported) -> Reading:
    """The reading again; its model says that it was imported, and who read it."""
    return Reading(
        text=imported.text,
        words=decode_words(b64decode(imported.words)),
        confidence=imported.confidence,
        model=f"{IMPORTED} {imported.program}".strip()[:_MODEL_LENGTH],
        language=imported.language,
    )
