"""Blanks that are too many or too few: «2 9 / X I - 3 7», «о к т я б р я», «домая 1937 г.»."""

import re
from collections.abc import Iterator
from typing import Final

from models.dates.grammar.lexicon import Kind, Word, look_up, symbol_of
from models.dates.grammar.spelled import spelled_day

_ROMAN: Final = "хxvуiітлпш1!|"
_FIGURE: Final = "0-9оoзб"
# Day, month and year with a blank in any of them, parted by dots, strokes or dashes.
_SPACED_DATE: Final = re.compile(
    rf"(?<![\w.,/-])(?<![?!\"] )[{_FIGURE}] ?[{_FIGURE}]? ?[./-] ?"
    rf"(?:[{_ROMAN}](?: ?[{_ROMAN}]){{0,3}}|[{_FIGURE}] ?[{_FIGURE}]) ?[./-] ?"
    rf"(?:1 ?9 ?)?[{_FIGURE}] ?[{_FIGURE}](?![\w.,/-])(?! [{_FIGURE}](?!\w))"
)
# «8.12.1937-10.12.1937», «8/XII-10/XII 1937», «IX.1937-XII.1937»: the dash between two dates is
# no mark inside of either.
_MONTH_FIGURE: Final = rf"(?:\d{{1,2}}|[{_ROMAN}]{{1,4}})"
_ENDS: Final = (
    rf"\d{{1,2}}[./]{_MONTH_FIGURE}[./-](?:1[89])?\d\d",
    rf"\d{{1,2}}[./][{_ROMAN}]{{1,4}}",
    rf"{_MONTH_FIGURE}[./]1[89]\d\d",
)
_TIGHT_RANGE: Final = re.compile(
    "|".join(rf"(?<![\w./-]){end}(?: ?г\.?)?-(?={end}(?!\w))" for end in _ENDS)
)
_SPLIT_FIGURE: Final = re.compile(rf"[{_FIGURE}{_ROMAN}] [{_FIGURE}{_ROMAN}]")
_SPACED_YEAR: Final = re.compile(
    rf"(?<![\w./-])1 ?9 ?[{_FIGURE}] ?[{_FIGURE}](?= ?(?:г ?[о.]|ж ?[ы.]))"
)
_SPACED_WORD: Final = re.compile(r"(?<!\w)[^\W\d_](?: [^\W\d_]){2,9}(?!\w)")
_SPACED_DAY: Final = re.compile(r"[0-3] \d $")
# «15 де кабря», «1938 жылдың м амыр айында»
_SPLIT_MONTH: Final = re.compile(
    r" (?:(?<=\d )|(?<=\d\" )|(?<=\dго )|(?<=лғы )|(?<=ылы )|(?<=дың )|(?<=дын )|(?<=года ))"
    r"(?P<head>[^\W\d_]{1,6}) (?P<tail>[^\W\d_]{2,10})(?!\w)"
)
_LETTERS: Final = re.compile(r"[^\W\d_]{4,24}(?!\w)|[^\W\d_]{3,12}(?=\d{4}|\d\d? дня)")
# What a month may be glued to, with a letter between them where a blank was read as one.
# «193  г.»: a form on which the last figure was left to be filled in
_LEFT_OUT: Final = re.compile(r"(?<!\w)1[89]\d(?=[ \u00a0]{2,6}(?:г\.|год|ж\.|жыл))")
_GLUED_TO: Final = re.compile(
    r"(?:в|до|с|по|от|к|на|го|сего|после|конце|конца|конец|начале|начала|начало|середине|числах"
    r"|позднее|ранее|[^\W\d_]{2,12}(?:ого|его))"
)
_SEASON_KINDS: Final = (Kind.SEASON, Kind.ZODIAC)
_SHORTEST_MONTH: Final = 3
_NEAR: Final = 24
_AFTER_DAY: Final = re.compile(r"[\d)]")
_FIGURES: Final = "азбо"  # as 4, 3, 5 and 0 are read: «2Адекабря» is no 2 December
_DIGIT: Final = re.compile(r"\d")
_YEAR_GLUED: Final = re.compile(
    r"(?<=\d)(?: ?(?:жыл(?:ғы|гы|дың|дын|ы)|года)|г)(?P<letter>[а-яғқ]?)(?=\d)"
)


