"""Which event of a life or of a case a date in running text belongs to, by the words beside it."""

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import chain, groupby, zip_longest
from typing import Final

from models.dates.event_cues import COURT, CUE, CUE_WORDS, HIGHER, LOWER, NAMES, UNDONE
from models.misreading.meant import Plain

_BREAK: Final = re.compile(r"(?<=\w)[-‐¬\u00ad]\n(?=[^\W\d_])")
# How far a cue may stand from its date, in characters: a clause of these papers is seldom longer.
_REACH: Final = 110
# What a cue on the less usual side counts as farther away. Russian names the event before its
# date, Kazakh, whose verb comes last, after it.
_OTHER_SIDE: Final = 8
# A cue beyond another date belongs to that one.
_BEYOND_DATE: Final = 100
# So does a cue of another clause beyond another date, or on the less usual side: it does not count.
_OTHER_CLAUSE: Final = 10_000
_CLAUSE: Final = re.compile(r",|^\s(?:и|және)\s|\sжәне\s$")
_DATE_BETWEEN: Final = re.compile(r"\b1[89]\d\d\b|\b\d{1,2}[/.][\dIVXХ]{1,4}[/.-]|-\d\d г")
# The end of a sentence: not the dot of an abbreviation, which has fewer letters before it.
_SENTENCE_END: Final = re.compile(
    r"(?:(?<=[^\W\d_]{5})|(?<=[)»])|(?<=[А-ЯӘҒҚҢӨҰҮҺІ]{2}))\.\s|[;!?]|\n\s*\n|\n(?=\d{1,2}\. )"
)
_OF_A_PAPER: Final = re.compile(r"\bот\s*$")
_DATED: Final = re.compile(r"(?:1[89]\d\d|-\d\d)(?!\.\s)[^\d,]{0,8}$")
_DAY: Final = re.compile(r"\d\W.*\d", re.DOTALL)
_DATE_END: Final = re.compile(r"[.,]?\s+(?=[А-ЯӘҒҚҢӨҰҮҺІ][а-яәғқңөұүһі]{3})")
_KAZAKH: Final = re.compile(r"жыл|\bж\.|[әғқңөұүһі]", re.IGNORECASE)
# So far after the date of a review its outcome may stand: certificates name the sentence between.
_OUTCOME_REACH: Final = 400
# «Сего числа … на основании приговора … от 25 февраля … приведён в исполнение».
_OWN_DAY: Final = re.compile(r"сего\s+(?:числа|дня)", re.IGNORECASE)
_GROUND: Final = re.compile(r"\bот\s+[«\"]?\d")
_DEED_REACH: Final = 400
# A date that has its line to itself, with no more than a place or «от», dates the paper.
_OWN_LINE: Final = 34
_NO_HEADING: Final = re.compile(r"\d\.|когда|\bс\b|\|", re.IGNORECASE)
_CLOSE: Final = 20
_HEADING_REACH: Final = 160
_HEADING: Final = (
    (re.compile(r"допрос|жауап алу", re.IGNORECASE), "interrogation"),
    (re.compile(r"обыск|тінту", re.IGNORECASE), "search"),
    (re.compile(r"заседани[ея]\w*\s+\w*\s*(?:тройки|совещани|коллеги)", re.IGNORECASE), "sentence"),
)


def event_of(text: str, start: int, end: int) -> str | None:
    """The event that a date belongs to.

    Args:
        text: the page.
        start: first character of the date.
        end: one past its last.

    Returns:
        birth, arrest, search, interrogation, charge, sentence, term_start, execution, death,
        arrival, transfer, exile, release, rehabilitation, declassification, document (the date of
        the paper itself), or None where no word says what the date is of.
    """
    plain = _as_meant(text)
    text, start, end = (
        plain.text,
        bisect_left(plain.offsets, start),
        bisect_left(plain.offsets, end),
    )
    inside = CUE.search(text, start, end)
    if inside is not None:
        return _meant(inside, text, start, end) or None
    if _OWN_DAY.match(text, start, end) and (deed := _deed_after(text, end)):
        return deed
    if _stands_alone(text, start, end):
        return _of_document(text, start, end)
    found = _nearest(text, start, end)
    if found is not None:
        return found or None
    return _of_document(text, start, end)


@lru_cache(maxsize=8)
def _as_meant(text: str) -> Plain:
    """The text without hyphens at line ends («испол-⏎нение» is a cue, too) and misread cues.

    Typists leave ё out, later papers do not, so it is read as е.
    """
    places = [range(len(text))]
    for found in _BREAK.finditer(text):
        whole = places.pop()
        places += [range(whole.start, found.start()), range(found.end(), whole.stop)]
    offsets = tuple(chain.from_iterable(places))
    whole_words = _BREAK.sub("", text).replace("ё", "е").replace("Ё", "Е")
    return CUE_WORDS.mended(Plain(whole_words, offsets))


