"""Decode one image of a file completely, within limits, and keep it as a page image."""

import errno
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import ExifTags, Image, ImageChops, ImageOps

from ingest.imported.found import PageText
from ingest.options import Limits
from ingest.sniff import Kind, ends_early
from models.blobs import BlobStore
from models.errors import SOURCE_CORRUPT, SOURCE_TOO_LARGE, SOURCE_TRUNCATED, SourceError

FORMATS: Final = {
    # MPO is what Pillow calls a JPEG that has another one (a preview) behind it.
    Kind.JPEG: ("JPEG", "MPO"),
    Kind.PNG: ("PNG",),
    Kind.TIFF: ("TIFF",),
    Kind.JP2: ("JPEG2000",),
}
# 72 is what programs write that do not know.
_DPI_ABOVE: Final = 72
_DPI_MOST: Final = 1200
_A4_INCHES: Final = 11.69
# The long side of A0: a page that claims to be longer has a wrong resolution.
_LONGEST_INCHES: Final = 47
# zlib level: higher ones take several times as long and save some per cent.
_PNG_LEVEL: Final = 3
_PNG_MODES: Final = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16"})


@dataclass(frozen=True, slots=True)
class StoredImage:
    """A page image that was decoded to its last pixel.

    Attributes:
        digest: SHA-256 of its bytes, hex.
        width: pixels.
        height: pixels.
        dpi: as the file says, or estimated.
        remarks: what decoders complained about although they gave an image.
        text: that was delivered over the scan, in a PDF.
    """

    digest: str
    width: int
    height: int
    dpi: int
    remarks: tuple[str, ...] = ()
    text: PageText | None = None


@contextmanager
def decoding(path: Path, kind: Kind) -> Iterator[None]:
    """Translate what decoders raise on bad files into SourceError."""
    try:
        yield
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise SourceError(SOURCE_TOO_LARGE, str(error)) from error
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        struct.error,
        TypeError,
        KeyError,
        IndexError,
    ) as error:
        if isinstance(error, OSError) and error.errno == errno.ENOMEM:
            raise MemoryError from error
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            raise
        cut = "truncated" in str(error).lower() or ends_early(path, kind)
        code = SOURCE_TRUNCATED if cut else SOURCE_CORRUPT
        raise SourceError(code, f"{type(error).__name__}: {error}") from error


def open_image(path: Path, kind: Kind, limits: Limits) -> Image.Image:
    """Open an image by its header only, and refuse it when it is too large to decode."""
    with decoding(path, kind):
        image = Image.open(path, formats=FORMATS[kind])
    try:
        check_pixels(image.width, image.height, limits)
    except SourceError:
        image.close()
        raise
    return image


def check_pixels(width: int, height: int, limits: Limits) -> None:
    """Refuse a page of more pixels than the limit."""
    if width * height > limits.pixels:
        raise SourceError(SOURCE_TOO_LARGE, f"{width} × {height} > {limits.pixels}")


def read_image_file(
    path: Path, kind: Kind, digest: str, *, limits: Limits, blobs: BlobStore
) -> StoredImage:
    """Read a file of one page: a JPEG or PNG is its own page image, a JP2 becomes a PNG.

    Readers differ in whether they obey the orientation tag that cameras write, so an image
    with one is turned here and kept as a PNG.
    """
    with open_image(path, kind, limits) as image:
        with decoding(path, kind):
            image.load()
        turned = image.getexif().get(ExifTags.Base.Orientation, 1) != 1
        if kind is Kind.JP2 or turned:
            return store_png(image, blobs, dpi=dpi_of(image))
        return StoredImage(digest, image.width, image.height, dpi_of(image))


def dpi_of(image: Image.Image) -> int:
    """The resolution an image claims, or the one that makes its long side that of an A4 sheet."""
    claimed = image.info.get("dpi", (0, 0))
    try:
        dpi = round(float(claimed[1]))
    except (TypeError, ValueError, IndexError, OverflowError, ZeroDivisionError):
        dpi = 0
    return plausible_dpi(dpi, max(image.size))


def plausible_dpi(dpi: int, long_side: int) -> int:
    """Keep a credible resolution, or estimate one from an A4 sheet.

    Args:
        dpi: as claimed; 0 for none.
        long_side: of the page, pixels.
    """
    if _DPI_ABOVE < dpi <= _DPI_MOST and long_side <= dpi * _LONGEST_INCHES:
        return dpi
    return max(1, round(long_side / _A4_INCHES))


def store_png(image: Image.Image, blobs: BlobStore, *, dpi: int) -> StoredImage:
    """Keep an image without loss as PNG, upright as its orientation tag says."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode not in _PNG_MODES:
        upright = upright.convert("RGB")
    buffer = BytesIO()
    upright.save(buffer, "PNG", compress_level=_PNG_LEVEL, dpi=(dpi, dpi), exif=b"")
    return StoredImage(blobs.add_bytes(buffer.getvalue()), upright.width, upright.height, dpi)


def without_idle_colour(image: Image.Image) -> Image.Image:
    """Make an RGB image grey, or black and white, when it holds nothing else."""
    red, green, blue = image.split()
    for other in (green, blue):
        if ImageChops.difference(red, other).getbbox() is not None:
            return image
    colours = red.getcolors(2)
    if colours is not None and {value for _, value in colours} <= {0, 255}:
        return red.convert("1", dither=Image.Dither.NONE)
    return red
