"""A PDF of an archival file is valid PDF/A, and its text is found where it stands on the scan."""

import hashlib
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat
from sqlalchemy import Connection, insert, select, update

from models.blobs import BlobStore
from models.canonical import to_json
from models.page import SMALL_VALUES, Box, Geometry
from models.page.wordboxes import encode_words
from models.tables import (
    DeliveryItemRow,
    DeliveryRow,
    FileRow,
    PageRow,
    PageTextRow,
    PageValueRow,
    SourceRow,
)
from outputs.export.pdf.document import PdfDocument
from outputs.export.pdf.export import SearchablePdf
from outputs.export.pdf.objects import Value
from outputs.export.pdf.picture import GREY, Picture
from tests.support.exporting import export_units
from tests.support.factories import (
    A_MOMENT,
    add_collection,
    add_document,
    add_file,
    add_page,
    add_source,
    open_database,
    word_boxes,
)
from tests.support.pdfs import pdfa_faults, pdfium_text, poppler_text, poppler_words, shown

SIZE = (1700, 2200)
LETTERS = "Ә Ғ Қ Ң Ө Ұ Ү Һ І ә ғ қ ң ө ұ ү һ і ӯ Ӯ й ё № « » — ( ) \\"
TEXT = f"ҚАУЛЫ № 25\nҒалымжан Әлімқұлов (1897), Ӯшқоңыр\nИванов Пётр — «кулак»\n{LETTERS}"
RIGHTS = "http://rightsstatements.org/vocab/NoC-OKLR/1.0/"
PDF = "KZ-APRK/141/17/2.pdf"


def scan(shade: int = 255, size: tuple[int, int] = SIZE) -> bytes:
    buffer = BytesIO()
    Image.new("L", size, shade).save(buffer, "JPEG")
    return buffer.getvalue()


class Archive:
    """A record with one archival file, to which scans are added."""

    def __init__(self, connection: Connection, blobs: BlobStore) -> None:
        self.connection = connection
        self.blobs = blobs
        self.collection = add_collection(connection)
        self.file = add_file(connection)
        self.document = add_document(connection, self.collection, "d1", file_id=self.file)

    def add(
        self, name: str, text: str | None = None, *, turn: Geometry | None = None,
        content: bytes | None = None, sheet: str | None = None, order: int | None = None,
        document: int | None = None, error: str | None = None, state: str = "done",
        language: str = "ru", original: tuple[str, bytes] | None = None,
    ) -> int:  # fmt: skip
        """A page that is a JPEG of its own, or was made of an `original` of some media type."""
        digest = self.blobs.add_bytes(content or scan())
        source = add_source(self.connection, self.collection, name)
        page = add_page(
            self.connection, source, text, sheet=sheet, image_sha256=digest, state=state,
            document_id=document or self.document, error=error, language=language,
        )  # fmt: skip
        self.connection.execute(
            update(SourceRow)
            .where(SourceRow.id == source)
            .values(
                sha256=self.blobs.add_bytes(original[1]) if original else digest,
                media_type=original[0] if original else "image/jpeg",
            )
        )
        self.connection.execute(update(PageRow).where(PageRow.id == page).values(sheet_order=order))
        if turn:
            content = to_json(SMALL_VALUES["upright"], turn)
            self.connection.execute(
                insert(PageValueRow).values(page_id=page, name="upright", content=content)
            )
        return page


def export(folder: Path, fill: Callable[[Archive], object], language: str = "ru") -> Path:
    """Write the PDF files of a record that `fill` filled; returns the folder of them."""
    database = open_database(folder)
    blobs = BlobStore(folder / "blobs")
    with database.write() as connection:
        fill(Archive(connection, blobs))
    out = folder / "out"
    export_units(database, SearchablePdf, out, blobs=blobs, rights=RIGHTS, language=language)
    database.close()
    return out


@pytest.mark.parametrize(("rotation", "skew"), [(0, 0.0), (90, 1.5), (180, -3.0), (270, 0.7)])
def test_words_are_found_where_they_stand(tmp_path: Path, rotation: int, skew: float) -> None:
    size = SIZE if rotation % 180 == 0 else SIZE[::-1]
    turn = Geometry(*size, rotation=rotation, skew=skew)
    upright = Geometry(*turn.upright_size, skew=skew)
    back = Geometry(*turn.upright_size, rotation=(360 - rotation) % 360)
    words = tuple(
        replace(word, box=back.to_upright(upright.to_scan(word.box))) for word in word_boxes(TEXT)
    )

    def fill(archive: Archive) -> None:
        page = archive.add("a.jpg", TEXT, turn=turn, content=scan(size=size))
        archive.connection.execute(
            update(PageTextRow).where(PageTextRow.page_id == page).values(words=encode_words(words))
        )
        archive.connection.execute(
            update(PageRow).where(PageRow.id == page).values(width=size[0], height=size[1])
        )

    path = export(tmp_path, fill) / PDF
    assert pdfa_faults(path) == []
    with pikepdf.open(path) as pdf:
        assert pdf.pages[0].get("/Rotate", 0) == rotation
    (found,) = poppler_words(path)
    assert sorted(text for text, _ in found) == sorted(TEXT.split())
    for word in words:
        box, shown = turn.to_upright(word.box), TEXT[word.start : word.end]
        assert any(is_inside(box, place) for text, place in found if text == shown)