def _deed_after(text: str, end: int) -> str | None:
    """What was done on the day of the paper: acts put the grounds, with their dates, before it."""
    closing = _SENTENCE_END.search(text, end)
    sentence_end = min(closing.start() if closing else len(text), end + _DEED_REACH)
    cues = CUE.finditer(text, end, sentence_end)
    runs = [next(run) for _, run in groupby(cues, key=lambda cue: cue.lastgroup)]
    for cue, following in zip_longest(runs, runs[1:]):
        until = following.start() if following else sentence_end
        if not _GROUND.search(text, cue.end(), until):
            return _meant(cue, text, end, end)
    return None


def _nearest(text: str, start: int, end: int) -> str | None:
    """The event of the nearest cue in the sentence; "" for a word of no event, None for no cue."""
    low, high = _sentence(text, start, end)
    kazakh = _KAZAKH.search(text, start, end) is not None
    best: tuple[int, str] | None = None
    for cue in CUE.finditer(text, low, high):
        if cue.end() <= start:
            distance = start - cue.end() + _between(text, cue.end(), start, usual=not kazakh)
            distance += _BEYOND_DATE * bool(_DATED.search(text, low, cue.start()))
        elif cue.start() >= end:
            distance = cue.start() - end + _between(text, end, cue.start(), usual=kazakh)
        else:
            distance = 0
        if best is None or distance < best[0]:
            best = distance, _meant(cue, text, start, end)
    if best is None or best[0] >= _OTHER_CLAUSE:
        return None
    if best[1] == "sentence" and (
        UNDONE.search(text, low, start) or _court_undoes(text, low, start, end)
    ):
        return "rehabilitation"
    return best[1]


def _court_undoes(text: str, low: int, start: int, end: int) -> bool:
    """«Верховный Суд 14 апреля 1958 г. постановление тройки … отменил»: the court's day."""
    if not COURT.search(text, low, start):
        return False
    closing = _SENTENCE_END.search(text, end)
    limit = min(closing.start() if closing else len(text), end + _OUTCOME_REACH)
    lower = LOWER.search(text, end, limit)
    return lower is not None and UNDONE.search(text, lower.end(), limit) is not None


def _undoes(cue: re.Match[str], text: str, start: int, end: int) -> bool:
    """«Определением коллегии от 9 июня 1957 г. приговор … отменен»: the later decision."""
    around = text[min(cue.start(), start) : max(cue.end(), end)]
    if not HIGHER.match(cue[0]) or LOWER.search(around):
        return False
    closing = _SENTENCE_END.search(text, end)
    limit = min(closing.start() if closing else len(text), end + _OUTCOME_REACH)
    return UNDONE.search(text, end, limit) is not None


def _meant(cue: re.Match[str], text: str, start: int, end: int) -> str:
    """The event of a cue; a review that undid the sentence is a rehabilitation, else none."""
    name = NAMES[int(str(cue.lastgroup)[1:])]
    if name == "sentence" and _undoes(cue, text, start, end):
        return "rehabilitation"
    if name != "review":
        return name
    return "rehabilitation" if UNDONE.search(text, start, end + _OUTCOME_REACH) else ""


def _between(text: str, start: int, end: int, *, usual: bool) -> int:
    """What stands between a cue and its date, as so many characters more."""
    between = text[start:end]
    beyond = _DATE_BETWEEN.search(between) is not None
    if (beyond or not usual) and _CLAUSE.search(between):
        return _OTHER_CLAUSE
    return _BEYOND_DATE * beyond + _OTHER_SIDE * (not usual)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of the page in which a cue can speak of the date."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    if _OF_A_PAPER.search(text, low, start):  # «приговор … от 25 февраля»: what follows is later
        high = end
    ends = [match.end() for match in _SENTENCE_END.finditer(text, low, start)]
    low = ends[-1] if ends else low
    full_stop = text[end - 1 : end] == "."
    closing = (_DATE_END.match(text, end) if full_stop else None) or _SENTENCE_END.search(
        text, end, high
    )
    return low, closing.start() if closing else high


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands in the date's line, and no cue right above it."""
    line_end = text.find("\n", end)
    after = text[end : line_end if line_end >= 0 else len(text)]
    before = text[text.rfind("\n", 0, start) + 1 : start]
    near = CUE.search(text, max(0, start - _CLOSE), start)
    return near is None and not (before + after).strip(' .,«»"')


def _of_document(text: str, start: int, end: int) -> str | None:
    """What a date dates that stands in a line of its own, in the heading or by the signature."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    rest = text[line_start:start] + text[end : line_end if line_end >= 0 else len(text)]
    if len(rest.strip(' .,«»"')) > _OWN_LINE or _NO_HEADING.search(rest):
        return None
    if not _DAY.search(text, start, end):
        return None
    above = text[max(0, line_start - _HEADING_REACH) : line_start]
    for words, event in _HEADING:
        if words.search(above):
            return event
    return "document"
