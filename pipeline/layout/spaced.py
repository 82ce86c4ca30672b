"""Read words whose letters were typed apart, «П Р О Т О К О Л», by setting the letters together.

No model reads them as they stand: each letter is a word to it. They are looked for on the page, set
as any other word, and read again; every new word keeps its place on the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box, Reading
from models.page.joining import mean_confidence
from pipeline.engines.protocols import GreyImage, ReadingEngine
from pipeline.imaging.brightness import brightness_at, paper_of
from pipeline.layout.marks import HALF, Marks, find_boxes, half_of
from pipeline.layout.tables import around

_TOUCHING: Final = 4  # pixels at 75 dpi: letters of a word are nearer
_LETTER: Final = (5, 20)  # pixels high
_WIDEST: Final = 1.4  # times its height that a letter is wide
_MARKED: Final = 2.4  # times its height, with a colon behind it
_NEXT: Final = 4.0  # times its height to the next letter, over a blank between words
_FEWEST: Final = 5  # letters; initials and short words side by side are fewer
_PARTS: Final = 0.25  # of a letter's width between parts of one, as in Ы
_BEHIND: Final = 0.9  # times its height that belongs to a letter behind it
_WORDS: Final = 1.7  # times the usual way from letter to letter between words
_CLOSE, _BLANK = 0.3, 1.3  # of a letter's width, how they are set
_AROUND: Final = 0.4  # of a line's height above and below
_BETTER: Final = 0.05  # confidence


@dataclass(frozen=True, slots=True)
class Line:
    """Letters set together.

    Attributes:
        box: where they stand on the page.
        picture: as they are set.
        places: of each column of the picture, that of the page.
    """

    box: Box
    picture: GreyImage
    places: npt.NDArray[np.int64]


def find_spaced(marks: Marks) -> list[Box]:
    """Find runs of letters that stand apart, in pixels of the page that was reduced."""
    ink = half_of(marks, marks.whole)
    if not ink.size:
        return []
    words = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, _TOUCHING), np.uint8))
    low, high = _LETTER
    boxes = [box for box in find_boxes(np.asarray(words, np.uint8)) if low <= box.height <= high]
    runs: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box.left):
        if box.width <= _WIDEST * box.height:
            run = next((run for run in runs if _follows(box, run[-1])), None)
            if run is None:
                runs.append([box])
            else:
                run.append(box)
    longer = [box for box in boxes if box.width > _WIDEST * box.height]
    found = []
    for run in (run for run in runs if len(run) >= _FEWEST):
        last = [box for box in longer if _follows(box, run[-1]) and _is_marked_letter(box)]
        box = around([*run, *last[:1]])
        if not any(_crosses(box, other) for other in longer if other not in last[:1]):
            found.append(_on_page(marks, box))
    return found


def _is_marked_letter(box: Box) -> bool:
    """Whether a mark is as wide as a letter with a colon or a full stop."""
    return box.width <= _MARKED * box.height


def _on_page(marks: Marks, box: Box) -> Box:
    """A run in pixels of the page, with room for a full stop or colon behind it."""
    width = min(box.width + round(_BEHIND * box.height), marks.whole.width // HALF - box.left)
    return marks.enlarged(Box(box.left * HALF, box.top * HALF, width * HALF, box.height * HALF))


def _crosses(box: Box, other: Box) -> bool:
    """Whether a whole word stands in a run of letters."""
    level = min(box.bottom, other.bottom) - max(box.top, other.top) > other.height / 2
    return level and box.left <= other.left and other.right <= box.right


def _follows(box: Box, last: Box) -> bool:
    """Whether a mark stands behind another on the same line, not too far."""
    shared = min(box.bottom, last.bottom) - max(box.top, last.top)
    apart = box.left - last.right
    height = max(box.height, last.height)
    return 0 <= apart <= _NEXT * height and shared > height / 2


def set_together(picture: GreyImage, box: Box) -> Line | None:
    """Cut a run of letters out of a page and set them as a word is; None where they touch."""
    margin = round(_AROUND * box.height)
    rows = slice(max(0, box.top - margin), box.bottom + margin)
    part = picture[rows, box.left : box.right]
    dark, paper = (brightness_at(part, percent) for percent in (2, 75))
    letters = _letters(part < (dark + paper) / 2, box.height)
    if len(letters) < _FEWEST:
        return None
    width = float(np.median([end - start for start, end in letters]))
    ways = [after[0] - before[1] for before, after in pairwise(letters)]
    usual = float(np.median(ways))
    bare = np.full((part.shape[0], part.shape[1]), round(float(paper)), np.uint8)
    pieces, places = [bare[:, : round(width)]], [np.full(round(width), letters[0][0])]
    for (start, end), way in zip(letters, [*ways, usual], strict=True):
        blank = round(width * (_BLANK if way > _WORDS * usual else _CLOSE))
        pieces += [part[:, start:end], bare[:, :blank]]
        places += [np.arange(start, end), np.full(pieces[-1].shape[1], end - 1)]
    return Line(box, np.hstack(pieces), np.concatenate(places) + box.left)


def _letters(ink: npt.NDArray[np.bool_], height: int) -> list[tuple[int, int]]:
    """From where to where each letter goes, its parts counted as one."""
    filled = np.concatenate(([False], ink.any(axis=0), [False]))
    edges = np.flatnonzero(np.diff(filled)).reshape(-1, 2).tolist()
    letters: list[tuple[int, int]] = []
    for start, end in edges:
        if letters and start - letters[-1][1] < _PARTS * height:
            letters[-1] = (letters[-1][0], end)
        else:
            letters.append((start, end))
    return letters


def read_spaced(
    engine: ReadingEngine, reading: Reading, picture: GreyImage, spaced: Sequence[Box], *, dpi: int
) -> Reading:
    """The reading with the words of spaced letters as they are read once set together.

    Args:
        engine: reads them, with the model that read the page.
        reading: of the page, boxes in pixels of `picture`.
        picture: the prepared page.
        spaced: what `find_spaced` gave.
        dpi: of the picture.
    """
    lines = [line for box in spaced if (line := set_together(picture, box)) is not None]
    if not lines:
        return reading
    canvas, boxes = _stacked(lines, picture)
    found = engine.read_lines(canvas, boxes, model=reading.model, dpi=dpi)
    for line, box, read in zip(lines, boxes, found, strict=True):
        reading = _with_words(reading, line, box, read)
    return reading


def _stacked(lines: Sequence[Line], picture: GreyImage) -> tuple[GreyImage, list[Box]]:
    """The lines below each other on paper of the page's own grey."""
    width = max(line.picture.shape[1] for line in lines)
    canvas = np.full(
        (sum(line.picture.shape[0] for line in lines), width),
        paper_of(picture),
        np.uint8,
    )
    boxes, top = [], 0
    for line in lines:
        height, own = line.picture.shape
        canvas[top : top + height, :own] = line.picture
        boxes.append(Box(0, top, own, height))
        top += height
    return canvas, boxes


