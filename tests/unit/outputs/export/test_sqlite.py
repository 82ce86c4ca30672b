"""The SQLite file of an export, as Datasette and SQLite itself see it."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from tests.support.exports import LETTER, blobs_beside, export_to, fill_archive
from tests.support.factories import open_database

SCAN = "іс 2/Хаттама «Ү».png"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sqlite")
    database = open_database(place)
    with database.write() as connection:
        fill_archive(connection, blobs_beside(place / "out"))
    export_to(place / "out", database, "sqlite", language="kk", rights="https://example.org/r")
    database.close()
    return place / "out" / "sqlite"


@pytest.fixture
def connection(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "aigaq.db")) as connection:
        yield connection


def served(folder: Path, *addresses: str) -> list[Any]:
    async def ask() -> list[Any]:
        metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
        room = Datasette([str(folder / "aigaq.db")], metadata=metadata)
        return [await room.client.get(address) for address in addresses]

    answers = asyncio.run(ask())
    assert [answer.status_code for answer in answers] == [200] * len(addresses)
    return answers


def test_the_file_is_sound(connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    linked = connection.execute("SELECT count(*) FROM mentions JOIN pages ON pages.id = page_id")
    assert linked.fetchone() == (12,)


def test_mentions_stand_at_their_offsets(connection: sqlite3.Connection) -> None:
    different = """
        SELECT count(*) FROM mentions JOIN pages ON pages.id = mentions.page_id
        WHERE substr(pages.text, start + 1, "end" - start) <> mentions.text
    """
    assert connection.execute(different).fetchone() == (0,)


def test_views_lead_from_people_and_dates_to_pages(connection: sqlite3.Connection) -> None:
    dates = connection.execute("SELECT edtf, source, page FROM dates_on_pages").fetchall()
    assert [edtf for edtf, _source, _page in dates] == ["1937-11-19", "1937-11-19", "1938-05-05"]
    people = connection.execute("SELECT text, reference FROM people_on_pages").fetchall()
    assert ("Омаров Ахмет", "ҚР ОМА/141/17/2") in people


def test_datasette_searches_and_describes(folder: Path) -> None:
    found, shown, page = served(
        folder,
        "/aigaq/pages.json?_shape=array&_search=Қызылорда",
        "/aigaq/mentions?_facet=label",
        "/aigaq/pages/5",
    )
    assert [row["source"] for row in found.json()] == [SCAN, "іс 2/көшірме.png"]
    assert "Аталымның сенімділігі, 0-ден 1-ге дейін" in shown.text
    assert "Омаров Ахмет</a>" in shown.text  # a link to the entity by its name
    assert "https://example.org/r" in shown.text
    assert "ХАТТАМА № 7" in page.text


def test_short_i_is_not_i(connection: sqlite3.Connection) -> None:
    asked = "SELECT count(*) FROM pages_fts WHERE pages_fts MATCH ?"
    assert connection.execute(asked, ["Әлия"]).fetchone() == (1,)
    assert connection.execute(asked, ["Алия"]).fetchone() == (0,)
    assert connection.execute("SELECT text FROM pages WHERE text = ?", [LETTER]).fetchone()
