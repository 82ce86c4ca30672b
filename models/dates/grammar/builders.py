"""From a matched pattern to an atom, or to nothing when the match is no date after all."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from models.dates.grammar.atoms import Atom, Meaning
from models.dates.grammar.blocks import NAMED_MONTH
from models.dates.grammar.calendars import gregorian_of_julian, start_of_hijri_year
from models.dates.grammar.lexicon import Kind, month_rows, word_of
from models.dates.grammar.parts import day_of, flag, from_parts, group
from models.dates.grammar.romans import is_broken_roman, looks_roman, roman_months, roman_shape
from models.dates.grammar.values import DateContext

_ZODIAC_ENDED: Final = 1929
_OLD_STYLE_ENDED: Final = "1918"
_LABEL_REACH: Final = 24
_SPOILT_DAY: Final = re.compile(
    r"(?<![^\s\"(])(?:\w?\d\w?|\d\d\w|\w\d\d|\d[!?]|\d{1,2}(?:[/.]| \()\d{1,2})[\" )(]{0,3}$"
)
_HIJRI_BEFORE: Final = re.compile(r"(?<!\w)(?:[гх]и?дж?и?р|һижра|хижра)\w{0,4} (?:бойынша )?$")
_LABEL: Final = re.compile(
    r"(?<!\w)(?:рожд[а-я.]{0,6}|род\.|родил[а-я]{2,3}|год|жылы|туған \w{3,5}|год\wрожд[а-я]{3}"
    r"|умер[а-я]{0,2}|ум\.|(?<=, )р\.)"
    r"[ :\"|_-]{1,6}(?:в )?$"
)


def weak(match: re.Match[str], context: DateContext) -> Atom | None:
    """A date only where the words around it say so: a bare year, a bare month."""
    atom = from_parts(match, context)
    return replace(atom, weak=True) if atom else None


def labelled(match: re.Match[str], context: DateContext) -> Atom | None:
    """«год рождения 1911»: a bare year after a word that asks for one."""
    start = match.start()
    label = _LABEL.search(match.string, max(0, start - _LABEL_REACH), start)
    return from_parts(match, context) if label else None


def month_year(match: re.Match[str], context: DateContext) -> Atom | None:
    """«марта 1938 г.»; nothing where a figure before it must be a day that cannot be read."""
    start = match.start()
    spoilt = _SPOILT_DAY.search(match.string, max(0, start - _LABEL_REACH), start)
    return None if spoilt else from_parts(match, context)


def listed_years(match: re.Match[str], _context: DateContext) -> Atom | None:
    """«1935, 1936 и 1937 гг.»."""
    written = re.findall(r"\d+", match["years"])
    century = {2: written[0][:2], 3: "19"}  # «37», and «135», «936» that lost a figure
    years = [year if len(year) == 4 else f"{century[len(year)]}{year[-2:]}" for year in written]
    if years != sorted(set(years)):
        return None
    stretch = int(years[-1]) - int(years[0]) == len(years) - 1
    edtf = f"{years[0]}/{years[-1]}" if stretch else f"{{{','.join(years)}}}"
    flags = flag("ocr-repair", any(len(year) == 3 for year in written))
    flags |= flag("two-digit-year", any(len(year) == 2 for year in written))
    meaning = Meaning(edtf, "interval" if stretch else "year", flags=flags)
    return Atom(match.start(), match.end(), meaning=meaning)


def masked_year(match: re.Match[str], context: DateContext) -> Atom | None:
    """«193[?]»; without brackets it needs the words around it."""
    atom = from_parts(match, context)
    return replace(atom, weak="[" not in match[0]) if atom else None


def numeric(match: re.Match[str], context: DateContext) -> Atom | None:
    """«24.9.37 г.»."""
    loose = "-" in match[0] or " " in match["s1"] or "," in match[0]
    if loose and group(match, "y2") and not re.search(r"[а-яr.]$", match[0]):
        return None  # «2-12-37» is a telephone number as often as a date
    atom = from_parts(match, context)
    if atom is None:
        return None
    digits, more = day_of(match["month"])
    if int(digits) <= 12:
        return replace(atom, month=int(digits), flags=atom.flags | more)
    flags = atom.flags | {"roman-month", "ocr-repair"}  # «22.17.1938»: no month but IV
    broken = roman_months(match["month"])
    return replace(atom, month=broken[0], flags=flags) if len(broken) == 1 else None


def numeric_month(match: re.Match[str], context: DateContext) -> Atom | None:
    """«03.1938 г.»; without the last word it is a number as often."""
    atom = from_parts(match, context)
    return replace(atom, month=int(match["month"]), weak=not match["word"]) if atom else None


def roman(match: re.Match[str], context: DateContext) -> Atom | None:
    """«15/X-37 г.»; one of two days where the month can be read in two ways."""
    months = roman_months(match["roman"])
    if not months or not roman_shape(match):
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


def roman_of_range(match: re.Match[str], context: DateContext) -> Atom | None:
    """«1.V» of «1.V-3.VI.1938»: its year stands at the other end."""
    months, atom = roman_months(match["roman"]), from_parts(match, context)
    if atom is None or len(months) != 1 or not looks_roman(match["roman"]):
        return None
    flags = atom.flags | {"roman-month"} | flag("ocr-repair", is_broken_roman(match["roman"]))
    return replace(atom, month=months[0], flags=flags)


def roman_pair(match: re.Match[str], context: DateContext) -> Atom | None:
    """«5-10/III-38 г.», «12/25.III.1908 г.»."""
    atom = roman(match, context)
    if atom is None or atom.meaning is not None:
        return None
    if match["s0"].strip() in ("/", "("):
        return in_both_calendars(atom, match["d1"], match["d"], second_month=atom.month)
    return in_one_month(replace(atom, day=match["d1"].zfill(2)), str(atom.day))


def roman_month_year(match: re.Match[str], context: DateContext) -> Atom | None:
    """«IX-1937 г.»."""
    months = roman_months(match["roman"])
    atom = from_parts(match, context)
    if atom is None or not atom.year_written or len(months) != 1:
        return None
    if not looks_roman(match["roman"]):
        return None
    return replace(atom, month=months[0], flags=atom.flags | {"roman-month"})


def blank_month(match: re.Match[str], context: DateContext) -> Atom | None:
    """«15» ______ 1937 г.: the day keeps its place."""
    atom = from_parts(match, context)
    written = (match["bd"] or match["bd2"] or "").strip()
    if atom is None or atom.year is None or not written.isdigit() or not 1 <= int(written) <= 31:
        return atom
    meaning = Meaning(f"{atom.year}-XX-{int(written):02d}", "year", flags=atom.flags)
    return replace(atom, meaning=meaning)


def day_alone(match: re.Match[str], context: DateContext) -> Atom | None:
    """«15 числа сего месяца», «20-го того же месяца»."""
    atom = from_parts(match, context)
    if atom is None:
        return None
    if match["samem"]:
        return replace(atom, year=None, flags=atom.flags | {"same-month"})
    if context.day is None:
        return None
    return replace(atom, year=f"{context.day.year:04d}", month=context.day.month)


def this_day(match: re.Match[str], context: DateContext) -> Atom | None:
    """«сего числа»: the day of the document, where that is known."""
    if context.day is None:
        return None
    meaning = Meaning(context.day.isoformat(), "day", flags=frozenset({"document-year"}))
    return Atom(match.start(), match.end(), meaning=meaning)


def days(match: re.Match[str], context: DateContext) -> Atom | None:
    """A range of days in one month; one day alone where the second is not written."""
    atom = from_parts(match, context)
    if atom is None or match["d2"] is None:
        return atom
    return in_one_month(atom, day_of(match["d2"])[0])


def in_one_month(atom: Atom, last: str) -> Atom | None:
    """From the atom's day to a later one of the same month."""
    first, second = atom.read(), replace(atom, day=last).read()
    if first is None or second is None or str(atom.day) >= last:
        return None
    meaning = Meaning(f"{first.edtf}/{second.edtf}", "interval", flags=atom.flags)
    return replace(atom, meaning=meaning)


