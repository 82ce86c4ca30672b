"""What a Russian form of a surname or patronymic may stand for."""

import re
from functools import lru_cache
from typing import Final

from models.declension.rules import (
    ALL,
    GRAMMEMES,
    OV,
    OVICH,
    OVNA,
    SEXES,
    SKY,
    WOMAN,
    Reading,
    apply,
    oblique,
    spelled,
    unchanged,
)
from models.morphology import parses


@lru_cache(maxsize=100_000)
def surname_readings(word: str) -> tuple[Reading, ...]:
    """Return what a surname form may stand for; its own form is always among the readings."""
    if "-" in word.strip("-"):
        return _double_readings(word)
    found = apply(word, OV, 1.0, stem=r".+(?:[ое]в|ёв|[иы]н)")
    found += apply(word, SKY, 1.0, stem=r".+[сц]к")
    adjectives = _adjectives(word)
    if found and len(word) <= _SYLLABLE:  # «Шин Дон Сика»
        return (*found, *_as_it_stands(word))
    if found:
        return (*found, *adjectives)
    if re.search(r"[иы]х$", word):
        return (Reading(word, "mf", ALL, 1.0),)
    if father := _SON_OR_DAUGHTER.search(word):
        return (Reading(word, "m" if father["son"] else "f", ALL, 1.0),)
    if adjectives:
        return (*adjectives, *_as_it_stands(word))
    if re.search(r"[ую]$", word):  # «Кулишу» is sooner a dative than a name like «Лю»
        return (Reading(word, "mf", ALL, 0.4), *_nouns(word), *oblique(word, 0.6))
    if re.search(r"(?:[оеэи]|[^цбпвм]ы)$", word) and not _known_form(word):
        return (Reading(word, "mf", ALL, 1.0), *oblique(word, 0.3))
    by_noun = [*_nouns(word), *oblique(word, 0.3 if WOMAN.fullmatch(word) else 0.8)]
    return (*by_noun, *_as_it_stands(word))


_SYLLABLE: Final = 4


def _as_it_stands(word: str) -> list[Reading]:
    """Read a form as a nominative, or as undeclined: «Кох Иоганна Яковлевича», «Пак Чун Ока»."""
    weight = 0.5 if len(word) <= _SYLLABLE else 0.25
    return [*unchanged(word), Reading(word, "m", ALL, weight)]


_LINKED: Final = re.compile(
    r".+(?:[ое]в|ёв|[иы]н|[сц]к|ый|ой|ая|ого|ому|ую)(?:[аеуы]|[ыоу]\w+|ий)?$"
)


def _double_readings(word: str) -> tuple[Reading, ...]:
    """Read both halves of a double surname under one sex and case; «Бек-», «Тянь-» stay."""
    *heads, last = word.split("-")
    found = surname_readings(last)
    for head in reversed(heads):
        read = surname_readings(head) if _LINKED.fullmatch(head) else ()
        found = tuple(
            Reading(f"{one.lemma}-{other.lemma}", sexes, cases, one.weight * other.weight)
            for one in read or (Reading(head, "mf", ALL, 1.0),)
            for other in found
            if (sexes := "".join(set(one.sexes) & set(other.sexes)))
            and (cases := one.cases & other.cases)
        )
    return found or (Reading(word, "mf", ALL, 0.5),)


# «Кравца»: Кравец; «Коломийца»: Коломиец.
_FLEETING: Final = re.compile(r"(?P<stem>.{2,}?)[ьй]?(?:ца|цу|ц[ое]м|це)")
_FOREIGN: Final = re.compile(r"[^аеёиоуыэюя]*[аеёиоуыэюя]+(?:н|ль|р)ц", re.IGNORECASE)  # Штольц
_OF_CASE: Final = {"а": "gen acc", "у": "dat", "м": "ins", "е": "prep"}


def _nouns(word: str) -> list[Reading]:
    """Return the readings of a man's surname that loses a vowel in its cases: Соловья, Кравца."""
    found = [
        Reading(spelled(word, parse.normal_form), "m", frozenset({case}), 0.85)
        for parse in parses(word)
        if parse.is_known
        and {"NOUN", "masc", "sing"} <= parse.tag.grammemes
        and (case := GRAMMEMES.get(str(parse.tag.case)))
    ]
    fleeting = _FLEETING.fullmatch(word)
    if fleeting and not found and not _FOREIGN.match(word):
        cases = frozenset(_OF_CASE[word[-1]].split())
        found.append(Reading(f"{fleeting['stem']}ец", "m", cases, 0.85))
    return found


_SON_OR_DAUGHTER: Final = re.compile(r"(?P<son>[ұу]лы|оглы)$|[қкг]ызы$", re.IGNORECASE)
_ADJECTIVE: Final = re.compile(r"(?:[ое]го|[ое]му|[ыи]м|[ое]м|[ая]я|[оеыи]й|[ую]ю)$")


def _adjectives(word: str) -> list[Reading]:
    """Return the readings of a surname that is a known adjective: Толстой, Белый."""
    if not _ADJECTIVE.search(word):
        return []
    found = []
    for parse in parses(word):
        tag = parse.tag
        case, sex = GRAMMEMES.get(str(tag.case)), SEXES.get(str(tag.gender))
        if not (parse.is_known and tag.number == "sing" and case and sex):
            continue
        if "Surn" in tag:
            lemma = (parse.inflect({"nomn"}) or parse).word  # «Толстой Марии» is Толстая
            found.append(Reading(spelled(word, lemma), sex, frozenset({case}), 0.85))
        elif "ADJF" in tag:
            lemma = parse.inflect({"nomn", "sing", str(tag.gender)}).word
            found.append(Reading(spelled(word, lemma), sex, frozenset({case}), 0.8))
    return found


@lru_cache(maxsize=100_000)
def _known_form(word: str) -> bool:
    """Tell whether the dictionary has the word as an oblique form of a noun: «Бороды»."""
    return any(
        parse.is_known
        and ("anim" in parse.tag or {"NOUN", "femn", "sing", "gent"} <= parse.tag.grammemes)
        and parse.normal_form != word.lower()
        for parse in parses(word)
    )


@lru_cache(maxsize=100_000)
def patronymic_readings(word: str) -> tuple[Reading, ...]:
    """Return what a patronymic form may stand for; Kazakh and shortened ones stay unchanged."""
    found = apply(word, OVICH, 1.0, stem=r".+ич")
    found += apply(word, OVNA, 1.0, stem=r".+(?:[ое]вн|ичн|[иы]шн)")
    lowered = word.lower()
    sexes = "f" if re.search(r"[қкг]ызы\w{0,3}$", lowered) else "m"
    sexes = sexes if re.search(r"(?:[ұуо][лг]\w+|ызы\w{0,3})$", lowered) else "mf"
    return tuple(found) or (Reading(word, sexes, ALL, 1.0),)
