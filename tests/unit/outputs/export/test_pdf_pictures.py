"""Scans go into a PDF coded as they were delivered, and look as they did."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageOps, ImageStat

from models.page import Geometry
from outputs.export.archival.description import Description
from outputs.export.pdf.document import PdfDocument
from outputs.export.pdf.embedded import embed_scan
from outputs.export.pdf.jpeg import embed_jpeg
from outputs.export.pdf.jpx import embed_jpx
from outputs.export.pdf.metadata import Told
from outputs.export.pdf.picture import Picture
from outputs.export.pdf.png import embed_png, without_loss
from outputs.export.pdf.tiff import Frames, group4
from outputs.export.units import Unit
from tests.support.pdfs import pdfa_faults, shown

SIZE = (120, 90)


def drawn(mode: str) -> Image.Image:
    """A page that looks different turned or mirrored, or with another channel's colours."""
    image = Image.new("RGB", SIZE, (250, 240, 220))
    pen = ImageDraw.Draw(image)
    pen.rectangle((8, 8, 60, 30), fill=(200, 30, 20))
    pen.rectangle((8, 50, 30, 80), fill=(10, 40, 160))
    pen.line((70, 80, 115, 60), fill=(0, 0, 0), width=5)
    match mode:
        case "1":
            return image.convert("1", dither=Image.Dither.NONE)
        case "I;16":
            grey = image.convert("L")
            return Image.frombytes(
                "I;16", SIZE, b"".join(bytes((each, each)) for each in grey.tobytes())
            )
        case "RGBA" | "LA":
            image.putalpha(Image.new("L", SIZE, 255))
            return image.convert(mode)
        case _:
            return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def bound(picture: Picture, path: Path) -> Path:
    """A PDF/A of nothing but the picture; valid, whatever it holds."""
    document = PdfDocument(path)
    document.add_page(
        picture, Geometry(*picture.turned_size), 72, text="", words=(), language=None, label="Л. 1"
    )
    unit = Unit("cases", source_id=1, source="a")
    document.finish(Told(Description(unit, (), (), "", "", "ru"), [], None))
    assert pdfa_faults(path) == []
    return path


def difference(path: Path, wanted: Image.Image) -> float:
    """How far what PDFium shows is from an image: mean of the channels, 0..255."""
    found = shown(path, 1, wanted.width).convert("RGB")
    assert found.size == wanted.size
    return max(ImageStat.Stat(ImageChops.difference(found, wanted.convert("RGB"))).mean)


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def turned_jpeg(orientation: int) -> bytes:
    tags = Image.Exif()
    tags[0x0112] = orientation
    return saved(drawn("RGB"), "JPEG", exif=tags, quality=95)


JPEGS: dict[str, Callable[[], bytes]] = {
    "grey": lambda: saved(drawn("L"), "JPEG", quality=95),
    "colour": lambda: saved(drawn("RGB"), "JPEG", quality=95),
    "progressive": lambda: saved(drawn("RGB"), "JPEG", quality=95, progressive=True),
    "layers of RGB": lambda: saved(drawn("RGB"), "JPEG", quality=95, keep_rgb=True),
    "with a profile": lambda: saved(drawn("RGB"), "JPEG", quality=95, icc_profile=profile()),
    "with a broken profile": lambda: saved(drawn("RGB"), "JPEG", quality=95, icc_profile=b"x" * 9),
    "turned right": lambda: turned_jpeg(6),
    "turned left": lambda: turned_jpeg(8),
    "upside down": lambda: turned_jpeg(3),
}


@pytest.mark.parametrize("name", JPEGS)
def test_a_jpeg_goes_in_byte_by_byte(name: str, tmp_path: Path) -> None:
    content = JPEGS[name]()
    picture = embed_jpeg(content)
    assert picture is not None
    assert picture.content == content
    with Image.open(BytesIO(content)) as image:
        wanted = ImageOps.exif_transpose(image)
    assert difference(bound(picture, tmp_path / "a.pdf"), wanted) < 3


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "P", "I;16"])
def test_a_png_goes_in_byte_by_byte(mode: str, tmp_path: Path) -> None:
    content = saved(drawn(mode), "PNG")
    picture = embed_png(content)
    assert (picture.content in content) == (mode != "1")
    wanted = drawn("L") if mode == "I;16" else drawn(mode)
    assert difference(bound(picture, tmp_path / "a.pdf"), wanted) < 0.5


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: saved(drawn("RGBA"), "PNG"), id="opacity"),
        pytest.param(lambda: saved(drawn("LA"), "PNG"), id="grey opacity"),
        pytest.param(lambda: saved(drawn("P"), "PNG", transparency=0), id="a colour for nothing"),
    ],
)
def test_what_is_transparent_lies_upon_white(content: Callable[[], bytes], tmp_path: Path) -> None:
    png = content()
    with Image.open(BytesIO(png)) as image:
        opened = image.convert("RGBA")
    wanted = Image.alpha_composite(Image.new("RGBA", SIZE, "white"), opened)
    assert difference(bound(embed_png(png), tmp_path / "a.pdf"), wanted) < 0.5


