"""Set the parts of a line that wide gaps part close together, so that a form is read by its lines.

Of «Фамилия        Иванов» Tesseract makes two columns, all questions before all answers, and reads
a date or a number that stands alone without what its neighbours tell of size and capitals.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from models.page import Box
from pipeline.engines.protocols import GreyImage
from pipeline.layout.marks import HALF, Marks, half_of
from pipeline.layout.parts import Part
from pipeline.layout.pieces import Line, find_lines

_WIDE: Final = 20  # pixels at 75 dpi, 7 mm: what is further apart the engine reads one by one
_FEWEST: Final = 4  # lines with such gaps
_SHARE: Final = 0.4  # of the lines of a page
_FULL: Final = 0.75  # of a column's width that most of its lines fill in prose
_SIDE: Final = 0.3  # of the lines of prose are shorter
_CLEAR: Final = 2  # pixels of ink at 150 dpi on which a cut may fall: specks


def find_spread(marks: Marks, area: Part) -> list[Part]:
    """Cut a part of a page at its lines with wide gaps, and these at the gaps.

    Args:
        marks: of a level page, without leaders.
        area: without tables and columns: the whole page as "text", or a cell.

    Returns:
        Parts of its kind and group from the top, the pieces of lines with these lines; the part
        itself if it is no form.
    """
    box = area.box
    lines = find_lines(half_of(marks, box))
    if not _is_form(lines, list(map(_is_wide, lines))) or _are_columns(lines):
        return [area]
    ink = marks.ink[box.top : box.bottom, box.left : box.right]
    bands = list(_bands(ink, lines))
    if not _is_form(bands, [wide for _, _, wide in bands]):
        return [area]
    parts: list[Part] = []
    for top, bottom, wide in bands:
        if wide:
            parts += _pieces(ink, top, bottom, area)
        elif parts and parts[-1].line is None:
            above = parts.pop().box
            whole = replace(above, height=box.top + bottom - above.top)
            parts.append(replace(area, box=whole))
        else:
            parts.append(replace(area, box=Box(box.left, box.top + top, box.width, bottom - top)))
    return parts


def _is_form(lines: Sequence[object], wide: Sequence[bool]) -> bool:
    return sum(wide) >= max(_FEWEST, _SHARE * len(lines))


def _bands(ink: GreyImage, lines: Sequence[Line]) -> Iterator[tuple[int, int, bool]]:
    """From where to where each line reaches, and whether it has a wide gap.

    Lines that hang together, as over a drawing, are one band, without a gap.
    """
    top, number = 0, 0
    for index, line in enumerate(lines):
        number += 1
        bottom: int | None = len(ink)
        if index + 1 < len(lines):
            bottom = _cut(ink, line, lines[index + 1])
        if bottom is not None:
            yield top, bottom, number == 1 and _is_wide(line)
            top, number = bottom, 0


def _cut(ink: GreyImage, one: Line, two: Line) -> int | None:
    """The middle of the emptiest rows between two lines; None where none is empty."""
    top, bottom = (HALF * (line.top + line.bottom) // 2 for line in (one, two))
    if bottom <= top:
        return None
    inked = ink[top:bottom].sum(axis=1, dtype=np.int64)
    rows = np.flatnonzero(inked == inked.min())
    return top + int(rows[len(rows) // 2]) if inked.min() <= _CLEAR else None


def _gaps(line: Line) -> list[int]:
    return [after.left - before.right for before, after in pairwise(line.pieces)]


def _is_wide(line: Line) -> bool:
    return max(_gaps(line), default=0) >= _WIDE


def _are_columns(lines: Sequence[Line]) -> bool:
    """Whether what stands left and right of wide gaps is prose, which fills its column."""
    sides: tuple[list[int], list[int]] = ([], [])
    for line in filter(_is_wide, lines):
        place = int(np.argmax(_gaps(line))) + 1
        for side, pieces in zip(sides, (line.pieces[:place], line.pieces[place:]), strict=True):
            side.append(pieces[-1].right - pieces[0].left)
    return all(np.quantile(side, _SIDE) >= _FULL * max(side) for side in sides)


def _pieces(ink: GreyImage, top: int, bottom: int, area: Part) -> Iterator[Part]:
    """What stands on a line of a part, cut in the middle of its wide gaps."""
    inked = np.flatnonzero(ink[top:bottom].any(axis=0))
    wide = np.flatnonzero(np.diff(inked) >= HALF * _WIDE)
    middles = ((inked[wide] + inked[wide + 1]) // 2).tolist()
    for left, right in pairwise([0, *middles, ink.shape[1]]):
        box = Box(area.box.left + left, area.box.top + top, right - left, bottom - top)
        yield replace(area, box=box, line=box.top)
