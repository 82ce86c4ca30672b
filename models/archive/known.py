"""The archives that are known by name, in every way their names are written."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from models.misreading.homoglyphs import fold_letters


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


_ARCHIVE_WORD: Final = re.compile(r"(?i:архив|мұрағат)|(?<!\w)[А-ЯҚӘҒҢӨҰҮҺІ]{2,}(?!\w)")
# Archives that no table has, by what their short names begin with: «РГВА», «ЦГАОР СССР», «ЦА ФСБ
# РФ»; the word stands right before the fond.
_SHORT_NAME: Final = re.compile(
    r"(?<![\w-])(?:(?:Ц|О|Р|М|СЦ|ВК)?ГА|РГ[АВ]|ЦА|Ц[ДП][АН]|ЦХ|СЦД|[АП]А|АВП|НА)[А-ЯҚа-я]{0,6}"
    r"(?: (?:[А-ЯҚ]{2,6}|[А-Я][а-я]{2}ССР|[А-Я][а-я]+(?:ой|ая) обл(?:\.|асти))){0,3}"
    r"(?=[\s.,;:(/]*$)"
)


def short_name_at_end(text: str) -> re.Match[str] | None:
    """Return the short name, of an archive that no table may have, at the end of `text`."""
    return _SHORT_NAME.search(text)


def find_archive(text: str, *, only_known: bool) -> str | None:
    """Return the short name of the archive ending `text`, or an unknown one as written."""
    words = text.strip(' \t\n.,;:()«»"/').split()
    for start in range(max(0, len(words) - 12), len(words)):
        known = archive_named(" ".join(words[start:]))
        if known:
            return known.names["ru"]
    unknown = " ".join(words)
    if only_known or not words or not _ARCHIVE_WORD.search(unknown):
        return None
    looks_short = len(words) <= 8 and (words[0][0].isupper() or len(words) == 1)
    return unknown if looks_short else None
