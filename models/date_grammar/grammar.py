"""Find every date of a text, and read one date expression: atoms, the words around them, ranges."""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Final

from models.date_grammar.atoms import Atom, Meaning, build, checked
from models.date_grammar.patterns import PATTERNS
from models.date_grammar.reading import Reading, make_reading
from models.date_grammar.surroundings import AFTER, BEFORE, doubted
from models.date_grammar.values import DateContext, FoundDate, HistoricalDate
from models.edtf_bounds import bounds

NO_CONTEXT: Final = DateContext()
_LOOK_BEHIND: Final = 24

_DASH: Final = re.compile(r" ?- ?")
_UP_TO: Final = re.compile(r",? (?:и )?(?:по|до|вплоть до) (?:в )?")
_OR: Final = re.compile(r" или (?:в )?")
_AND: Final = re.compile(r" и (?:в )?")
_SHELF_MARK: Final = re.compile(r"(?<!\w)(?:д|дело|ф|оп|л|лл|стр|ст|тел|№)\.? $")
_FROM_BEFORE: Final = re.compile(r"(?<!\w)(?:с|со|от|между)(?: начала| конца| середины)? $")
_SINCE_THEN_HERE: Final = re.compile(
    r",? ?(?:и )?(?:по|до) (?:день|дня|момент|момента )? ?ареста(?!\w)"
)
_SINCE_THEN_ON: Final = re.compile(
    r",? ?по (?:настоящее время|наст\. ?вр(?:емя|\.)|сей день)(?!\w)"
)
_KAZAKH_FROM: Final = re.compile(r"(?:дан|ден|тан|тен|нан|нен)$")
_KAZAKH_TO: Final = re.compile(r" (?:дейін|шейін|дейин|шейин)(?!\w)")
_IN: Final = re.compile(r"(?<!\w)(?:в|во|с|со|к|на) $")
# After «в 1800 …» these make the number a count.
_COUNTED: Final = re.compile(
    r" ?(?:руб|р\.|коп|чел|душ|га|кг|т\.|тонн|ц\.|пуд|голов|лошад|овец|коров|баран|скот|экз|км|м\.|"
    r"метр|верст|штук|хозяйств|семей|семьи|карточ|стр|лист|л\.|дел|номер|дес|кв|мин|час|трудодн|%|[.,/:-]\d)"
)
_NAMESAKE: Final = re.compile(  # «колхоз им. 1 Мая», «совхоз «7 ноября»»
    r"(?<!\w)(?:им\.|имени|к-з|колхоз[а-я]{0,2}|с-з|совхоз[а-я]{0,2}|ул\.|улиц[а-я]|артел[а-я]{1,2})"
    r" ?\"? ?$"
)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    meaning: Meaning


def find_dates(text: str, *, context: DateContext = NO_CONTEXT) -> list[FoundDate]:
    """Find the dates of a page.

    Args:
        text: NFC; line ends and hyphens at line ends inside of a date do no harm.
        context: the document's own year and day.

    Returns:
        Dates in the order of the text, not overlapping, offsets half-open in its code points.
    """
    reading = make_reading(text)
    found = []
    for span in _spans(reading, context, whole=False):
        start, end = reading.span(span.start, span.end)
        found.append(FoundDate(start, end, _valued(text[start:end], span.meaning)))
    return found


_EDGE_BEFORE: Final = re.compile(
    r"[ \"(\[,;:._]*(?:(?:от|в|во|с|со|к|на|по|за|ночь|число|дата|год|рождения|туған|жылы)"
    r"[ :-]*){0,4}"
    r"[ \"(\[]*"
)
_EDGE_AFTER: Final = re.compile(r"[ \").,;:\]\n]*")
_AGE: Final = re.compile(r"(\d{1,3}) ?(?:лет|года?|жаста)(?: от роду)?(?P<when> ?\(.{1,60}\))?")


