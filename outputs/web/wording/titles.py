"""What a mention or an entity is called on a screen where the record calls it by a code."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, Final

from babel.dates import format_date
from babel.units import format_unit

from models.archive import parse_reference
from models.i18n import N_, _, current_language
from models.legal.table import codes
from outputs.web.wording.locales import locale, spaced

_MARKS: Final = {
    "special_importance": N_("of special importance"),
    "strictly_secret": N_("strictly secret"),
    "top_secret": N_("top secret"),
    "secret": N_("secret"),
    "not_for_publication": N_("not for publication"),
    "declassified": N_("declassified"),
    "permanent_retention": N_("to be kept for ever"),
    "copy_no": N_("copy"),
}
_CASES: Final = {
    "case": N_("case"),
    "archive": N_("archival case"),
    "personal_file": N_("personal file"),
    "warrant": N_("warrant"),
    "protocol": N_("minutes"),
    "order": N_("order"),
    "declassification_act": N_("act of declassification"),
    "incoming": N_("incoming letter"),
    "outgoing": N_("outgoing letter"),
}
_PUNISHMENTS: Final = {
    "VMN": N_("death penalty"),
    "ITL": N_("labour camp"),
    "katorga": N_("hard labour (katorga)"),
    "forced_labour": N_("corrective labour at liberty"),
    "imprisonment": N_("deprivation of liberty"),
    "concentration_camp": N_("concentration camp"),
    "prison": N_("prison"),
    "exile": N_("exile"),
    "banishment": N_("banishment"),
    "special_settlement": N_("special settlement"),
    "disenfranchisement": N_("loss of civil rights"),
    "confiscation": N_("confiscation of property"),
    "euphemism_10y_no_correspondence": N_("“without the right of correspondence”"),
}
_GROUNDS: Final = {
    "no_corpus_delicti": N_("no elements of a crime"),
    "no_event": N_("no crime took place"),
    "unproven": N_("guilt was not proved"),
}
_LAWS: Final = {
    "RSFSR-1926": N_("Criminal Code of the RSFSR"),
    "UKRSSR-1927": N_("Criminal Code of the Ukrainian SSR"),
    "BSSR-1928": N_("Criminal Code of the Byelorussian SSR"),
    "UZSSR-1926": N_("Criminal Code of the Uzbek SSR"),
    "KIRGSSR": N_("Criminal Code of the Kirghiz SSR"),
    "KAZSSR-1959": N_("Criminal Code of the Kazakh SSR"),
    "RSFSR-UPK": N_("Code of Criminal Procedure of the RSFSR"),
    "KAZSSR-UPK": N_("Code of Criminal Procedure of the Kazakh SSR"),
}
_NUMBER: Final = re.compile(r"(?P<number>[\d+-]+)(?P<letter>[a-z]?)(?:/(?P<part>\d+))?(?:/p\.\w+)?")
_CYRILLIC: Final = str.maketrans("abvgd", "абвгд")


def called(named: Any) -> str:
    """The name of a mention or an entity in words; as recorded where no word is known."""
    word = _WORDS.get(named.label)
    return (word(named.normal) if word else "") or named.normal


def _mark(normal: str) -> str:
    return _numbered(_MARKS, normal)


def _case(normal: str) -> str:
    return _numbered(_CASES, normal)


def _numbered(words: Mapping[str, str], normal: str) -> str:
    """`copy_no 2`, `case 7843`: a code that has a word, and a number."""
    code, _blank, number = normal.partition(" ")
    if code not in words:
        return ""
    word = _(words[code])
    return _("%(what)s No. %(number)s") % {"what": word, "number": number} if number else word


def _sentence(normal: str) -> str:
    """`ITL 10`, `imprisonment 2/6` (years and months), `rehab_ground no_event`."""
    code, _blank, rest = normal.partition(" ")
    if code == "rehab_ground":
        return _(_GROUNDS[rest]) if rest in _GROUNDS else _law(rest)
    if code not in _PUNISHMENTS:
        return ""
    return ", ".join([_(_PUNISHMENTS[code]), *_term(rest)])


def _term(written: str) -> Iterator[str]:
    for unit, number in zip(("year", "month"), written.split("/"), strict=False):
        if number.isdigit() and int(number):
            yield format_unit(int(number), f"duration-{unit}", locale=locale())


def _articles(normal: str) -> str:
    """`RSFSR-1926:58-10/2, RSFSR-1926:58-11`, `USSR:1932-08-07`, `NKVD:KRD`."""
    said = []
    for code, norms in groupby(normal.split(", "), key=lambda norm: norm.partition(":")[0]):
        numbers = [norm.partition(":")[2] for norm in norms]
        if code in _LAWS:
            values = {"numbers": ", ".join(map(_article, numbers)), "law": _(_LAWS[code])}
            said.append(_("art. %(numbers)s, %(law)s") % values)
        else:
            said += [_law(f"{code}:{number}") for number in numbers]
    return ", ".join(said)


def _article(number: str) -> str:
    """`58-10/2` as «58-10 ч. 2»; `17+58-8` as «17-58-8», the way clerks wrote it."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        return number
    letter = found["letter"]
    letter = letter if current_language() == "en" else letter.translate(_CYRILLIC)
    written = found["number"].replace("+", "-") + letter
    if not found["part"]:
        return written
    return _("%(article)s part %(part)s") % {"article": written, "part": found["part"]}


def _law(norm: str) -> str:
    """A decree or law by its day, an order by its number, an acronym as it is written."""
    code, _colon, name = norm.partition(":")
    try:
        day = spaced(format_date(date.fromisoformat(name), "long", locale=locale()))
    except ValueError:
        if name.isdigit():
            return _("order of the NKVD No. %(number)s") % {"number": name}
        return _acronyms().get(norm, name)
    message = _("law of %(day)s") if code == "KZ" else _("decree of %(day)s")
    return message % {"day": day}


@cache
def _acronyms() -> Mapping[str, str]:
    """The charges that are acronyms, as files in Russian write them, by their codes."""
    found: dict[str, str] = {}
    for code in codes():
        if code.kind == "acronym":
            for norm, name in zip(
                code.norm.split(" / "), code.surfaces[0].split(" / "), strict=True
            ):
                found.setdefault(norm, name)
    return found


def _reference(normal: str) -> str:
    reference = parse_reference(normal)
    return reference.citation(current_language()) if reference else ""


_WORDS: Final[dict[str, Callable[[str], str]]] = {
    "MARK": _mark,
    "CASE": _case,
    "SENTENCE": _sentence,
    "ARTICLE": _articles,
    "REFERENCE": _reference,
}
