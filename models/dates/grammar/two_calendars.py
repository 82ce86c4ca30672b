"""Dates in another calendar, or in two: «12 (25) марта 1908 г.», «1911 жылы, мизан»."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from models.dates.grammar.atoms import Atom, Meaning
from models.dates.grammar.calendars import gregorian_of_julian, start_of_hijri_year
from models.dates.grammar.lexicon import Kind, month_rows, word_of
from models.dates.grammar.parts import day_of, from_parts, group, in_one_month
from models.dates.grammar.romans import roman_months
from models.dates.grammar.values import DateContext

_ZODIAC_ENDED: Final = 1929
_OLD_STYLE_ENDED: Final = "1918"
# Where the Whites ruled, in letters and in churches old style was written on for some years.
_LAST_OLD_YEAR: Final = 1930
_LABEL_REACH: Final = 24
_HIJRI_BEFORE: Final = re.compile(r"(?<!\w)(?:[гх]и?дж?и?р|һижра|хижра)\w{0,4} (?:бойынша )?$")


def hijri_year(match: re.Match[str], _context: DateContext) -> Atom | None:
    """«1335 г. хиджры»: the two years that the Muslim one, eleven days shorter, lies in."""
    start = match.start()
    before = _HIJRI_BEFORE.search(match.string, max(0, start - _LABEL_REACH), start)
    if before is None and not match["hijri"]:
        return None
    first = start_of_hijri_year(int(match["year"]))
    last = start_of_hijri_year(int(match["year"]) + 1) - timedelta(days=1)
    edtf = f"{first.year}" if first.year == last.year else f"[{first.year},{last.year}]"
    return Atom(start, match.end(), meaning=Meaning(edtf, "year", "hijri", first, last))


def double(match: re.Match[str], context: DateContext) -> Atom | None:
    """«12 (25) марта 1908 г.»: both calendars are written, the later day is the Gregorian one."""
    atom = from_parts(match, context)
    if atom is None:
        return None
    if day_of(match["d"]) == day_of(match["d2"]) and group(match, "m2") is None:
        return atom  # «22 (двадцать второго) ноября»
    second = group(match, "m2")
    month = word_of(second).number if second else atom.month
    last = day_of(match["d2"])[0]
    if (atom.year or "") > _OLD_STYLE_ENDED and not second and _next_day(str(atom.day)) == last:
        return in_one_month(atom, last)  # «5/6 мая 1938 г.», a night
    both = in_both_calendars(
        atom, match["d"], match["d2"], second_month=month, year=group(match, "y")
    )
    if both is None and second and month is not None and not group(match, "y"):
        # «7 ноября (25 октября) 1917 г.»: the new style first
        swapped = replace(atom, month=month, day=day_of(match["d2"])[0])
        return in_both_calendars(swapped, match["d2"], match["d"], second_month=atom.month)
    return both


def roman_double(match: re.Match[str], context: DateContext) -> Atom | None:
    """«25.X (7.XI) 1917 г.»."""
    old, new = (_month(match[name]) for name in ("m1", "m2"))
    atom = from_parts(match, context)
    if atom is None or len(old) != 1 or len(new) != 1:
        return None
    atom = replace(atom, month=old[0])
    return in_both_calendars(atom, match["d"], match["d2"], second_month=new[0])


def _month(written: str) -> tuple[int, ...]:
    return (int(written),) if written.isdigit() else roman_months(written)


def _next_day(day: str) -> str:
    return f"{int(day) + 1:02d}" if day.isdigit() else ""


def in_both_calendars(
    atom: Atom, old: str, new: str, *, second_month: int | None, year: str | None = None
) -> Atom | None:
    """The atom as its Gregorian day, if its Julian day is that day."""
    if atom.year is None or not atom.year.isdigit() or atom.month is None or second_month is None:
        return None
    if int(atom.year) > _LAST_OLD_YEAR:
        return None
    julian, gregorian = day_of(old)[0], day_of(new)[0]
    if "X" in gregorian:
        return None
    old_year = int(year or int(atom.year) - (second_month < atom.month))
    written = f"{atom.year}-{second_month:02d}-{gregorian}"
    possible = re.compile(julian.replace("X", "\\d"))  # «1? (25) марта» can only be the 12th
    days = (day for day in range(1, 32) if possible.fullmatch(f"{day:02d}"))
    converted = (gregorian_of_julian(old_year, atom.month, day) for day in days)
    if written not in (day.isoformat() for day in converted if day is not None):
        return _one_figure_lost(atom, old_year, julian, written)
    return replace(atom, meaning=Meaning(written, "day", "julian_given", flags=atom.flags))


def _one_figure_lost(atom: Atom, old_year: int, julian: str, written: str) -> Atom | None:
    """«7 февраля (12 марта) 1917 г.»: the new day says that the old one was the 27th."""
    if not julian.startswith("0") or atom.month is None:
        return None
    for tens in ("1", "2", "3"):
        day = gregorian_of_julian(old_year, atom.month, int(tens + julian[1]))
        if day is not None and day.isoformat() == written:
            flags = atom.flags | {"ocr-repair"}
            return replace(atom, meaning=Meaning(written, "day", "julian_given", flags=flags))
    return None


def zodiac(match: re.Match[str], context: DateContext) -> Atom | None:
    """A solar month: about the Gregorian month it begins in, with its own first and last day."""
    atom = from_parts(match, context)
    if atom is None or atom.year is None or atom.month is None or not atom.year.isdigit():
        return None
    rows = month_rows()
    begins, next_begins = rows[atom.month - 1], rows[atom.month % 12]
    year = int(atom.year)
    lower = date(year, atom.month, int(begins["zodiac_from"]))
    following = date(year + atom.month // 12, atom.month % 12 + 1, int(next_begins["zodiac_from"]))
    edtf = f"{atom.year}-{atom.month:02d}~"
    upper = following - timedelta(days=1)
    return replace(
        atom,
        meaning=Meaning(edtf, "month", "solar-hijri-zodiac", lower, upper, atom.flags),
    )


def month_of_year(match: re.Match[str], context: DateContext) -> Atom | None:
    """«1934 жылғы шілдеде»; «1911 жылы сәуір» is a solar month."""
    atom = from_parts(match, context)
    old = atom is not None and (atom.year or "9999") < str(_ZODIAC_ENDED)
    if old and word_of(match["m"]).kind is Kind.MONTH_OR_ZODIAC and _is_zodiac(match):
        return zodiac(match, context)
    return atom


def _is_zodiac(match: re.Match[str]) -> bool:
    """«сәуір» alone; with «айы» it is the civil month, and «көкек» is always April."""
    return "ай" not in match.string[match.start("m") : match.end()]
