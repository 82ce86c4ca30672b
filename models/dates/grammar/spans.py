"""From atoms to statements: which count, what the words around them add, which belong together."""

import re
from dataclasses import replace
from typing import Final

from models.dates.grammar.atoms import Atom, checked
from models.dates.grammar.blocks import ANY_MONTH
from models.dates.grammar.fragments import is_cut_list, is_fragment
from models.dates.grammar.patterns import find_atoms
from models.dates.grammar.ranges import (
    FROM_BEFORE,
    LOOK_BEHIND,
    Span,
    joined,
    joined_spans,
    sharing_year,
)
from models.dates.grammar.reading import Reading
from models.dates.grammar.surroundings import (
    ABOUT,
    ABOUT_AFTER,
    AFTER,
    BEFORE,
    about_both,
    after,
    before,
    doubted,
    from_then,
    old_style,
    until_then,
)
from models.dates.grammar.values import DateContext

_YEAR_END: Final = r"(?: ?[пр]?\.)?"  # what may be left of «г.»
_SINCE_THEN_HERE: Final = re.compile(
    rf"{_YEAR_END},? ?(?:и )?(?:п[оес]?|[длн]о)(?: |[а-я](?=д))"
    r"(?:[дл]е\w{1,2}|дня|дн\wь?|момента?)? ?\w?ар(?:ест|ст|\wст|е\wт|ес\w)\w(?!\w)"
)
_SINCE_THEN_ON: Final = re.compile(
    rf"{_YEAR_END},? ?(?:и ?)?\w?(?:[пн][оеs]?|до)(?: |[а-я](?=н))"
    r"(?:(?:на|и)?[сc]?то[ия]щее ?вр\w{2,3}|настоящий день|наст\. ?вр(?:емя|\.)|сей день)(?!\w)"
)
_DOUBT: Final = re.compile(rf" ?\(\?\)|(?<={ANY_MONTH})\? ")
_OLD_STYLE: Final = re.compile(r"(?:по )?ст\. ?ст\.")
_OLD_STYLE_AFTER: Final = re.compile(r" ?[,.:;]? ?\(?(?:п\w ?)?(?:ст|с\. ?ст|ескі)")
# «с осени 19.9 до весны 1931 г.»: half of a range that cannot be read.
_UNREAD_START: Final = re.compile(r"(?<!\w)с \S+ 1\S{1,5} $")
# «за день до 5 мая 1938 г.», «через год после 5 мая»
_SO_LONG: Final = re.compile(
    r"(?<!\w)(?:за|через|спустя) (?:\S{1,12} ){0,2}"
    r"(?:ден\w|дн[яей]{1,2}|недел\w|месяц\w{0,2}|год\w?|лет|час\w{0,2}|сут\w{2}) $"
)
_NOTHING: Final = "../.."
# «до 1928-29 г.»: before either of them
_STRETCH: Final = re.compile(r"\d/\d")
_BY: Final = re.compile(r"(?<!\w)по $")  # «по май 1935 г. включительно»
_INCLUSIVE: Final = "включительно"
_IN: Final = re.compile(r"(?<!\w)(?:в|во|с|со|к|на) $")
# After «в 1800 …», «до 1900 …» these make the number a count.
_COUNTED: Final = re.compile(
    r" ?(?:руб|р\.|коп|чел|душ|га|кг|т\.|тонн|ц\.|пуд|голов|лошад|овец|коров|баран|скот|экз|км|м\.|"
    r"метр|верст|штук|хозяйств|семей|семьи|карточ|стр|лист|л\.|дел|номер|дес|кв|мин|час|трудодн|%|"
    r"[.,/:-]\d)"
)
_NAMESAKE: Final = re.compile(  # «колхоз им. 1 Мая», «совхоз «7 ноября»»
    r"(?<!\w)(?:им\.|имени|к-з|колхоз[а-я]{0,2}|с-з|совхоз[а-я]{0,2}|ул\.|улиц[а-я]|пл\.|площад[а-я]|пер\.|артел[а-я]{1,2})"
    r" ?\"? ?$"
)


def find_spans(reading: Reading, context: DateContext, *, whole: bool) -> list[Span]:
    """The date statements of a reading in their order.

    Args:
        reading: the text.
        context: the document's own year and day.
        whole: whether the text is meant to be one date, so that a bare year or month counts.
    """
    atoms = _dated(_longest(find_atoms(reading.text, context)), context, reading.text)
    spans: list[Span] = []
    place = 0
    while place < len(atoms):
        taken, span = 1, None
        if place + 1 < len(atoms):
            span = joined(reading.text, atoms[place], atoms[place + 1])
            taken = 2 if span else 1
            span = _roughly(reading.text, span) if span else None
        if span is not None and is_cut_list(reading.text, span.meaning, span.start):
            place += taken
            continue
        if span is None:
            stop = atoms[place + 1].start if place + 1 < len(atoms) else len(reading.text)
            after = atoms[place - 1].end if place and not atoms[place - 1].weak else 0
            span = _single(reading.text, atoms[place], context, after=after, stop=stop, whole=whole)
        if span is not None:
            spans.append(span)
        place += taken
    return joined_spans(reading.text, spans)


def _roughly(text: str, span: Span) -> Span:
    """A range with «около» before it, or «шамасында» behind."""
    before = ABOUT.search(text, max(0, span.start - LOOK_BEHIND), span.start)
    after = ABOUT_AFTER.match(text, span.end)
    meaning = about_both(span.meaning) if before or after else None
    if meaning is None:
        return span
    start, end = before.start() if before else span.start, after.end() if after else span.end
    return Span(start, end, meaning)


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


