"""A name phrase without line breaks, and apart from it its aliases and maiden names."""

import re
from dataclasses import dataclass
from typing import Final

from models.names.keys import k0

LONGEST: Final = 200  # code points of a name phrase that are read
WORD: Final = re.compile(r"[^\W\d_]+(?:[-‐-―'’][^\W\d_]+)*\.?")
_LINE_BREAK: Final = re.compile(r"(?<=\w)(?:-\s*\n\s*|¬\s*|\u00ad\s*)")
_OUTER: Final = " \t\n,;:[]«»\"'“”„"
_WOMAN: Final = (
    # «урож.», «урожд.» in small letters, whatever two were read as; «уроженка» is another word.
    r"\b(?-i:уро(?!жен(?:е?ц|к)|чищ)[а-я]{1,7})\b\.?|\bдев\.|\bдевичья(?:\s+фамилия)?"
    r"|\b(?:до|в)\s+замужеств\w+|\bпо\s+(?:\w+\s+)?муж\w*|\bтөркіні"
    r"|\bқыз\s+кезін\w*(?:\s+(?:фамилиясы|тегі|аты))?|\bона\s+же\b(?:\s+по\s+\w+)?"
)
_MAN: Final = (
    r"\b(?:он|ол)\s+же\b(?:\s+по\s+\w+)?|\bпо\s+кличке|\bкличка|\bпрозвище|\bпсевдоним\w*"
    r"|\b(?:лақап|бүркеншік|шын|бұрынғы)\s+(?:аты|фамилиясы|тегі)|\bнастоящая\s+фамилия"
)
_CUE: Final = re.compile(rf"[,;(]?\s*(?:(?P<woman>{_WOMAN})|{_MAN})\s*[:—–-]?\s*", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\(([^()]*)(?:\)|$)")
_END: Final = re.compile(r"[,;\n)]")


_SPACED: Final = re.compile(r"(?<!\w)(?:[^\W\d_] ){3,}[^\W\d_](?![\w.])")  # «О М А Р О В»
_ADDRESS: Final = re.compile(
    r"\b(?:(?P<m>гр-н\w?|гражданин\w{0,2}|г-н\w?)|(?P<f>гр-к\w|гражданк\w+|г-ж[аиуе])"
    r"|гр|тов|граждан\w*|товарищ\w*)\b\.?\s*(?=\w)",
    re.IGNORECASE,
)
_HELD: Final = r"(?:обвиняем|подсудим|арестованн|осужд[её]нн|заключ[её]нн|задержанн|подследственн)"
# What a bearer is or does, before the name; «Майоров» and «Судьин» are surnames.
_TITLE: Final = re.compile(
    rf"(?:(?P<m>{_HELD}(?:ый|ого|ому|ым|ом))|(?P<f>{_HELD}(?:ая|ой|ую)|свидетельниц\w{{1,2}})"
    r"|свидетел[ьяюе]м?|следовател[ьяюе]м?|прокурор(?:а|у|ом|е)?|судь[яиею]й?"
    r"|(?:(?:мл|ст)\.?|(?:млад|стар)ш\w{2,3})(?=\s*(?:лейт|серж))|(?:лейтенант|капитан|сержант|майор"
    r"|(?:под)?полковник)(?:а|у|ом|е)?|л-т|гос\.?\s?безопасности|г\.?б|милиции)\b\.?\s*(?=\w)",
    re.IGNORECASE,
)
# «братья Ивановы Петр и Семен»: several of one surname, which alone can be said of each.
_SEVERAL: Final = re.compile(
    r"(?:(?P<m>брать(?:я|ев|ям|ями)|сыновь\w+)|(?P<f>с[её]ст(?:ры|рам|рами|[её]р))"
    r"|супруг(?:и|ов|ам|ами)|семь(?:я|и|е|ю|ей|ёй)|дет(?:и|ей|ям|ьми))\s+(?=\w)",
    re.IGNORECASE,
)
_PLURAL: Final = re.compile(
    r"\b(?:(?P<noun>\w+(?:[ое]в|[иы]н))(?:ы|ых|ыми?)|(?P<adjective>\w+[сц]к)(?:ие|их|ими?))\b", re.I
)
_PLURAL_ALONE: Final = re.compile(r"(?P<noun>\w+[ое]в)ы\b", re.IGNORECASE)
_ANOTHER: Final = re.compile(r"\s+и\s+(?=[А-ЯЁӘҒҚҢӨҰҮҺІ])")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The name itself, the other names given with it, and the sex that is spoken of so, or ""."""

    main: str
    asides: tuple[str, ...]
    sex: str


def split_phrase(surface: str) -> Phrase:
    """Take a phrase such as «Цой, он же Чхай» apart.

    Args:
        surface: as written; what goes beyond 200 code points is left out.
    """
    text = _LINE_BREAK.sub("", _SPACED.sub(_closed, k0(surface[:LONGEST])))
    text, sex = _without_titles(text.strip(_OUTER))
    head = _CUE.match(text)
    woman = bool(head and head["woman"])
    text = text[head.end() :] if head else text
    outside = _BRACKETS.sub(" ", text)
    asides: list[str] = []
    if WORD.search(outside):
        for inside in _BRACKETS.findall(text):
            cue = _CUE.match(inside)
            woman |= bool(cue and cue["woman"])
            asides.append(inside[cue.end() :] if cue else inside)
        text = outside
    main, rest, found = _cut_at_cues(text)
    asides += rest
    if not WORD.search(main):
        main, asides = (asides[0], asides[1:]) if asides else (text, [])
    named = tuple(
        aside for aside in asides if any(word[0].isupper() for word in WORD.findall(aside))
    )
    main, several = _one_of_several(main)
    return Phrase(main, named, "f" if woman or found else sex or several)


def _without_titles(text: str) -> tuple[str, str]:
    """Return a phrase without what its bearer is called, and the sex that this tells."""
    sex = ""
    while found := _TITLE.match(text):
        sex, text = sex or found.lastgroup or "", text[found.end() :]
    if found := _ADDRESS.search(text):
        sex, text = sex or found.lastgroup or "", _ADDRESS.sub("", text)
    return text.strip(_OUTER), sex


def _one_of_several(main: str) -> tuple[str, str]:
    """Return what can be said of each of several, and their sex; of two people, the first."""
    group = _SEVERAL.match(main)
    sex = (group and group.lastgroup) or ""
    rest = main[group.end() :] if group else main
    plural = _PLURAL.search(rest) if group else _PLURAL_ALONE.match(rest)
    if plural:
        noun = plural["noun"]
        ending = ("а" if sex == "f" else "") if noun else "ая" if sex == "f" else "ий"
        return (noun or plural["adjective"]) + ending, sex
    return _ANOTHER.split(rest)[0], sex


def _closed(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")


def _cut_at_cues(text: str) -> tuple[str, list[str], bool]:
    """Return the name before the first cue and after what the cues introduce, and their names."""
    cues = list(_CUE.finditer(text))
    if not cues:
        return text, [], False
    main, asides = text[: cues[0].start()], []
    for cue, following in zip(cues, [*cues[1:], None], strict=True):
        part = text[cue.end() : following.start() if following else len(text)]
        end = _END.search(part)
        asides.append(part[: end.start()] if end else part)
        if end:
            main = f"{main} {part[end.end() :]}"
    return main, asides, any(cue["woman"] for cue in cues)
