"""What a person is told whose workspace an older or a newer program wrote."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from typer.testing import CliRunner, Result

from models.database import SCHEMA_REVISION
from models.errors import STORE_BUSY, STORE_OLD, AigaqError
from models.holding import held
from pipeline.cli.app import app
from tests.support.migrating import EARLIER, write_record

Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path) -> Call:
    """Call `aigaq` on the workspace in `tmp_path`."""
    config = tmp_path / "config.yaml"
    config.write_text("stages: [{use: route}]\n", encoding="utf-8")
    options = ["--config", str(config), "--workspace", str(tmp_path)]
    return lambda *arguments: CliRunner().invoke(app, [*options, *arguments])


def revision(folder: Path) -> str:
    with closing(connect(folder / "aigaq.db")) as connection:
        (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found)


@pytest.mark.parametrize("older", EARLIER)
def test_an_older_workspace_is_brought_up_once_and_works(
    call: Call, tmp_path: Path, older: str
) -> None:
    write_record(older, tmp_path / "aigaq.db")
    first, second = call("status"), call("status")
    assert "pages in 3 = done 2 + blank 0 + quarantined 1 + pending 0" in first.stdout
    told = f"from schema {older} to {SCHEMA_REVISION}"
    assert (told in first.stderr) == (older != SCHEMA_REVISION)
    assert told not in second.stderr
    assert call("export", "jsonl", "--out", str(tmp_path / "pages.jsonl")).exit_code == 0
    lines = (tmp_path / "pages.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert any("Садвакас" in line or "протокол" in line.lower() for line in lines)
    assert call("quarantine", "list").exit_code == 0


def test_a_workspace_is_not_upgraded_under_a_writer(call: Call, tmp_path: Path) -> None:
    write_record("0001", tmp_path / "aigaq.db")
    with held(tmp_path):
        told = call("status").exception
    assert isinstance(told, AigaqError)
    assert told.code == STORE_BUSY
    assert revision(tmp_path) == "0001"


def test_writing_commands_upgrade_as_well(call: Call, tmp_path: Path) -> None:
    write_record("0001", tmp_path / "aigaq.db")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert call("ingest", str(empty), "--collection", "x").exit_code == 0
    assert revision(tmp_path) == SCHEMA_REVISION


def test_a_newer_workspace_is_refused_untouched(call: Call, tmp_path: Path) -> None:
    write_record(EARLIER[-1], tmp_path / "aigaq.db")
    with closing(connect(tmp_path / "aigaq.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    told = call("status").exception
    assert isinstance(told, AigaqError)
    assert (told.code, told.exit_status) == (STORE_OLD, 4)
    assert "9999" in told.detail
    assert f"{SCHEMA_REVISION} is the newest that this program knows" in told.detail
    assert "newest aigaq" in told.remedy
    assert revision(tmp_path) == "9999"
