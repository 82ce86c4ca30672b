"""Pictures for the screen, made from the scans when they are first asked for, and kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, Final

from PIL import Image

from models.blobs import Blobs
from models.canonical import digest, to_json
from models.decoding.decoders import Decoders, Failure
from models.errors import BLOB_MISSING, SOURCE_CORRUPT, SourceError, StoreError
from models.page import Box, Cleaning, Page
from models.store import image_path
from outputs.web.iiif.parameters import Drawing
from outputs.web.iiif.pyramid import SUFFIX, draw, make_pyramid
from outputs.web.pictures.cache import Cache
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


@dataclass(frozen=True, slots=True)
class Pictures:
    """Derivatives of the scans in `blobs`, kept in `cache`, but for `pyramids` made ahead.

    Scans are decoded by `decoders`, confined, where there are any. Pyramids are our own and small
    in memory at every scale, so they are cut in this process.
    """

    blobs: Blobs
    cache: Cache
    pyramids: Cache
    draw_cleaned: DrawCleaned | None = None
    decoders: Decoders | None = None

    def original(self, scan: Scan) -> tuple[Path, str]:
        """The scan itself and its media type."""
        try:
            with self._held(scan) as path, Image.open(path) as image:
                return path, Image.MIME.get(image.format or "", _UNKNOWN)
        except FileNotFoundError as error:
            raise StoreError(BLOB_MISSING, scan.digest) from error
        except (OSError, Image.DecompressionBombError) as error:
            raise SourceError(SOURCE_CORRUPT, scan.digest) from error

    def upright(self, scan: Scan, width: int) -> Path:
        """A JPEG of the page turned upright, at most `width` pixels wide."""
        return self.clip(scan, Box(0, 0, *scan.geometry.upright_size), width)

    def clip(self, scan: Scan, box: Box, width: int) -> Path:
        """A JPEG of a part of the upright page, at most `width` wide; `box` is clipped to it."""
        full_width, full_height = scan.geometry.upright_size
        left, top = min(box.left, full_width - 1), min(box.top, full_height - 1)
        wide, high = min(box.width, full_width - left), min(box.height, full_height - top)
        scale = min(1.0, width / wide)
        return self._drawn(
            scan,
            Drawing(
                region=Box(left, top, wide, high),
                width=round(wide * scale),
                height=max(1, round(high * scale)),
                mirrored=False,
                degrees=0,
                quality="default",
                format="jpg",
            ),
        )

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
        content = BytesIO()
        with self.blobs.held(page.image.digest):
            drawn = self._confined(self.draw_cleaned, page)
        with Image.open(BytesIO(drawn)) as image:
            image.thumbnail((width, image.height), Image.Resampling.LANCZOS)
            image.save(content, "JPEG", quality=_QUALITY)
        return self.cache.keep(name, content.getvalue())

    def part(self, scan: Scan, drawing: Drawing) -> bytes:
        """A part of the upright page at some scale, as a viewer asks for it.

        A small picture of the whole is drawn out of the scan, or a folder of thumbnails would cost
        a pyramid for each; anything else out of a pyramid, since more parts will be asked for.
        """
        region, full = drawing.region, scan.geometry.upright_size
        if (region.width, region.height) == full and drawing.width <= OVERVIEW:
            return self._drawn(scan, drawing).read_bytes()
        return draw(self._pyramid(scan) or self._made(scan), scan.geometry, drawing)

    def _drawn(self, scan: Scan, drawing: Drawing) -> Path:
        """The file of a drawing, made if it is not kept: from a pyramid if there is one."""
        part = drawing.canonical(scan.geometry.upright_size).replace("/", "-")
        name = f"{scan.digest}-r{scan.geometry.rotation}-{part}"
        kept = self.cache.find(name)
        if kept is not None:
            return kept
        pyramid = self._pyramid(scan)
        if pyramid is not None:
            return self.cache.keep(name, draw(pyramid, scan.geometry, drawing))
        with self._held(scan) as path:
            drawn = self._confined(draw, path, scan.geometry, drawing)
        return self.cache.keep(name, drawn)

    def _pyramid(self, scan: Scan) -> Path | None:
        name = scan.digest + SUFFIX
        return self.pyramids.find(name) or self.cache.find(name)

    def _made(self, scan: Scan) -> Path:
        with _TURNSTILES[hash(scan.digest) % len(_TURNSTILES)]:
            kept = self._pyramid(scan)
            if kept is not None:
                return kept
            with self._held(scan) as path:
                pyramid = self._confined(make_pyramid, path)
            return self.cache.keep(scan.digest + SUFFIX, pyramid)

    def _confined(self, function: Callable[..., bytes], *arguments: Any) -> bytes:
        """Call what decodes a scan in a child; a limit that it meets is the scan's error."""
        if self.decoders is None:
            return function(*arguments)
        result = self.decoders.finish(self.decoders.start(function, *arguments))
        if isinstance(result, Failure):
            raise SourceError(result.code, result.detail)
        return result

    @contextmanager
    def _held(self, scan: Scan) -> Iterator[Path]:
        with self.blobs.held(scan.digest):
            yield image_path(self.blobs, scan.digest, scan.location, scan.source_sha256)
