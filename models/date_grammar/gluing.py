"""Words and figures of a date that OCR ran together: «годаарождения», «послез3 мая»."""

# ruff: noqa: SIM905 - words read best as one line
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from models.date_grammar.lexicon import Kind, look_up
from models.morphology import is_russian_word

_YEAR_WORDS: Final = "год года году годы годов годах жыл жылы жылғы жылдың жылдан жылға жылдары"
# What may stand first in a run-together word, and what may come after it.
_FIRST: Final = frozenset(
    (
        "до от по со не после ранее позднее около конце конца конец начале начала середине между "
        "примерно ранней поздней первых последних числах числа месяца месяце день дня период или "
        "возрасте "
        f"туған шамамен осы {_YEAR_WORDS}"
    ).split()
)
_SHORT_FIRST: Final = frozenset("вск")
_LAST: Final = frozenset(
    (
        "начале начала конце конца середине середины рождения месяца месяце дня числа числах или "
        "ранее позднее году годах время туған дейін кейін бері бастап басында соңында "
        f"аяғында белгісіз туылған {_YEAR_WORDS}"
    ).split()
)
_SHORTEST_LAST: Final = 5
_DATE_FIGURE: Final = (
    r"(?=1[89]\d\d(?!\w)|[0-3]?\d(?:[\"»]?-?(?:го|е)?,? (?:дня|числ|янв|фев|мар|апр|ма[яй]"
    r"|ию[нл]|авг|сен|окт|ноя|дек|по|до|и|[0-3]?\d [а-я])|[./][хxviуш\d]))"
)
# «послез3 мая», «до5 августа», «с1926 г.», «ве1929 году».
_BEFORE_FIGURE: Final = re.compile(
    rf"(?<!\w)(?P<word>после|ранее|позднее|около|до|от|по|на|с|со|в|и|или|месяца|между)"
    rf"[^\W\d_]?{_DATE_FIGURE}"
)
# «1926по 1931», «1937гжылғы», «1925-1930зжылдары», «20-хгодах», «9сдня», «2сили».
_AFTER_FIGURE: Final = re.compile(
    r"(?P<figure>\d(?:-х)?)[^\W\d_.]?(?P<word>по|или|год(?:а|у|ы|ов|ах)|жыл(?:ы|ғы|дың|дан|ға|дары)"
    r"|дня|числа|месяца)(?!\w)"
)
_AFTER_POINT: Final = re.compile(r"(?<=[гж])\.[^\W\d_]?(?=(?:по|до) (?:\d|день|наст))")
_UNSURE_KINDS: Final = (Kind.ZODIAC, Kind.SHORT)


def parted_figures(plain: str) -> Iterator[tuple[int, int, str]]:
    """Figures and the words run together with them, with a blank where it was lost.

    Args:
        plain: lower-case text, as long as its source.
    """
    for match in _BEFORE_FIGURE.finditer(plain):
        yield match.start(), match.end(), f"{match['word']} "
    for match in _AFTER_FIGURE.finditer(plain):
        if match.end() - match.start("figure") > len(match["figure"] + match["word"]) or (
            match["word"] not in ("года", "году", "жылы", "жылғы")
        ):
            yield match.start(), match.end(), f"{match['figure']} {match['word']}"
    for match in _AFTER_POINT.finditer(plain):
        yield match.start(), match.end(), ". "


@lru_cache(maxsize=1 << 14)
def parted_word(token: str) -> str | None:
    """The two words of a date that a token is made of, with at most a letter between them."""
    if token in _FIRST or token in _LAST or look_up(token):
        return None
    for place in range(1, len(token) - 1):
        first = _word(token[:place], _FIRST, short=_SHORT_FIRST)
        if first is None:
            continue
        for start in (place, place + 1):
            rest = token[start:]
            last = _word(rest, _LAST)
            long = place > 1 or len(rest) >= _SHORTEST_LAST
            if last and long and not is_russian_word(token):
                return f"{first} {last}"
    return None


def _word(
    written: str, words: frozenset[str], *, short: frozenset[str] = frozenset()
) -> str | None:
    """The word as the patterns know it, a month or season as its symbol."""
    if written in words or written in short:
        return written
    found = look_up(written) if len(written) >= _SHORTEST_LAST else None
    return found.symbol if found and found.kind not in _UNSURE_KINDS else None
