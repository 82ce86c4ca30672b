"""A text made ready for the date patterns: one case, one dash, one blank, months as symbols."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from models.dates.grammar.damage import damaged_months
from models.dates.grammar.figures import doubled_figures, mended_figures
from models.dates.grammar.gluing import parted_figures, parted_months
from models.dates.grammar.lexicon import FIVE, FOUR, look_up, symbol_of
from models.dates.grammar.mending import (
    mended_words,
    until_or_after,
    words_before_years,
    year_words,
)
from models.dates.grammar.misspelled import misspelled_numbers
from models.dates.grammar.spacing import with_blanks, without_blanks
from models.dates.grammar.spelled import spelled_numbers

# One change of the text: half-open offsets, and what stands there instead.
Edit = tuple[int, int, str]

_LETTERS: Final = r"[^\W\d_]"
_MONTH_NEXT: Final = (
    r" (?:янв|фев|мар|апр|ма[яй]|ию[нл]|авг|сен|окт|ноя|дек|қаң|ақп|нау|сәу|мам|мау|шіл|там|қыр|қаз"
    r"|қар|жел|noja|okt|sent|dek|janv|fev)"
)
# Of the two the capital is a misread 5, the small letter a misread 6.
_FIVE: Final = re.compile(
    r"Б(?:(?<=\d.)|(?<=\d[/(.-].)(?=[-/.]\d)|(?=-\d|[\"»]? \(\d|\d|[/.][IVXХТШПУ\d]|/І"
    r"|-(?:го|е|ое|і|ы|ші|ін|інде|інен|іне|нен|тен)(?!\w)| к[үу]н)"
    rf"|(?<![^\W\d].)(?=[\"»]?(?:{_MONTH_NEXT}| дня| (?:по|на|и) \d|-?{_MONTH_NEXT[1:]}"
    r"| [а-яәі]{2,9} (?:1[89]\d\d|жыл)))"
    r"|(?:(?<=жылғы .)|(?<=жылгы .)|(?<=жылы .)|(?<=\d ж\. .))(?=[ -][а-яқ]))"
)
# «А декабря»: a 4 in a place where only a day can stand.
_FOUR: Final = re.compile(rf"(?<!\w)А(?=[\"»)]?{_MONTH_NEXT}|-(?:го|е|і|ы|ші)(?!\w))")
# «19и ноября»: a closing quote read as a letter.
_QUOTE: Final = re.compile(
    r"(?<=[«\"]\d\d)[ип](?= )|(?<=[«\"]\d)[ип](?= )|(?<!\w)[ип](?=\d\d?[»\"])"
    rf"|(?<=\d)[ип](?={_MONTH_NEXT})"
)
# Latin letters typed or read inside of Cyrillic words: «25-гo».
_LATIN: Final = re.compile(r"[aceopxy](?:(?<=[а-я].)|(?=[а-я]))")
# «сәу1рде», «екінш1»
_INNER_ONE: Final = re.compile(r"1(?:(?<=[а-яәғқңөұүһі]{2}1)(?=[а-яәғқңөұүһі])|(?<=нш1)(?!\w))")
_CYRILLIC: Final = dict(zip("aceopxy", "асеорху", strict=True))
_BLANK: Final = re.compile(r"\s\s+|[^\S ]")
_WORD: Final = re.compile(rf"{_LETTERS}{{3,}}+")
_HALF: Final = rf"{_LETTERS}+(?:[036]{_LETTERS}+)?"
_BREAK: Final = re.compile(r"[-=\u00ad][ \r]{0,2}\n\s*")
_HEAD: Final = re.compile(rf"(?<!\w){_HALF}$")
_TAIL: Final = re.compile(_HALF)
_LONGEST_HALF: Final = 16
# Words the patterns spell out; broken over a line end they are put together again.
_JOINED: Final = re.compile(r"год\w{0,3}|рожден\w{1,2}|числа|месяц\w?|жыл\w{0,6}|туған|ареста")
# «въ 1909 годѣ»: before 1918 no word ended in a consonant
_HARD_SIGN: Final = re.compile(r"ъ(?<=[а-я]ъ)(?!\w)")
_DASHES: Final = "‐‑‒–—―−¬"
_QUOTES: Final = "«»„“”‟\"'’‘‚‹›`´<>*"
_CHARACTERS: Final = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_QUOTES, '"'),
        **dict.fromkeys("ӯӱ", "ұ"),
        "ё": "е",
        "ї": "і",
        "ў": "у",
        "ѣ": "е",
        "ѳ": "ф",
        "ѵ": "и",
        **{chr(zero + figure): str(figure) for zero in (0x660, 0x6F0) for figure in range(10)},
    }
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Canonical text with the place of each of its characters in the source.

    Attributes:
        source: the searched text.
        text: lower case; runs of blanks are one blank, an empty line is a line feed; a month or
            season is one symbol of the lexicon.
        written: where in `text` each piece starts that was changed or stands between changes.
        pieces: the same pieces in the source: start, end, and whether it was changed.
        mended: where in the source a figure of a date had become a mark or a letter.
    """

    source: str
    text: str
    written: tuple[int, ...]
    pieces: tuple[tuple[int, int, bool], ...]
    mended: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of a non-empty part of the canonical text."""
        return self._edge(start)[0], self._edge(end - 1)[1]

    def _edge(self, place: int) -> tuple[int, int]:
        """Source offsets of one canonical character."""
        number = bisect_right(self.written, place) - 1
        start, end, changed = self.pieces[number]
        if changed:
            return start, end
        exact = start + place - self.written[number]
        return exact, exact + 1


@lru_cache(maxsize=256)  # stages ask for the same dates again, in another context
def make_reading(source: str, *, whole: bool = False) -> Reading:
    """Read a text of any length; the work grows with its length alone.

    Args:
        source: NFC.
        whole: whether all of it is meant to be one date, so that damaged words need no figure near.
    """
    plain, mended = mended_figures(_canonical(source), source)
    doubled = list(doubled_figures(plain))
    spelled = list(spelled_numbers(plain))
    misspelled = misspelled_numbers(plain, spelled)
    edits = _apart(
        [
            *_joined(plain),
            *((sign.start(), sign.end(), "") for sign in _HARD_SIGN.finditer(plain)),
            *doubled,
            *without_blanks(plain),
            *_months(plain),
            *with_blanks(plain),
            *parted_figures(plain),
            *parted_months(plain),
            *spelled,
            *misspelled,
            *damaged_months(plain, whole=whole),
            *words_before_years(plain),
            *mended_words(plain, whole=whole),
            *year_words(plain),
            *until_or_after(plain),
        ],
        _blanks(plain),
    )
    places = (*mended, *(start for start, _, _ in (*doubled, *misspelled)))
    return replace(_edited(source, plain, edits), mended=places)


def _canonical(source: str) -> str:
    """Lower case, one dash, one quote; never longer or shorter than the source."""
    lower = _QUOTE.sub('"', _FOUR.sub(FOUR, _FIVE.sub(FIVE, source))).lower()
    if len(lower) != len(source):
        lower = "".join(low if len(low := one.lower()) == 1 else one for one in source)
    lower = _INNER_ONE.sub("і", lower)
    return _LATIN.sub(lambda found: _CYRILLIC[found[0]], lower.translate(_CHARACTERS))


def _blanks(plain: str) -> Iterator[Edit]:
    """An empty line ends every expression; so does a tab, which parts table cells."""
    for match in _BLANK.finditer(plain):
        gap = match[0].count("\n") > 1 or "\t" in match[0]
        yield match.start(), match.end(), "\n" if gap else " "


def _months(plain: str) -> Iterator[Edit]:
    for match in _WORD.finditer(plain):
        if word := look_up(match[0]):
            yield match.start(), match.end(), symbol_of(word, match[0])


def _joined(plain: str) -> Iterator[Edit]:
    """Months, and words of the patterns, that a line end breaks."""
    for gap in _BREAK.finditer(plain):
        head = _HEAD.search(plain, max(0, gap.start() - _LONGEST_HALF), gap.start())
        tail = _TAIL.match(plain, gap.end(), gap.end() + _LONGEST_HALF)
        if head is None or tail is None:
            continue
        whole = head[0] + tail[0]
        if word := look_up(whole):
            yield head.start(), tail.end(), word.symbol
        elif _JOINED.fullmatch(whole):
            yield head.start(), tail.end(), whole


def _apart(edits: Iterable[Edit], blanks: Iterable[Edit]) -> list[Edit]:
    """Edits in order, none inside of another: the first kind named wins, blanks come last."""
    chosen: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (one[0], -one[1])):
        if not chosen or edit[0] >= chosen[-1][1]:
            chosen.append(edit)
    words, kept, number = chosen, [], 0
    for blank in blanks:
        while number < len(words) and words[number][1] <= blank[0]:
            number += 1
        if number == len(words) or blank[1] <= words[number][0]:
            kept.append(blank)
    return sorted([*words, *kept])


def _edited(source: str, plain: str, edits: list[Edit]) -> Reading:
    texts: list[str] = []
    written: list[int] = []
    pieces: list[tuple[int, int, bool]] = []
    length = place = 0
    for start, end, instead in edits:
        if start > place:
            texts.append(plain[place:start])
            written.append(length)
            pieces.append((place, start, False))
            length += start - place
        texts.append(instead)
        written.append(length)
        pieces.append((start, end, True))
        length += len(instead)
        place = end
    if place < len(plain):
        texts.append(plain[place:])
        written.append(length)
        pieces.append((place, len(plain), False))
    return Reading(source, "".join(texts), tuple(written), tuple(pieces))
