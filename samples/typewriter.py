"""Strikes a text glyph by glyph into an ink layer, as a worn typewriter with a ribbon does."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.wrap import TypedLine

Ink = NDArray[np.float32]
"""Optical density of one page, shape (height, width), 0 = bare paper, 1 = full ink."""

DPI: Final = 300
PAGE_SHAPE: Final = (3508, 2480)
"""Height and width of A4 at 300 dpi."""
TOP: Final = 210
BOTTOM: Final = 180
BORROWED: Final = frozenset("()")
"""Struck from `KAZAKH` although GNUTypewriter has them: it draws them as the slashes that machines
without brackets used, and the gold texts have brackets."""
DASHES: Final = frozenset("—–")
"""No machine had them: struck as a hyphen twice, the carriage held half a step."""
FOOTED: Final = frozenset("дД")
"""The feet of GNUTypewriter's д are shorter than any Soviet machine's: without longer ones it
cannot be told from л."""
COUNTERS: Final = frozenset("оеавбыфюэдряө608")

FONT_ROOT: Final = Path("/usr/share/fonts/truetype")
PACKAGES: Final = {
    "gnutypewriter/GNUTypewriter.ttf": "fonts-gnutypewriter",
    "cmu/cmuntt.ttf": "fonts-cmu",
    "cmu/cmuntb.ttf": "fonts-cmu",
    "cmu/cmunsx.ttf": "fonts-cmu",
    "cmu/cmunti.ttf": "fonts-cmu",
}
RUSSIAN: Final = "gnutypewriter/GNUTypewriter.ttf"
KAZAKH: Final = "cmu/cmuntb.ttf"
SEAL: Final = "cmu/cmunsx.ttf"
PENCIL: Final = "cmu/cmunti.ttf"


@dataclass(frozen=True, slots=True)
class Machine:
    """One typewriter and how it is set.

    Attributes:
        face: font file below `FONT_ROOT`; a glyph it lacks is struck from `KAZAKH`.
        pitch: advance of the carriage in pixels (30 = pica, 25 = elite).
        line_feed: pixels between base lines.
        columns: columns between the margins.
        left: left margin in pixels.
        wear: 0 (new) to 1 (worn): scales misalignment, clogging and unevenness.
        ribbon: mean density of a strike, 0 to 1.
        spread: blur of a strike in pixels (standard deviation); a carbon copy has 1.5 or more.
    """

    face: str = RUSSIAN
    pitch: int = 30
    line_feed: int = 75
    columns: int = 64
    left: int = 350
    wear: float = 0.42
    ribbon: float = 0.92
    spread: float = 0.8

    @property
    def lines_per_page(self) -> int:
        """Typed lines that fit between the top and bottom margins."""
        return (PAGE_SHAPE[0] - TOP - BOTTOM) // self.line_feed


def require_fonts() -> None:
    """Check that every face is installed.

    Raises:
        FileNotFoundError: naming the Debian packages to install.
    """
    missing = {package for face, package in PACKAGES.items() if not (FONT_ROOT / face).is_file()}
    if missing:
        raise FileNotFoundError(
            f"typewriter faces are missing: apt-get install {' '.join(sorted(missing))}"
        )


@lru_cache(maxsize=64)
def load_face(face: str, size: float) -> ImageFont.FreeTypeFont:
    """Load `face` at `size` pixels per em."""
    return ImageFont.truetype(FONT_ROOT / face, size)


@lru_cache(maxsize=8)
def _glyphless(face: str) -> bytes:
    return bytes(load_face(face, 48).getmask("\U0010fffd"))


@lru_cache(maxsize=4096)
def face_for(face: str, character: str) -> str:
    """Give `face`, or the Kazakh face where `face` has no glyph for `character`."""
    drawn = bytes(load_face(face, 48).getmask(character))
    return KAZAKH if character in BORROWED or drawn == _glyphless(face) else face


@lru_cache(maxsize=4096)
def slug(face: str, character: str, pitch: int) -> Ink:
    """Draw the type slug of `character`: density, shape (3 * pitch, 2 * pitch), centred."""
    own = face_for(face, character)
    size = pitch / (load_face(own, 1000).getlength("о") / 1000)
    drawn = Image.new("L", (2 * pitch, 3 * pitch))
    pen, font = ImageDraw.Draw(drawn), load_face(own, size)
    if character in DASHES:
        for step in (-0.25, 0.25):
            pen.text((pitch * (1 + step), 2 * pitch), "-", 255, font, anchor="ms")
    else:
        pen.text((pitch, 2 * pitch), character, 255, font, anchor="ms")
    if character in FOOTED and own == RUSSIAN:
        _lengthen_feet(drawn)
    return np.asarray(drawn, dtype=np.float32) / np.float32(255)


def _lengthen_feet(glyph: Image.Image) -> None:
    """Repeat the lowest rows of a glyph, in place, so that its feet stand out of the line."""
    left, _, right, bottom = glyph.point(lambda level: 255 * (level > 127)).getbbox() or (
        0,
        0,
        0,
        0,
    )
    feet = glyph.crop((left, bottom - 2, right, bottom))
    for row in range(1, 4):
        glyph.paste(feet, (left, bottom - 2 + row))


def _clog(glyph: Ink) -> Ink:
    """Fill the counters, as ribbon fluff in the slug does."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))
    filled = cv2.GaussianBlur(cv2.morphologyEx(glyph, cv2.MORPH_CLOSE, kernel), (0, 0), 1.2)
    return np.asarray(np.maximum(glyph, 0.75 * filled), dtype=np.float32)


