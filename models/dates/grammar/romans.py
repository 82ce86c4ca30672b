"""Months in Roman figures as typists and OCR leave them: Х1 for XI, Ш for III, 7 for V."""

import re
from typing import Final

from models.dates.grammar.parts import group

_ROMAN_LETTERS: Final = (
    dict.fromkeys("хxк", "x")
    | dict.fromkeys("vуyү\\", "v")
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
_PARAGRAPH: Final = re.compile(r"(?<!\w)(?:пп?|ч|ст|ф|оп|д|лл?|стр|кв|т|отд)\.? ?$|§ ?$")
_LAST_STROKE: Final = re.compile(r"(?<=[iіlт1!|]{2})е$|(?<=[хx][iіlт1!|])е$")
_BROKEN_ROMAN: Final = re.compile(r"[7еинк]|\\")


def roman_months(written: str) -> tuple[int, ...]:
    r"""Read a month in Roman figures, however typed; more than one number when ambiguous.

    Args:
        written: lower case, as on the page: xi, х1, хт, у1, п, уш, у111, 1х, \1.
    """
    if written == "к":
        return ()  # «5/К-37» may be the number of a paper
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


def roman_shape(match: re.Match[str]) -> bool:
    """Whether the separators are those of a date, the stricter the less Roman the month looks."""
    first, roman, written = match["s1"], match["roman"], match[0]
    if "y2" not in match.re.groupindex and not _unwritten(match):
        return (
            (first == "/" or bool(group(match, "y4")))
            and looks_roman(roman)
            and not _is_paragraph(match)
        )
    if roman.isdigit():
        return first.strip() == "/" and (group(match, "s2") or "-").strip() in ("-", "")
    if first == " ":
        quoted = match[0].startswith('"')  # «04» УШ 1937 г.
        return bool(group(match, "y4")) and (quoted or looks_roman(roman))
    sure_year = group(match, "y4") or written.endswith((".", "г", "да"))
    return first.strip() == "/" or " " not in written or bool(sure_year)


def looks_roman(roman: str) -> bool:
    """Whether more than strokes and letters of ordinary words make the figure."""
    return any(letter in "хxkviі" for letter in roman) and not roman.isdigit()


def _is_paragraph(match: re.Match[str]) -> bool:
    """«п. 5/II приказа»."""
    start = match.start()
    return _PARAGRAPH.search(match.string, max(0, start - 6), start) is not None


def _unwritten(match: re.Match[str]) -> bool:
    return any(group(match, name) for name in ("this", "last", "same"))
