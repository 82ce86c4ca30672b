"""Find Russian names that OCR left without their capital, by the names and words around them."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from models.morphology import is_russian_word
from pipeline.language.candidate import CAPITAL, SMALL
from pipeline.language.lexicon import given_names
from pipeline.language.nameforms import (
    fold_name,
    has_surname_ending,
    is_known_given,
    is_listed_surname,
    is_patronymic,
    is_surname,
)
from pipeline.language.slovnet_ner import known_words
from pipeline.language.toponyms import is_toponym

_WORD: Final = rf"(?<![\w.-])(?P<word>[{SMALL}]{{4,}})(?![\w-])"


def _unheard(_: str, word: str) -> bool:
    """Whether neither newspapers nor the dictionary have the word."""
    return word not in known_words() and not is_russian_word(word)


def _is_surname(_: str, word: str) -> bool:
    return has_surname_ending(word) and (not is_russian_word(word) or is_listed_surname(word))


def _precedes(name: str, word: str) -> bool:
    if is_patronymic(name):
        return _unheard("", word)
    return is_known_given(name) and _is_surname("", word)


def _follows_surname(name: str, word: str) -> bool:
    return has_surname_ending(name) and _is_surname("", word)


def _follows(name: str, word: str) -> bool:
    """Whether the word is the given name or patronymic that a surname or given name lacks."""
    if is_patronymic(word):
        return is_surname(name) or is_known_given(name)
    if not (has_surname_ending(name) and is_surname(name)):
        return False
    return fold_name(word) in given_names() or (is_known_given(word) and _unheard("", word))


def _is_place(_: str, word: str) -> bool:
    return is_toponym(word) or _unheard("", word)


# What stands where, and which words of it are names: a pattern with `word` and perhaps `name`.
_RULES: Final[tuple[tuple[re.Pattern[str], Callable[[str, str], bool]], ...]] = tuple(
    (re.compile(pattern), judge)
    for pattern, judge in (
        # «мынжасаров Ж.»
        (rf"{_WORD}(?= [{CAPITAL}]\.(?:\s?[{CAPITAL}]\.|\s?[,;)\n]|$))", _is_surname),
        # «нурмагамбет Сапаргалиевич»
        (rf"{_WORD}(?= (?P<name>[{CAPITAL}][{SMALL}]{{3,}}))", _precedes),
        # «Куантаева, егенова», and at the beginning of a line
        (rf"(?<!\w)(?P<name>[{CAPITAL}][{SMALL}]{{3,}}), {_WORD}", _follows_surname),
        (rf"(?:^|\n){_WORD}", _is_surname),
        # «Жакеновым мусатаем», «Мария ивановна»
        (rf"(?<!\w)(?P<name>[{CAPITAL}][{SMALL}]{{2,}}) {_WORD}", _follows),
        (
            r"(?<!\w)(?:гр\.|гр-[нк]\w{0,2}|тов\.|арестованн\w+|обвиняем\w+|осужд[её]нн\w+"
            rf"|свидетел\w+) {_WORD}",
            _is_surname,
        ),
        # «в пос. майкаин», «слободе михайловке»
        (
            r"(?<!\w)(?:(?:с|дер|пос|гор|хут)\.|сел[аоеу]|деревн[яеию]|пос[её]л(?:ок|к[ае])"
            rf"|слобод[аыеу]|хутор[ае]?) {_WORD}",
            _is_place,
        ),
        # «каркаралинского уезда»
        (
            rf"(?<![\w.-])(?P<word>[{SMALL}]{{3,}}[сц]к(?:ого|ому|им|ом|ий|ая|ой|ую))"
            r"(?= (?:район|област|округ|уезд|волост|губерни|обл\.|р-н|губ\.))",
            _is_place,
        ),
    )
)


def lost_capitals(text: str) -> str:
    """The text with its lost capitals; the length stays."""
    found = {
        item.start("word")
        for pattern, judge in _RULES
        for item in pattern.finditer(text)
        if _judged(judge, item.groupdict().get("name", ""), item["word"])
    }
    if not found:
        return text
    letters = list(text)
    for at in found:
        letters[at] = letters[at].upper()
    return "".join(letters)


@lru_cache(maxsize=50_000)
def _judged(judge: Callable[[str, str], bool], name: str, word: str) -> bool:
    return judge(name, word)
