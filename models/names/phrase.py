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
    # «урожд.» in small letters, whatever two of them were read as; «уроженка» is another word.
    r"\b(?-i:уро(?!жен(?:е?ц|к)|чищ)[а-я]{2,7})\b\.?|\bдев\.|\bдевичья(?:\s+фамилия)?"
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
    r"\b(?:гр|тов|гр-н\w?|гр-к\w|граждан\w+|товарищ\w*|г-н|г-жа)\b\.?\s*(?=\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """The name itself, the other names given with it, and whether only a woman is spoken of so."""

    main: str
    asides: tuple[str, ...]
    woman: bool


def split_phrase(surface: str) -> Phrase:
    """Take a phrase such as «Цой, он же Чхай» apart.

    Args:
        surface: as written; what goes beyond 200 code points is left out.
    """
    text = _LINE_BREAK.sub("", _SPACED.sub(_closed, k0(surface[:LONGEST])))
    text = _ADDRESS.sub("", text).strip(_OUTER)
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
    return Phrase(main, named, woman or found)


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
