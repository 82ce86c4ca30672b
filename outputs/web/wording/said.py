"""What a mention says, in words: name parts, role, places it may mean, a date as people read it."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

from babel.dates import format_date, format_skeleton, get_day_names

from models.dates import HistoricalDate, bounds
from models.i18n import N_, _
from models.names.scripts import script_of
from outputs.web.drawings.calendars import read_period
from outputs.web.wording.locales import locale, spaced
from outputs.web.wording.titles import called

_ROLES: Final = {
    "accused": N_("accused"),
    "convicted": N_("convicted"),
    "rehabilitated": N_("rehabilitated"),
    "deported": N_("deported"),
    "investigator": N_("investigator"),
    "official": N_("official"),
    "witness": N_("witness"),
    "judge": N_("judge"),
    "prosecutor": N_("prosecutor"),
    "informer": N_("informer"),
    "relative": N_("relative"),
    "petitioner": N_("petitioner"),
    "approver": N_("approver"),
    "signatory": N_("signatory"),
}
_EVENTS: Final = {
    "birth": N_("birth"),
    "arrest": N_("arrest"),
    "search": N_("search of the home"),
    "charge": N_("charge"),
    "interrogation": N_("interrogation"),
    "sentence": N_("sentence"),
    "term_start": N_("beginning of the term"),
    "execution": N_("execution"),
    "death": N_("death"),
    "release": N_("release"),
    "arrival": N_("arrival"),
    "transfer": N_("transfer"),
    "exile": N_("exile"),
    "rehabilitation": N_("rehabilitation"),
    "declassification": N_("declassification"),
    "document": N_("date of the document"),
}
_PARTS: Final = (
    ("surname", N_("surname")),
    ("given", N_("given name")),
    ("patronymic", N_("patronymic")),
    ("initials", N_("initials")),
)
_VERDICTS: Final = {
    "same": N_("one person"),
    "different": N_("different people"),
    "unsure": N_("left open"),
}
_SCRIPTS: Final = {
    "cyrillic": N_("Cyrillic letters"),
    "yanalif": N_("Latin letters of 1929–1940"),
    "latin2021": N_("Kazakh Latin letters"),
    "latin": N_("Latin letters"),
    "western": N_("Latin letters"),
    "arabic": N_("Arabic letters"),
}
_PLACE_KINDS: Final = {
    "camp": N_("camp"),
    "city": N_("town"),
    "settlement": N_("settlement"),
    "village": N_("village"),
    "station": N_("railway station"),
    "island": N_("island"),
    "rayon": N_("district"),
    "uezd": N_("uezd"),
    "okrug": N_("okrug"),
    "guberniya": N_("guberniya"),
    "oblast": N_("oblast"),
    "krai": N_("krai"),
    "republic": N_("republic"),
    "country": N_("country"),
}
_CALENDARS: Final = {"julian": N_("old style")}


def role(code: str) -> str:
    """The word for the part a person plays, also one that this version does not know."""
    return _(_ROLES[code]) if code in _ROLES else code


def event(code: str) -> str:
    """The word for what happened on a date."""
    return _(_EVENTS[code]) if code in _EVENTS else code


def verdict(code: str) -> str:
    """The word for what a person said of two names."""
    return _(_VERDICTS[code]) if code in _VERDICTS else code


def period(when: Any) -> str:
    """A year, month or day as people read it."""
    return _span(when.first, when.last)


def period_of(text: str) -> str:
    """The same of an address: `1937-11` is «ноябрь 1937 г.»."""
    return period(read_period(text))


def month_name(first: date) -> str:
    """A month by itself: «ноябрь»."""
    return str(format_date(first, "LLLL", locale=locale()))


def weekdays() -> list[tuple[str, str]]:
    """The days of a week from Monday, whole and in few letters."""
    wide, narrow = (
        get_day_names(width, "stand-alone", locale=locale()) for width in ("wide", "short")
    )
    return [(wide[day], narrow[day]) for day in range(7)]


def script(text: str) -> str:
    """The word for the letters that a name is written in."""
    return _(_SCRIPTS[script_of(text)])


def by_script(spellings: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Forms of a name under the word for the letters they are written in."""
    found: dict[str, list[Any]] = {}
    for each in spellings:
        found.setdefault(script(each.text), []).append(each)
    return list(found.items())


