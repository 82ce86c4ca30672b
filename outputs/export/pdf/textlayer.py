"""Lay the words of a page unseen over its scan, each into its box, in the order of reading."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from models.page import Box, Geometry, Word
from outputs.export.pdf.font import ADVANCE, RISE, UnseenFont

# Of the usual height of a line's words: what is lower is a dash or a dot; a band must be higher.
_LOW: Final = 0.5
# Poppler joins words that are nearer, as a share of the font's size.
_GAP: Final = 0.2
# Fewer words do not tell how a line leans.
_TELLING: Final = 4


@dataclass(frozen=True, slots=True)
class _Band:
    """The strip that the words of a line share, from base line to x-height, and how it leans.

    Attributes:
        bottom: height above the page's lower edge at its left edge, pixels.
        height: pixels.
        rise: pixels up for each pixel to the right.
    """

    bottom: float
    height: int
    rise: float


def draw_text(text: str, words: tuple[Word, ...], turned: Geometry, font: UnseenFont) -> bytes:
    """The content that writes the words of a page, in pixels of the upright page.

    All words of a line have one size, and their base lines follow its lean, or readers take it
    for several lines. Each stands level for itself, since poppler tears a leaning word apart, and
    is stretched to the width of its box.

    Args:
        text: of the page.
        words: of it.
        turned: how the scan is turned upright.
        font: which the content calls `/F`.
    """
    page_height = turned.upright_size[1]
    page_rise = -math.tan(math.radians(turned.skew))
    drawn = [b"BT 3 Tr"]
    at_x, at_y, size = 0, 0, 0.0
    for _, grouped in groupby(words, key=lambda word: word.line):
        line = list(grouped)
        boxes = [turned.to_upright(word.box) for word in line]
        band = _find_band(boxes, page_height, page_rise)
        if band.height / RISE != size:
            size = band.height / RISE
            drawn.append(b"/F %d Tf" % size)
        for place, (word, box) in enumerate(zip(line, boxes, strict=True)):
            shown, width = text[word.start : word.end], float(box.width)
            if place + 1 < len(line) and line[place + 1].start > word.end:
                shown += " "
                room = boxes[place + 1].left - box.left - size * _GAP
                width = min(width, max(room, width / 2))
            base = round(band.bottom + band.rise * (box.left + box.width / 2))
            stretch = 100 * width / (ADVANCE * size * (word.end - word.start))
            at = (box.left - at_x, base - at_y)
            drawn.append(b"%d %d Td %.1f Tz%sTj" % (*at, stretch, font.encode(shown)))
            at_x, at_y = box.left, base
    return b"\n".join((*drawn, b"ET"))


def _find_band(boxes: Sequence[Box], page_height: int, page_rise: float) -> _Band:
    """Find what the words of a line have in common, dashes and dots aside.

    Where all share too little, the worst are left out until the rest share enough.
    """
    usual = _middle(box.height for box in boxes)
    full = [box for box in boxes if box.height >= usual * _LOW]
    middles = [box.left + box.width / 2 for box in full]
    bottoms = [float(page_height - box.bottom) for box in full]
    rise = _slope(middles, bottoms) if len(full) >= _TELLING else page_rise
    level = [bottom - rise * middle for middle, bottom in zip(middles, bottoms, strict=True)]
    tops = sorted(bottom + box.height for bottom, box in zip(level, full, strict=True))
    level.sort(reverse=True)
    bottom, top = next(
        (pair for pair in zip(level, tops, strict=True) if pair[1] - pair[0] >= usual * _LOW),
        (_middle(level), _middle(tops)),
    )
    return _Band(bottom, max(1, math.floor(top - bottom)), rise)


def _middle(values: Iterable[float]) -> float:
    """The upper median: a tenth of the time of that of `statistics`, which weighs on pages."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def _slope(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Of the line that fits best; level where all stand above each other."""
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((each - x) ** 2 for each in xs)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / spread if spread else 0.0
