"""A text made ready for the date patterns: one case, one dash, one blank, months as symbols."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from models.date_grammar.lexicon import Kind, Word, look_up, look_up_damaged

_LETTER: Final = r"[^\W\d_\u0300-\u036f][\u0300-\u036f]?"
_WORD: Final = rf"(?:{_LETTER})+(?:[036](?:{_LETTER})+)?"  # «н0ября»
_HYPHENATION: Final = r"[-¬=\u00ad][ \r]{0,2}\n\s*"
_TOKEN: Final = re.compile(
    rf"(?P<word>{_WORD}(?:{_HYPHENATION}{_WORD})?)|(?P<blank>\s+)|(?P<other>.)",
    re.DOTALL,
)
_LINE_BREAK: Final = re.compile(_HYPHENATION)
# Words the patterns spell out; broken over a line end they are put together again.
_JOINED: Final = re.compile(r"год\w{0,3}|рожден\w{1,2}|числа|месяц\w?|жыл\w{0,6}|туған|ареста")
_NEAR_DIGIT: Final = re.compile(r"\d\W{0,3}$|\d\s?(?:жыл\w{0,4}|ж\.|года?у?|г\.),? [#%&@$^+]?$")
_YEAR_NEXT: Final = re.compile(r"\W{0,3}(?:[12][0-9озОЗбО]{3}|\d\d\s?г|с\. ?г)")
_MONTH_WORD_NEXT: Final = re.compile(r"\s(?:ай[ынд]|м-ца|месяц)")
_SPECKS: Final = "#%&@$^+"
_BEFORE_DIGIT: Final = re.compile(r"\W{0,4}\d")
_DASHES: Final = "‐‑‒–—―−¬"
_QUOTES: Final = "«»„“”‟\"'’‘‚‹›`´<>*"
_CHARACTERS: Final = str.maketrans(
    {**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_QUOTES, '"'), "ё": "е"}
)
_LETTERED: Final = str.maketrans("036", "озб")
_EDGE: Final = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """Canonical text with the place of each of its characters in the source.

    Attributes:
        source: the searched text.
        text: lower case; runs of blanks are one blank, an empty line is a line feed; a month or
            season is one symbol of the lexicon.
        starts: for each character of `text`, where it starts in `source`.
        ends: for each character of `text`, where it ends in `source`.
    """

    source: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of a non-empty part of the canonical text."""
        return self.starts[start], self.ends[end - 1]


class _Writer:
    """Collects canonical characters with their offsets."""

    def __init__(self) -> None:
        self.characters: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def put(self, character: str, start: int, end: int) -> None:
        self.characters.append(character)
        self.starts.append(start)
        self.ends.append(end)

    def put_each(self, source: str, start: int, end: int) -> None:
        for place in range(start, end):
            self.put(_canonical(source[place]), place, place + 1)

    def drop_speck(self, symbol: Word, start: int) -> int:
        """Leave out a speck that stands for a damaged month's first letter; where it begins."""
        damaged = symbol.kind is Kind.DAMAGED and self.characters
        if damaged and self.characters[-1] in _SPECKS and self.ends[-1] == start:
            self.characters.pop()
            self.ends.pop()
            return self.starts.pop()
        return start


def make_reading(source: str) -> Reading:
    """Read a text of any length once, from left to right."""
    writer = _Writer()
    place = 0
    while place < len(source):
        token = _TOKEN.match(source, place)
        if token is None:  # a combining mark without a letter
            writer.put_each(source, place, place + 1)
            place += 1
        elif token.lastgroup == "word":
            place = _put_word(writer, source, token)
        else:
            blank = "\n" if _is_gap(token[0]) else " "
            written = blank if token.lastgroup == "blank" else _canonical(token[0])
            writer.put(written, place, token.end())
            place = token.end()
    return Reading(source, "".join(writer.characters), tuple(writer.starts), tuple(writer.ends))


def _canonical(character: str) -> str:
    lower = character.lower()
    return (lower if len(lower) == 1 else character).translate(_CHARACTERS)


def _is_gap(blank: str) -> bool:
    """An empty line ends every expression; so does a tab, which parts table cells."""
    return blank.count("\n") > 1 or "\t" in blank


def _put_word(writer: _Writer, source: str, token: re.Match[str]) -> int:
    """Write one word as a symbol or letter by letter; return where reading goes on."""
    written = token[0]
    start, end = token.span()
    joined = _LINE_BREAK.sub("", written)
    if joined != written:
        symbol = _symbol(joined, source, start, end)
        if symbol is None and not _JOINED.fullmatch(joined.lower()):
            end = start + len(_LINE_BREAK.split(written)[0])
            joined = source[start:end]
        elif symbol is None:
            _put_joined(writer, source, start, end)
            return end
    symbol = _symbol(joined, source, start, end)
    if symbol is None:
        writer.put_each(source, start, end)
    else:
        writer.put(symbol.symbol, writer.drop_speck(symbol, start), end)
    return end


def _put_joined(writer: _Writer, source: str, start: int, end: int) -> None:
    for place in range(start, end):
        if source[place].isalpha():
            writer.put(_canonical(source[place]), place, place + 1)


def _symbol(written: str, source: str, start: int, end: int) -> Word | None:
    word = unicodedata.normalize("NFC", written).lower()
    found = look_up(word)
    if found is not None:
        return found
    if word != (lettered := word.translate(_LETTERED)):
        repaired = look_up(lettered)
        month = repaired is not None and repaired.kind not in (Kind.SEASON, Kind.ZODIAC)
        return Word(Kind.DAMAGED, repaired.number) if repaired and month else None
    day_before = _NEAR_DIGIT.search(source, max(0, start - _EDGE), start)
    beside = day_before or _BEFORE_DIGIT.match(source, end) or _MONTH_WORD_NEXT.match(source, end)
    if not beside:
        return None
    between = day_before and _YEAR_NEXT.match(source, end)
    return look_up_damaged(word, edits=2 if between else 1)
