"""The ways to write a part of a year, month, decade or century: quarters, halves, ten days."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import Final

from models.dates.grammar.atoms import Atom, Meaning
from models.dates.grammar.blocks import (
    BEFORE_YEAR,
    KAZAKH,
    LEFT,
    MONTH_FILLER,
    NAMED_MONTH,
    NO_YEAR_NEXT,
    RIGHT,
    YEAR,
)
from models.dates.grammar.parts import from_parts, group
from models.dates.grammar.romans import roman_months
from models.dates.grammar.shapes import Shape, Start, shape
from models.dates.grammar.stretches import CENTURY_WORD, DECADE, ROMAN_CENTURY, century, decade
from models.dates.grammar.values import DateContext

_WORDS: Final = {"перв": 1, "бірі": 1, "бири": 1, "втор": 2, "екін": 2, "екин": 2, "трет": 3}
_MORE_WORDS: Final = {"үшін": 3, "ушин": 3, "четв": 4, "төрт": 4, "торт": 4}
_ORDINALS: Final = _WORDS | _MORE_WORDS
_NTH: Final = (
    r"(?:(?P<nth>перв|втор|трет|четв|бірі|бири|екін|екин|үшін|ушин|төрт|торт)"
    rf"{KAZAKH}{{1,5}}|(?P<nth_>iv|iу|1у|т[vу]|[iітт1]{{1,3}}|[1-4]|п|ш)"
    rf"(?: ?[.-] ?{KAZAKH}{{1,4}}|(?<=\d)[яейм]|(?<=\d)го)?)[ -]?"
)
_QUARTER: Final = (
    rf"(?P<quarter>то[қк]сан{KAZAKH}{{0,6}}|кв(?:артал[а-я]{{0,2}}|[.:,]|(?= 1[89]\d\d)))"
)
_HALF: Final = r"(?:половин[а-я]{1,2} |пол(?:ов)?\. ?)"
ORDINAL_START: Final = (
    r"(?:iv|iу|тv|ту|[iіт]{1,3}|[пш])(?: ?-[а-я]{1,4})? (?:кв|пол|дек)"
    r"|(?:перв|втор|трет|четв)[а-я]{2,6} (?:кв|пол|дек)|(?:двадцатых|десятых) чис"
)
_NUMBERED: Final = Start.NUMBER | Start.ORDINAL


def _nth(match: re.Match[str]) -> int:
    if match["nth"]:
        return _ORDINALS[match["nth"]]
    months = roman_months(match["nth_"] or "")
    return months[0] if months else 0


def _part_of_year(match: re.Match[str], context: DateContext) -> Atom | None:
    """A quarter or a half of a year."""
    atom = from_parts(match, context)
    nth, length = _nth(match), 3 if match["quarter"] else 6
    if atom is None or atom.year is None or not atom.year.isdigit() or not 1 <= nth <= 12 // length:
        return None
    first, last = length * (nth - 1) + 1, length * nth
    edtf = f"{atom.year}-{first:02d}/{atom.year}-{last:02d}"
    return replace(atom, meaning=Meaning(edtf, "interval", flags=atom.flags))


def _part_of_month(match: re.Match[str], context: DateContext) -> Atom | None:
    """Ten days («декада») or a half of a month, «двадцатые числа»."""
    atom = from_parts(match, context)
    if atom is None or atom.year is None or atom.month is None or not atom.year.isdigit():
        return None
    if group(match, "tens"):
        return replace(atom, day="1X" if group(match, "tens") in ("10-х", "десятых") else "2X")
    nth, days = _nth(match), 15 if match["half"] else 10
    if not 1 <= nth <= 30 // days:
        return None
    length = monthrange(int(atom.year), atom.month)[1]
    last = length if nth == 30 // days else nth * days
    month = f"{atom.year}-{atom.month:02d}"
    edtf = f"{month}-{days * (nth - 1) + 1:02d}/{month}-{last:02d}"
    return replace(atom, meaning=Meaning(edtf, "interval", flags=atom.flags))


def _half_of_years(match: re.Match[str], context: DateContext) -> Atom | None:
    """«вторая половина 1930-х годов», «первая половина XIX века»."""
    whole = century(match, context) if match["century"] else decade(match, context)
    nth = _nth(match)
    if whole is None or whole.year is None or nth not in (1, 2):
        return None
    stem = whole.year.rstrip("X")
    width = 3 - len(stem)
    first, last = ("0", "4") if nth == 1 else ("5", "9")
    lower = date(int(f"{stem}{first}{'0' * width}"), 1, 1)
    upper = date(int(f"{stem}{last}{'9' * width}"), 12, 31)
    precision = "decade" if width == 0 else "century"
    meaning = Meaning(whole.year, precision, lower=lower, upper=upper, flags=whole.flags)
    return replace(whole, meaning=meaning)


PORTIONS: Final[tuple[Shape, ...]] = (
    # I квартал 1937 г., первая половина 1937 г., 2-е полугодие 1937 г.; бірінші тоқсан
    shape(
        _part_of_year,
        _NUMBERED,
        rf"{LEFT}{_NTH}(?:{_QUARTER}|{_HALF}|полугоди[а-я]{{1,2}}) ?{YEAR}",
    ),
    shape(
        _part_of_year,
        Start.YEAR,
        rf"{LEFT}{YEAR},? {_NTH}(?:{_QUARTER}",
        rf"|жартыжылды[а-яғқ]{{1,6}}|жартысы{KAZAKH}{{0,3}}|полугоди[а-я]{{1,2}}){RIGHT}",
    ),
    # в первой декаде января 1938 г., в 20-х числах марта
    shape(
        _part_of_month,
        _NUMBERED,
        rf"{LEFT}(?:{_NTH}(?:декад[а-я]{{1,2}} |(?P<half>{_HALF}))",
        r"|(?P<tens>[12]0-х|двадцатых|десятых) числ[а-я]{1,2} )",
        rf"(?P<m>{NAMED_MONTH}){MONTH_FILLER}(?:{BEFORE_YEAR}{YEAR}|{RIGHT}{NO_YEAR_NEXT})",
        dated=True,
    ),
    # 1936 жылдың мамыр айының бірінші онкүндігінде, 1936 жылғы мамырдың екінші жартысында
    shape(
        _part_of_month,
        Start.YEAR | Start.YEAR_WORD,
        rf"{LEFT}{YEAR}[ ,]{{1,2}}(?P<m>{NAMED_MONTH}){MONTH_FILLER} {_NTH}",
        rf"(?:(?P<half>жарт[ыи])|он ?к[үу]нд|декад){KAZAKH}{{0,8}}{RIGHT}",
        dated=True,
        near=("жарт", "күнд", "кунд", "декад"),
    ),
    # вторая половина 1930-х годов, первая половина XIX века
    shape(
        _half_of_years,
        _NUMBERED,
        rf"{LEFT}{_NTH}{_HALF}",
        rf"(?:{DECADE}|(?P<century>{ROMAN_CENTURY}) ?{CENTURY_WORD}{RIGHT})",
    ),
)
