"""The nominative of a name: the one sex and case on which all its parts agree best."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from models.declension import CASES, Reading, given_readings, patronymic_readings, surname_readings
from models.names.kazakh_endings import nominative_of_kazakh
from models.names.scripts import to_cyrillic

# (word, part it plays); parts are surname, given, patronymic.
Part = tuple[str, str]

_READERS: Final = {
    "surname": surname_readings,
    "given": given_readings,
    "patronymic": patronymic_readings,
}
# Men are about nine of ten persons in these files, and oblique cases are as common as the
# nominative; a tie between two readings of one wording goes by that.
_SEX_WEIGHT: Final = {"m": 1.0, "f": 0.88}
_LISTED: Final = 0.65  # the share of an oblique case in a name that stands by itself
_SYLLABLE: Final = 4  # letters; of the two in «Пак Чун Ока» the last alone is declined
_CLEARLY: Final = 0.85  # the other sex must fit this much worse
_CASE_WEIGHT: Final = {"nom": 1.0, "gen": 0.9, "acc": 0.88, "dat": 0.8, "ins": 0.8, "prep": 0.4}


def kazakh_parts(parts: Sequence[Part]) -> tuple[list[str], str]:
    """Return the words without Kazakh endings, and the sex they show, empty when none."""
    texts = [nominative_of_kazakh(text, part) for text, part in parts]
    return texts, _shown_sex(list(zip(texts, (part for _, part in parts), strict=True)))


def unchanged_parts(parts: Sequence[Part]) -> tuple[list[str], str]:
    """Return the words as written, for scripts in which names are not declined, and the sex."""
    read = [(to_cyrillic(text), part) for text, part in parts]
    return [text for text, _ in parts], _shown_sex(read)


def _shown_sex(parts: Sequence[Part]) -> str:
    known = {_sex_of_form(text, part) for text, part in parts} - {""}
    return known.pop() if len(known) == 1 else ""


def _sex_of_form(text: str, part: str) -> str:
    """Return the sex a nominative surname or patronymic shows."""
    lowered = text.lower()
    if part == "given":
        return ""
    if re.search(r"(?:[ое]ва|[иыі]на|[сц]кая|[қк][ыи]з[ыі]|[ое]вна|ична)$", lowered):
        return "f"
    return "m" if re.search(r"(?:[ое]в|[иыі]н|[сц]кий|[ұу]лы|оглы|ич)$", lowered) else ""


def agreeing_parts(
    parts: Sequence[Part], sexes: str, *, as_listed: bool = False, nominative: bool = False
) -> tuple[list[str], str]:
    """Return the nominatives under the one sex and case on which all parts agree best.

    Args:
        parts: the unabbreviated words of the name.
        sexes: `m`, `f` or `mf`, what the context allows.
        as_listed: the name stands by itself, as in a list, so that a known given name is a
            nominative although its form may be another's genitive: «Рахимжанова Амина».
        nominative: the page says that the name is in no other case.
    """
    readings = [_READERS[part](text) for text, part in parts]
    for at, ((text, part), (after, kind)) in enumerate(pairwise(parts)):
        if part == kind == "given" and len(text) <= _SYLLABLE and _vowels(text) == 1:
            readings[at] = (*readings[at], Reading(text, "mf", frozenset(CASES), 0.8))
            if _vowels(after) > 1:
                readings[at + 1] = tuple(map(_sooner_oblique, readings[at + 1]))
    named = any(part == "given" for _, part in parts)  # «Омарова К.» may be he in the genitive
    oblique = _LISTED if nominative or (as_listed and named) else 1.0
    if as_listed or nominative:
        listed = [
            [each for each in read if each.known and "nom" in each.cases] or read
            if part == "given"
            else read
            for read, (_, part) in zip(readings, parts, strict=True)
        ]
        texts, sex = _best_agreement(listed, sexes, oblique=oblique)
        if texts:
            return texts, sex
    texts, sex = _best_agreement(readings, sexes, oblique=oblique)
    if not texts and len(parts) > 2:  # «Кулиева Гасан Али оглы»: a given name was left undeclined
        as_written = [
            (*read, Reading(text, "mf", frozenset(CASES), 0.1)) if part == "given" else read
            for read, (text, part) in zip(readings, parts, strict=True)
        ]
        texts, sex = _best_agreement(as_written, sexes, oblique=oblique)
    return texts or [text for text, _ in parts], sex


def _vowels(word: str) -> int:
    return len(re.findall("[аеёиоуыэюя]", word.lower()))


def _sooner_oblique(reading: Reading) -> Reading:
    """«Ока» is no syllable, so that it is «Ок» in another case than the nominative."""
    return replace(reading, weight=reading.weight / 4) if "nom" in reading.cases else reading


def _best_agreement(
    readings: Sequence[Sequence[Reading]], sexes: str, *, oblique: float
) -> tuple[list[str], str]:
    """Return the best agreeing nominatives and their sex, nothing where none agree."""
    best: tuple[float, str, list[Reading]] = (0.0, "", [])
    weights: dict[str, float] = {"m": 0.0, "f": 0.0}
    for sex in sexes:
        for case in CASES:
            chosen = [_best_reading(each, sex, case) for each in readings]
            agreed = [reading for reading in chosen if reading is not None]
            if len(agreed) < len(chosen):
                continue
            score = _SEX_WEIGHT[sex] * _CASE_WEIGHT[case] * (1.0 if case == "nom" else oblique)
            for reading in agreed:
                score *= reading.weight
            weights[sex] = max(weights[sex], score)
            if score > best[0]:
                best = (score, sex, agreed)
    if not best[2]:
        return [], ""
    other = weights["f" if best[1] == "m" else "m"]
    return [reading.lemma for reading in best[2]], best[1] if other < best[0] * _CLEARLY else ""


def _best_reading(readings: Sequence[Reading], sex: str, case: str) -> Reading | None:
    fitting = [each for each in readings if sex in each.sexes and case in each.cases]
    return max(fitting, key=lambda each: each.weight) if fitting else None
