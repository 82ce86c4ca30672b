"""Cut parts at any scale out of a scan, quickly: from a file that holds it at many scales."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyvips
from PIL import Image

from models.errors import BLOB_MISSING, SOURCE_CORRUPT, SourceError, StoreError
from models.page import Box, Geometry
from outputs.web.iiif.parameters import Drawing

TILE: Final = 512
"""Pixels of a side of the tiles that viewers are told to ask for."""
SUFFIX: Final = ".pyramid"
"""Of the name of a pyramid, which no scan has."""
_TILE_KEPT: Final = 256
# From 90 on libvips keeps colour at full size, which doubles the time and trebles the file.
_KEPT_QUALITY: Final = 89
_QUALITY: Final = {"jpg": {"Q": 85}, "webp": {"Q": 80}, "png": {}}
# A fixed level of brightness: one worked out for each part would show seams between tiles.
_INK_BELOW: Final = 128
_BANDS: Final = {"1": 1, "L": 1, "RGB": 3}
_MOST_SHRUNK: Final = 3  # halvings that a JPEG is decoded with

pyvips.cache_set_max(0)  # files are read once; what is asked for again is kept by the browser


def make_pyramid(path: Path) -> bytes:
    """A TIFF in tiles that holds the scan and its halves down to one tile; grey or RGB.

    Raises:
        StoreError: (blob-missing) the scan is not there.
        SourceError: (source-corrupt) it cannot be decoded.
    """
    with _translated(path):
        content: bytes = _open_scan(path).tiffsave_buffer(
            compression="jpeg",
            Q=_KEPT_QUALITY,
            tile=True,
            tile_width=_TILE_KEPT,
            tile_height=_TILE_KEPT,
            pyramid=True,
            keep="none",
        )
    return content


def scales(width: int, height: int) -> list[int]:
    """By how much the halves are smaller than the image: 1, 2, 4 and on, down to one tile."""
    found = [1]
    while max(width, height) > TILE * found[-1]:
        found.append(2 * found[-1])
    return found


def draw(path: Path, geometry: Geometry, drawing: Drawing) -> bytes:
    """Draw what is asked for of a page turned upright.

    Args:
        path: of the scan, or of a pyramid of it.
        geometry: of the scan.
        drawing: what to draw, in the frame of the upright page.

    Raises:
        StoreError: (blob-missing) the scan is not there.
        SourceError: (source-corrupt) it cannot be decoded.
    """
    with _translated(path):
        image = _cut(path, geometry, drawing)
        degrees = geometry.rotation
        if degrees or drawing.degrees:
            image = image.copy_memory()  # a scan is decoded from top to bottom
        image = image.rot(f"d{degrees}") if degrees else image
        image = image.fliphor() if drawing.mirrored else image
        image = image.rot(f"d{drawing.degrees}") if drawing.degrees else image
        if drawing.quality in ("gray", "bitonal"):
            image = image.colourspace("b-w")
        options: dict[str, object] = {**_QUALITY[drawing.format], "keep": "none"}
        if drawing.quality == "bitonal":
            image = image >= _INK_BELOW
            options |= {"bitdepth": 1} if drawing.format == "png" else {}
        content: bytes = image.write_to_buffer(f".{drawing.format}", **options)
    return content


def _cut(path: Path, geometry: Geometry, drawing: Drawing) -> pyvips.Image:
    """The region as it lies on the scan, at the scale asked for, from the smallest that has it."""
    part, size = _on_scan(geometry, drawing)
    shrunk = min(part.width // size[0], part.height // size[1]).bit_length() - 1
    image = _open_level(path, shrunk) if path.suffix == SUFFIX else _open_scan(path, shrunk)
    # Both edges are rounded, not the size: so that neighbours neither overlap nor part.
    across, down = image.width / geometry.width, image.height / geometry.height
    left = min(round(part.left * across), image.width - 1)
    top = min(round(part.top * down), image.height - 1)
    width = max(1, min(round(part.right * across), image.width) - left)
    height = max(1, min(round(part.bottom * down), image.height) - top)
    image = image.crop(left, top, width, height)
    if (width, height) == size:
        return image
    return image.thumbnail_image(size[0], height=size[1], size="force")


def _on_scan(geometry: Geometry, drawing: Drawing) -> tuple[Box, tuple[int, int]]:
    """The region in the frame of the scan, and the size to draw it in before it is turned."""
    back = Geometry(*geometry.upright_size, rotation=(360 - geometry.rotation) % 360)
    is_across = geometry.rotation in (90, 270)
    size = (drawing.width, drawing.height)
    return back.to_upright(drawing.region), size[::-1] if is_across else size


def _open_level(path: Path, shrunk: int) -> pyvips.Image:
    """The picture of a pyramid that is halved `shrunk` times, or the smallest that it has."""
    image = pyvips.Image.new_from_file(str(path))
    levels = image.get("n-pages") if image.get_typeof("n-pages") else 1
    level = min(levels - 1, shrunk)
    return pyvips.Image.new_from_file(str(path), page=level) if level > 0 else image


def _open_scan(path: Path, shrunk: int = 0) -> pyvips.Image:
    """The pixels of a scan, grey or RGB, to be read once from top to bottom.

    Pillow says what a file is and whether it is too large. libvips decodes only rows that are
    wanted, of a JPEG at half its size or less at will; what it might understand otherwise than
    the pipeline, such as palettes and transparency, Pillow decodes.
    """
    with Image.open(path) as image:
        bands, found = _BANDS.get(image.mode), None
        if bands and image.format in ("JPEG", "MPO"):
            shrink = 1 << min(shrunk, _MOST_SHRUNK)
            found = pyvips.Image.jpegload(
                str(path), access="sequential", fail_on="error", shrink=shrink
            )
        elif bands and image.format == "PNG":
            found = pyvips.Image.pngload(str(path), access="sequential", fail_on="error")
        if found is not None and (found.bands, found.format) == (bands, "uchar"):
            return found
        picture = image.convert("L" if image.mode in ("1", "L", "LA", "I;16") else "RGB")
    bands = len(picture.getbands())
    found = pyvips.Image.new_from_memory(
        picture.tobytes(), picture.width, picture.height, bands, "uchar"
    )
    return found.copy(interpretation="b-w" if bands == 1 else "srgb")


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Tell of a scan by its name, which is its digest where it is ours."""
    try:
        yield
    except FileNotFoundError as error:
        raise StoreError(BLOB_MISSING, path.name) from error
    except (OSError, Image.DecompressionBombError, pyvips.Error) as error:
        raise SourceError(SOURCE_CORRUPT, path.name) from error
