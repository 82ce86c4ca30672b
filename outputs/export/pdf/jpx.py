"""Put a JPEG 2000 into a PDF as it is, where it keeps to what PDF/A-2 allows of it."""

import struct
from collections.abc import Iterator
from typing import Final

from pikepdf import Name

from outputs.export.pdf.objects import Value
from outputs.export.pdf.picture import GREY, RGB, Picture

_SIGNATURE: Final = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_BOX: Final = struct.Struct(">I4s")
_SIZE: Final = struct.Struct(">IIHB")
# ISO 15444-1 annex I: colours by number, and the numbers of sRGB and grey.
_BY_NUMBER: Final = 1
_COLOURS: Final[dict[int, tuple[int, Value]]] = {16: (3, RGB), 17: (1, GREY)}
_MIXED_DEPTHS: Final = 255


def embed_jpx(content: bytes) -> Picture | None:
    """Make a picture of a JP2 file's own bytes; None where PDF/A-2 (6.2.8.3) or a doubt forbids.

    One statement of colours, sRGB or grey, the same depth in all channels, no palette, no opacity.
    """
    if not content.startswith(_SIGNATURE):
        return None
    head = next((body for name, body in _boxes(content) if name == b"jp2h"), b"")
    boxes = list(_boxes(head))
    names = [name for name, _ in boxes]
    if sorted(names) not in ([b"colr", b"ihdr"], [b"colr", b"ihdr", b"res "]):
        return None
    parts = dict(boxes)
    height, width, channels, depth = _SIZE.unpack_from(parts[b"ihdr"])
    method, _, _, number = struct.unpack(">BBBI", parts[b"colr"][:7].ljust(7, b"\0"))
    expected, colours = _COLOURS.get(number, (0, GREY))
    if method != _BY_NUMBER or expected != channels or depth == _MIXED_DEPTHS:
        return None
    entries: dict[str, Value] = {"Filter": Name.JPXDecode, "ColorSpace": colours}
    return Picture(width, height, entries, content)


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + _BOX.size <= len(content):
        length, name = _BOX.unpack_from(content, at)
        begin = at + _BOX.size
        if length == 1:
            length = int.from_bytes(content[begin : begin + 8], "big")
            begin += 8
        end = at + length if length else len(content)
        if end < begin:
            return
        yield name, content[begin:end]
        at = end
