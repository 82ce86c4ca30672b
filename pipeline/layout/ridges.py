"""Find rules that are no unbroken strokes of ink: dotted and dashed ones, and far paler ones.

Along a rule even scattered dots make a row darker than the rows a little above and below it, which
rows of letters are not: they are too high. A pale rule stands alone once letters are left out: over
12 mm the noise of the paper vanishes, and a tenth of the ink of a letter is enough.
"""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.engines.protocols import GreyImage
from pipeline.imaging.brightness import brightness_at
from pipeline.layout.marks import Rule, find_rules

_DARKEST: Final = 50  # grey levels that count, so that black letters weigh no more than rules
_TYPE: Final = 0.5  # of the darkness of the page's ink, from which a mark is no pale rule
_LEAST: Final = 25  # grey levels, the same on a page of pale ink
_MARKED: Final = 20  # grey levels that are ink
_DARK_INK: Final = 75  # percent of the ink that are paler than its darker part
_HALO: Final = np.ones((5, 5), np.uint8)  # around letters, where they fade
_FINER: Final = 5  # parts of a grey level that are told apart
_STEP: Final = 8  # pixels along a rule that are taken as one
_SEEN: Final = 0.25  # of a rule that must not be covered by letters
_CLEAR: Final = 4  # pixels beside a rule that are lighter; beside a row of letters there are more
_NOISE: Final = 3.0  # times the depth that a tenth of the page has, which no rule takes
_LONG: Final = 13  # steps, 17 mm


@dataclass(frozen=True, slots=True)
class _Look:
    """How rules of a kind are looked for.

    Attributes:
        along: steps that are looked at together.
        depth: grey levels by which a rule is darker than what is beside it.
        gap: steps that may be paler still.
    """

    along: int
    depth: float
    gap: int


_DOTTED: Final = _Look(along=7, depth=12, gap=1)
_PALE: Final = _Look(along=9, depth=2, gap=5)


@dataclass(frozen=True, slots=True)
class Worn:
    """Rules of a reduced page that are no strokes.

    Attributes:
        across: ones on level rules, rows of pixels x steps.
        upright: ones on upright rules, steps x columns of pixels.
    """

    across: GreyImage
    upright: GreyImage

    def rows(self) -> list[Rule]:
        """The level rules."""
        return list(find_rules(self.across, step=_STEP))

    def columns(self) -> list[Rule]:
        """The upright rules."""
        return list(find_rules(self.upright.T, step=_STEP))

    @property
    def drawn(self) -> GreyImage:
        """Ones on all rules, rows x columns of pixels."""
        return self.drawn_out(0)

    def drawn_out(self, further: int) -> GreyImage:
        """The same, each rule drawn on at both ends by so many steps."""
        drawn = np.zeros((self.across.shape[0], self.upright.shape[1]), np.uint8)
        longer = np.ones(2 * further + 1, np.uint8)
        for part, axis, kernel in (
            (self.across, 1, longer[None]),
            (self.upright, 0, longer[:, None]),
        ):
            whole = np.repeat(np.asarray(cv2.dilate(part, kernel), np.uint8), _STEP, axis=axis)
            drawn[: whole.shape[0], : whole.shape[1]] |= whole
        return drawn


def find_dotted(darkness: GreyImage) -> Worn | None:
    """Find dotted and dashed rules; None where there are no upright ones.

    Args:
        darkness: of a reduced page, see `find_darkness`.
    """
    dark = cv2.convertScaleAbs(np.minimum(darkness, np.uint8(_DARKEST)), alpha=_FINER)
    return _find(np.asarray(dark, dtype=np.uint8), None, _DOTTED)


def find_pale(darkness: GreyImage) -> Worn | None:
    """The same with rules that are far paler than the type."""
    seen = np.asarray(cv2.erode(255 - 255 * find_type(darkness), _HALO), dtype=np.uint8)
    dark = cv2.bitwise_and(cv2.convertScaleAbs(darkness, alpha=_FINER), seen)
    return _find(np.asarray(dark, dtype=np.uint8), seen, _PALE)


def find_type(darkness: GreyImage) -> GreyImage:
    """Ones on letters, and on rules no paler than they are."""
    some = darkness[::4, ::4]
    ink = some[some > _MARKED]
    palest = max(_LEAST, _TYPE * brightness_at(ink, _DARK_INK)) if ink.size else _LEAST
    _, kind = cv2.threshold(darkness, palest, 1, cv2.THRESH_BINARY)
    return np.asarray(kind, dtype=np.uint8)


def _find(dark: GreyImage, seen: GreyImage | None, look: _Look) -> Worn | None:
    """Rules in both directions, from what is dark and what is seen, all of it if that is None."""
    if min(dark.shape) < _LONG * _STEP:  # too small for a rule either way
        return None
    upright = _ridges(dark, seen, look).T
    if not upright.any():
        return None
    across = cv2.transpose(dark), None if seen is None else cv2.transpose(seen)
    return Worn(_ridges(*across, look), upright)


def _steps(part: cv2.typing.MatLike, along: int) -> npt.NDArray[np.float32]:
    """Means over steps down each column, laid level, and over so many of these."""
    rows, columns = part.shape
    # Sums of whole rows take a fifth of the time of `cv2.resize`.
    whole = part[: rows // _STEP * _STEP].reshape(-1, _STEP, columns)
    means = whole.sum(axis=1, dtype=np.uint16).T.astype(np.float32) / _STEP
    return np.asarray(cv2.blur(means, (along, 1)), dtype=np.float32)


def _ridges(dark: cv2.typing.MatLike, seen: cv2.typing.MatLike | None, look: _Look) -> GreyImage:
    """Ones on upright rules, laid level in steps along them, from what is dark and what is seen."""
    mean = _steps(dark, look.along) / _FINER
    if seen is not None:
        share = _steps(seen, look.along) / 255
        mean = np.where(share >= _SEEN, mean / np.maximum(share, 1 / 255), np.float32(0))
    thick = cv2.dilate(mean, np.ones((3, 1), np.uint8))
    beside = np.zeros((2 * _CLEAR + 1, 1), np.uint8)
    beside[[0, -1]] = 1
    depth = thick - cv2.dilate(thick, beside)
    noise = _NOISE * float(np.percentile(depth[::4, ::4], 90)) if depth.size else 0.0
    ridge = (depth > max(look.depth, noise)).astype(np.uint8)
    whole = cv2.morphologyEx(ridge, cv2.MORPH_CLOSE, np.ones((1, look.gap), np.uint8))
    long = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((1, _LONG), np.uint8))
    # What lies half in front of an end is half as dark there, and still a ridge.
    return np.asarray(cv2.erode(long, np.ones((1, 3), np.uint8)), dtype=np.uint8)
