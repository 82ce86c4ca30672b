"""The codes of articles, sentences and grounds by their wording, from the reference table."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from models.dates import HistoricalDate, find_dates

_REACH: Final = 40  # code points that a date takes at most


@dataclass(frozen=True, slots=True)
class Code:
    """One row of the table.

    Attributes:
        surfaces: ways it is written.
        norm: its code, such as `RSFSR-1926:58-10/2` or `ITL`.
        kind: article, decree, acronym, order, sentence or rehab_ground.
        meaning: what it stands for, in English.
    """

    surfaces: tuple[str, ...]
    norm: str
    kind: str
    meaning: str


@cache
def codes() -> tuple[Code, ...]:
    """Return the rows of `codes.tsv`."""
    text = (files("models") / "reference" / "codes.tsv").read_text(encoding="utf-8")
    return tuple(
        Code(tuple(row["surface"].split("; ")), row["norm"], row["kind"], row["meaning"])
        for row in csv.DictReader(text.splitlines(), delimiter="\t")
    )


@cache
def by_norm() -> Mapping[str, Code]:
    """Return the rows by their code."""
    return {code.norm: code for code in codes()}


def date_at(text: str, start: int) -> tuple[HistoricalDate, int] | None:
    """Return the day that stands right at `start` and where it ends, or None."""
    found = find_dates(text[start : start + _REACH])
    if not found or found[0].start > 1 or found[0].date.precision != "day":
        return None
    return found[0].date, start + found[0].end
