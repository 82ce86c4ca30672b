"""Put a PNG into a PDF as it is: FlateDecode reads its rows where they are plain."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from pikepdf import Name
from PIL import Image

from outputs.export.pdf.objects import Value
from outputs.export.pdf.picture import RGB, Picture, colour_space
from outputs.export.pdf.tiff import group4

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_GREY, _COLOUR, _PALETTE = 0, 2, 3
_CHANNELS: Final = {_GREY: 1, _COLOUR: 3, _PALETTE: 1}
_HEADER: Final = struct.Struct(">IIBBBBB")
# Any of PNG's filters, told row by row.
_PREDICTOR: Final = 15
_LEVEL: Final = 9


def without_loss(content: bytes) -> bytes:
    """An image of any kind as PNG; of CMYK what Pillow makes of it."""
    with Image.open(BytesIO(content)) as image:
        image.load()
        return _plain(image)


def embed_png(content: bytes) -> Picture:
    """Make a picture of a PNG: its own bytes, or what is smaller where only two colours are.

    Rows that are interlaced or have a transparency, which PDF codes apart, are coded anew without
    loss, upon white.
    """
    kept = _own_rows(content)
    if kept is None:
        kept = _own_rows(without_loss(content))
        if kept is None:
            raise ValueError("a plain PNG has plain rows")
    if kept.entries["BitsPerComponent"] != 1 or kept.entries["ColorSpace"] != Name.DeviceGray:
        return kept
    with Image.open(BytesIO(content), formats=("PNG",)) as image:
        coded = group4(image.convert("1", dither=Image.Dither.NONE))
    return min(kept, coded, key=lambda each: len(each.content))


def _own_rows(content: bytes) -> Picture | None:
    chunks: dict[bytes, bytes] = {}
    rows: list[bytes] = []
    for name, data in _chunks(content):
        if name == b"IDAT":
            rows.append(data)
        else:
            chunks.setdefault(name, data)
    width, height, bits, colour, _, _, interlaced = _HEADER.unpack(chunks[b"IHDR"])
    channels = _CHANNELS.get(colour)
    if channels is None or interlaced or b"tRNS" in chunks:
        return None
    colours = (
        _indexed(chunks[b"PLTE"]) if colour == _PALETTE else
        colour_space(channels, _profile(chunks.get(b"iCCP")))
    )  # fmt: skip
    if colours is None:
        return None
    coding: dict[str, Value] = {"Predictor": _PREDICTOR, "Colors": channels, "Columns": width}
    entries: dict[str, Value] = {
        "Filter": Name.FlateDecode,
        "DecodeParms": coding | {"BitsPerComponent": bits},
        "ColorSpace": colours,
        "BitsPerComponent": bits,
    }
    return Picture(width, height, entries, b"".join(rows))


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length


def _profile(chunk: bytes | None) -> bytes | None:
    if chunk is None:
        return None
    try:
        return zlib.decompress(chunk[chunk.index(b"\0") + 2 :])
    except (ValueError, zlib.error):
        return None


def _indexed(palette: bytes) -> Value:
    return [Name.Indexed, RGB, len(palette) // 3 - 1, b"<" + palette.hex().encode() + b">"]


def _plain(image: Image.Image) -> bytes:
    """The pixels as a PNG of plain rows, what is transparent upon white."""
    if image.mode == "CMYK":
        image = image.convert("RGB")
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, seen).convert(
            "L" if image.mode in ("L", "LA") else "RGB"
        )
    buffer = BytesIO()
    image.save(buffer, "PNG", compress_level=_LEVEL)
    return buffer.getvalue()
