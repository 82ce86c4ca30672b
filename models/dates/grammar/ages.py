"""Births from ages: «38 лет» in a paper of 1937 means 1898 or 1899."""

import re
from datetime import date
from typing import Final

from models.dates.edtf_bounds import bounds
from models.dates.grammar.atoms import Meaning, checked
from models.dates.grammar.numbers import repair

_OLDEST: Final = 110
_ABOUT: Final = r"(?P<about>около|примерно|на вид|лет|шамамен) "
_YEARS: Final = r"(?:\d{1,3}|[аƃʌз]\d|\d[азoо]|[аʌ][ƃбз])"  # «А5 лет», «4З года»
_AGE: Final = re.compile(
    r"(?:(?:\w )?возраст[еа]? ?[:-]? ?|ему |ей |(?:лет )?[ое]т ро[дл]у ?(?:имеет )?|имеет )?"
    rf"(?:{_ABOUT})?(?P<years>{_YEARS})"
    r"(?: ?- ?(?P<more>\d{1,3}))?(?: ?- ?(?:ти|[хк]|ми|и))?(?: ?-? ?|\w)"
    r"(?:[лд][ео][тл](?:н[а-я]{2,3})?|л\.?|го[дл][ау]?|жас?та(?:ғы)?|жасында|жасар|жас)"
    r"(?: от роду)?(?P<when>,? ?[(,]? ?.{1,60}\)?)?"
)
_BARE: Final = re.compile(rf"возрасте? ?[:-]? ?(?P<years>{_YEARS})")
_LATE: Final = re.compile(
    r"(?:на вид )?лет (?:около |примерно )?(?P<years>\d{1,3})(?: ?- ?(?P<more>\d{1,3}))?"
    r"(?: от роду)?"
)
_KAZAKH: Final = re.compile(r"жасы:? (?P<years>\d{1,3})(?:-?[дт][ае])?")


def born(text: str, stated: list[date], year: int | None, day: date | None) -> Meaning | None:
    """The birth years that an age allows.

    Args:
        text: canonical text, an age and perhaps the day on which it was stated.
        stated: first days of the dates that the text itself names.
        year: the document's year, used where the text names no date.
        day: the document's day, which narrows the bounds.

    Returns:
        One of two years (one of a range for «40-45 лет», about one year for «около 40 лет»).
    """
    text = text.strip(" .,")
    match = (
        _AGE.fullmatch(text)
        or _BARE.fullmatch(text)
        or _LATE.fullmatch(text)
        or _KAZAKH.fullmatch(text)
    )
    if match is None or (_named(match, "when") and not stated):
        return None
    known = stated[0].year if stated else year
    figures = match["years"]
    years = int(repair(figures.replace("48", "4") if len(figures) > 2 else figures)[0])
    if known is None or not years <= _OLDEST:
        return None
    oldest = int(_named(match, "more") or years)
    flags = frozenset({"age"})
    if _named(match, "about") or match.re is _LATE:
        return checked(Meaning(f"{known - years}~", "year", flags=flags))
    first, last = known - oldest - 1, known - years
    between = ".." if oldest > years else ","
    edtf = f"[{first}{between}{last}]"
    lower, upper = bounds(edtf)
    if day is not None and not stated and lower is not None and upper is not None:
        lower, upper = _birthdays(day, oldest, years)
    return checked(Meaning(edtf, "year", lower=lower, upper=upper, flags=flags))


def _birthdays(day: date, oldest: int, youngest: int) -> tuple[date, date]:
    """The first and last birthday of who is from `youngest` to `oldest` years old on this day."""
    leap = day.month == 2 and day.day == 29
    safe = day.replace(day=28) if leap else day
    return safe.replace(year=safe.year - oldest - 1), safe.replace(year=safe.year - youngest)


def _named(match: re.Match[str], name: str) -> str | None:
    return match[name] if name in match.re.groupindex else None
