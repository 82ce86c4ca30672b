"""Take the pages out of a PDF: the scan itself where a page is one, else rendered by poppler."""

import logging
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pikepdf
from pikepdf.models.image import ImageDecompressionError
from PIL import Image

from ingest.images import (
    StoredImage,
    check_pixels,
    decoding,
    plausible_dpi,
    store_png,
    without_idle_colour,
)
from ingest.imported.found import PageText
from ingest.imported.textlayer import read_text_layer
from ingest.options import IngestOptions, Limits
from ingest.poppler import draw_page
from ingest.sniff import Kind, ends_early
from models.blobs import BlobStore
from models.decoding.complaints import complain
from models.decoding.scans import find_scan, rotation_of
from models.errors import (
    SOURCE_CORRUPT,
    SOURCE_ENCRYPTED,
    SOURCE_TRUNCATED,
    SourceError,
)

_POINTS_PER_INCH: Final = 72
_NO_TRANSCODING: Final = (
    pikepdf.PikepdfError,
    ImageDecompressionError,
    NotImplementedError,
    OSError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
)

logging.getLogger("pikepdf").setLevel(logging.ERROR)


@lru_cache(maxsize=1)
def open_pdf(path: Path) -> pikepdf.Pdf:
    """Open a PDF with the empty password; the last one stays open for its next page.

    Raises:
        SourceError: it needs a password, is cut short, or is damaged beyond repair.
    """
    try:
        return pikepdf.open(path)
    except pikepdf.PasswordError as error:
        raise SourceError(SOURCE_ENCRYPTED) from error
    except pikepdf.PdfError as error:
        code = SOURCE_TRUNCATED if ends_early(path, Kind.PDF) else SOURCE_CORRUPT
        said = str(error).replace(str(path), "").strip(" :")
        if "encrypt" in said.lower():
            # By a certificate, or in a way that qpdf does not know: nothing is damaged.
            code = SOURCE_ENCRYPTED
        raise SourceError(code, said) from error


@lru_cache(maxsize=1)
def _mended(path: Path) -> str:
    """What qpdf mended when it opened a PDF: every page of it may suffer from that."""
    said = open_pdf(path).get_warnings()
    return "\n".join(str(each).replace(str(path), "").strip(" :") for each in said)


def read_pdf_page(
    path: Path, number: int, *, options: IngestOptions, blobs: BlobStore, folder: Path
) -> StoredImage:
    """Read one page of a PDF.

    Args:
        path: the PDF.
        number: of the page, from 1.
        options: resolution and limits.
        blobs: where the page image is kept.
        folder: for what poppler writes.
    """
    with decoding(path, Kind.PDF):
        page = open_pdf(path).pages[number - 1]
    complain("qpdf", _mended(path))
    inches = _page_inches(page)
    scan = find_scan(page)
    if scan is not None and scan.width * scan.height > options.limits.pixels:
        # A fine scan of a small page: poppler can draw it coarser, within the limit.
        dpi = options.render_dpi
        complain("scan", f"{scan.width} × {scan.height} pixels, taken at {dpi} dpi")
        scan = None
    if scan is None:
        stored = _render(path, number, inches, options=options, blobs=blobs, folder=folder)
    else:
        dpi = plausible_dpi(round(scan.height / inches[1]), max(scan.width, scan.height))
        # One that pikepdf cannot transcode poppler draws pixel by pixel, at its own size.
        stored = _take_out(scan, dpi, blobs=blobs, limits=options.limits) or _render(
            path, number, inches, options=options, blobs=blobs, folder=folder,
            size=(scan.width, scan.height),
        )  # fmt: skip
    if not options.pdf_text or find_scan(page, turned=True) is None:
        return stored
    return replace(stored, text=_text_over(path, number, seconds=options.limits.seconds))


def _text_over(path: Path, number: int, *, seconds: int) -> PageText | None:
    """The text over a scan, unless it makes no sense: then the page has a warning that says so."""
    try:
        return read_text_layer(open_pdf(path), path, number, seconds=seconds)
    except SourceError as error:
        complain("text layer", f"{error.code}: {error.detail}")
        return None


def _page_inches(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    width = max(abs(right - left), 1) / _POINTS_PER_INCH
    height = max(abs(top - bottom), 1) / _POINTS_PER_INCH
    return (height, width) if rotation_of(page) in (90, 270) else (width, height)


def _take_out(
    scan: pikepdf.PdfImage, dpi: int, *, blobs: BlobStore, limits: Limits
) -> StoredImage | None:
    """The scan's own JPEG bytes, or its pixels as PNG; None when pikepdf cannot read them."""
    if scan.filters == ["/DCTDecode"]:
        return _take_jpeg(scan.obj.read_raw_bytes(), dpi, blobs=blobs, limits=limits)
    try:
        image = scan.as_pil_image()
        image.load()
    except _NO_TRANSCODING:
        return None
    return store_png(image, blobs, dpi=dpi)


def _take_jpeg(content: bytes, dpi: int, *, blobs: BlobStore, limits: Limits) -> StoredImage | None:
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "MPO")) as image:
            check_pixels(image.width, image.height, limits)
            image.load()
            if image.mode not in ("L", "RGB") or image.getexif().get(0x0112, 1) != 1:
                return None
            return StoredImage(blobs.add_bytes(content), image.width, image.height, dpi)
    except (OSError, SyntaxError, ValueError) as error:
        cut = "truncated" in str(error).lower()
        raise SourceError(SOURCE_TRUNCATED if cut else SOURCE_CORRUPT, str(error)) from error


def _render(
    path: Path,
    number: int,
    inches: tuple[float, float],
    *,
    options: IngestOptions,
    blobs: BlobStore,
    folder: Path,
    size: tuple[int, int] | None = None,
) -> StoredImage:
    wanted = size or (
        round(inches[0] * options.render_dpi) or 1,
        round(inches[1] * options.render_dpi) or 1,
    )
    check_pixels(*wanted, options.limits)
    with TemporaryDirectory(dir=folder) as drawn:
        remark = draw_page(path, number, wanted, seconds=options.limits.seconds, folder=drawn)
        ppm = Path(drawn) / "page.ppm"
        if not ppm.is_file():
            raise SourceError(SOURCE_CORRUPT, remark or "poppler made no image")
        with decoding(ppm, Kind.PDF), Image.open(ppm, formats=("PPM",)) as image:
            check_pixels(image.width, image.height, options.limits)
            image.load()
            _refuse_failed_blank(image, remark)
            dpi = plausible_dpi(round(image.height / inches[1]), max(image.size))
            return store_png(without_idle_colour(image), blobs, dpi=dpi)


def _refuse_failed_blank(image: Image.Image, remark: str) -> None:
    """A page that poppler complained about and left empty is a failed page, not a blank one."""
    if "Error" in remark and all(
        band.getextrema()[0] == band.getextrema()[1] for band in image.split()
    ):
        raise SourceError(SOURCE_CORRUPT, remark)
