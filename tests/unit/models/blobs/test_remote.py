"""Blobs elsewhere come whole or not at all, within bounds, and what fails has a name."""

import builtins
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from models.blobs.remote import RemoteBlobs
from models.errors import (
    BLOB_CHANGED,
    BLOBS_AWAY,
    PACKAGE_MISSING,
    STORE_FAILED,
    FixityError,
    MissingDependency,
    StoreError,
)
from tests.support.objectstore import ObjectStore, serve_objects

CONTENT = b"a scan"
DIGEST = sha256(CONTENT).hexdigest()


@pytest.fixture(scope="module")
def server() -> Iterator[ObjectStore]:
    with serve_objects() as (store, _port):
        yield store


@pytest.fixture
def address(server: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> str:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    return server.bucket()


@pytest.fixture
def blobs(address: str, tmp_path: Path) -> RemoteBlobs:
    return RemoteBlobs(address, tmp_path / "here", most_bytes=1 << 20)


@pytest.fixture
def elsewhere(address: str, tmp_path: Path) -> RemoteBlobs:
    """The same store, from another machine."""
    return RemoteBlobs(address, tmp_path / "there", most_bytes=1 << 20)


def kept(blobs: RemoteBlobs) -> set[str]:
    return {path.name for path in blobs.path(DIGEST).parents[2].glob("??/??/*")}


def test_another_machine_fetches_once_and_keeps(
    blobs: RemoteBlobs, elsewhere: RemoteBlobs, server: ObjectStore, address: str
) -> None:
    blobs.add_bytes(CONTENT)
    assert not elsewhere.path(DIGEST).exists()
    with elsewhere.held(DIGEST) as path:
        assert path is not None
        assert path.read_bytes() == CONTENT
    server.files().rm(address, recursive=True)
    with elsewhere.held(DIGEST) as path:
        assert path is not None
        assert path.read_bytes() == CONTENT


def test_what_is_there_is_not_sent_again(
    blobs: RemoteBlobs, elsewhere: RemoteBlobs, server: ObjectStore, address: str, tmp_path: Path
) -> None:
    blobs.add_bytes(CONTENT)
    place = f"{address}/{DIGEST[:2]}/{DIGEST[2:4]}/{DIGEST}"
    first = server.files().info(place)["LastModified"]
    (tmp_path / "scan").write_bytes(CONTENT)
    assert elsewhere.add_file(tmp_path / "scan") == elsewhere.add_bytes(CONTENT) == DIGEST
    assert server.files().info(place)["LastModified"] == first


def test_other_bytes_under_a_name_are_not_kept(
    blobs: RemoteBlobs, elsewhere: RemoteBlobs, server: ObjectStore, address: str
) -> None:
    blobs.add_bytes(CONTENT)
    server.files().pipe_file(f"{address}/{DIGEST[:2]}/{DIGEST[2:4]}/{DIGEST}", b"rotten")
    with pytest.raises(FixityError) as caught, elsewhere.held(DIGEST):
        pass
    assert caught.value.code == BLOB_CHANGED
    assert kept(elsewhere) == set()
    assert elsewhere.rehash(DIGEST) == sha256(b"rotten").hexdigest()


def test_the_longest_unused_go_and_what_is_held_stays(address: str, tmp_path: Path) -> None:
    blobs = RemoteBlobs(address, tmp_path / "here", most_bytes=80_000)
    first = blobs.add_bytes(b"first" * 2000)
    with blobs.held(first) as path:
        for number in range(20):
            blobs.add_bytes(b"%4d" % number * 2500)
            assert sum(blobs.path(each).stat().st_size for each in kept(blobs)) <= 80_000 + 20_000
        assert path is not None
        assert path.is_file()
    assert len(kept(blobs)) < 12
    blobs.add_bytes(b"last" * 2500)
    for number in range(20, 40):
        blobs.add_bytes(b"%4d" % number * 2500)
    assert first not in kept(blobs)
    with blobs.held(first) as path:
        assert path is not None
        assert path.read_bytes() == b"first" * 2000


def test_a_server_that_is_away_is_told_and_nothing_is_half_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve_objects() as (server, port):
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        address = server.bucket()
        blobs = RemoteBlobs(address, tmp_path / "here", most_bytes=1 << 20)
        blobs.add_bytes(CONTENT)
    away = RemoteBlobs(address, tmp_path / "there", most_bytes=1 << 20)
    with pytest.raises(StoreError) as caught:
        blobs.add_bytes(b"another")
    assert caught.value.code == BLOBS_AWAY
    with pytest.raises(StoreError) as caught, away.held(DIGEST):
        pass
    assert caught.value.code == BLOBS_AWAY
    assert kept(away) == set()
    with serve_objects(port):
        another = blobs.add_bytes(b"another")
        assert another in away


def test_a_bucket_that_is_not_there_is_no_lost_connection(address: str, tmp_path: Path) -> None:
    blobs = RemoteBlobs("s3://nobodys/blobs", tmp_path, most_bytes=1 << 20)
    with pytest.raises(StoreError) as caught:
        blobs.add_bytes(CONTENT)
    assert caught.value.code == STORE_FAILED


def test_a_missing_package_is_named_with_its_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] in ("fsspec", "s3fs"):
            raise ModuleNotFoundError(f"No module named {name!r}")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    blobs = RemoteBlobs("s3://bucket/blobs", tmp_path, most_bytes=1 << 20)
    with pytest.raises(MissingDependency) as caught:
        blobs.add_bytes(CONTENT)
    assert caught.value.code == PACKAGE_MISSING
    assert "aigaq[s3]" in caught.value.remedy