def place_kind(code: str) -> str:
    """The word for a kind of place, also one that this version does not know."""
    return _(_PLACE_KINDS[code]) if code in _PLACE_KINDS else code


def years_of(named: Any) -> str:
    """The years in which a name or a place was in use: «1936–1938», «from 1938», «until 1936»."""
    if hasattr(named, "valid_from"):
        first, last = named.valid_from, named.valid_to
    else:
        first, last = named.first, named.last
    if first and last:
        return f"{first}–{last}"
    if first:
        return _("from %(date)s") % {"date": first}
    return _("until %(date)s") % {"date": last} if last else ""


def short_name(name: str) -> str:
    """«Тулегенов К. Ш.» for a drawing that has no room for a whole name."""
    surname, *others = name.split()
    initials = [each if each.endswith(".") else f"{each[0]}." for each in others]
    return " ".join([surname, *initials])


def name_parts(name: Any) -> list[tuple[str, str]]:
    """The parts of a name that are known, each with its word; of details or of a profile."""

    def known(part: str) -> Any:
        return name.get(part) if isinstance(name, dict) else getattr(name, part, None)

    parts = [(_(word), str(known(part))) for part, word in _PARTS if known(part)]
    aliases = known("aliases") or ()
    return [*parts, *((_("also"), str(alias)) for alias in aliases)]


def day(mention: Any) -> str:
    """A date as people read it: «21 ноября 1937 г.», «до 1933», «около 1890»."""
    if not mention.edtf:
        return ""
    said = _span(mention.lower, mention.upper)
    if "~" in mention.edtf:
        said = _("about %(date)s") % {"date": said}
    if "?" in mention.edtf or "%" in mention.edtf:
        said = _("%(date)s, uncertain") % {"date": said}
    if mention.calendar in _CALENDARS:
        said = f"{said} ({_(_CALENDARS[mention.calendar])})"
    return said


def document_day(edtf: str) -> str:
    """The date of a document as people read it; its EDTF as it is where it means no days."""
    try:
        lower, upper = bounds(edtf)
    except (ValueError, OverflowError):
        return edtf
    return day(HistoricalDate(edtf, edtf, lower, upper, calendar="", precision=""))


def _span(lower: date | None, upper: date | None) -> str:
    if lower is None and upper is None:
        return "…"
    if lower is None or upper is None:
        known = lower or upper
        assert known is not None
        text = _("until %(date)s") if lower is None else _("from %(date)s")
        return text % {"date": _long(known)}
    if lower == upper:
        return _long(lower)
    if (lower.month, lower.day, upper.month, upper.day) == (1, 1, 12, 31):
        years = (lower.year, upper.year)
        return str(lower.year) if len(set(years)) == 1 else f"{lower.year}–{upper.year}"
    is_month = lower.day == 1 and upper == _month_end(lower)
    if is_month:
        return spaced(format_skeleton("yMMMM", lower, locale=locale()))
    return f"{_long(lower)} – {_long(upper)}"


def _month_end(first: date) -> date:
    return first + timedelta(days=monthrange(first.year, first.month)[1] - 1)


def _long(value: date) -> str:
    return spaced(format_date(value, "long", locale=locale()))


def lines(mention: Any) -> Iterator[str]:
    """What is known of a mention beside its kind and name, a line each."""
    details = mention.details or {}
    match mention.label:
        case "PERSON":
            yield from (f"{word}: {part}" for word, part in name_parts(details))
            if details.get("role"):
                yield _("role: %(role)s") % {"role": role(details["role"])}
            if details.get("birth_year"):
                yield _("born %(year)s") % {"year": details["birth_year"]}
            if details.get("birth_place"):
                names = ", ".join(level["name"] for level in details["birth_place"])
                yield _("born in %(place)s") % {"place": names}
        case "PLACE":
            yield from (f"{place['name']} ({place['score']:.2f})" for place in mention.places)
        case "DATE" if mention.edtf:
            yield f"{day(mention)} · {mention.edtf}"
            if details.get("event"):
                yield event(details["event"])


def hover(mention: Any) -> str:
    """All that is shown where a reader points at a mention."""
    return "\n".join([called(mention), *lines(mention)])
