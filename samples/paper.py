"""Puts an ink layer on aged paper, stamps, punches, skews and scans it."""

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples.typewriter import PAGE_SHAPE, PENCIL, SEAL, Ink, clouds, load_face

Scan = NDArray[np.uint8]
"""A scanned page, shape (height, width, 3), RGB."""
Colour = tuple[int, int, int]

RIBBON: Final[Colour] = (38, 34, 40)
VIOLET: Final[Colour] = (96, 62, 150)
BLUE: Final[Colour] = (52, 84, 160)
GRAPHITE: Final[Colour] = (120, 116, 112)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp on the sheet: `words` round a seal when `round`, else in a frame.

    Attributes:
        words: what it says; not part of the gold text.
        centre: x, y in pixels.
        size: radius of a seal, letter height of a frame, in pixels.
        angle: degrees, counter-clockwise.
    """

    words: str
    centre: tuple[int, int]
    size: int
    angle: float
    colour: Colour = VIOLET
    round: bool = False
    strength: float = 0.6


@dataclass(frozen=True, slots=True)
class Sheet:
    """How one sheet has aged and how it lay on the scanner.

    Attributes:
        paper: colour of the bare sheet.
        skew: degrees, counter-clockwise, within 1.5.
        ink: colour of the typed text.
        stamps: over the text.
        folio: number pencilled by the archivist in the upper corner.
        holes: whether it was punched for binding.
        folded: whether it was folded across the middle.
        show_through: strength of the mirrored reverse side, 0 to 0.1.
        upside_down: whether it was scanned turned by 180 degrees.
    """

    paper: Colour = (233, 222, 196)
    skew: float = 0.0
    ink: Colour = RIBBON
    stamps: tuple[Stamp, ...] = ()
    folio: str = ""
    holes: bool = False
    folded: bool = False
    show_through: float = 0.0
    upside_down: bool = False


def scan_sheet(ink: Ink, sheet: Sheet, rng: np.random.Generator) -> Scan:
    """Make the colour scan of one page from its pressed ink."""
    scan = _aged_paper(sheet, rng)
    if sheet.show_through:
        _tint(scan, cv2.GaussianBlur(ink[:, ::-1], (0, 0), 4) * sheet.show_through, sheet.ink)
    _tint(scan, ink * 0.93, sheet.ink)
    for stamp in sheet.stamps:
        _tint(scan, _stamp_layer(stamp, rng), stamp.colour)
    if sheet.folio:
        _tint(scan, _folio_layer(sheet.folio), GRAPHITE)
    if sheet.holes:
        _punch(scan)
    scan = _skewed(scan, sheet.skew)
    finished = np.clip(scan, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(finished[::-1, ::-1]) if sheet.upside_down else finished


def to_grey(scan: Scan) -> NDArray[np.uint8]:
    """Give the grey image of a colour scan, shape (height, width)."""
    return np.asarray(cv2.cvtColor(scan, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def to_bilevel(scan: Scan) -> NDArray[np.bool_]:
    """Give the bilevel image a document scanner would: True is paper, shape (height, width)."""
    grey = to_grey(scan)
    local = cv2.GaussianBlur(grey, (0, 0), 60)
    return np.asarray(grey > local * 0.64, dtype=np.bool_)


def _aged_paper(sheet: Sheet, rng: np.random.Generator) -> Ink:
    """Give bare paper with grain, stains, browned edges and fold; shape (height, width, 3)."""
    grain = cv2.GaussianBlur(rng.standard_normal(PAGE_SHAPE, dtype=np.float32), (0, 0), 1.5)
    light = 1 + 0.012 * clouds(rng, cell=420) + 0.006 * clouds(rng, cell=60) + 0.05 * grain
    light -= 0.13 * _edge_browning() + 0.05 * _foxing(rng)
    if sheet.folded:
        light -= _fold(rng)
    brown = np.array([0.6, 1.0, 1.7], dtype=np.float32)
    shade = np.clip(1 - light, -0.05, 1)[..., None] * brown
    return np.asarray((1 - shade) * np.array(sheet.paper, dtype=np.float32), dtype=np.float32)


def _edge_browning() -> Ink:
    """Give 1 at the corners falling to 0 in the middle."""
    height, width = PAGE_SHAPE
    y = np.abs(np.linspace(-1, 1, height, dtype=np.float32))[:, None] ** 6
    x = np.abs(np.linspace(-1, 1, width, dtype=np.float32))[None, :] ** 6
    return np.asarray((x + y) / 2, dtype=np.float32)


def _foxing(rng: np.random.Generator) -> Ink:
    """Give some soft brown spots."""
    spots = np.zeros(PAGE_SHAPE, dtype=np.float32)
    for _ in range(28):
        centre = (int(rng.integers(PAGE_SHAPE[1])), int(rng.integers(PAGE_SHAPE[0])))
        cv2.circle(spots, centre, int(rng.integers(3, 22)), float(rng.uniform(0.3, 1.6)), -1)
    return np.asarray(cv2.GaussianBlur(spots, (0, 0), 5), dtype=np.float32)


def _fold(rng: np.random.Generator) -> Ink:
    """Give the shadow of a fold across the middle."""
    height, width = PAGE_SHAPE
    middle = height // 2 + int(rng.integers(-60, 60))
    rows = np.arange(height, dtype=np.float32)[:, None]
    wander = cv2.GaussianBlur(rng.standard_normal((1, width), dtype=np.float32), (0, 0), 40) * 20
    distance = rows - middle - wander
    return np.asarray(0.16 * np.exp(-((distance / 3) ** 2)), dtype=np.float32)


def _tint(scan: Ink, density: Ink, colour: Colour) -> None:
    """Lay ink of `colour` and `density` over the scan, in place; darker than what lies under it."""
    part = np.array(colour, dtype=np.float32) / 255
    scan *= 1 - density[..., None] * (1 - part)


def _stamp_layer(stamp: Stamp, rng: np.random.Generator) -> Ink:
    """Draw a stamp's density: worn rubber, ink uneven."""
    drawn = _seal(stamp) if stamp.round else _frame(stamp)
    turned = drawn.rotate(stamp.angle, resample=Image.Resampling.BICUBIC)
    layer = np.zeros(PAGE_SHAPE, dtype=np.float32)
    top = stamp.centre[1] - turned.height // 2
    left = stamp.centre[0] - turned.width // 2
    patch = cv2.GaussianBlur(np.asarray(turned, dtype=np.float32) / 255, (0, 0), 1.3)
    layer[top : top + turned.height, left : left + turned.width] = patch
    rubber = 0.8 + 0.25 * clouds(rng, cell=45) + 0.1 * clouds(rng, cell=7)
    return np.asarray(layer * np.clip(rubber, 0.15, 1) * stamp.strength, dtype=np.float32)


