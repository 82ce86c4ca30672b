"""How a place is worded: its kind word, and the case endings and adjectives made of its name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import Final

from models.misreading.homoglyphs import fold_letters


class Kind(Enum):
    """Kinds of place by administrative level, smallest first."""

    SETTLEMENT = 0
    PRISON = 1
    CAMP = 2
    VOLOST = 3
    RAYON = 4
    UEZD = 5
    OKRUG = 6
    GUBERNIYA = 7
    OBLAST = 8
    KRAI = 9
    REPUBLIC = 10
    OTHER = 11  # railways, rivers, ranges: never in the gazetteer


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative level of a wording: its kind word (`None` without one) and its name."""

    kind: Kind | None
    words: tuple[str, ...]

    @property
    def key(self) -> str:
        """The folded name, as the gazetteer's index holds it."""
        return "".join(self.words)


# Kind words in folded letters (see `fold_letters`), Russian and Kazakh with any ending.
_AFTER_NAME: Final = {
    Kind.UEZD: r"у|уез\w*",
    Kind.OBLAST: r"обл|област\w*|облыс\w*",
    Kind.GUBERNIYA: r"губ|губерни\w*",
    Kind.RAYON: r"р|рн\w{0,2}|район\w*|аудан\w*",
    Kind.OKRUG: r"окр|округ\w*",
    Kind.VOLOST: r"вол|волост\w*|болыс\w*",
    Kind.KRAI: r"край|края|краю|крае|краем|олке\w*",
    Kind.REPUBLIC: r"асср|сср|акср|кср|республик\w*",
    Kind.PRISON: r"тюрьм\w*|тюрем\w*|турме\w*|изолятор\w*",
    Kind.CAMP: r"итл|ло|лаг|лагер\w*|лаготделени\w*|отделени\w*|лагпункт\w*|болимше\w*",
    Kind.SETTLEMENT: r"кала|каласы\w*|ауыл\w*|селос\w*|поселкес\w*|кенти\w*|станса\w*",
    Kind.OTHER: r"железнодорожн\w*|жд",
}
_BEFORE_NAME: Final = {
    Kind.SETTLEMENT: (
        r"с|сел[оаеу]м?|г|гор|город\w{0,2}|п|пос|поселк\w{0,2}|поселок|ст|станци\w*|станиц\w*"
        r"|аул\w{0,2}|адмаул\w{0,2}|д|дер|деревн\w*|кол|колони\w*|х|хут|хутор\w*|пгт|рп|кишлак\w*"
        r"|рудник\w{0,2}|прииск\w{0,2}|разъезд\w{0,2}|слобод\w{1,2}|местечк\w"
    ),
    Kind.OTHER: r"р|рек\w|оз|озер\w|полигон\w{0,2}|урочищ\w*|гор[аыеу]|могильник\w*",
}
_NOISE: Final = re.compile(r"в|во|на|из|под|при|около|близ|по|к|б|быв|бывш\w*|бурынгы|им|имени")
_TOKEN: Final = re.compile(r"№\s*\d+\w?|[^\W_]+(?:[-‐-―'’][^\W_]+)*")
_RAILWAY: Final = re.compile(
    r"\bж(?:ел)?\.?\s*[-/]?\s*д(?:ор)?\b\.?|железн\w*\s+дорог\w*", re.IGNORECASE
)


def _compiled(words: dict[Kind, str]) -> list[tuple[Kind, re.Pattern[str]]]:
    return [(kind, re.compile(pattern)) for kind, pattern in words.items()]


_AFTER: Final = _compiled(_AFTER_NAME)
_BEFORE: Final = _compiled(_BEFORE_NAME)


@lru_cache(maxsize=50_000)
def _kinds_of(word: str) -> tuple[Kind | None, Kind | None]:
    """Return the kind a folded word means behind a name, and before one."""
    after = next((kind for kind, pattern in _AFTER if pattern.fullmatch(word)), None)
    before = next((kind for kind, pattern in _BEFORE if pattern.fullmatch(word)), None)
    return after, before


def read_units(surface: str) -> list[Unit]:
    """Return the levels a wording names, in its order: «с. Чилик Энбекши-Казахского р-на» has two.

    Numbers behind № say nothing about where a place is; an «аул № 7» gives a unit without words.
    """
    units: list[Unit] = []
    for part in re.split(r"[,;()\n]", _RAILWAY.sub(" жд ", surface)):
        units.extend(_units_of_part(part))
    return units


