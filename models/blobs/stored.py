"""Files named by their SHA-256, written once and never changed: originals and page images."""

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Final, Protocol

from models.errors import (
    BLOB_CHANGED,
    BLOB_MISSING,
    STORE_FAILED,
    STORE_FULL,
    FixityError,
    StoreError,
)

_CHUNK: Final = 1 << 20


def digest_of(path: Path, *, from_medium: bool = False) -> str:
    """SHA-256 of a file's bytes, hex; `from_medium` reads past what is kept in memory."""
    with path.open("rb") as stream:
        if from_medium:
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _copy(stream: BinaryIO, target: IO[bytes]) -> str:
    """Copy bytes; returns their digest."""
    hasher = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        hasher.update(chunk)
        target.write(chunk)
    return hasher.hexdigest()


class Blobs(Protocol):
    """What every store of blobs does; `BlobStore` is a folder, `RemoteBlobs` is elsewhere.

    Raises:
        StoreError: from any method: the store cannot be reached, read or written.
    """

    @property
    def arrivals(self) -> "BlobStore":
        """A folder of this machine where confined processes put blobs; then `keep_arrived`."""
        ...

    def keep_arrived(self, digest: str) -> None:
        """Store for good what lies in `arrivals` under this digest, if anything does."""
        ...

    def path(self, digest: str) -> Path:
        """Where the blob lies on this machine while it is `held`, whether or not it is there."""
        ...

    def held(self, digest: str) -> AbstractContextManager[Path | None]:
        """Keep a blob where `path` says for the length of the block; None where there is none.

        Raises:
            FixityError: its bytes are not those that its digest stands for.
        """
        ...

    def open(self, digest: str) -> AbstractContextManager[BinaryIO]:
        """The bytes of a blob from the store itself; raises FileNotFoundError, OSError."""
        ...

    def rehash(self, digest: str) -> str:
        """SHA-256 of what the store itself holds under this digest; errors as for `open`."""
        ...

    def __contains__(self, digest: str) -> bool: ...

    def digests(self, prefix: str) -> Iterator[str]:
        """Digests of the blobs whose names begin with a given digit, in no order."""
        ...

    def add_file(self, path: Path) -> str:
        """Copy a file in; returns its digest. What is there already is not written again."""
        ...

    def add_bytes(self, content: bytes) -> str:
        """Store bytes; returns their digest."""
        ...

    def take_over(self, digest: str, stream: BinaryIO) -> None:
        """Copy in a blob of another store.

        Raises:
            FixityError: its bytes are not those that its digest stands for; nothing was kept.
        """
        ...

    def drop_unfinished(self) -> None:
        """Remove what was arriving when a writer was killed; only for who is the only writer."""
        ...


class BlobStore:
    """A folder of blobs, two levels deep: `ab/cd/abcd…`.

    Writing is atomic (temporary file, flush to disk, rename), so a name in the store always stands
    for the whole content, whatever was killed meanwhile.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def arrivals(self) -> "BlobStore":
        """This folder itself: what is put into it is stored."""
        return self

    def keep_arrived(self, digest: str) -> None:
        """Nothing: it is kept."""

    def path(self, digest: str) -> Path:
        """Where the blob lies, whether or not it is there."""
        return self.root / digest[:2] / digest[2:4] / digest

    def __contains__(self, digest: str) -> bool:
        return self.path(digest).is_file()

    def digests(self, prefix: str) -> Iterator[str]:
        """Digests of the blobs whose names begin with a given digit, in no order."""
        for path in self.root.glob(f"{prefix}?/??/*"):
            if path == self.path(path.name):
                yield path.name

    def find(self, digest: str) -> Path:
        """Path of a blob that is there; raises StoreError (blob-missing) otherwise."""
        path = self.path(digest)
        if not path.is_file():
            raise StoreError(BLOB_MISSING, digest)
        return path

    @contextmanager
    def held(self, digest: str) -> Iterator[Path | None]:
        """Path of a blob, which never goes; None where there is none."""
        path = self.path(digest)
        yield path if path.is_file() else None

    def open(self, digest: str) -> BinaryIO:
        """The bytes of a blob; raises FileNotFoundError, OSError."""
        return self.path(digest).open("rb")

    def rehash(self, digest: str) -> str:
        """SHA-256 of the bytes on the medium; raises FileNotFoundError, OSError."""
        return digest_of(self.path(digest), from_medium=True)

    def add_file(self, path: Path) -> str:
        """Copy a file in; returns its digest. Adding what is there already costs one hash."""
        with path.open("rb") as stream:
            return self.add_stream(stream)

    def add_bytes(self, content: bytes) -> str:
        """Store bytes; returns their digest."""
        digest = hashlib.sha256(content).hexdigest()
        if digest not in self:
            with self._arriving() as (target, temporary):
                target.write(content)
                self._settle(target, temporary, digest)
        return digest

    def add_stream(self, stream: BinaryIO) -> str:
        """Store what a stream gives, hashing on the way; returns the digest."""
        with self._arriving() as (target, temporary):
            digest = _copy(stream, target)
            if digest not in self:
                self._settle(target, temporary, digest)
        return digest

    def take_over(self, digest: str, stream: BinaryIO) -> None:
        """Copy in a blob of another store.

        Raises:
            FixityError: its bytes are not those that its digest stands for; nothing was kept.
            StoreError: it cannot be read, or not be written here.
        """
        with self._arriving() as (target, temporary):
            found = _copy(stream, target)
            if found != digest:
                raise FixityError(BLOB_CHANGED, digest)
            self._settle(target, temporary, digest)

    def drop_unfinished(self) -> None:
        """Remove what was arriving when a writer was killed; only for who is the only writer."""
        shutil.rmtree(self.root / "incoming", ignore_errors=True)

    @contextmanager
    def _arriving(self) -> Iterator[tuple[IO[bytes], Path]]:
        incoming = self.root / "incoming"
        try:
            incoming.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=incoming, delete=False) as target:
                temporary = Path(target.name)
                try:
                    yield target, temporary
                finally:
                    temporary.unlink(missing_ok=True)
        except OSError as error:
            code = STORE_FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else STORE_FAILED
            raise StoreError(code, str(error)) from error

    def _settle(self, target: IO[bytes], temporary: Path, digest: str) -> None:
        target.flush()
        os.fsync(target.fileno())
        place = self.path(digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary.replace(place)
        # A power cut may undo a new name, or a new folder, until the folder above is flushed.
        for folder in (place.parent, place.parent.parent, self.root):
            _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
