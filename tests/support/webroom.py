"""A reading room over a small collection whose page images show where the words stand."""

from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import anyio
import httpx
from fastapi import FastAPI
from PIL import Image, ImageDraw
from sqlalchemy import Connection, insert, update

from models.blobs import BlobStore
from models.canonical import to_json
from models.database import Database
from models.page import (
    SMALL_VALUES,
    Alternative,
    Box,
    Cell,
    Cleaning,
    Geometry,
    Layout,
    Page,
    Region,
)
from models.page.wordboxes import encode_words
from models.tables import PageTextRow, PageValueRow
from outputs.search.service import Search
from outputs.web.app import make_app
from tests.support.factories import (
    Named,
    add_collection,
    add_document,
    add_file,
    add_page,
    add_source,
    open_database,
    word_boxes,
)
from tests.support.reindex import own_index, rebuild

HERE = "http://127.0.0.1:8000"
SIZE = (1700, 2200)
INK = (0, 190, 210)
CLEANED_INK = (150, 0, 160)
TEXT = (
    "ПРОТОКОЛ\n\nдопроса Досымбекова Ахмета\n21 ноября 1937 года\nпереведён в Карлаг\n"
    "из города Верный\nподпись <script>alert(1)</script> & К°"
)
KEYWORD = "Карлаг"
DOUBTED = {"переведён": 0.75, "города": 0.55, "Верный": 0.1}
"""Words by how sure their reading is; the first page says so, and what else they may be."""
PERSON = "Досымбекова Ахмета"


@dataclass(frozen=True, slots=True)
class WebRoom:
    """The application, and the pages by what is special about them."""

    app: FastAPI
    upright: int
    turned: int
    blank: int
    pending: int
    broken: int
    word: Box