def parse_date(text: str, *, context: DateContext = NO_CONTEXT) -> HistoricalDate | None:
    """Read a text that is one date expression and nothing else but edge words («от», «в», «г.»).

    Args:
        text: the expression; brought to NFC first.
        context: the document's own year and day.

    Returns:
        Its value, or None when the text is no date or says more than one.
    """
    surface = unicodedata.normalize("NFC", text).strip()
    reading = make_reading(surface)
    for span in _spans(reading, context, whole=True):
        before, after = reading.text[: span.start], reading.text[span.end :]
        if _EDGE_BEFORE.fullmatch(before) and _EDGE_AFTER.fullmatch(after):
            return _valued(surface, span.meaning)
    meaning = _born(reading.text, context)
    return _valued(surface, meaning) if meaning else None


def _born(text: str, context: DateContext) -> Meaning | None:
    """The two possible birth years of «38 лет (анкета 21.XI.1937)»."""
    match = _AGE.fullmatch(text.strip(" ."))
    if match is None:
        return None
    stated = find_dates(match["when"] or "", context=context)
    year = stated[0].date.lower.year if stated and stated[0].date.lower else context.known_year
    if year is None:
        return None
    latest = year - int(match[1])
    return checked(Meaning(f"[{latest - 1},{latest}]", "year", flags=frozenset({"age"})))


def _valued(surface: str, meaning: Meaning) -> HistoricalDate:
    lower, upper = bounds(meaning.edtf)
    return HistoricalDate(
        surface=unicodedata.normalize("NFC", surface),
        edtf=meaning.edtf,
        lower=meaning.lower or lower,
        upper=meaning.upper or upper,
        calendar=meaning.calendar,
        precision=meaning.precision,
        derived_from=tuple(sorted(meaning.flags)),
    )


def _spans(reading: Reading, context: DateContext, *, whole: bool) -> list[_Span]:
    atoms = _longest(_atoms(reading.text, context))
    spans: list[_Span] = []
    place = 0
    while place < len(atoms):
        taken, span = 1, None
        if place + 1 < len(atoms):
            span = _joined(reading.text, atoms[place], atoms[place + 1])
            taken = 2 if span else 1
        span = span or _single(reading.text, atoms[place], context, whole=whole)
        if span is not None:
            spans.append(span)
        place += taken
    return spans


def _atoms(text: str, context: DateContext) -> list[Atom]:
    atoms = []
    for name, pattern in PATTERNS.items():
        match = pattern.search(text)
        while match is not None:
            atom = build(name, match, context)
            if atom is not None:
                atoms.append(atom)
            match = pattern.search(text, match.end() if atom else match.start() + 1)
    return atoms


