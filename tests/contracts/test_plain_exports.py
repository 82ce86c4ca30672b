"""One behaviour of the plain exports: no delivered file is missing, and all or nothing."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from models.errors import ConfigError, StoreError
from models.people import refresh
from models.people.merging import merge
from outputs.export import traversal
from outputs.export.draft import ExportCount
from tests.support.exports import export_plain
from tests.support.factories import (
    Named,
    add_collection,
    add_document,
    add_file,
    add_page,
    add_source,
    open_database,
)
from tests.support.people import MATCHER, add_names

TEXT = "Протокол.\nИванов Пётр, 19 ноября 1937 г., «троЙка»"


class JsonLines:
    def export(self, database: Database, folder: Path, collection: str | None) -> ExportCount:
        return export_plain(database, "jsonl", folder / "out.jsonl", collection=collection)

    def pages(self, folder: Path) -> list[dict[str, Any]]:
        lines = (folder / "out.jsonl").read_text("utf-8").splitlines()
        return [{"error": None, "duplicate_of": None} | json.loads(line) for line in lines]

    def mentions(self, folder: Path) -> list[dict[str, Any]]:
        return [
            {"source": page["source"], "page": page["page"], **mention}
            for page in self.pages(folder)
            for mention in page["mentions"]
        ]


class CsvTables:
    def export(self, database: Database, folder: Path, collection: str | None) -> ExportCount:
        return export_plain(database, "csv", folder, collection=collection)

    def pages(self, folder: Path) -> list[dict[str, Any]]:
        return [row | {"page": int(row["page"])} for row in read_table(folder / "pages.csv")]

    def mentions(self, folder: Path) -> list[dict[str, Any]]:
        return [
            row
            | {name: int(row[name]) for name in ("page", "start", "end")}
            | {"details": json.loads(row["details"]) if row["details"] else None}
            for row in read_table(folder / "mentions.csv")
        ]


def read_table(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream, strict=True)
        return [{k: v or None for k, v in row.items()} | {"text": row.get("text")} for row in rows]


Exporter = JsonLines | CsvTables


@pytest.fixture(params=[JsonLines, CsvTables])
def exporter(request: pytest.FixtureRequest) -> Exporter:
    made: Exporter = request.param()
    return made


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    with database.write() as connection:
        cases = add_collection(connection, "cases")
        document = add_document(connection, cases, "d1", file_id=add_file(connection))
        scan = add_source(connection, cases, "b.pdf")
        add_page(connection, scan, error="engine-timeout", number=2)
        add_page(
            connection,
            scan,
            TEXT,
            document_id=document,
            mentions=[
                Named(label="DATE", text="19 ноября 1937", edtf="1937-11-19"),
                Named(
                    label="PERSON", text="Иванов Пётр", confidence=0.93, details={"role": "accused"}
                ),
            ],
        )
        add_page(connection, scan, number=3, state="blank")
        add_page(connection, scan, "старый текст", number=10, state="pending")
        add_source(connection, cases, "a copy.pdf", duplicate_of_id=scan)
        add_page(
            connection,
            add_source(connection, cases, "c.pdf", error_code="source-encrypted"),
            error="source-encrypted",
        )
        add_source(connection, cases, "d.pdf", error_code="source-no-pages")
        other = add_source(connection, add_collection(connection, "other"), "e.png")
        add_page(connection, other, "x", mentions=[Named(label="ORG", text="x")])
    yield database
    database.close()


def test_every_delivered_page_is_there_in_order(
    database: Database, tmp_path: Path, exporter: Exporter
) -> None:
    count = exporter.export(database, tmp_path, None)
    lines = [
        (page["source"], page["page"], page["error"], page["text"], page["duplicate_of"])
        for page in exporter.pages(tmp_path)
    ]
    scan = [(1, None, TEXT), (2, "engine-timeout", ""), (3, None, ""), (10, "pending", "")]
    assert lines == [
        *(("a copy.pdf", *page, "b.pdf") for page in scan),
        *(("b.pdf", *page, None) for page in scan),
        ("c.pdf", 1, "source-encrypted", "", None),
        ("d.pdf", 1, "source-no-pages", "", None),
        ("e.png", 1, None, "x", None),
    ]
    assert count == ExportCount(pages=11, errors=6, mentions=5)


def test_mentions_stand_at_their_offsets(
    database: Database, tmp_path: Path, exporter: Exporter
) -> None:
    exporter.export(database, tmp_path, "cases")
    mentions = [m for m in exporter.mentions(tmp_path) if m["source"] == "b.pdf"]
    assert [(m["label"], m["edtf"]) for m in mentions] == [
        ("PERSON", None),
        ("DATE", "1937-11-19"),
    ]
    assert [TEXT[m["start"] : m["end"]] for m in mentions] == [m["text"] for m in mentions]
    assert mentions[0]["details"] == {"role": "accused"}
    assert mentions[1].get("details") is None


def test_one_collection(database: Database, tmp_path: Path, exporter: Exporter) -> None:
    assert exporter.export(database, tmp_path, "other") == ExportCount(1, 0, 1)
    assert {page["source"] for page in exporter.pages(tmp_path)} == {"e.png"}
    with pytest.raises(ConfigError):
        exporter.export(database, tmp_path / "none", "unknown")
    assert not (tmp_path / "none").exists()


def test_a_failed_export_leaves_the_earlier_one(
    database: Database, tmp_path: Path, exporter: Exporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    exporter.export(database, folder, None)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def fail(row: object) -> str:
        raise OSError(28, "No space left on device", "disk")

    monkeypatch.setattr(traversal, "join_reference", fail)
    with pytest.raises(StoreError) as caught:
        exporter.export(database, folder, None)
    assert caught.value.code == "store-full"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_export_is_the_same_twice(
    database: Database, tmp_path: Path, exporter: Exporter
) -> None:
    exporter.export(database, tmp_path / "1", None)
    exporter.export(database, tmp_path / "2", None)
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in "12"
    )
    assert first == second


def test_more_pages_than_one_batch(tmp_path: Path, back_end: str, exporter: Exporter) -> None:
    database = open_database(tmp_path, back_end)
    with database.write() as connection:
        source = add_source(connection, add_collection(connection), "long.pdf")
        for number in range(1, 451):
            named = [Named(label="DATE", text="1937", lower=date(1937, 1, 1))]
            add_page(connection, source, f"{number} 1937", number=number, mentions=named)
    assert exporter.export(database, tmp_path, None) == ExportCount(450, 0, 450)
    assert [page["page"] for page in exporter.pages(tmp_path)] == list(range(1, 451))
    database.close()


def test_csv_says_who_is_who(tmp_path: Path, back_end: str) -> None:
    database = open_database(tmp_path, back_end)
    with database.write() as connection:
        cases, other = add_collection(connection, "cases"), add_collection(connection, "other")
        add_names(connection, cases, "d1", [("Омаров Ахмет", {"birth_year": 1889})])
        add_names(connection, cases, "d2", ["Омаров Ахмет"])
        add_names(connection, other, "d3", ["Петрова Анна"])
    refresh(database, MATCHER)
    with database.write() as connection:
        merge(connection, [1, 2], author="О. Ж.", reason="=the same case")
    export_plain(database, "csv", tmp_path / "cases", collection="cases")
    people = read_table(tmp_path / "cases" / "people.csv")
    assert [(each["id"], each["name"], each["birth_year"]) for each in people] == [
        ("1", "Омаров Ахмет", "1889")
    ]
    mentions = read_table(tmp_path / "cases" / "mentions.csv")
    assert [(each["profile_id"], each["person_id"]) for each in mentions] == [
        ("1", "1"),
        ("2", "1"),
    ]
    (said,) = read_table(tmp_path / "cases" / "judgements.csv")
    assert (said["left"], said["right"], said["left_person_id"]) == ("1", "2", "1")
    assert (said["left_document"], said["right_document"]) == ("d1", "d2")
    assert (said["verdict"], said["author"], said["reason"]) == ("same", "О. Ж.", "=the same case")
    export_plain(database, "csv", tmp_path / "other", collection="other")
    people = read_table(tmp_path / "other" / "people.csv")
    assert [each["name"] for each in people] == ["Петрова Анна"]
    assert read_table(tmp_path / "other" / "judgements.csv") == []
    database.close()