class Reader:
    """A reader without a browser, who keeps cookies; an error of the application is raised."""

    def __init__(
        self,
        app: FastAPI,
        *,
        address: str = "http://room",
        client: str = "127.0.0.1",
        key: str = "",
    ) -> None:
        self._app = app
        self._client = client
        self._key = {"Authorization": f"Bearer {key}"} if key else {}
        self._address = address
        self._cookies = httpx.Cookies()

    def cookie(self, name: str) -> str:
        """The value that was set last."""
        return [each.value or "" for each in self._cookies.jar if each.name == name][-1]

    def get(
        self,
        path: str,
        *,
        params: dict[str, str | int] | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        return self.ask("GET", path, params=params, headers=headers)

    def post(
        self,
        path: str,
        *,
        form: dict[str, str | int] | None = None,
        json: object = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """Send a form, or JSON."""
        return self.ask("POST", path, data=form, json=json, headers=headers)

    def ask(self, method: str, path: str, **request: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(app=self._app, client=(self._client, 50_000)),
                base_url=self._address,
                cookies=self._cookies,
                headers=self._key,
            ) as client:
                answer = await client.request(method, path, **request)
                self._cookies.update(client.cookies)
                return answer

        return anyio.run(ask)


def room_over(database: Database, folder: Path, **how: Any) -> FastAPI:
    """A reading room over any record, with its files below a folder; `how` as `make_app` has it."""
    return make_app(
        database=database,
        blobs=BlobStore(folder / "blobs"),
        search=Search(database, own_index(database)),
        cache=folder / "cache",
        **how,
    )


def make_webroom(folder: Path, **how: Any) -> WebRoom:
    """A collection of five pages; the keyword is painted over in one colour on the images."""
    folder.mkdir(exist_ok=True)
    database = open_database(folder)
    blobs = BlobStore(folder / "blobs")
    word = next(each for each in word_boxes(TEXT) if TEXT[each.start : each.end] == KEYWORD)
    scan = _paint(folder, blobs, word.box)
    with database.write() as connection:
        collection = add_collection(connection, "дела")
        document = add_document(
            connection, collection, "d1", file_id=add_file(connection, "KZ-CGARK/109/1/25")
        )
        upright = _add(connection, collection, "a.jpg", scan, document=document)
        turned = _add(connection, collection, "b.jpg", scan)
        _give(connection, turned, upright=Geometry(*SIZE, rotation=90))
        _doubt(connection, upright)
        blank = add_page(
            connection,
            add_source(connection, collection, "c.jpg"),
            state="blank",
            image_sha256=scan,
        )
        pending = add_page(connection, add_source(connection, collection, "d.jpg"), state="pending")
        broken = add_page(
            connection, add_source(connection, collection, "e.pdf"), error="source-encrypted"
        )
    rebuild(database, own_index(database))
    app = room_over(database, folder, draw_cleaned=_draw_cleaned, **how)
    return WebRoom(app, upright, turned, blank, pending, broken, word.box)


def _add(
    connection: Connection, collection: int, name: str, scan: str, *, document: int | None = None
) -> int:
    day = date(1937, 11, 21)
    return add_page(
        connection,
        add_source(connection, collection, name),
        TEXT,
        mentions=[
            Named(label="PERSON", text=PERSON, normal="Досымбеков Ахмет"),
            Named(label="PLACE", text=KEYWORD),
            Named(label="PLACE", text="Верный"),
            Named(
                label="DATE",
                text="21 ноября 1937 года",
                normal="1937-11-21",
                edtf="1937-11-21",
                lower=day,
                upper=day,
            ),
        ],
        sheet="12об.",
        document_id=document,
        image_sha256=scan,
    )


def _give(connection: Connection, page_id: int, **values: object) -> None:
    for name, value in values.items():
        content = to_json(SMALL_VALUES[name], value)
        connection.execute(insert(PageValueRow).values(page_id=page_id, name=name, content=content))


def _doubt(connection: Connection, page_id: int) -> None:
    words = tuple(
        replace(word, confidence=DOUBTED.get(TEXT[word.start : word.end], 0.95))
        for word in word_boxes(TEXT)
    )
    connection.execute(
        update(PageTextRow).where(PageTextRow.page_id == page_id).values(words=encode_words(words))
    )
    last = next(n for n, word in enumerate(words) if TEXT[word.start :].startswith("Верный"))
    _give(
        connection,
        page_id,
        cleaning=Cleaning(("mask-borders",)),
        alternatives=(
            Alternative(last, "Верхний", 0.35, "first"),
            Alternative(last, "Вервый", 0.6, "Cyrillic"),
            Alternative(0, "ПРОТОКОЛЪ", 0.5, "Cyrillic"),
            Alternative(len(words), "нигде", 0.9, "Cyrillic"),
        ),
        layout=Layout(
            (Cell(0, 0, 0, words[0].box), Cell(0, 1, 2, words[last].box)),
            (
                Region("stamp", words[last].box, words[last].start, words[last].end),
                Region("pencil", words[0].box),
            ),
        ),
    )


def _draw_cleaned(page: Page) -> bytes:
    """The scan with the keyword in another colour."""
    image = Image.open(page.image.path).convert("RGB")
    word = next(each for each in word_boxes(TEXT) if TEXT[each.start : each.end] == KEYWORD).box
    edges = (word.left, word.top, word.right - 1, word.bottom - 1)
    ImageDraw.Draw(image).rectangle(edges, fill=CLEANED_INK)
    content = BytesIO()
    image.save(content, "PNG")
    return content.getvalue()


def _paint(folder: Path, blobs: BlobStore, keyword: Box) -> str:
    image = Image.new("RGB", SIZE, (238, 232, 214))
    pen = ImageDraw.Draw(image)
    for word in word_boxes(TEXT):
        box = word.box
        colour = INK if box == keyword else (70, 60, 60)
        pen.rectangle((box.left, box.top, box.right - 1, box.bottom - 1), fill=colour)
    path = folder / "scan.png"
    image.save(path)
    return blobs.add_file(path)
