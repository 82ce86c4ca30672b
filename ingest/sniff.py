"""Tell what a delivered file is from its bytes, since names and suffixes lie."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Final

from models.errors import SOURCE_ARCHIVE, SOURCE_EMPTY, SOURCE_TYPE_UNKNOWN, SourceError


class Kind(StrEnum):
    """The formats that are read, by media type."""

    PDF = "application/pdf"
    TIFF = "image/tiff"
    JPEG = "image/jpeg"
    PNG = "image/png"
    JP2 = "image/jp2"


_STARTS: Final = {
    b"\xff\xd8\xff": Kind.JPEG,
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"II*\x00": Kind.TIFF,
    b"MM\x00*": Kind.TIFF,
    # BigTIFF
    b"II+\x00": Kind.TIFF,
    b"MM\x00+": Kind.TIFF,
    b"\x00\x00\x00\x0cjP  \r\n\x87\n": Kind.JP2,
    # JPEG 2000 without its container
    b"\xff\x4f\xff\x51": Kind.JP2,
}
_ARCHIVES: Final = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"MSCF",
)
_TAR: Final = slice(257, 262)
# Where the header may begin: Adobe's implementation note 13 to PDF 1.7, appendix H.
_PDF_HEAD: Final = 1024
_ENDS: Final = {
    Kind.PDF: b"%%EOF",
    Kind.JPEG: b"\xff\xd9",
    Kind.PNG: b"IEND",
    Kind.JP2: b"\xff\xd9",
}
_TAIL: Final = 2048


def sniff(path: Path) -> Kind:
    """Tell the format of a file from its first bytes.

    Raises:
        SourceError: it is empty, an archive, or of no format that is read.
        OSError: it cannot be opened.
    """
    with path.open("rb") as stream:
        head = stream.read(_PDF_HEAD)
    if not head:
        raise SourceError(SOURCE_EMPTY)
    for start, kind in _STARTS.items():
        if head.startswith(start):
            return kind
    if head.startswith(_ARCHIVES) or head[_TAR] == b"ustar":
        raise SourceError(SOURCE_ARCHIVE)
    if b"%PDF-" in head:
        return Kind.PDF
    raise SourceError(SOURCE_TYPE_UNKNOWN)


def ends_early(path: Path, kind: Kind) -> bool:
    """Whether the mark that ends a file of this format is missing; False where there is none."""
    mark = _ENDS.get(kind)
    if mark is None:
        return False
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - _TAIL))
        return mark not in stream.read()
