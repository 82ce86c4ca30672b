"""The text over the scans of a searchable PDF is kept with its pages, unless it makes no sense."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image
from sqlalchemy import select

from models.canonical import from_json
from models.database import Database
from models.errors import TEXT_IMPLAUSIBLE
from models.page import Box, Geometry, Imported, Reading
from models.page.imported import reading_of
from models.tables import PageRow, PageValueRow, PageWarningRow
from outputs.export.archival.description import Description
from outputs.export.pdf.document import PdfDocument
from outputs.export.pdf.jpeg import embed_jpeg
from outputs.export.pdf.metadata import PRODUCER, Told
from outputs.export.units import Unit
from tests.support.deliveries import Ingest
from tests.support.factories import word_boxes
from tests.support.pdfs import poppler_words

SIZE = (1200, 900)
TEXT = (
    "Протокол допроса обвиняемого Әлімқұлова\n"
    "Ғалымжана, родившегося в ауле № 4 Семипа-\n"
    "латинского уезда, казаха, грамотного."
)


def searchable(path: Path, *pages: tuple[str, int]) -> Path:
    """A PDF with a page for each text, typed as `word_boxes` would, and shown turned so far."""
    document = PdfDocument(path)
    for shade, (text, rotation) in enumerate(pages):
        buffer = BytesIO()
        Image.new("L", SIZE, 200 + shade).save(buffer, "JPEG")
        picture = embed_jpeg(buffer.getvalue())
        assert picture is not None
        turn = Geometry(*SIZE, rotation=rotation)
        back = Geometry(*turn.upright_size, rotation=(360 - rotation) % 360)
        words = tuple(replace(each, box=back.to_upright(each.box)) for each in word_boxes(text))
        document.add_page(
            picture, turn, 100, text=text, words=words, language="ru", label=""
        )  # fmt: skip
    unit = Unit("cases", source_id=1, source=path.name)
    document.finish(Told(Description(unit, (), (), "", "", "ru"), [], None))
    return path


def kept(database: Database) -> dict[int, tuple[Imported, Reading]]:
    with database.read() as connection:
        rows = connection.execute(
            select(PageRow.number, PageValueRow.content)
            .join(PageValueRow, PageValueRow.page_id == PageRow.id)
            .where(PageValueRow.name == "imported")
        ).all()
    found = {number: from_json(Imported, content) for number, content in rows}
    return {number: (each, reading_of(each)) for number, each in found.items()}


def warnings(database: Database) -> dict[int, str]:
    with database.read() as connection:
        rows = select(PageRow.number, PageWarningRow.detail).join(
            PageRow, PageRow.id == PageWarningRow.page_id
        )
        return dict(connection.execute(rows).all())


PAGES = {
    TEXT: "",
    "": "",
    "№ 25 1937": "",
    TEXT.translate(str.maketrans("одпртк", "oAnpTk")): "Cyrillic",
    "The quick brown foxes jumped over seven lazy dogs behind their fence": "Cyrillic",
    "ПРТКЛ ДПРСБ ВНМГЖ КЛЗХЩ ТРВСТ ПРДКХ ВЗЖБН ЧЩШЦФ ПРГТ": "vowel",
    "\ue001\ue002\ue003 Протокол \ue004\ue005": "lost",
}
"""Texts, and why they are refused, if they are."""
TURNED = "Справка по делу\n№ 25 о реабилитации"


def test_what_makes_sense_is_kept_word_by_word(
    delivery: Path, take_in: Ingest, database: Database
) -> None:
    pages = [(text, 0) for text in PAGES]
    searchable(delivery / "дело 25.pdf", *pages, (TURNED, 90), (TURNED, 180))
    (line,) = take_in(pdf_text=True).lines
    assert line.outcome == "registered"
    texts = kept(database)
    assert {number: reading.text for number, (_, reading) in texts.items()} == {
        number: text for number, (text, why) in enumerate(PAGES.items(), 1) if text and not why
    } | {8: TURNED, 9: TURNED}
    imported, reading = texts[1]
    assert (imported.name, imported.program) == ("дело 25.pdf", PRODUCER)
    assert imported.sha256 == line.sha256
    assert reading.model == f"imported {PRODUCER}"
    for word, wanted in zip(reading.words, word_boxes(TEXT), strict=True):
        assert (word.start, word.end, word.line) == (wanted.start, wanted.end, wanted.line)
        assert is_within(word.box, wanted.box, 1)
    for _, turned in (texts[8], texts[9]):
        # Drawn at three times the pixels, as the page is shown.
        for word, wanted in zip(turned.words, word_boxes(TURNED), strict=True):
            assert is_within(word.box, wanted.box, 3)
    said = warnings(database)
    refused = {number: why for number, why in enumerate(PAGES.values(), 1) if why}
    assert said.keys() == refused.keys()
    assert all(TEXT_IMPLAUSIBLE in said[number] for number in refused)
    assert all(why in said[number] for number, why in refused.items())


def is_within(box: Box, outer: Box, scale: int) -> bool:
    """Whether a box is as wide as another and lies in its height, up to a pixel."""
    wide = (
        abs(box.left - scale * outer.left) <= scale
        and abs(box.right - scale * outer.right) <= scale
    )
    low, high = scale * (outer.top - 1), scale * (outer.bottom + 1)
    return wide and low <= box.top < box.bottom <= high


def test_words_that_lean_are_not_torn(delivery: Path, take_in: Ingest, database: Database) -> None:
    path = searchable(delivery / "a.pdf", (TEXT, 0))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        leaning = page.Contents.read_bytes().replace(
            b"BT 3 Tr", b".9997 -.0262 .0262 .9997 0 0 cm BT 3 Tr"
        )
        page.Contents = pikepdf.Stream(pdf, leaning)
        pdf.save(path)
    torn = [text for text, _place in poppler_words(path, "-raw")[0]]
    assert len(torn) > len(TEXT.split())
    take_in(pdf_text=True)
    assert kept(database)[1][1].text == TEXT


def test_it_is_kept_only_when_asked_for(
    delivery: Path, take_in: Ingest, database: Database
) -> None:
    searchable(delivery / "a.pdf", (TEXT, 0))
    take_in()
    assert kept(database) == {}
