"""A page turned one way while it is read, with all that is known of its picture by then."""

from dataclasses import dataclass
from typing import Final

from models.page import Geometry, Reading
from pipeline.engines.protocols import GreyImage
from pipeline.layout.arrange import Galley

_UNREAD: Final = Reading("", (), 0.0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page turned one way: its picture, and what was found on it, boxes in its pixels.

    Attributes:
        geometry: how it was turned.
        picture: the whole page.
        dpi: of the picture.
        galley: tables and columns set as one column.
        coarse: the galley at the resolution of the first reading.
        factor: pixels there for each pixel of the picture.
        reading: of the page; empty until it is read.
        first: the same as the engine read it in the galley, before anything was mended.
    """

    geometry: Geometry
    picture: GreyImage
    dpi: int
    galley: Galley
    coarse: GreyImage
    factor: float
    reading: Reading = _UNREAD
    first: Reading = _UNREAD

    @property
    def coarse_dpi(self) -> int:
        """Of the coarse picture."""
        return round(self.dpi * self.factor)
