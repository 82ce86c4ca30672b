"""Tell by some lines what a page is, before it is read whole: Kazakh, or upside down."""

from typing import Final

import numpy as np

from models.languages import KAZAKH_LETTERS
from models.page import Box
from pipeline.engines.protocols import GreyImage, ReadingEngine
from pipeline.imaging.marks import find_letters, ink_mask
from pipeline.imaging.scan import SMALL_WIDTH

_DPI: Final = 67  # at which lines are looked for, of pixels picked out
_LINE: Final = (3, 14)  # pixels there that a line is high; higher are two that hang together
_INKED: Final = 0.3  # of the ink of the fullest rows, from which a row belongs to a line
_MARGIN: Final = 2  # pixels there
# Times its height: forty letters or so, which take 20 ms. A whole line takes twice as long.
_LONG: Final = 40
# Letters that Russian lacks: of 38 Kazakh pages 34 had as many there, the others are mostly numbers
# or blots; of 43 Russian ones, where such a letter is misread, none had more than one.
_FEWEST: Final = 3
_GLANCES: Final = 2
_STRIP: Final = 0.15  # of a page's width: six lines or so


def sounds_kazakh(
    engine: ReadingEngine, picture: GreyImage, *, model: str, dpi: int, sure: float
) -> bool:
    """Whether the fullest line, read by a model that has the Kazakh letters, has some.

    Where it is read unsurely, as by a fold or with what shines through, or has a letter too few,
    the next one is looked at, too.

    Args:
        engine: reads.
        picture: the page in one column, text upright and level.
        model: name of the language model.
        dpi: of the picture.
        sure: confidence below which what is read tells nothing: the page may stand on its head.

    Raises:
        EngineError: the engine failed; worth another try.
        EngineTimeout: it did not answer in time.
    """
    for line in find_lines(picture, dpi=dpi, most=_GLANCES):
        [read] = engine.read_lines(picture, [line], model=model, dpi=dpi)
        found = sum(letter in KAZAKH_LETTERS for letter in read.text.lower())
        if read.confidence >= sure and found != _FEWEST - 1:
            return found >= _FEWEST
    return False


def find_lines(picture: GreyImage, *, dpi: int, most: int) -> list[Box]:
    """The beginnings of the lines with most ink, none where no line stands apart."""
    step = max(1, round(dpi / _DPI))
    ink = ink_mask(np.ascontiguousarray(picture[::step, ::step]))
    rows = ink.sum(axis=1, dtype=np.int64)
    inked = np.concatenate(([False], rows > _INKED * np.percentile(rows, 95), [False]))
    runs = np.flatnonzero(np.diff(inked)).reshape(-1, 2)
    lines = runs[(np.diff(runs).ravel() >= _LINE[0]) & (np.diff(runs).ravel() <= _LINE[1])]
    fullest = sorted(lines.tolist(), key=lambda line: -rows[line[0] : line[1]].sum())
    return [_beginning(ink, top, bottom, step) for top, bottom in fullest[:most]]


def _beginning(ink: GreyImage, top: int, bottom: int, step: int) -> Box:
    """The first letters of a line, in pixels of the picture of which every `step`th is given."""
    left = max(0, int(ink[top:bottom].any(axis=0).argmax()) - _MARGIN)
    width = min(_LONG * (bottom - top), ink.shape[1] - left)
    top, bottom = max(0, top - _MARGIN), min(len(ink), bottom + _MARGIN)
    return Box(left * step, top * step, width * step, (bottom - top) * step)


def upside_down(picture: GreyImage) -> GreyImage:
    """The lines with most letters, on their head.

    Args:
        picture: the page in one column at 200 dpi or so.
    """
    step = max(1, round(min(picture.shape) / SMALL_WIDTH))
    rows = find_letters(np.ascontiguousarray(picture[::step, ::step])).sum(axis=1, dtype=np.int64)
    height = min(len(rows), max(1, round(_STRIP * picture.shape[1] / step)))
    top = int(np.convolve(rows, np.ones(height, np.int64), mode="valid").argmax()) * step
    return np.ascontiguousarray(picture[top : top + height * step][::-1, ::-1])
