import os
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


# Of bytes: Cyrillic and its marks, controls, brackets, what is no UTF-8, what looks like a path.
PIECES = st.sampled_from(
    [*(c.encode() for c in "ЙйёәАa1 .,[]{}*?'\"\\;|&$%=-~"), "й".encode(), b"\n", b"\t", b"\x1b[2J"]
    + ["\u202e".encode(), "и\u0306".encode(), b"..", b"\xff", b"\xed\xa0\x80", b"\xd0", b"\x7f"]
)
NAMES = st.lists(PIECES, min_size=1, max_size=130).map(lambda pieces: b"".join(pieces)[:255])


@given(names=st.sets(NAMES.filter(lambda name: name not in (b".", b"..")), max_size=5))
@settings(max_examples=60, deadline=None)
def test_every_name_that_a_disk_takes_is_listed_once_and_can_be_stored(names: set[bytes]) -> None:
    with TemporaryDirectory() as folder:
        for name in names:
            (Path(folder) / os.fsdecode(name)).write_bytes(name)
        files = list_files([Path(folder)])
        assert {each.path.read_bytes() for each in files} == names
    taken = [each.name for each in files if not each.ignored]
    assert len(taken) == len(set(taken))
    for stored in taken:
        assert stored.encode().decode() == unicodedata.normalize("NFC", stored)
        assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in stored)


def test_the_second_of_two_names_that_differ_in_normal_form_is_ignored(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        (tmp_path / unicodedata.normalize(form, "й.jpg")).write_bytes(form.encode())
    first, second = list_files([tmp_path])
    assert (first.name, bool(first.ignored)) == ("й.jpg", False)
    assert (second.name, bool(second.ignored)) == ("й.jpg", True)
    assert first.path != second.path


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
