"""Numbers in words that OCR damaged, each read as the nearest of all that may stand there."""

# ruff: noqa: SIM905 - words read best as one line
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from models.dates.grammar.spelled import (
    CARDINAL_TENS,
    HUNDREDS,
    KAZAKH_CARDINAL,
    KAZAKH_ONES,
    KAZAKH_TENS,
    KAZAKH_WHOLE,
    LAST_DAY,
    LAST_SHORT_YEAR,
    MORE_TENS,
    STEMS,
    TENS,
)
from models.morphology import is_russian_word

Edit = tuple[int, int, str]

_LETTER: Final = r"[^\W\d_]"
_RUSSIAN_MONTH: Final = r"(?:янв|фев|мар|апр|ма[яй]|ию[нл]|авг|сен|окт|ноя|дек)"
_KAZAKH_MONTH: Final = (
    r"(?:[қк]а[ңнзр]|а[қк]п|наур|сәу|көк|мам|мау|шіл|там|[қк]ыр|жел|янв|фев|мар|апр|ма[йя]|ию[нл]"
    r"|авг|сен|окт|ноя|дек)"
)
# What ends a number in words, where it can be damaged itself, and the words before it.
_RUSSIAN_DAY: Final = re.compile(rf"[гптр][оеас][а-я]?(?=\)?\s(?:{_RUSSIAN_MONTH}|дн[яи]|числ))")
_KAZAKH_DAY: Final = re.compile(rf"[шинмвщ][ыіиї1ам](?=\s{_KAZAKH_MONTH})")
_DAY_WORDS: Final = re.compile(
    rf"(?<!\w)(?:(?P<tens>{_LETTER}{{2,9}})\s)?(?P<ones>{_LETTER}{{4,}})$"
)
_LONGEST_DAY: Final = 27
# «тысяча девятьсот» with a letter wrong in either word.
_THOUSAND: Final = re.compile(
    r"(?<!\w)(?:т\wсяч\w|тыс\w{1,2}ча|\wысяча|ты\wяча|тыоя?ча)\W?\w{6,9}|(?<!\w)\w{4,6}\Wдевятьсот"
)
_RUSSIAN_YEAR: Final = re.compile(r"\w+(?:[\W_]{1,2}\w+){1,5}")
_HUNDREDS: Final = re.compile(rf"(?<!\w){_LETTER}{{2,4}}\s{_LETTER}{{4,6}}\W{{1,2}}ж[үұу]\w?(?!\w)")
_KAZAKH_YEAR: Final = re.compile(
    rf"(?P<number>{_LETTER}+(?:[\W_]{{1,2}}{_LETTER}+){{2,4}}?)\s(?:ж\w{{1,3}}|[нкхм][ыим]л\w?)(?!\w)"
)
_LONGEST_YEAR: Final = 56
_DECADE: Final = re.compile(rf"(?<!\w)(?P<tens>{_LETTER}{{7,12}})\s?го[длп](?:ы|ах|ов)(?!\w)")
_KAZAKH_DECADE: Final = re.compile(
    rf"(?<!\w)(?P<tens>{_LETTER}{{5,12}})\sж\w{{1,3}}[дл][ае]р\w{{0,4}}"
)
# «осенью тридцать сельмого года», «отыз сегізіншх жылы»: the century goes without saying.
_ANY_YEAR: Final = re.compile(
    r"д(?<=\s[гпт]од)[ауе](?!\w|\s?жизни)|[дл](?<=\sг\w.)[ауе](?!\w|\s?жизни)"
)
_ANY_KAZAKH_YEAR: Final = re.compile(r"[лд](?<=\s[жнхк][ыим].)[ыигғд]?\w{0,2}(?!\w)")
_TWO_WORDS: Final = re.compile(rf"(?<!\w)(?:{_LETTER}{{3,11}}\W{{1,2}})?{_LETTER}{{5,13}}$")
_LONGEST_SHORT: Final = 27
_NOT_LETTERS: Final = re.compile(r"[\W\d_]+")
_FIRST_SHORT_YEAR: Final = 20
_SHORTEST: Final = 4
_SHORT: Final = 10
_LONG: Final = 20


def misspelled_numbers(plain: str, spelled: Sequence[Edit]) -> list[Edit]:
    """Days, years and decades in words that have letters wrong, as the figures they must be.

    Args:
        plain: lower-case text.
        spelled: the sound numbers of it.

    Returns:
        Start, end and figures, with the word for the year where that belongs to the number.
    """
    sound = {start for start, _, _ in spelled}
    return [edit for edit in _numbers(plain) if edit[0] not in sound]


def _numbers(plain: str) -> Iterator[Edit]:
    for anchor, days in ((_RUSSIAN_DAY, _days()), (_KAZAKH_DAY, _kazakh_days())):
        for end in anchor.finditer(plain):
            yield from _day(plain, end.end(), days)
    for start in _THOUSAND.finditer(plain):
        yield from _year(plain, start.start())
    for start in _HUNDREDS.finditer(plain):
        words = _KAZAKH_YEAR.match(plain, start.start(), start.start() + _LONGEST_YEAR)
        if words and (number := _nearest(words["number"], _kazakh_years())):
            yield words.start(), words.end(), f"{number} жылы"
    for anchor, years in ((_ANY_YEAR, _short_years()), (_ANY_KAZAKH_YEAR, _kazakh_short_years())):
        for year in anchor.finditer(plain):
            yield from _short_year(plain, year.start() - len(" го"), years)
    for pattern, tens, word in (
        (_DECADE, _decades(), "-х годах"),
        (_KAZAKH_DECADE, KAZAKH_TENS, " жылдары"),
    ):
        for match in pattern.finditer(plain):
            if number := _nearest(match["tens"], tens):
                yield match.start(), match.end(), f"{number}{word}"


