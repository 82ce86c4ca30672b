"""Decide which cleaning the page earns; the raw page is the default."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar, Final, Literal

import numpy as np
from pydantic import Field

from models.page import Cleaning, Geometry, Page, Region
from pipeline.cleaning.look import Look, look_at
from pipeline.cleaning.trial import find_gains
from pipeline.engines.ocr_tesserocr import Options as TesserocrOptions
from pipeline.engines.protocols import AnyReadingEngine, GreyImage
from pipeline.imaging import (
    EVEN_FOLDS,
    INVERT,
    LIFT_STAMPS,
    MASK_BORDERS,
    background,
    cleaned_scan,
    colour,
    colours_of,
    find_folds,
    find_stamps,
    inverted,
    letters_of,
    overview_of,
    prepare,
    prepared,
)
from pipeline.stage import StageOptions

FAINT: Final = (
    (background.EVEN_BACKGROUND, background.STRETCH, background.SMOOTH),
    (background.EVEN_BACKGROUND, background.STRETCH),
    (background.EVEN_BACKGROUND, background.DROP_GHOSTS),
)
"""Recipes for faint ink. Smoothing saves the weakest and blurs the better ones, dropping ghosts
saves what shines through and thins the rest; no measurement tells them apart, so all are tried."""

_REMOVING: Final = frozenset({colour.DROP_COLOUR, background.DROP_GHOSTS})


class Options(StageOptions):
    """From which measurement on a step is taken, or tried where there is an engine for trials."""

    use: Literal["clean"] = "clean"
    mask_borders_above: float = Field(
        default=0.0005, ge=0, le=1, description="Share of the page that is dark around the sheet."
    )
    uneven_above: float = Field(
        default=0.08, ge=0, le=1, description="Deviation of the paper's brightness, share of it."
    )
    faint_below: float = Field(
        default=0.42, ge=0, le=1, description="Depth of the ink, share of the paper's brightness."
    )
    noisy_above: float = Field(
        default=8.0, ge=0, description="Deviation of the noise on bare paper, 0 to 255."
    )
    specks_above: float = Field(
        default=3.0, ge=0, description="The same on a scan in pure black and white."
    )
    ghosts_above: float = Field(
        default=0.15, ge=0, le=1, description="Share of the letters that shine through."
    )
    coloured_above: float = Field(
        default=0.03, ge=0, le=1, description="Share of the ink that is stamp or pen."
    )
    ink_above: float = Field(
        default=0.002, ge=0, le=1, description="Share of ink; a sheet with less is left as it is."
    )
    lift_stamps: bool = Field(
        default=True,
        description="Take stamps and pencil marks in another ink off before the text is read.",
    )
    trial: AnyReadingEngine | None = Field(
        default=TesserocrOptions(),
        description="Reads some lines raw and cleaned; none: measurements decide.",
    )
    trial_model: str = Field(
        default="typescript_rus", description="Model that the trial reads with."
    )
    gain_above: float = Field(
        default=0.03, ge=-1, le=1, description="Confidence that a trial must win."
    )

    def build(self) -> "Clean":
        """Make the stage; raises MissingDependency where the engine for trials is not there."""
        return Clean(self)


class Clean:
    """Scan in, recipe out.

    Dark borders are masked wherever they are: no page was read worse without them. Every other
    step made some real page worse, so it must be called for by a measurement and win its trial.
    """

    name: ClassVar[str] = "clean"
    version: ClassVar[str] = "30"
    needs: ClassVar[tuple[str, ...]] = ("image", "geometry")
    gives: ClassVar[tuple[str, ...]] = ("cleaning",)

    def __init__(self, options: Options) -> None:
        self._options = options
        self._engine = options.trial.build() if options.trial else None

    @property
    def identity(self) -> str:
        """That of the engine for trials."""
        return self._engine.identity if self._engine else ""

    def process(self, page: Page) -> Page:
        """Raises SourceError when the scan cannot be decoded, and what the engine raises."""
        look = look_at(page)
        assert page.geometry is not None
        skew, lift = page.geometry.skew, self._options.lift_stamps
        bordered = look.border > self._options.mask_borders_above
        regions = find_stamps(_bare(page, bordered), skew=skew) if lift else ()
        called = {
            INVERT: inverted(page),
            LIFT_STAMPS: bool(regions),
            EVEN_FOLDS: bool(find_folds(overview_of(page), letters_of(page))),
            MASK_BORDERS: bordered,
        }
        steps = tuple(step for step, wanted in called.items() if wanted)
        shining = look.ghosts if look.ghosts > self._options.ghosts_above else 0.0
        raw = Cleaning(steps, round(look.ink, 5), regions=regions, ghosts=round(shining, 3))
        recipes = earned(look, self._options)
        if not recipes:
            return replace(page, cleaning=raw)
        return replace(page, cleaning=self._best(page, raw, recipes))

    def _best(self, page: Page, raw: Cleaning, recipes: Sequence[tuple[str, ...]]) -> Cleaning:
        """The raw page or the recipe that won most, with what the trials said."""
        cleaned = [replace(raw, steps=raw.steps + steps) for steps in recipes]
        if self._engine is None:
            return cleaned[0]
        assert page.geometry is not None
        geometry = page.geometry

        def picture_of(recipe: Cleaning) -> GreyImage:
            return prepared(page, geometry, recipe)

        won = find_gains(
            self._engine,
            picture_of(raw),
            [partial(picture_of, recipe) for recipe in cleaned],
            model=self._options.trial_model,
            digest=page.image.digest,
            dpi=max(1, round(page.image.dpi * geometry.scale)),
            stamped=_stamped(geometry, raw.regions) if raw.regions else None,
        )
        named = ("+".join(steps) for steps in recipes)
        gains = tuple(zip(named, won, strict=False))  # the others were not tried
        lead = [gain - self._demand(steps, raw) for gain, steps in zip(won, recipes, strict=False)]
        best = max(range(len(won)), key=lead.__getitem__)
        asked = min(self._demand(recipes[best], raw), self._options.gain_above)
        chosen = cleaned[best] if won[best] > asked else raw
        return replace(chosen, gains=gains)

    def _demand(self, recipe: Sequence[str], raw: Cleaning) -> float:
        """What a recipe must win; one that removes, more: it may take faint letters along.

        A sample may not show it: a lead of 0.007 cost a faint page 13 % of its characters. Ghosts
        that are a class of their own are no letters, and what they do to tables and columns a
        sample does not show either, so dropping them must merely lose nothing.
        """
        removing = _REMOVING.intersection(recipe)
        if raw.ghosts and removing == {background.DROP_GHOSTS}:
            return 0.0
        return self._options.gain_above * (2 if removing else 1)


def _bare(page: Page, bordered: bool) -> colour.Scan:
    """The scan in which stamps are looked for: on the grain of a table some are seen."""
    seen = colours_of(page)
    if not bordered or not colour.is_grey(seen):
        return seen
    return cleaned_scan(page, Cleaning((MASK_BORDERS,)))


def _stamped(geometry: Geometry, regions: Sequence[Region]) -> GreyImage:
    """Not 0 where a prepared page has its stamps."""
    stamped = np.zeros((geometry.height, geometry.width), np.uint8)
    for region in regions:
        box = region.box
        stamped[box.top : box.bottom, box.left : box.right] = 255
    return prepare(stamped, geometry, Cleaning())


def earned(look: Look, options: Options) -> tuple[tuple[str, ...], ...]:
    """The recipes, beyond the mask, that the measurements call for, the most thorough first."""
    if look.ink < options.ink_above:
        return ()
    if look.bilevel:
        return ((background.DESPECKLE,),) if look.noise > options.specks_above else ()
    shining = look.ghosts > options.ghosts_above
    if look.depth < options.faint_below:
        return (FAINT[-1], *FAINT[:-1]) if shining else FAINT
    coloured = look.coloured > options.coloured_above
    ghosts = coloured or shining
    called = {
        colour.DROP_COLOUR: coloured,
        background.EVEN_BACKGROUND: ghosts or look.uneven > options.uneven_above,
        background.DROP_GHOSTS: ghosts,
        background.SMOOTH: look.noise > options.noisy_above,
    }
    steps = tuple(step for step, wanted in called.items() if wanted)
    sharp = tuple(step for step in steps if step != background.SMOOTH)
    # Violet carbon copies pass for stamps, and steps that remove something took their text along.
    evened = tuple(step for step in sharp if step not in _REMOVING)
    return tuple(recipe for recipe in dict.fromkeys((steps, sharp, evened)) if recipe)
