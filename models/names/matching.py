"""Whether two names may be one person's, with the reasons in words."""

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, Self

from models.i18n import N_
from models.names.distance import nearness
from models.names.line import read_person_line
from models.names.person import Person
from models.names.views import View, beginnings, views

Verdict = Literal["agrees", "initial", "counterpart", "misread", "near", "missing", "differs"]


class Reason(str):
    """A reason in English; `message` and `values` let the edge say it in another language."""

    message: str
    values: tuple[tuple[str, object], ...]

    def __new__(cls, message: str, **values: object) -> Self:
        """Fill the braces of `message`, which is marked for translation where it is written."""
        reason = super().__new__(cls, message.format(**values))
        reason.message = message
        reason.values = tuple(values.items())
        return reason


@dataclass(frozen=True, slots=True)
class Match:
    """What the comparison of two names came to.

    Attributes:
        match: true, false, or `None` where only a person can decide.
        score: 0..1; at least 0.7 when true, 0.4 to 0.7 when open, less when false.
        why: reasons in English, each a `Reason`.
    """

    match: bool | None
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Finding:
    """What one part of two names says."""

    verdict: Verdict
    likeness: float
    why: Reason | None = None


_DOUBTED: Final = frozenset({"near", "misread", "counterpart", "different"})
_NONE: Final = _Finding("missing", 0.0)
_WEIGHTS: Final = (0.45, 0.35, 0.2)  # surname, given name, patronymic
_INITIAL: Final = 0.8  # E28
YEARS_APART: Final = 2  # ages were asked, not proved


def match(first: Person, second: Person) -> Match:
    """Return whether two people may be one, by their names and years of birth.

    Names are compared under every reading of both, and the best comparison counts. A surname
    alone, a spelling that rules do not explain, or a sex that cannot be told leave it open.
    """
    pairs = itertools.product(views(first.name), views(second.name))
    best = max((_compare(a, b) for a, b in pairs if not (a.turned and b.turned)), key=_rank)
    return _with_years(best, first.birth_year, second.birth_year)


def match_texts(first: str, second: str) -> Match:
    """Return whether two written names, years of birth beside them, may be one person's.

    Of empty names nothing can be said.
    """
    a, b = (read_person_line(text, as_listed=True) for text in (first, second))
    if not (a.name.normal and b.name.normal):
        return Match(None, 0.0, (Reason(N_("there is no name to compare")),))
    return match(a, b)


def _rank(found: Match) -> tuple[int, float]:
    return {True: 2, None: 1, False: 0}[found.match], found.score


@lru_cache(maxsize=500_000)
def _compare(a: View, b: View) -> Match:
    kazakh = a.kazakh or b.kazakh
    findings = (
        _surnames(a, b, kazakh=kazakh),
        _given_names(a, b, kazakh=kazakh),
        _patronymics(a, b, kazakh=kazakh),
    )
    why = [found.why for found in findings if found.why]
    verdicts = tuple(found.verdict for found in findings)
    answer, more = _verdict(verdicts)
    if answer is not False and a.sex and b.sex and a.sex != b.sex:
        answer, more = _across_sexes(a, b, answer)
    elif answer and _unclear_sex(a, b):
        answer, more = None, Reason(N_("the surname may be a woman's, or a man's in the genitive"))
    if more:
        why.append(more)
    weights = [
        (weight, found.likeness)
        for weight, found in zip(_WEIGHTS, findings, strict=True)
        if found.verdict != "missing"
    ]
    raw = sum(weight * likeness for weight, likeness in weights)
    raw /= sum(weight for weight, _ in weights) or 1.0
    raw -= 0.1 * verdicts.count("missing") + 0.15 * len(
        {"near", "misread", "counterpart"} & set(verdicts)
    )
    return Match(answer, _scaled(answer, raw), tuple(why))


def _scaled(answer: bool | None, raw: float) -> float:
    """Put a likeness 0..1 into the range of its answer."""
    low, span = {True: (0.7, 0.3), None: (0.4, 0.3), False: (0.0, 0.4)}[answer]
    return round(low + span * min(1.0, max(0.0, raw)), 3)


