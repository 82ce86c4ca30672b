"""Stamps and pens over black type: how much of them there is, and the scan without them."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.engines.protocols import GreyImage
from pipeline.imaging.brightness import brightness_at

Scan = npt.NDArray[np.uint8]
"""A decoded scan: rows x columns, or rows x columns x 3 (blue, green, red)."""

DROP_COLOUR: Final = "drop-colour"
"""Cleaning step: every pixel takes the lightest of its three colours, each measured by the paper.

Black ink is dark in all three; violet is light in blue, blue pen in blue, red pencil in red.
"""

PAPER: Final = 250
"""Brightness that the paper is brought to, where a step evens it."""

COLOURED: Final = 18
"""Chroma, see `chroma_of`, from which a pixel certainly has coloured ink."""

INK: Final = 190
"""Of `PAPER`: darker in one colour at least than a stain usually is."""

_BLACK: Final = 150  # of PAPER: dark in all colours
_CHROMA: Final = 45  # between the lightest and the darkest colour of one pixel
_YELLOWER: Final = 0.3  # of the chroma by which blue is below green: paper, stain, rust
_LOOKED_AT: Final = 620  # pixels of the shorter side: JPEG keeps colours coarse anyway


def without_colour(scan: Scan) -> GreyImage:
    """The lightest colour of every pixel, paper at `PAPER`."""
    blue, green, red = balanced(scan)
    return np.asarray(cv2.max(cv2.max(blue, green), red), dtype=np.uint8)


def coloured_share(scan: Scan) -> float:
    """Share of the ink that is coloured, 0..1; 0 for a grey scan and where no ink is black.

    A page that is typed in violet alone has no black ink: its colour is what must be read.
    """
    if is_grey(scan):
        return 0.0
    step = max(1, min(scan.shape[:2]) // _LOOKED_AT)
    blue, green, red = balanced(thinned(scan, step))
    light, dark = cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red)
    coloured = np.count_nonzero((dark < INK) & (light > dark + np.uint8(_CHROMA)))
    black = np.count_nonzero(light < _BLACK)
    return float(coloured / (coloured + black)) if black > coloured / 4 else 0.0


def thinned(scan: Scan, step: int) -> Scan:
    """Every `step`th pixel of every `step`th row: enough for shares of a page."""
    height, width = (side // step for side in scan.shape[:2])
    # Of a scan in colour a slice takes five times as long.
    whole = scan[: height * step, : width * step]
    few = cv2.resize(whole, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(few, dtype=np.uint8)


def is_grey(scan: Scan) -> bool:
    """Whether a scan has no colours, be it stored in colour or not."""
    return scan.ndim == 2 or bool(
        np.ptp(scan[::16, ::16].astype(np.int16), axis=2).max() < _CHROMA // 2
    )


def chroma_of(planes: Sequence[GreyImage]) -> tuple[GreyImage, GreyImage, GreyImage]:
    """How coloured each pixel is, its lightest and its darkest colour, 0..255.

    Yellow and brown, which paper and stains have, are no colour here.

    Args:
        planes: blue, green and red, see `balanced`.
    """
    blue, green, red = planes
    lightest = np.asarray(cv2.max(cv2.max(blue, green), red), dtype=np.uint8)
    darkest = np.asarray(cv2.min(cv2.min(blue, green), red), dtype=np.uint8)
    chroma = np.asarray(cv2.subtract(lightest, darkest), dtype=np.uint8)
    chroma[cv2.subtract(green, blue) > _YELLOWER * chroma] = 0
    return chroma, lightest, darkest


def balanced(scan: Scan) -> list[GreyImage]:
    """The three colours, each stretched so that the paper is `PAPER` in all of them."""
    planes = []
    for number in range(3):
        paper = max(1.0, brightness_at(scan[::16, ::16, number], 75))
        table = np.clip(np.arange(256) * (PAPER / paper), 0, 255).astype(np.uint8)
        planes.append(np.asarray(cv2.LUT(scan[:, :, number], table), dtype=np.uint8))
    return planes
