"""Writes scans into the file formats an archive delivers, the same bytes every time."""

from io import BytesIO
from pathlib import Path
from typing import Final

import pikepdf
from PIL import Image

from samples.contents import Form
from samples.paper import Scan, to_bilevel, to_grey
from samples.typewriter import DPI

A4_POINTS: Final = (595.276, 841.89)
JPEG_QUALITY: Final = 76
PASSWORD: Final = "1937"
CUT_AT: Final = 0.4
"""Share of its bytes that the truncated JPEG keeps."""


def write_file(path: Path, form: Form, scans: list[Scan]) -> None:
    """Write `scans` as one file of `form`; single-page forms take exactly one scan."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if form in (Form.PDF, Form.LOCKED_PDF):
        _write_pdf(path, scans, locked=form is Form.LOCKED_PDF)
    elif form is Form.BILEVEL_TIFF:
        _write_tiff(path, scans)
    else:
        (scan,) = scans
        path.write_bytes(_single(form, scan))


def _single(form: Form, scan: Scan) -> bytes:
    grey = Image.fromarray(to_grey(scan))
    if form is Form.PNG:
        return _encoded(_few_greys(grey), "PNG", dpi=(DPI, DPI), optimize=True)
    if form is Form.JP2:
        return _encoded(grey, "JPEG2000", quality_mode="rates", quality_layers=[16])
    jpeg = _jpeg(grey)
    return jpeg[: int(len(jpeg) * CUT_AT)] if form is Form.CUT_JPEG else jpeg


def _encoded(image: Image.Image, format_name: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, format_name, **options)
    return file.getvalue()


def _jpeg(image: Image.Image) -> bytes:
    return _encoded(image, "JPEG", quality=JPEG_QUALITY, optimize=True, dpi=(DPI, DPI))


def _few_greys(grey: Image.Image) -> Image.Image:
    """Reduce to 29 even steps: a noisy page in 256 greys would be 5 MB as PNG."""
    return grey.point(lambda level: (level + 4) // 9 * 9)


def _write_tiff(path: Path, scans: list[Scan]) -> None:
    first, *rest = (Image.fromarray(to_bilevel(scan)) for scan in scans)
    first.save(
        path, "TIFF", compression="group4", dpi=(DPI, DPI), save_all=True, append_images=rest
    )


def _write_pdf(path: Path, scans: list[Scan], *, locked: bool) -> None:
    """Write one page for each scan, the JPEG stream embedded as it is.

    The encrypted file uses RC4 (revision 3) and a fixed /ID: AES draws a random salt, and then no
    two runs would give the same bytes.
    """
    with pikepdf.new() as pdf:
        for scan in scans:
            _add_page(pdf, _jpeg(Image.fromarray(scan)), scan.shape)
        if locked:
            lock = pikepdf.Encryption(
                user=PASSWORD, owner="archive", R=3, aes=False, metadata=False
            )
            pdf.save(path, encryption=lock, static_id=True)
        else:
            pdf.save(path, deterministic_id=True)


def _add_page(pdf: pikepdf.Pdf, jpeg: bytes, shape: tuple[int, ...]) -> None:
    width, height = A4_POINTS
    image = pikepdf.Stream(pdf, jpeg)
    image.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=shape[1],
        Height=shape[0],
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = pdf.add_blank_page(page_size=A4_POINTS)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=image))
    page.Contents = pikepdf.Stream(pdf, f"q {width} 0 0 {height} 0 0 cm /Scan Do Q".encode())
