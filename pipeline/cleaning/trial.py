"""A trial: some lines of a page are read raw and cleaned, and the better reading is told."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from models.page import Reading
from pipeline.engines.protocols import GreyImage, ReadingEngine
from pipeline.imaging.marks import find_letters
from pipeline.imaging.scan import small
from pipeline.layout.arrange import find_excerpt
from pipeline.layout.marks import find_darkness
from pipeline.reading.coarse import coarsened

_STRIP: Final = 0.08  # of the page's height: four or five lines of type
_DPI: Final = 200  # of the first reading of a page: a recipe that helps it is looked for
_NOTHING: Final = 0.5  # confidence of what says nothing
_SENSE: Final = 0.65  # confidence below which the page may lie on its head
_WELL: Final = 0.9  # confidence of a raw page to which no recipe adds much
_LEAST: Final = 0.015  # that its first recipe must win before others are tried
# Of a gain in mere confidence, where no sample makes sense. Of eight such pages six were read
# better by recipes that won 0.09 or more (0.66 of the wrong characters), two worse by 0.04 and
# 0.07.
_UNSURE: Final = 0.4
_NO_CHANGE: Final = 4.0  # brightness, so that lines count where the change is the same everywhere


def find_strip(pictures: Sequence[GreyImage], stamped: GreyImage | None = None) -> slice:
    """The rows with most letters and most difference between the first two pictures of one page.

    Letters count by the square of what is left of their depth on every picture, or a trial would
    read the other side of the sheet. What little is left of a stamp changes more than the text of
    any page, and tells nothing of it: letters where `stamped` is not 0 do not count.
    """
    views = [small(picture) for picture in pictures]
    before, after = views[:2]
    change = np.abs(before.astype(np.float32) - after)
    rows = np.abs(change - np.median(change)).mean(axis=1) + _NO_CHANGE
    letters = find_letters(before) | find_letters(after)
    if stamped is not None:
        letters[small(stamped) > 0] = 0
    depth = np.minimum.reduce([find_darkness(view) for view in views]).astype(np.float32)
    rows *= (letters * np.square(depth)).sum(axis=1)
    height = max(1, round(len(rows) * _STRIP))
    gathered = np.convolve(rows, np.ones(height), mode="valid")
    top, scale = int(gathered.argmax()), pictures[0].shape[0] / len(rows)
    return slice(round(top * scale), round((top + height) * scale))


def find_gains(
    engine: ReadingEngine,
    raw: GreyImage,
    cleaned: Sequence[Callable[[], GreyImage]],
    *,
    model: str,
    digest: str,
    dpi: int,
    stamped: GreyImage | None = None,
) -> tuple[float, ...]:
    """By how much the mean confidence of a sample rises when it is read cleaned, each -1..1.

    A letter that only one of the pictures shows counts as read without any confidence on the
    other: the mean alone would prefer a picture on which half of the text is lost. Cells and
    columns are set and rules painted over, as they are before the page is read, and where nothing
    makes sense it is read upside down: a page may lie on its head, as nobody knows yet. Where the
    raw page is read well and its first recipe no better, the others are left.

    Args:
        engine: reads.
        raw: the page as it is.
        cleaned: make the same page after different recipes; the first of them chooses the strip.
        model: name of the language model.
        digest: of the scan.
        dpi: of the pictures.
        stamped: of their size, not 0 where there were stamps; see `find_strip`.

    Returns:
        The gains of as many recipes as were tried, in their order.

    Raises:
        EngineError: the engine failed; worth another try.
        EngineTimeout: it did not answer in time.
    """
    first = cleaned[0]()
    factor = min(1.0, _DPI / dpi)
    excerpt = find_excerpt(raw, find_strip((raw, first), stamped))

    def sample_of(picture: GreyImage) -> GreyImage:
        return coarsened(excerpt.of(picture), factor)

    def read(sample: GreyImage) -> Reading:
        # As a block of lines: which of them the engine leaves out in a column is a matter of luck.
        to = round(dpi * factor)
        return engine.read(sample, model=model, digest=digest, dpi=to, block=True)

    samples = [sample_of(picture) for picture in (raw, first)]
    readings = [read(sample) for sample in samples]
    turned = False
    if max(reading.confidence for reading in readings) < _SENSE:
        best = max((0, 1), key=lambda place: _sense(readings[place]))
        over = read(_turned(samples[best]))
        turned = _sense(over) > _sense(readings[best])
        if turned:
            other = read(_turned(samples[1 - best]))
            readings = [over, other] if best == 0 else [other, over]
    plain = readings[0]
    if plain.confidence >= _WELL and _gains(readings)[0] < _LEAST:
        return _gains(readings)
    for make in cleaned[1:]:
        sample = sample_of(make())
        readings.append(read(_turned(sample) if turned else sample))
    return _gains(readings)


def _turned(sample: GreyImage) -> GreyImage:
    return np.ascontiguousarray(sample[::-1, ::-1])


def _gains(readings: Sequence[Reading]) -> tuple[float, ...]:
    """What each reading wins over the first: in sense, in mere confidence where none makes any."""
    plain, *others = readings
    worth, share = (_sense, 1.0) if any(map(_sense, readings)) else (_sureness, _UNSURE)
    return tuple(
        round(share * (worth(other) - worth(plain)) / max(_letters(plain), _letters(other), 1), 3)
        for other in others
    )


def _letters(reading: Reading) -> int:
    return sum(word.end - word.start for word in reading.words)


def _sense(reading: Reading) -> float:
    """Letters by their confidence above that of what says nothing.

    What shines through is read, too, but unsurely, and one reading may be full of it.
    """
    return max(0.0, _sureness(reading) - _NOTHING * _letters(reading))


def _sureness(reading: Reading) -> float:
    """Letters by their confidence."""
    return sum(word.confidence * (word.end - word.start) for word in reading.words)
