"""Lines of columns of which nothing was read: the engine drops some of a long galley."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Box, Reading, Word
from models.page.joining import mean_confidence
from pipeline.layout.order import is_level
from pipeline.layout.strips import Strip
from pipeline.layout.tables import around

_COARSER: Final = 4  # pixels of the page taken as one
_REACH: Final = np.ones((3, 25), np.uint8)  # of these around a letter: 4 mm to the next at 300 dpi
_FEWEST: Final = 3  # letters
_LOWEST: Final = 0.5  # of the middling word's height; the rim of a sheet and dots are lower
_PAD: Final = 12  # pixels before and behind a line
# Of the height of its letters above and below it: with the feet of the line above four lines of a
# newspaper were read with confidences of 0.36 to 0.73, without them 0.81 to 0.94.
_BEYOND: Final = 0.45
_SURE: Final = 0.5  # mean confidence of a line; what says nothing has less
_FEW: Final = 0.1  # of the lines of a column begin or end beyond it: specks, rules

Sides = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Overlooked:
    """A stretch of a line without a word: its place on the page, and the column it stands in."""

    box: Box
    column: Box


class _Entry(NamedTuple):
    """A word, its text, and what stands before it."""

    text: str
    word: Word
    gap: str


def find_overlooked(
    reading: Reading, strips: Sequence[Strip], letters: Sides
) -> tuple[Overlooked, ...]:
    """Stretches of lines in columns of a page without a word, column by column.

    Args:
        reading: of the page.
        strips: of its galley; cells and pieces of lines are looked for by other means.
        letters: sides of what may be letters on the page, shape (n, 4).
    """
    columns = [strip.source for strip in strips if not strip.cell and strip.line is None]
    if not columns or not len(letters):
        return ()
    unread = letters[~are_read(letters, reading.words)]
    return tuple(
        Overlooked(box, column)
        for column in columns
        for box in _missed(
            unread, column, [word for word in reading.words if _holds(column, word.box)]
        )
    )


def find_unread(reading: Reading, letters: Sides, *, most: int) -> list[Box]:
    """The widest stretches of lines anywhere on a page without a word.

    Args:
        reading: of the page.
        letters: sides of what may be letters on it, shape (n, 4).
        most: of the stretches.
    """
    if not len(letters):
        return []
    right, bottom = letters[:, 2:].max(axis=0).tolist()
    unread = letters[~are_read(letters, reading.words)]
    found = _missed(unread, Box(0, 0, right + 1, bottom + 1), reading.words)
    return sorted(found, key=lambda box: -box.width)[:most]


def are_read(letters: Sides, words: Sequence[Word]) -> npt.NDArray[np.bool_]:
    """Which letters, at least one, have their middle in the box of a word, or a little beside."""
    left, top, right, bottom = (letters // _COARSER).T
    read = np.zeros((bottom.max() + 1, right.max() + 1), np.bool_)
    for word in words:
        rows = slice(max(0, word.box.top // _COARSER - 1), word.box.bottom // _COARSER + 2)
        columns = slice(max(0, word.box.left // _COARSER - 1), word.box.right // _COARSER + 2)
        read[rows, columns] = True
    return np.asarray(read[(top + bottom) // 2, (left + right) // 2])


def with_overlooked(
    reading: Reading, overlooked: Sequence[Overlooked], readings: Sequence[Reading]
) -> Reading:
    """A reading with what was read sure enough in stretches without a word, in its place."""
    ends = (0, *(word.end for word in reading.words))
    entries = [
        _Entry(reading.text[word.start : word.end], word, reading.text[end : word.start])
        for end, word in zip(ends, reading.words, strict=False)
    ]
    sure = [
        (missed, read)
        for missed, read in zip(overlooked, readings, strict=True)
        if read.words and mean_confidence(read.words) >= _SURE
    ]
    if not sure:
        return reading
    for number, (missed, read) in enumerate(sure, start=1):
        entries = _with_stretch(entries, missed, read, line=-number)
    pieces: list[str] = []
    words: list[Word] = []
    numbers: dict[int, int] = {}
    offset = 0
    for entry in entries:
        start = offset + len(entry.gap)
        offset = start + len(entry.text)
        pieces += [entry.gap, entry.text]
        line = numbers.setdefault(entry.word.line, len(numbers))
        words.append(replace(entry.word, start=start, end=offset, line=line))
    return replace(
        reading, text="".join(pieces), words=tuple(words), confidence=mean_confidence(words)
    )


def _missed(unread: Sides, column: Box, words: Sequence[Word]) -> list[Box]:
    """Stretches of a column, among whose words they stand, as far as there is nothing read."""
    lowest = _LOWEST * float(np.median([word.box.height for word in words] or [0]))
    high = unread[unread[:, 3] - unread[:, 1] >= lowest]
    return _apart(_widened(box, words) for box in _stretches(high, column))


def _stretches(letters: Sides, column: Box) -> Iterator[Box]:
    """Boxes around letters on one line of a column, without the feet of the line above."""
    middles = (letters[:, :2] + letters[:, 2:]) // 2 - (column.left, column.top)
    inside = ((middles >= 0) & (middles < (column.width, column.height))).all(axis=1)
    letters, (across, down) = letters[inside], middles[inside].T // _COARSER
    if not len(letters):
        return
    seen = np.zeros((column.height // _COARSER + 1, column.width // _COARSER + 1), np.uint8)
    sides = np.clip((letters[:, ::2] - column.left) // _COARSER, 0, seen.shape[1] - 1)
    for row, (first, last) in zip(down, sides, strict=True):
        seen[row, first : last + 1] = 1
    number, labels = cv2.connectedComponents(cv2.dilate(seen, _REACH))
    for label in range(1, number):
        line = letters[labels[down, across] == label]
        if _count(line) >= _FEWEST:
            left, right = int(line[:, 0].min()) - _PAD, int(line[:, 2].max()) + _PAD
            top, bottom = (int(np.median(line[:, side])) for side in (1, 3))
            beyond = round(_BEYOND * (bottom - top))
            left, top = max(column.left, left), max(column.top, top - beyond)
            right, bottom = min(column.right, right), min(column.bottom, bottom + beyond)
            yield Box(left, top, right - left, bottom - top)


def _apart(stretches: Iterable[Box]) -> list[Box]:
    """Stretches without those that are a part of another: a word between two was read."""
    found: list[Box] = []
    for box in sorted(stretches, key=lambda box: -box.width):
        if not any(is_level(box, other) and _beside(box, other) < 0 for other in found):
            found.append(box)
    return sorted(found, key=lambda box: box.top)


def _beside(one: Box, two: Box) -> int:
    """Pixels between two boxes from left to right; negative where they share some."""
    return max(one.left, two.left) - min(one.right, two.right)


def _count(line: Sides) -> int:
    """About how many letters there are, of which some touch: as many as they are squares."""
    width, height = (line[:, 2:] - line[:, :2]).T
    return int(np.maximum(1, width // np.maximum(1, height)).sum())


def _widened(box: Box, words: Sequence[Word]) -> Box:
    """A stretch up to the words beside it, or as far as most lines reach: letters that touch count.

    Not to the edges of its column, where rules and the rim of the sheet stand.
    """
    if not words:
        return box
    lines = groupby(words, key=lambda word: word.line)
    sides = np.array([(it.left, it.right) for it in (around([w.box for w in g]) for _, g in lines)])
    left = min(box.left, int(np.quantile(sides[:, 0], _FEW)))
    right = max(box.right, int(np.quantile(sides[:, 1], 1 - _FEW)))
    middle = box.left + box.width / 2
    for word in words:
        if is_level(box, word.box) and word.box.right <= middle:
            left = max(left, word.box.right)
        elif is_level(box, word.box):
            right = min(right, word.box.left)
    return replace(box, left=left, width=max(1, right - left))


def _with_stretch(
    entries: list[_Entry], missed: Overlooked, read: Reading, line: int
) -> list[_Entry]:
    """Words put behind the line above them in their column, or on the line that they belong to."""
    inside = (n for n, entry in enumerate(entries) if _holds(missed.column, entry.word.box))
    lines = [list(run) for _, run in groupby(inside, key=lambda n: entries[n].word.line)]
    boxes = [around([entries[n].word.box for n in each]) for each in lines]
    level = [n for n, box in enumerate(boxes) if is_level(missed.box, box)]
    above = [n for n, box in enumerate(boxes) if _middle(box) <= _middle(missed.box)]
    if not lines:
        return entries
    near = level[0] if level else max(above, key=lambda n: _middle(boxes[n]), default=0)
    on_line = [entries[n].word.box for n in lines[near]]
    before = len(on_line) if above else 0
    if level:
        before = sum(box.left < missed.box.left for box in on_line)
    at = lines[near][0] + before
    known = entries[lines[near][0]].word
    number = known.line if level else line
    gap = " " if level else "\n"
    added = [
        _Entry(read.text[word.start : word.end], replace(word, block=known.block, line=number), " ")
        for word in read.words
    ]
    added[0] = added[0]._replace(gap=gap if before else entries[at].gap)
    behind = entries[at:]
    if not before:
        behind[0] = behind[0]._replace(gap=gap)
    return [*entries[:at], *added, *behind]


def _holds(column: Box, box: Box) -> bool:
    x, y = box.left + box.width // 2, box.top + box.height // 2
    return column.left <= x < column.right and column.top <= y < column.bottom


def _middle(box: Box) -> float:
    return box.top + box.height / 2
