"""Words and figures of a date that OCR ran together: «годаарождения», «послез3 мая»."""

# ruff: noqa: SIM905 - words read best as one line
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from models.dates.grammar.lexicon import Kind, look_up
from models.morphology import is_russian_word

_YEAR_WORDS: Final = (
    "год года году годы годов годах жыл жылы жылғы жылгы жылдың жылдын жылдан жылға жылдары"
)
# What may stand first in a run-together word, and what may come after it.
_FIRST: Final = frozenset(
    (
        "до от по со не после ранее позднее около конце конца конец начале начала середине между "
        "примерно ранней поздней первых последних числах числа месяца месяце день дня период или "
        "возрасте "
        "сего первой второй первых двадцатых десятых "
        f"туған шамамен осы {_YEAR_WORDS}"
    ).split()
)
_SHORT_FIRST: Final = frozenset("вск")
_LAST: Final = frozenset(
    (
        "половине полугодии "
        "начале начала конце конца середине середины рождения месяца месяце дня числа числах или "
        "ранее позднее году годах время туған дейін кейін бері бастап басында соңында "
        f"аяғында белгісіз туылған қараған күні айында айынан айының айына {_YEAR_WORDS} "
        "сего прошлого текущего"
    ).split()
)
_SHORTEST_LAST: Final = 5
_DATE_FIGURE: Final = (
    r"(?=1[89]\d\d(?!\w)|[0-3]?\d(?:[\"»]?-?(?:го|е)?,? (?:дня|числ|янв|фев|мар|апр|ма[яй]"
    r"|ию[нл]|авг|сен|окт|ноя|дек|по|до|и|на|[0-3]?\d [а-я])|[./][хxviуш\d]))"
)
# «послез3 мая», «до5 августа», «с1926 г.», «ве1929 году».
_BEFORE_FIGURE: Final = re.compile(
    rf"(?<!\w)(?P<word>после|ранее|позднее|около|до|от|по|на|с|со|в|и|или|месяца|между"
    r"|начале|начала|начало|середине|конце|конца|конец|примерно|предположительно|ориентировочно|вероятно|шамамен|осенью|весной|летом|зимой"
    r"|дня|к)"
    rf"[^\W\d_]?{_DATE_FIGURE}"
)
# «1926по 1931», «1937гжылғы», «1925-1930зжылдары», «20-хгодах», «9сдня», «2сили».
_AFTER_FIGURE: Final = re.compile(
    r"(?P<figure>\d(?:-х|-го)?)[^\W\d_.]?(?P<word>по|или|на(?= \d)|год(?:а|у|ы|ов|ах)"
    r"|жыл(?:ы|ғы|дың|дан|ға|дары)|дня|числа|месяца)(?!\w)"
)
# «1918—1919 гг.» and «24.11.1937» without the dash, a point. Expressions that begin with what
# they look for are the quickest: so what stands before comes second.
_YEARS_GLUED: Final = re.compile(
    r"(?P<first>1(?<!\w1)[89]\d\d)(?P<last>1[89]\d\d|\d\d)"
    r"(?= ?(?:гг|годы|годов|годах|ж[ыи]лдар|учеб))"
)
_DAY_GLUED: Final = re.compile(
    r"(?P<day>[0-3](?<![\w./,-].)(?!(?<=1)[89][01]\d\.1)\d)(?P<one>[./]?)"
    r"(?P<month>0[1-9]|1[0-2])(?P<two>[./]?)(?P<year>1[89]\d\d(?!\w)|\d\d(?= ?г))"
)
# «5 маяс. г.», «3 маяпо 8 июня»
_MONTH_GLUED: Final = re.compile(
    r"(?:\d|с) (?P<month>[^\W\d_]{3,9})"
    r"(?P<word>[ст](?=\. ?г\.|/г)|(?:по|до)(?= (?:\d|[а-я]{4,8} 1)))"
)
# «қара"шада», «айы!ның»
_MARK: Final = re.compile(r"[!\"?:.](?<=[^\W\d_].)(?=[^\W\d_])")
_HEAD: Final = re.compile(r"(?<!\w)[^\W\d_]{1,12}$")
_TAIL: Final = re.compile(r"[^\W\d_]{1,12}")
_LONGEST_HEAD: Final = 13
_MARKED_WORDS: Final = frozenset("айында айының жылдың жылдан жылғы жылы жылдары".split())
# «148 июня», «248.9.37», «7/IV-481 г.»: a 4 read as 48
_FOUR_TWICE: Final = re.compile(
    r"4(?:(?<=(?<![\w./,-])[12]4)8(?=[\")]? ?[а-я]{3}|[./][\dхxviу])"
    r"|(?<=[./-]4)8(?=\d ?г(?!\w))|(?<=(?<![\w./,-])4)8(?=-й кв))"
)
_AFTER_POINT: Final = re.compile(
    r"(?<=[гж])\.[^\W\d_]?(?=(?:по|до) (?:\d|день|наст))|(?<=ж)\.[^\W\d_](?=\d)"
)
_UNSURE_KINDS: Final = (Kind.ZODIAC, Kind.SHORT)


def parted_figures(plain: str) -> Iterator[tuple[int, int, str]]:
    """Figures and the words run together with them, with a blank where it was lost.

    Args:
        plain: lower-case text, as long as its source.
    """
    for match in _BEFORE_FIGURE.finditer(plain):
        season = look_up(match["word"])
        yield match.start(), match.end(), f"{season.symbol if season else match['word']} "
    for match in _AFTER_FIGURE.finditer(plain):
        if match.end() - match.start("figure") > len(match["figure"] + match["word"]) or (
            match["word"] not in ("года", "году", "жылы", "жылғы")
        ):
            yield match.start(), match.end(), f"{match['figure']} {match['word']}"
    for match in _AFTER_POINT.finditer(plain):
        yield match.start(), match.end(), ". "
    for match in _FOUR_TWICE.finditer(plain):
        yield match.start(), match.end(), "4"
    for match in _YEARS_GLUED.finditer(plain):
        if match["first"][-len(match["last"]) :] < match["last"]:
            yield match.start(), match.end(), f"{match['first']}-{match['last']}"
    for match in _DAY_GLUED.finditer(plain):
        if bool(match["one"]) != bool(match["two"]):
            yield match.start(), match.end(), f"{match['day']}.{match['month']}.{match['year']}"


def parted_months(plain: str) -> Iterator[tuple[int, int, str]]:
    """Months run together with the next word, or broken by a mark that is none."""
    for match in _MONTH_GLUED.finditer(plain):
        for written in (match["month"], match["month"][:-1]):
            if month := _word(written, frozenset(), shortest=3):
                yield match.start("month"), match.end(), f"{month} {match['word']}"
                break
    for mark in _MARK.finditer(plain):
        head = _HEAD.search(plain, max(0, mark.start() - _LONGEST_HEAD), mark.start())
        tail = _TAIL.match(plain, mark.end())
        if head and tail and (word := _word(head[0] + tail[0], _MARKED_WORDS)):
            yield head.start(), tail.end(), word


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
                both = not first.isalpha() and not last.isalpha()  # «октябрьноябрь»
                return f"{first}{'-' if both else ' '}{last}"
    return None


def _word(
    written: str,
    words: frozenset[str],
    *,
    short: frozenset[str] = frozenset(),
    shortest: int = _SHORTEST_LAST,
) -> str | None:
    """The word as the patterns know it, a month or season as its symbol."""
    if written in words or written in short:
        return written
    found = look_up(written) if len(written) >= shortest else None
    return found.symbol if found and found.kind not in _UNSURE_KINDS else None
