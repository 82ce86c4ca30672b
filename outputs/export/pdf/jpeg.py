"""Put a JPEG into a PDF as it is, where DCTDecode reads it as everybody else does."""

from io import BytesIO
from typing import Any, Final

from pikepdf import Name
from PIL import Image

from outputs.export.pdf.objects import Value
from outputs.export.pdf.picture import Picture, colour_space

_CHANNELS: Final = {"L": 1, "RGB": 3, "CMYK": 4}
_ORIENTATION: Final = 0x0112
# EXIF's orientations that are quarter turns; the others are mirrored.
_TURNS: Final = {1: 0, 6: 90, 3: 180, 8: 270}
_FRAME: Final = range(0xC0, 0xD0)
# Baseline, extended and progressive, all with Huffman codes; C4, C8 and CC begin no frame.
_READ_BY_PDF: Final = frozenset({0xC0, 0xC1, 0xC2})
_NO_FRAME: Final = frozenset({0xC4, 0xC8, 0xCC})
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_EIGHT_BITS: Final = 8


def embed_jpeg(content: bytes) -> Picture | None:
    """Make a picture of a JPEG's own bytes; None where a viewer would see something else."""
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "MPO")) as image:
            found: dict[Any, Any] = dict(image.info)
            size, mode = image.size, image.mode
            turn = _TURNS.get(image.getexif().get(_ORIENTATION, 1))
            layers = [layer[0] for layer in getattr(image, "layer", ())]
    except (OSError, SyntaxError, ValueError):
        return None
    channels = _CHANNELS.get(mode)
    if channels is None or turn is None or not _is_read_by_pdf(content):
        return None
    colours = colour_space(channels, found.get("icc_profile"))
    if colours is None:
        return None
    entries: dict[str, Value] = {
        "Filter": Name.DCTDecode,
        "ColorSpace": colours,
        "BitsPerComponent": _EIGHT_BITS,
    }
    adobe = "adobe" in found
    if channels == _CHANNELS["CMYK"] and adobe:
        # Photoshop writes ink as 255 - ink, which nothing but Adobe's mark tells.
        entries["Decode"] = [1, 0] * channels
    if layers == list(b"RGB") and not adobe and "jfif" not in found:
        # libjpeg takes such layers as RGB by their names, PDF as YCbCr unless it is told.
        entries["DecodeParms"] = {"ColorTransform": 0}
    return Picture(*size, entries, content, turn)


def _is_read_by_pdf(content: bytes) -> bool:
    """Whether the first frame is of a kind that DCTDecode knows, of eight bits a sample."""
    at = 2
    while at + 4 < len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if mark in _FRAME and mark not in _NO_FRAME:
            return mark in _READ_BY_PDF and content[at + 4] == _EIGHT_BITS
        if mark == 0xFF or mark in _ALONE:
            at += 1 if mark == 0xFF else 2
            continue
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return False