def without_blanks(plain: str) -> Iterator[tuple[int, int, str]]:
    """Dates, years and months that were typed with a blank after every sign.

    Args:
        plain: lower-case text, as long as its source.
    """
    for match in _SPACED_DATE.finditer(plain):
        if _SPLIT_FIGURE.search(match[0]):
            yield match.start(), match.end(), match[0].replace(" ", "")
    for match in _SPACED_YEAR.finditer(plain):
        if " " in match[0]:
            yield match.start(), match.end(), match[0].replace(" ", "")
    for match in _SPACED_WORD.finditer(plain):
        yield from _spaced_month(plain, match)
    for match in _SPLIT_MONTH.finditer(plain):
        word = look_up(match["head"] + match["tail"])
        if word is not None and word.kind not in (*_SEASON_KINDS, Kind.SHORT):
            yield match.start("head"), match.end(), symbol_of(word, match["tail"])


def _spaced_month(plain: str, match: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    written = match[0].replace(" ", "")
    if written in ("год", "года", "году"):
        yield match.start(), match.end(), written
    word = look_up(written)
    if word is None:
        return
    yield match.start(), match.end(), word.symbol
    if day := _SPACED_DAY.search(plain, max(0, match.start() - len("1 0 ")), match.start()):
        yield day.start(), day.end() - 1, day[0].replace(" ", "")


def with_blanks(plain: str) -> Iterator[tuple[int, int, str]]:
    """Dates glued to what stands beside them: «домая», «3тмая», «маяо1937», «8.5.37-9.5.37»."""
    if _DIGIT.search(plain) is None:
        return
    for match in _LEFT_OUT.finditer(plain):
        yield match.start(), match.end(), f"{match[0]}_"
    for match in _TIGHT_RANGE.finditer(plain):
        yield match.end() - 1, match.end(), " - "
    for match in _YEAR_GLUED.finditer(plain):
        yield match.start(), match.end(), match[0].removesuffix(match["letter"]) + " "
    for match in _LETTERS.finditer(plain):
        near = _AFTER_DAY.match(plain, match.start() - 1) or _DIGIT.search(
            plain, match.end(), match.end() + _NEAR
        )
        if near is not None and look_up(match[0]) is None:
            yield from _apart(plain, match)


def _apart(plain: str, match: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """The one way to part a word so that a month is left."""
    written, start, end = match[0], match.start(), match.end()
    if plain[end : end + 1].isdigit() and (word := _month(written) or _month(written[:-1])):
        yield start, end, f"{word.symbol} "
        return
    after_figure = _AFTER_DAY.match(plain, start - 1) is not None
    two_figures = plain[max(0, start - 2) : start].isdigit() and start > 1
    for head in range(1, len(written) - _SHORTEST_MONTH + 1):
        word = _month(written[head:])
        if word is None:
            continue
        before = written[:head]
        if after_figure and head == 1 and (two_figures or before not in _FIGURES):
            yield start, end, f" {symbol_of(word, written)}"
        elif _GLUED_TO.fullmatch(before) or _GLUED_TO.fullmatch(before[:-1]):
            kept = before if _GLUED_TO.fullmatch(before) else before[:-1]
            yield start, end, f"{spelled_day(kept) or kept} {symbol_of(word, written)}"
        else:
            continue
        return


def _month(written: str) -> Word | None:
    word = look_up(written) if len(written) >= _SHORTEST_MONTH else None
    return None if word is None or word.kind in (*_SEASON_KINDS, Kind.SHORT) else word
