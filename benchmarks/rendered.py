"""Make page images whose text is known, harder than the samples, by rendering.

    python -m benchmarks.rendered OUT [--count N] [--layouts M] [--seed S] [--texts FILE...]
                                   [--kinds KIND...]

Writes N typed pages, and M newspapers of two columns and M ruled tables, each of these also with
the same text set in one column (`columnsflat`, `tableflat`): what the reading order costs is the
difference between the two. Files are named level-language-kind-number, in colour at 300 dpi, JPEG
or, every fourth, PNG, each with its text beside it line by line. The same arguments make the same
pages. With kinds N pages of each are written instead: page, columns, columnsflat, table, tableflat,
list, listflat (a list in columns without rules between running text, in one of several forms) and
tabledotted, tabledashed, tablegaps, tablefaint, tablenone (the table with worn rules or without).

The faces are CMU Typewriter Text and PT Mono, newspapers CMU Serif (Debian packages fonts-cmu and
fonts-paratype), which no model of the project is trained on. FILE is JSON Lines with a `text`;
only the last fifth of each is used; the default are the invented texts of the samples. Levels, see
benchmarks/damage.py: clean; moderate (yellow paper, worn type, stamp, holes, skew to 1.5 degrees);
heavy (carbon copies, another page's text showing through, stains, stamps, skew to 3 degrees, the
scanner's black bed, pages lying on their side or head).

**Good on these pages is not good on real ones**: models and cleaning that shone on rendered pages
gave nothing on real typescript. They serve for levels and for Kazakh, of which no real page can be
had.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw

from benchmarks.damage import LEVELS, Damage, choose_damage, make_scan
from benchmarks.goldpages import TRUTH
from benchmarks.typedtables import (
    FORMS,
    LIST,
    LIST_MACHINE,
    RULINGS,
    TABLE_MACHINE,
    Column,
    lay_out,
    make_rows,
    rule,
)
from benchmarks.typedtexts import Texts, read_texts
from samples.typewriter import (
    DPI,
    FONT_ROOT,
    PAGE_SHAPE,
    TOP,
    Ink,
    Machine,
    Typist,
    load_face,
    press,
)
from samples.wrap import INDENT, TypedLine, wrap_line

FACES: Final = ("cmu/cmuntt.ttf", "paratype/PTM55F.ttf")
SERIF: Final = "cmu/cmunrm.ttf"
MACHINES: Final = (
    Machine(),
    Machine(pitch=25, columns=80, line_feed=70, left=280),
    Machine(line_feed=100, columns=62),
)
NARROW: Final = 46
WIDE: Final = 96
SIZE: Final = 44
PRINT_FEED: Final = 56
PRINT_LEFT: Final = 200
PRINT_WIDTH: Final = 2080
GUTTER: Final = 100
LIST_EDGE: Final = 12
"""Lines for the text before and after a list."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A page as it is set: its ink before it is pressed, and its text line by line."""

    ink: Ink
    lines: tuple[str, ...]


Setter = Callable[[Texts, Damage, np.random.Generator], Setting]


def require_faces() -> None:
    """Check that every face is installed.

    Raises:
        FileNotFoundError: naming the Debian packages to install.
    """
    if not all((FONT_ROOT / face).is_file() for face in (*FACES, SERIF)):
        raise FileNotFoundError(
            "faces are missing: apt-get install fonts-cmu fonts-paratype fonts-gnutypewriter"
        )


def set_lines(text: str, columns: int) -> list[TypedLine]:
    """Break text into lines of a width in characters; a paragraph that wraps is moved in.

    The samples' own layout would set what looks like a stamp of secrecy to the right.
    """
    lines: list[TypedLine] = []
    for paragraph in text.split("\n"):
        indent = INDENT if len(paragraph) > columns else 0
        pieces = list(wrap_line(paragraph, 0, width=columns, first_width=columns - indent))
        pieces[0] = replace(pieces[0], column=indent)
        pieces[-1] = replace(pieces[-1], glue="\n")
        lines += pieces
    return lines


def set_typed(texts: Texts, damage: Damage, rng: np.random.Generator) -> Setting:
    """A page of running text, typed."""
    machine = MACHINES[rng.integers(len(MACHINES))]
    lines = set_lines(texts.draw(rng, 2600), machine.columns)[: machine.lines_per_page]
    return _typed(machine, lines, damage, rng)