def is_inside(box: Box, place: tuple[float, float, float, float]) -> bool:
    """Whether a place in points lies in a box in pixels of 200 dpi; one pixel is forgiven."""
    left, top, right, bottom = (each * 200 / 72 for each in place)
    within = box.left - 1 <= left < right <= box.right + 1
    return within and box.top - 1 <= top < bottom <= box.bottom + 1


def test_every_letter_is_read_back(tmp_path: Path) -> None:
    path = export(tmp_path, lambda archive: archive.add("a.jpg", TEXT, language="kk")) / PDF
    assert pdfa_faults(path) == []
    assert poppler_text(path, "-raw").strip("\n\f") == TEXT
    (text,) = pdfium_text(path)
    assert text.replace("\r", "") == TEXT
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == "kk"


def test_letters_beyond_the_usual_planes_are_read_back(tmp_path: Path) -> None:
    text = "а\u0301 \U0001d400 \ufffd \u2028х"
    path = export(tmp_path, lambda archive: archive.add("a.jpg", text)) / PDF
    assert pdfa_faults(path) == []
    assert poppler_text(path, "-raw").split() == text.split()


def test_words_of_a_line_may_stand_above_each_other(tmp_path: Path) -> None:
    words = tuple(
        replace(word, line=0, box=Box(100, 100 + 60 * place, 200, 40))
        for place, word in enumerate(word_boxes("а б в г д"))
    )

    def fill(archive: Archive) -> None:
        page = archive.add("a.jpg", "а б в г д")
        archive.connection.execute(
            update(PageTextRow).where(PageTextRow.page_id == page).values(words=encode_words(words))
        )

    assert poppler_text(export(tmp_path, fill) / PDF, "-raw").split() == list("абвгд")


def test_pages_are_called_by_their_sheets(tmp_path: Path) -> None:
    def fill(archive: Archive) -> None:
        second = add_document(archive.connection, archive.collection, "d2", file_id=archive.file)
        archive.add("b.jpg", TEXT, sheet="12об", order=25, content=scan(250))
        archive.add("a.jpg", TEXT, sheet="12", order=24, content=scan(251))
        archive.add("c.jpg", sheet="13", order=26, state="blank", document=second)
        archive.add("d.jpg", error="engine-timeout", content=scan(252), document=second)

    path = export(tmp_path, fill) / PDF
    assert pdfa_faults(path) == []
    with pikepdf.open(path) as pdf:
        assert [str(page.label) for page in pdf.pages] == ["Л. 12", "Л. 12об.", "Л. 13", "[4]"]
        outline = pdf.open_outline().root
        assert [each.title for each in outline] == ["Документ d1", "Документ d2"]
        first = pdf.Root.Outlines.First
        assert first.Dest[0] == pdf.pages[0].obj
        assert first.Next.Dest[0] == pdf.pages[2].obj
    assert [bool(text) for text in pdfium_text(path)] == [True, True, False, False]


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    def fill(archive: Archive) -> None:
        archive.add("a.jpg", TEXT)
        archive.connection.execute(update(FileRow).values(title="Дело <О> & \x01"))
        for year in (2026, 2027):
            delivery = archive.connection.execute(
                insert(DeliveryRow).values(
                    collection_id=archive.collection, received_at=A_MOMENT.replace(year=year)
                )
            ).inserted_primary_key
            assert delivery
            archive.connection.execute(
                insert(DeliveryItemRow).values(
                    delivery_id=delivery[0],
                    name="a.jpg",
                    sha256=hashlib.sha256(scan()).hexdigest(),
                    outcome="new",
                    pages=1,
                )
            )

    path = export(tmp_path, fill) / PDF
    assert pdfa_faults(path) == []
    with pikepdf.open(path) as pdf:
        told = pdf.open_metadata()
        title = "АП РК. Ф. 141. Оп. 17. Д. 2. Дело <О> & \ufffd"
        assert told["dc:title"] == title
        assert str(pdf.docinfo.Title) == title
        assert told["dc:identifier"] == "KZ-APRK/141/17/2"
        assert told["xmpRights:WebStatement"] == told["dc:rights"] == RIGHTS
        assert told["dc:language"] == {"ru"}
        assert told["xmp:CreateDate"] == A_MOMENT.isoformat()
        assert told.pdfa_status == "2B"


def test_the_same_record_gives_the_same_bytes(tmp_path: Path) -> None:
    def fill(archive: Archive) -> None:
        archive.add("a.jpg", TEXT, sheet="1", order=1)
        archive.add("b.jpg", TEXT[::-1], sheet="2", order=2, content=scan(9))

    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    first, second = ((export(folder, fill) / PDF).read_bytes() for folder in folders)
    assert first == second
    with pikepdf.open(BytesIO(first)) as pdf:
        profile = pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()
    assert profile[24:28] == b"\x07\xe8\0\1", "a profile tells when it was made: not by the clock"


