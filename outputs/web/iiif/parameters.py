"""Read the parts of an image address: region, size, rotation, quality and format.

As section 4 of the IIIF Image API 3.0 says, https://iiif.io/api/image/3.0/#4-image-requests.
"""

import math
import re
from dataclasses import dataclass
from typing import Final

from models.errors import ARGUMENT_INVALID, NOT_OFFERED, ConfigError
from models.page import Box

MOST_SIDE: Final = 20_000
"""Pixels of the longer side of an answer."""
MOST_AREA: Final = 50_000_000
"""Pixels of an answer: a sheet of A4 at 600 dpi has 35 million."""
QUALITIES: Final = ("default", "color", "gray", "bitonal")
FORMATS: Final = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
_OTHER_FORMATS: Final = ("tif", "gif", "jp2", "pdf")  # of the specification, not of ours

_WHOLE: Final = r"([0-9]{1,9})"
_DECIMAL: Final = r"([0-9]{1,9}(?:\.[0-9]{0,10})?|\.[0-9]{1,10})"
_PIXELS: Final = re.compile(",".join([_WHOLE] * 4))
_SHARES: Final = re.compile("pct:" + ",".join([_DECIMAL] * 4))
_SIZE: Final = re.compile(
    rf"(?P<up>\^?)(?:(?P<max>max)|pct:(?P<share>{_DECIMAL})"
    r"|(?P<fit>!?)(?P<width>[0-9]{1,9})?,(?P<height>[0-9]{1,9})?)"
)
_ROTATION: Final = re.compile(rf"(!?){_DECIMAL}")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What an address asks for, of an image of known size.

    Attributes:
        region: the part of the image, within it, never empty.
        width: of the region as scaled, before it is turned.
        height: the same.
        mirrored: flipped left to right before it is turned.
        degrees: clockwise: 0, 90, 180 or 270.
        quality: one of `QUALITIES`.
        format: one of `FORMATS`.
    """

    region: Box
    width: int
    height: int
    mirrored: bool
    degrees: int
    quality: str
    format: str

    def canonical(self, full: tuple[int, int]) -> str:
        """The one address of this picture, below the image's own (section 4.7)."""
        part = self.region
        is_full = (part.width, part.height) == full
        region = "full" if is_full else f"{part.left},{part.top},{part.width},{part.height}"
        is_max = (self.width, self.height) == largest(part)
        size = "max" if is_max else f"{self.width},{self.height}"
        rotation = f"{'!' if self.mirrored else ''}{self.degrees}"
        return f"{region}/{size}/{rotation}/{self.quality}.{self.format}"


def read_drawing(
    full: tuple[int, int], region: str, size: str, rotation: str, leaf: str
) -> Drawing:
    """Read the four last parts of an address, `full` being the image's width and height.

    Raises:
        ConfigError: `argument-invalid` what is asked cannot be; `not-offered` others might do it.
    """
    part = _region(region, *full)
    width, height = _size(size, part)
    mirrored, degrees = _rotation(rotation)
    quality, _dot, suffix = leaf.partition(".")
    if quality not in QUALITIES:
        raise ConfigError(ARGUMENT_INVALID, f"quality={quality[:40]}")
    if suffix not in FORMATS:
        code = NOT_OFFERED if suffix in _OTHER_FORMATS else ARGUMENT_INVALID
        raise ConfigError(code, f"format={suffix[:40]}")
    return Drawing(part, width, height, mirrored, degrees, quality, suffix)


def _region(text: str, width: int, height: int) -> Box:
    if text == "full":
        return Box(0, 0, width, height)
    if text == "square":
        side = min(width, height)
        return Box((width - side) // 2, (height - side) // 2, side, side)
    if pixels := _PIXELS.fullmatch(text):
        left, top, wide, high = map(int, pixels.groups())
    elif shares := _SHARES.fullmatch(text):
        values = [float(share) / 100 for share in shares.groups()]
        left, wide = round(values[0] * width), round(values[2] * width)
        top, high = round(values[1] * height), round(values[3] * height)
    else:
        raise ConfigError(ARGUMENT_INVALID, f"region={text[:40]}")
    wide, high = min(wide, width - left), min(high, height - top)
    if wide < 1 or high < 1:
        raise ConfigError(ARGUMENT_INVALID, f"region={text[:40]}")
    return Box(left, top, wide, high)


def largest(region: Box) -> tuple[int, int]:
    """The size of an answer to `max`: the region's own, or as much of it as is served."""
    width, height = region.width, region.height
    scale = min(1.0, MOST_SIDE / max(width, height), math.sqrt(MOST_AREA / (width * height)))
    if scale == 1.0:
        return width, height
    return max(1, int(width * scale)), max(1, int(height * scale))


def _size(text: str, region: Box) -> tuple[int, int]:
    found = _SIZE.fullmatch(text)
    scaled = _scaled(found, region) if found else None
    if scaled is None:
        raise ConfigError(ARGUMENT_INVALID, f"size={text[:40]}")
    width, height = scaled
    if width > region.width or height > region.height:
        # Enlarging adds nothing that a viewer cannot do; without ^ it is not even asked for.
        code = NOT_OFFERED if found and found["up"] else ARGUMENT_INVALID
        raise ConfigError(code, f"size={text[:40]}")
    most_side, area = max(width, height), width * height
    if min(width, height) < 1 or most_side > MOST_SIDE or area > MOST_AREA:
        raise ConfigError(ARGUMENT_INVALID, f"size={text[:40]}")
    return width, height


def _scaled(found: re.Match[str], region: Box) -> tuple[int, int] | None:
    """The size that is asked for, whether or not it can be given; None where none is said."""
    full_width, full_height = region.width, region.height
    if found["max"]:
        return _enlarged(region) if found["up"] else largest(region)
    if found["share"]:
        share = float(found["share"]) / 100
        return round(full_width * share), round(full_height * share)
    width, height = (int(found[each]) if found[each] else None for each in ("width", "height"))
    if found["fit"]:
        if width is None or height is None:
            return None
        return _fitted(region, width, height, enlarge=bool(found["up"]))
    if width is None:
        return None if height is None else (round(full_width * height / full_height), height)
    return width, round(full_height * width / full_width) if height is None else height


def _enlarged(region: Box) -> tuple[int, int]:
    """The size of an answer to `^max`: the largest that is served of this shape."""
    width, height = region.width, region.height
    scale = min(MOST_SIDE / max(width, height), math.sqrt(MOST_AREA / (width * height)))
    return int(width * scale), int(height * scale)


def _fitted(region: Box, width: int, height: int, *, enlarge: bool) -> tuple[int, int]:
    """The largest size within a frame that keeps the shape."""
    most_width, most_height = (width, height) if enlarge else largest(region)
    width, height = min(width, most_width), min(height, most_height)
    scale = min(width / region.width, height / region.height)
    return min(width, round(region.width * scale)), min(height, round(region.height * scale))


def _rotation(text: str) -> tuple[bool, int]:
    found = _ROTATION.fullmatch(text)
    degrees = float(found[2]) if found else math.inf
    if not found or degrees > 360:
        raise ConfigError(ARGUMENT_INVALID, f"rotation={text[:40]}")
    if degrees % 90:
        raise ConfigError(NOT_OFFERED, f"rotation={text[:40]}")
    return bool(found[1]), int(degrees) % 360
