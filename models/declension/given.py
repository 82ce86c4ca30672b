"""What a Russian form of a given name may stand for."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from models.declension.listed import is_listed
from models.declension.rules import (
    A_STEM,
    ALL,
    CONSONANT,
    GRAMMEMES,
    SEXES,
    WOMAN,
    Reading,
    apply,
    oblique,
    spelled,
    unchanged,
)
from models.morphology import parses


@lru_cache(maxsize=100_000)
def given_readings(word: str) -> tuple[Reading, ...]:
    """Return what a given-name form may stand for: the dictionary's names, else by declension."""
    found = _dictionary_names(word)
    if is_listed(word) and not any("nom" in each.cases for each in found):
        # The list has nicknames too («Альберта»), so the dictionary's reading comes before it.
        found = found or [replace(each, weight=0.7) for each in _unknown_given(word)]
        sexes = "f" if re.search(r"[ая]$", word) else _sexes(word)
        found.append(Reading(word, sexes, frozenset({"nom"}), 1.0, known=True))
        found.append(Reading(word, _sexes(word), frozenset({"nom"}), 0.8))
        return (*found, *_undeclined(word))
    # Whom the dictionary takes for one sex or case alone: «Фелициана» may be Фелициан.
    found += [
        replace(each, weight=0.2)
        for each in (_unknown_given(word) if found else ())
        if each.lemma != word
    ]
    if found:  # «Раушан», a man's name to the dictionary, is a woman's too
        return (*found, *_undeclined(word)) if word[-1] in CONSONANT else tuple(found)
    return (*_unknown_given(word), *unchanged(word))


# Ends of Kazakh men's names, which no woman's name has: Жумагали, Нурбек.
_MAN: Final = re.compile(
    r"абд.{3,}|.+(?:[гғкқ]али|бек|бай|улла|олла|муха[мн]\w+|мурат|мұрат|бер[гд]\w+|[гк]ельды|тай|нияз|ияр|газы"
    r"|ғазы|[^аеиоуыэюя]али|.[гкқғ]али(?:ю|ем))",
    re.IGNORECASE,
)


def _sexes(word: str) -> str:
    return "m" if _MAN.fullmatch(word) else "mf"


def _undeclined(word: str) -> list[Reading]:
    """Return the reading of a woman's name that takes no endings, and of a man's in a vowel."""
    readings = [] if _MAN.fullmatch(word) else unchanged(word)[1:]
    if _MAN.fullmatch(word) and word[-1] in "ыи":
        readings.append(Reading(word, "m", ALL, 0.8))
    return readings


def _unknown_given(word: str) -> list[Reading]:
    """Return declension readings of a name no dictionary has; Kazakh men's names end hard."""
    # «Аубакира» is sooner Аубакир in the genitive.
    man = word[-1] == "а" and is_listed(word[:-1]) or _MAN.fullmatch(word)
    if re.search(r"[уо]лл(?:[ыеу]|ой)$", word):  # «Сейдуллу»
        return [replace(each, sexes="m") for each in apply(word, A_STEM, 0.9)]
    woman = not man and bool(WOMAN.fullmatch(word))
    # A syllable («Ден Хак») tells no sex.
    if re.search(r".[ьр]ком$", word):  # Грицько, Оверко
        return [Reading(word[:-1], "m", frozenset({"ins"}), 0.9)]
    readings = oblique(word, 0.4 if woman else 0.8 if len(word) <= 3 else 0.9)
    readings = [
        replace(each, known=True, weight=0.9) if is_listed(each.lemma) else each
        for each in readings
    ]
    if re.search(r"[аеиоуыэюя]$", word):  # Жумагали, Муса
        # «Халелу» is sooner a dative than a name such as «Айсулу».
        usual = re.search(r"(?<!и)и$|[ыо]$|лу$|ру$|[аеоы]у$", word) and not is_listed(word[:-1])
        readings.append(Reading(word, "m", ALL, 0.8 if usual else 0.1))
        # Women's names hardly end in -ы: «Шайзы» is Шайза.
        if not _MAN.fullmatch(word):
            readings.append(Reading(word, "f", ALL, 0.8 if usual and word[-1] != "ы" else 0.1))
    if woman:
        readings += [Reading(each.lemma, "f", each.cases, 0.9) for each in apply(word, A_STEM, 1.0)]
    return readings


# The dictionary knows these forms as an animal's.
_LEV: Final = {"льва": "gen acc", "льву": "dat", "львом": "ins", "льве": "prep"}


@lru_cache(maxsize=100_000)
def _dictionary_names(word: str) -> list[Reading]:
    """Return the readings as given names that the dictionary knows, singular only."""
    if case := _LEV.get(word.lower()):
        return [Reading("Лев", "m", frozenset(case.split()), 1.0, known=True)]
    found: list[Reading] = []
    shares: list[float] = []
    for parse in parses(word):
        tag = parse.tag
        if not (parse.is_known and "Name" in tag and tag.number == "sing"):
            continue
        case = GRAMMEMES.get(str(tag.case))
        if case:
            sexes = SEXES.get(str(tag.gender), "mf")
            lemma = spelled(word, parse.normal_form)
            found.append(Reading(lemma, sexes, frozenset({case}), 1.0, known=True))
            shares.append(parse.score)
    if word[-1] == "е":  # «Анне» is sooner Анна than a name of its own
        shares = [
            share for each, share in zip(found, shares, strict=True) if each.lemma != word
        ] or shares
        found = [each for each in found if each.lemma != word] or found
    # «Климентия» is Климентий, whom the lists know, sooner than a woman whom they do not.
    if not is_listed(word) and any(is_listed(each.lemma) for each in found):
        return [
            each if is_listed(each.lemma) else replace(each, weight=0.7, known=False)
            for each in found
        ]
    # «Рахима» may be Рахим in the genitive: the form as written stands, unless the dictionary's
    # corpus saw the genitive more often («Вадима»).
    if any(
        "nom" in each.cases and share >= max(shares)
        for each, share in zip(found, shares, strict=True)
    ):
        found = [each if "nom" in each.cases else replace(each, weight=0.7) for each in found]
    return found
