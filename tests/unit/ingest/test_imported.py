"""Page text that others wrote is read, fitted to the scan, and refused where it cannot be."""

from pathlib import Path

import pytest

from ingest.imported.fitting import fit
from ingest.imported.found import PageText
from ingest.imported.reading import TextKind, read_texts, text_kind
from models.errors import TEXT_BROKEN, TEXT_UNFIT, SourceError
from models.page import Box, Imported
from models.page.imported import reading_of
from tests.support.foreigntexts import ABBYY, OURS, TESSERACT, TRANSKRIBUS


def read(tmp_path: Path, content: str | bytes, *, limit: int = 1 << 20) -> tuple[PageText, ...]:
    path = tmp_path / "text"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    kind = text_kind(path)
    assert kind is not None
    return read_texts(path, kind, limit)


def fitted(text: PageText, width: int, height: int) -> Imported:
    return fit(text, name="a.xml", sha256="0" * 64, width=width, height=height, dpi=300)


def test_alto_in_millimetres(tmp_path: Path) -> None:
    (text,) = read(tmp_path, ABBYY)
    assert (text.image, text.number) == ("D:\\скан\\0001.tif", 17)
    made = fitted(text, 4200, 5940)
    reading = reading_of(made)
    assert reading.text == "Ғалымжан Семипа-\nлатинск\n\nстр. 1"
    first, *_, last = reading.words
    assert first.box == Box(200, 200, 600, 100)
    assert last.box.right <= 4200
    assert last.box.bottom <= 5940
    assert [word.confidence for word in reading.words[:3]] == [0.93, 0.5, 0.715]
    assert (made.program, made.language) == ("ABBYY FineReader 11.0", "kk")
    assert reading.model == "imported ABBYY FineReader 11.0"


@pytest.mark.parametrize(
    ("unit", "factor"), [("mm10", 300 / 254), ("inch1200", 0.25), ("pixel", 1)]
)
def test_without_a_page_size_the_resolution_tells(tmp_path: Path, unit: str, factor: float) -> None:
    content = ABBYY.replace(' WIDTH="2100" HEIGHT="2970"', "").replace("mm10", unit)
    reading = reading_of(fitted(read(tmp_path, content)[0], 4000, 5000))
    assert reading.words[0].box.left == round(100 * factor)
    assert reading.words[0].box.right == round(400 * factor)


def test_page_by_its_reading_order_and_lines_without_words(tmp_path: Path) -> None:
    (text,) = read(tmp_path, TRANSKRIBUS)
    reading = reading_of(fitted(text, 2000, 2000))
    assert reading.text == "йод\n\nвторой абзац"
    assert reading.words[0].box == Box(20, 1200, 160, 80)
    assert [word.confidence for word in reading.words] == [0.8, 0.8, 0.8]
    assert reading.words[1].box == Box(200, 200, 200, 80)


def test_hocr_of_several_pages(tmp_path: Path) -> None:
    first, second = read(tmp_path, TESSERACT)
    assert (first.image, first.number, second.image, second.number) == ("a;b.png", 1, "b.png", 2)
    reading = reading_of(fitted(first, 500, 800))
    assert reading.text == "Дело №\n25"
    assert (reading.words[0].box, reading.words[0].confidence) == (Box(10, 10, 50, 20), 0.95)
    assert (first.program, first.language) == ("tesseract 5.3.0", "ru")
    assert reading_of(fitted(second, 500, 800)).text == ""


def test_a_text_that_says_nothing_of_confidence_is_taken_at_its_word(tmp_path: Path) -> None:
    content = TRANSKRIBUS.replace(' conf="0.1"', "").replace(' conf="0.8"', "")
    reading = reading_of(fitted(read(tmp_path, content)[0], 1000, 1000))
    assert {word.confidence for word in reading.words} == {1.0}


def test_a_scan_of_another_shape_is_refused(tmp_path: Path) -> None:
    (text,) = read(tmp_path, ABBYY)
    with pytest.raises(SourceError) as caught:
        fitted(text, 5940, 4200)
    assert caught.value.code == TEXT_UNFIT


BOMB = (
    '<!DOCTYPE a [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout>'
    '<Page ID="p" PHYSICAL_IMG_NR="1"/>&b;</Layout></alto>'
)
FILE = BOMB.replace('"xxxxxxxxxx"', 'SYSTEM "file:///etc/passwd"')


@pytest.mark.parametrize(
    "content",
    [
        ABBYY[:-10],
        BOMB,
        FILE,
        "<alto/>",
        "<PcGts></PcGts>",
        '<html><meta name="ocr-system" content="x"/></html>',
        ABBYY[1:].encode("cp1251", "replace"),
        "<alto>" + "<a>" * 1000,
    ],
)
def test_what_is_broken_or_hostile_is_refused(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, content)
    assert caught.value.code == TEXT_BROKEN


def test_too_large_a_file_is_refused_unread(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, ABBYY, limit=100)
    assert caught.value.code == TEXT_BROKEN


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (ABBYY, TextKind.ALTO),
        (TRANSKRIBUS, TextKind.PAGE),
        (TESSERACT, TextKind.HOCR),
        ("<html><body>ничего</body></html>", None),
        ("<ead/>", None),
        ('<mets xmlns:a="http://www.loc.gov/standards/alto/ns-v4#"><a:alto/></mets>', None),
        ('<!-- <ead> --><a:alto xmlns:a="x"/>', TextKind.ALTO),
        ("see <alto> there", None),
        ("", None),
    ],
)
def test_kinds_are_told_by_what_stands_in_a_file(
    tmp_path: Path, content: str, kind: TextKind | None
) -> None:
    for encoding in ("utf-8", "utf-16"):
        (tmp_path / "a").write_text(content, encoding=encoding)
        assert text_kind(tmp_path / "a") is kind


@pytest.mark.parametrize(
    ("old", "new", "text", "span"),
    [
        ("", "", "Дело   5\n\nДСПр", (10, 14)),
        ("w.10.14", "x", "Дело 5\n\nДСПр", (None, None)),
        ("w.7.8", "w.3.4", "Дело 5\n\nДСПр", (None, None)),
        ("w.0.4", "w.0.5", "Дело 5\n\nДСПр", (None, None)),
        ('"Дело"', '"Д ло"', "Д ло 5\n\nДСПр", (None, None)),
    ],
)
def test_offsets_hold_only_where_all_words_have_them(
    tmp_path: Path, old: str, new: str, text: str, span: tuple[int | None, int | None]
) -> None:
    made = fitted(read(tmp_path, OURS.replace(old, new, 1) if old else OURS)[0], 100, 100)
    (stamp,) = made.layout.regions
    assert made.text == text
    assert (stamp.start, stamp.end) == span


def test_what_a_terminal_would_obey_is_left_out(tmp_path: Path) -> None:
    text, _ = read(tmp_path, TESSERACT.replace(">Дело<", ">Де&#27;[2Jло<"))
    assert "\x1b" in text.words[0].text
    assert reading_of(fitted(text, 500, 800)).text.startswith("Де[2Jло")
