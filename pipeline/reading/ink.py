"""What is ink in the small parts of a page that hold a word or a letter."""

from typing import Final

from pipeline.engines.protocols import GreyImage
from pipeline.imaging.brightness import brightness_at

_INK_AND_PAPER: Final = (2, 98)  # percent of the pixels; the very ends are noise


def ink_below(part: GreyImage) -> float:
    """The grey under which a pixel is ink: half-way between the ink and the paper of a part.

    Args:
        part: of a page, black on white, at least one pixel.
    """
    ink, paper = (brightness_at(part, percent) for percent in _INK_AND_PAPER)
    return (ink + paper) / 2
