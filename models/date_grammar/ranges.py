"""Two dates that make one statement: ranges, choices, neighbouring years."""

import re
from dataclasses import dataclass, replace
from typing import Final

from models.date_grammar.atoms import Atom, Meaning, checked
from models.edtf_bounds import bounds

LOOK_BEHIND: Final = 24
FROM_BEFORE: Final = re.compile(r"(?<!\w)(?:с|со|от|между)(?: начала| конца| середины)? $")
_DASH: Final = re.compile(r" ?- ?")
_UP_TO: Final = re.compile(r",? (?:и )?(?:по|до|вплоть до) (?:в )?")
_OR: Final = re.compile(r" или (?:в )?")
_AND: Final = re.compile(r" и (?:в )?")
_SHELF_MARK: Final = re.compile(r"(?<!\w)(?:д|дело|ф|оп|л|лл|стр|ст|тел|№)\.? $")
_KAZAKH_FROM: Final = re.compile(r"(?:дан|ден|тан|тен|нан|нен)$")
_KAZAKH_TO: Final = re.compile(r" (?:дейін|шейін|дейин|шейин)(?!\w)")


@dataclass(frozen=True, slots=True)
class Span:
    """A statement in a reading: half-open characters of the canonical text, and its meaning."""

    start: int
    end: int
    meaning: Meaning


def joined(text: str, left: Atom, right: Atom) -> Span | None:
    """Two atoms that make one range or one choice."""
    gap = text[left.end : right.start]
    if not gap or len(gap) > LOOK_BEHIND:
        return None
    if _OR.fullmatch(gap):
        return _choice(left, right)
    if _AND.fullmatch(gap):
        stretch = _following_years(left, right) or _between(text, left)
        return _range(left, right, right.end) if stretch else None
    tail = _KAZAKH_TO.match(text, right.end)
    kazakh = bool(tail) and gap == " " and _ends_in_from(text, left)
    since = bool(FROM_BEFORE.search(text, max(0, left.start - LOOK_BEHIND), left.start))
    up_to = _UP_TO.fullmatch(gap) and (since or _years_by(gap, left, right))
    if not (kazakh or up_to or _dashed(text, left, right)):
        return None
    end = tail.end() if tail and kazakh else right.end
    return _range(left, right, end)


def _years_by(gap: str, left: Atom, right: Atom) -> bool:
    """«1922 по 1927 г.»: two years need no «с» before them."""
    return gap == " по " and all(one.meaning is None and one.month is None for one in (left, right))


def _ends_in_from(text: str, atom: Atom) -> bool:
    return bool(_KAZAKH_FROM.search(text, atom.start, atom.end))


def _between(text: str, atom: Atom) -> bool:
    return text.endswith("между ", 0, atom.start)


def _following_years(left: Atom, right: Atom) -> bool:
    """«в 1918 и 1919 гг.»: one stretch of time."""
    bare = left.weak and left.month is None and right.month is None
    written = (left.year or "").isdigit() and (right.year or "").isdigit()
    return bare and written and int(left.year or 0) + 1 == int(right.year or 0)


def _dashed(text: str, left: Atom, right: Atom) -> bool:
    gap = text[left.end : right.start]
    shelf = _SHELF_MARK.search(text, max(0, left.start - LOOK_BEHIND), left.start)
    if left.weak and right.weak and shelf:
        return False
    same_shape = (left.month is None, left.day is None) == (right.month is None, right.day is None)
    return bool(_DASH.fullmatch(gap)) and same_shape


def _range(left: Atom, right: Atom, end: int) -> Span | None:
    first, last = _sharing_decade(*_sharing_year(left, right))
    low, high = first.read(), last.read()
    if low is None or high is None or low.precision == "interval" or high.precision == "interval":
        return None
    lower, upper = bounds(low.edtf)[0], bounds(high.edtf)[1]
    if lower is None or upper is None or lower > upper or low.edtf == high.edtf:
        return None
    flags = low.flags | high.flags
    return Span(left.start, end, Meaning(f"{low.edtf}/{high.edtf}", "interval", flags=flags))


def _sharing_year(left: Atom, right: Atom) -> tuple[Atom, Atom]:
    """«с 12 марта по 3 апреля 1937 г.»: one year for both, the one before over a turn of year."""
    if right.year_written and not left.year_written and right.year and "X" not in right.year:
        turned = (left.month or 0) > (right.month or 0)
        inherited = f"{int(right.year) - turned:04d}"
        return replace(left, year=inherited, flags=left.flags - {"document-year"}), right
    if left.year_written and not right.year_written:
        return left, replace(right, year=left.year, flags=right.flags - {"document-year"})
    return left, right


def _sharing_decade(left: Atom, right: Atom) -> tuple[Atom, Atom]:
    """«1920—30-х годов»: both are decades."""
    decades = left.weak and left.month is None and (right.year or "").endswith("X")
    if decades and left.year and left.year.endswith("0"):
        return replace(left, year=f"{left.year[:3]}X"), right
    return left, right


def _choice(left: Atom, right: Atom) -> Span | None:
    first, last = _sharing_year(left, right)
    one, other = first.read(), last.read()
    if one is None or other is None or one.precision != other.precision or "/" in one.edtf:
        return None
    edtf = f"[{','.join(sorted((one.edtf, other.edtf)))}]"
    meaning = checked(replace(one, edtf=edtf, flags=one.flags | other.flags))
    return Span(left.start, right.end, meaning) if meaning else None
