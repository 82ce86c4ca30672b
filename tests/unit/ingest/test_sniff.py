from pathlib import Path

import pytest
from PIL import Image

from ingest.sniff import Kind, ends_early, sniff
from models.errors import SOURCE_ARCHIVE, SOURCE_EMPTY, SOURCE_TYPE_UNKNOWN, SourceError


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        (".jpg", Kind.JPEG),
        (".png", Kind.PNG),
        (".tif", Kind.TIFF),
        (".jp2", Kind.JP2),
        (".pdf", Kind.PDF),
    ],
)
def test_the_content_tells_the_format_not_the_name(tmp_path: Path, suffix: str, kind: Kind) -> None:
    made = tmp_path / f"page{suffix}"
    Image.new("L", (20, 20)).save(made)
    disguised = made.rename(tmp_path / "page.docx")
    assert sniff(disguised) is kind
    assert not ends_early(disguised, kind)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".jp2", ".pdf"])
def test_a_cut_file_lacks_its_end_mark(tmp_path: Path, suffix: str) -> None:
    made = tmp_path / f"page{suffix}"
    Image.effect_noise((80, 80), 60).save(made)
    made.write_bytes(made.read_bytes()[: made.stat().st_size // 2])
    assert ends_early(made, sniff(made))


def test_junk_before_the_pdf_header_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"\n" * 900 + b"%PDF-1.4\n")
    assert sniff(path) is Kind.PDF


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", SOURCE_EMPTY),
        (b"GIF89a....", SOURCE_TYPE_UNKNOWN),
        (b"PK\x03\x04", SOURCE_ARCHIVE),
        (b"Rar!\x1a\x07\x01\x00", SOURCE_ARCHIVE),
        (b"\x1f\x8b\x08 and %PDF-1.4 in it", SOURCE_ARCHIVE),
        (bytes(257) + b"ustar\x0000", SOURCE_ARCHIVE),
    ],
)
def test_what_is_not_read_has_a_code(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(content)
    with pytest.raises(SourceError) as raised:
        sniff(path)
    assert raised.value.code == code