def listed_days(match: re.Match[str], context: DateContext) -> Atom | None:
    """«12, 14 и 20 марта 1938 г.»: every one of them; a stretch where they follow each other."""
    atom = from_parts(match, context)
    if atom is None:
        return None
    written = re.findall(r"[\dзƃʌ][\doозбƃва©]?(?![а-я])", match["days"])
    numbers = [int(day_of(number)[0]) for number in written]
    readings = [replace(atom, day=f"{number:02d}").read() for number in numbers]
    found = [reading.edtf for reading in readings if reading is not None]
    if len(found) < len(numbers) or numbers != sorted(set(numbers)):
        return None
    if re.fullmatch(r"и[лд].|немесе|әлде", match["and"]):
        return replace(atom, meaning=Meaning(f"[{','.join(found)}]", "day", flags=atom.flags))
    between = match.string.endswith("между ", 0, match.start())
    between |= match.string.startswith(" аралы", match.end())
    stretch = between or numbers[-1] - numbers[0] == len(numbers) - 1
    edtf = f"{found[0]}/{found[-1]}" if stretch else f"{{{','.join(found)}}}"
    precision = "interval" if stretch else "day"
    return replace(atom, meaning=Meaning(edtf, precision, flags=atom.flags))


def listed_months(match: re.Match[str], context: DateContext) -> Atom | None:
    """«в июне, июле и августе 1917 г.»: one stretch where they follow each other."""
    atom = from_parts(match, context)
    if atom is None or atom.year is None or not atom.year.isdigit():
        return None
    symbols = re.findall(NAMED_MONTH, match["months"])
    numbers = [word_of(symbol).number for symbol in symbols]
    if numbers != sorted(set(numbers)):
        return None
    months = [f"{atom.year}-{number:02d}" for number in numbers]
    stretch = numbers[-1] - numbers[0] == len(numbers) - 1
    edtf = f"{months[0]}/{months[-1]}" if stretch else f"{{{','.join(months)}}}"
    precision = "interval" if stretch else "month"
    return replace(atom, meaning=Meaning(edtf, precision, flags=atom.flags))


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


def either_year(match: re.Match[str], _context: DateContext) -> Atom | None:
    """«1894 (1896) г. р.», «1930 или 31 г.»."""
    years = sorted((match["first"], match["other"] or match["first"][:2] + match["short"]))
    if years[0] == years[1]:
        return None
    between = "," if int(years[1]) - int(years[0]) == 1 or "или" in match[0] else ".."
    meaning = Meaning(f"[{years[0]}{between}{years[1]}]", "year")
    return Atom(match.start(), match.end(), meaning=meaning)


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
    return in_both_calendars(
        atom, match["d"], match["d2"], second_month=month, year=group(match, "y")
    )


def _next_day(day: str) -> str:
    return f"{int(day) + 1:02d}" if day.isdigit() else ""


def in_both_calendars(
    atom: Atom, old: str, new: str, *, second_month: int | None, year: str | None = None
) -> Atom | None:
    """The atom as its Gregorian day, if its Julian day is that day."""
    if atom.year is None or not atom.year.isdigit() or atom.month is None or second_month is None:
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
