"""Blobs in an object store (S3 and its like), by way of a bounded folder on this machine."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import IO, Any, BinaryIO, Final, cast

from models.blobs import BlobStore
from models.blobs.longest_unused import Room
from models.errors import (
    BLOBS_AWAY,
    CONFIG_INVALID,
    PACKAGE_MISSING,
    STORE_FAILED,
    AigaqError,
    ConfigError,
    MissingDependency,
    StoreError,
)

_PIECE: Final = 16 << 20  # asked for at a time
_CHUNK: Final = 1 << 20
# Of the client of S3; other schemes go by their own.
_S3_CLIENT: Final = {"connect_timeout": 10, "read_timeout": 60, "retries": {"max_attempts": 2}}


class RemoteBlobs:
    """Blobs under an address, laid out as in a folder: `ab/cd/abcd…`.

    An object store shows an object when it is whole, or not at all. Whoever opens files finds them
    in `kept`, where they are for as long as somebody holds them: hashed when they came, and those
    used longest ago gone when there is no more room (docs/adr/0032).
    """

    def __init__(self, address: str, folder: Path, *, most_bytes: int) -> None:
        """Connect to nothing yet.

        Args:
            address: `s3://bucket/prefix`, or of any scheme of an object store that fsspec knows.
            folder: of this machine; may be emptied while nobody is at work.
            most_bytes: that what is kept may take, but for what is held.
        """
        self._address = address
        self._kept = BlobStore(folder / "kept")
        self._arrivals = BlobStore(folder / "arrivals")
        self._room = Room(
            lambda: self._kept.root.glob("??/??/*"), most_bytes=most_bytes, remove=_remove_unheld
        )
        self._turnstiles = tuple(Lock() for _ in range(16))

    @property
    def arrivals(self) -> BlobStore:
        """Where confined processes put blobs, which have no network."""
        return self._arrivals

    @cached_property
    def _connected(self) -> tuple[Any, str, tuple[type[Exception], ...]]:
        """The file system, the place in it, and the errors that say it cannot be reached."""
        try:
            import fsspec

            options = _s3_options() if self._address.startswith("s3:") else {}
            files, root = fsspec.core.url_to_fs(self._address, use_listings_cache=False, **options)
        except ImportError as error:
            raise MissingDependency(PACKAGE_MISSING, str(error)) from error
        except ValueError as error:
            raise ConfigError(CONFIG_INVALID, f"blobs: {error}") from error
        return files, root, _away(self._address)

    def _key(self, digest: str) -> str:
        return f"{self._connected[1]}/{digest[:2]}/{digest[2:4]}/{digest}"

    @contextmanager
    def _reaching(self) -> Iterator[Any]:
        """The file system; what its libraries raise becomes ours, but for FileNotFoundError."""
        files, _, away = self._connected
        try:
            yield files
        except (AigaqError, FileNotFoundError):
            raise
        except away as error:
            raise StoreError(BLOBS_AWAY, f"{self._address}: {error}") from error
        except Exception as error:  # noqa: BLE001 - each scheme has errors of its own
            told = f"{self._address}: {type(error).__name__}: {error}"
            raise StoreError(STORE_FAILED, told) from error

    def path(self, digest: str) -> Path:
        """Where the blob lies while it is `held`."""
        return self._kept.path(digest)

    def __contains__(self, digest: str) -> bool:
        try:
            with self._reaching() as files:
                files.info(self._key(digest))
        except FileNotFoundError:
            return False
        return True

    def digests(self, prefix: str) -> Iterator[str]:
        """Digests of the blobs whose names begin with a given digit, in no order."""
        with self._reaching() as files:
            found = files.find(self._connected[1], prefix=prefix)
        for name in found:
            digest = name.rpartition("/")[2]
            if name == self._key(digest):
                yield digest

    @contextmanager
    def held(self, digest: str) -> Iterator[Path | None]:
        """Fetch a blob where it is not kept, and keep it for the length of the block.

        Raises:
            FixityError: other bytes came; they were not kept.
            StoreError: the store cannot be reached, or this machine has no room.
        """
        while True:
            stream = self._hold(digest)
            if stream is not None:
                with stream:
                    yield self.path(digest)
                return
            if not self._fetch(digest):
                yield None
                return

    def _hold(self, digest: str) -> IO[bytes] | None:
        """Open and lock what is kept; the lock goes with the process, however that ends."""
        try:
            stream = self.path(digest).open("rb")
        except FileNotFoundError:
            return None
        fcntl.flock(stream, fcntl.LOCK_SH)
        if not os.fstat(stream.fileno()).st_nlink:  # removed just before it was locked
            stream.close()
            return None
        os.utime(stream.fileno())
        return stream

    def _fetch(self, digest: str) -> bool:
        with self._turn(digest):  # who asks at the same time waits for the first
            if self.path(digest).is_file():
                return True
            try:
                with self.open(digest) as stream:
                    self._kept.take_over(digest, stream)
            except FileNotFoundError:
                return False
            self._room.make(self.path(digest).stat().st_size)
            return True

    @contextmanager
    def open(self, digest: str) -> Iterator[BinaryIO]:
        """The bytes from the store itself; raises FileNotFoundError."""
        with self._reaching() as files:
            stream = files.open(self._key(digest), "rb", block_size=_PIECE)
        with stream:
            yield cast(BinaryIO, _Reaching(self, stream))

    def rehash(self, digest: str) -> str:
        """SHA-256 of what the store holds now; raises FileNotFoundError."""
        with self.open(digest) as stream:
            hasher = hashlib.sha256()
            while chunk := stream.read(_CHUNK):
                hasher.update(chunk)
            return hasher.hexdigest()

    def add_file(self, path: Path) -> str:
        """Send a file; returns its digest. What is there already is not sent."""
        digest = self._arrivals.add_file(path)
        self.keep_arrived(digest)
        return digest

    def add_bytes(self, content: bytes) -> str:
        """Send bytes; returns their digest."""
        digest = self._arrivals.add_bytes(content)
        self.keep_arrived(digest)
        return digest

    def take_over(self, digest: str, stream: BinaryIO) -> None:
        """Send a blob of another store.

        Raises:
            FixityError: its bytes are not those that its digest stands for; nothing was sent.
        """
        self._arrivals.take_over(digest, stream)
        self.keep_arrived(digest)

    def keep_arrived(self, digest: str) -> None:
        """Send what arrived under this digest, if anything did; it stays here for who asks next."""
        arrived = self._arrivals.path(digest)
        with self._turn(digest):  # who had the same bytes must not go on before they are sent
            if not arrived.is_file():
                return
            if digest not in self:
                self._send(arrived, digest)
            size, kept = arrived.stat().st_size, self.path(digest)
            self._room.make(size)
            kept.parent.mkdir(parents=True, exist_ok=True)
            arrived.replace(kept)

    def _send(self, arrived: Path, digest: str) -> None:
        try:
            with self._reaching() as files:
                files.put_file(str(arrived), self._key(digest))
        except FileNotFoundError as error:  # the bucket
            raise StoreError(STORE_FAILED, f"{self._address}: {error}") from error

    def drop_unfinished(self) -> None:
        """Remove what a killed process left on this machine; the store never has half a blob."""
        self._kept.drop_unfinished()
        self._arrivals.drop_unfinished()

    def _turn(self, digest: str) -> Lock:
        return self._turnstiles[int(digest[:1], 16)]


class _Reaching:
    """A stream of an object whose failures have our names."""

    def __init__(self, blobs: RemoteBlobs, stream: Any) -> None:
        self._blobs = blobs
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        with self._blobs._reaching():
            return bytes(self._stream.read(size))

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._stream.seek(offset, whence))


def _s3_options() -> dict[str, Any]:
    # Named, since fsspec shares a client among all that were asked for alike.
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    return {"endpoint_url": endpoint, "config_kwargs": _S3_CLIENT}


def _away(address: str) -> tuple[type[Exception], ...]:
    errors: tuple[type[Exception], ...] = (ConnectionError, TimeoutError)
    if address.startswith("s3:"):
        from botocore.exceptions import ConnectionError as Unconnected
        from s3fs.core import S3_RETRYABLE_ERRORS

        errors += (Unconnected, *S3_RETRYABLE_ERRORS)
    return errors


def _remove_unheld(path: Path) -> None:
    """Remove a file unless somebody holds it."""
    try:
        with path.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
    except (BlockingIOError, FileNotFoundError):
        return
