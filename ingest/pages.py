"""What a child process does: count the pages of one file, and read one of them."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path

from ingest.images import (
    StoredImage,
    check_pixels,
    decoding,
    dpi_of,
    open_image,
    read_image_file,
    store_png,
)
from ingest.options import IngestOptions, Limits
from ingest.pdf import open_pdf, read_pdf_page
from ingest.sniff import Kind
from models.blobs import BlobStore
from models.decoding.complaints import complaints, hearing
from models.decoding.scans import full_frames
from models.errors import SOURCE_NO_PAGES, SOURCE_TOO_MANY_PAGES, SourceError


@dataclass(frozen=True, slots=True)
class PageReader:
    """Everything a child needs to read pages; small, since it is sent with every page.

    Attributes:
        options: resolution and limits.
        blobs: folder of the blob store that page images arrive in.
        folder: where temporary files may lie; the parent removes it.
    """

    options: IngestOptions
    blobs: Path
    folder: Path

    def count(self, path: Path, kind: Kind) -> int:
        """Number of pages of a file.

        Raises:
            SourceError: it cannot be opened, or has no page, or more than the limit.
        """
        limits = self.options.limits
        if kind is Kind.PDF:
            with decoding(path, kind):
                pages = len(open_pdf(path).pages)
        elif kind is Kind.TIFF:
            pages = len(_frames(path, limits))
        else:
            pages = 1
        if not pages:
            raise SourceError(SOURCE_NO_PAGES)
        if pages > limits.pages:
            raise SourceError(SOURCE_TOO_MANY_PAGES, f"{pages} > {limits.pages}")
        return pages

    def read(self, path: Path, kind: Kind, digest: str, number: int) -> StoredImage:
        """Read page `number` (from 1) of a file whose SHA-256 is `digest`.

        Raises:
            SourceError: the page cannot be read.
            StoreError: its image cannot be kept.
        """
        with complaints() as said, hearing("decoder"):
            image = self._read(path, kind, digest, number)
        return replace(image, remarks=tuple(said))

    def _read(self, path: Path, kind: Kind, digest: str, number: int) -> StoredImage:
        blobs = BlobStore(self.blobs)
        if kind is Kind.PDF:
            return read_pdf_page(
                path, number, options=self.options, blobs=blobs, folder=self.folder
            )
        if kind is Kind.TIFF:
            return _read_frame(path, number, limits=self.options.limits, blobs=blobs)
        return read_image_file(path, kind, digest, limits=self.options.limits, blobs=blobs)


@lru_cache(maxsize=1)
def _frames(path: Path, limits: Limits) -> tuple[int, ...]:
    """Indices of a TIFF's full images; the reduced copies that scanners add are no pages."""
    with open_image(path, Kind.TIFF, limits) as image, decoding(path, Kind.TIFF):
        return tuple(islice(full_frames(image), limits.pages + 1))


def _read_frame(path: Path, number: int, *, limits: Limits, blobs: BlobStore) -> StoredImage:
    frame = _frames(path, limits)[number - 1]
    with open_image(path, Kind.TIFF, limits) as image:
        with decoding(path, Kind.TIFF):
            image.seek(frame)
        # The check at opening saw the first frame only.
        check_pixels(image.width, image.height, limits)
        with decoding(path, Kind.TIFF):
            image.load()
            return store_png(image, blobs, dpi=dpi_of(image))
