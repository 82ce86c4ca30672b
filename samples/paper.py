"""Puts an ink layer on aged paper, with its stamps, holes and folds, and scans it askew."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples.stamps import Colour, Stamp, stamp_layer
from samples.typewriter import PAGE_SHAPE, PENCIL, Ink, clouds, load_face

Scan = NDArray[np.uint8]
"""A scanned page, shape (height, width, 3), RGB."""

RIBBON: Final[Colour] = (38, 34, 40)
GRAPHITE: Final[Colour] = (120, 116, 112)


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
        _tint(scan, stamp_layer(stamp, rng), stamp.colour)
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
