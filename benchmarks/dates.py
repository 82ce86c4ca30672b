"""Score the date grammar on tables of expressions, as written and after learnt OCR noise.

    python -m benchmarks.dates TABLE... [--rate 0.03] [--rounds 20] [--misses]

A table is tab-separated with a heading: the expression in the column `surface`, `expression` or
`text`, its value in `edtf` (several right ones parted by `|`); the columns `year` and `day`, where
there are any, tell what the document knows of itself, `context` the day of the document or of
the arrest.
Nothing may be found in an expression without a value. A wrong value counts apart from none, and
of the wrong ones those that say too little, but nothing false.
Noise is that of `training.noise`, every expression spoilt anew in each round. Beside ours stands
`dateparser`, where it is installed.
"""

import argparse
import csv
import importlib
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from models.dates import DateContext, bounds, find_dates, parse_date
from training.noise import Noise

_SURFACE: Final = ("surface", "expression", "text")
# What the tables of the domain mean by «с. г.» and «по день ареста».
_DOCUMENT: Final = DateContext(year=1937, day=date(1937, 10, 15))
_PAGE: Final = 2000
"""Characters of a page on which speed is measured."""

Reader = Callable[[str, DateContext], str | None]


class Expression(NamedTuple):
    """A date as written, the values that are right, and what its document knows."""

    surface: str
    values: frozenset[str]
    context: DateContext


def main() -> None:
    """Print one line for each table and reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="+", type=Path)
    parser.add_argument("--rate", type=float, default=0.03, help="share of letters spoilt")
    parser.add_argument("--rounds", type=int, default=20, help="times each expression is spoilt")
    parser.add_argument("--seed", type=int, default=20, help="of the noise")
    parser.add_argument("--misses", action="store_true", help="list what was not read right")
    arguments = parser.parse_args()
    readers: dict[str, Reader] = {"ours": read}
    if other := _dateparser():
        readers["dateparser"] = other
    noise = Noise.read()
    for table in arguments.tables:
        expressions = read_table(table)
        for name, reader in readers.items():
            _print_score(f"{table.name} {name}", expressions, reader, arguments.misses)
            noisy = spoilt(
                expressions, noise, arguments.rate, arguments.rounds, seed=arguments.seed
            )
            label = f"{table.name} {name} noise {arguments.rate:g}"
            _print_score(label, noisy, reader, arguments.misses)
    _print_speed([one.surface for table in arguments.tables for one in read_table(table)])


def read_table(path: Path) -> list[Expression]:
    """The expressions of a table.

    Raises:
        KeyError: no column of the table holds expressions or values.
    """
    text = path.read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    surface = next((name for name in _SURFACE if rows and name in rows[0]), _SURFACE[0])
    return [
        Expression(row[surface], frozenset(filter(None, row["edtf"].split("|"))), _context(row))
        for row in rows
    ]


def _context(row: dict[str, str]) -> DateContext:
    if not {"year", "day", "context"} & row.keys():
        return _DOCUMENT
    year, day = row.get("year"), row.get("day") or row.get("context")
    return DateContext(
        year=int(year) if year else None, day=date.fromisoformat(day) if day else None
    )


def read(text: str, context: DateContext) -> str | None:
    """The value of an expression, alone or as the only date found in it."""
    alone = parse_date(text, context=context)
    if alone is not None:
        return alone.edtf
    found = find_dates(text, context=context)
    return found[0].date.edtf if len(found) == 1 else None


def _found(one: Expression) -> str | None:
    """What is found in a text that holds no date."""
    found = find_dates(one.surface, context=one.context)
    return found[0].date.edtf if found else None


def spoilt(
    expressions: Sequence[Expression],
    noise: Noise,
    rate: float,
    rounds: int,
    *,
    seed: int = 20,
) -> list[Expression]:
    """Every expression spoilt so many times, the same each time the program runs."""
    rng = random.Random(seed)
    return [
        one._replace(surface=noise.apply(one.surface, rate, rng)[0])
        for _ in range(rounds)
        for one in expressions
    ]


def _print_score(
    label: str, expressions: Sequence[Expression], reader: Reader, misses: bool
) -> None:
    counts: Counter[str] = Counter()
    wide = 0
    for one in expressions:
        value = reader(one.surface, one.context) if one.values else _found(one)
        verdict = _verdict(value, one.values)
        counts[verdict] += 1
        wide += verdict == "wrong" and _holds(value, one.values)
        if misses and verdict != "right":
            print(f"  {verdict}\t{one.surface}\t{'|'.join(sorted(one.values))}\t{value}")
    total = len(expressions)
    shares = ", ".join(
        f"{name} {counts[name]} ({counts[name] / total:.3f})" for name in ("right", "wrong", "none")
    )
    print(f"{label}: {total} expressions, {shares}; {wide} of the wrong hold the right one")


def _verdict(value: str | None, right: frozenset[str]) -> str:
    if value is None:
        return "none" if right else "right"
    return "right" if value in right else "wrong"


def _holds(value: str | None, right: frozenset[str]) -> bool:
    """Whether a wrong value says too little and nothing false: «1937-10» for a day of October."""
    if value is None or not right:
        return False
    first, last = bounds(value)
    return any(
        (first is None or (low is not None and first <= low))
        and (last is None or (high is not None and high <= last))
        for low, high in map(bounds, right)
    )


def _print_speed(surfaces: Sequence[str]) -> None:
    """Characters per CPU-second on a page that is one date after the other, the worst there is."""
    line = "; ".join(surfaces)
    page = (line * (_PAGE // max(1, len(line)) + 1))[:_PAGE]
    find_dates(page, context=_DOCUMENT)
    started, rounds = time.process_time(), 100
    for _ in range(rounds):
        find_dates(page, context=_DOCUMENT)
    spent = time.process_time() - started
    print(f"speed on dates alone: {rounds * len(page) / spent:,.0f} characters per CPU-second")


def _dateparser() -> Reader | None:
    try:
        library = importlib.import_module("dateparser")
    except ModuleNotFoundError:
        return None

    def parse(text: str, _context: DateContext) -> str | None:
        found = library.parse(text, languages=["ru", "kk"])
        return found.date().isoformat() if found else None

    return parse


if __name__ == "__main__":
    main()
