"""Files named by their SHA-256, written once and never changed: originals and page images."""

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Final

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


class BlobStore:
    """A folder of blobs, two levels deep: `ab/cd/abcd…`.

    Writing is atomic (temporary file, flush to disk, rename), so a name in the store always stands
    for the whole content, whatever was killed meanwhile.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

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

    def take_over(self, digest: str, path: Path) -> None:
        """Copy in a blob of another store.

        Raises:
            FixityError: its bytes are not those that its digest stands for; nothing was kept.
            StoreError: it cannot be read, or not be written here.
        """
        with self._arriving() as (target, temporary):
            with path.open("rb") as stream:
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
