"""Months and seasons in Russian and Kazakh, every form and script, as one-character symbols."""

import csv
import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import Final

from models.names.scripts import to_cyrillic

# Symbols live in Unicode's private use area, so that no text can contain one by chance.
_BASE: Final = 0xE000
_ROW: Final = 16
FIVE: Final = "ƃ"  # a capital Б beside a figure
FOUR: Final = "ʌ"  # a capital А in the place of a day
FROM: Final = "\ue0f0"  # after a Kazakh month in the ablative, «қарашадан»


class Kind(IntEnum):
    """What sort of word a symbol stands for; decides which patterns may use it."""

    RUSSIAN = 0
    SHORT = 1  # «окт.», only beside a day
    KAZAKH = 2
    DAMAGED = 3  # one letter away from a month, only between day and year or before a year
    ZODIAC = 4
    SEASON = 5
    MONTH_OR_ZODIAC = 6  # «сәуір»: April today, 21 April - 21 May before 1929


@dataclass(frozen=True, slots=True)
class Word:
    """The meaning of a symbol: its kind and the month (1-12) or EDTF season (21-24)."""

    kind: Kind
    number: int

    @property
    def symbol(self) -> str:
        """The one character that stands for this word in a reading."""
        return chr(_BASE + self.kind * _ROW + self.number % 20)


def word_of(symbol: str) -> Word:
    """Read a symbol back."""
    kind, number = divmod(ord(symbol) - _BASE, _ROW)
    return Word(Kind(kind), number + 20 if kind == Kind.SEASON else number)


def symbols(*kinds: Kind) -> str:
    """A regular expression class of all symbols of these kinds."""
    ranges = (f"{chr(_BASE + k * _ROW + 1)}-{chr(_BASE + k * _ROW + 12)}" for k in kinds)
    return f"[{''.join(ranges)}]"


# Kazakh letters fall to their Russian neighbours on a typewriter without them, and in OCR.
_FOLD: Final = str.maketrans("әқңғүұӯөһіёʙꞑəı", "акнгуууохиеbnaь")
_ABLATIVE: Final = ("дан", "ден", "тан", "тен", "нан", "нен")
_LATIN_LOOKALIKES: Final = str.maketrans("aceopxykmtbh", "асеорхукмтвн")

# «qaraşada», «مايدا»: three letters, so that no word with a stray letter is meant
_OTHER_SCRIPT: Final = re.compile(r"[a-z\u00e0-\u024f]{3}|[\u0620-\u06d3]{3}")

_SHORT_I: Final = re.compile(r"(?<=[аүұу])и")  # «май» in Arabic letters

# ruff: noqa: SIM905 - lists of endings read best as one line of words
_SOFT_ENDINGS: Final = ("я", "ю", "е", "ем")
_HARD_ENDINGS: Final = ("", "а", "у", "е", "ом")
_CASES: Final = (
    "ның нің дың дің тың тің ға ге қа ке да де та те дан ден тан тен нан нен дағы дегі тағы тегі "
    "нда нде ды ді ты ті"
).split()
_POSSESSIVE: Final = (
    "ы і ында інде ындағы індегі ының інің ына іне ынан інен ындай ін ын сы сі сында сінде "
    "сының сінің сына сіне сынан сінен сындағы сіндегі"
).split()
_KAZAKH_ENDINGS: Final = ("", *_CASES, *_POSSESSIVE)
_YANALIF_ENDINGS: Final = (
    "",
    *"da de ta te ьnda inde ьnьꞑ iniꞑ dьꞑ diꞑ nьꞑ niꞑ ьnan inen dan den dagь degi".split(),
)
_SEASONS: Final = {
    21: ("весна весны весну весной весною весне", ("көктем",)),
    22: ("лето лета лету летом лете", ("жаз",)),
    23: ("осень осени осенью", ("күз",)),
    24: ("зима зимы зиму зимой зимою зиме", ("қыс",)),
}


def fold(word: str) -> str:
    """Bring a lower-case word to the letters the dictionary is keyed by."""
    if not word.isascii() and any("а" <= letter <= "я" for letter in word):
        word = word.translate(_LATIN_LOOKALIKES)
    return word.translate(_FOLD)


@cache
def month_rows() -> tuple[dict[str, str], ...]:
    """The twelve rows of models/reference/months.tsv."""
    text = (files("models") / "reference" / "months.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t"))


@cache
def dictionary() -> dict[str, Word]:
    """Every folded form of every month and season."""
    forms: dict[str, Word] = {}
    for row in month_rows():
        for kind, spelled in _month_forms(row):
            for form in spelled:
                forms.setdefault(fold(form), Word(kind, int(row["month"])))
    for number, (russian, kazakh) in _SEASONS.items():
        for form in (*russian.split(), *_inflect(kazakh, _KAZAKH_ENDINGS)):
            forms.setdefault(fold(form), Word(Kind.SEASON, number))
    return forms


def _month_forms(row: dict[str, str]) -> list[tuple[Kind, list[str]]]:
    russian, kazakh, zodiac = row["ru"], row["kk"].split(","), row["zodiac"].split(",")
    stem = russian.rstrip("ьй")
    both = [name for name in kazakh if name in zodiac]
    soviet = [russian] if russian == "май" else [russian, stem]  # «январь», «декабрінде»
    endings = _HARD_ENDINGS if stem == russian else _SOFT_ENDINGS
    return [
        (Kind.RUSSIAN, [russian, *(stem + ending for ending in endings)]),
        (Kind.SHORT, [short for short in row["ru_abbr"].split(",") if short]),
        (Kind.MONTH_OR_ZODIAC, _inflect(both, _KAZAKH_ENDINGS)),
        (Kind.KAZAKH, _inflect([*kazakh, *soviet], _KAZAKH_ENDINGS[1:])),
        (Kind.KAZAKH, kazakh),
        (Kind.KAZAKH, _inflect([row["yanalif"]], _YANALIF_ENDINGS)),
        (Kind.ZODIAC, _inflect(zodiac, _KAZAKH_ENDINGS)),
    ]


def _inflect(stems: list[str] | tuple[str, ...], endings: tuple[str, ...]) -> list[str]:
    return [stem + ending for stem, ending in product(stems, endings)]


def symbol_of(word: Word, written: str) -> str:
    """What stands for a month in a reading: its symbol, and that it is said from when."""
    kazakh = word.kind in (Kind.KAZAKH, Kind.MONTH_OR_ZODIAC, Kind.SEASON)
    ablative = kazakh and written.endswith(_ABLATIVE)
    return word.symbol + (FROM if ablative else "")


@lru_cache(maxsize=1 << 14)
def look_up(word: str) -> Word | None:
    """Find a lower-case word exactly, in any form and script."""
    found = dictionary().get(fold(word.removesuffix("ъ")))
    if found is None and _OTHER_SCRIPT.search(word):
        return dictionary().get(fold(_SHORT_I.sub("й", to_cyrillic(word).lower())))
    return found
