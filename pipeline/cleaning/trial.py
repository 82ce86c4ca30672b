"""A trial: some lines of a page are read raw and cleaned, and the better reading is told."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from models.page import Box, Reading
from pipeline.engines.protocols import GreyImage, ReadingEngine
from pipeline.imaging.marks import find_letters
from pipeline.imaging.scan import small
from pipeline.layout.marks import find_darkness, find_marks
from pipeline.layout.tables import find_tables, without_rules, without_worn_rules

_STRIP: Final = 0.08  # of the page's height: four or five lines of type
_NO_CHANGE: Final = 4.0  # brightness, so that lines count where the change is the same everywhere


def find_strip(raw: GreyImage, cleaned: GreyImage, stamped: GreyImage | None = None) -> slice:
    """The rows with most letters and most difference between two pictures of one page.

    Letters count by the square of their depth, or a trial would read the other side of the sheet.
    What little is left of a stamp changes more than the text of any page, and tells nothing of it:
    letters where `stamped` is not 0 do not count.
    """
    before, after = small(raw), small(cleaned)
    change = np.abs(before.astype(np.float32) - after)
    rows = np.abs(change - np.median(change)).mean(axis=1) + _NO_CHANGE
    letters = find_letters(before) | find_letters(after)
    if stamped is not None:
        letters[small(stamped) > 0] = 0
    rows *= (letters * np.square(find_darkness(before).astype(np.float32))).sum(axis=1)
    height = max(1, round(len(rows) * _STRIP))
    gathered = np.convolve(rows, np.ones(height), mode="valid")
    top, scale = int(gathered.argmax()), raw.shape[0] / len(rows)
    return slice(round(top * scale), round((top + height) * scale))


def find_gains(
    engine: ReadingEngine,
    raw: GreyImage,
    cleaned: Sequence[GreyImage],
    *,
    model: str,
    digest: str,
    dpi: int,
    stamped: GreyImage | None = None,
) -> tuple[float, ...]:
    """By how much the mean confidence of a strip rises when it is read cleaned, each -1..1.

    A letter that only one of the pictures shows counts as read without any confidence on the
    other: the mean alone would prefer a picture on which half of the text is lost. Rules of tables
    are painted over, as they are before the page is read: beside them little is read, and a recipe
    would win by taking faint ones off.

    Args:
        engine: reads.
        raw: the page as it is.
        cleaned: the same page after different recipes; the first of them chooses the strip.
        model: name of the language model.
        digest: of the scan.
        dpi: of the pictures.
        stamped: of their size, not 0 where there were stamps; see `find_strip`.

    Raises:
        EngineError: the engine failed; worth another try.
        EngineTimeout: it did not answer in time.
    """
    rows = find_strip(raw, cleaned[0], stamped)
    plain, *readings = (
        engine.read(strip, model=model, digest=digest, dpi=dpi)
        for strip in _unruled((raw, *cleaned), rows)
    )
    return tuple(_gain(plain, reading) for reading in readings)


def _unruled(pictures: Sequence[GreyImage], rows: slice) -> Iterator[GreyImage]:
    """The rows of each picture without rules; the first, the raw page, shows most of pale ones."""
    raw = pictures[0]
    marks = find_marks(raw)
    cells = [cell.box for cell in find_tables(marks)]
    area = Box(0, 0, raw.shape[1], rows.stop - rows.start)
    for picture in pictures:
        bare = without_worn_rules(picture, cells, factor=marks.factor, shown=raw, dotted=False)
        yield without_rules(bare[rows], [area], factor=marks.factor)


def _gain(plain: Reading, reading: Reading) -> float:
    letters = max(_letters(plain), _letters(reading), 1)
    return round((_sense(reading) - _sense(plain)) / letters, 3)


def _letters(reading: Reading) -> int:
    return sum(word.end - word.start for word in reading.words)


def _sense(reading: Reading) -> float:
    return sum(word.confidence * (word.end - word.start) for word in reading.words)
