"""Make page images whose text is known, harder than the samples, by rendering.

    python -m benchmarks.rendered OUT [--count N] [--layouts M] [--seed S] [--texts FILE...]
                                   [--kinds KIND...] [--faces FONT...] [--print-face FONT]

Writes N typed pages, and M newspapers of two columns and M ruled tables, each of these also with
the same text set in one column (`columnsflat`, `tableflat`): what the reading order costs is the
difference between the two. Files are named level-language-kind-number, in colour at 300 dpi, JPEG
or, every fourth, PNG, each with its text beside it line by line. The same arguments make the same
pages. With kinds N pages of each are written instead: page, columns, columnsflat, columnsthree,
columnsfour (three and four columns, with or without rules, headline, headings over some of them and
pictures), columnsthreeflat, columnsfourflat, table, tableflat, list, listflat (a list in columns
without rules between running text, in one of several forms) and tabledotted, tabledashed,
tablegaps, tablefaint, tablenone (the table with worn rules or without), and spread, two typed pages
side by side as a bound file is scanned, with spreadflat, the same below each other.

The faces are CMU Typewriter Text and PT Mono, newspapers CMU Serif (Debian packages fonts-cmu and
fonts-paratype), which no model of the project is trained on; for training others are asked for, as
files below /usr/share/fonts/truetype. FILE is JSON Lines with a `text`;
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
from PIL import Image

from benchmarks.damage import LEVELS, Damage, choose_damage, make_scan
from benchmarks.goldpages import TRUTH
from benchmarks.newspapers import (
    LEFT,
    STYLES,
    WIDTH,
    Style,
    justify,
    set_lines,
    set_print,
    set_stories,
    set_stories_flat,
)
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
from benchmarks.typedtexts import SCORED, Faces, Texts, read_texts
from samples.paper import Scan
from samples.typewriter import (
    DPI,
    FONT_ROOT,
    PAGE_SHAPE,
    Ink,
    Machine,
    Typist,
    press,
)
from samples.wrap import TypedLine

MACHINES: Final = (
    Machine(),
    Machine(pitch=25, columns=80, line_feed=70, left=280),
    Machine(line_feed=100, columns=62),
)
GUTTER: Final = 100
SPINE: Final = 45.0
"""Pixels over which the shadow of a spine falls to a third."""
LIST_EDGE: Final = 12
"""Lines for the text before and after a list."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A page as it is set: its ink before it is pressed, and its text line by line."""

    ink: Ink
    lines: tuple[str, ...]


Setter = Callable[[Texts, Damage, np.random.Generator], Setting]


def require_faces(faces: Faces = SCORED) -> None:
    """Check that every face is installed.

    Raises:
        FileNotFoundError: naming the Debian packages to install.
    """
    if not all((FONT_ROOT / face).is_file() for face in (*faces.typed, faces.printed)):
        raise FileNotFoundError(
            "faces are missing: apt-get install fonts-cmu fonts-paratype fonts-gnutypewriter"
        )


def set_typed(texts: Texts, damage: Damage, rng: np.random.Generator) -> Setting:
    """A page of running text, typed."""
    machine = MACHINES[rng.integers(len(MACHINES))]
    lines = set_lines(texts.draw(rng, 2600), machine.columns)[: machine.lines_per_page]
    return _typed(machine, lines, texts.faces, damage, rng)


def _typed(
    machine: Machine,
    lines: Sequence[TypedLine],
    faces: Faces,
    damage: Damage,
    rng: np.random.Generator,
) -> Setting:
    face = faces.typed[rng.integers(len(faces.typed))]
    worn = replace(machine, face=face, wear=damage.wear, ribbon=damage.ribbon)
    ink = Typist(worn, rng).type_page(list(lines), rng)
    return Setting(ink, tuple(line.typed for line in lines))


def set_newspaper(texts: Texts, damage: Damage, rng: np.random.Generator) -> Setting:
    """Two justified columns of print."""
    width = (WIDTH - GUTTER) // 2
    lines = set_print(texts.draw(rng, 2800), texts.faces.printed, width=width)
    half = (len(lines) + 1) // 2
    page = Image.new("L", PAGE_SHAPE[::-1])
    for index, column in enumerate((lines[:half], lines[half:])):
        left = LEFT + index * (width + GUTTER)
        justify(page, column, texts.faces.printed, left=left, width=width)
    return _printed(page, lines)


def set_newspaper_flat(texts: Texts, damage: Damage, rng: np.random.Generator) -> Setting:
    """The same text in one column over the whole width."""
    lines = set_print(texts.draw(rng, 2800), texts.faces.printed, width=WIDTH)
    page = Image.new("L", PAGE_SHAPE[::-1])
    justify(page, lines, texts.faces.printed, left=LEFT, width=WIDTH)
    return _printed(page, lines)


def _printed(page: Image.Image, lines: Sequence[TypedLine]) -> Setting:
    ink = np.asarray(page, dtype=np.float32) / np.float32(255)
    return Setting(ink, tuple(line.typed for line in lines))


def set_columns(
    texts: Texts, damage: Damage, rng: np.random.Generator, *, style: Style, flat: bool = False
) -> Setting:
    """Three or four columns of print with headings and pictures, or the same in one column."""
    return Setting(*(set_stories_flat if flat else set_stories)(texts, rng, style))


