"""How far two names sound apart, by what clerks, alphabets and OCR confuse."""

import itertools
import re
from functools import lru_cache
from typing import Final, Literal

from rapidfuzz.distance import Levenshtein

from models.names.keys import skeleton
from models.names.variants import are_counterparts, are_variants, is_established

Nearness = Literal[
    "same sound",
    "variants",
    "same skeleton",
    "like sound",
    "counterpart",
    "misread",
    "near",
    "different",
]

_VOWELS: Final = frozenset("aoeiu")
# What Kazakh spelling lets vary freely (E05, E06, E08, E16-E19); costs are shares of one edit.
_KAZAKH_COSTS: Final = {
    "ou": 0.2,
    "ei": 0.3,
    "iu": 0.3,
    "ae": 0.4,
    "ao": 0.4,
    "eo": 0.7,
    "hk": 0.2,
    "fp": 0.2,
    "uv": 0.2,
    "dt": 0.3,
    "bp": 0.3,
    "gk": 0.35,
    "gh": 0.5,
    "mn": 0.6,
    "Sc": 0.5,
    "Ss": 0.7,
    "cs": 0.3,
    "sz": 0.5,
    "jz": 0.6,
    "bv": 0.7,
}
# Russian, Ukrainian, German and Polish names: unstressed vowels, devoiced ends, no more.
_OTHER_COSTS: Final = {
    "ao": 0.4,
    "ei": 0.4,
    "ae": 0.7,
    "dt": 0.6,
    "gk": 0.8,
    "gh": 0.6,
    "fv": 0.6,
    "cs": 0.6,
    "sz": 0.7,
    "bp": 0.8,
    "iu": 0.8,
}
# Letters that OCR takes for each other (E35, E36), as sounds: н и п л, ц д, з э, е с, г т, л а.
_MISREAD: Final = frozenset({"in", "np", "ip", "lp", "cd", "ez", "es", "gt", "al", "os", "Si"})
_MISREAD_COST: Final = 0.9
# «Нойбауэр», «Нейбауэр»; «Файнберг», «Фейнберг»: one German sound, written by three habits.
_GERMAN: Final = re.compile(
    r"(?:bau[ae]?r|berg|burg|man|Stein|feld|dorf|hof|haus|baum|bah|gart|hart|ert|helm|er)$"
)
_DIPHTHONGS: Final = frozenset({"eo", "ao", "ae"})
_DIPHTHONG_COST: Final = 0.3
_OTHER_VOWELS: Final = 1.0
_OTHER_CONSONANTS: Final = 1.5
_MISSING_VOWEL: Final = {"i": 0.2, "u": 0.5, "o": 0.6, "e": 0.6, "a": 0.7}
_MISSING_CONSONANT: Final = {"h": 0.5, "v": 0.6, "g": 0.7}
_ELEMENT: Final = re.compile(r"(?<=..)(?:bai|bek|han|kan|jan|[gk]ali|[gk]ul|ula|tai|murat|ahmet)$")
_VOICED: Final = str.maketrans("gh", "kk")
_SAME: Final = 0.1  # cost for each letter up to which two names are one
_SAME_AT_MOST: Final = 0.85  # so that no long name hides a whole letter: Мухамет, Мухамбет
_NEAR: Final = 0.2  # and up to which a person decides
_SHORTEST: Final = 4  # shorter names are never compared loosely (E37): Ким, Кин
_FARTHEST: Final = 3  # consonants apart; beyond it no cost is low enough


@lru_cache(maxsize=500_000)
def nearness(sound: str, other: str, *, kazakh: bool) -> tuple[Nearness, float]:
    """Return how near two K1 keys are, with a likeness 0..1.

    Args:
        sound: the one key.
        other: the other; the answer does not depend on their order.
        kazakh: whether the name or its partner carries Kazakh marks, so that Kazakh equivalences
            count; others get few (E05: not for Slavic pairs).
    """
    if sound == other:
        return "same sound", 1.0
    sound, other = sorted((sound, other))
    if are_variants(sound, other):
        return "variants", 0.96
    if min(len(sound), len(other)) < _SHORTEST:
        return ("counterpart", 0.6) if are_counterparts(sound, other) else ("different", 0.0)
    bones, others = skeleton(sound), skeleton(other)
    if Levenshtein.distance(bones, others, score_cutoff=_FARTHEST) > _FARTHEST:
        return "different", 0.0
    edits = cost(sound, other, kazakh=kazakh)
    share = edits / max(len(sound), len(other))
    likeness = max(0.0, 1.0 - 2 * share)
    if _other_element(sound, other):
        return "different", 0.3
    two_names = is_established(sound) and is_established(other)
    is_same = share <= _SAME and edits <= _SAME_AT_MOST
    if are_counterparts(sound, other):
        return "counterpart", 0.6
    if is_same and two_names and not kazakh:  # Алена, Алина
        return "near", min(likeness, 0.75)
    if is_same:
        return ("same skeleton" if bones == others else "like sound"), likeness
    if share <= _NEAR and not two_names:
        kind: Nearness = "misread" if _is_misread(sound, other) else "near"
        return kind, min(likeness, 0.75)
    return "different", likeness / 2


