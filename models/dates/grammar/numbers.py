"""Digits as typists and OCR leave them, О for 0, З for 3, and the years they can make."""

import re
from typing import Final

FIRST_YEAR: Final = 1700
LAST_YEAR: Final = 2030
# Nobody is born less than this before the document that names the birth year in two digits.
YOUNGEST: Final = 12
_LAST_SOVIET_CASE: Final = 1953

_DIGITS: Final = str.maketrans("оoqд©езэбчаʌƃвgсsiіlт!|", "00000033644458955111111")
# Files of the repressions and of the rehabilitations speak of these years.
_FIRST_LIKELY: Final = 1850
_LAST_LIKELY: Final = 2000


def repair(digits: str) -> tuple[str, bool]:
    """Replace lookalike letters by digits; tell whether any was replaced."""
    repaired = digits.translate(_DIGITS)
    return repaired, repaired != digits


def plausible_year(year: int) -> bool:
    """Whether a document of these collections can speak of this year."""
    return FIRST_YEAR <= year <= LAST_YEAR


def likely_year(digits: str, *, latest: int | None) -> str | None:
    """Mend a year whose second figure was misread («1037», «1З37»), where only one is possible.

    Args:
        digits: four figures.
        latest: the document's own year, which it cannot speak beyond.
    """
    if plausible_year(int(digits)):
        return digits
    years = [f"1{century}{digits[2:]}" for century in "89"]
    fitting = [year for year in years if _FIRST_LIKELY <= int(year) <= _LAST_LIKELY]
    if len(fitting) > 1 and latest is not None:
        fitting = [year for year in fitting if int(year) <= latest]
    return fitting[0] if len(fitting) == 1 and digits[0] == "1" else None


def full_year(two_digits: int, *, birth: bool, document_year: int | None) -> int:
    """Complete a two-digit year: the 20th century, or the 19th for who would be too young."""
    year = 1900 + two_digits
    latest_birth = (document_year or _LAST_SOVIET_CASE) - YOUNGEST
    return year - 100 if birth and year > latest_birth else year


_UNREADABLE: Final = re.compile(r"\[[?.]*\]|\[\?|[?_.]\]?|…")


def masked(written: str, width: int) -> str:
    """Turn unreadable places («193[?]», «19__») into X digits of a fixed width."""
    marked = _UNREADABLE.sub("X", repair(written)[0])
    return marked[:width].ljust(width, "X")
