"""Leave out lines of columns on which nothing is as high as a letter: specks and rims of stamps.

In columns the engine keeps rows that look like specks, since such are worn letters. What stands on
a line of its own and is far lower than words are is none.
"""

from collections import defaultdict
from typing import Final

import numpy as np

from models.page import Reading
from pipeline.layout.shining import without_words

_LOW: Final = 0.5  # of the middling word's height; a line of small letters alone has 0.65 and more


def without_dust(reading: Reading) -> Reading:
    """The reading of a page of columns without lines on which all words are low."""
    lines: dict[int, list[int]] = defaultdict(list)
    for n, word in enumerate(reading.words):
        lines[word.line].append(n)
    heights = [word.box.height for word in reading.words]
    lowest = _LOW * float(np.median(heights or [0]))
    low = {n for line in lines.values() for n in line if max(heights[m] for m in line) < lowest}
    return without_words(reading, low) if low else reading
