from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops

from ingest.images import StoredImage, plausible_dpi
from ingest.options import IngestOptions, Limits
from ingest.pages import PageReader
from ingest.sniff import Kind, sniff
from models.blobs import BlobStore, digest_of
from models.errors import (
    SOURCE_CORRUPT,
    SOURCE_ENCRYPTED,
    SOURCE_NO_PAGES,
    SOURCE_TOO_LARGE,
    SOURCE_TOO_MANY_PAGES,
    SOURCE_TRUNCATED,
    SourceError,
)

Read = Callable[..., StoredImage]


def scan(size: tuple[int, int] = (240, 320), mode: str = "L") -> Image.Image:
    return Image.effect_noise(size, 90).convert(mode)


def make_pdf(path: Path, *pages: bytes, size: tuple[int, int] = (240, 320)) -> Path:
    """One page per JPEG, each filling its page of 240 × 320 points."""
    with pikepdf.new() as pdf:
        for content in pages:
            page = pdf.add_blank_page(page_size=size)
            image = pikepdf.Stream(
                pdf,
                content,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=240,
                Height=320,
                ColorSpace=pikepdf.Name.DeviceGray,
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
            page.Contents = pikepdf.Stream(pdf, b"q 240 0 0 320 0 0 cm /Im0 Do Q")
        pdf.save(path)
    return path


def jpeg(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.fixture
def reader(tmp_path: Path, blobs: BlobStore) -> PageReader:
    options = IngestOptions(render_dpi=100, limits=Limits(pages=5, pixels=1_000_000, seconds=20))
    return PageReader(options, blobs.root, tmp_path)


@pytest.fixture
def read(reader: PageReader) -> Read:
    def call(path: Path, number: int = 1) -> StoredImage:
        kind = sniff(path)
        assert number <= reader.count(path, kind)
        return reader.read(path, kind, digest_of(path), number)

    return call


def pixels(blobs: BlobStore, stored: StoredImage) -> Image.Image:
    with Image.open(blobs.find(stored.digest)) as image:
        image.load()
        assert image.size == (stored.width, stored.height)
        return image.copy()


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_a_jpeg_or_png_is_its_own_page_image(tmp_path: Path, read: Read, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    scan().save(path, dpi=(200, 200))
    stored = read(path)
    assert stored == StoredImage(digest_of(path), 240, 320, 200)


def test_a_jpeg_that_the_camera_turned_is_kept_upright(
    tmp_path: Path, read: Read, blobs: BlobStore
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    scan().save(tmp_path / "a.jpg", exif=exif)
    stored = read(tmp_path / "a.jpg")
    assert (stored.width, stored.height) == (320, 240)
    assert pixels(blobs, stored).format != "JPEG"


def test_frames_of_a_tiff_are_pages_without_loss(
    tmp_path: Path, read: Read, blobs: BlobStore
) -> None:
    frames = [scan(), scan((100, 50), "RGB"), scan().convert("1")]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:])
    for number, frame in enumerate(frames, start=1):
        found = pixels(blobs, read(tmp_path / "a.tif", number))
        assert found.mode == frame.mode
        assert found.tobytes() == frame.tobytes()


def test_a_jp2_becomes_a_png_of_the_same_pixels(
    tmp_path: Path, read: Read, blobs: BlobStore
) -> None:
    original = scan()
    original.save(tmp_path / "a.jp2", irreversible=False)
    assert pixels(blobs, read(tmp_path / "a.jp2")).tobytes() == original.tobytes()


def test_the_scan_of_a_pdf_page_is_taken_out_byte_by_byte(
    tmp_path: Path, read: Read, blobs: BlobStore
) -> None:
    content = [jpeg(scan()), jpeg(scan())]
    path = make_pdf(tmp_path / "a.pdf", *content)
    assert blobs.find(read(path, 2).digest).read_bytes() == content[1]


@pytest.mark.parametrize(
    "contents",
    [
        b"q 240 0 0 320 0 0 cm /Im0 Do Q 0 0 50 50 re f",
        b"q 120 0 0 160 0 0 cm /Im0 Do Q",
        b"q 240 0 0 320 0 0 cm /Im0 Do Q BT /F1 20 Tf 20 20 Td (stamp) Tj ET",
        b"q 0 0 20 20 re W n 240 0 0 320 0 0 cm /Im0 Do Q",
        b"q 0 320 -240 0 240 0 cm /Im0 Do Q",
        b"q 240 0 0 -320 0 320 cm /Im0 Do Q",
    ],
)
def test_a_page_that_shows_more_or_less_than_its_scan_is_rendered(
    tmp_path: Path, read: Read, blobs: BlobStore, contents: bytes
) -> None:
    content = jpeg(scan())
    path = make_pdf(tmp_path / "a.pdf", content)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Contents = pikepdf.Stream(pdf, contents)
        pdf.save(path)
    stored = read(path)
    assert blobs.find(stored.digest).read_bytes() != content
    assert (stored.width, stored.height, stored.dpi) == (334, 444, 100)


@pytest.mark.parametrize(
    "contents",
    [
        b"1 1 1 rg 0 0 240 320 re f q 240 0 0 320 0 0 cm /Im0 Do Q",
        b"q 240 0 0 320 0 0 cm /Im0 Do Q BT 3 Tr /F1 20 Tf 20 20 Td (text layer) Tj ET",
        b"q 0 0 240 320 re W n 240 0 0 320 0 0 cm /Im0 Do Q",
    ],
)
def test_what_is_not_seen_does_not_count(
    tmp_path: Path, read: Read, blobs: BlobStore, contents: bytes
) -> None:
    content = jpeg(scan())
    path = make_pdf(tmp_path / "a.pdf", content)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Contents = pikepdf.Stream(pdf, contents)
        pdf.save(path)
    assert blobs.find(read(path).digest).read_bytes() == content


def test_a_bitonal_scan_keeps_one_bit_whichever_way_it_is_coded(
    tmp_path: Path, read: Read, blobs: BlobStore
) -> None:
    bitonal = scan().convert("1")
    for name, decode in (("a", [0, 1]), ("b", [1, 0])):
        path = make_pdf(tmp_path / f"{name}.pdf", jpeg(scan()))
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            (image,) = pdf.pages[0].get_images(recursive=False).values()
            content = bitonal if name == "a" else ImageChops.invert(bitonal)
            image.write(content.tobytes())
            image.BitsPerComponent = 1
            image.Decode = pikepdf.Array(decode)
            pdf.save(path)
        found = pixels(blobs, read(path))
        assert found.mode == "1"
        assert found.tobytes() == bitonal.tobytes()


def test_a_turned_page_is_rendered_upright(tmp_path: Path, read: Read) -> None:
    path = make_pdf(tmp_path / "a.pdf", jpeg(scan()))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Rotate = 90
        pdf.save(path)
    stored = read(path)
    assert stored.width > stored.height


def test_a_pdf_with_an_empty_password_is_readable(tmp_path: Path, read: Read) -> None:
    path = make_pdf(tmp_path / "a.pdf", jpeg(scan()))
    with pikepdf.open(path) as pdf:
        pdf.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(owner="x", user=""))
        pdf.save(tmp_path / "c.pdf", encryption=pikepdf.Encryption(owner="x", user="y"))
    assert read(tmp_path / "b.pdf") == read(path)
    with pytest.raises(SourceError) as raised:
        read(tmp_path / "c.pdf")
    assert raised.value.code == SOURCE_ENCRYPTED


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".jp2"])
def test_a_cut_image_is_told_from_a_damaged_one(tmp_path: Path, read: Read, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    scan().save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(SourceError) as raised:
        read(path)
    assert raised.value.code == SOURCE_TRUNCATED


def test_a_damaged_png_is_corrupt(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.png"
    scan().save(path)
    content = bytearray(path.read_bytes())
    content[200:300] = bytes(100)
    path.write_bytes(content)
    with pytest.raises(SourceError) as raised:
        read(path)
    assert raised.value.code == SOURCE_CORRUPT


def test_a_cut_scan_within_a_pdf_fails_its_page_only(tmp_path: Path, read: Read) -> None:
    content = jpeg(scan())
    path = make_pdf(tmp_path / "a.pdf", content, content[: len(content) // 2])
    assert read(path, 1).width == 240
    with pytest.raises(SourceError) as raised:
        read(path, 2)
    assert raised.value.code == SOURCE_TRUNCATED


def test_a_page_that_poppler_complained_about_and_left_empty_is_not_blank(
    tmp_path: Path, read: Read
) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(100, 100))
        pdf.save(tmp_path / "blank.pdf")
        pdf.pages[0].Contents = pikepdf.Stream(pdf, b"q /Gone Do )) <zz> Q")
        pdf.save(tmp_path / "failed.pdf")
    assert read(tmp_path / "blank.pdf").remarks == ()
    with pytest.raises(SourceError) as raised:
        read(tmp_path / "failed.pdf")
    assert raised.value.code == SOURCE_CORRUPT


def test_a_scan_beyond_the_limit_on_a_small_page_is_taken_coarser(
    tmp_path: Path, read: Read
) -> None:
    fine = Image.effect_noise((1200, 1000), 90)
    fine.save(tmp_path / "fine.pdf", resolution=1200)
    taken = read(tmp_path / "fine.pdf")
    assert (taken.width, taken.height) == (100, 84)
    assert taken.remarks == ("scan: 1200 × 1000 pixels, taken at 100 dpi",)


def test_what_a_decoder_complains_of_is_kept_with_the_page_that_it_gave(
    tmp_path: Path, read: Read
) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(100, 100))
        pdf.pages[0].Contents = pikepdf.Stream(pdf, b"0 0 50 50 re f q /Gone Do Q")
        pdf.save(tmp_path / "drawn.pdf")
    (poppler,) = read(tmp_path / "drawn.pdf").remarks
    assert poppler.startswith("poppler: Syntax Error")
    whole = (tmp_path / "drawn.pdf").read_bytes()
    (tmp_path / "mended.pdf").write_bytes(whole.replace(b"startxref", b"startxxxx"))
    qpdf, *_ = read(tmp_path / "mended.pdf").remarks
    assert qpdf == "qpdf: file is damaged"


def test_a_page_of_too_many_pixels_is_refused_before_decoding(tmp_path: Path, read: Read) -> None:
    Image.new("1", (1100, 1000)).save(tmp_path / "a.png")
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(14400, 14400))
        pdf.save(tmp_path / "a.pdf")
    small = Image.new("1", (10, 10))
    small.save(tmp_path / "a.tif", save_all=True, append_images=[Image.new("1", (1100, 1000))])
    for name, number in (("a.png", 1), ("a.pdf", 1), ("a.tif", 2)):
        with pytest.raises(SourceError) as raised:
            read(tmp_path / name, number)
        assert raised.value.code == SOURCE_TOO_LARGE


def test_a_decompression_bomb_is_too_large_whatever_pillow_calls_it(
    tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("1", (50, 50)).save(tmp_path / "a.png")
    for most in (2000, 1000):  # Pillow warns above the limit, and raises above its double
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", most)
        with pytest.raises(SourceError) as raised:
            read(tmp_path / "a.png")
        assert raised.value.code == SOURCE_TOO_LARGE


def test_the_number_of_pages_is_limited(tmp_path: Path, reader: PageReader) -> None:
    path = make_pdf(tmp_path / "a.pdf", *[jpeg(scan())] * 6)
    frame = Image.new("1", (10, 10))
    frame.save(tmp_path / "a.tif", save_all=True, append_images=[frame] * 5)
    for each, kind in ((path, Kind.PDF), (tmp_path / "a.tif", Kind.TIFF)):
        with pytest.raises(SourceError) as raised:
            reader.count(each, kind)
        assert raised.value.code == SOURCE_TOO_MANY_PAGES


def test_a_pdf_without_a_page_says_so(tmp_path: Path, reader: PageReader) -> None:
    with pikepdf.new() as pdf:
        pdf.save(tmp_path / "a.pdf")
    with pytest.raises(SourceError) as raised:
        reader.count(tmp_path / "a.pdf", Kind.PDF)
    assert raised.value.code == SOURCE_NO_PAGES


@pytest.mark.parametrize(
    ("claimed", "long_side", "dpi"),
    [(300, 3508, 300), (0, 3508, 300), (72, 3508, 300), (5000, 3508, 300), (96, 9000, 770)],
)
def test_an_absurd_resolution_is_estimated_from_a4(claimed: int, long_side: int, dpi: int) -> None:
    assert plausible_dpi(claimed, long_side) == dpi
