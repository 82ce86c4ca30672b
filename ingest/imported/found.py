"""What a file of page text says of a page, before it is fitted to the scan."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from models.page.textids import numbers_in

Unit = Literal["pixel", "mm10", "inch1200"]
Sides = tuple[float, float, float, float]
"""Left, top, right, bottom, in the unit of the file."""

_LANGUAGES: Final = {
    "ru": "ru", "rus": "ru", "russian": "ru", "kk": "kk", "kaz": "kk", "kazakh": "kk",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word of a file.

    Attributes:
        text: without blanks, as the file has it.
        sides: where it stands.
        confidence: 0..1, or None where the file does not say.
        line: number of its block, paragraph and line, all from 0 over the page.
        place: start and end in the page text, block and line, where the file is one of ours.
    """

    text: str
    sides: Sides
    confidence: float | None
    line: tuple[int, int, int]
    place: tuple[int, int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class FoundCell:
    """A cell of a table; `place` is table, row and column."""

    place: tuple[int, ...]
    sides: Sides


@dataclass(frozen=True, slots=True)
class FoundRegion:
    """A stamp or a pencil mark; `span` is what it says, in a file of ours that has it read."""

    kind: str
    number: int
    sides: Sides
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class PageText:
    """What a file says of one page.

    Attributes:
        image: file name of the scan, as the file gives it; empty where it does not.
        number: of the page in that file, from 1, or None.
        width: of the page in `unit`, or None.
        height: likewise.
        unit: of all sides.
        words: in reading order.
        cells: of tables.
        regions: stamps and pencil marks, by their number.
        spelled: the whole text, where a file of ours spells it out.
        confidence: of the page, 0..1, or None.
        language: "ru", "kk" or None.
        rotation: degrees clockwise by which the scan must be turned, or None.
        program: that read it, with its version.
        model: that it was read with.
    """

    image: str = ""
    number: int | None = None
    width: float | None = None
    height: float | None = None
    unit: Unit = "pixel"
    words: tuple[FoundWord, ...] = ()
    cells: tuple[FoundCell, ...] = ()
    regions: tuple[FoundRegion, ...] = ()
    spelled: str | None = None
    confidence: float | None = None
    language: str | None = None
    rotation: int | None = None
    program: str = ""
    model: str = ""


def own_place(line: str | None, word: str | None, text: str) -> tuple[int, int, int, int] | None:
    """Start, end, block and line of a word by the names that we gave it and its line."""
    numbers, ends = numbers_in(line, "line", 3), numbers_in(word, "w", 2)
    if not numbers or not ends or ends[1] - ends[0] != len(text) or text.split() != [text]:
        return None
    return ends[0], ends[1], numbers[0], numbers[1]


def language_of(said: str | None) -> str | None:
    """Our code of a language, from `ru-RU`, `rus`, `Russian` and the like; None for others."""
    return _LANGUAGES.get(re.split(r"[-_+ ]", (said or "").strip().lower())[0])


def number_in(said: str | None) -> float | None:
    """A number, or None where there is none."""
    try:
        number = float(said or "")
    except ValueError:
        return None
    return number if abs(number) < 1e9 else None


def confidence_in(said: str | None, most: float = 1.0) -> float | None:
    """A confidence of 0..1; some programs write per cent where the standard wants a share."""
    number = number_in(said)
    if number is None or number < 0:
        return None
    share = number / most
    return share if share <= 1 else min(1.0, number / 100)


def quarter_turns(said: str | None) -> int | None:
    """A turn in degrees as 0, 90, 180 or 270; None where it is none of these."""
    number = number_in(said)
    turns = None if number is None else number % 360
    return int(turns) if turns in (0, 90, 180, 270) else None


def cut_words(text: str, sides: Sides) -> Iterator[tuple[str, Sides]]:
    """The words of a text that stands on one line, each with its share of the width."""
    left, top, right, bottom = sides
    step = (right - left) / max(1, len(text))
    for match in re.finditer(r"\S+", text):
        start, end = match.span()
        yield match[0], (left + step * start, top, left + step * end, bottom)


def around_sides(several: list[Sides]) -> Sides:
    """What holds all of them."""
    lefts, tops, rights, bottoms = zip(*several, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
