"""Tables of an export: the same rows in every format, with their types and a dictionary."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from models.database import Database
from outputs.export.tabular import parquet
from outputs.export.tabular.tables import TABLES, Kind
from tests.support.exports import LETTER, PROTOCOL, blobs_beside, export_to, fill_archive
from tests.support.factories import open_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path)
    with database.write() as connection:
        fill_archive(connection, blobs_beside(tmp_path / "out"))
    yield database
    database.close()


@pytest.fixture
def folder(database: Database, tmp_path: Path) -> Path:
    export_to(tmp_path / "out", database, "csv", "parquet")
    return tmp_path / "out"


def ask(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(":memory:") as connection:
        for table in TABLES:
            path = folder / "parquet" / f"{table.name}.parquet"
            connection.execute(f"CREATE VIEW {table.name} AS FROM read_parquet('{path}')")
        return connection.execute(query).fetchall()


def test_duckdb_reads_types_and_letters(folder: Path) -> None:
    dated = """
        SELECT m.text, m.edtf, m.lower, m.upper, substring(p.text, m.start + 1, m."end" - m.start)
        FROM mentions m JOIN pages p USING (source, page)
        WHERE m.label = 'DATE' AND p.duplicate_of IS NULL ORDER BY m.lower
    """
    first, second = date(1937, 11, 19), date(1938, 5, 5)
    assert ask(folder, dated) == [
        ("19 ноября 1937", "1937-11-19", first, first, "19 ноября 1937"),
        ("5 мая 1938", "1938-05-05", second, second, "5 мая 1938"),
    ]
    assert ask(folder, "SELECT text FROM pages WHERE source LIKE 'письмо%' AND page = 1") == [
        (LETTER,)
    ]
    roles = "SELECT details->>'role' FROM mentions WHERE details IS NOT NULL LIMIT 1"
    assert ask(folder, roles) == [("accused",)]


def test_words_stand_where_they_were_read(folder: Path) -> None:
    words = """
        SELECT w.text, w."left", w.top, w.width, w.height, w.line FROM words w
        WHERE w.source = 'іс 2/Хаттама «Ү».png' ORDER BY w.start LIMIT 4
    """
    assert ask(folder, words) == [
        ("ХАТТАМА", 100, 100, 140, 40, 0),
        ("№", 260, 100, 20, 40, 0),
        ("7", 300, 100, 20, 40, 0),
        ("Омаров", 100, 160, 120, 40, 1),
    ]
    whole = "SELECT count(*) FROM words w JOIN pages p USING (source, page)"
    same = f'{whole} WHERE substring(p.text, w.start + 1, w."end" - w.start) = w.text'
    assert ask(folder, same) == ask(folder, whole)


@pytest.mark.parametrize("table", [each for each in TABLES if each.name != "words"])
def test_csv_and_parquet_hold_the_same(folder: Path, table: Any) -> None:
    with (folder / "csv" / f"{table.name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    columns = ", ".join(f'"{name}"' for name in table.names)
    stored = ask(folder, f"SELECT {columns} FROM {table.name}")
    assert tuple(rows[0]) == table.names
    assert rows[1:] == [["" if value is None else str(value) for value in row] for row in stored]


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_the_dictionary_names_every_file_and_column(folder: Path, name: str) -> None:
    package = json.loads((folder / name / "datapackage.json").read_text("utf-8"))
    files = {each["path"] for each in package["resources"]}
    assert files == {path.name for path in (folder / name).iterdir()} - {"datapackage.json"}
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        for field in fields:
            said = {field[f"description{code}"] for code in ("", "_kk", "_ru")}
            assert len(said) == 3 or field["name"] == "reference", field
        if name == "parquet":
            schema = pq.read_schema(folder / name / resource["path"])
            assert schema.names == [field["name"] for field in fields]
            assert schema.field(0).metadata[b"description"].decode() == fields[0]["description"]


def test_row_groups_keep_the_memory_flat(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_GROUP", 7)
    monkeypatch.setattr(parquet, "_LONG", {"pages": 4})
    export_to(tmp_path / "out", database, "parquet")
    file = pq.ParquetFile(tmp_path / "out/parquet/pages.parquet")
    assert [file.metadata.row_group(number).num_rows for number in range(3)] == [4, 4, 2]
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert PROTOCOL in file.read().column("text").to_pylist()


def test_every_kind_of_column_has_a_type() -> None:
    assert set(parquet._TYPES) == set(Kind)
