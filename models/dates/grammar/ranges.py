"""Two dates that make one statement: ranges, choices, neighbouring years."""

import re
from dataclasses import dataclass, replace
from typing import Final

from models.dates.edtf_bounds import bounds
from models.dates.grammar.atoms import Atom, Meaning, checked
from models.dates.grammar.blocks import ANY_MONTH
from models.dates.grammar.lexicon import FROM

LOOK_BEHIND: Final = 24
FROM_BEFORE: Final = re.compile(r"(?<!\w)(?:с|со|от|между|период о)(?: начала| конца| середины)? $")
_DASH: Final = re.compile(r" ?- ?(?:в )?")
_POINT: Final = re.compile(r"\.| \. ")  # a dash misread
_UP_TO: Final = re.compile(r"(?: ?[.,])? (?:и )?(?:п[оес]?|но|[дл]о|вплоть до) (?:в )?")
_MONTH_END: Final = re.compile(rf"{ANY_MONTH}$")  # «1937 жылдың октябрь, ноябрь айларында»
_OR: Final = re.compile(
    r",? (?:[иямн][лдп][иян](?: же)?|либо|не то|то ли|немесе|әлде|не болмаса) (?:в )?"
)
_KAZAKH_OR: Final = re.compile(r" не ")
_AND: Final = re.compile(r" (?:и|және|мен|пен|бен) (?:в )?")
_TO: Final = re.compile(r" ?- ?|,? (?:по|до|и) |, ?| ")
_SHELF_MARK: Final = re.compile(r"(?<!\w)(?:д|дело|ф|оп|л|лл|стр|ст|тел|№)\.? $")
_KAZAKH_FROM: Final = re.compile(rf"(?:[дт][ае]н|н[ае]н|{FROM})$")
_BETWEEN: Final = re.compile(r" арал[ыи][ғг]\w{1,4}")
_KAZAKH_TO: Final = re.compile(r" (?:[дш]ей[іиаї1]н|[қк]ара[ғг]ан т[үұу]н[а-яі]{0,4})(?!\w)")


@dataclass(frozen=True, slots=True)
class Span:
    """A statement in a reading: half-open characters of the canonical text, and its meaning."""

    start: int
    end: int
    meaning: Meaning


def joined(text: str, left: Atom, right: Atom) -> Span | None:
    """Two atoms that make one range, one choice or one list."""
    gap = text[left.end : right.start]
    if not gap or len(gap) > LOOK_BEHIND:
        return None
    if _OR.fullmatch(gap) or (_KAZAKH_OR.fullmatch(gap) and "ж" in text[right.start : right.end]):
        return _choice(left, right)
    led = gap == ", " and _MONTH_END.search(text, left.start, left.end)
    if ((gap == " " and left.weak) or led) and left.month is not None and _following(left, right):
        return _range(left, right, right.end)  # «август сентябрь 1937 г.», the comma lost
    if _AND.fullmatch(gap):
        between = _BETWEEN.match(text, right.end)
        stretch = _following(left, right) or _between(text, left) or between
        end = between.end() if between else right.end
        return _range(left, right, end) if stretch else _both(left, right)
    tail = _KAZAKH_TO.match(text, right.end)
    days = left.day is not None and right.day is not None
    kazakh = bool(tail) and gap in (" ", '"') and (days or _ends_in_from(text, left))
    since = bool(FROM_BEFORE.search(text, max(0, left.start - LOOK_BEHIND), left.start))
    up_to = _UP_TO.fullmatch(gap) and (since or _years_by(gap, left, right))
    night = gap == " на " and text.endswith("ночь с ", 0, left.start)
    if not (kazakh or up_to or night or _dashed(text, left, right)):
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


def _following(left: Atom, right: Atom) -> bool:
    """«в 1918 и 1919 гг.», «в марте и апреле 1938 г.»: one stretch of time."""
    first, last = sharing_year(left, right)
    if not _listed(first, last) or not (first.year or "").isdigit():
        return False
    if not (last.year or "").isdigit() or first.meaning or last.meaning:
        return False
    months = 12 * int(last.year or 0) + (last.month or 0) - 12 * int(first.year or 0)
    return months - (first.month or 0) == (12 if last.month is None else 1)


def _listed(first: Atom, last: Atom) -> bool:
    """Whether both are years, months or seasons and only one has its year or its word."""
    led = first.month is not None and first.year_written and last.weak  # «1937 жылғы мамыр мен …»
    bare = (first.weak or led) and first.day is None and last.day is None
    return bare and (first.month is None) == (last.month is None)