def _dated(atoms: list[Atom], context: DateContext, text: str) -> list[Atom]:
    """Atoms with the year or month that another one names: «того же года», «15 марта и 3 мая»."""
    dated: list[Atom] = []
    latest: Atom | None = None
    for atom in atoms:
        now = atom
        if atom.flags & {"same-year", "same-month"}:
            now = _like(latest, atom, context)
        if dated and text[dated[-1].end : now.start] in (" и ", ", ", " - не позднее "):
            dated[-1] = sharing_year(dated[-1], now)[0]
        dated.append(now)
        if now.meaning is None and (now.year or "").isdigit() and not now.weak:
            latest = now
    return dated


def _like(latest: Atom | None, atom: Atom, context: DateContext) -> Atom:
    """The atom in the year, or the month, of the latest date before it, or of the document."""
    if latest is not None:
        month = atom.month if "same-year" in atom.flags else latest.month
        return replace(atom, year=latest.year, month=month)
    flags = atom.flags - {"same-year", "same-month"} | {"document-year"}
    known = context.known_year
    if known is None:
        return replace(atom, flags=flags)
    month = atom.month or (context.day.month if context.day else None)
    return replace(atom, year=f"{known:04d}", month=month, flags=flags)


def _single(
    text: str, atom: Atom, context: DateContext, *, after: int, stop: int, whole: bool
) -> Span | None:
    """One atom with the words around it, from the atom before it to the next."""
    meaning = atom.read()
    if meaning is None or _is_name(text, atom):
        return None
    if atom.weak and not whole and _COUNTED.match(text, atom.end):
        return None
    if _DOUBT.search(text, atom.start, atom.end):  # «5 мая (?) 1938 г.»
        meaning = doubted(meaning) or meaning
    given = meaning.calendar == "julian_given"  # «1 мая 1918 г. (18 апреля ст. ст.)»
    if not given and _OLD_STYLE.search(text, atom.start, atom.end):  # «5 мая (ст. ст.) 1901 г.»
        meaning = old_style(meaning) or meaning
    span = Span(atom.start, atom.end, meaning)
    unread_day = atom.day is not None and "X" in meaning.edtf[-2:]
    if unread_day and _OLD_STYLE_AFTER.match(text, atom.end, stop):
        return None  # «1? марта 1908 г. ст. ст.»: which day that is now cannot be said
    changed = _until_arrest(text, span, context) or _bracketed(text, span)
    if changed is None and is_fragment(text, atom, after=after):
        return None
    changed = changed or _heeding(text, span, stop)
    if changed.meaning.edtf == _NOTHING:
        return None
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
    if atom.day is not None:
        return False
    preposition = _IN.search(text, max(0, atom.start - LOOK_BEHIND), atom.start)
    return preposition is not None and "two-digit-year" not in atom.flags


def _until_arrest(text: str, span: Span, context: DateContext) -> Span | None:
    """«с 1935 г. по день ареста»."""
    since = FROM_BEFORE.search(text, max(0, span.start - LOOK_BEHIND), span.start)
    arrest = _SINCE_THEN_HERE.match(text, span.end) if since else None
    onward = _SINCE_THEN_ON.match(text, span.end)
    closing = arrest or onward
    if closing is None:
        return None
    last = context.day.isoformat() if context.day else ".."
    inferred = "arrest-day" if arrest else "document-year"
    flags = span.meaning.flags | ({inferred} if last != ".." else frozenset())
    edtf = f"{span.meaning.edtf}/{last}"
    meaning = checked(replace(span.meaning, edtf=edtf, precision="interval", flags=flags))
    return Span(span.start, closing.end(), meaning) if meaning else None


def _bracketed(text: str, span: Span) -> Span | None:
    """«[1937 г.]»: the archivist's date."""
    if (
        text[span.start - 1 : span.start] != "["
        or text[span.end : span.end + 2].lstrip(",.:")[:1] != "]"
    ):
        return None
    meaning = doubted(span.meaning)
    end = text.index("]", span.end) + 1
    return Span(span.start - 1, end, meaning) if meaning else None


def _unread_start(text: str, place: int) -> bool:
    """Whether «до» and «после» say no more than how far from the date something was."""
    before = max(0, place - LOOK_BEHIND), place
    return any(clue.search(text, *before) for clue in (_UNREAD_START, _SO_LONG))


def _heeding(text: str, span: Span, stop: int) -> Span:
    """The span with the modifiers right after and before it."""
    for pattern, change in AFTER:
        match = pattern.match(text, span.end, stop)
        meaning = change(span.meaning) if match else None
        if match and meaning:
            span = Span(span.start, match.end(), meaning)
            break
    for pattern, change in BEFORE:
        match = pattern.search(text, max(0, span.start - LOOK_BEHIND), span.start)
        if match and change in (before, after) and _unread_start(text, match.start()):
            return replace(span, meaning=replace(span.meaning, edtf=_NOTHING))
        if change is before and text.endswith(_INCLUSIVE, 0, span.end):
            change = until_then
        if match and change in (before, after) and _STRETCH.search(span.meaning.edtf):
            return replace(span, meaning=replace(span.meaning, edtf=_NOTHING))
        meaning = change(span.meaning) if match else None
        if match and meaning:
            return Span(match.start(), span.end, meaning)
        if match and change in (from_then, until_then):
            return span  # «не ранее 2 и не позднее 10 марта» is more than «ранее»
    by = _BY.search(text, max(0, span.start - LOOK_BEHIND), span.start)
    if by and text.endswith(_INCLUSIVE, 0, span.end) and (until := until_then(span.meaning)):
        return Span(by.start(), span.end, until)
    return span
