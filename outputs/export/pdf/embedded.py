"""Take the scan of a page out of the PDF that was delivered, coded as it is there."""

from dataclasses import replace
from typing import Any, Final

import pikepdf
from pikepdf import Name

from models.decoding.scans import find_scan, rotation_of
from outputs.export.pdf.jpeg import embed_jpeg
from outputs.export.pdf.jpx import embed_jpx
from outputs.export.pdf.objects import Stream, Value
from outputs.export.pdf.picture import GREY, RGB, Picture, colour_space, deflated

# What stays as it is; the rest, LZW among it which PDF/A forbids, is decoded and deflated.
_KEPT: Final = frozenset({"/CCITTFaxDecode", "/JBIG2Decode", "/FlateDecode"})
_CODING: Final = frozenset(
    {"/K", "/EndOfLine", "/EncodedByteAlign", "/Columns", "/Rows", "/EndOfBlock", "/BlackIs1"}
    | {"/DamagedRowsBeforeError", "/Predictor", "/Colors", "/BitsPerComponent"}
)
# How far poppler's rounding of a page's size may change its shape.
_SHAPE: Final = 0.003
_UNREADABLE: Final = (pikepdf.PikepdfError, ValueError, TypeError, KeyError, AttributeError)


def embed_scan(page: pikepdf.Page, size: tuple[int, int]) -> Picture | None:
    """Make a picture of the one scan of a page; None where the page image is not that scan.

    A page that is shown turned, or was too fine, was drawn at ingest: the page image has other
    pixels than the scan, but the same shape.

    Args:
        page: of the PDF that was delivered.
        size: of the page image, pixels.
    """
    scan = find_scan(page, turned=True)
    if scan is None:
        return None
    try:
        picture = _embed(scan)
    except _UNREADABLE:
        return None
    if picture is None:
        return None
    picture = replace(picture, turn=rotation_of(page))
    width, height = picture.turned_size
    same = abs(width * size[1] / (height * size[0]) - 1) < _SHAPE
    return picture if same else None


def _embed(scan: pikepdf.PdfImage) -> Picture | None:
    colours = _colours(scan)
    if colours is None:
        return None
    match scan.filters:
        case ["/DCTDecode"]:
            return embed_jpeg(scan.obj.read_raw_bytes())
        case ["/JPXDecode"]:
            return embed_jpx(scan.obj.read_raw_bytes())
        case [coded] if coded in _KEPT:
            content = scan.obj.read_raw_bytes()
            coding: dict[str, Value] = {"Filter": Name(coded), "DecodeParms": _coding(scan)}
        case _:
            coded_anew = deflated(scan.obj.read_bytes())
            content, coding = coded_anew.content, dict(coded_anew.entries)
    entries = coding | {"ColorSpace": colours, "BitsPerComponent": scan.bits_per_component}
    if decode := [float(value) for value in scan.obj.get("/Decode", ())]:
        entries["Decode"] = list(decode)
    return Picture(scan.width, scan.height, entries, content)


def _coding(scan: pikepdf.PdfImage) -> Value:
    coding: dict[str, Value] = {}
    for each in scan.decode_parms:
        for name, value in dict(each or {}).items():
            if name in _CODING:
                coding[name[1:]] = _plain(value)
            if name == "/JBIG2Globals":
                coding[name[1:]] = Stream({}, value.read_bytes())
    return coding


def _plain(value: Any) -> Value:
    return bool(value) if isinstance(value, bool) else int(value)


def _colours(scan: pikepdf.PdfImage) -> Value | None:
    """The scan's colours, of grey, RGB or a palette of RGB."""
    space: Any = scan.obj.get("/ColorSpace")
    match scan.mode:
        case "1" | "L":
            return colour_space(1, _profile(space))
        case "RGB":
            return colour_space(3, _profile(space))
        case "P" if space[1] in (Name.DeviceRGB, Name.DeviceGray):
            table = space[3]
            colours = bytes(table) if isinstance(table, pikepdf.String) else table.read_bytes()
            base = RGB if space[1] == Name.DeviceRGB else GREY
            return [Name.Indexed, base, int(space[2]), b"<" + colours.hex().encode() + b">"]
        case _:
            return None


def _profile(space: Any) -> bytes | None:
    if isinstance(space, pikepdf.Array) and space[0] == Name.ICCBased:
        return bytes(space[1].read_bytes())
    return None
