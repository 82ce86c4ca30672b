"""The recorded recipe, applied: the one way from a scan to the picture that is read."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

from models.page import Cleaning, Geometry, Page, PageImage
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
from pipeline.imaging.lifting import LIFT_STAMPS
from pipeline.imaging.scan import scan_of
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

_SCANNED: Final = frozenset({DROP_COLOUR, LIFT_STAMPS})
"""Steps that `scan_of` takes."""

_SHARED: Final = (EVEN_FOLDS, MASK_BORDERS, EVEN_BACKGROUND)
"""Steps that most recipes of one page begin with."""

_FADING: Final = frozenset({DROP_COLOUR, DROP_GHOSTS, STRETCH, SMOOTH})
"""Steps that letters gain by and faint rules go with."""


def with_all_ink(cleaning: Cleaning) -> Cleaning:
    """The recipe without steps that faint ink goes with, on even paper where any was tried."""
    steps = tuple(step for step in cleaning.steps if step not in _FADING)
    if cleaning.gains and EVEN_BACKGROUND not in steps:
        steps += (EVEN_BACKGROUND,)
    return replace(cleaning, steps=steps)


def with_type_alone(cleaning: Cleaning) -> Cleaning:
    """The recipe by which what shines through from the back of the sheet goes as well."""
    more = tuple(step for step in (EVEN_BACKGROUND, DROP_GHOSTS) if step not in cleaning.steps)
    return replace(cleaning, steps=cleaning.steps + more)


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


def prepared(page: Page, geometry: Geometry, cleaning: Cleaning) -> GreyImage:
    """What `prepare` makes of a page's scan by one of its recipes.

    Trials make up to four pictures of a page, its reading two more: what they begin with alike
    is made once.
    """
    return turned(cleaned_scan(page, cleaning), geometry)


def cleaned_scan(page: Page, cleaning: Cleaning) -> GreyImage:
    """The scan of a page after the steps of a recipe, as it lies."""
    steps = frozenset(cleaning.steps)
    begun = tuple(step for step in _SHARED if step in steps)
    kept = tuple(step for step in cleaning.steps if step in _SCANNED)
    image = _begun(page.image, Cleaning(kept, regions=cleaning.regions), begun)
    return cleaned(image, Cleaning(tuple(steps.difference(begun))))


@lru_cache(maxsize=2)
def _begun(image: PageImage, source: Cleaning, steps: tuple[str, ...]) -> GreyImage:
    """The scan that a recipe's first steps leave: the last two are the raw page and an even one."""
    if not steps:
        return scan_of(Page(image, cleaning=source))
    return _STEPS[steps[-1]](_begun(image, source, steps[:-1]))
