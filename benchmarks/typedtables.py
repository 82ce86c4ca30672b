"""Typed tables: their invented rows, how they are set in columns, and rules sound or worn."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from benchmarks.typedtexts import Texts
from samples.typewriter import TOP, Ink, Machine

TABLE_MACHINE: Final = Machine(pitch=25, columns=84, left=210)
LIST_MACHINE: Final = Machine(pitch=25, columns=84, left=210, line_feed=65)
HEADS: Final = {
    "ru": {
        "number": "№",
        "name": "Фамилия и имя",
        "year": "Год",
        "place": "Место жительства",
        "taken": "Когда и кем взят",
        "article": "Статья",
        "sentence": "Приговор",
    },
    "kk": {
        "number": "№",
        "name": "Аты-жөні",
        "year": "Жылы",
        "place": "Тұрғылықты жері",
        "taken": "Қашан, кім алды",
        "article": "Бап",
        "sentence": "Үкім",
    },
}
SENTENCES: Final = {
    "ru": ("ВМН", "10 лет ИТЛ", "8 лет ИТЛ", "5 лет ссылки в Казахстан"),
    "kk": ("ЕЖЖ", "10 жыл ЕТЛ", "8 жыл ЕТЛ", "5 жыл айдау"),
}
ARTICLES: Final = ("58-10", "58-10 ч. 1", "58-2, 58-11", "58-7", "59-3")
MILLIMETRE: Final = 11.8
"""Pixels at 300 dpi."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what stands in it, and its width in characters with the gap behind."""

    holds: str
    width: int


LIST: Final = (
    Column("number", 5),
    Column("name", 26),
    Column("year", 9),
    Column("place", 24),
    Column("taken", 20),
)
FORMS: Final = (
    LIST,
    (
        Column("number", 6),
        Column("name", 21),
        Column("year", 7),
        Column("place", 20),
        Column("article", 13),
        Column("sentence", 17),
    ),
    (Column("name", 28), Column("year", 8), Column("place", 25), Column("taken", 20)),
    (Column("number", 7), Column("name", 34), Column("year", 12)),
    (Column("name", 27), Column("year", 9), Column("article", 15), Column("sentence", 16)),
)
RULINGS: Final = ("solid", "dotted", "dashed", "gaps", "faint", "none")


def make_rows(
    texts: Texts, form: Sequence[Column], rng: np.random.Generator, *, count: int = 14
) -> Iterator[tuple[str, ...]]:
    """A head and rows of words from the texts, with numbers, years and dates."""
    yield tuple(HEADS[texts.language][column.holds] for column in form)
    drawn = [word.strip('.,:;!?()"«»-–—').lower() for word in texts.draw(rng, 2000).split()]
    words = [word for word in drawn if word.isalpha() and 4 <= len(word) <= 14]
    for number in range(1, count + 1):
        some = [str(word) for word in rng.choice(words, 6)]
        row = {
            "number": str(number),
            "name": " ".join(some[: rng.integers(2, 4)]).title(),
            "place": " ".join(some[3 : rng.integers(4, 6)]).capitalize(),
        }
        day = f"{rng.integers(1, 29)}.{rng.integers(1, 13):02}.19{rng.integers(29, 39)}"
        row |= {"year": str(rng.integers(1870, 1918)), "taken": f"{day} {some[5]}"}
        if form is not LIST:
            row["article"] = str(rng.choice(ARTICLES))
            row["sentence"] = str(rng.choice(SENTENCES[texts.language]))
        yield tuple(row[column.holds] for column in form)


def lay_out(rows: Sequence[Sequence[str]], form: Sequence[Column]) -> tuple[list[str], list[int]]:
    """The lines of a table as they are typed, and how many each row takes."""
    widths = [column.width for column in form]
    cells = [[textwrap.wrap(c, w - 2) for c, w in zip(row, widths, strict=True)] for row in rows]
    heights = [max(map(len, row)) for row in cells]
    lines = [
        "".join((c[n] if n < len(c) else "").ljust(w) for c, w in zip(row, widths, strict=True))
        for row, height in zip(cells, heights, strict=True)
        for n in range(height)
    ]
    return lines, heights


def rule(
    ink: Ink,
    form: Sequence[Column],
    heights: Sequence[int],
    ruling: str,
    rng: np.random.Generator,
) -> None:
    """Rule a table into the ink: a line under every row, one between the columns."""
    machine = TABLE_MACHINE
    widths = [column.width for column in form]
    ends = TOP + (np.cumsum([0, *heights]) - 1) * machine.line_feed + 24
    edges = machine.left + (np.cumsum([0, *widths]) - 1) * machine.pitch
    for y in map(int, ends):
        for start, end in _pieces(int(edges[0]), int(edges[-1]), ruling, rng):
            _draw(ink, (start, y), (end, y), ruling)
    for x in map(int, edges):
        for start, end in _pieces(int(ends[0]), int(ends[-1]), ruling, rng):
            _draw(ink, (x, start), (x, end), ruling)


def _draw(ink: Ink, start: tuple[int, int], end: tuple[int, int], ruling: str) -> None:
    part = ink[start[1] - 1 : end[1] + 2, start[0] - 1 : end[0] + 2]
    np.maximum(part, 0.25 if ruling == "faint" else 0.9, out=part)


def _pieces(
    first: int, last: int, ruling: str, rng: np.random.Generator
) -> Iterator[tuple[int, int]]:
    """From where to where a rule is drawn."""
    match ruling:
        case "solid" | "faint":
            yield first, last
        case "dotted" | "dashed":
            every, long = (16, 5) if ruling == "dotted" else (40, 24)
            yield from ((x, min(last, x + long)) for x in range(first, last, every))
        case "gaps":
            at = first - int(rng.uniform(0, 30) * MILLIMETRE)
            while at < last:
                end = at + int(rng.uniform(20, 60) * MILLIMETRE)
                if end > first:
                    yield max(first, at), min(last, end)
                at = end + int(rng.uniform(3, 15) * MILLIMETRE)
