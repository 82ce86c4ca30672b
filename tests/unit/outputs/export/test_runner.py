"""What an export goes on after, what it leaves alone, and which pages it takes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyroaring import BitMap

from models.database import Database
from models.errors import ConfigError, ExportError, MissingDependency, StoreError
from outputs.export.format import Target
from outputs.export.formats import FORMATS
from outputs.export.selection import parse_unit
from outputs.export.units import read_units
from tests.support.exports import Texts, blobs_beside, export_plain, export_to, fill_archive
from tests.support.factories import (
    add_collection,
    add_document,
    add_file,
    add_page,
    add_source,
    open_database,
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path)
    with database.write() as connection:
        fill_archive(connection, blobs_beside(tmp_path / "out"))
    yield database
    database.close()


@pytest.fixture(autouse=True)
def texts(monkeypatch: pytest.MonkeyPatch) -> type[Texts]:
    monkeypatch.setitem(FORMATS, "texts", "tests.support.exports:Texts")
    monkeypatch.setattr(Texts, "opened", [])
    return Texts


def stop_after(pages: int) -> dict[str, Any]:
    left = iter([False] * pages)
    return {"stopped": lambda: next(left, True)}


def test_an_export_that_was_stopped_goes_on(
    database: Database, tmp_path: Path, texts: type[Texts]
) -> None:
    out = tmp_path / "out"
    report = export_to(out, database, "texts", how=stop_after(4))
    assert report.is_interrupted
    assert [path.name for path in out.iterdir()] == [".partial"]
    done = list(texts.opened)
    report = export_to(out, database, "texts")
    assert (report.went_on, report.is_interrupted) == (2, False)
    assert texts.opened[len(done) - 1] == done[-1]  # the unit in hand is written again
    assert len(texts.opened) == 6
    assert (out / "texts/ҚР ОМА/141/17/2.txt").read_text().splitlines() == [
        *(f"іс 2/Хаттама «Ү».png {number}" for number in (1, 2, 3)),
        *(f"іс 2/көшірме.png {number}" for number in (1, 2, 3)),
    ]


def test_another_request_or_record_begins_anew(
    database: Database, tmp_path: Path, texts: type[Texts]
) -> None:
    out = tmp_path / "out"
    export_to(out, database, "texts", how=stop_after(4))
    report = export_to(out, database, "texts", language="kk", how=stop_after(4))
    assert (report.began_anew, report.went_on) == (True, 0)
    with database.write() as connection:
        add_page(connection, add_source(connection, add_collection(connection, "new"), "новый"))
    report = export_to(out, database, "texts", language="kk")
    assert (report.began_anew, report.went_on) == (True, 0)
    assert (out / "texts/new/новый.txt").is_file()


def test_what_was_tampered_with_is_written_again(database: Database, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export_to(out, database, "texts", how=stop_after(4))
    changed = out / ".partial/texts/ГАКО/109/1/25а.txt"
    whole = changed.read_text()
    changed.write_text("changed")
    assert export_to(out, database, "texts").went_on == 1
    assert (out / "texts/ГАКО/109/1/25а.txt").read_text() == whole


@pytest.mark.parametrize("end", [b"", b"\0" * 20, b"\0\n{}\n"])
def test_a_journal_that_was_cut_off_is_believed_as_far_as_it_goes(
    database: Database, tmp_path: Path, end: bytes
) -> None:
    out = tmp_path / "out"
    export_to(out, database, "texts", how=stop_after(4))
    journal = out / ".partial/journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-20] + end)
    assert export_to(out, database, "texts").went_on == 1


def test_a_later_export_replaces_its_formats_alone(database: Database, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export_to(out, database, "texts", "jsonl")
    (out / "texts/stale.txt").write_text("x")
    jsonl = (out / "jsonl/pages.jsonl").read_bytes()
    export_to(out, database, "texts", collection="cases")
    assert not (out / "texts/stale.txt").exists()
    assert (out / "jsonl/pages.jsonl").read_bytes() == jsonl
    manifest = (out / "manifest-sha256.txt").read_text()
    assert manifest.count("  jsonl/pages.jsonl\n") == 1
    assert manifest.count("  export.json\n") == 1


def test_the_report_adds_up(database: Database, tmp_path: Path) -> None:
    export_to(tmp_path / "out", database, "texts", "jsonl", unit=("ҚР ОМА", "141"))
    report = json.loads((tmp_path / "out/export.json").read_text("utf-8"))
    assert report["pages"] == {"in": 6, "written": 4, "in_error": 2}
    assert report["request"]["unit"] == "ҚР ОМА/141"
    texts, jsonl = report["formats"]
    assert (texts["name"], texts["units"], texts["files"]) == ("texts", 1, 7)
    assert (jsonl["name"], jsonl["units"], jsonl["files"]) == ("jsonl", None, 1)
    size = (tmp_path / "out/jsonl/pages.jsonl").stat().st_size
    assert jsonl["bytes"] == size


def exported(database: Database, out: Path, **asked: Any) -> list[tuple[str, int]]:
    export_to(out, database, "jsonl", **asked)
    pages = [json.loads(line) for line in out.read_text("utf-8").split("\n") if line]
    return [(page["source"], page["page"]) for page in pages]


def test_selections_hold_together(database: Database, tmp_path: Path) -> None:
    assert exported(database, tmp_path / "1", unit=("KZ-APRK",)) == [("письмо.png", 1)]
    assert exported(database, tmp_path / "2", unit=("ГАКО", "109", "1", "25а")) == [
        ("письмо.png", 2)
    ]
    assert len(exported(database, tmp_path / "3", collection="cases")) == 10
    found = {"find": lambda _connection: BitMap([1, 4])}
    assert exported(database, tmp_path / "4", how=found) == [
        ("письмо.png", 1),
        ("іс 2/Хаттама «Ү».png", 1),
        ("іс 2/көшірме.png", 1),
    ]
    assert exported(database, tmp_path / "5", how=found, unit=("KZ-APRK",)) == [("письмо.png", 1)]


@pytest.mark.parametrize("unit", ["KZ-CGARK/р 9414", "ЦГА РК/Р-9414/1/7", "ҚР ОМА/R9414/1"])
def test_a_unit_is_known_by_any_of_its_names(database: Database, tmp_path: Path, unit: str) -> None:
    with database.write() as connection:
        file = add_file(connection, "ЦГА РК/Р-9414/1/7")
        described = add_document(connection, 1, "d9", file_id=file)
        source = add_source(connection, 1, "приказ.png")
        add_page(connection, source, "приказ", document_id=described)
    assert ("приказ.png", 1) in exported(database, tmp_path / "out", unit=parse_unit(unit))


def test_a_search_leaves_out_units_without_a_page_of_it(
    database: Database, tmp_path: Path, texts: type[Texts]
) -> None:
    found = {"find": lambda _connection: BitMap([4])}
    assert export_to(tmp_path / "out", database, "texts", how=found).count.pages == 1
    assert texts.opened == ["KZ-APRK/142/1/«Ә» 3"]


def test_tables_of_a_selection_hold_what_its_pages_speak_of(
    database: Database, tmp_path: Path
) -> None:
    export_to(tmp_path / "out", database, "csv", unit=("KZ-APRK",))
    documents = (tmp_path / "out/documents.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[2] for line in documents[1:]] == ["d2"]
    entities = (tmp_path / "out/entities.csv").read_text("utf-8-sig")
    assert "5 мая 1938" in entities
    assert "Омаров" not in entities


@pytest.mark.parametrize("asked", [{"collection": "none"}, {"unit": ("KZ-APRK", "9")}])
def test_what_is_not_there_is_refused(
    database: Database, tmp_path: Path, asked: dict[str, Any]
) -> None:
    with pytest.raises(ConfigError):
        export_to(tmp_path / "out", database, "texts", **asked)
    with pytest.raises(ConfigError):
        export_to(tmp_path / "out", database, "unheard-of")
    assert not (tmp_path / "out").exists()


def test_a_library_that_is_an_extra_is_asked_for_by_name(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMATS, "parquet", "nowhere.installed:Parquet")
    with pytest.raises(MissingDependency, match=r"nowhere: pip install 'aigaq\[parquet\]'"):
        export_to(tmp_path / "out", database, "parquet")


def test_a_full_disk_ends_a_format(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: Target, name: str) -> Path:
        raise OSError(28, "No space left on device", name)

    monkeypatch.setattr(Target, "inside", fail)
    with pytest.raises(ExportError) as caught:
        export_plain(database, "jsonl", tmp_path / "out.jsonl")
    assert caught.value.code == "store-full"
    assert not list(tmp_path.glob("*out*"))


def test_a_place_that_cannot_be_written_is_a_store_error(
    database: Database, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        export_to(tmp_path / "file" / "out", database, "jsonl")


def test_one_archival_file_in_two_collections_is_two_units(
    database: Database, tmp_path: Path
) -> None:
    with database.write() as connection:
        more = add_collection(connection, "more")
        document = add_document(connection, more, "d4", file_id=1)
        add_page(connection, add_source(connection, more, "x"), "x", document_id=document)
    with database.read() as connection:
        paths = [unit.path for unit in read_units(connection) if unit.file_id == 1]
    assert paths == ["ҚР ОМА/141/17/2 (cases)", "ҚР ОМА/141/17/2 (more)"]
    export_to(tmp_path / "out", database, "texts")
    assert (tmp_path / "out/texts/ҚР ОМА/141/17/2 (more)/x-0001.txt").read_text() == "x"
