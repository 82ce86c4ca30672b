"""What is ink in the small parts of a page that hold a word or a letter."""

from typing import Final

import numpy as np

from pipeline.engines.protocols import GreyImage

_INK_AND_PAPER: Final = (2, 98)  # percent of the pixels; the very ends are noise


def ink_below(part: GreyImage) -> float:
    """The grey under which a pixel is ink: half-way between the ink and the paper of a part.

    Args:
        part: of a page, black on white, at least one pixel.
    """
    ink, paper = np.percentile(part, _INK_AND_PAPER)
    return float((ink + paper) / 2)
