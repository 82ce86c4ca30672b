"""The page without its stamps: coloured ink is taken off, black ink under it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box, Region
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.colour import COLOURED, PAPER, Scan, balanced, chroma_of

LIFT_STAMPS: Final = "lift-stamps"
"""Cleaning step: the ink of the stamps and pencil marks that were found becomes paper."""

_GRAIN: Final = 1.5  # pixels, deviation: JPEG keeps colours no finer
_PURE: Final = 188  # of PAPER in the lightest colour: no black ink below
_TYPED: Final = 138  # of PAPER, in the lightest colour, too: black ink
_PALE: Final = 9  # chroma from which there may be coloured ink, where it is known to be
_EDGE: Final = np.ones((7, 7), np.uint8)  # the pale edge of a stroke
_WHITE: Final = 255
_BRIGHTNESS: Final = np.array([0.114, 0.587, 0.299])  # shares of blue, green, red in grey
_LEVELS: Final = np.maximum(np.arange(256), 5) / PAPER
_DENSITY: Final = np.maximum(-np.log(_LEVELS), 0.0).astype(np.float32)  # of each brightness

Densities = npt.NDArray[np.float64]


def lifted(image: GreyImage, scan: Scan, regions: Sequence[Region]) -> GreyImage:
    """The page with the coloured ink of its regions taken off, black ink under it kept.

    Where light passes two inks each takes its share, so their densities add up, and those of one
    pixel's three colours tell how much there is of each (colour deconvolution, Ruifrok and
    Johnston 2001).

    Args:
        image: the page in grey, as it is to be read.
        scan: the same in colour.
        regions: see `find_stamps`.
    """
    image = image.copy()
    for region in regions:
        box = region.box
        part = np.s_[box.top : box.bottom, box.left : box.right]
        image[part] = _without_ink(image[part], scan[part])
    return image


def stamp_ink(scan: Scan, box: Box) -> GreyImage:
    """What `lifted` takes off a part of the page, dark on white.

    Args:
        scan: in colour.
        box: of a region of it.
    """
    part = scan[box.top : box.bottom, box.left : box.right]
    inks = _inks(part)
    if inks is None:
        return np.full(part.shape[:2], _WHITE, np.uint8)
    coloured = np.where(inks.marked, inks.coloured, 0.0)
    full = max(float(np.percentile(coloured[inks.pure], 90)), 1e-3)
    return np.asarray(_WHITE * (1 - np.clip(coloured / full, 0, 1)), dtype=np.uint8)


def _without_ink(grey: GreyImage, colours: Scan) -> GreyImage:
    """A region without its coloured ink: nowhere darker than it was."""
    inks = _inks(colours)
    if inks is None:
        return grey
    written = np.percentile(grey, 75) * np.exp(-inks.black)
    return np.where(inks.marked, np.maximum(grey, written.astype(np.uint8)), grey)


@dataclass(frozen=True, slots=True)
class _Inks:
    """The two inks of a region: density of the coloured one, of the black one as seen in grey.

    Attributes:
        coloured: of each pixel, from 0.
        black: of each pixel, from 0.
        marked: where there may be coloured ink.
        pure: where there is nothing else.
    """

    coloured: Densities
    black: Densities
    marked: npt.NDArray[np.bool_]
    pure: npt.NDArray[np.bool_]


def _inks(colours: Scan) -> _Inks | None:
    """Part a region's inks; None where none is coloured."""
    smooth = [np.asarray(cv2.GaussianBlur(p, (0, 0), _GRAIN), np.uint8) for p in balanced(colours)]
    chroma, lightest, _ = chroma_of(smooth)
    pure, typed = (chroma > COLOURED) & (lightest > _PURE), lightest < _TYPED
    if not pure.any():
        return None
    density = _DENSITY[np.dstack(balanced(colours))]
    inks = (_unit(density, pure), _unit(density, typed) if typed.any() else np.full(3, 3**-0.5))
    amounts = np.maximum(density @ np.linalg.pinv(np.stack(inks)), 0)
    marked = cv2.dilate((chroma > _PALE).astype(np.uint8), _EDGE) > 0
    return _Inks(amounts[..., 0], amounts[..., 1] * (inks[1] @ _BRIGHTNESS), marked, pure)


def _unit(density: npt.NDArray[np.float32], where: npt.NDArray[np.bool_]) -> Densities:
    """How one ink's density is shared between the three colours."""
    ink = density[where].mean(axis=0, dtype=np.float64)
    return np.asarray(ink / np.linalg.norm(ink), dtype=np.float64)