def _typed(
    machine: Machine, lines: Sequence[TypedLine], damage: Damage, rng: np.random.Generator
) -> Setting:
    face = FACES[rng.integers(len(FACES))]
    worn = replace(machine, face=face, wear=damage.wear, ribbon=damage.ribbon)
    ink = Typist(worn, rng).type_page(list(lines), rng)
    return Setting(ink, tuple(line.typed for line in lines))


def set_newspaper(texts: Texts, damage: Damage, rng: np.random.Generator) -> Setting:
    """Two justified columns of print."""
    lines = set_lines(texts.draw(rng, 2800), NARROW)
    half, width = (len(lines) + 1) // 2, (PRINT_WIDTH - GUTTER) // 2
    page = Image.new("L", PAGE_SHAPE[::-1])
    for index, column in enumerate((lines[:half], lines[half:])):
        _print(page, column, left=PRINT_LEFT + index * (width + GUTTER), width=width)
    return _printed(page, lines)


def set_newspaper_flat(texts: Texts, damage: Damage, rng: np.random.Generator) -> Setting:
    """The same text in one column over the whole width."""
    lines = set_lines(texts.draw(rng, 2800), WIDE)
    page = Image.new("L", PAGE_SHAPE[::-1])
    _print(page, lines, left=PRINT_LEFT, width=PRINT_WIDTH)
    return _printed(page, lines)


def _printed(page: Image.Image, lines: Sequence[TypedLine]) -> Setting:
    ink = np.asarray(page, dtype=np.float32) / np.float32(255)
    return Setting(ink, tuple(line.typed for line in lines))


def _print(page: Image.Image, lines: Sequence[TypedLine], *, left: int, width: int) -> None:
    """Set lines in a column, all but the last of a paragraph justified."""
    pen, font = ImageDraw.Draw(page), load_face(SERIF, SIZE)
    for index, line in enumerate(lines):
        words = line.typed.split()
        start = left + (SIZE if line.column else 0)
        natural = sum(map(font.getlength, words))
        space = (width + left - start - natural) / max(1, len(words) - 1)
        ends = "\n" in line.glue or line is lines[-1]
        space = min(space, SIZE * 0.3) if ends else space
        for word in words:
            pen.text(
                (start, TOP + index * PRINT_FEED), word, 255, font, anchor="ls", stroke_width=0.5
            )
            start += round(font.getlength(word) + space)


def set_table(
    texts: Texts, damage: Damage, rng: np.random.Generator, *, ruling: str = "solid"
) -> Setting:
    """A typed table with ruled rows and columns; its text goes row by row, cell by cell."""
    rows = list(make_rows(texts, LIST, rng))
    lines, heights = lay_out(rows, LIST)
    typed = [TypedLine(line.rstrip(), 0, len(line), "\n") for line in lines]
    ink = _typed(TABLE_MACHINE, typed, damage, rng).ink
    rule(ink, LIST, heights, ruling, rng)
    return Setting(ink, tuple(" ".join(row) for row in rows))


def set_table_flat(texts: Texts, damage: Damage, rng: np.random.Generator) -> Setting:
    """The same cells in the same order as running text."""
    rows = [" ".join(row) for row in make_rows(texts, LIST, rng)]
    lines = set_lines("\n".join(rows), TABLE_MACHINE.columns)
    return _typed(TABLE_MACHINE, lines, damage, rng)


def set_list(texts: Texts, damage: Damage, rng: np.random.Generator) -> Setting:
    """Running text, a list in columns of one of several forms without any rule, running text."""
    before, rows, after, form = _list(texts, rng)
    lines, heights = lay_out(rows, form)
    apart = rng.integers(2) and len(lines) + len(rows) + LIST_EDGE < LIST_MACHINE.lines_per_page
    if apart:
        ends = np.cumsum(heights)
        lines = [str(line) for line in np.insert(np.array(lines, dtype=object), ends, "")]
    typed = [TypedLine(line.rstrip(), 0, len(line), "\n") for line in ("", *lines, "")]
    ink = _typed(LIST_MACHINE, [*before, *typed, *after], damage, rng).ink
    said = (*(x.typed for x in before), *(" ".join(row) for row in rows), *(x.typed for x in after))
    return Setting(ink, said)


