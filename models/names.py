"""A person's name as written, brought to the nominative, and the key under which it is grouped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from models.declension import CASES, Reading, given_readings, patronymic_readings, surname_readings
from models.homoglyphs import fold_letters, repair_homoglyphs
from models.kazakh_endings import is_kazakh, nominative_of_kazakh


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name in nominative and title case; what was not written is empty.

    `sex` is `m` or `f` where the parts tell it, else empty. `normal` has the parts in the order
    surname, given name, patronymic, initials: «Тулегенов Касымбек».
    """

    surname: str
    given: str
    patronymic: str
    initials: str
    sex: str
    normal: str


@dataclass(frozen=True, slots=True)
class _Token:
    """One word of a name and the part it plays."""

    text: str
    part: str  # surname, given, patronymic, initials


_LONGEST: Final = 200  # code points of a name phrase that are read
_LINE_BREAK: Final = re.compile(r"(?<=\w)(?:-\s*\n\s*|¬\s*|\u00ad\s*)")
_ALIAS_HEAD: Final = re.compile(r"^\s*(?:он|она)\s+же(?:\s+по\s+\w+)?\s+", re.IGNORECASE)
# «урожд.» in small letters, whatever two of them were read as: no name begins so.
_ASIDE: Final = re.compile(
    r"[,(]?\s*(?:\b(?:он|она)\s+же\b|(?-i:\bуро[а-я]{2,7}\b)|\bдев\.|\bдевичья\b|\bпо\s+муж|\bқыз\s+кезін).*",
    re.IGNORECASE | re.DOTALL,
)
_WOMAN: Final = re.compile(
    r"\bона\s+же\b|(?-i:\bуро[а-я]{2,7}\b)|\bдев\.|\bпо\s+муж|\bқыз\s+кезін", re.IGNORECASE
)
_OUTER: Final = " \t\n.,;:()[]«»\"'“”„"
_PATRONYMIC_WORD: Final = r"(?:ұлы|улы|ули|оглы|қызы|кызы|гызы)"
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-‐-―'’][^\W\d_]+)*\.?")
_RUSSIAN_PATRONYMIC: Final = re.compile(
    r"\w{2,}(?:[ое]вич|[ьи]ич|[кт]ич|[ое]вн|и?ничн)(?:а|у|ем|е|ы|ой)?|ильич\w{0,2}|лукич\w{0,2}",
    re.I,
)
_KAZAKH_PATRONYMIC: Final = re.compile(rf"\w{{2,}}{_PATRONYMIC_WORD}\w{{0,3}}", re.IGNORECASE)
_SURNAME: Final = re.compile(
    r"\w{2,}(?:[ое]в|ёв|[иы]н)(?:а|у|ым|е|ой|ою)?|\w{2,}[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)"
    r"|\w{2,}(?:енко|чук|щук|швили|дзе|янц?|ман|штейн)",
    re.IGNORECASE,
)


def parse_person(surface: str, *, language: str | None = None) -> PersonName:
    """Return the name of `surface` in nominative, its parts and sex as far as the parts agree.

    Args:
        surface: the name as written, in any order, case or capitals; aliases and maiden names in
            the same phrase are left out.
        language: `ru` or `kk` when known; `kk` names take Kazakh endings, never Russian ones.
    """
    tokens = tuple(_tokens(_plain(surface)))
    kazakh = language == "kk" or (language is None and is_kazakh(surface))
    return _name_of(tokens, kazakh=kazakh, sexes="f" if _WOMAN.search(surface) else "mf")