def set_table(
    texts: Texts, damage: Damage, rng: np.random.Generator, *, ruling: str = "solid"
) -> Setting:
    """A typed table with ruled rows and columns; its text goes row by row, cell by cell."""
    rows = list(make_rows(texts, LIST, rng))
    lines, heights = lay_out(rows, LIST)
    typed = [TypedLine(line.rstrip(), 0, len(line), "\n") for line in lines]
    ink = _typed(TABLE_MACHINE, typed, texts.faces, damage, rng).ink
    rule(ink, LIST, heights, ruling, rng)
    return Setting(ink, tuple(" ".join(row) for row in rows))


def set_table_flat(texts: Texts, damage: Damage, rng: np.random.Generator) -> Setting:
    """The same cells in the same order as running text."""
    rows = [" ".join(row) for row in make_rows(texts, LIST, rng)]
    lines = set_lines("\n".join(rows), TABLE_MACHINE.columns)
    return _typed(TABLE_MACHINE, lines, texts.faces, damage, rng)


def set_list(texts: Texts, damage: Damage, rng: np.random.Generator) -> Setting:
    """Running text, a list in columns of one of several forms without any rule, running text."""
    before, rows, after, form = _list(texts, rng)
    lines, heights = lay_out(rows, form)
    apart = rng.integers(2) and len(lines) + len(rows) + LIST_EDGE < LIST_MACHINE.lines_per_page
    if apart:
        ends = np.cumsum(heights)
        lines = [str(line) for line in np.insert(np.array(lines, dtype=object), ends, "")]
    typed = [TypedLine(line.rstrip(), 0, len(line), "\n") for line in ("", *lines, "")]
    ink = _typed(LIST_MACHINE, [*before, *typed, *after], texts.faces, damage, rng).ink
    said = (*(x.typed for x in before), *(" ".join(row) for row in rows), *(x.typed for x in after))
    return Setting(ink, said)


def set_list_flat(texts: Texts, damage: Damage, rng: np.random.Generator) -> Setting:
    """The same in one column."""
    before, rows, after, _ = _list(texts, rng)
    lines = set_lines("\n".join(map(" ".join, rows)), LIST_MACHINE.columns)
    return _typed(LIST_MACHINE, [*before, *lines, *after], texts.faces, damage, rng)


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
    **{kind: partial(set_columns, style=style) for kind, style in STYLES.items()},
    **{
        f"{kind}flat": partial(set_columns, style=style, flat=True)
        for kind, style in STYLES.items()
    },
    "table": set_table,
    "tableflat": set_table_flat,
    **{f"table{ruling}": partial(set_table, ruling=ruling) for ruling in RULINGS},
    "list": set_list,
    "listflat": set_list_flat,
}


SPREADS: Final = ("spread", "spreadflat")
"""Kinds of two typed pages on one scan."""


def make_page(
    texts: Texts, level: str, kind: str, *, seed: Sequence[int]
) -> tuple[Image.Image, str, Damage]:
    """Make the scan and the text of one page; a flat twin of the same seed has the same damage."""
    damage = choose_damage(level, np.random.default_rng([*seed, 0]))
    if kind not in SPREADS:
        scan, lines = _scan(texts, damage, kind, seed=seed)
        return Image.fromarray(scan), "\n".join(lines) + "\n", damage
    lying = replace(damage, turn=0, bed=0)
    pages = [_scan(texts, lying, "page", seed=(*seed, side)) for side in (1, 2)]
    scans = [scan for scan, _ in pages]
    joined = np.vstack(scans) if kind == "spreadflat" else _bound(*scans)
    said = [line for _, lines in pages for line in lines]
    return Image.fromarray(joined), "\n".join(said) + "\n", damage


def _scan(
    texts: Texts, damage: Damage, kind: str, *, seed: Sequence[int]
) -> tuple[Scan, tuple[str, ...]]:
    """One sheet, scanned, and its lines."""
    setting = SETTERS[kind](texts, damage, np.random.default_rng([*seed, 1]))
    rng = np.random.default_rng([*seed, 2])
    ink = press(setting.ink, rng, spread=damage.spread)
    # What stands on the back comes from the paragraphs of another draw.
    back = np.zeros_like(ink)
    if damage.reverse:
        back = set_typed(texts, damage, np.random.default_rng([*seed, 3])).ink
    return make_scan(ink, back, damage, np.random.default_rng([*seed, 4])), setting.lines


def _bound(left: Scan, right: Scan) -> Scan:
    """Two pages of a bound file side by side, darker towards the spine."""
    scan = np.hstack([left, right]).astype(np.float32)
    distance = np.abs(np.arange(scan.shape[1]) - left.shape[1]) / SPINE
    scan *= (1 - 0.6 * np.exp(-distance))[:, None]
    return scan.astype(np.uint8)


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
    parser.add_argument("--kinds", nargs="+", choices=[*SETTERS, *SPREADS], default=[])
    parser.add_argument("--faces", nargs="+", default=SCORED.typed)
    parser.add_argument("--print-face", default=SCORED.printed)
    arguments = parser.parse_args()
    faces = Faces(tuple(arguments.faces), arguments.print_face)
    require_faces(faces)
    texts, count, kinds = read_texts(arguments.texts, faces), arguments.count, arguments.kinds
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
