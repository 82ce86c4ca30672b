"""Digits and Roman months as typists and OCR leave them: О for 0, З for 3, Х1 for XI, Ш for III."""

import re
from typing import Final

FIRST_YEAR: Final = 1700
LAST_YEAR: Final = 2030
# Nobody is born less than this before the document that names the birth year in two digits.
YOUNGEST: Final = 12
_LAST_SOVIET_CASE: Final = 1953

_DIGITS: Final = str.maketrans("оoзэбчвiіlт!|", "0033648111111")
_ROMAN_LETTERS: Final = (
    dict.fromkeys("хx", "x")
    | dict.fromkeys("vуy\\", "v")
    | dict.fromkeys("iіlт1!|", "i")
    | dict.fromkeys("пин", "ii")
    | {"ш": "iii"}
)
_NUMERALS: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN: Final = {roman: number for number, roman in enumerate(_NUMERALS, start=1)}
# All digits, so they can be read two ways: typed Roman II, or the number 11.
_DIGIT_MONTHS: Final = {"1": (1,), "11": (2, 11), "111": (3,), "10": (10,), "12": (12,), "19": (9,)}
# V read as 7, where no month has that number.
_SEVEN_MONTHS: Final = {"17": (4,), "71": (6,), "711": (7,), "7111": (8,)}
_SPLIT_V: Final = re.compile(r"\\[/уyv]|[уyv]/(?=\w)")
_LAST_STROKE: Final = re.compile(r"(?<=[iіlт1!|]{2})е$|(?<=[хx][iіlт1!|])е$")
_BROKEN_ROMAN: Final = re.compile(r"[7еин]|\\")


def repair(digits: str) -> tuple[str, bool]:
    """Replace lookalike letters by digits; tell whether any was replaced."""
    repaired = digits.translate(_DIGITS)
    return repaired, repaired != digits


def plausible_year(year: int) -> bool:
    """Whether a document of these collections can speak of this year."""
    return FIRST_YEAR <= year <= LAST_YEAR


def full_year(two_digits: int, *, birth: bool, document_year: int | None) -> int:
    """Complete a two-digit year: the 20th century, or the 19th for who would be too young."""
    year = 1900 + two_digits
    latest_birth = (document_year or _LAST_SOVIET_CASE) - YOUNGEST
    return year - 100 if birth and year > latest_birth else year


def roman_months(written: str) -> tuple[int, ...]:
    r"""Read a month in Roman figures, however typed; more than one number when ambiguous.

    Args:
        written: lower case, as on the page: xi, х1, хт, у1, п, уш, у111, 1х, \1.
    """
    if written in _SEVEN_MONTHS:
        return _SEVEN_MONTHS[written]
    if written.isdigit():
        return _DIGIT_MONTHS.get(written, (int(written),) if 1 <= int(written) <= 9 else ())
    whole = _LAST_STROKE.sub("i", _SPLIT_V.sub("v", written.replace("7", "v")))
    letters = "".join(_ROMAN_LETTERS.get(letter, "?") for letter in whole)
    number = _ROMAN.get(letters)
    return (number,) if number else ()


def is_broken_roman(written: str) -> bool:
    """Whether the month was read through damage: 7 for V, the halves of a V, Е, И or Н for I."""
    return written in _SEVEN_MONTHS or (
        not written.isdigit() and bool(_BROKEN_ROMAN.search(written))
    )


def century(written: str) -> int | None:
    """Read XVIII, XIX, XX or XXI, in Latin or Cyrillic letters."""
    letters = "".join(_ROMAN_LETTERS.get(letter, "?") for letter in written)
    return {"xviii": 18, "xix": 19, "xx": 20, "xxi": 21}.get(letters)


_UNREADABLE: Final = re.compile(r"\[[?.]+\]|…|[?_.]")


def masked(written: str, width: int) -> str:
    """Turn unreadable places («193[?]», «19__») into X digits of a fixed width."""
    marked = _UNREADABLE.sub("X", repair(written)[0])
    return marked[:width].ljust(width, "X")
