"""From a matched pattern to an atom, or to nothing when the match is no date after all."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from models.date_grammar.atoms import Atom, Meaning, checked
from models.date_grammar.calendars import gregorian_of_julian
from models.date_grammar.lexicon import Kind, month_rows, word_of
from models.date_grammar.numbers import century, is_broken_roman, roman_months
from models.date_grammar.parts import day_of, flag, from_parts, group
from models.date_grammar.values import DateContext

_ZODIAC_ENDED: Final = 1929


def _weak(match: re.Match[str], context: DateContext) -> Atom | None:
    atom = from_parts(match, context)
    return replace(atom, weak=True) if atom else None


def _spanned(match: re.Match[str], context: DateContext) -> Atom | None:
    """A date whose label or table lines are context, not part of it."""
    atom = from_parts(match, context)
    return replace(atom, start=match.start("span"), end=match.end("span")) if atom else None


def _numeric(match: re.Match[str], context: DateContext) -> Atom | None:
    loose = "-" in match[0] or " " in match["s1"]
    if loose and group(match, "y2") and not re.search(r"[а-яr.]$", match[0]):
        return None  # «2-12-37» is a telephone number as often as a date
    atom = from_parts(match, context)
    if atom is None:
        return None
    month = int(match["month"])
    if month <= 12:
        return replace(atom, month=month)
    flags = atom.flags | {"roman-month", "ocr-repair"}  # «22.17.1938»: no month but IV
    broken = roman_months(match["month"])
    return replace(atom, month=broken[0], flags=flags) if len(broken) == 1 else None


def _roman(match: re.Match[str], context: DateContext) -> Atom | None:
    months = roman_months(match["roman"])
    if not months or not _roman_shape(match):
        return None
    atom = from_parts(match, context)
    if atom is None:
        return None
    flags = atom.flags | {"roman-month"} | flag("ocr-repair", is_broken_roman(match["roman"]))
    dates = [replace(atom, month=month, flags=flags) for month in months]
    if len(dates) == 1:
        return dates[0]
    readings = [reading for one in dates if (reading := one.read()) is not None]
    if len(readings) < 2:
        return dates[0]
    edtf = f"[{','.join(reading.edtf for reading in readings)}]"
    return replace(atom, meaning=Meaning(edtf, "day", flags=dates[0].flags))


def _roman_shape(match: re.Match[str]) -> bool:
    """Whether the separators are those of a date, the stricter the less Roman the month looks."""
    first, roman, written = match["s1"], match["roman"], match[0]
    if "y2" not in match.re.groupindex and not match["this"] and not match["last"]:
        return first == "/" and _looks_roman(roman)
    if roman.isdigit():
        return first.strip() == "/" and (group(match, "s2") or "-").strip() in ("-", "")
    if first == " ":
        return bool(group(match, "y4")) and _looks_roman(roman)
    sure_year = group(match, "y4") or written.endswith((".", "г", "да"))
    return first.strip() == "/" or " " not in written or bool(sure_year)


def _looks_roman(roman: str) -> bool:
    """Whether more than strokes and letters of ordinary words make the figure."""
    return any(letter in "хxviі" for letter in roman) and not roman.isdigit()


def _roman_month_year(match: re.Match[str], context: DateContext) -> Atom | None:
    months = roman_months(match["roman"])
    atom = from_parts(match, context)
    if atom is None or not atom.year_written or len(months) != 1:
        return None
    if not _looks_roman(match["roman"]):
        return None
    return replace(atom, month=months[0], flags=atom.flags | {"roman-month"})


def _masked_year(match: re.Match[str], context: DateContext) -> Atom | None:
    atom = from_parts(match, context)
    return replace(atom, weak="[" not in match[0]) if atom else None


def _days(match: re.Match[str], context: DateContext) -> Atom | None:
    """A range of days in one month; one day alone where the second is not written."""
    atom = from_parts(match, context)
    if atom is None or match["d2"] is None:
        return atom
    last, flags = day_of(match["d2"])
    first, second = atom.read(), replace(atom, day=last).read()
    if first is None or second is None or str(atom.day) >= last:
        return None
    edtf = f"{first.edtf}/{second.edtf}"
    return replace(atom, meaning=Meaning(edtf, "interval", flags=atom.flags | flags))


def _double(match: re.Match[str], context: DateContext) -> Atom | None:
    """«12 (25) марта 1908 г.»: both calendars are written, the later day is the Gregorian one."""
    atom = from_parts(match, context)
    if atom is None or atom.year is None or atom.month is None or "X" in atom.year:
        return None
    second = group(match, "m2")
    month = word_of(second).number if second else atom.month
    julian, gregorian = day_of(match["d"])[0], day_of(match["d2"])[0]
    old_year = int(group(match, "y") or int(atom.year) - (month < atom.month))
    if "X" in julian + gregorian:
        return None
    converted = gregorian_of_julian(old_year, atom.month, int(julian))
    written = f"{atom.year}-{month:02d}-{gregorian}"
    if converted is None or converted.isoformat() != written:
        return None
    return replace(atom, meaning=Meaning(written, "day", "julian_given", flags=atom.flags))


def _zodiac(match: re.Match[str], context: DateContext) -> Atom | None:
    """A solar month: about the Gregorian month it begins in, with its own first and last day."""
    atom = from_parts(match, context)
    if atom is None or atom.year is None or atom.month is None or "X" in atom.year:
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


def _month_of_year(match: re.Match[str], context: DateContext) -> Atom | None:
    atom = from_parts(match, context)
    old = atom is not None and (atom.year or "9999") < str(_ZODIAC_ENDED)
    if old and word_of(match["m"]).kind is Kind.MONTH_OR_ZODIAC and _is_zodiac(match):
        return _zodiac(match, context)
    return atom


def _is_zodiac(match: re.Match[str]) -> bool:
    """«сәуір» alone; with «айы» it is the civil month, and «көкек» is always April."""
    return "ай" not in match.string[match.start("m") : match.end()]


def _winter(match: re.Match[str], context: DateContext) -> Atom | None:
    atom = from_parts(match, context)
    if atom is None or atom.year is None or atom.month != 24:
        return None
    following = int(atom.year) + 1
    if not str(following).endswith(match["y2"]):
        return None
    meaning = Meaning(f"{atom.year}-12/{following}-02", "interval", flags=atom.flags)
    return replace(atom, meaning=checked(meaning))


def _years(match: re.Match[str], context: DateContext) -> Atom | None:
    """«1936-37 гг.»."""
    first, last = int(match["y4"]), int(match["y4"][:2] + match["y2"])
    if first >= last:
        return None
    meaning = Meaning(f"{first}/{last}", "interval", flags=frozenset({"two-digit-year"}))
    return Atom(match.start(), match.end(), meaning=meaning)


def _decade(match: re.Match[str], context: DateContext) -> Atom | None:
    written = match["decade"]
    short = len(written) == 2
    year = f"{'19' if short else ''}{written[:-1]}X"
    flags = flag("two-digit-year", short)
    return Atom(match.start(), match.end(), year=year, flags=flags)


def _century(match: re.Match[str], context: DateContext) -> Atom | None:
    number = century(match["century"])
    return Atom(match.start(), match.end(), year=f"{number - 1}XX") if number else None


_QUARTERS: Final = {"i": 1, "1": 1, "ii": 2, "п": 2, "2": 2, "iii": 3, "ш": 3, "3": 3}


def _part_year(match: re.Match[str], context: DateContext) -> Atom | None:
    atom = from_parts(match, context)
    if atom is None or atom.year is None:
        return None
    if match["quarter"]:
        first = 3 * _QUARTERS.get(match["quarter"], 4) - 2
        last = first + 2
    else:
        first, last = (1, 6) if match["half"] == "перв" else (7, 12)
    edtf = f"{atom.year}-{first:02d}/{atom.year}-{last:02d}"
    return replace(atom, meaning=Meaning(edtf, "interval", flags=atom.flags))


def _unknown(match: re.Match[str], context: DateContext) -> Atom | None:
    name = next(name for name in ("span", "span2", "span3") if match[name])
    return Atom(match.start(name), match.end(name), meaning=Meaning("XXXX", "unknown"))


Builder = Callable[[re.Match[str], DateContext], Atom | None]

BUILDERS: Final[dict[str, Builder]] = {
    "days_month_year": _days,
    "double_day": _double,
    "double_month": _double,
    "roman": _roman,
    "roman_this_year": _roman,
    "numeric": _numeric,
    "numeric_from_year": _numeric,
    "year_day_month": _days,
    "year_month": _month_of_year,
    "month_year": _month_of_year,
    "year_zodiac": _zodiac,
    "winter_years": _winter,
    "form": _spanned,
    "labelled_year": _spanned,
    "cell_year": _spanned,
    "listed_year": _spanned,
    "bare_year": _weak,
    "bare_masked": _masked_year,
    "bare_short_year": _weak,
    "roman_month_year": _roman_month_year,
    "short_years": _years,
    "decade": _decade,
    "century": _century,
    "part_year": _part_year,
    "month": _weak,
    "unknown": _unknown,
}


def build(name: str, match: re.Match[str], context: DateContext) -> Atom | None:
    """Make the atom of one match of the pattern `name`; None when it is no date after all."""
    atom = BUILDERS.get(name, from_parts)(match, context)
    return atom if atom is not None and atom.read() is not None else None