def _strike(glyph: Ink, move: tuple[float, float], angle: float, slope: float) -> Ink:
    """Rotate and shift one glyph, with the ink heavier at one side by `slope`."""
    height, width = glyph.shape
    turn = cv2.getRotationMatrix2D((width / 2, height * 0.6), angle, 1.0)
    turn[:, 2] += np.array(move)
    struck = cv2.warpAffine(glyph, turn, (width, height), flags=cv2.INTER_LINEAR)
    across = np.linspace(1 - slope, 1 + slope, width, dtype=np.float32)
    return np.asarray(struck * across, dtype=np.float32)


class Typist:
    """Types lines on one machine; every letter keeps its own fault through the whole text."""

    def __init__(self, machine: Machine, faults: np.random.Generator) -> None:
        self.machine = machine
        self._faults = faults
        self._habit: dict[str, tuple[float, float, float, float]] = {}

    def _habit_of(self, character: str) -> tuple[float, float, float, float]:
        """Give the fixed fault of a slug: shift x and y in pixels, angle in degrees, density."""
        if character not in self._habit:
            wear = self.machine.wear
            x, y, angle = self._faults.normal(0.0, (0.7 * wear, 1.5 * wear, 0.9 * wear))
            self._habit[character] = (x, y, angle, self._faults.uniform(-0.12, 0.08) * wear)
        return self._habit[character]

    def type_page(self, lines: list[TypedLine], rng: np.random.Generator) -> Ink:
        """Type `lines` from the top margin on; returns the raw ink, shape `PAGE_SHAPE`."""
        page = np.zeros(PAGE_SHAPE, dtype=np.float32)
        for index, line in enumerate(lines):
            baseline = TOP + index * self.machine.line_feed + rng.normal(0, 0.8)
            self._type_line(page, line, baseline, rng)
        return page

    def _type_line(
        self, page: Ink, line: TypedLine, baseline: float, rng: np.random.Generator
    ) -> None:
        pitch, wear = self.machine.pitch, self.machine.wear
        carriage = self.machine.left + line.column * pitch + rng.normal(0, 1.0)
        for column, character in enumerate(line.typed):
            if character.isspace():
                continue
            x, y, angle, weight = self._habit_of(character)
            glyph = slug(self.machine.face, character, pitch)
            if character in COUNTERS and rng.random() < 0.10 * wear:
                glyph = _clog(glyph)
            move = (x + rng.normal(0, 0.5), y + rng.normal(0, 0.4 + 0.6 * wear))
            struck = _strike(glyph, move, angle + rng.normal(0, 0.4), rng.normal(0, 0.12 * wear))
            density = np.clip(self.machine.ribbon + weight + rng.normal(0, 0.08), 0.5, 1.05)
            left = round(carriage + (column - 0.5) * pitch)
            top = round(baseline) - 2 * pitch
            place = page[top : top + 3 * pitch, left : left + 2 * pitch]
            np.maximum(place, struck[:, : place.shape[1]] * density, out=place)


def press(ink: Ink, rng: np.random.Generator, *, spread: float) -> Ink:
    """Give raw strikes the look of ribbon on paper: weave, dry patches, ragged and spread edges."""
    weave = cv2.GaussianBlur(rng.standard_normal(PAGE_SHAPE, dtype=np.float32), (0, 0), 1.1)
    blurred = cv2.GaussianBlur(ink, (0, 0), spread)
    ragged = blurred + 0.35 * weave * (blurred > 0.05)
    dry = 1 - 0.16 * np.abs(clouds(rng, cell=160))
    return np.asarray(np.clip((ragged - 0.10) * 1.35, 0, 1) * dry, dtype=np.float32)


def clouds(rng: np.random.Generator, *, cell: int) -> Ink:
    """Give smooth noise of about unit variance, shape `PAGE_SHAPE`; `cell` in pixels."""
    rows, columns = (side // cell + 3 for side in PAGE_SHAPE)
    coarse = rng.standard_normal((rows, columns), dtype=np.float32)
    grown = cv2.resize(coarse, PAGE_SHAPE[::-1], interpolation=cv2.INTER_CUBIC)
    return np.asarray(grown, dtype=np.float32)