def _verdict(verdicts: tuple[Verdict, ...]) -> tuple[bool | None, Reason | None]:
    """Decide by the parts: one conflict parts two people, one doubt leaves it open."""
    surname, given, patronymic = verdicts
    if "differs" in verdicts:
        return False, None
    if surname == "missing":
        return None, Reason(N_("a surname is missing"))
    if given == "missing":
        return None, Reason(N_("a given name is missing"))
    if "near" in verdicts:
        return None, None
    if "counterpart" in verdicts:  # Иван and Иоганн, when surname and father's name are one
        return (True if {*verdicts} <= {"agrees", "counterpart"} else None), None
    # One letter misread makes a name no name; the other parts have to be there in full.
    others = [verdict for verdict in (surname, given) if verdict != "misread"]
    return (True if "misread" not in verdicts or others == ["agrees"] else None), None


def _across_sexes(a: View, b: View, answer: bool | None) -> tuple[bool | None, Reason]:
    """A woman's surname beside a man's is a lost letter only where the given name is one (E26).

    «Рахима» with a man's surname is a clerk's slip; «Ибраев Оспан» and «Ибраева Оспан» may be two.
    """
    if (a.given and a.given == b.given) or _loosely_one(a.given, b.given):
        slip = answer if a.slips and b.slips else None
        return slip, Reason(N_("the sexes differ, the given name is the same"))
    return False, Reason(N_("the sexes differ"))


def _loosely_one(given: str, other: str) -> bool:
    return bool(given and other) and nearness(given, other, kazakh=True)[0] == "variants"


def _unclear_sex(a: View, b: View) -> bool:
    """Whether only one sex is known and no full given name on both sides could tell."""
    unknown = b if a.sex else a
    return bool(a.sex) != bool(b.sex) and unknown.ending != "" and not (a.given and b.given)


def _surnames(a: View, b: View, *, kazakh: bool) -> _Finding:
    if not (a.stem and b.stem):
        return _NONE
    found = _sounds(a.stem, b.stem, kazakh=kazakh)
    label = _SURNAME
    if a.alias or b.alias:
        label = _ALIAS
    if a.half != b.half and found[0] not in _DOUBTED:
        return _Finding("near", 0.7, Reason(N_("one surname is half of the other")))
    if a.ending == b.ending:
        return _finding(found, label)
    endings = {a.ending, b.ending}
    if not kazakh:  # «Гайдук», «Гайдуков»
        return _Finding("differs", 0.5, Reason(label[4]))
    if endings == {"in", "ov"} and found[0] != "same sound":
        found = ("different", found[1])
    elif "in" in endings and "ov" not in endings and len(a.stem) > 2 < len(b.stem):
        found = _sounds(_without_vowel(a), _without_vowel(b), kazakh=kazakh)
    if found[0] in _DOUBTED:
        return _finding(found, label)
    if endings == {"in", "ov"}:
        return _Finding("near", 0.7, Reason(N_("surnames with different endings on one stem")))
    why = Reason(N_("one surname, with and without its ending"))
    if not (a.marked or b.marked):
        return _Finding("near", 0.8, why)
    return _Finding("agrees", found[1] * 0.97, why)


def _without_vowel(view: View) -> str:
    """Муса and Мусин have one stem."""
    return view.stem if view.ending == "in" else re.sub("[aeiou]$", "", view.stem)


# (agrees, spelling variants, same skeleton, near, differs, sounds alike, another language's form)
_SURNAME: Final = (
    N_("the surname agrees"),
    N_("the surname is a spelling of the other"),
    N_("same consonant skeleton of the surname"),
    N_("the surnames are alike"),
    N_("the surnames differ"),
    N_("the surnames sound alike"),
    N_("the surname is its form in another language"),
)
_ALIAS: Final = (
    N_("the alias or maiden name agrees"),
    N_("the alias or maiden name is a spelling of the surname"),
    N_("same consonant skeleton of surname and alias"),
    N_("the surname and the alias are alike"),
    N_("the surname and the alias differ"),
    N_("the surname and the alias sound alike"),
    N_("the alias is the surname in another language"),
)
_GIVEN: Final = (
    N_("the given name agrees"),
    N_("the given name is a spelling of the other"),
    N_("same consonant skeleton of the given name"),
    N_("the given names are alike"),
    N_("the given names differ"),
    N_("the given names sound alike"),
    N_("the given name is its form in another language"),
)
_PATRONYMIC: Final = (
    N_("the patronymic agrees"),
    N_("the father's name is a spelling of the other"),
    N_("same consonant skeleton of the father's name"),
    N_("the patronymics are alike"),
    N_("the patronymics differ"),
    N_("the fathers' names sound alike"),
    N_("the father's name is its form in another language"),
)


