"""Find every date of a text, and read one date expression: atoms, the words around them, ranges."""

import re
import unicodedata
from dataclasses import replace
from typing import Final

from models.date_grammar.atoms import Atom, Meaning, checked
from models.date_grammar.builders import build
from models.date_grammar.patterns import PATTERNS
from models.date_grammar.ranges import FROM_BEFORE, LOOK_BEHIND, Span, joined
from models.date_grammar.reading import Reading, make_reading
from models.date_grammar.surroundings import AFTER, BEFORE, doubted
from models.date_grammar.values import DateContext, FoundDate, HistoricalDate
from models.edtf_bounds import bounds

NO_CONTEXT: Final = DateContext()

_SINCE_THEN_HERE: Final = re.compile(
    r",? ?(?:и )?(?:по|до) (?:день|дня|момент|момента )? ?ареста(?!\w)"
)
_SINCE_THEN_ON: Final = re.compile(
    r",? ?по (?:настоящее время|наст\. ?вр(?:емя|\.)|сей день)(?!\w)"
)
_IN: Final = re.compile(r"(?<!\w)(?:в|во|с|со|к|на) $")
# After «в 1800 …», «до 1900 …» these make the number a count.
_COUNTED: Final = re.compile(
    r" ?(?:руб|р\.|коп|чел|душ|га|кг|т\.|тонн|ц\.|пуд|голов|лошад|овец|коров|баран|скот|экз|км|м\.|"
    r"метр|верст|штук|хозяйств|семей|семьи|карточ|стр|лист|л\.|дел|номер|дес|кв|мин|час|трудодн|%|"
    r"[.,/:-]\d)"
)
_NAMESAKE: Final = re.compile(  # «колхоз им. 1 Мая», «совхоз «7 ноября»»
    r"(?<!\w)(?:им\.|имени|к-з|колхоз[а-я]{0,2}|с-з|совхоз[а-я]{0,2}|ул\.|улиц[а-я]|артел[а-я]{1,2})"
    r" ?\"? ?$"
)


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
    r"[ \"(\[,;:._]*(?:(?:от|в|во|с|со|к|на|по|за|ночь|число|между|дата|год|рождения|туған|жылы)"
    r"[ :-]*){0,4}"
    r"[ \"(\[]*"
)
_EDGE_AFTER: Final = re.compile(r"[ \").,;:\]\n]*")
_NOT_KNOWN: Final = re.compile(r"не ?извест[а-я]{2,3}|не установлен[а-я]?|белгісіз|белгисиз")
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
    meaning = _born(reading.text, context) or _not_known(reading.text)
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


def _not_known(text: str) -> Meaning | None:
    """«белгісіз», «неизвестен» as the whole answer of a form."""
    return Meaning("XXXX", "unknown") if _NOT_KNOWN.fullmatch(text.strip(" .,;")) else None


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


def _spans(reading: Reading, context: DateContext, *, whole: bool) -> list[Span]:
    atoms = _longest(_atoms(reading.text, context))
    spans: list[Span] = []
    place = 0
    while place < len(atoms):
        taken, span = 1, None
        if place + 1 < len(atoms):
            span = joined(reading.text, atoms[place], atoms[place + 1])
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


def _single(text: str, atom: Atom, context: DateContext, *, whole: bool) -> Span | None:
    meaning = atom.read()
    if meaning is None or _is_name(text, atom):
        return None
    if atom.weak and not whole and _COUNTED.match(text, atom.end):
        return None
    span = Span(atom.start, atom.end, meaning)
    changed = _until_arrest(text, span, context) or _bracketed(text, span) or _heeding(text, span)
    if changed != span or not atom.weak or whole or _in_place(text, atom):
        return changed
    return None


def _is_name(text: str, atom: Atom) -> bool:
    """Whether a day without a year is a street or a farm («1-е Мая»)."""
    if atom.year_written or atom.day is None:
        return False
    return bool(_NAMESAKE.search(text, max(0, atom.start - LOOK_BEHIND), atom.start))


def _in_place(text: str, atom: Atom) -> bool:
    """Whether a bare year or month follows a preposition: «в 1931», «в мае»."""
    preposition = _IN.search(text, max(0, atom.start - LOOK_BEHIND), atom.start)
    return preposition is not None and "two-digit-year" not in atom.flags


def _until_arrest(text: str, span: Span, context: DateContext) -> Span | None:
    """«с 1935 г. по день ареста»."""
    if not FROM_BEFORE.search(text, max(0, span.start - LOOK_BEHIND), span.start):
        return None
    arrest, onward = _SINCE_THEN_HERE.match(text, span.end), _SINCE_THEN_ON.match(text, span.end)
    closing = arrest or onward
    if closing is None:
        return None
    last = context.day.isoformat() if arrest and context.day else ".."
    flags = span.meaning.flags | ({"arrest-day"} if last != ".." else frozenset())
    edtf = f"{span.meaning.edtf}/{last}"
    meaning = checked(replace(span.meaning, edtf=edtf, precision="interval", flags=flags))
    return Span(span.start, closing.end(), meaning) if meaning else None


def _bracketed(text: str, span: Span) -> Span | None:
    """«[1937 г.]»: the archivist's date."""
    if text[span.start - 1 : span.start] != "[" or text[span.end : span.end + 1] != "]":
        return None
    meaning = doubted(span.meaning)
    return Span(span.start - 1, span.end + 1, meaning) if meaning else None


def _heeding(text: str, span: Span) -> Span:
    """The span with the modifiers right after and before it."""
    for pattern, change in AFTER:
        match = pattern.match(text, span.end)
        meaning = change(span.meaning) if match else None
        if match and meaning:
            span = Span(span.start, match.end(), meaning)
            break
    for pattern, change in BEFORE:
        match = pattern.search(text, max(0, span.start - LOOK_BEHIND), span.start)
        meaning = change(span.meaning) if match else None
        if match and meaning:
            return Span(match.start(), span.end, meaning)
    return span
