"""A blob's name always stands for its whole content, and what goes wrong has a name."""

import errno
import io
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import pytest

from models.blobs import BlobStore, digest_of
from models.errors import BLOB_MISSING, STORE_FAILED, STORE_FULL, StoreError

CONTENT = b"a scan" * 300_000  # more than one chunk
DIGEST = sha256(CONTENT).hexdigest()
Add = Callable[[BlobStore, Path], str]


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "blobs")


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "scan.tif"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture(params=["file", "bytes", "stream"])
def add(request: pytest.FixtureRequest) -> Add:
    ways: dict[str, Add] = {
        "file": lambda store, path: store.add_file(path),
        "bytes": lambda store, path: store.add_bytes(path.read_bytes()),
        "stream": lambda store, path: store.add_stream(io.BytesIO(path.read_bytes())),
    }
    return ways[request.param]


def files(store: BlobStore) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


def test_a_blob_is_found_by_the_digest_of_its_bytes(
    store: BlobStore, original: Path, add: Add
) -> None:
    assert DIGEST not in store
    assert add(store, original) == DIGEST == digest_of(original)
    assert DIGEST in store
    assert store.find(DIGEST).read_bytes() == CONTENT
    assert store.find(DIGEST) == store.root / DIGEST[:2] / DIGEST[2:4] / DIGEST
    assert original.read_bytes() == CONTENT


def test_adding_again_leaves_the_first_untouched(
    store: BlobStore, original: Path, add: Add
) -> None:
    add(store, original)
    os.utime(store.find(DIGEST), (1, 1))
    assert add(store, original) == DIGEST
    assert store.find(DIGEST).stat().st_mtime == 1
    assert files(store) == [store.find(DIGEST)]


def test_an_empty_blob_is_one_too(store: BlobStore) -> None:
    assert store.add_bytes(b"") == sha256(b"").hexdigest()
    assert store.find(sha256(b"").hexdigest()).read_bytes() == b""


def test_a_missing_blob_is_named(store: BlobStore) -> None:
    with pytest.raises(StoreError) as caught:
        store.find(DIGEST)
    assert (caught.value.code, caught.value.detail) == (BLOB_MISSING, DIGEST)


def fail(number: int) -> Callable[..., NoReturn]:
    def raise_it(*_: object, **__: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return raise_it


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, STORE_FULL), (errno.EDQUOT, STORE_FULL), (errno.EIO, STORE_FAILED)],
)
@pytest.mark.parametrize("moment", ["fsync", "replace", "mkdir"])
def test_what_the_disk_refuses_is_named_and_leaves_nothing(
    store: BlobStore,
    original: Path,
    add: Add,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
    number: int,
    code: str,
) -> None:
    owner: Any = os if moment == "fsync" else Path
    with monkeypatch.context() as patched:
        patched.setattr(owner, moment, fail(number))
        with pytest.raises(StoreError) as caught:
            add(store, original)
    assert caught.value.code == code
    assert files(store) == []
    assert add(store, original) == DIGEST


class _Interrupted(io.BytesIO):
    """Gives one chunk and then breaks off."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise KeyboardInterrupt
        return super().read(size)


def test_a_stream_that_breaks_off_leaves_nothing(store: BlobStore) -> None:
    stream: BinaryIO = _Interrupted(CONTENT)
    with pytest.raises(KeyboardInterrupt):
        store.add_stream(stream)
    assert files(store) == []


def test_a_blob_is_never_seen_half_written(
    store: BlobStore, original: Path, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        assert not target.exists()
        sizes.append(self.stat().st_size)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    add(store, original)
    assert sizes == [len(CONTENT)]


def test_a_name_is_on_the_medium_before_it_is_told(
    store: BlobStore, original: Path, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[Path] = []

    def note(descriptor: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{descriptor}").readlink())

    monkeypatch.setattr(os, "fsync", note)
    place = store.path(add(store, original))
    content, *folders = flushed
    assert content.parent == store.root / "incoming"
    assert folders == [place.parent, place.parent.parent, store.root]