def set_list_flat(texts: Texts, damage: Damage, rng: np.random.Generator) -> Setting:
    """The same in one column."""
    before, rows, after, _ = _list(texts, rng)
    lines = set_lines("\n".join(map(" ".join, rows)), LIST_MACHINE.columns)
    return _typed(LIST_MACHINE, [*before, *lines, *after], damage, rng)


def _list(
    texts: Texts, rng: np.random.Generator
) -> tuple[list[TypedLine], list[tuple[str, ...]], list[TypedLine], Sequence[Column]]:
    """A list's text before, rows, text after and form."""
    form = FORMS[rng.integers(len(FORMS))]
    before, after = (set_lines(texts.draw(rng, 200), LIST_MACHINE.columns) for _ in range(2))
    return before, list(make_rows(texts, form, rng, count=12)), after, form


SETTERS: Final[dict[str, Setter]] = {
    "page": set_typed,
    "columns": set_newspaper,
    "columnsflat": set_newspaper_flat,
    "table": set_table,
    "tableflat": set_table_flat,
    **{f"table{ruling}": partial(set_table, ruling=ruling) for ruling in RULINGS},
    "list": set_list,
    "listflat": set_list_flat,
}


def make_page(
    texts: Texts, level: str, kind: str, *, seed: Sequence[int]
) -> tuple[Image.Image, str, Damage]:
    """Make the scan and the text of one page; a flat twin of the same seed has the same damage."""
    damage = choose_damage(level, np.random.default_rng([*seed, 0]))
    setting = SETTERS[kind](texts, damage, np.random.default_rng([*seed, 1]))
    rng = np.random.default_rng([*seed, 2])
    ink = press(setting.ink, rng, spread=damage.spread)
    # What stands on the back comes from the paragraphs of another draw.
    back = np.zeros_like(ink)
    if damage.reverse:
        back = set_typed(texts, damage, np.random.default_rng([*seed, 3])).ink
    scan = make_scan(ink, back, damage, np.random.default_rng([*seed, 4]))
    return Image.fromarray(scan), "\n".join(setting.lines) + "\n", damage


def write_page(texts: Texts, level: str, kind: str, *, number: int, seed: int, out: Path) -> str:
    """Write an image and its text into `out`; gives their common name."""
    image, text, damage = make_page(texts, level, kind, seed=(seed, number))
    name = f"{level}-{texts.language}-{kind}-{number:03}"
    out.mkdir(parents=True, exist_ok=True)
    if number % 4 == 3:
        image.save(out / f"{name}.png", dpi=(DPI, DPI))
    else:
        image.save(out / f"{name}.jpg", dpi=(DPI, DPI), quality=damage.quality)
    (out / f"{name}{TRUTH}").write_text(text, encoding="utf-8")
    return name


def list_kinds(
    count: int, kinds: Sequence[str], languages: int
) -> Iterator[tuple[int, str, int, str]]:
    """As `list_pages`, so many pages of each kind; one number is one text in all kinds."""
    for index in range(count):
        yield from ((index, LEVELS[index % 3], index // 3 % languages, kind) for kind in kinds)


def list_pages(count: int, layouts: int, languages: int) -> Iterator[tuple[int, str, int, str]]:
    """Number, level, index of the language and kind of every page, levels and languages in turn."""
    for index in range(count):
        yield index, LEVELS[index % 3], index // 3 % languages, "page"
    for index in range(2 * layouts):
        kinds = (("columns", "columnsflat"), ("table", "tableflat"))[index % 2]
        turn = index // 2
        for kind in kinds:
            yield count + index, LEVELS[turn % 3], turn // 3 % languages, kind


def main() -> None:
    """Make the pages."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--layouts", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", nargs="+", type=Path, default=[])
    parser.add_argument("--kinds", nargs="+", choices=SETTERS, default=[])
    arguments = parser.parse_args()
    require_faces()
    texts, count, kinds = read_texts(arguments.texts), arguments.count, arguments.kinds
    pages = list_pages(count, arguments.layouts, len(texts))
    for number, level, language, kind in list_kinds(count, kinds, len(texts)) if kinds else pages:
        print(
            write_page(
                texts[language], level, kind, number=number, seed=arguments.seed, out=arguments.out
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