def _both(left: Atom, right: Atom) -> Span | None:
    """«в 1930 и 1934 гг.»: two years of one statement."""
    first, last = sharing_year(left, right)
    one, other = first.read(), last.read()
    if one is None or other is None or not _listed(first, last) or one.edtf >= other.edtf:
        return None
    if first.meaning or last.meaning or last.weak or "X" in one.edtf + other.edtf:
        return None
    both = replace(one, edtf=f"{{{one.edtf},{other.edtf}}}", flags=one.flags | other.flags)
    return Span(left.start, right.end, both)


def _dashed(text: str, left: Atom, right: Atom) -> bool:
    gap = text[left.end : right.start]
    shelf = _SHELF_MARK.search(text, max(0, left.start - LOOK_BEHIND), left.start)
    if left.weak and right.weak and shelf:
        return False
    same_shape = (left.month is None, left.day is None) == (right.month is None, right.day is None)
    named = left.month is not None and _POINT.fullmatch(gap)
    return bool(_DASH.fullmatch(gap) or named) and same_shape


def _range(left: Atom, right: Atom, end: int) -> Span | None:
    first, last = sharing_year(left, right)
    low, high = first.read(), last.read()
    if low is None or high is None or low.precision == "interval" or high.precision == "interval":
        return None
    lower, upper = bounds(low.edtf)[0], bounds(high.edtf)[1]
    if lower is None or upper is None or lower > upper or low.edtf == high.edtf:
        return None
    flags = low.flags | high.flags
    return Span(left.start, end, Meaning(f"{low.edtf}/{high.edtf}", "interval", flags=flags))


def sharing_year(left: Atom, right: Atom) -> tuple[Atom, Atom]:
    """«с 12 марта по 3 апреля 1937 г.»: one year for both, the one before over a turn of year."""
    if right.year_written and not left.year_written and right.year and "X" not in right.year:
        turned = (left.month or 0) > (right.month or 0)
        inherited = f"{int(right.year) - turned:04d}"
        return replace(left, year=inherited, flags=left.flags - {"document-year"}), right
    if left.year_written and not right.year_written:
        return left, replace(right, year=left.year, flags=right.flags - {"document-year"})
    return left, right


def _choice(left: Atom, right: Atom) -> Span | None:
    first, last = sharing_year(left, right)
    one, other = first.read(), last.read()
    if one is None or other is None or one.precision != other.precision or "/" in one.edtf:
        return None
    edtf = f"[{','.join(sorted((one.edtf, other.edtf)))}]"
    meaning = checked(replace(one, edtf=edtf, flags=one.flags | other.flags))
    return Span(left.start, right.end, meaning) if meaning else None


def joined_spans(text: str, spans: list[Span]) -> list[Span]:
    """Join what the words around each date made two ends of: «конец 1936 - начало 1937 г.»."""
    made: list[Span] = []
    for span in spans:
        whole = _ends(text, made[-1], span) if made else None
        if whole is None:
            made.append(span)
        else:
            made[-1] = whole
    return made


def _ends(text: str, left: Span, right: Span) -> Span | None:
    if not _TO.fullmatch(text, left.end, right.start):
        return None
    first, last = left.meaning, right.meaning
    if first.edtf.endswith("/..") and last.edtf.startswith("../"):
        return _bounded(left, right)
    rough = first.edtf.endswith("~") or last.edtf.endswith("~")
    centuries = first.precision == last.precision and last.precision in ("century", "decade")
    if text[left.end : right.start].strip() in ("и", ",") and not text.endswith(
        ("рубеже ", "рубежа "), 0, left.start
    ):
        return None
    mixed = "interval" in (first.precision, last.precision) or "[" in first.edtf + last.edtf
    if mixed or not (rough or centuries):
        return None
    lower = first.lower or bounds(first.edtf)[0]
    upper = last.upper or bounds(last.edtf)[1]
    if lower is None or upper is None or lower > upper or first.edtf == last.edtf:
        return None
    flags = first.flags | last.flags
    edtf = f"{first.edtf}/{last.edtf}"
    return Span(
        left.start, right.end, Meaning(edtf, "interval", first.calendar, lower, upper, flags)
    )


def _bounded(left: Span, right: Span) -> Span | None:
    """«не ранее 5 мая, не позднее 10 мая 1938 г.»."""
    edtf = f"{left.meaning.edtf[:-3]}/{right.meaning.edtf[3:]}"
    lower, upper = bounds(edtf)
    if lower is None or upper is None or lower > upper:
        return None
    flags = left.meaning.flags | right.meaning.flags
    return Span(left.start, right.end, Meaning(edtf, "interval", flags=flags))
