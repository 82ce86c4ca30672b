"""Which event of a life or of a case a date in running text belongs to, by the words beside it."""

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import groupby, zip_longest
from typing import Final

# Where a cue of one event is a part of another's, the event named first is tried first.
# The nameless event takes the dates of words that tell of no event of the case.
_CUES: Final[dict[str, str]] = {
    "rehabilitation": (
        r"реабилит[а-я]+|прекращен[аоы]? за отсутстви\w+|отменен[аоы]? за отсутстви\w+"
        r"|дело [^.;]{0,40}прекращено|а[қк]тал\w+|а[қк]тау\w*"
    ),
    "execution": (
        r"(?:приговор|үкім|укім)[^.;]{0,50}?(?:в исполнение|исполнен|орындал\w+)|расстрелян[аоы]?"
        r"|прив(?:еден[аоы]?|ел[аи]?) в исполнение|казнен[аоы]?|ат[ыу] жазасы\w* орындал\w+"
        r"|атыл(?:ды|[ғг]ан)|атып (?:тас|өлт|олт)\w+|үкім орындал\w+|орындал(?:ды|[ғг]ан)"
    ),
    "term_start": (
        r"сч(?:итая|итать|\.)? (?:начало )?срока?|начал[оа] срока"
        r"|срок(?:а)? (?:наказания )?(?:исчис|счит)\w+"
        r"|исчисл\w+ срока?|жаза мерзім\w*|мерзім\w* бас\w+"
    ),
    "release": r"освобо(?:жден|дил)\w*|из[- ]под стражи|босатыл\w+|босап \w+|босады",
    "arrest": (
        r"(?<!до )арест(?:ован[аы]?|овал[аи]?|а|у|)(?!\w)|задержан[аы]?|взят[аы]? под стражу"
        r"|(?:содерж\w+ )?под страж[еу]й?|т[ұу]т[қк]ын(?:[ғг]а алын|дал)\w+"
        r"|[қк]ама(?:у[ғг]а \w+|л\w+)"
        r"|до ареста(?= \d)|ұстал\w+|ұстап \w+"
    ),
    "sentence": (
        r"осу(?:жден[аы]?|дил[аи]?)(?!\w)|приговор(?:ен[аы]?|ил[аи]?|ом|а|)(?!\w)"
        r"|судим(?:а|ы)?(?!\w)"
        r"|(?:постановлени|решени|определени)\w+ (?:особо|тройк|осо|коллеги|суд|воен|вт)\w*"
        r"|тройк[аиой]{1,2}(?!\w)|особ[а-я]{2,3} совещани\w+|үкім\w*|укім\w*"
        r"|сотта(?:л[ғг]ан|лды|п)\w*|[қк]аулы\w*|ерекше кеңес\w*|осом?(?!\w)|кес(?:ді|ген|кен)"
        r"|кесіл(?:ді|ген)|айдал(?:ды|[ғг]ан)|үштігі\w*"
    ),
    "birth": (
        r"род(?:ил(?:ся|ась|ись)|ивш\w+|\.)|г\. ?р\.|г\. ?рожд\w*|рожд(?:ени[яе]|\.)|года рожд\w+"
        r"|ж\. ?т\.|туыл[ғг]ан|ту[ғг]ан"
    ),
    "death": (
        r"умер(?:ла|ли|ший|)(?!\w)|скончал\w+|смерт[иь]|погиб(?:ла|ли|)(?!\w)|(?<!\w)ум\."
        r"|[қк]айтыс \w+|қаза \w+|өл(?:ді|ген)(?!\w)|дүниеден \w+"
    ),
    "interrogation": r"(?:до|пере)про(?:са?|шен[аы]?|сил[аи]?)(?!\w)|жауап ал\w+|тергел\w+",
    "search": r"обыск\w{0,2}(?!\w)|изъят\w+|тінту\w*|тінт(?:іл\w+|іп)",
    "charge": r"обвинение предъявлено|предъявлен\w+ обвинени\w+|айып та[ғг]\w+",
    "arrival": r"прибыл[аи]?(?!\w)|доставлен[аы]?(?!\w)|жеткізіл\w+",
    "transfer": r"этапирован\w*|переведен[аы]?(?!\w)|убыл[аи]?(?!\w)|ауыстырыл\w+",
    "exile": r"(?:вы|со)слан[аы]?(?!\w)|выселен[аы]?(?!\w)|жер аудар\w+",
    # What came of it decides: see `_meant`.
    "review": r"пересмотр(?:ен[аоы]?|ел[аи]?)(?!\w)|[қк]айта [қк]арал\w+",
    "declassification": r"рассекречен\w*|құпиясыздан\w+",
    "": (
        r"выдан[аоы]?(?!\w)|окончил[аи]?|вступил[аи]?|состо(?:ял|ит)\w*|работа[лею]\w*|служил[аи]?"
        r"|прожива[лею]\w*|учил\w{2,3}|призван[аы]?|мобилизован\w*|указ[а-я]? |приказ[а-я]{0,2} "
        r"|оқып \w+|бітірді|жұмыс істе\w+"
    ),
}
_NAMES: Final = tuple(_CUES)
# A line may end where a cue has a blank.
_CUE: Final = re.compile(
    "|".join(
        rf"(?P<c{place}>(?<!\w)(?:{_CUES[name]}))" for place, name in enumerate(_NAMES)
    ).replace(" ", r"\s"),
    re.IGNORECASE,
)
_BREAK: Final = re.compile(r"(?<=\w)[-‐¬\u00ad]\n(?=[^\W\d_])")
_BREAK_LENGTH: Final = 2
# How far a cue may stand from its date, in characters: a clause of these papers is seldom longer.
_REACH: Final = 110
# What a cue on the less usual side counts as farther away. Russian names the event before its
# date, Kazakh, whose verb comes last, after it.
_OTHER_SIDE: Final = 8
# A cue beyond another date belongs to that one.
_BEYOND_DATE: Final = 100
_DATE_BETWEEN: Final = re.compile(r"\b1[89]\d\d\b|\b\d{1,2}[/.][\dIVXХ]{1,4}[/.-]|-\d\d г")
# The end of a sentence: not the dot of an abbreviation, which has fewer letters before it.
_SENTENCE_END: Final = re.compile(
    r"(?:(?<=[^\W\d_]{5})|(?<=[)»])|(?<=[А-ЯӘҒҚҢӨҰҮҺІ]{2}))\.\s|[;!?]|\n\s*\n|\n(?=\d{1,2}\. )"
)
_OF_A_PAPER: Final = re.compile(r"\bот\s*$")
_DATED: Final = re.compile(r"(?:1[89]\d\d|-\d\d)[^\d,]{0,8}$")
_DAY: Final = re.compile(r"\d\W.*\d", re.DOTALL)
_DATE_END: Final = re.compile(r"[.,]?\s+(?=[А-ЯӘҒҚҢӨҰҮҺІ][а-яәғқңөұүһі]{3})")
_KAZAKH: Final = re.compile(r"жыл|\bж\.|[әғқңөұүһі]", re.IGNORECASE)
# So far after the date of a review its outcome may stand: certificates name the sentence between.
_OUTCOME_REACH: Final = 400
_UNDONE: Final = re.compile(r"отмен(?:ен|ил)|прекра(?:щен|тил)|реабилит|күшін жой", re.IGNORECASE)
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
    text, breaks = _in_whole_words(text)
    start -= _BREAK_LENGTH * bisect_left(breaks, start)
    end -= _BREAK_LENGTH * bisect_left(breaks, end)
    inside = _CUE.search(text, start, end)
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
def _in_whole_words(text: str) -> tuple[str, list[int]]:
    """The text without hyphens at line ends, and where they stood: «испол-⏎нение» is a cue, too."""
    return _BREAK.sub("", text), [found.start() for found in _BREAK.finditer(text)]