def _short_year(plain: str, end: int, years: Mapping[str, int]) -> Iterator[Edit]:
    words = _TWO_WORDS.search(plain, max(0, end - _LONGEST_SHORT), end)
    if words and (number := _nearest(words[0], years)):
        yield words.start(), end, str(number)


def _day(plain: str, end: int, days: Mapping[str, int]) -> Iterator[Edit]:
    words = _DAY_WORDS.search(plain, max(0, end - _LONGEST_DAY), end)
    if words is None:
        return
    tens = words["tens"] and process.extractOne(
        words["tens"], (*CARDINAL_TENS, *KAZAKH_CARDINAL), scorer=OSA.distance, score_cutoff=1
    )
    starts = (words.start(),) if tens and (tens[1] == 0 or len(words["tens"]) > _SHORTEST) else ()
    for start in (*starts, words.start("ones")):
        if number := _nearest(plain[start:end], days):
            yield start, end, str(number)
            return


def _year(plain: str, start: int) -> Iterator[Edit]:
    """«тисяча девятьсот тридцать содьмого года»: the word for the year is read with it."""
    words = _RUSSIAN_YEAR.match(plain, start, start + _LONGEST_YEAR)
    found: list[tuple[int, int, int]] = []
    while words is not None:
        if near := _near(words[0], _years()):
            found.append((near[0], words.end(), near[1]))
        shorter = max(words[0].rfind(blank) for blank in " \n-")
        words = _RUSSIAN_YEAR.fullmatch(plain, start, start + max(0, shorter))
    if found:
        _, end, number = min(found)
        yield start, end, f"{number} года"


def _nearest(written: str, numbers: Mapping[str, int]) -> int | None:
    """The one number whose words differ in the fewest letters; None for other words."""
    near = _near(written, numbers)
    return near[1] if near else None


def _near(written: str, numbers: Mapping[str, int]) -> tuple[int, int] | None:
    """In how many letters it differs, and that number."""
    letters = _NOT_LETTERS.sub("", written)
    if letters in numbers:
        return 0, numbers[letters]
    if letters == written and is_russian_word(written):
        return None
    edits = 1 if len(letters) < _SHORT else 2 if len(letters) < _LONG else len(letters) // 7
    near = process.extract(
        letters, numbers.keys(), scorer=OSA.distance, score_cutoff=edits + 1, limit=None
    )
    best: dict[int, int] = {}
    for name, distance, _ in near:
        best[numbers[name]] = min(best.get(numbers[name], int(distance)), int(distance))
    ranked = sorted((distance, number) for number, distance in best.items())
    if not ranked or ranked[0][0] > edits:
        return None
    alone = len(ranked) == 1 or ranked[1][0] > ranked[0][0]
    return ranked[0] if alone else None


@cache
def _ordinals(ending: str) -> dict[str, int]:
    """Every ordinal under a hundred in one case, its words run together."""
    ones = {
        f"{stem}{'ь' if stem == 'трет' else ''}{'е' if stem == 'трет' else 'о'}{ending}": number
        for stem, number in STEMS.items()
    }
    return ones | {
        f"{tens}{word}": CARDINAL_TENS[tens] + number
        for tens in CARDINAL_TENS
        for word, number in ones.items()
        if number < 10
    }


@cache
def _days() -> dict[str, int]:
    return {words: number for words, number in _ordinals("го").items() if number <= LAST_DAY}


@cache
def _years() -> dict[str, int]:
    return {
        f"тысяча{hundreds}{words}{year}": before + number
        for hundreds, before in HUNDREDS.items()
        for ending, year in (("го", "года"), ("м", "году"))
        for words, number in _ordinals(ending).items()
    }


@cache
def _short_years() -> dict[str, int]:
    return {
        words: number
        for ending in ("го", "м")
        for words, number in _ordinals(ending).items()
        if number in TENS.values() or number > _FIRST_SHORT_YEAR
    }


@cache
def _kazakh_short_years() -> dict[str, int]:
    return {
        words: number
        for words, number in _kazakh_ordinals().items()
        if _FIRST_SHORT_YEAR < number <= LAST_SHORT_YEAR
    }


@cache
def _kazakh_ordinals() -> dict[str, int]:
    tens = {
        f"{tens}{ones}": KAZAKH_CARDINAL[tens] + KAZAKH_ONES[ones]
        for tens in KAZAKH_CARDINAL
        for ones in KAZAKH_ONES
    }
    return {**KAZAKH_ONES, **KAZAKH_WHOLE, **tens}


@cache
def _kazakh_days() -> dict[str, int]:
    return {words: number for words, number in _kazakh_ordinals().items() if number <= LAST_DAY}


@cache
def _kazakh_years() -> dict[str, int]:
    return {f"мыңтоғызжүз{words}": 1900 + number for words, number in _kazakh_ordinals().items()}


@cache
def _decades() -> dict[str, int]:
    tens = (TENS | MORE_TENS).items()
    return {f"{stem}{ending}": number for stem, number in tens for ending in ("ых", "ые")}
