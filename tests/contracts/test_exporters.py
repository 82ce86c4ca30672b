"""One behaviour of every format: all is there or nothing, whatever fails, and to the byte."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from models.database import Database
from outputs.export.draft import ExportCount
from outputs.export.formats import FORMATS, find_format
from tests.exports import Broken, BrokenInUnit, Texts, blobs_beside, export_to, fill_archive
from tests.factories import open_database

PAGES = ExportCount(pages=10, errors=4, mentions=12)
BY_UNIT = [name for name in FORMATS if find_format(name).by_unit]


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    with database.write() as connection:
        fill_archive(connection, blobs_beside(tmp_path / "out"))
    yield database
    database.close()


@pytest.fixture(autouse=True)
def formats_of_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    for each in (Broken, BrokenInUnit, Texts):
        monkeypatch.setitem(FORMATS, each.__name__, f"tests.exports:{each.__name__}")
    monkeypatch.setattr(Texts, "opened", [])


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def dying(after: int, how: Callable[[], None]) -> Callable[[], bool]:
    """A question whether to stop, at which the process ends instead."""
    calls = count()

    def stopped() -> bool:
        if next(calls) == after:
            how()
        return False

    return stopped


def interrupt() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", FORMATS)
def test_every_page_is_counted_and_every_file_is_in_the_manifest(
    database: Database, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out"
    report = export_to(out, database, name, "Texts")
    assert not report.failed
    assert report.count == PAGES
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "manifest-sha256.txt"], cwd=out, capture_output=True
    )
    assert checked.returncode == 0, checked.stdout
    listed = (out / "manifest-sha256.txt").read_text("utf-8").splitlines()
    assert {line.partition("  ")[2] for line in listed} == set(contents(out)) - {
        "manifest-sha256.txt"
    }
    assert any(line.partition("  ")[2].startswith(f"{name}/") for line in listed)


@pytest.mark.parametrize("name", FORMATS)
def test_an_interrupted_export_comes_to_the_same_bytes(
    database: Database, tmp_path: Path, name: str
) -> None:
    export_to(tmp_path / "whole", database, name, "Texts")
    out = tmp_path / "out"
    for after in (2, 4, 1):  # of ten pages; a format by unit never goes back to the first
        with pytest.raises(KeyboardInterrupt):
            export_to(out, database, name, "Texts", how={"stopped": dying(after, interrupt)})
        assert not (out / name).exists()
    export_to(out, database, name, "Texts")
    assert contents(out) == contents(tmp_path / "whole")
    assert not (out / ".partial").exists()


@pytest.mark.parametrize("name", [*BY_UNIT, "Texts"])
def test_a_killed_export_goes_on_after_the_last_unit(tmp_path: Path, name: str) -> None:
    database = open_database(tmp_path, "sqlite")
    out = tmp_path / "out"
    with database.write() as connection:
        fill_archive(connection, blobs_beside(out))
    export_to(tmp_path / "whole", database, name)
    database.close()
    child = os.fork()
    if not child:
        die = dying(8, lambda: os.kill(os.getpid(), signal.SIGKILL))
        export_to(out, Database(database.url), name, how={"stopped": die})
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    again = Database(database.url)
    report = export_to(out, again, name)
    again.close()
    assert report.went_on == 3
    assert contents(out) == contents(tmp_path / "whole")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("broken", ["Broken", "BrokenInUnit"])
def test_a_format_that_fails_takes_no_other_with_it(
    database: Database, tmp_path: Path, name: str, broken: str
) -> None:
    out = tmp_path / "out"
    report = export_to(out, database, broken, name)
    (failed,) = report.failed
    assert failed.code == "export-failed"
    assert "RuntimeError: a bug" in failed.traceback
    assert report.count == PAGES
    assert sorted(path.name for path in out.iterdir()) == sorted(
        [name, "export.json", "manifest-sha256.txt"]
    )