def test_cmyk_without_a_profile_is_coded_anew(tmp_path: Path) -> None:
    content = saved(drawn("CMYK"), "JPEG", quality=95)
    assert embed_jpeg(content) is None
    picture = embed_png(without_loss(content))
    with Image.open(BytesIO(content)) as image:
        assert difference(bound(picture, tmp_path / "a.pdf"), image.convert("RGB")) < 0.5


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_jpeg_2000_goes_in_byte_by_byte(mode: str, tmp_path: Path) -> None:
    content = saved(drawn(mode), "JPEG2000")
    picture = embed_jpx(content)
    assert picture is not None
    assert picture.content == content
    assert difference(bound(picture, tmp_path / "a.pdf"), drawn(mode)) < 3


@pytest.mark.parametrize("mode", ["RGBA", "I;16"])
def test_a_jpeg_2000_that_pdf_a_may_not_hold_is_refused(mode: str) -> None:
    content = saved(drawn(mode), "JPEG2000")
    picture = embed_jpx(content)
    assert picture is None or mode == "I;16"
    assert embed_jpx(saved(drawn("RGB"), "JPEG2000", no_jp2=True)) is None
    assert embed_jpx(content[:40]) is None


def frame(folder: Path, image: Image.Image, **options: Any) -> tuple[Path, Picture | None]:
    path = folder / "a.tif"
    path.write_bytes(saved(image, "TIFF", **options))
    frames = Frames(path)
    picture = frames.embed(1, image.size)
    frames.close()
    return path, picture


@pytest.mark.parametrize("photometric", [0, 1])
@pytest.mark.parametrize("order", [1, 2])
def test_a_group_4_strip_goes_in_byte_by_byte(tmp_path: Path, photometric: int, order: int) -> None:
    options = {"compression": "group4", "tiffinfo": {262: photometric, 266: order}}
    path, picture = frame(tmp_path, drawn("1"), strip_size=1 << 20, **options)
    assert picture is not None
    assert (picture.content in path.read_bytes()) == (order == 1)
    with Image.open(path) as image:
        assert difference(bound(picture, tmp_path / "a.pdf"), image) < 0.5


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_jpeg_strip_goes_in_with_its_tables(tmp_path: Path, mode: str) -> None:
    path, picture = frame(tmp_path, drawn(mode), compression="jpeg", strip_size=1 << 20, quality=95)
    assert picture is not None
    with Image.open(path) as image:
        assert difference(bound(picture, tmp_path / "a.pdf"), image) < 3


def test_a_tiff_of_several_strips_or_another_coding_is_left_to_the_page_image(
    tmp_path: Path,
) -> None:
    assert frame(tmp_path, drawn("1"), compression="group4", strip_size=200)[1] is None
    assert frame(tmp_path, drawn("L"), compression="tiff_lzw")[1] is None


