"""Read one delivered file: hash it, keep it, and have its pages read; writes nothing down."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.delivery import GivenFile
from ingest.images import StoredImage
from ingest.pages import PageReader
from ingest.sniff import Kind, sniff
from models.blobs import Blobs, digest_of
from models.decoding.decoders import Decoders, Failure
from models.errors import SOURCE_UNREADABLE, SourceError


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page as it was found: an image, or a failure."""

    number: int
    image: StoredImage | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What is known of a delivered file after reading it.

    Attributes:
        given: the file.
        sha256: of its bytes, hex; empty when it cannot be opened.
        byte_size: of the file.
        kind: None when it is of no format that is read.
        location: where the original lies when it is not in the blob store.
        pages: None when it was not decoded, because the collection knows these bytes.
        failure: of the file as a whole.
    """

    given: GivenFile
    sha256: str
    byte_size: int
    kind: Kind | None = None
    location: str | None = None
    pages: tuple[ReadPage, ...] | None = None
    failure: Failure | None = None

    @property
    def is_decoded(self) -> bool:
        """Whether its pages, or the reason why there are none, are known."""
        return self.pages is not None or self.failure is not None


def _is_text(path: Path) -> bool:
    """Whether the record can hold a path; a file whose name is no UTF-8 is copied at all times."""
    return str(path).encode("utf-8", "replace") == os.fsencode(path)


class FileReader:
    """Reads delivered files by the decoders, into the blob store."""

    def __init__(self, decoders: Decoders, pages: PageReader, blobs: Blobs) -> None:
        self.decoders = decoders
        self._pages = pages
        self.blobs = blobs
        self._copies = pages.options.originals == "copy"

    def hash(self, given: GivenFile) -> ReadFile:
        """Read a file's bytes once, to know whether it is new."""
        try:
            size = given.path.stat().st_size
            sha256 = digest_of(given.path)
        except OSError as error:
            return ReadFile(given, "", 0, failure=Failure(SOURCE_UNREADABLE, str(error)))
        stays = not self._copies and sha256 not in self.blobs and _is_text(given.path)
        return ReadFile(given, sha256, size, location=str(given.path) if stays else None)

    def decode(self, hashed: ReadFile) -> ReadFile:
        """Keep the original and read all its pages.

        Raises:
            StoreError: the blob store cannot be written.
            MissingDependency: poppler is not installed.
        """
        if hashed.failure is not None:
            return hashed
        given, sha256 = hashed.given, hashed.sha256
        try:
            if hashed.location is None and sha256 not in self.blobs:
                sha256 = self.blobs.add_file(given.path)
            with self.blobs.held(sha256) as kept:
                path = kept or given.path
                size = path.stat().st_size
                kind, pages, failure = self._open(path, sha256)
        except OSError as error:
            return replace(hashed, failure=Failure(SOURCE_UNREADABLE, str(error)))
        return ReadFile(given, sha256, size, kind, hashed.location, pages, failure)

    def _open(
        self, path: Path, sha256: str
    ) -> tuple[Kind | None, tuple[ReadPage, ...] | None, Failure | None]:
        try:
            kind = sniff(path)
        except SourceError as error:
            return None, None, Failure(error.code, error.detail)
        except OSError as error:
            return None, None, Failure(SOURCE_UNREADABLE, str(error))
        counted = self.decoders.finish(self.decoders.start(self._pages.count, path, kind))
        if isinstance(counted, Failure):
            return kind, None, counted
        pages = self._read_pages(path, kind, sha256, counted)
        failures = [page.failure for page in pages if page.failure is not None]
        return kind, pages, failures[0] if len(failures) == len(pages) else None

    def _read_pages(self, path: Path, kind: Kind, sha256: str, count: int) -> tuple[ReadPage, ...]:
        calls = [
            self.decoders.start(self._pages.read, path, kind, sha256, number)
            for number in range(1, count + 1)
        ]
        found = []
        for number, call in enumerate(calls, start=1):
            result = self.decoders.finish(call)
            if isinstance(result, Failure):
                found.append(ReadPage(number, failure=result))
            else:
                self.blobs.keep_arrived(result.digest)
                found.append(ReadPage(number, image=result))
        return tuple(found)
