"""The recorded recipe, applied: the one way from a scan to the picture that is read."""

from typing import Final

from models.page import Cleaning, Geometry
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.background import (
    DESPECKLE,
    EVEN_BACKGROUND,
    SMOOTH,
    STRETCH,
    despeckled,
    evened,
    smoothed,
    stretched,
)
from pipeline.imaging.borders import MASK_BORDERS, without_borders
from pipeline.imaging.colour import DROP_COLOUR, PAPER
from pipeline.imaging.turn import turned

# Violet ink at full strength keeps 0.7 of the paper's light in its lightest colour.
_COLOURED_INK: Final = 0.72 * PAPER


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
    steps = cleaning.steps
    if MASK_BORDERS in steps:
        image = without_borders(image)
    if EVEN_BACKGROUND in steps:
        image = evened(image)
    if STRETCH in steps:
        image = stretched(image, white=_COLOURED_INK if DROP_COLOUR in steps else None)
    if SMOOTH in steps:
        image = smoothed(image)
    if DESPECKLE in steps:
        image = despeckled(image)
    return image
