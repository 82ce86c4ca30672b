"""The recorded recipe, applied: the one way from a scan to the picture that is read."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from models.page import Cleaning, Geometry
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.background import (
    DESPECKLE,
    DROP_GHOSTS,
    EVEN_BACKGROUND,
    SMOOTH,
    STRETCH,
    despeckled,
    evened,
    smoothed,
    stretched,
    without_ghosts,
)
from pipeline.imaging.borders import MASK_BORDERS, without_borders
from pipeline.imaging.colour import DROP_COLOUR
from pipeline.imaging.folds import EVEN_FOLDS, without_folds
from pipeline.imaging.turn import turned

_STEPS: Final[Mapping[str, Callable[[GreyImage], GreyImage]]] = {
    EVEN_FOLDS: without_folds,
    MASK_BORDERS: without_borders,
    EVEN_BACKGROUND: evened,
    DROP_GHOSTS: without_ghosts,
    STRETCH: stretched,
    SMOOTH: smoothed,
    DESPECKLE: despeckled,
}
"""What is done to a grey scan, in this order; `scan_of` drops colour before."""

_FADING: Final = frozenset({DROP_COLOUR, DROP_GHOSTS, STRETCH, SMOOTH})
"""Steps that letters gain by and faint rules go with."""


def with_all_ink(cleaning: Cleaning) -> Cleaning:
    """The recipe without steps that faint ink goes with, on even paper where any was tried."""
    steps = tuple(step for step in cleaning.steps if step not in _FADING)
    if cleaning.gains and EVEN_BACKGROUND not in steps:
        steps += (EVEN_BACKGROUND,)
    return replace(cleaning, steps=steps)


def prepare(image: GreyImage, geometry: Geometry, cleaning: Cleaning) -> GreyImage:
    """Apply a recipe: cleaning steps, quarter turns, deskew about the centre, scale. Pure.

    No step moves a pixel, so every box leads back through the geometry alone.

    Args:
        image: the scan as `scan_of` gives it for this recipe.
        geometry: how it is turned upright.
        cleaning: names the steps; their order here is fixed.
    """
    return turned(cleaned(image, cleaning), geometry)


def cleaned(image: GreyImage, cleaning: Cleaning) -> GreyImage:
    """Apply the cleaning steps alone; arguments as for `prepare`."""
    for name, step in _STEPS.items():
        if name in cleaning.steps:
            image = step(image)
    return image
