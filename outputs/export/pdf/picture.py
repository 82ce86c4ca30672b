"""What of a scan goes into a PDF: its own bytes, and the dictionary by which viewers read them."""

import zlib
from dataclasses import dataclass
from typing import Final

from pikepdf import Name

from outputs.export.pdf.objects import Stream, Value

GREY: Final = Name.DeviceGray
RGB: Final = Name.DeviceRGB
_PROFILE_HEAD: Final = 128
# ICC.1:2010 table 18: of devices and of colour spaces, which is what PDF/A-2 allows (6.2.4.2).
_PROFILE_CLASSES: Final = frozenset({b"scnr", b"mntr", b"prtr", b"spac"})
_PROFILE_SPACES: Final = {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}
_PROFILE_VERSIONS: Final = range(2, 5)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as it is embedded.

    Attributes:
        width: of the stream, pixels.
        height: of the stream, pixels.
        entries: of its dictionary, besides type and size.
        content: as coded.
        turn: degrees clockwise by which the stream must be turned to be the page image.
    """

    width: int
    height: int
    entries: dict[str, Value]
    content: bytes
    turn: int = 0

    @property
    def turned_size(self) -> tuple[int, int]:
        """Width and height of the page image."""
        return (self.height, self.width) if self.turn % 180 else (self.width, self.height)

    @property
    def stream(self) -> Stream:
        """The image as an object of a PDF."""
        fixed: dict[str, Value] = {
            "Type": Name.XObject,
            "Subtype": Name.Image,
            "Width": self.width,
            "Height": self.height,
        }
        return Stream(fixed | self.entries, self.content)


def deflated(content: bytes) -> Stream:
    """A stream of bytes that zlib made small."""
    return Stream({"Filter": Name.FlateDecode}, zlib.compress(content, 9))


def colour_space(channels: int, profile: bytes | None) -> Value | None:
    """The colours of an image by its profile where PDF/A allows that, else of the device.

    None stands for CMYK without a profile, for which a file with an RGB output intent has no
    colours.
    """
    if profile and _is_allowed(profile, channels):
        coded = deflated(profile)
        return [Name.ICCBased, Stream({"N": channels, **coded.entries}, coded.content)]
    return {1: GREY, 3: RGB}.get(channels)


def _is_allowed(profile: bytes, channels: int) -> bool:
    head = profile[:_PROFILE_HEAD]
    return (
        len(head) == _PROFILE_HEAD
        and int.from_bytes(head[:4], "big") == len(profile)
        and head[36:40] == b"acsp"
        and head[8] in _PROFILE_VERSIONS
        and head[12:16] in _PROFILE_CLASSES
        and head[16:20] == _PROFILE_SPACES.get(channels)
    )
