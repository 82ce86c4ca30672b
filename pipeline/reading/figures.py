"""Put 5 right where the page shows a 3: the engine reads a 3 with a flat top as 5, sure of itself.

1934 becomes 1954. Above its middle the stroke of a 5 stands at the left; that of a 3, flat or
round, does not.
"""

import re
from typing import Final

import numpy as np
import numpy.typing as npt

from models.page import Alternative, Box, Reading
from pipeline.engines.protocols import GreyImage
from pipeline.reading.ink import ink_below
from pipeline.reading.second import replaced

_NUMBER: Final = re.compile(r"[\d.,;:/()-]*5[\d.,;:/()-]*")
_ZONE: Final = (0.2, 0.42)  # of a figure's height, from its top
# Where the middle of the ink stands there, of the figure's width: 131 true 3 on 46 pages, rendered
# and real, at 0.49 to 0.82, 23 of them read as 5; 136 true 5 at 0.10 to 0.44.
_THREE: Final = 0.47


def put_threes(
    reading: Reading, picture: GreyImage, alternatives: tuple[Alternative, ...] = ()
) -> tuple[Reading, tuple[Alternative, ...]]:
    """Read 3 for 5 in numbers whose figures stand apart.

    Args:
        reading: of the page, boxes in pixels of `picture`.
        picture: that was read, black on white.
        alternatives: kept so far.

    Returns:
        The reading, and `alternatives` with what stood there before.
    """
    changes: dict[int, tuple[str, float]] = {}
    for index, word in enumerate(reading.words):
        token = reading.text[word.start : word.end]
        if _NUMBER.fullmatch(token) and (better := _with_threes(picture, token, word.box)) != token:
            changes[index] = (better, word.confidence)
    return replaced(reading, changes, alternatives)


def _with_threes(picture: GreyImage, token: str, box: Box) -> str:
    part = picture[box.top : box.bottom, box.left : box.right]
    if not part.size:  # engines give boxes without width, too
        return token
    ink = part < ink_below(part)
    filled = np.concatenate(([False], ink.any(axis=0), [False]))
    edges = np.flatnonzero(filled[1:] != filled[:-1])
    if len(edges) != 2 * len(token):
        return token
    glyphs = zip(token, edges[::2], edges[1::2], strict=True)
    return "".join(
        "3" if letter == "5" and _is_three(ink[:, left:right]) else letter
        for letter, left, right in glyphs
    )


def _is_three(ink: npt.NDArray[np.bool_]) -> bool:
    """Whether the ink of a figure, rows x columns, leaves the upper left free."""
    rows = np.flatnonzero(ink.any(axis=1))
    top, height = int(rows[0]), int(rows[-1]) + 1 - int(rows[0])
    zone = ink[round(top + _ZONE[0] * height) : round(top + _ZONE[1] * height)]
    places = np.nonzero(zone)[1] + 0.5
    return places.size > 0 and float(places.mean()) >= _THREE * ink.shape[1]
