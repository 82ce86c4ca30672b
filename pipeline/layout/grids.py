"""Sort ruled lines that touch into grids."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from pipeline.layout.marks import Rule

NEAR: Final = 12
"""Pixels by which crossing rules may miss each other."""
MEETS: Final = 5
"""Pixels by which a rule that ends at another one may miss it."""
NARROWEST: Final = 18
"""Pixels; a column or row between two rules, one letter wide."""
_FAR: Final = 0.5  # of a table's width or height
_BROKEN: Final = 100  # pixels, 17 mm, that may be missing of a rule of which more is there
_STRAY: Final = 48  # pixels, 8 mm, that a crease misses an end of a table by
_BESIDE: Final = 4  # pixels between the levels of pieces that lie on one line


@dataclass(frozen=True, slots=True)
class Wear:
    """What is asked of rules, pixels of the reduced page.

    Attributes:
        near: by which crossing rules may miss each other; faint ones are paler at their ends.
        scattered: pieces on one line are one rule, however far apart.
        least: share of a table of which each rule must be seen; less is rather letters.
        open_end: by which rules run on where a row or column is open.
        rows: of a table.
    """

    near: int
    scattered: bool
    least: float
    open_end: int
    rows: int


SOLID: Final = Wear(near=NEAR, scattered=False, least=0, open_end=NARROWEST, rows=1)
# Two rows are more often a drawing.
DOTTED: Final = Wear(near=24, scattered=False, least=0.5, open_end=30, rows=3)
# Nothing is left of letters, whose feet would be pieces on one line.
PALE: Final = Wear(near=24, scattered=True, least=0.3, open_end=30, rows=3)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's rules sorted into rows and columns, in pixels of the reduced picture."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    rows: tuple[float, ...]
    columns: tuple[float, ...]


def find_grids(across: Sequence[Rule], down: Sequence[Rule], wear: Wear = SOLID) -> Iterator[Grid]:
    """Sort the rules that touch each other into grids."""
    across, down = list(_mended(across, down, wear)), list(_mended(down, across, wear))
    for met_rows, met_columns in _touching(across, down, wear.near):
        rows = _without_creases(_long(_anchored(met_rows, met_columns, wear), wear), wear)
        columns = _without_creases(_long(_anchored(met_columns, met_rows, wear), wear), wear)
        if not rows or not columns or len(rows) + len(columns) < 4:
            continue
        left, right = _reach(rows)
        top, bottom = _reach(columns)
        parts = _levels([rule.level for rule in rows], top, bottom, wear.open_end)
        if len(parts) > wear.rows:
            beside = _levels([rule.level for rule in columns], left, right, wear.open_end)
            yield Grid(tuple(rows), tuple(columns), parts, beside)


def _long(rules: Sequence[Rule], wear: Wear) -> list[Rule]:
    """The rules of which enough is seen on their line, beside the way that any takes."""
    if not rules or not wear.least:
        return list(rules)
    first, last = _reach(rules)
    least = wear.least * (last - first)
    lines = [line for line in _lines(rules) if sum(rule.seen for rule in line) >= least]
    return [rule for line in lines for rule in line]


def _without_creases(rules: Sequence[Rule], wear: Wear) -> list[Rule]:
    """The rules without creases, which do not keep to where the others begin and end.

    A solid one runs on at one end far beyond all others and breaks off before the other end, a
    pale one runs on at both.
    """
    if len(rules) < 3:
        return list(rules)
    first, last = _reach(rules)
    if wear is SOLID:
        first, last = first - _STRAY, last + _STRAY
        before, after = first + 2 * _STRAY, last - 2 * _STRAY
        return [
            rule
            for rule in rules
            if (rule.start > first or rule.end > after) and (rule.end < last or rule.start < before)
        ]
    beyond = wear.open_end
    return [rule for rule in rules if rule.start > first - beyond or rule.end < last + beyond]


def _mended(rules: Sequence[Rule], others: Sequence[Rule], wear: Wear) -> Iterator[Rule]:
    """The rules with those that lie on one line and break off anywhere joined.

    A rule that was left out for a cell over several columns ends where it meets other rules.
    """
    for line in _lines(rules):
        whole = line[0]
        for rule in line[1:]:
            ends = (whole.end, rule.start)
            cut = all(any(_ends_at(other, end, rule.level) for other in others) for end in ends)
            there = whole.end - whole.start + rule.end - rule.start
            broken = wear.scattered or rule.start - whole.end <= min(_BROKEN, there)
            if cut or not broken:
                yield whole
                whole = rule
            else:
                level, end = (whole.level + rule.level) / 2, max(whole.end, rule.end)
                gaps = (*whole.gaps, (whole.end, rule.start), *rule.gaps)
                whole = replace(whole, level=level, end=end, gaps=gaps)
        yield whole


def _lines(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules that lie on one line, each line from its start."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.level):
        if lines and rule.level - lines[-1][-1].level < _BESIDE:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return [sorted(line, key=lambda rule: rule.start) for line in lines]


def _ends_at(other: Rule, end: float, level: float) -> bool:
    """Whether a rule at a level ends at a rule of the other direction."""
    near = other.start - NEAR <= level <= other.end + NEAR
    return near and abs(other.level - end) < MEETS


def _anchored(rules: Sequence[Rule], others: Sequence[Rule], wear: Wear) -> list[Rule]:
    """Rules that run between two others or far: creases and underlines hang on one at most.

    Of a worn rule all pieces on its line count together.
    """
    start, end = _reach(rules)
    lines = _lines(rules) if wear.least else [[rule] for rule in rules]
    return [
        rule
        for line in lines
        if sum(_meet(rule, other, wear.near) for rule in line for other in others) > 1
        or max(rule.end - rule.start for rule in line) >= _FAR * (end - start)
        for rule in line
    ]


def _reach(rules: Sequence[Rule]) -> tuple[float, float]:
    """From where to where rules run; one that runs further than all others is a crease."""
    starts, ends = sorted(rule.start for rule in rules), sorted(rule.end for rule in rules)
    return (starts[1], ends[-2]) if len(rules) > 1 else (starts[0], ends[0])


def _touching(
    across: Sequence[Rule], down: Sequence[Rule], near: float
) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that touch, as (across, down); rules that touch no other are left out."""
    open_rows, open_columns = set(across), set(down)
    while open_columns:
        rows: list[Rule] = []
        columns = [open_columns.pop()]
        waiting: list[tuple[Rule, bool]] = [(columns[0], True)]
        while waiting:
            rule, is_column = waiting.pop()
            others = open_rows if is_column else open_columns
            met = [other for other in others if _meet(rule, other, near)]
            others.difference_update(met)
            (rows if is_column else columns).extend(met)
            waiting.extend((other, not is_column) for other in met)
        if rows:
            yield rows, columns


def _meet(one: Rule, other: Rule, near: float) -> bool:
    """Whether two rules of different direction cross or touch."""
    return (
        other.start - near <= one.level <= other.end + near
        and one.start - near <= other.level <= one.end + near
    )


def _levels(
    levels: Sequence[float], first: float, last: float, open_end: float
) -> tuple[float, ...]:
    """Where rows or columns part: rules at one level taken together, and the open ends."""
    parts: list[list[float]] = []
    for level in sorted(levels):
        if parts and level - parts[-1][-1] < NARROWEST:
            parts[-1].append(level)
        else:
            parts.append([level])
    found = [float(np.mean(part)) for part in parts]
    before = [first] if found[0] - first >= open_end else []
    after = [last] if last - found[-1] >= open_end else []
    return (*before, *found, *after)
