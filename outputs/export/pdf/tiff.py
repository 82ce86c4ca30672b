"""Take a page of a TIFF into a PDF: its Group 4 or JPEG strip as it is, where it is but one."""

from io import BytesIO
from pathlib import Path
from typing import Any, Final

from pikepdf import Name
from PIL import Image

from models.decoding.scans import full_frames
from outputs.export.pdf.jpeg import embed_jpeg
from outputs.export.pdf.objects import Value
from outputs.export.pdf.picture import GREY, Picture

_COMPRESSION, _PHOTOMETRIC, _FILL_ORDER, _ORIENTATION = 259, 262, 266, 274
_OFFSETS, _COUNTS, _TILES, _TABLES = 273, 279, 324, 347
_WHITE_IS_ZERO, _RGB = 0, 2
_REVERSED: Final = 2
_TURNED_BITS: Final = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))
_START, _END = b"\xff\xd8", b"\xff\xd9"


class Frames:
    """A TIFF that is open, and its full images."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._image = Image.open(path, formats=("TIFF",))
        self._indices = list(full_frames(self._image))

    def close(self) -> None:
        """Let go of the file."""
        self._image.close()

    def embed(self, number: int, size: tuple[int, int]) -> Picture | None:
        """Make a picture of the one strip of a page; None where it is not one, or coded otherwise.

        Args:
            number: of the page, from 1.
            size: of the page image, pixels.
        """
        self._image.seek(self._indices[number - 1])
        tags: dict[int, Any] = dict(getattr(self._image, "tag_v2", {}))
        if self._image.size != size or tags.get(_ORIENTATION, 1) != 1 or _TILES in tags:
            return None
        if len(tags.get(_OFFSETS, ())) != 1:
            return None
        strip = _read(self._path, tags[_OFFSETS][0], tags[_COUNTS][0])
        match tags.get(_COMPRESSION):
            case 4:  # Group 4
                if tags.get(_FILL_ORDER) == _REVERSED:
                    strip = strip.translate(_TURNED_BITS)
                return _fax(size, strip, black_is_one=tags.get(_PHOTOMETRIC) != _WHITE_IS_ZERO)
            case 7:  # JPEG
                return _embed_strip(strip, tags)
            case _:
                return None


def group4(image: Image.Image) -> Picture:
    """Code a black and white image as Group 4, which loses nothing."""
    buffer = BytesIO()
    image.save(buffer, "TIFF", compression="group4", strip_size=image.width * image.height)
    content = buffer.getvalue()
    with Image.open(buffer, formats=("TIFF",)) as coded:
        tags: dict[int, Any] = dict(getattr(coded, "tag_v2", {}))
    at, length = tags[_OFFSETS][0], tags[_COUNTS][0]
    black_is_one = tags[_PHOTOMETRIC] != _WHITE_IS_ZERO
    return _fax(image.size, content[at : at + length], black_is_one=black_is_one)


def _fax(size: tuple[int, int], strip: bytes, *, black_is_one: bool) -> Picture:
    coding: dict[str, Value] = {"K": -1, "Columns": size[0], "Rows": size[1]}
    if black_is_one:
        coding["BlackIs1"] = True
    entries: dict[str, Value] = {
        "Filter": Name.CCITTFaxDecode,
        "DecodeParms": coding,
        "ColorSpace": GREY,
        "BitsPerComponent": 1,
    }
    return Picture(*size, entries, strip)


def _embed_strip(strip: bytes, tags: dict[int, Any]) -> Picture | None:
    """A JPEG strip with the tables that TIFF keeps apart put back into it."""
    tables = bytes(tags.get(_TABLES, b"")).removeprefix(_START).removesuffix(_END)
    picture = embed_jpeg(_START + tables + strip.removeprefix(_START))
    if picture is None or "Decode" in picture.entries:
        return None
    if picture.entries["ColorSpace"] != GREY and tags.get(_PHOTOMETRIC) == _RGB:
        # No mark of JFIF or Adobe in a strip: TIFF's own tag says what the layers are.
        picture.entries["DecodeParms"] = {"ColorTransform": 0}
    return picture


def _read(path: Path, offset: int, length: int) -> bytes:
    with path.open("rb") as stream:
        stream.seek(offset)
        return stream.read(length)