def _units_of_part(part: str) -> Iterator[Unit]:
    pending: Kind | None = None
    words: list[str] = []
    for token in _TOKEN.findall(part):
        if token.startswith("№"):
            continue
        word = fold_letters(token)
        after, before = _kinds_of(word)
        if after is not None and words:
            if pending is not None and len(words) > 1:  # «с. Чилик | Каскеленского района»
                yield Unit(pending, tuple(words[:-1]))
                words = words[-1:]
            yield Unit(after, tuple(words))
            pending, words = None, []
        elif before is not None or after is not None:
            if words or pending is not None:
                yield Unit(pending, tuple(words))
            pending, words = before if before is not None else after, []
        elif words or not _NOISE.fullmatch(word):
            words.append(word)
    if words or pending is not None:
        yield Unit(pending, tuple(words))


# -- endings --------------------------------------------------------------------------------------

# Russian cases of a name in folded letters: ending of the nominative -> its other endings.
_CASES: Final = (
    (r"(ый|ой|ое)$", ("ого", "ому", "ым", "ом", "ой")),
    (r"(ий)$", ("ого", "ому", "им", "ом", "его", "ему", "ем")),
    (r"(ая)$", ("ой", "ую")),
    (r"(а)$", ("ы", "и", "е", "у", "ой")),
    (r"(я)$", ("и", "е", "ю", "ей")),
    (r"(о)$", ("а", "у", "ом", "е")),
    (r"(ь)$", ("я", "ю", "ем", "е", "и", "ью")),
    (r"(й)$", ("я", "ю", "ем", "е")),
    (r"([бвгджзклмнпрстфхцчшщ])$", ("\\1а", "\\1у", "\\1ом", "\\1е")),
)
_CASE_RULES: Final = [(re.compile(pattern), endings) for pattern, endings in _CASES]


@cache
def _word_cases(word: str) -> tuple[str, ...]:
    for pattern, endings in _CASE_RULES:
        match = pattern.search(word)
        if match:
            stem = word[: match.start()]
            return tuple(stem + ending.replace("\\1", match[1]) for ending in endings)
    return ()


def case_forms(words: tuple[str, ...]) -> set[str]:
    """Return the joined Russian case forms of a folded name; the last word alone may change."""
    forms = {"".join(words[:-1]) + form for form in _word_cases(words[-1])}
    if len(words) > 1:
        every = [_word_cases(word) for word in words]
        forms |= {"".join(pair) for pair in zip(*every, strict=False)}
    return forms


_KAZAKH_ENDING: Final = re.compile(
    r"(?:[нт]?[дт][ае]|[дтн][ае]н|[гк][ае]|н[ае]|[ндт][ыи]н|[ндт][ыи]|[мбп]ен|[дтл][ыи]к)$"
)


def without_kazakh_ending(key: str) -> str:
    """Return a folded name without its Kazakh case ending: «семейде» gives «семей»."""
    stem = _KAZAKH_ENDING.sub("", key)
    return stem if len(stem) >= 3 else key


_ADJECTIVE: Final = re.compile(
    r"(?<=[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$"
    r"|(?<=н)(?:ый|ого|ому|ым|ом|ая|ой|ую|ое)$"
)
_LINKS: Final = re.compile(r"(?:ин|ан|ен|ов|ев|н|ь)$")


def adjective_stem(key: str) -> str | None:
    """Return «карагандинск» for any form of «Карагандинская»; `None` when it is no adjective."""
    stem = _ADJECTIVE.sub("", key)
    return stem if stem != key else None


def seat_roots(stem: str) -> list[str]:
    """Return what a town's name may begin with, whose adjective stem this is, likeliest first."""
    if not stem.endswith("ск"):
        return [stem]
    base = stem[:-2]
    link = _LINKS.search(base)
    return [stem, base, *([base[: link.start()]] if link else [])]


def name_roots(key: str) -> set[str]:
    """Return the roots that adjectives of a town's folded name are built on."""
    roots = {key, re.sub(r"[аеиоуыэюяьй]$", "", key), re.sub(r"к[ауи]$", "", key)}
    stem = adjective_stem(key)
    return {root for root in roots | {stem or key} if len(root) >= 3}
