"""Cut parts at any scale out of a page image, quickly: from a file that holds it at many scales."""

from pathlib import Path
from typing import Final

import pyvips
from PIL import Image

from outputs.web.iiif.parameters import Drawing

TILE: Final = 512
"""Pixels of a side of the tiles that viewers are told to ask for."""
_TILE_KEPT: Final = 256
_KEPT_QUALITY: Final = 92
_QUALITY: Final = {"jpg": {"Q": 85}, "webp": {"Q": 80}, "png": {}}
# A fixed level of brightness: one worked out for each part would show seams between tiles.
_INK_BELOW: Final = 128

pyvips.cache_set_max(0)  # files are read once; what is asked for again is kept by the browser


def make_pyramid(picture: Image.Image) -> bytes:
    """A TIFF in tiles that holds the picture and its halves down to one tile; grey or RGB."""
    bands = len(picture.getbands())
    source = pyvips.Image.new_from_memory(
        picture.tobytes(), picture.width, picture.height, bands, "uchar"
    )
    source = source.copy(interpretation="b-w" if bands == 1 else "srgb")
    content: bytes = source.tiffsave_buffer(
        compression="jpeg",
        Q=_KEPT_QUALITY,
        tile=True,
        tile_width=_TILE_KEPT,
        tile_height=_TILE_KEPT,
        pyramid=True,
    )
    return content


def scales(width: int, height: int) -> list[int]:
    """By how much the halves are smaller than the image: 1, 2, 4 and on, down to one tile."""
    found = [1]
    while max(width, height) > TILE * found[-1]:
        found.append(2 * found[-1])
    return found


def draw(path: Path, full: tuple[int, int], drawing: Drawing) -> bytes:
    """Draw what is asked for, out of a file of the image at one scale or many.

    Args:
        path: of a pyramid, or of any smaller picture of the whole image that is still wide enough.
        full: width and height of the image that the drawing speaks of.
        drawing: what to draw.
    """
    image = _cut(path, full, drawing)
    if drawing.mirrored:
        image = image.fliphor()
    if drawing.degrees:
        image = image.rot(f"d{drawing.degrees}")
    if drawing.quality in ("gray", "bitonal"):
        image = image.colourspace("b-w")
    options: dict[str, object] = dict(_QUALITY[drawing.format])
    if drawing.quality == "bitonal":
        image = image >= _INK_BELOW
        options |= {"bitdepth": 1} if drawing.format == "png" else {}
    content: bytes = image.write_to_buffer(f".{drawing.format}", **options)
    return content


def _cut(path: Path, full: tuple[int, int], drawing: Drawing) -> pyvips.Image:
    """The region at the scale asked for, from the smallest picture that has all its pixels."""
    part = drawing.region
    image = pyvips.Image.new_from_file(str(path))
    levels = image.get("n-pages") if image.get_typeof("n-pages") else 1
    shrunk = min(part.width // drawing.width, part.height // drawing.height)
    level = min(levels - 1, shrunk.bit_length() - 1)
    if level > 0:
        image = pyvips.Image.new_from_file(str(path), page=level)
    # Both edges are rounded, not the size: so that neighbours neither overlap nor part.
    across, down = image.width / full[0], image.height / full[1]
    left = min(round(part.left * across), image.width - 1)
    top = min(round(part.top * down), image.height - 1)
    width = max(1, round((part.left + part.width) * across) - left)
    height = max(1, round((part.top + part.height) * down) - top)
    image = image.crop(left, top, width, height)
    if (width, height) == (drawing.width, drawing.height):
        return image
    return image.thumbnail_image(drawing.width, height=drawing.height, size="force")