def _is_misread(sound: str, other: str) -> bool:
    """Whether one is a name and the other becomes it by one letter that OCR confuses (E35)."""
    changed = [
        min(pair) + max(pair) for pair in zip(sound, other, strict=False) if len({*pair}) > 1
    ]
    one_letter = len(sound) == len(other) and len(changed) == 1 and changed[0] in _MISREAD
    return one_letter and is_established(sound) != is_established(other)


def _other_element(sound: str, other: str) -> bool:
    """Whether the names end in different words: Бердибай, Бердибек."""
    ends = [
        match[0].translate(_VOICED) for each in (sound, other) if (match := _ELEMENT.search(each))
    ]
    return len(set(ends)) == 2


@lru_cache(maxsize=500_000)
def cost(sound: str, other: str, *, kazakh: bool) -> float:
    """Return the weighted edit distance of two K1 keys, symmetrical."""
    if kazakh:
        sound, other, extra = _same_heads(sound, other)
    else:
        extra = 0.0
    german = not kazakh and bool(_GERMAN.search(sound) and _GERMAN.search(other))
    rows = [_missing(sound, at, kazakh=kazakh) for at in range(len(sound))]
    columns = [_missing(other, at, kazakh=kazakh) for at in range(len(other))]
    before = [0.0, *itertools.accumulate(columns)]
    for row, left in enumerate(sound):
        now = [before[0] + rows[row]]
        for column, right in enumerate(other):
            change = 0.0
            if left != right:
                after = sound[row + 1 : row + 2] + other[column + 1 : column + 2]
                change = _change(left, right, after, first=row == column == 0, kazakh=kazakh)
                if german and {left + right, right + left} & _DIPHTHONGS and after == "ii":
                    change = min(change, _DIPHTHONG_COST)
            now.append(
                min(
                    before[column] + change,
                    before[column + 1] + rows[row],
                    now[column] + columns[column],
                )
            )
        before = now
    return before[-1] + extra


def _same_heads(sound: str, other: str) -> tuple[str, str, float]:
    """Read an initial «Ю», «Я» as «Ж» where the other name has that (E13)."""
    glide = re.compile(r"^i(?=[aou])")
    if other.startswith("j") and glide.match(sound):
        return "j" + sound[1:], other, 0.2
    if sound.startswith("j") and glide.match(other):
        return sound, "j" + other[1:], 0.2
    return sound, other, 0.0


def _change(left: str, right: str, after: str, *, first: bool, kazakh: bool) -> float:
    pair = min(left, right) + max(left, right)
    if pair == "mn" and set(after) <= {"b", "p"} and after:
        return 0.1  # Сарсенбаев, Сарсембаев
    if first and pair in {"gk", "dt", "bp"}:
        return 1.0  # Галиев, Калиев
    known = (_KAZAKH_COSTS if kazakh else _OTHER_COSTS).get(pair)
    if known is not None:
        return known
    if pair in _MISREAD:
        return _MISREAD_COST
    other = _OTHER_VOWELS if {left, right} <= _VOWELS else _OTHER_CONSONANTS
    return other + 1.0 if first else other


def _missing(sound: str, at: int, *, kazakh: bool) -> float:
    """Return the cost of the letter at an offset where the other name has none."""
    letter = sound[at]
    if letter in "td" and sound[at + 1 : at + 2] == "j":
        return 0.1  # Мұқаметжан, Мухамеджан
    if not kazakh:
        return 0.6 if letter == "i" else 1.0
    usual = _MISSING_VOWEL.get(letter) or _MISSING_CONSONANT.get(letter, 1.0)
    return 2.0 if at == 0 and usual == 1.0 else usual  # Алимов, Салимов
