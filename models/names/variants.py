"""Names that are one name in several spellings or languages, by an editable table (E38)."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from models.declension import listed_given_names
from models.names.keys import k1

_TABLE: Final = files("models") / "reference" / "name_variants.tsv"


@cache
def _groups() -> tuple[Mapping[str, frozenset[int]], frozenset[int], frozenset[str]]:
    """Return groups by K1 key, those of which equal names in other languages, and Kazakh keys."""
    groups: dict[str, set[int]] = defaultdict(set)
    foreign: set[int] = set()
    kazakh: set[str] = set()
    with _TABLE.open(encoding="utf-8") as rows:
        for number, row in enumerate(csv.DictReader(rows, delimiter="\t")):
            sounds = {k1(name) for name in row["names"].split()}
            for sound in sounds:
                groups[sound].add(number)
            if row["kind"] == "other":
                foreign.add(number)
            if row["kind"] == "kazakh":
                kazakh |= sounds
    return (
        {key: frozenset(each) for key, each in groups.items()},
        frozenset(foreign),
        frozenset(kazakh),
    )


def are_variants(sound: str, other: str) -> bool:
    """Whether two K1 keys are spellings of one name: «Ибрагим», «Ыбырайым»."""
    groups, foreign, _ = _groups()
    return bool(groups.get(sound, frozenset()) & groups.get(other, frozenset()) - foreign)


def are_counterparts(sound: str, other: str) -> bool:
    """Whether two K1 keys may be one man's name in two languages: «Иван», «Иоганн»."""
    groups, foreign, _ = _groups()
    return bool(groups.get(sound, frozenset()) & groups.get(other, frozenset()) & foreign)


def variant_group(sound: str) -> int | None:
    """Return the first group of a K1 key, the same for all its spellings, or `None`."""
    groups, foreign, _ = _groups()
    return min(groups.get(sound, frozenset()) - foreign, default=None)


def is_kazakh_sound(sound: str) -> bool:
    """Whether the table has the K1 key among Kazakh names."""
    return sound in _groups()[2]


@cache
def _established() -> frozenset[str]:
    return frozenset(map(k1, listed_given_names())) | frozenset(_groups()[0])


def is_established(sound: str) -> bool:
    """Whether a K1 key is that of a given name in common use: «Марат» and «Мурат» are two."""
    return sound in _established()
