"""The archives that are known by name, in every way their names are written."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from models.homoglyphs import fold_letters


@dataclass(frozen=True, slots=True)
class Archive:
    """One row of the table of archives."""

    code: str
    iiif: str
    names: dict[str, str]


@cache
def _archives() -> dict[str, Archive]:
    """Return the table of archives by folded name, every variant included."""
    text = (files("models") / "reference" / "archives.tsv").read_text(encoding="utf-8")
    by_name: dict[str, Archive] = {}
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        archive = Archive(row["code"], row["iiif"], {"ru": row["ru"], "kk": row["kk"]})
        for name in [row["ru"], row["kk"], row["code"], *row["variants"].split(";")]:
            if name:
                by_name[fold_letters(name)] = archive
    return by_name


def archive_named(text: str) -> Archive | None:
    """Return the archive of this name or code in any of its writings, else `None`."""
    return _archives().get(fold_letters(text))


_ARCHIVE_WORD: Final = re.compile(
    r"архив|мұрағат|(?<!\w)(?:[А-ЯҚӘҒҢӨҰҮҺІ]{2,})(?!\w)", re.IGNORECASE
)


def find_archive(text: str, *, only_known: bool) -> str | None:
    """Return the short name of the archive ending `text`, or an unknown one as written."""
    words = text.strip(' \t\n.,;:()«»"/').split()
    for start in range(max(0, len(words) - 12), len(words)):
        known = archive_named(" ".join(words[start:]))
        if known:
            return known.names["ru"]
    if only_known or not words or not _ARCHIVE_WORD.search(" ".join(words)):
        return None
    unknown = " ".join(words)
    looks_short = len(words) <= 8 and (words[0][0].isupper() or len(words) == 1)
    return unknown if looks_short else None