def _sounds(one: str, other: str, *, kazakh: bool) -> tuple[str, float]:
    return nearness(one, other, kazakh=kazakh)


def _finding(found: tuple[str, float], labels: tuple[str, ...]) -> _Finding:
    kind, likeness = found
    match kind:
        case "same sound":
            return _Finding("agrees", likeness, Reason(labels[0]))
        case "variants":
            return _Finding("agrees", likeness, Reason(labels[1]))
        case "same skeleton":
            return _Finding("agrees", likeness, Reason(labels[2]))
        case "like sound":
            return _Finding("agrees", likeness, Reason(labels[5]))
        case "counterpart":
            return _Finding("counterpart", likeness, Reason(labels[6]))
        case "near" | "misread":
            verdict: Verdict = "near" if kind == "near" else "misread"
            return _Finding(verdict, likeness, Reason(labels[3]))
        case _:
            return _Finding("differs", likeness, Reason(labels[4]))


def _given_names(a: View, b: View, *, kazakh: bool) -> _Finding:
    if a.given and b.given and not (a.given_cut or b.given_cut):
        found = _sounds(a.given, b.given, kazakh=kazakh)
        if (a.syllables or b.syllables) and found[0] in {"same skeleton", "like sound"}:
            return _Finding("near", found[1], Reason(_GIVEN[3]))  # «Чун Хо» is not «Чун Ха»
        return _finding(found, _GIVEN)
    one, other = _given_letters(a), _given_letters(b)
    if not (one and other):
        return _NONE
    cut, longer = sorted((a.given, b.given), key=len)
    if one & other and longer.startswith(cut):
        return _Finding("initial", _INITIAL, Reason(N_("the initial agrees")))
    return _Finding("differs", 0.0, Reason(N_("the initials differ")))


def _given_letters(view: View) -> frozenset[str]:
    if view.given:
        return beginnings(view.given)
    return view.initials[0] if view.initials else frozenset()


def _patronymics(a: View, b: View, *, kazakh: bool) -> _Finding:
    full = a.father and b.father and not (a.father_cut or b.father_cut)
    if full:
        return _finding(_sounds(a.father, b.father, kazakh=kazakh), _PATRONYMIC)
    one, other = _father_letters(a), _father_letters(b)
    if not (one and other):
        return _NONE
    cut, longer = sorted((a.father, b.father), key=len)
    if not one & other or (cut and not longer.startswith(cut)):
        return _Finding("differs", 0.0, Reason(_PATRONYMIC[4]))
    return _Finding("initial", _INITIAL, Reason(N_("the patronymic's initial agrees")))


def _father_letters(view: View) -> frozenset[str]:
    if view.father:
        return beginnings(view.father)
    initials = view.initials if view.given else view.initials[1:]
    return initials[0] if initials else frozenset()


# -- years ----------------------------------------------------------------------------------------


def _with_years(found: Match, year: int | None, other: int | None) -> Match:
    """Let years of birth, where both stand there, raise, open or refuse a match."""
    if year is None or other is None:
        return found
    year, other = sorted((year, other))
    apart = other - year
    if apart == 0:
        why = Reason(N_("birth years {year} and {other}"), year=year, other=other)
        better = found.score + (_ceiling(found.match) - found.score) / 2
        return Match(found.match, round(better, 3), (*found.why, why))
    if apart <= YEARS_APART:
        why = Reason(N_("birth years {year} and {other} are near"), year=year, other=other)
        return Match(found.match, found.score, (*found.why, why))
    why = Reason(N_("birth years {year} and {other} differ"), year=year, other=other)
    if found.match and _one_digit_misread(year, other):
        return Match(None, _scaled(None, found.score), (*found.why, why))
    return Match(False, min(found.score, 0.35), (*found.why, why))


def _ceiling(answer: bool | None) -> float:
    return {True: 1.0, None: 0.7, False: 0.4}[answer]


_MISREAD: Final = frozenset({"09", "08", "35", "38", "56", "58", "68", "69", "89", "14", "17"})


def _one_digit_misread(year: int, other: int) -> bool:
    """Whether the years differ in one digit that OCR confuses: 1893 and 1898 (E35)."""
    digits = zip(f"{year:04}", f"{other:04}", strict=False)
    changed = ["".join(sorted(pair)) for pair in digits if pair[0] != pair[1]]
    return len(changed) == 1 and changed[0] in _MISREAD