def _longest(atoms: list[Atom]) -> list[Atom]:
    """Keep what does not overlap, the longest first; of equals the earlier pattern."""
    taken: set[int] = set()
    kept = []
    for atom in sorted(atoms, key=lambda one: (one.start - one.end, one.weak)):
        places = range(atom.start, atom.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(atom)
    return sorted(kept, key=lambda one: one.start)


def _joined(text: str, left: Atom, right: Atom) -> _Span | None:
    """Two atoms that make one range or one choice."""
    gap = text[left.end : right.start]
    if not gap or len(gap) > _LOOK_BEHIND:
        return None
    if _OR.fullmatch(gap):
        return _choice(left, right)
    if _AND.fullmatch(gap):
        stretch = _following_years(left, right) or _between(text, left)
        return _range(left, right, right.end) if stretch else None
    tail = _KAZAKH_TO.match(text, right.end)
    kazakh = bool(tail) and gap == " " and _ends_in_from(text, left)
    since = bool(_FROM_BEFORE.search(text, max(0, left.start - _LOOK_BEHIND), left.start))
    if not (kazakh or (_UP_TO.fullmatch(gap) and since) or _dashed(text, left, right)):
        return None
    end = tail.end() if tail and kazakh else right.end
    return _range(left, right, end)


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
    shelf = _SHELF_MARK.search(text, max(0, left.start - _LOOK_BEHIND), left.start)
    if left.weak and right.weak and shelf:
        return False
    same_shape = (left.month is None, left.day is None) == (right.month is None, right.day is None)
    return bool(_DASH.fullmatch(gap)) and same_shape


def _range(left: Atom, right: Atom, end: int) -> _Span | None:
    first, last = _sharing_decade(*_sharing_year(left, right))
    low, high = first.read(), last.read()
    if low is None or high is None or low.precision == "interval" or high.precision == "interval":
        return None
    lower, upper = bounds(low.edtf)[0], bounds(high.edtf)[1]
    if lower is None or upper is None or lower > upper or low.edtf == high.edtf:
        return None
    flags = low.flags | high.flags
    return _Span(left.start, end, Meaning(f"{low.edtf}/{high.edtf}", "interval", flags=flags))


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


def _choice(left: Atom, right: Atom) -> _Span | None:
    first, last = _sharing_year(left, right)
    one, other = first.read(), last.read()
    if one is None or other is None or one.precision != other.precision or "/" in one.edtf:
        return None
    edtf = f"[{','.join(sorted((one.edtf, other.edtf)))}]"
    meaning = checked(replace(one, edtf=edtf, flags=one.flags | other.flags))
    return _Span(left.start, right.end, meaning) if meaning else None


def _single(text: str, atom: Atom, context: DateContext, *, whole: bool) -> _Span | None:
    meaning = atom.read()
    if meaning is None or _is_name(text, atom):
        return None
    span = _Span(atom.start, atom.end, meaning)
    changed = _until_arrest(text, span, context) or _bracketed(text, span) or _heeding(text, span)
    if changed != span or not atom.weak or whole or _in_place(text, atom):
        return changed
    return None


def _is_name(text: str, atom: Atom) -> bool:
    """Whether a day without a year is a street or a farm («1-е Мая»)."""
    if atom.year_written or atom.day is None:
        return False
    return bool(_NAMESAKE.search(text, max(0, atom.start - _LOOK_BEHIND), atom.start))


def _in_place(text: str, atom: Atom) -> bool:
    """Whether a bare year or month follows a preposition and counts nothing: «в 1931», «в мае»."""
    preposition = _IN.search(text, max(0, atom.start - _LOOK_BEHIND), atom.start)
    if preposition is None or "two-digit-year" in atom.flags:
        return False
    return not _COUNTED.match(text, atom.end)


def _until_arrest(text: str, span: _Span, context: DateContext) -> _Span | None:
    """«с 1935 г. по день ареста»."""
    if not _FROM_BEFORE.search(text, max(0, span.start - _LOOK_BEHIND), span.start):
        return None
    arrest, onward = _SINCE_THEN_HERE.match(text, span.end), _SINCE_THEN_ON.match(text, span.end)
    closing = arrest or onward
    if closing is None:
        return None
    last = context.day.isoformat() if arrest and context.day else ".."
    flags = span.meaning.flags | ({"arrest-day"} if last != ".." else frozenset())
    edtf = f"{span.meaning.edtf}/{last}"
    meaning = checked(replace(span.meaning, edtf=edtf, precision="interval", flags=flags))
    return _Span(span.start, closing.end(), meaning) if meaning else None


def _bracketed(text: str, span: _Span) -> _Span | None:
    """«[1937 г.]»: the archivist's date."""
    if text[span.start - 1 : span.start] != "[" or text[span.end : span.end + 1] != "]":
        return None
    meaning = doubted(span.meaning)
    return _Span(span.start - 1, span.end + 1, meaning) if meaning else None


def _heeding(text: str, span: _Span) -> _Span:
    """The span with the modifiers right after and before it."""
    for pattern, change in AFTER:
        match = pattern.match(text, span.end)
        meaning = change(span.meaning) if match else None
        if match and meaning:
            span = _Span(span.start, match.end(), meaning)
            break
    for pattern, change in BEFORE:
        match = pattern.search(text, max(0, span.start - _LOOK_BEHIND), span.start)
        meaning = change(span.meaning) if match else None
        if match and meaning:
            return _Span(match.start(), span.end, meaning)
    return span
