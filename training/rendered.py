"""Rendered typewriter lines: known texts struck letter by letter on machines of several faces."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from training.lines import Picture, TrainingLine
from training.wear import scan

FONT_ROOT: Final = Path("/usr/share/fonts/truetype")
FACES: Final = {
    "gnutypewriter/GNUTypewriter.ttf": 0.4,
    "freefont/FreeMono.ttf": 0.1,
    "freefont/FreeMonoBold.ttf": 0.25,
    "liberation/LiberationMono-Regular.ttf": 0.15,
    "dejavu/DejaVuSansMono.ttf": 0.1,
}
"""Faces and their share of the lines. CMU Typewriter Text and PT Mono stay unseen: benchmarks
type with them."""
SLASHED: Final = frozenset("()")
"""GNUTypewriter draws brackets as slashes."""
NO_CHARACTER: Final = "\U0010fffd"

Ink = NDArray[np.float32]


@lru_cache(maxsize=64)
def _face(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_ROOT / face, size)


@lru_cache(maxsize=4096)
def _slug(face: str, character: str, pitch: int) -> Ink:
    """Draw one letter: density, shape (3 * pitch, 2 * pitch), base line at two thirds."""
    size = round(100 * pitch / _face(face, 100).getlength("о"))
    drawn = Image.new("L", (2 * pitch, 3 * pitch))
    ImageDraw.Draw(drawn).text((pitch, 2 * pitch), character, 255, _face(face, size), anchor="ms")
    return np.asarray(drawn, dtype=np.float32) / np.float32(255)


@lru_cache(maxsize=4096)
def has_letter(face: str, character: str) -> bool:
    """Whether a face has a glyph of its own for `character`."""
    if character in SLASHED and "GNUTypewriter" in face:
        return False
    drawn, box = (bytes(_face(face, 48).getmask(shown)) for shown in (character, NO_CHARACTER))
    return drawn != box


def type_line(text: str, face: str, rng: np.random.Generator) -> Picture:
    """Type `text` on a machine of its own wear and scan it; cut as Tesseract cuts a line."""
    pitch, wear = int(rng.integers(24, 32)), rng.uniform(0.1, 1.0)
    page = np.zeros((3 * pitch, (len(text) + 2) * pitch), dtype=np.float32)
    habits: dict[str, NDArray[np.float64]] = {}
    for column, character in enumerate(text):
        if character == " ":
            continue
        habit = habits.setdefault(character, rng.normal(0, (0.7, 1.4, 0.9)) * wear)
        x, y, angle = habit + rng.normal(0, (0.5, 0.3 + 0.5 * wear, 0.4))
        turn = cv2.getRotationMatrix2D((pitch, 1.7 * pitch), angle, 1.0)
        turn[:, 2] += (x, y)
        glyph = cv2.warpAffine(_slug(face, character, pitch), turn, (2 * pitch, 3 * pitch))
        across = np.linspace(-1, 1, 2 * pitch, dtype=np.float32) * rng.normal(0, 0.15 * wear)
        density = np.clip(rng.normal(0.95, 0.1 * wear), 0.4, 1.1)
        place = page[:, round((column + 0.5) * pitch) : round((column + 0.5) * pitch) + 2 * pitch]
        struck = glyph * (1 + across) * np.float32(density)
        np.maximum(place, struck[:, : place.shape[1]], out=place)
    top, bottom = round(0.95 * pitch), round(2.5 * pitch)
    rows = np.flatnonzero(page.max(axis=1) > 0.3)
    top, bottom = min(top, int(rows[0]) - 4), max(bottom, int(rows[-1]) + 5)
    return scan(page[max(0, top) : bottom, pitch // 2 :], rng)


def rendered_lines(texts: Iterator[str], rng: np.random.Generator) -> Iterator[TrainingLine]:
    """Type texts on faces in the shares of `FACES`."""
    faces, shares = list(FACES), list(FACES.values())
    for text in texts:
        face = str(rng.choice(faces, p=shares))
        if all(has_letter(face, character) for character in text):
            yield TrainingLine(type_line(text, face, rng), text)
