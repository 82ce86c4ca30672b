"""Files that are small and ask for the moon, made when they are needed: none is kept in git."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pikepdf
from PIL import Image

_PNG_HEAD: Final = b"\x89PNG\r\n\x1a\n"
_SQUARE: Final = 60_000


def make_bombs(folder: Path) -> list[Path]:
    """Write every bomb into a folder; each is some megabytes at most."""
    return [_written(folder / name, make()) for name, make in BOMBS.items()]


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


# -- PDF --


def _pdf(*objects: bytes) -> bytes:
    """A PDF of numbered objects, the first of which is the catalogue."""
    content = bytearray(b"%PDF-1.7\n")
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )
    return bytes(content)


def _one_page(box: str, *more: bytes, extra: bytes = b"") -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] %s >>" % (box.encode(), extra)
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return _pdf(b"<< /Type /Catalog /Pages 2 0 R >>", tree, page, *more)


def _stream(content: bytes, keys: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), keys, content)


def _huge_page() -> bytes:
    return _one_page("0 0 1000000 1000000")


def _million_pages() -> bytes:
    """A tree of six levels, each naming the one below ten times: a million pages in 1 kB."""
    node = b"<< /Type /Pages /Kids [%s] /Count %d /Parent %d 0 R >>"
    levels = [
        node % (b"%d 0 R " % (number + 1) * 10, 10 ** (8 - number), max(2, number - 1))
        for number in range(2, 8)
    ]
    page = b"<< /Type /Page /Parent 7 0 R /MediaBox [0 0 72 72] >>"
    return _pdf(b"<< /Type /Catalog /Pages 2 0 R >>", *levels, page)


def _many_pages() -> bytes:
    """A million pages one beside the other."""
    pages = b"3 0 R " * 1_000_000
    tree = b"<< /Type /Pages /Kids [%s] /Count 1000000 >>" % pages
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>"
    return _pdf(b"<< /Type /Catalog /Pages 2 0 R >>", tree, page)


def _deep_arrays() -> bytes:
    return _one_page("0 0 72 72", extra=b"/Deep " + b"[" * 200_000 + b"]" * 200_000)


def _deep_content() -> bytes:
    drawing = b"q 1 0 0 1 0 0 cm " * 500_000
    return _one_page("0 0 72 72", _stream(drawing), extra=b"/Contents 4 0 R")


def nested_forms() -> bytes:
    """Forms, each of which draws the one below 20 times: 20 to the 7th squares."""
    with pikepdf.new() as pdf:
        form = _form(pdf, b"0 0 1 1 re f " * 20, {})
        for _ in range(6):
            form = _form(pdf, b"/F Do " * 20, {"/F": form})
        page = pdf.add_blank_page(page_size=(200, 200))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/F": form}))
        page.Contents = pikepdf.Stream(pdf, b"/F Do")
        content = io.BytesIO()
        pdf.save(content)
    return content.getvalue()


def _form(pdf: pikepdf.Pdf, content: bytes, forms: dict[str, pikepdf.Object]) -> pikepdf.Object:
    stream = pikepdf.Stream(
        pdf,
        content,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, 200, 200],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(forms)),
    )
    return pdf.make_indirect(stream)


def _flate_bomb() -> bytes:
    """An image whose stream of two kilobytes unpacks, twice over, to half a gigabyte."""
    packed = zlib.compress(zlib.compress(bytes(500 << 20), 9), 9)
    keys = (
        b"/Type /XObject /Subtype /Image /Width 22000 /Height 22000 /BitsPerComponent 8"
        b" /ColorSpace /DeviceGray /Filter [/FlateDecode /FlateDecode]"
    )
    drawing = _stream(b"q 72 0 0 72 0 0 cm /I Do Q")
    extra = b"/Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >>"
    return _one_page("0 0 72 72", drawing, _stream(packed, keys), extra=extra)


def _content_bomb() -> bytes:
    """A page whose drawing unpacks to a gigabyte."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"0 0 m " * (1 << 20)) for _ in range(170)) + packer.flush()
    extra = b"/Contents 4 0 R"
    return _one_page("0 0 72 72", _stream(packed, b"/Filter /FlateDecode"), extra=extra)