def _deed_after(text: str, end: int) -> str | None:
    """What was done on the day of the paper: acts put the grounds, with their dates, before it."""
    closing = _SENTENCE_END.search(text, end)
    sentence_end = min(closing.start() if closing else len(text), end + _DEED_REACH)
    cues = _CUE.finditer(text, end, sentence_end)
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
    for cue in _CUE.finditer(text, low, high):
        if cue.end() <= start:
            distance = start - cue.end() + _between(text, cue.end(), start) + _OTHER_SIDE * kazakh
            distance += _BEYOND_DATE * bool(_DATED.search(text, low, cue.start()))
        elif cue.start() >= end:
            distance = cue.start() - end + _between(text, end, cue.start())
            distance += _OTHER_SIDE * (not kazakh)
        else:
            distance = 0
        if best is None or distance < best[0]:
            best = distance, _meant(cue, text, start, end)
    if best is None:
        return None
    if best[1] == "sentence" and _UNDONE.search(text, low, start):
        return "rehabilitation"
    return best[1]


def _meant(cue: re.Match[str], text: str, start: int, end: int) -> str:
    """The event of a cue; a review that undid the sentence is a rehabilitation, else none."""
    name = _NAMES[int(str(cue.lastgroup)[1:])]
    if name != "review":
        return name
    return "rehabilitation" if _UNDONE.search(text, start, end + _OUTCOME_REACH) else ""


def _between(text: str, start: int, end: int) -> int:
    return _BEYOND_DATE if _DATE_BETWEEN.search(text, start, end) else 0


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
    near = _CUE.search(text, max(0, start - _CLOSE), start)
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
