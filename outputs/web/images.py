"""Pictures for the screen, made from the scans when they are first asked for, and kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Final

from PIL import Image

from models.blobs import BlobStore
from models.canonical import digest, to_json
from models.errors import BLOB_MISSING, SOURCE_CORRUPT, SourceError, StoreError
from models.page import Box, Cleaning, Page
from models.store import image_path
from outputs.web.cache import Cache
from outputs.web.iiif.pyramid import make_pyramid
from outputs.web.queries.page import Scan

DrawCleaned = Callable[[Page], bytes]
"""Draws a page as it was cleaned before it was read, in the frame of the upright scan.

An image file of any kind that Pillow opens; raises SourceError. The imaging that makes it belongs
to the pipeline, which hands it in.
"""
OVERVIEW: Final = 400
"""Width in pixels of the picture of a page in a list."""
_UNKNOWN: Final = "application/octet-stream"
_QUALITY: Final = 85
# A viewer asks for many tiles at once: the first request makes the file, the others wait for it.
_TURNSTILES: Final = tuple(Lock() for _ in range(8))
# Pillow turns counter-clockwise, Geometry.rotation is clockwise.
_TURNS: Final = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Pictures:
    """Derivatives of the scans in `blobs`, kept in `cache`."""

    blobs: BlobStore
    cache: Cache
    draw_cleaned: DrawCleaned | None = None

    def original(self, scan: Scan) -> tuple[Path, str]:
        """The scan itself and its media type."""
        with self._opened(scan) as image:
            return self._path(scan), Image.MIME.get(image.format or "", _UNKNOWN)

    def upright(self, scan: Scan, width: int) -> Path:
        """A JPEG of the page turned upright, at most `width` pixels wide."""
        name = f"{scan.digest}-r{scan.geometry.rotation}-w{width}.jpg"
        return self._made(scan, name, None, width)

    def cleaned(self, page: Page, width: int) -> Path | None:
        """A JPEG of the page as it was cleaned; None when nobody draws it or nothing was decided.

        It has the frame of `upright`, so that the same boxes lie right on both.
        """
        if self.draw_cleaned is None or page.cleaning is None:
            return None
        recipe = digest(to_json(Cleaning, page.cleaning))[:16]
        rotation = page.upright.rotation if page.upright else 0
        name = f"{page.image.digest}-r{rotation}-p{recipe}-w{width}.jpg"
        kept = self.cache.find(name)
        if kept is not None:
            return kept
        with Image.open(BytesIO(self.draw_cleaned(page))) as image:
            return self._keep(name, _developed(image, 0, None, width))

    def clip(self, scan: Scan, box: Box, width: int) -> Path:
        """A JPEG of a part of the upright page; `box` is clipped to it."""
        full_width, full_height = scan.geometry.upright_size
        left, top = min(box.left, full_width - 1), min(box.top, full_height - 1)
        inside = Box(
            left, top, min(box.width, full_width - left), min(box.height, full_height - top)
        )
        place = f"{inside.left}.{inside.top}.{inside.width}.{inside.height}"
        name = f"{scan.digest}-r{scan.geometry.rotation}-c{place}-w{width}.jpg"
        return self._made(scan, name, inside, width)

    def for_viewer(self, scan: Scan, *, is_overview: bool) -> Path:
        """A picture of the upright page to cut tiles out of.

        Args:
            scan: of the page.
            is_overview: whether the whole page at `OVERVIEW` pixels or less is wanted: a folder of
                thumbnails would otherwise cost a pyramid for each.
        """
        kept = self.cache.find(_pyramid_name(scan))
        if kept is None and is_overview:
            return self.upright(scan, OVERVIEW)
        return kept or self._pyramid(scan)

    def _pyramid(self, scan: Scan) -> Path:
        name = _pyramid_name(scan)
        with _TURNSTILES[hash(name) % len(_TURNSTILES)]:
            kept = self.cache.find(name)
            if kept is not None:
                return kept
            width, _height = scan.geometry.upright_size
            with self._opened(scan) as image:
                picture = _developed(image, scan.geometry.rotation, None, width)
            return self.cache.keep(name, make_pyramid(picture))

    def _path(self, scan: Scan) -> Path:
        return image_path(self.blobs, scan.digest, scan.location, scan.source_sha256)

    def _made(self, scan: Scan, name: str, part: Box | None, width: int) -> Path:
        kept = self.cache.find(name)
        if kept is not None:
            return kept
        with self._opened(scan) as image:
            picture = _developed(image, scan.geometry.rotation, part, width)
        return self._keep(name, picture)

    def _keep(self, name: str, picture: Image.Image) -> Path:
        content = BytesIO()
        picture.save(content, "JPEG", quality=_QUALITY, optimize=True)
        return self.cache.keep(name, content.getvalue())

    @contextmanager
    def _opened(self, scan: Scan) -> Iterator[Image.Image]:
        try:
            with Image.open(self._path(scan)) as image:
                yield image
        except FileNotFoundError as error:
            raise StoreError(BLOB_MISSING, scan.digest) from error
        except (OSError, Image.DecompressionBombError) as error:
            raise SourceError(SOURCE_CORRUPT, scan.digest) from error


def _pyramid_name(scan: Scan) -> str:
    return f"{scan.digest}-r{scan.geometry.rotation}-pyramid.tif"


def _developed(image: Image.Image, rotation: int, part: Box | None, width: int) -> Image.Image:
    if part is None:
        # A JPEG decodes to half or a quarter of its size several times faster.
        image.draft(None, (width, width))
    picture = image.convert("L" if image.mode in ("1", "L", "LA", "I;16") else "RGB")
    if rotation in _TURNS:
        picture = picture.transpose(_TURNS[rotation])
    if part is not None:
        picture = picture.crop((part.left, part.top, part.right, part.bottom))
    if picture.width > width:
        height = max(1, round(picture.height * width / picture.width))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    return picture