def as_turned_jpeg(image: Image.Image) -> tuple[str, bytes]:
    tags = Image.Exif()
    tags[0x0112] = 6
    buffer = BytesIO()
    image.rotate(90, expand=True).save(buffer, "JPEG", exif=tags)
    return "image/jpeg", buffer.getvalue()


def as_second_frame(image: Image.Image) -> tuple[str, bytes]:
    buffer = BytesIO()
    frames = [Image.new("1", (9, 9)), image.convert("1")]
    frames[0].save(
        buffer, "TIFF", compression="group4", save_all=True, append_images=frames[1:],
        strip_size=1 << 20,
    )  # fmt: skip
    return "image/tiff", buffer.getvalue()


def as_turned_pdf(image: Image.Image) -> tuple[str, bytes]:
    buffer = BytesIO()
    image.rotate(90, expand=True).save(buffer, "PDF", resolution=200)
    with pikepdf.open(buffer) as pdf:
        pdf.pages[0].obj.Rotate = 90
        made = BytesIO()
        pdf.save(made)
    return "application/pdf", made.getvalue()


@pytest.mark.parametrize("deliver", [as_turned_jpeg, as_second_frame, as_turned_pdf])
def test_a_scan_that_had_to_be_made_anew_goes_on_as_delivered(
    tmp_path: Path, deliver: Callable[[Image.Image], tuple[str, bytes]]
) -> None:
    image = Image.new("L", SIZE, 255)
    image.paste(0, (100, 200, 600, 300))
    buffer = BytesIO()
    image.save(buffer, "PNG")
    media_type, original = deliver(image)

    def fill(archive: Archive) -> None:
        page = archive.add("a", TEXT, content=buffer.getvalue(), original=(media_type, original))
        number = 2 if media_type == "image/tiff" else 1
        archive.connection.execute(update(PageRow).where(PageRow.id == page).values(number=number))

    path = export(tmp_path, fill) / PDF
    assert pdfa_faults(path) == []
    with pikepdf.open(path) as pdf:
        assert pdf.pages[0].Resources.XObject.I.read_raw_bytes() in original
    found = shown(path, 1, SIZE[0]).convert("L")
    assert max(ImageStat.Stat(ImageChops.difference(found, image)).mean) < 1
    places = dict(poppler_words(path)[0])
    assert is_inside(word_boxes(TEXT)[0].box, places["ҚАУЛЫ"])


def test_a_page_without_a_scan_is_told(tmp_path: Path) -> None:
    def fill(archive: Archive) -> None:
        archive.add("a.jpg", TEXT)
        archive.add("b.jpg", TEXT, content=scan(1))
        archive.blobs.path(hashlib.sha256(scan(1)).hexdigest()).unlink()
        archive.add("d.jpg", TEXT, content=scan(2))
        archive.blobs.path(hashlib.sha256(scan(2)).hexdigest()).write_bytes(scan(3))
        archive.add("e.png", TEXT, content=b"\x89PNG\r\n\x1a\n and nothing more")
        add_source(archive.connection, archive.collection, "c.pdf", error_code="source-no-pages")

    out = export(tmp_path, fill)
    assert pdfa_faults(out / PDF) == []
    assert len(pdfium_text(out / PDF)) == 1
    lost = (out / PDF).with_suffix(".missing.csv").read_text("utf-8-sig")
    assert lost.splitlines()[1:] == [
        "b.jpg,1,blob-missing",
        "d.jpg,1,blob-changed",
        "e.png,1,blob-unreadable",
    ]
    failed = (out / "cases" / "c.pdf.missing.csv").read_text("utf-8-sig")
    assert failed.endswith("c.pdf,1,source-no-pages\n")
    assert not (out / "cases" / "c.pdf.pdf").exists()


def test_a_file_delivered_twice_has_its_pages_once(tmp_path: Path) -> None:
    def fill(archive: Archive) -> None:
        archive.add("a.jpg", TEXT)
        source = archive.connection.scalar(select(SourceRow.id))
        add_source(archive.connection, archive.collection, "b.jpg", duplicate_of_id=source)

    assert len(pdfium_text(export(tmp_path, fill) / PDF)) == 1


def test_a_thousand_scans_are_never_held_at_once(tmp_path: Path) -> None:
    document = PdfDocument(tmp_path / "a.pdf")
    noise = Random(1)
    tracemalloc.start()
    for _ in range(40):
        entries: dict[str, Value] = {"ColorSpace": GREY, "BitsPerComponent": 8}
        picture = Picture(1024, 1024, entries, noise.randbytes(1024 * 1024))
        document.add_page(
            picture, Geometry(1024, 1024), 300, text="", words=(), language=None, label=""
        )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    document.close()
    assert peak < 6 * 1024 * 1024
    assert (tmp_path / "a.pdf").stat().st_size > 40 * 1024 * 1024
