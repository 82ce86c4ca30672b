"""The year, month and day of a matched pattern: read, repaired or inferred."""

import re
from dataclasses import dataclass, replace
from typing import Final

from models.dates.grammar.atoms import Atom, Meaning
from models.dates.grammar.lexicon import Kind, word_of
from models.dates.grammar.numbers import full_year, likely_year, masked, repair
from models.dates.grammar.values import DateContext

_BIRTH_BEFORE: Final = re.compile(
    r"(?<!года )(?<!г\. )(?<!г\.)(?<!\w)"  # in «1898 г. рожд.» it looks back, not ahead
    r"(?:род(?:\.|ил[а-я]{2,3})|рожд[а-я.]{0,6})[ :,\"-]{0,3}(?:в )?$"
)
# What the confusions of weights/ocr_noise.tsv leave of them: 4 read as 48, 0 read as 9 or 6.
_IMPOSSIBLE_DAYS: Final = {"48": "4", "39": "30", "36": "30"} | {
    f"{wrong}{figure}": f"0{figure}" for wrong in "69" for figure in range(1, 10)
}


@dataclass(frozen=True, slots=True)
class _Year:
    digits: str | None
    flags: frozenset[str] = frozenset()
    written: bool = True


def group(match: re.Match[str], name: str) -> str | None:
    """A named group, None also where the pattern has no such group."""
    return match[name] if name in match.re.groupindex else None


def _year(match: re.Match[str], context: DateContext) -> _Year | None:
    """Read the year of a match; None when its digits cannot be one."""
    if full := group(match, "y4") or group(match, "y4d"):
        return _full_year(full, context)
    if split := group(match, "ysplit"):  # printed «193», typed «7»
        digits = split.replace(" ", "")
        return _Year(digits) if len(digits) == 4 else None
    if hidden := group(match, "ymask"):
        return _Year(masked(hidden, 4))
    if lost := group(match, "y3") or group(
        match, "lost"
    ):  # beside a month or «года» only the 1 can be lost
        return _Year(f"1{lost}", flag("ocr-repair", True))
    if lost := group(match, "y3b"):  # «137»: no 1837 in these files, and «13?» is no year
        return _Year(f"19{lost[1:]}", flag("ocr-repair", True))
    if short := group(match, "y2"):
        return _short_year(match, short, context)
    if group(match, "same"):
        return _Year(None, frozenset({"same-year"}), written=False)
    known = context.known_year
    if known is None:
        return _Year(None, written=False)
    past = 1 if group(match, "last") else 0
    return _Year(f"{known - past:04d}", frozenset({"document-year"}), written=False)


def _full_year(written: str, context: DateContext) -> _Year | None:
    digits, repaired = repair(written)
    if len(digits) > 4:  # «1948 4»: a 4 is read as 48, by the confusions of weights/ocr_noise.tsv
        digits, repaired = digits.replace("48", "4", 1), True
    if sum(letter.isdigit() for letter in written) < 2 + ("а" in written or "е" in written):
        return None
    likely = likely_year(digits, latest=context.known_year)
    if likely is None:
        return None
    return _Year(likely, flag("ocr-repair", repaired or likely != digits))


def _short_year(match: re.Match[str], short: str, context: DateContext) -> _Year:
    before = match.string[max(0, match.start() - 16) : match.start()]
    birth = bool(group(match, "birth2")) or bool(_BIRTH_BEFORE.search(before))
    digits, repaired = repair(short)
    year = full_year(int(digits), birth=birth, document_year=context.known_year)
    return _Year(str(year), frozenset({"two-digit-year"}) | flag("ocr-repair", repaired))


def flag(name: str, raised: bool) -> frozenset[str]:
    """The set of this one inference, or of none."""
    return frozenset({name}) if raised else frozenset()


def day_of(written: str) -> tuple[str, frozenset[str]]:
    """Two characters for a day: digits, or X where the form was blank or a digit is illegible."""
    if len(written) > 2 and not any(letter.isdigit() for letter in written):
        return "XX", frozenset()
    if not any(letter.isalnum() or letter in "!?|" for letter in written):
        return "XX", frozenset()
    if any(sign in written for sign in ("?", "_", "[]")):
        return masked(written, 2), frozenset()
    digits, repaired = repair(written.strip("[]"))
    if digits == "33" and repaired:
        digits = "3"  # one figure read twice, as a letter and as a digit
    possible = _IMPOSSIBLE_DAYS.get(digits, digits)
    return possible.zfill(2), flag("ocr-repair", repaired or possible != digits)


def _month(symbol: str) -> tuple[int, frozenset[str]]:
    word = word_of(symbol)
    return word.number, flag("ocr-repair", word.kind is Kind.DAMAGED)


def from_parts(match: re.Match[str], context: DateContext) -> Atom | None:
    """The common case: year, month symbol or season symbol, and day, whichever are there."""
    year = _year(match, context)
    if year is None:
        return None
    month, day, flags = None, None, year.flags
    if symbol := group(match, "m") or group(match, "season"):
        month, more = _month(symbol)
        flags |= more
    if written := group(match, "d"):
        day, more = day_of(written)
        flags |= more
    return Atom(
        match.start(), match.end(), year.digits, month, day, flags, year_written=year.written
    )


def in_one_month(atom: Atom, last: str) -> Atom | None:
    """From the atom's day to a later one of the same month."""
    first, second = atom.read(), replace(atom, day=last).read()
    if first is None or second is None or str(atom.day) >= last:
        return None
    meaning = Meaning(f"{first.edtf}/{second.edtf}", "interval", flags=atom.flags)
    return replace(atom, meaning=meaning)
