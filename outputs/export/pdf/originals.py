"""Find for each page what its scan was delivered as, so that it goes on as it came."""

import struct
import zlib
from contextlib import ExitStack, suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

import pikepdf
from sqlalchemy import Connection, select

from models.blobs import Blobs, digest_of
from models.errors import BLOB_CHANGED, BLOB_MISSING, BLOB_UNREADABLE, FixityError
from models.tables import SourceRow
from outputs.export.pdf.embedded import embed_scan
from outputs.export.pdf.jpeg import embed_jpeg
from outputs.export.pdf.jpx import embed_jpx
from outputs.export.pdf.picture import Picture
from outputs.export.pdf.png import SIGNATURE, embed_png, without_loss
from outputs.export.pdf.tiff import Frames
from outputs.export.traversal import ExportedPage

_UNREADABLE: Final = (
    pikepdf.PikepdfError, OSError, SyntaxError, ValueError, LookupError, struct.error, zlib.error,
)  # fmt: skip


class Originals:
    """The delivered files of an export; the one that was asked last stays open."""

    def __init__(self, connection: Connection, blobs: Blobs) -> None:
        self._connection = connection
        self._blobs = blobs
        self._digest: str | None = None
        self._path: Path | None = None
        self._holding = ExitStack()
        self._opened: pikepdf.Pdf | Frames | None = None

    def close(self) -> None:
        """Let go of the file that is open."""
        if self._opened is not None:
            self._opened.close()
        self._holding.close()
        self._digest = self._path = self._opened = None

    def picture(self, page: ExportedPage) -> Picture | None:
        """What is embedded of a page's scan; None for a page that has none.

        A page image that is a JPEG is the scan itself. A PNG may stand for a scan that was
        delivered in another coding, and is embedded where that cannot be.

        Raises:
            FixityError: the page image is lost, was changed, or cannot be decoded.
        """
        if page.geometry is None or page.row.image_sha256 is None:
            return None
        original = self._find(page.row.source_sha256)
        image = self._read(page, original)
        if image.startswith(SIGNATURE) and page.row.image_sha256 != page.row.source_sha256:
            with suppress(*_UNREADABLE):
                size = (page.geometry.width, page.geometry.height)
                delivered = self._as_delivered(original, page, size) if original else None
                if delivered is not None:
                    return delivered
        try:
            if image.startswith(SIGNATURE):
                return embed_png(image)
            return embed_jpeg(image) or embed_png(without_loss(image))
        except _UNREADABLE as error:
            raise FixityError(BLOB_UNREADABLE, page.row.image_sha256) from error

    def _read(self, page: ExportedPage, original: Path | None) -> bytes:
        """The page image, as it was registered."""
        digest = page.row.image_sha256
        with self._blobs.held(digest) as kept:
            path = original if digest == page.row.source_sha256 else kept
            try:
                image = path.read_bytes() if path else None
            except FileNotFoundError:
                image = None
        if image is None:
            raise FixityError(BLOB_MISSING, digest)
        if sha256(image).hexdigest() != digest:
            raise FixityError(BLOB_CHANGED, digest)
        return image

    def _as_delivered(
        self, path: Path, page: ExportedPage, size: tuple[int, int]
    ) -> Picture | None:
        match page.row.media_type:
            case "application/pdf":
                if self._opened is None:
                    self._opened = pikepdf.open(path)
                if isinstance(self._opened, pikepdf.Pdf):
                    return embed_scan(self._opened.pages[page.page - 1], size)
            case "image/tiff":
                self._opened = self._opened or Frames(path)
                if isinstance(self._opened, Frames):
                    return self._opened.embed(page.page, size)
            case "image/jpeg":
                return _of_size(embed_jpeg(path.read_bytes()), size)
            case "image/jp2":
                return _of_size(embed_jpx(path.read_bytes()), size)
        return None

    def _find(self, digest: str) -> Path | None:
        """Where a delivered file lies, unless it is lost or was changed."""
        if digest != self._digest:
            self.close()
            self._digest = digest
            places = select(SourceRow.location).where(SourceRow.sha256 == digest)
            found = [Path(place) for place in self._connection.scalars(places) if place]
            with suppress(FixityError):
                self._path = self._holding.enter_context(self._blobs.held(digest))
            self._path = self._path or next(
                (place for place in found if place.is_file() and digest_of(place) == digest), None
            )
        return self._path


def _of_size(picture: Picture | None, size: tuple[int, int]) -> Picture | None:
    """The picture, if turned it is of the size of the page image."""
    return picture if picture is not None and picture.turned_size == size else None
