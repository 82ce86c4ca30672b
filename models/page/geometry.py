"""Boxes in pixels, and how a scan is turned upright."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in pixels, origin top left (ALTO's HPOS, VPOS, WIDTH, HEIGHT)."""

    left: int
    top: int
    width: int
    height: int

    def __reduce__(self) -> tuple[type["Box"], tuple[int, int, int, int]]:
        """Pickle as a call: the way of dataclasses costs 7 ms for a page of words."""
        return Box, (self.left, self.top, self.width, self.height)

    @property
    def right(self) -> int:
        """First column right of the box."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """First row below the box."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Geometry:
    """How the scan is turned upright, and the way back for every box.

    Attributes:
        width: of the scan, pixels.
        height: of the scan, pixels.
        rotation: degrees clockwise by which the scan must be turned: 0, 90, 180 or 270.
        skew: further degrees counter-clockwise that make the lines horizontal.
        scale: prepared pixels per scan pixel.
    """

    width: int
    height: int
    rotation: int = 0
    skew: float = 0.0
    scale: float = 1.0

    @property
    def upright_size(self) -> tuple[int, int]:
        """(width, height) of the scan after the quarter turns, before scaling."""
        if self.rotation in (90, 270):
            return self.height, self.width
        return self.width, self.height

    def to_upright(self, box: Box) -> Box:
        """Turn a box of the scan by the quarter turns only, as the reading room shows the page."""
        match self.rotation:
            case 90:
                return Box(self.height - box.bottom, box.left, box.height, box.width)
            case 180:
                return Box(self.width - box.right, self.height - box.bottom, box.width, box.height)
            case 270:
                return Box(box.top, self.width - box.right, box.height, box.width)
            case _:
                return box

    def to_scan(self, box: Box) -> Box:
        """Lead a box of the prepared image back to the pixels of the scan, clipped to it."""
        width, height = self.upright_size
        angle, cx, cy = math.radians(self.skew), width / 2, height / 2
        cos, sin = math.cos(angle), math.sin(angle)
        # The four corners about the centre; a skew is under 90 degrees, so cos is positive and the
        # sign of sin tells which corner becomes which edge.
        x0, x1 = box.left / self.scale - cx, box.right / self.scale - cx
        y0, y1 = box.top / self.scale - cy, box.bottom / self.scale - cy
        (low_y, high_y), (low_x, high_x) = ((y1, y0), (x0, x1)) if sin > 0 else ((y0, y1), (x1, x0))
        left = max(0, math.floor(cx + x0 * cos - low_y * sin))
        right = min(width, math.ceil(cx + x1 * cos - high_y * sin))
        top = max(0, math.floor(cy + low_x * sin + y0 * cos))
        bottom = min(height, math.ceil(cy + high_x * sin + y1 * cos))
        upright = Box(left, top, max(1, right - left), max(1, bottom - top))
        inverse = Geometry(width, height, rotation=(360 - self.rotation) % 360)
        return inverse.to_upright(upright)