def _with_words(reading: Reading, line: Line, box: Box, read: Reading) -> Reading:
    """The reading with the words of a line in the place of what stood there, if they are surer."""
    before = [index for index, word in enumerate(reading.words) if _is_in(word.box, line.box)]
    letters = read.text.replace(" ", "").strip(":.,")
    if not before or before != list(range(before[0], before[-1] + 1)) or not letters.isalpha():
        return reading
    old = mean_confidence([reading.words[index] for index in before])
    if mean_confidence(read.words) < old + _BETTER:
        return reading
    first, last = reading.words[before[0]], reading.words[before[-1]]
    shift = len(read.text) - (last.end - first.start)
    moved = [
        replace(
            word,
            start=first.start + word.start,
            end=first.start + word.end,
            box=_place(line, word.box),
            block=first.block,
            line=first.line,
        )
        for word in read.words
    ]
    behind = [
        replace(word, start=word.start + shift, end=word.end + shift)
        for word in reading.words[before[-1] + 1 :]
    ]
    words = (*reading.words[: before[0]], *moved, *behind)
    text = reading.text[: first.start] + read.text + reading.text[last.end :]
    return replace(reading, text=text, words=words, confidence=mean_confidence(words))


def _is_in(word: Box, line: Box) -> bool:
    x, y = word.left + word.width / 2, word.top + word.height / 2
    return line.left <= x <= line.right and line.top <= y <= line.bottom


def _place(line: Line, word: Box) -> Box:
    """Where a word that was set together stands on the page."""
    last = len(line.places) - 1
    left = int(line.places[min(word.left, last)])
    right = int(line.places[min(word.right, last)]) + 1
    return Box(left, line.box.top, max(1, right - left), line.box.height)
