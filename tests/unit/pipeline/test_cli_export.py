"""`aigaq export`: selection by a search, what it tells, and its exit statuses."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from models.blobs import BlobStore
from models.database import Database
from models.errors import AigaqError
from outputs.export.formats import FORMATS
from pipeline.cli.app import app
from tests.support.exports import Broken, fill_archive
from tests.support.reindex import own_index, rebuild

Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Call]:
    monkeypatch.setitem(FORMATS, "broken", "tests.support.exports:Broken")
    monkeypatch.setitem(FORMATS, "texts", "tests.support.exports:Texts")
    workspace = tmp_path / "data"
    workspace.mkdir()
    database = Database(f"sqlite:///{workspace / 'aigaq.db'}")
    database.upgrade()
    with database.write() as connection:
        fill_archive(connection, BlobStore(workspace / "blobs"))
    rebuild(database, own_index(database))
    database.close()
    config = tmp_path / "config.yaml"
    config.write_text("stages: [{use: route}]\n", encoding="utf-8")

    def invoke(*arguments: object) -> Result:
        options = ["--config", str(config), "--workspace", str(workspace)]
        return CliRunner().invoke(app, [*options, "export", *map(str, arguments)])

    yield invoke


def test_a_search_selects_what_is_written(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = call("jsonl,texts", "--out", out, "--query", "хаттама", "--from", "1937", "--to", "1937")
    assert done.exit_code == 0, done.output
    assert "2 pages to" in done.stdout
    pages = (out / "jsonl/pages.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(page)["source"] for page in pages] == [
        "іс 2/Хаттама «Ү».png",
        "іс 2/көшірме.png",
    ]
    report = json.loads((out / "export.json").read_text("utf-8"))
    assert report["request"]["search"]["date_from"] == "1937-01-01"
    assert report["pages"]["in"] == 2


def test_nothing_that_a_search_finds_is_an_export_of_nothing(call: Call, tmp_path: Path) -> None:
    assert (
        call("jsonl", "--out", tmp_path / "none.jsonl", "--query", "слованеттакого").exit_code == 0
    )
    assert (tmp_path / "none.jsonl").read_bytes() == b""


def test_a_format_that_fails_is_told_with_its_code(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = call("broken,jsonl", "--out", out)
    assert done.exit_code == 1
    assert "! broken: export-failed: " in done.stderr
    assert "RuntimeError: a bug" in done.stderr
    assert (out / "jsonl/pages.jsonl").is_file()
    alone = call("broken", "--out", tmp_path / "alone")
    assert isinstance(alone.exception, AigaqError)
    assert (alone.exception.code, alone.exception.exit_status) == ("export-failed", 1)
    assert not (tmp_path / "alone" / "broken").exists()


def test_formats_are_listed_with_their_media_types(call: Call) -> None:
    done = call("--list")
    assert done.exit_code == 0
    listed = dict(line.split("\t") for line in done.stdout.splitlines())
    assert set(listed) == set(FORMATS)
    assert listed["broken"] == Broken.media_type


@pytest.mark.parametrize(
    "arguments",
    [["xml"], ["csv", "--unit", "none"], ["csv", "--from", "x"], ["csv", "--query", '"x']],
)
def test_what_cannot_be_meant_is_refused(call: Call, tmp_path: Path, arguments: list[str]) -> None:
    done = call(*arguments, "--out", tmp_path / "out")
    assert isinstance(done.exception, AigaqError)
    assert done.exception.exit_status == 2
    assert not list(tmp_path.glob("*out*"))