def _plain(surface: str) -> str:
    """Return the name phrase without line breaks, brackets, alias and maiden name."""
    text = _LINE_BREAK.sub("", repair_homoglyphs(surface[:_LONGEST]))
    text = _ALIAS_HEAD.sub("", text).strip(_OUTER.replace(".", ""))
    without = re.sub(r"\([^()]*\)", " ", text)
    text = without if _WORD.search(without) else text
    without = _ASIDE.sub("", text)
    return without if _WORD.search(without) else text


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the words of a name with the part each plays."""
    words = _joined_patronymics(_WORD.findall(text))
    if any(word[0].isupper() for word in words):  # «мулла Садвакас»
        words = [word for word in words if word[0].isupper()] or words
    initials = [word for word in words if _is_initial(word)]
    full = [word.rstrip(".") if len(word) > 9 else word for word in words if not _is_initial(word)]
    yield from _full_tokens([_titled(word) for word in full], has_initials=bool(initials))
    for initial in initials:
        yield _Token(f"{initial[0].upper()}.", "initials")


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def _titled(word: str) -> str:
    parts = re.split(r"([-‐-―'’])", word.lower())
    return "".join(part if part == "оглы" else part.capitalize() for part in parts)


def _joined_patronymics(words: list[str]) -> list[str]:
    """Join «Ахмет улы» and «Тілеуберді қызы» to one word each."""
    joined: list[str] = []
    for word in words:
        if joined and re.fullmatch(rf"{_PATRONYMIC_WORD}\w{{0,3}}", word, re.IGNORECASE):
            joined[-1] += word.lower()
        else:
            joined.append(word)
    return joined


def _full_tokens(words: list[str], *, has_initials: bool) -> Iterator[_Token]:
    """Yield the unabbreviated words: patronymic by form, surname by form or place, then given."""
    rest = [word for word in words if not _is_patronymic(word)]
    patronymics = [word for word in words if _is_patronymic(word)]
    if len(words) == 2 and words[0] in patronymics and not _is_marked_surname(words[1]):
        yield _Token(words[0], "surname")  # «Байтұрсынұлы Ахмет»: the father's name leads
        yield _Token(words[1], "given")
        return
    surname = _surname_index(rest, alone=not patronymics, has_initials=has_initials)
    for index, word in enumerate(rest):
        yield _Token(word, "surname" if index == surname else "given")
    for word in patronymics:
        yield _Token(word, "patronymic")


def _is_patronymic(word: str) -> bool:
    if word.endswith("."):
        return len(word) > 2  # «Ващенко Никифор Сем.»
    return bool(_RUSSIAN_PATRONYMIC.fullmatch(word) or _KAZAKH_PATRONYMIC.fullmatch(word))


def _surname_index(words: list[str], *, alone: bool, has_initials: bool) -> int | None:
    """Return which word is the surname; `None` when there is only a given name."""
    marked = [i for i, word in enumerate(words) if _is_marked_surname(word)]
    if marked:
        return marked[0]
    if len(words) > 1 and _is_known_given(words[0]) and not _is_known_given(words[-1]):
        return len(words) - 1
    if len(words) > 1 or has_initials:
        return 0
    return None if not words or not alone or _is_known_given(words[0]) else 0


@lru_cache(maxsize=100_000)
def _is_known_given(word: str) -> bool:
    # Names of two or three letters are as often Korean surnames (Ли, Ким).
    if len(word) <= 3 and not re.search(r"[ая]$", word):
        return False
    return any(reading.known for reading in given_readings(word))


@lru_cache(maxsize=100_000)
def _is_marked_surname(word: str) -> bool:
    if _is_known_given(word):
        return False
    return bool(_SURNAME.fullmatch(word) or nominative_of_kazakh(word, "surname") != word)


# -- agreement ------------------------------------------------------------------------------------


@lru_cache(maxsize=100_000)
def _name_of(tokens: tuple[_Token, ...], *, kazakh: bool, sexes: str) -> PersonName:
    declined = [token for token in tokens if token.part != "initials"]
    if kazakh:
        chosen, sex = _kazakh_parts(declined)
    else:
        chosen, sex = _agreeing_parts(declined, sexes)
    parts = {"surname": "", "given": "", "patronymic": ""}
    for token, text in zip(declined, chosen, strict=True):
        parts[token.part] = f"{parts[token.part]} {text}".strip()
    initials = " ".join(token.text for token in tokens if token.part == "initials")
    normal = " ".join(filter(None, [*parts.values(), initials]))
    return PersonName(parts["surname"], parts["given"], parts["patronymic"], initials, sex, normal)


def _kazakh_parts(tokens: list[_Token]) -> tuple[list[str], str]:
    """Return the words without Kazakh endings; only the last written part of a name carries one."""
    texts = [nominative_of_kazakh(token.text, token.part) for token in tokens]
    sexes = {_sex_of_form(text, token.part) for text, token in zip(texts, tokens, strict=True)}
    known = sexes - {""}
    return texts, known.pop() if len(known) == 1 else ""


def _sex_of_form(text: str, part: str) -> str:
    """Return the sex a nominative surname or patronymic shows."""
    lowered = text.lower()
    if part == "given":
        return ""
    if re.search(r"(?:[ое]ва|[иы]на|[сц]кая|қызы|кызы|[ое]вна|ична)$", lowered):
        return "f"
    return "m" if re.search(r"(?:[ое]в|[иы]н|[сц]кий|ұлы|улы|оглы|ич)$", lowered) else ""


_READERS: Final = {
    "surname": surname_readings,
    "given": given_readings,
    "patronymic": patronymic_readings,
}
# Men are about nine of ten persons in these files, and oblique cases are as common as the
# nominative; a tie between two readings of one wording goes by that.
_SEX_WEIGHT: Final = {"m": 1.0, "f": 0.88}
_CLEARLY: Final = 0.85  # the other sex must fit this much worse
_CASE_WEIGHT: Final = {"nom": 1.0, "gen": 0.9, "acc": 0.88, "dat": 0.8, "ins": 0.8, "prep": 0.4}


def _agreeing_parts(tokens: list[_Token], sexes: str) -> tuple[list[str], str]:
    """Return the nominatives under the one sex and case on which all parts agree best."""
    readings = [_READERS[token.part](token.text) for token in tokens]
    best: tuple[float, str, list[Reading]] = (0.0, "", [])
    weights: dict[str, float] = {"m": 0.0, "f": 0.0}
    for sex in sexes:
        for case in CASES:
            chosen = [_best_reading(each, sex, case) for each in readings]
            agreed = [reading for reading in chosen if reading is not None]
            if len(agreed) < len(chosen):
                continue
            score = _SEX_WEIGHT[sex] * _CASE_WEIGHT[case]
            for reading in agreed:
                score *= reading.weight
            weights[sex] = max(weights[sex], score)
            if score > best[0]:
                best = (score, sex, agreed)
    if not best[2]:
        return [token.text for token in tokens], ""
    other = weights["f" if best[1] == "m" else "m"]
    return [reading.lemma for reading in best[2]], best[1] if other < best[0] * _CLEARLY else ""


def _best_reading(readings: tuple[Reading, ...], sex: str, case: str) -> Reading | None:
    fitting = [each for each in readings if sex in each.sexes and case in each.cases]
    return max(fitting, key=lambda each: each.weight) if fitting else None


# -- keys -----------------------------------------------------------------------------------------


def name_key(name: PersonName) -> str:
    """Return the key of mentions that surely read alike; «Касымбек» and «К.» are kept apart.

    Folded surname, given name, patronymic and initials, with the sex, since «Тулегенова» alone may
    be a woman or a man in the genitive.
    """
    parts = (name.surname, name.given, name.patronymic, name.initials)
    return "|".join([*(fold_letters(part) for part in parts), name.sex])