def _frame(stamp: Stamp) -> Image.Image:
    font = load_face(SEAL, stamp.size * 1.4)
    lines = stamp.words.split("\n")
    width = int(max(map(font.getlength, lines))) + stamp.size * 2
    height = int(stamp.size * 1.7 * len(lines)) + stamp.size
    side = int(math.hypot(width, height)) + 8
    drawn = Image.new("L", (side, side))
    pen = ImageDraw.Draw(drawn)
    left, top = (side - width) // 2, (side - height) // 2
    pen.rectangle((left, top, left + width, top + height), outline=255, width=7)
    for index, words in enumerate(lines):
        middle = (side / 2, top + stamp.size * (1.35 + 1.7 * index))
        pen.text(middle, words, 255, font, anchor="mm")
    return drawn


def _seal(stamp: Stamp) -> Image.Image:
    side = 2 * stamp.size + 16
    drawn = Image.new("L", (side, side))
    pen = ImageDraw.Draw(drawn)
    centre = side / 2
    for radius, width in ((stamp.size, 7), (stamp.size - 13, 3), (int(stamp.size * 0.62), 3)):
        pen.circle((centre, centre), radius, outline=255, width=width)
    font = load_face(SEAL, stamp.size * 0.24)
    for index, letter in enumerate(stamp.words):
        turn = 360 * index / len(stamp.words)
        ring = Image.new("L", (side, side))
        place = (centre, centre - stamp.size * 0.76)
        ImageDraw.Draw(ring).text(place, letter, 255, font, anchor="mm")
        drawn.paste(255, mask=ring.rotate(-turn, resample=Image.Resampling.BICUBIC))
    _star(pen, centre, stamp.size * 0.36)
    return drawn


def _star(pen: ImageDraw.ImageDraw, centre: float, radius: float) -> None:
    corners = []
    for index in range(10):
        reach = radius if index % 2 == 0 else radius * 0.4
        angle = math.radians(36 * index - 90)
        corners.append((centre + reach * math.cos(angle), centre + reach * math.sin(angle)))
    pen.polygon(corners, outline=255, width=5)


def _folio_layer(folio: str) -> Ink:
    drawn = Image.new("L", PAGE_SHAPE[::-1])
    pen = ImageDraw.Draw(drawn)
    pen.text((PAGE_SHAPE[1] - 130, 95), folio, 190, load_face(PENCIL, 84), anchor="mm")
    return np.asarray(drawn, dtype=np.float32) / np.float32(255)


def _punch(scan: Ink) -> None:
    """Punch two holes in the left margin; the scanner's dark lid shows through."""
    for y in (PAGE_SHAPE[0] // 2 - 472, PAGE_SHAPE[0] // 2 + 472):
        cv2.circle(scan, (118, y), 36, (70.0, 64.0, 60.0), -1, cv2.LINE_AA)
        cv2.ellipse(scan, (118, y), (37, 37), 0, 180, 300, (150.0, 140.0, 122.0), 3, cv2.LINE_AA)


def _skewed(scan: Ink, degrees: float) -> Ink:
    height, width = PAGE_SHAPE
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(
        scan, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(turned, dtype=np.float32)
