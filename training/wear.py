"""Wear and scanning of one line: ribbon, filled and broken letters, threshold, blur, slope."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.lines import Picture

Ink = NDArray[np.float32]
"""Density of ink, 0 to 1, shape (height, width)."""

GREY: Final = 0.3
"""Share of lines left grey: pale carbon copies and the like."""


def scan(ink: Ink, rng: np.random.Generator) -> Picture:
    """Give ink (density 0 to 1) ribbon and paper and scan it, in most cases to black and white."""
    fuller = cv2.dilate(ink, np.ones((2, 2), np.uint8), iterations=int(rng.integers(0, 3)))
    blurred = cv2.GaussianBlur(fuller, (0, 0), rng.uniform(0.5, 1.6))
    pressed = blurred * _unevenness(ink.shape, rng)
    if rng.random() < GREY:
        return _photograph(pressed, rng)
    dirt = rng.uniform(0, 0.12) * np.maximum(_clouds(ink.shape, rng, 2.0) - 1.0, 0)
    return np.where(pressed + dirt > rng.uniform(0.2, 0.45), 0, 255).astype(np.uint8)


def wear_again(line: Picture, rng: np.random.Generator) -> Picture:
    """Give a real line as a worse copy of it: fuller or thinner, broken, aslant, pale, blurred."""
    height, width = line.shape
    scale, slope = rng.uniform(0.75, 1.2), rng.normal(0, 0.25)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), slope, 1.0)
    turned = cv2.warpAffine(line, turn, (width, height), borderValue=255)
    size = (round(width * scale), round(height * scale))
    grey = cv2.resize(turned, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    paper, black = np.percentile(grey, (80, 2))
    density = np.clip((paper - grey) / max(paper - black, 1.0), 0, 1)  # a grey scan's ink is pale
    if rng.random() < GREY:
        blurred = cv2.GaussianBlur(density, (0, 0), scale * rng.uniform(0.8, 2.4))
        return _photograph(blurred * _unevenness(density.shape, rng), rng)
    blurred = cv2.GaussianBlur(density, (0, 0), rng.uniform(0.4, 1.1))
    inked = blurred * _unevenness(density.shape, rng) > rng.uniform(0.2, 0.55)
    specks = rng.random(density.shape) < rng.choice([0.0, 0.0005, 0.002])
    return np.where(inked ^ specks, 0, 255).astype(np.uint8)


def _photograph(ink: Ink, rng: np.random.Generator) -> Picture:
    """Give ink on paper of some grey, with the noise of a scanner."""
    paper, depth = rng.uniform(180, 255), rng.uniform(0.45, 1.0)
    grey = paper * (1 - depth * np.clip(ink, 0, 1))
    noisy = grey + rng.normal(0, rng.uniform(0, 12), ink.shape)
    return np.asarray(np.clip(noisy, 0, 255), dtype=np.uint8)


def _unevenness(shape: tuple[int, ...], rng: np.random.Generator) -> Ink:
    """Give what the ribbon's weave and dry patches leave of the ink, about 1."""
    weave = 1 + rng.uniform(0, 0.4) * _clouds(shape, rng, 1.2)
    patches = 1 + rng.uniform(0, 0.3) * _clouds(shape, rng, 13)
    return np.asarray(weave * patches, dtype=np.float32)


def _clouds(shape: tuple[int, ...], rng: np.random.Generator, grain: float) -> Ink:
    """Give smooth noise of unit variance; `grain` is its width in pixels."""
    noise = cv2.GaussianBlur(rng.standard_normal(shape, dtype=np.float32), (0, 0), grain)
    return np.asarray(noise / max(float(noise.std()), 1e-6), dtype=np.float32)
