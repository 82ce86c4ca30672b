"""Draws the rubber stamps and seals that offices set over typed text."""

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from PIL import Image, ImageDraw

from samples.typewriter import PAGE_SHAPE, SEAL, Ink, clouds, load_face

Colour = tuple[int, int, int]
"""Red, green, blue, 0 to 255."""

VIOLET: Final[Colour] = (96, 62, 150)
BLUE: Final[Colour] = (52, 84, 160)


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


def stamp_layer(stamp: Stamp, rng: np.random.Generator) -> Ink:
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
