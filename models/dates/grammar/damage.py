"""Months that OCR damaged: known by the day or year beside them and by their nearest name."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, takewhile
from math import inf
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from models.dates.grammar.lexicon import FROM, Kind, Word, dictionary, fold, look_up
from models.misreading.confusions import LEAD, ONCE, UNSEEN, cost_of
from models.morphology import is_russian_word

_LETTERS: Final = r"[^\W\d_]"
# A word of this many letters may have one letter wrong beside a day or a year.
_SHORTEST: Final = 4
_SHORT_MONTH: Final = 3
_TWO_EDITS_LENGTH: Final = 7
_SPECKS: Final = r"[#%&@$^+]"
_YEAR_WORDS: Final = r"(?:ж[^\W\d_е][лд]\w{0,4}|ж\.|года?у?|г\.)"
_WORD: Final = rf"{_LETTERS}(?:{_LETTERS}|[0364]){{3,}}+"
_MONTH: Final = (
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|қаң|ақп|нау|сәу|мам|мау|шіл|там|қыр|қаз"
    r"|қар|жел)"
)
_BESIDE: Final = re.compile(
    rf"(?<=\d)(?:\s?{_YEAR_WORDS},? |\W{{0,3}}?)(?P<after>{_SPECKS}?{_WORD})"
    rf"|(?<![^\W_])(?P<before>{_WORD})(?=\W{{0,4}}\d|\s(?:ай[ынд]|м-ц[ае]|месяц)| ?- ?{_MONTH}"
    rf"|\s(?:по|до|и|или)\s(?:\d\d?\s)?{_MONTH}|,\s(?:в\s)?{_MONTH})"
    rf"|(?<=[ьйт]-)(?P<tied>{_WORD})"
)
# «былтыр манырда»
_SAID: Final = re.compile(
    r"(?:былтыр|биыл(?:ғы)?|(?:осы|ағымдағы|өткен)\sжыл(?:ғы|дың))\s"
    rf"(?P<said>(?=\w{{5}}){_WORD})(?![\w.])"
)
# «до ная 1937 г.»: too short for a nearest name, but nothing else stands there.
_MAY: Final = re.compile(
    r"(?:[нивкпцшл]а[яйюе]|м[аеи][иньляй]|[нивш]а[ий])"
    r"(?= (?:[1т]9|\d\d ?г|[ст]\. ?г|сего|текущего)| (?:по|до|и|или) \d| - \d)"
    r"(?<!\sмен)(?<=\W...)(?:(?<=\d ...)|(?<=\d\" ...)|(?<=[]?)] ...)|(?<=го ...)|(?<= по ...)"
    r"|(?<=до ...)|(?<=[ьйтя] и ...)|(?<=декада ...)|(?<=декаде ...)|(?<=половина ...)"
    r"|(?<=половине ...)|(?<=\bв ...)|(?<=конце ...)|(?<=начале ...)|(?<=\bс ...)"
    r"|(?<=середине ...))"
)
# Between a day and a year stands a month, whatever is left of it.
_SLOT: Final = re.compile(
    r"(?<![\d./-])(?:[0-3]?\d|[оoзiіlт]\d|(?<!\w)[зƃ]|\d[оoзбƃiіl])(?:[\" .,]{1,3}|-?(?:го|е)[\" ])"
    r"(?P<slot>(?!в )[^\W\d_0364][^\d\n|()/№]{0,10}?(?:[0364][^\d\n|()/№]{1,8}?)?|0[^\W\d_]{3,7})"
    r"[ ,.\n]{0,2}(?=(?:(?:1[0-9oоз]|i9|l9|[lт|]9)[0-9oоз]{2}(?!\w)|[2-9]\d ?(?:г(?!\w)|\.(?!\d))"
    r"|[ст]\. ?г\.|(?:сего|текущего|прошлого) \w?[ог]\w?[да]))"
)
_ANY: Final = re.compile(rf"(?<!\w)(?P<any>{_WORD})(?!\w)|{_BESIDE.pattern}")
_NO_MONTH: Final = re.compile(r"ай[ыд]|ж[ыим]л")  # «айының» is one letter short of «майының»
# What is said of people before their year of birth: «қазақ, 1901 ж. т.», «сауатты, 1905 ж.». Only
# between a day and a year is it a month.
_PEOPLE: Final = re.compile(r"[қк]аза[қкч]|[қк]арашай|сауатт")
_TO_LETTERS: Final = str.maketrans("03647", "озбчт")
_ABLATIVE: Final = re.compile(r".{4}[днт][ае][нпв]$")
_SHORT_SOVIET: Final = re.compile(r"ма(?:й|рт)(?!а$|у$|е$|ом$|$).+")
_MARKS: Final = re.compile(r"[\W_]+")
_MARGIN: Final = 1


def damaged_months(plain: str, *, whole: bool) -> Iterator[tuple[int, int, str]]:
    """Words that are a month with letters wrong, with the month's symbol.

    Args:
        plain: lower-case text, as long as its source.
        whole: whether all of it is meant to be a date, so that no figure need be near.
    """
    for match in _SLOT.finditer(plain):
        start, end = match.span("slot")
        if (word := _in_slot(match["slot"])) is not None:
            yield start, end, word.symbol
    for match in (_ANY if whole else _BESIDE).finditer(plain):
        name = str(match.lastgroup)
        written = match[name].lstrip("#%&@$^+")
        # After «январь-» stands a month, whatever is left of it.
        if word := damaged_month(written) or (_in_slot(written) if name == "tied" else None):
            ablative = FROM if _ABLATIVE.search(written) else ""
            yield match.start(name), match.end(name), word.symbol + ablative
    for match in _SAID.finditer(plain):
        if word := damaged_month(match["said"]):
            yield match.start("said"), match.end("said"), word.symbol
    for match in _MAY.finditer(plain):
        yield match.start(), match.end(), Word(Kind.DAMAGED, 5).symbol


@lru_cache(maxsize=4096)
def damaged_month(written: str) -> Word | None:
    """The month that a word beside a day or a year must be; None for a sound word."""
    lettered = written.translate(_TO_LETTERS)
    found = look_up(lettered)
    if found is None and _PEOPLE.match(lettered):
        return None
    if found is None:
        return _nearest(lettered, 1 if len(written) > _SHORTEST else 0)
    month = found.kind not in (Kind.SEASON, Kind.ZODIAC)
    return Word(Kind.DAMAGED, found.number) if month and lettered != written else None


@lru_cache(maxsize=4096)
def _in_slot(slot: str) -> Word | None:
    """The month that stands between a day and a year, its pieces put together."""
    written = _MARKS.sub("", slot.translate(_TO_LETTERS))
    if (found := look_up(written)) is not None:
        month = found.kind not in (Kind.SEASON, Kind.ZODIAC)
        sound = _MARKS.sub("", slot) == slot and written == slot
        return None if sound or not month else Word(Kind.DAMAGED, found.number)
    if len(written) < _SHORT_MONTH:
        return None
    if len(written) == _SHORT_MONTH and slot.rstrip().endswith("."):
        return _nearest_short(written)
    return _nearest(written, 2 if len(written) >= _TWO_EDITS_LENGTH - 1 else 1)


def _nearest_short(written: str) -> Word | None:
    """The one month whose abbreviation has one letter otherwise: «рев.» for «фев.»."""
    shorts = ((form, word) for form, word in dictionary().items() if word.kind is Kind.SHORT)
    near = {word.number for form, word in shorts if OSA.distance(form, fold(written)) == 1}
    return Word(Kind.DAMAGED, near.pop()) if len(near) == 1 else None


@lru_cache(maxsize=4096)
def near_month(written: str) -> bool:
    """Whether a word that is no month is a letter or two from one, whichever that is."""
    if len(written) < _SHORTEST or look_up(written) or _PEOPLE.match(written):
        return False
    edits = 2 if len(written) >= _TWO_EDITS_LENGTH - 1 else 1
    found = process.extractOne(fold(written), _names(), scorer=OSA.distance, score_cutoff=edits)
    return found is not None


@lru_cache(maxsize=4096)
def _nearest(written: str, edits: int) -> Word | None:
    """The month whose name is at most so many edits away, unless another is about as near."""
    if _NO_MONTH.match(written):
        return None
    names = _names()
    near = process.extract(
        fold(written), names, scorer=OSA.distance, score_cutoff=edits + _MARGIN, limit=None
    )
    distances: dict[int, int] = {}
    costs: dict[int, float] = {}
    for name, distance, _ in near:
        month = dictionary()[name].number
        distances[month] = min(distances.get(month, distance), int(distance))
        costs[month] = min(costs.get(month, inf), cost_of(name, written))
    seasons = process.extractOne(fold(written), _seasons(), scorer=OSA.distance, score_cutoff=1)
    if seasons is not None:
        return None  # «күзанде» is as near to «қазанда» as to «күзінде»
    found = _first(distances, limit=edits, lead=_MARGIN) if edits else None
    if found is None and len(written) > _SHORTEST:
        found = _cut_off(written)
    if found is None and not is_russian_word(written):
        found = _first(costs, limit=edits * UNSEEN or ONCE, lead=LEAD)
    return Word(Kind.DAMAGED, found) if found else None


def _cut_off(written: str) -> int | None:
    """The one month that begins so: «8 желтоқ», the rest of the line lost."""
    start, names = fold(written), _sorted_names()
    begun = takewhile(
        lambda name: name.startswith(start), islice(names, bisect_left(names, start), None)
    )
    months = {dictionary()[name].number for name in begun}
    return months.pop() if len(months) == 1 else None


def _first(ranks: Mapping[int, float], *, limit: float, lead: float) -> int | None:
    """The month of the lowest rank, where that is within the limit and far from the next."""
    ranked = sorted((rank, month) for month, rank in ranks.items())
    if not ranked or ranked[0][0] > limit:
        return None
    if len(ranked) > 1 and ranked[1][0] < ranked[0][0] + lead:
        return None
    return ranked[0][1]


@lru_cache(maxsize=1)
def _seasons() -> tuple[str, ...]:
    forms = dictionary().items()
    return tuple(form for form, word in forms if word.kind is Kind.SEASON and len(form) > _SHORTEST)


@lru_cache(maxsize=1)
def _sorted_names() -> tuple[str, ...]:
    return tuple(sorted(_names()))


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    """Every folded form of a month, but for those of a typist's abbreviations."""
    kinds = (Kind.RUSSIAN, Kind.KAZAKH, Kind.MONTH_OR_ZODIAC)
    forms = (form for form, word in dictionary().items() if word.kind in kinds)
    # «майға», «мартта»: too near to «марта» and «мая».
    return tuple(form for form in forms if not _SHORT_SOVIET.fullmatch(form))
