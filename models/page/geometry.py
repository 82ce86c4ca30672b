"""Boxes in pixels, and how a scan is turned upright."""

import math
from dataclasses import dataclass, replace


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
class Perspective:
    """How a photographed sheet, its lines level at the centre, differs from a flat one.

    Slopes are shares (0.01 is 0.57 degrees), so they hold at every scale.

    Attributes:
        lean: pixels that uprights at the centre go to the right for each one down.
        fan: by how much the slope of lines, down to the right, is more at the bottom than at the
            top.
        spread: by how much uprights lean more to the right at the right edge than at the left.
    """

    lean: float
    fan: float
    spread: float

    def place(self, across: float, down: float, size: tuple[int, int]) -> tuple[float, float]:
        """Where a point of the flat sheet stands on the photograph, both from the centre.

        Args:
            across: to the right, pixels.
            down: pixels.
            size: (width, height) of the page in the same pixels.
        """
        width, height = size
        # Straight lines stay straight: lines and uprights each meet in a point of their own.
        distance = 1 - self.fan * across / height - self.spread * down / width
        return (across + self.lean * down) / distance, down / distance


@dataclass(frozen=True, slots=True)
class Geometry:
    """How the scan is turned upright, and the way back for every box.

    Attributes:
        width: of the scan, pixels.
        height: of the scan, pixels.
        rotation: degrees clockwise by which the scan must be turned: 0, 90, 180 or 270.
        skew: further degrees counter-clockwise that make the lines horizontal.
        scale: prepared pixels per scan pixel.
        perspective: what else makes lines and uprights straight; None on a flat scan.
    """

    width: int
    height: int
    rotation: int = 0
    skew: float = 0.0
    scale: float = 1.0
    perspective: Perspective | None = None

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

    def turned_over(self) -> "Geometry":
        """The same page read on its head."""
        seen = self.perspective
        turned = seen and Perspective(seen.lean, -seen.fan, -seen.spread)
        return replace(self, rotation=(self.rotation + 180) % 360, perspective=turned)

    def to_scan(self, box: Box) -> Box:
        """Lead a box of the prepared image back to the pixels of the scan, clipped to it."""
        width, height = size = self.upright_size
        angle, cx, cy = math.radians(self.skew), width / 2, height / 2
        cos, sin = math.cos(angle), math.sin(angle)
        across = [side / self.scale - cx for side in (box.left, box.right)]
        down = [side / self.scale - cy for side in (box.top, box.bottom)]
        corners = [(x, y) for x in across for y in down]
        if self.perspective is not None:
            corners = [self.perspective.place(x, y, size) for x, y in corners]
        columns = [cx + x * cos - y * sin for x, y in corners]
        rows = [cy + x * sin + y * cos for x, y in corners]
        left, right = max(0, math.floor(min(columns))), min(width, math.ceil(max(columns)))
        top, bottom = max(0, math.floor(min(rows))), min(height, math.ceil(max(rows)))
        upright = Box(left, top, max(1, right - left), max(1, bottom - top))
        inverse = Geometry(width, height, rotation=(360 - self.rotation) % 360)
        return inverse.to_upright(upright)
