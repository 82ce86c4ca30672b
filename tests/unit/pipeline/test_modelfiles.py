"""Digests of models are computed once for each state of the file."""

import hashlib
import os
from pathlib import Path

import pytest

from pipeline.engines import modelfiles


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "rus.traineddata"
    path.write_bytes(b"first")
    return path


def digest_in_a_new_process(path: Path) -> str:
    modelfiles._digest.cache_clear()
    return modelfiles.file_digest(path)


def test_a_file_is_read_once(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = digest_in_a_new_process(model)
    assert first == hashlib.sha256(b"first").hexdigest()
    with monkeypatch.context() as patched:
        patched.setattr(hashlib, "file_digest", lambda *_: pytest.fail("read again"))
        assert digest_in_a_new_process(model) == first


def test_a_changed_file_is_read_again_whatever_its_date_says(model: Path) -> None:
    digest_in_a_new_process(model)
    before = model.stat()
    model.write_bytes(b"other")
    os.utime(model, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert digest_in_a_new_process(model) == hashlib.sha256(b"other").hexdigest()


@pytest.mark.parametrize("kept", [b"", b"[]", b'{"path": 1}', b"\xff"])
def test_what_was_kept_badly_is_computed_anew(model: Path, kept: bytes) -> None:
    first = digest_in_a_new_process(model)
    [known] = modelfiles.kept_digests().iterdir()
    known.write_bytes(kept)
    assert digest_in_a_new_process(model) == first


def test_no_home_is_no_obstacle(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", no_home)
    assert digest_in_a_new_process(model) == hashlib.sha256(b"first").hexdigest()


def test_a_home_that_cannot_be_written_to_is_no_obstacle(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    assert digest_in_a_new_process(model) == hashlib.sha256(b"first").hexdigest()
