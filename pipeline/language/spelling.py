"""Put right the words the rules hang on where OCR left them one letter off."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA, Hamming

from pipeline.language.kazakh_words import is_listed_kazakh
from pipeline.language.lexicon import given_names, read_forms, read_list, surnames
from pipeline.language.nameforms import fold_name
from pipeline.language.slovnet_ner import known_words

_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_SHORTEST: Final = 5
# A letter lost or added changes more than a letter misread, so the word must be longer.
_SHORTEST_UNEVEN: Final = 7
_SHORTEST_TITLED: Final = 8
_SHORTEST_TWO_EDITS: Final = 11
_KAZAKH_LETTER: Final = re.compile(r"[әіңғүұқөһӯ]")
# Letters that typed and scanned look alike; both of a pair stand in one group.
_ALIKE: Final = (
    "ипнйцшщмк", "ьъыбвм", "есоэ", "гтгп", "длая", "жхк", "уюрч", "зэв", "чиу", "аоед", "фо",
    "қкг", "ңнгі", "өоэ", "ұүуч", "ғгі", "әаэ", "іиіыт", "ымнь", "рпн", "лпи", "боа",
)  # fmt: skip
# Of Kazakh pages, where letters are misread that Russian ones have not: «ауданмнан», «төргеуші».
_ALIKE_KAZAKH: Final = (*_ALIKE, "еөә", "лшп", "вн", "кқх", "ыам", "қхн", "іїи", "тг", "ұүуӯ")
_ACRONYMS: Final = frozenset(
    {"НКВД", "УНКВД", "ОГПУ", "НКГБ", "УНКГБ", "ВЛКСМ", "СССР", "РСФСР", "АССР", "РККА"}
)


def repairs(text: str, *, kazakh: bool) -> Iterator[tuple[int, int, str]]:
    """Words of `text` to be read otherwise: half-open offsets and the word meant.

    A word is only touched when neither the vocabulary of the word vectors nor a list of names
    knows it, and a word of the lists is one edit away.
    """
    for found in _WORD.finditer(text):
        meant = _meant(found.group(), kazakh)
        if meant is not None:
            yield found.start(), found.end(), meant


@lru_cache(maxsize=100_000)
def _meant(word: str, kazakh: bool) -> str | None:
    lower = word.lower()
    if len(lower) != len(word):
        return None
    if word.isupper() and (acronym := _meant_acronym(word)):
        return acronym
    if len(word) < _SHORTEST or _is_known(lower) or (kazakh and is_listed_kazakh(lower)):
        return None
    if not kazakh and _KAZAKH_LETTER.search(lower):
        return None  # a Kazakh name on a Russian page
    titled = word[0].isupper() and not word.isupper()
    if kazakh and titled and len(word) < _SHORTEST_TITLED:
        return None  # «Азені», «Хелді» are rather names
    near = _near(lower, kazakh)
    if not near:
        return None
    strict = kazakh or titled
    fold = fold_name if kazakh else str
    likely = [
        other
        for other in near
        if len(other) == len(lower) and is_alike(fold(lower), fold(other), kazakh=kazakh)
    ]
    if titled and lower.endswith("о"):  # a surname differs from a noun by its ending: «Тройко»
        likely = [other for other in likely if other.endswith("о")]
    if strict or likely:
        near = likely
    even = [other for other in near if len(other) == len(lower)]
    alike = [other for other in even if fold(other) == fold(lower)]
    chosen = min(alike or even or near, default=None)
    return _cased(word, chosen) if chosen else None


def _meant_acronym(word: str) -> str | None:
    if word in _ACRONYMS or word in read_list("acronyms") or _is_known(word.lower()):
        return None
    near = [known for known in _ACRONYMS if len(known) == len(word)]
    near = [known for known in near if OSA.distance(known, word, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else None


def _is_known(lower: str) -> bool:
    return (
        lower in known_words()
        or lower in given_names()
        or lower in surnames()
        or lower in read_list("not_names")
        or lower in _forms(False)
        or lower in _forms(True)
    )


@lru_cache(maxsize=2)
def _forms(kazakh: bool) -> frozenset[str]:
    if kazakh:
        return read_forms("form_words_kk")
    named = {word for word in read_list("not_names") if len(word) >= _SHORTEST}
    return read_forms("form_words") | named


@lru_cache(maxsize=2)
def _index(kazakh: bool) -> dict[str, tuple[str, ...]]:
    """Listed words by themselves and by what is left of them without one letter.

    Kazakh ones as a Russian machine types them: «каласи» is «қаласы» with one letter misread.
    """
    index = defaultdict(list)
    for form in sorted(_forms(kazakh)):
        for shorter in _without_one(fold_name(form) if kazakh else form):
            index[shorter].append(form)
    return {key: tuple(words) for key, words in index.items()}


def _without_one(word: str) -> set[str]:
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def _near(lower: str, kazakh: bool) -> list[str]:
    """Listed words one edit away; two neighbours that changed places are one edit."""
    index = _index(kazakh)
    fold = fold_name if kazakh else str
    folded = fold(lower)
    words = {form for shorter in _without_one(folded) for form in index.get(shorter, ())}
    near = [word for word in words if OSA.distance(fold(word), folded, score_cutoff=1) <= 1]
    if not near and len(lower) >= _SHORTEST_TWO_EDITS:
        return _near_by_two(lower, kazakh)
    return [word for word in near if len(word) == len(lower) or len(lower) >= _SHORTEST_UNEVEN]


def _near_by_two(lower: str, kazakh: bool) -> list[str]:
    """Long words two misread letters away: «онеруполномоченний»."""
    even = _by_length(kazakh)[len(lower)]
    return [form for form in even if Hamming.distance(form, lower, score_cutoff=2) == 2]


@lru_cache(maxsize=2)
def _by_length(kazakh: bool) -> defaultdict[int, list[str]]:
    forms: defaultdict[int, list[str]] = defaultdict(list)
    for form in _forms(kazakh):
        forms[len(form)].append(form)
    return forms


def is_alike(read: str, meant: str, *, kazakh: bool) -> bool:
    """Whether of two words of one length the letters that differ look like the others."""
    groups = _ALIKE_KAZAKH if kazakh else _ALIKE
    pairs = [(one, other) for one, other in zip(read, meant, strict=True) if one != other]
    return all(any(one in group and other in group for group in groups) for one, other in pairs)


def _cased(word: str, meant: str) -> str:
    if word.isupper():
        return meant.upper()
    return meant[:1].upper() + meant[1:] if word[0].isupper() else meant
