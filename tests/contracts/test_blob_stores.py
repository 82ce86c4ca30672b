"""One behaviour of all stores of blobs: a folder, and an object store that speaks S3."""

import io
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from models.blobs import Blobs, BlobStore
from models.blobs.remote import RemoteBlobs
from models.errors import BLOB_CHANGED, FixityError
from tests.support.objectstore import ObjectStore, serve_objects

CONTENT = b"a scan" * 300_000
DIGEST = sha256(CONTENT).hexdigest()
NOWHERE = "0" * 64
Add = Callable[[Blobs, bytes, Path], object]
ADDING: dict[str, Add] = {
    "file": lambda store, content, folder: store.add_file(written(folder, content)),
    "bytes": lambda store, content, folder: store.add_bytes(content),
    "take over": lambda store, content, folder: store.take_over(
        sha256(content).hexdigest(), io.BytesIO(content)
    ),
    "arrival": lambda store, content, folder: store.keep_arrived(
        BlobStore(store.arrivals.root).add_bytes(content)
    ),
}


def written(folder: Path, content: bytes) -> Path:
    path = folder / "scan.tif"
    path.write_bytes(content)
    return path


@pytest.fixture(scope="module")
def server() -> Iterator[ObjectStore]:
    with serve_objects() as (store, _port):
        yield store


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blobs:
    if request.param == "folder":
        return BlobStore(tmp_path / "blobs")
    server: ObjectStore = request.getfixturevalue("server")
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    return RemoteBlobs(server.bucket(), tmp_path / "kept", most_bytes=1 << 30)


@pytest.mark.parametrize("way", ADDING)
def test_what_was_added_is_there_whole(store: Blobs, tmp_path: Path, way: str) -> None:
    assert DIGEST not in store
    ADDING[way](store, CONTENT, tmp_path)
    ADDING[way](store, CONTENT, tmp_path)
    assert DIGEST in store
    assert list(store.digests(DIGEST[0])) == [DIGEST]
    assert store.rehash(DIGEST) == DIGEST
    with store.open(DIGEST) as stream:
        assert stream.read(6) == b"a scan"
        assert stream.read(1 << 20) + stream.read(1 << 20) == CONTENT[6:]
    with store.held(DIGEST) as path:
        assert path == store.path(DIGEST)
        assert path.read_bytes() == CONTENT


def test_an_empty_blob_is_one_too(store: Blobs) -> None:
    digest = store.add_bytes(b"")
    assert store.rehash(digest) == digest == sha256(b"").hexdigest()


def test_what_is_not_there_is_not_found(store: Blobs) -> None:
    store.add_bytes(CONTENT)
    assert NOWHERE not in store
    assert list(store.digests("0")) == []
    with store.held(NOWHERE) as path:
        assert path is None
    assert not store.path(NOWHERE).exists()
    with pytest.raises(FileNotFoundError), store.open(NOWHERE):
        pass
    with pytest.raises(FileNotFoundError):
        store.rehash(NOWHERE)
    store.keep_arrived(NOWHERE)
    assert NOWHERE not in store


def test_digests_are_listed_by_their_first_digit(store: Blobs) -> None:
    added = {store.add_bytes(bytes([number])) for number in range(6)}
    for digit in {digest[0] for digest in added}:
        assert sorted(store.digests(digit)) == sorted(d for d in added if d[0] == digit)


def test_other_bytes_than_a_name_stands_for_are_refused(store: Blobs) -> None:
    with pytest.raises(FixityError) as caught:
        store.take_over(NOWHERE, io.BytesIO(CONTENT))
    assert caught.value.code == BLOB_CHANGED
    assert NOWHERE not in store
    assert DIGEST not in store
