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
from outputs.export.traversal import read_pages
from tests.support.exports import Texts, blobs_beside, export_to, fill_archive
from tests.support.factories import open_database
from tests.support.leads import ALL, READERS, TOLD, Lead

PAGES = ExportCount(pages=10, errors=4, mentions=12)
WHOLE = [name for name in FORMATS if not find_format(name).by_unit]
EVERY = [*FORMATS, "texts"]


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    with database.write() as connection:
        fill_archive(connection, blobs_beside(tmp_path / "out"))
    yield database
    database.close()


@pytest.fixture(autouse=True)
def formats_of_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, "texts", "tests.support.exports:Texts")
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


def test_every_page_is_counted_and_every_file_is_in_the_manifest(
    database: Database, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    report = export_to(out, database, *EVERY)
    assert not report.failed
    assert report.count == PAGES
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "manifest-sha256.txt"],
        cwd=out,
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    lines = (out / "manifest-sha256.txt").read_text("utf-8").splitlines()
    listed = {line.partition("  ")[2] for line in lines}
    assert listed == set(contents(out)) - {"manifest-sha256.txt"}
    assert {path.partition("/")[0] for path in listed} == {*EVERY, "export.json"}


@pytest.mark.parametrize("formats", [EVERY, WHOLE], ids=["by unit", "by source"])
def test_an_interrupted_export_comes_to_the_same_bytes(
    database: Database, tmp_path: Path, formats: list[str]
) -> None:
    export_to(tmp_path / "whole", database, *formats)
    out = tmp_path / "out"
    for after in (2, 8, 5):
        with pytest.raises(KeyboardInterrupt):
            export_to(out, database, *formats, how={"stopped": dying(after, interrupt)})
        assert not any((out / name).exists() for name in formats)
    export_to(out, database, *formats)
    assert contents(out) == contents(tmp_path / "whole")
    assert not (out / ".partial").exists()


def test_a_killed_export_goes_on_after_the_last_unit(tmp_path: Path) -> None:
    database = open_database(tmp_path, "sqlite")
    out = tmp_path / "out"
    with database.write() as connection:
        fill_archive(connection, blobs_beside(out))
    export_to(tmp_path / "whole", database, *EVERY)
    database.close()
    child = os.fork()
    if not child:
        die = dying(8, lambda: os.kill(os.getpid(), signal.SIGKILL))
        export_to(out, Database(database.url), *EVERY, how={"stopped": die})
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    again = Database(database.url)
    report = export_to(out, again, *EVERY)
    again.close()
    assert report.went_on == 3
    assert contents(out) == contents(tmp_path / "whole")


@pytest.mark.parametrize("broken", ["Broken", "BrokenInUnit"])
def test_a_format_that_fails_takes_no_other_with_it(
    database: Database, tmp_path: Path, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMATS, "broken", f"tests.support.exports:{broken}")
    out = tmp_path / "out"
    report = export_to(out, database, "broken", *EVERY)
    (failed,) = report.failed
    assert failed.code == "export-failed"
    assert "RuntimeError: a bug" in failed.traceback
    assert report.count == PAGES
    assert {path.name for path in out.iterdir()} == {
        *EVERY,
        "export.json",
        "manifest-sha256.txt",
    }


def test_every_mention_leads_to_the_same_characters(database: Database, tmp_path: Path) -> None:
    export_to(tmp_path / "out", database, *READERS)
    with database.read() as connection:
        expected = sorted(
            Lead(page.name, mention.label, mention.start, mention.end, mention.text)
            for page in read_pages(connection)
            for mention in page.mentions
        )
    assert len(expected) == PAGES.mentions
    for name, read in READERS.items():
        told = [each for each in expected if each.label in TOLD.get(name, ALL)]
        assert sorted(read(tmp_path / "out" / name)) == told, name
