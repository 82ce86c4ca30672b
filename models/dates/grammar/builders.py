"""From a matched pattern to an atom, or to nothing when the match is no date after all."""

import re
from dataclasses import replace
from typing import Final

from models.dates.grammar.atoms import Atom, Meaning
from models.dates.grammar.blocks import NAMED_MONTH
from models.dates.grammar.lexicon import word_of
from models.dates.grammar.parts import day_of, flag, from_parts, group, in_one_month
from models.dates.grammar.romans import is_broken_roman, looks_roman, roman_months, roman_shape
from models.dates.grammar.two_calendars import in_both_calendars
from models.dates.grammar.values import DateContext

_LABEL_REACH: Final = 24
_SPOILT_DAY: Final = re.compile(
    r"(?<![^\s\"(])(?:\w?\d\w?|\d\d\w|\w\d\d|\d[!?]|\d{1,2}(?:[/.]| \()\d{1,2})[\" )(]{0,3}$"
)
_YEAR_OF_OWN: Final = re.compile(r"(?<!\d)1[89]\d\d $")
_TOLD: Final = re.compile(r"(?<!\w)во? [а-я]{3,16}[оеы]м $")
_LABEL: Final = re.compile(
    r"(?<!\w)(?:рожд[а-я.]{0,6}|род\.|родил[а-я]{2,3}|год|жылы|туған \w{3,5}|год\wрожд[а-я]{3}"
    r"|умер[а-я]{0,2}|ум\.|(?<=, )р\.|^р\.|г\. ?р\.|г/р)"
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
    if _YEAR_OF_OWN.search(match.string, max(0, start - 6), start):
        return None  # «1937 мамыр - 1938 қаңтар»
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


def unwritten_year(match: re.Match[str], context: DateContext) -> Atom | None:
    """«в конце сего года»: only where it is known which year that is."""
    atom = weak(match, context)
    return atom if atom is not None and (atom.year or atom.flags) else None


def told_year(match: re.Match[str], context: DateContext) -> Atom | None:
    """«в голодном 33 году»: between a preposition and the year stands what it was like."""
    start = match.start()
    told = _TOLD.search(match.string, max(0, start - _LABEL_REACH), start)
    return from_parts(match, context) if told else None


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


def roman_months_range(match: re.Match[str], context: DateContext) -> Atom | None:
    """«V-VIII 1937 г.»."""
    first, last = roman_months(match["m1"]), roman_months(match["m2"])
    atom = from_parts(match, context)
    if atom is None or not (atom.year or "").isdigit() or len(first) != 1 or len(last) != 1:
        return None
    if first[0] >= last[0] or not looks_roman(match["m1"] + match["m2"]):
        return None
    edtf = f"{atom.year}-{first[0]:02d}/{atom.year}-{last[0]:02d}"
    return replace(atom, meaning=Meaning(edtf, "interval", flags=atom.flags | {"roman-month"}))


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


def either_year(match: re.Match[str], _context: DateContext) -> Atom | None:
    """«1894 (1896) г. р.», «1930 или 31 г.»."""
    years = sorted((match["first"], match["other"] or match["first"][:2] + match["short"]))
    if years[0] == years[1]:
        return None
    between = "," if int(years[1]) - int(years[0]) == 1 or "или" in match[0] else ".."
    meaning = Meaning(f"[{years[0]}{between}{years[1]}]", "year")
    return Atom(match.start(), match.end(), meaning=meaning)
