import os
import unicodedata
from pathlib import Path

import pytest

from ingest.delivery import list_files
from models.errors import ARGUMENT_INVALID, ConfigError


def test_names_are_relative_sorted_and_nfc(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / unicodedata.normalize("NFD", "лист й.jpg")).write_bytes(b"1")
    (tmp_path / "a.jpg").write_bytes(b"2")
    assert [each.name for each in list_files([tmp_path])] == ["a.jpg", "b/лист й.jpg"]
    assert [each.name for each in list_files([tmp_path / "a.jpg"])] == ["a.jpg"]


def test_nothing_is_dropped_silently(tmp_path: Path) -> None:
    folder = tmp_path / "given"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "x").write_bytes(b"1")
    (folder / "Thumbs.db").write_bytes(b"1")
    (tmp_path / "secret").mkdir()
    (folder / "link").symlink_to(tmp_path / "secret")
    (folder / "link.jpg").symlink_to(tmp_path / "outside.jpg")
    os.mkfifo(folder / "pipe")
    files = list_files([folder])
    names = {each.name for each in files}
    assert names == {".git/x", "Thumbs.db", "link", "link.jpg", "pipe"}
    assert all(each.ignored for each in files)


def test_the_same_path_twice_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"2")
    assert len(list_files([tmp_path / "a.jpg", tmp_path / "a.jpg"])) == 1


def test_two_files_of_one_name_stop_before_work(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.jpg").write_bytes(folder.encode())
    with pytest.raises(ConfigError) as raised:
        list_files([tmp_path / "x", tmp_path / "y"])
    assert raised.value.code == ARGUMENT_INVALID
    with pytest.raises(ConfigError):
        list_files([tmp_path / "nowhere"])
