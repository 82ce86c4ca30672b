"""A page with all that the formats of page text must carry, for tests of exports and imports."""

import unicodedata
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, update

from models.canonical import to_json
from models.page import SMALL_VALUES, Box, Cell, Geometry, Layout, Region, Word
from models.page.joining import mean_confidence
from models.page.wordboxes import encode_words
from models.tables import PageTextRow, PageValueRow
from tests.support.factories import Named, add_page, add_source

KAZAKH = "Ғалымжан Әлімқұлов"
NAMED = (
    Named(label="PERSON", text=KAZAKH, normal=KAZAKH),
    Named(label="DATE", text="19 ноября 1937 г.", edtf="1937-11-19", normal="1937-11-19"),
    Named(label="PLACE", text="Семипа-\nлатинске", normal="Семипалатинск"),
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A text and where its words stand."""

    text: str
    words: tuple[Word, ...]
    layout: Layout


def typed(extra: str = "") -> Typed:
    """Body with a word broken at a line end, a table of which one cell is empty, and a stamp.

    «Әлімқұлов» has a letter with a combining mark that NFC cannot compose.
    """
    body = f"Дело № 25. {KAZAKH},\n19 ноября 1937 г. осужден в Семипа-\nлатинске.{extra}"
    body += '\n\nВторой абзац: а\u0301 <&> "слово"'
    cells = ("1.", "Омаров", "2.")
    text = body + "\n\n" + "\n".join(cells) + "\n\nСЕКРЕТНО\nЭкз. № 1"
    text = unicodedata.normalize("NFC", text)
    words: list[Word] = []
    end = 0
    for number, line in enumerate(filter(None, text.split("\n"))):
        for piece in line.split():
            start = text.index(piece, end)
            end = start + len(piece)
            left = 100 + 20 * (start - text.rfind("\n", 0, start))
            block = 0 if number < 4 else 1 if number < 7 else 2
            confidence = round(0.5 + (start % 47) / 100, 3)
            box = Box(left, 100 + 60 * number, 20 * len(piece), 41)
            words.append(Word(start, end, box, confidence, block, number))
    table = tuple(
        Cell(0, row, column, Box(90 + 400 * column, 335 + 60 * row, 400, 60))
        for row in range(3)
        for column in range(2)
    )
    secret = text.index("СЕКРЕТНО")
    regions = (
        Region("stamp", Box(90, 500, 400, 200), secret, len(text)),
        Region("pencil", Box(900, 900, 50, 60)),
    )
    return Typed(text, tuple(words), Layout(table, regions))


def write_typed(
    connection: Connection, collection: int, name: str, page: Typed, *, rotation: int = 90
) -> int:
    """A delivered file of one page that reads so; returns the page's id."""
    source = add_source(connection, collection, name)
    known = [each for each in NAMED if each.text in page.text]
    page_id = add_page(connection, source, page.text, mentions=known, sheet="12об.")
    connection.execute(
        update(PageTextRow)
        .where(PageTextRow.page_id == page_id)
        .values(
            words=encode_words(page.words),
            word_count=len(page.words),
            confidence=mean_confidence(page.words),
        )
    )
    values = {"layout": page.layout, "upright": Geometry(1700, 2200, rotation=rotation)}
    for key, value in values.items():
        connection.execute(
            delete(PageValueRow).where(PageValueRow.page_id == page_id, PageValueRow.name == key)
        )
        content = to_json(SMALL_VALUES[key], value)
        connection.execute(insert(PageValueRow).values(page_id=page_id, name=key, content=content))
    return page_id
