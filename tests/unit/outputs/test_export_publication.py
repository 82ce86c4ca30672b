"""Publishing: everything takes its name at the end, or nothing does."""

from pathlib import Path

import pytest

from models.errors import STORE_FAILED, StoreError
from outputs.export.publication import publish


def test_files_appear_together_at_the_end(tmp_path: Path) -> None:
    paths = tmp_path / "new" / "a", tmp_path / "new" / "b"
    with publish(*paths) as (first, second):
        first.write("1\r\n")
        second.write("2\n")
        assert not any(path.exists() for path in paths)
    assert [path.read_bytes() for path in paths] == [b"1\r\n", b"2\n"]
    assert len(list((tmp_path / "new").iterdir())) == 2


def test_a_failure_publishes_nothing_and_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("before")
    with pytest.raises(RuntimeError), publish(tmp_path / "a", tmp_path / "b") as (first, _):
        first.write("half")
        raise RuntimeError
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "before")]


def test_a_place_that_cannot_be_written_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError) as caught, publish(tmp_path / "file" / "out"):
        pass
    assert caught.value.code == STORE_FAILED