# -- images --


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def _png(width: int, height: int, *before: bytes) -> bytes:
    """A whole one-bit PNG, white."""
    packer = zlib.compressobj(9)
    row = b"\x00" + b"\xff" * ((width + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return _PNG_HEAD + head + b"".join(before) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _png_text_bomb() -> bytes:
    packed = zlib.compress(bytes(300 << 20), 9)
    return _png(100, 100, _chunk(b"zTXt", b"Comment\x00\x00" + packed))


def _png_profile_bomb() -> bytes:
    packed = zlib.compress(bytes(300 << 20), 9)
    return _png(100, 100, _chunk(b"iCCP", b"profile\x00\x00" + packed))


def _tiff(width: int, height: int, *, directories: int = 1, loops: bool = False) -> bytes:
    """Grey TIFFs of one white strip packed by Deflate, one directory after the other."""
    strip = zlib.compress(b"\xff" * 65_536, 9)
    content = bytearray(b"II*\x00" + struct.pack("<I", 8 + len(strip))) + strip
    for number in range(directories):
        tags = (
            (256, 4, width),
            (257, 4, height),
            (258, 3, 8),
            (259, 3, 8),
            (262, 3, 1),
            (273, 4, 8),
            (277, 3, 1),
            (278, 4, height),
            (279, 4, len(strip)),
        )
        following = len(content) + 2 + 12 * len(tags) + 4
        last = 8 + len(strip) if loops else 0
        content += struct.pack("<H", len(tags))
        content += b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
        content += struct.pack("<I", last if number == directories - 1 else following)
    return bytes(content)


def _saved(image: Image.Image, form: str) -> bytes:
    content = io.BytesIO()
    image.save(content, form)
    return content.getvalue()


def _jp2() -> bytes:
    """A JPEG 2000 of 64 pixels that says it has 60,000 on either side."""
    content = bytearray(_saved(Image.new("L", (64, 64), 200), "JPEG2000"))
    head = content.index(b"ihdr") + 4
    content[head : head + 8] = struct.pack(">II", _SQUARE, _SQUARE)
    size = content.index(b"\xff\x51") + 6
    content[size : size + 8] = struct.pack(">II", _SQUARE, _SQUARE)
    return bytes(content)


def _jp2_tiles() -> bytes:
    """A JPEG 2000 within the limit of pixels in tiles of one pixel each."""
    content = bytearray(_saved(Image.new("L", (64, 64), 200), "JPEG2000"))
    head = content.index(b"ihdr") + 4
    content[head : head + 8] = struct.pack(">II", 12_000, 12_000)
    size = content.index(b"\xff\x51") + 6
    content[size : size + 8] = struct.pack(">II", 12_000, 12_000)
    content[size + 16 : size + 24] = struct.pack(">II", 1, 1)
    return bytes(content)


def _jpeg() -> bytes:
    content = bytearray(_saved(Image.new("L", (64, 64), 200), "JPEG"))
    place = content.index(b"\xff\xc0") + 5
    content[place : place + 4] = struct.pack(">HH", 65_000, 65_000)
    return bytes(content)


def _zip_bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../scan.png", bytes(50 << 20))
    return content.getvalue()


BOMBS: Final[dict[str, Callable[[], bytes]]] = {
    "huge_page.pdf": _huge_page,
    "million_pages.pdf": _million_pages,
    "many_pages.pdf": _many_pages,
    "deep_arrays.pdf": _deep_arrays,
    "deep_content.pdf": _deep_content,
    "nested_forms.pdf": nested_forms,
    "flate_bomb.pdf": _flate_bomb,
    "content_bomb.pdf": _content_bomb,
    "square.png": lambda: _png(_SQUARE, _SQUARE),
    "wide.png": lambda: _png(_SQUARE, 40),
    "tall.png": lambda: _png(40, _SQUARE),
    "text.png": _png_text_bomb,
    "profile.png": _png_profile_bomb,
    "square.tif": lambda: _tiff(_SQUARE, _SQUARE),
    "strip.tif": lambda: _tiff(14_000, 14_000),
    "many_frames.tif": lambda: _tiff(100, 100, directories=20_000),
    "endless_frames.tif": lambda: _tiff(100, 100, directories=3, loops=True),
    "square.jp2": _jp2,
    "tiles.jp2": _jp2_tiles,
    "square.jpg": _jpeg,
    "archive.zip": _zip_bomb,
}
"""What makes each, by its name."""