def from_pdf(
    folder: Path, content: bytes, *, rotate: int = 0, size: tuple[int, int] = SIZE, **entries: Any
) -> Picture | None:
    """What is taken out of a PDF whose page is one image, as an archive delivers it.

    `size` is that of the page image that was made of it.
    """
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=SIZE)
    image = pikepdf.Stream(pdf, content)
    for name, value in entries.items():
        image[f"/{name}"] = value(pdf) if callable(value) else value
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height = SIZE
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
    page.obj.Rotate = rotate
    page.Contents = pikepdf.Stream(pdf, b"q %d 0 0 %d 0 0 cm /I Do Q" % SIZE)
    path = folder / "delivered.pdf"
    pdf.save(path)
    with pikepdf.open(path) as delivered:
        return embed_scan(delivered.pages[0], size)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_a_pdf_shows_turned_is_turned_again(tmp_path: Path, rotate: int) -> None:
    content = saved(drawn("RGB"), "JPEG", quality=95)
    entries = {
        "Filter": pikepdf.Name.DCTDecode,
        "ColorSpace": pikepdf.Name.DeviceRGB,
        "BitsPerComponent": 8,
    }
    wanted = drawn("RGB").rotate(-rotate, expand=True)
    # Poppler drew it at three times its resolution.
    size = (wanted.width * 3, wanted.height * 3)
    picture = from_pdf(tmp_path, content, rotate=rotate, size=size, **entries)
    assert picture is not None
    assert picture.content == content
    assert difference(bound(picture, tmp_path / "a.pdf"), wanted) < 3
    other = from_pdf(tmp_path, content, rotate=rotate, size=(size[0] + 4, size[1]), **entries)
    assert other is None


def jbig2(image: Image.Image) -> tuple[bytes, bytes]:
    """Globals (none that matter) and the page of a bilevel image, coded as MMR by hand.

    ITU-T T.88: page information (7.4.8) and an immediate generic region (7.4.6).
    """
    coded = group4(ImageChops.invert(image.convert("L")).convert("1")).content
    size = struct.pack(">II", *image.size)
    information = size + struct.pack(">IIBH", 0, 0, 0, 0)
    region = size + struct.pack(">IIB", 0, 0, 0) + b"\x01" + coded
    page = b"".join(
        struct.pack(">IBBBI", number, kind, 0, 1, len(body)) + body
        for number, (kind, body) in enumerate([(48, information), (38, region)], 1)
    )
    # An extension (7.4.14) of nothing stands for a dictionary of letters.
    return struct.pack(">IBBBI", 0, 62, 0, 0, 4) + b"\x20\0\0\0", page


def test_jbig2_of_a_pdf_goes_on_with_its_globals(tmp_path: Path) -> None:
    shared, content = jbig2(drawn("1"))
    picture = from_pdf(
        tmp_path,
        content,
        Filter=pikepdf.Name.JBIG2Decode,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=1,
        DecodeParms=lambda pdf: pikepdf.Dictionary(JBIG2Globals=pikepdf.Stream(pdf, shared)),
    )
    assert picture is not None
    assert picture.content == content
    path = bound(picture, tmp_path / "a.pdf")
    assert difference(path, drawn("1")) < 0.5
    with pikepdf.open(path) as pdf:
        image = pdf.pages[0].Resources.XObject.I
        assert image.DecodeParms.JBIG2Globals.read_bytes() == shared


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_deflated_rows_of_a_pdf_go_on_byte_by_byte(tmp_path: Path, mode: str) -> None:
    content = zlib.compress(drawn(mode).tobytes())
    space = pikepdf.Name.DeviceGray if mode == "L" else pikepdf.Name.DeviceRGB
    picture = from_pdf(
        tmp_path, content, Filter=pikepdf.Name.FlateDecode, ColorSpace=space, BitsPerComponent=8
    )
    assert picture is not None
    assert picture.content == content
    assert difference(bound(picture, tmp_path / "a.pdf"), drawn(mode)) < 0.5


def test_lzw_which_pdf_a_forbids_is_deflated(tmp_path: Path) -> None:
    # A clear code, one black byte, the end: nine bits each.
    picture = from_pdf(
        tmp_path,
        bytes([0b10000000, 0b00000000, 0b00100000, 0b00100000]),
        Filter=pikepdf.Name.LZWDecode,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
    )
    assert picture is not None
    assert picture.entries["Filter"] == pikepdf.Name.FlateDecode


def test_group_4_turned_black_to_white_stays_so(tmp_path: Path) -> None:
    coded = group4(drawn("1"))
    assert coded.entries["DecodeParms"] == {
        "K": -1, "Columns": SIZE[0], "Rows": SIZE[1], "BlackIs1": True
    }  # fmt: skip
    picture = from_pdf(
        tmp_path,
        coded.content,
        Filter=pikepdf.Name.CCITTFaxDecode,
        DecodeParms=pikepdf.Dictionary(K=-1, Columns=SIZE[0], Rows=SIZE[1], BlackIs1=False),
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=1,
        Decode=[1, 0],
    )
    assert picture is not None
    assert picture.content == coded.content
    assert difference(bound(picture, tmp_path / "a.pdf"), drawn("1")) < 0.5
