"""Tell the language of each line, so that a mixed page is read by both pipelines."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from models.morphology import is_russian_word

_KAZAKH_LETTER: Final = re.compile(r"[әіңғүұқөһӯ]", re.IGNORECASE)
_LETTER: Final = re.compile(r"[^\W\d_]")
_RUSSIAN_WORD: Final = re.compile(
    r"(?<!\w)(?:в|и|на|с|по|от|из|за|к|об|при|для|что|как|его|года|году|был|была)(?!\w)",
    re.IGNORECASE,
)
# Kazakh as Russian machines type it, «Онда Сагынбай мен Тлеубай болды»; none is a Russian word.
_TYPED_KAZAKH: Final = re.compile(
    r"(?<!\w)(?:деп|деген|болды|болган|болып|жылы|жылгы|туган|туралы|мен|менин|онын|онда|ол|сиз|сол"
    r"|айтты|айтылган|келди|келген|кетти|жок|емес|бойынша|кейин|бир|сурак|жауап|казак|тилинде|ушин"
    r"|аул[ыу]нын|ауылы|аулында|тургыны|баласы|айели|акеси|агасы|иниси|уйинде|жерде|тергеу|айыпталушы"
    r"|тергеуши|куа|камауга|алынды|берилди|жазылган|осы|барып|жумыс|истеген|экен|еди)(?!\w)",
    re.IGNORECASE,
)
_KAZAKH_SHARE: Final = 0.04
"""Of the letters of Kazakh text every ninth is one that Russian lacks, of Russian text with
Kazakh names every fiftieth."""
_MOST_IN_RUSSIAN: Final = 0.1
_LEAST: Final = 12
_FEW: Final = 2
_LONG_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_RUSSIAN_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Languages:
    """Languages of the lines of a text.

    Attributes:
        starts: offset of each line's first code point.
        languages: "ru" or "kk" for each.
    """

    starts: Sequence[int]
    languages: Sequence[str]

    @property
    def present(self) -> frozenset[str]:
        """The languages that occur."""
        return frozenset(self.languages)

    def at(self, offset: int) -> str:
        """The language of the line that holds an offset."""
        return self.languages[bisect_right(self.starts, offset) - 1]


def line_languages(text: str, page: str | None) -> Languages:
    """Judge each line by its letters and small words; short and doubtful ones are as the page.

    Args:
        text: of a page.
        page: its language, or None to tell by its letters.
    """
    whole = page if page in {"ru", "kk"} else (by_letters(text) or "ru")
    starts, languages = [], []
    offset = 0
    for line in text.split("\n"):
        starts.append(offset)
        own = by_letters(line)
        if own is None and whole == "kk" and _is_of_russian_words(line):
            own = "ru"
        languages.append(own or whole)
        offset += len(line) + 1
    return Languages(starts, languages)


def _is_of_russian_words(line: str) -> bool:
    """Whether most long words of a line without Kazakh letters are in the Russian dictionary."""
    words = [] if _KAZAKH_LETTER.search(line) else _LONG_WORD.findall(line.lower())
    known = sum(map(is_russian_word, words))
    return known >= _RUSSIAN_WORDS and 2 * known > len(words)


def by_letters(text: str) -> str | None:
    """Tell "ru" or "kk" by letters and small words; None for few letters or mixed ones."""
    letters = len(_LETTER.findall(text))
    if letters < _LEAST:
        return None
    kazakh = len(_KAZAKH_LETTER.findall(text)) / letters
    russian, typed = len(_RUSSIAN_WORD.findall(text)), len(_TYPED_KAZAKH.findall(text))
    if kazakh < _MOST_IN_RUSSIAN and russian >= max(_FEW, typed):
        return "ru"
    return "kk" if kazakh >= _KAZAKH_SHARE or typed >= max(_FEW, russian) else None
