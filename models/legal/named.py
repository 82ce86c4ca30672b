"""Charges that have a name instead of a number: decrees, orders, acronyms."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from models.dates import HistoricalDate
from models.legal.article import Article, Stretch
from models.legal.table import codes, date_at

_DECREE: Final = re.compile(
    r"(?P<law>закон|указ)[ауо]?м?(?:\s(?:ПВС|ЦИК|СНК|Президиума|Верховного|Совета|СССР|и"
    r"|Союза|ССР)){0,7}\sот\s(?=[\d«\"])",
    re.IGNORECASE,
)
_SEVEN_EIGHT: Final = re.compile(
    r"указ\w{0,2}\s(?:от\s)?(?:7-8|7/8|семь\sвосьмых)|закон\w{0,2}\s(?:от\s)?седьмого\sвосьмого",
    re.IGNORECASE,
)
_ORDER: Final = re.compile(
    r"приказ\w{0,2}\s(?:НКВД\s)?(?:СССР\s)?(?:№\s?)(?P<number>00\d{3})(?!\d)", re.IGNORECASE
)
_FAMILY: Final = re.compile(r"член\w{0,2}\sсем(?:ьи|ей)\sизменник\w{1,2}\s(?:р|Р)один\w")
_FAMILY_KK: Final = re.compile(
    r"отанын\sсат[қк]ан\w*\s(?:адамның\s)?отбасы(?:ның)?\sмүшес\w*", re.I
)


@cache
def _acronyms() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of the table's acronyms, points and strokes between letters allowed."""
    norms: dict[str, str] = {}
    for code in codes():
        if code.kind == "acronym":
            names = [name for each in code.surfaces for name in re.split(r" / ", each)]
            norms |= dict(
                zip((name.split(" ")[0] for name in names), code.norm.split(" / "), strict=False)
            )
    either = "|".join(r"[./]?\s?".join(name) for name in sorted(norms, key=len, reverse=True))
    return re.compile(rf"(?<![\w.-])(?:{either})(?![\w-])"), norms


def find_named(text: str) -> Iterator[Stretch]:
    """Yield charges that have a name instead of a number."""
    for found in _DECREE.finditer(text):
        day = date_at(text, found.end())
        if day is not None and (article := _decree(day[0])):
            yield found.start(), day[1], (article,)
    for found in _SEVEN_EIGHT.finditer(text):
        yield found.start(), found.end(), (Article("USSR:1932-08-07", "decree", "USSR"),)
    for found in _ORDER.finditer(text):
        number = found["number"]
        yield found.start(), found.end(), (Article(f"NKVD:{number}", "order", "NKVD", number),)
    pattern, norms = _acronyms()
    for found in pattern.finditer(text):
        norm = norms[re.sub(r"[\s./]", "", found.group())]
        yield found.start(), found.end(), (Article(norm, "acronym", "NKVD"),)
    for found in (*_FAMILY.finditer(text), *_FAMILY_KK.finditer(text)):
        norm = norms["ЧСИР"]
        yield found.start(), found.end(), (Article(norm, "acronym", "NKVD"),)


def _decree(day: HistoricalDate) -> Article | None:
    """Return the decree of a day between 1926 and 1960; later laws are no charge."""
    if day.lower is None or not 1926 <= day.lower.year <= 1960:
        return None
    return Article(f"USSR:{day.edtf}", "decree", "USSR")
