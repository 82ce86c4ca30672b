"""Which word of a name is the surname, the given name, the patronymic or an initial."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from models.declension import given_readings
from models.names.agreement import agreeing_parts, kazakh_parts, unchanged_parts
from models.names.kazakh_endings import is_kazakh, nominative_of_kazakh
from models.names.person import PersonName
from models.names.phrase import WORD, split_phrase
from models.names.scripts import script_of, to_cyrillic


@dataclass(frozen=True, slots=True)
class _Token:
    """One word of a name and the part it plays."""

    text: str
    part: str  # surname, given, patronymic, initials


_PATRONYMIC_WORD: Final = r"(?:ұлы|улы|ули|оглы|қызы|кызы|гызы)"
_APART: Final = re.compile(r" (?=(?:ұлы|улы|ули|қызы|кызы)$)")
_SON_OF: Final = re.compile(_PATRONYMIC_WORD)
# Second halves of names that clerks wrote apart: «Мухамед жан».
_ELEMENT: Final = r"(?-i:жан|бек|хан|бай|гали|ғали|кул|құл|улла|ахмет|мурат|султан)"
_RUSSIAN_PATRONYMIC: Final = re.compile(
    r"\w{2,}(?:[ое]вич|[ьи]ич|[кт]ич|[ое]вн|и?ничн|ввичн|[кт]ичн|[вкнт]ишн)(?:а|у|ем|ом|е|ы|ой)?"
    r"|(?:иль|лук|к[оу]з[ьъ]?м|фом|сав+)ич(?:а|у|ем|ом|е)?",
    re.I,
)
_SON: Final = re.compile(r"\w{2,}ич(?:а|у|ем|ом|е)?", re.I)
_KAZAKH_CASE: Final = r"(?:н[ыі]?ң?|н[ае]н?|нд[ае]|мен|[ғг][ае]|м|ға)?"  # «Тлеулиной» is none
_KAZAKH_PATRONYMIC: Final = re.compile(
    rf"\w{{2,}}[- ]?{_PATRONYMIC_WORD}{_KAZAKH_CASE}", re.IGNORECASE
)
_SYLLABLE: Final = re.compile(r"[^аеёиоуыэюя]{0,2}[аеёиоуыэюя][^аеёиоуыэюя]{0,2}", re.IGNORECASE)
_SURNAME: Final = re.compile(
    r"\w{2,}(?:[ое]в|ёв|[иыі]н)(?:а|у|ым|е|ой|ою)?|\w{2,}[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)"
    r"|\w{2,}(?:енко|чук|щук|швили|дзе|янц?|ман|штейн)",
    re.IGNORECASE,
)


def parse_person(
    surface: str,
    *,
    language: str | None = None,
    sex: str = "",
    as_listed: bool = False,
    nominative: bool = False,
) -> PersonName:
    """Return the name of `surface` in nominative, its parts and sex as far as the parts agree.

    Args:
        surface: the name as written, in any order, case, capitals or script; what «он же»,
            «урожд.» and brackets add becomes an alias.
        language: `ru` or `kk` when known; `kk` names take Kazakh endings, never Russian ones.
        sex: `m` or `f` where the words beside the name tell it.
        as_listed: the name stands by itself, not in a sentence, so it is sooner a nominative.
        nominative: the page says that it is one, so that «Кудрина М. С.» is a woman.
    """
    phrase = split_phrase(surface)
    kazakh = language == "kk" or (language is None and is_kazakh(surface))
    sexes = phrase.sex or sex or "mf"
    tokens = tuple(_tokens(phrase.main))
    name = _name_of(tokens, kazakh=kazakh, sexes=sexes, as_listed=as_listed, nominative=nominative)
    if not phrase.asides:
        return name
    aliases = (
        _name_of(
            tuple(_tokens(aside)), kazakh=kazakh, sexes=name.sex or "mf", as_listed=True
        ).normal
        for aside in phrase.asides
    )
    return replace(name, aliases=tuple(alias for alias in aliases if alias))


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the words of a name with the part each plays."""
    words = _joined_patronymics(WORD.findall(text))
    if any(word[0].isupper() for word in words):  # «мулла Садвакас»
        words = [word for word in words if word[0].isupper()] or words
    initials = [word for word in words if _is_initial(word)]
    full = [word.rstrip(".") if len(word) > 9 else word for word in words if not _is_initial(word)]
    yield from _full_tokens([_titled(word) for word in full], initials=len(initials))
    for initial in initials:
        yield _Token(f"{initial[0].upper()}.", "initials")


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def _titled(word: str) -> str:
    parts = re.split(r"([-‐-―'’])", word.lower())
    return "".join(
        part if number and _SON_OF.fullmatch(part) else part.capitalize()
        for number, part in enumerate(parts)
    )


def _joined_patronymics(words: list[str]) -> list[str]:
    """Take «Ахмет улы», «Тілеуберді қызы» and «Мухамед жан» for one word each."""
    joined: list[str] = []
    for word in words:
        if joined and re.fullmatch(_PATRONYMIC_WORD + _KAZAKH_CASE, to_cyrillic(word), re.I):
            joined[-1] += f" {word.lower()}"
        elif joined and re.fullmatch(_ELEMENT, to_cyrillic(word), re.I):
            joined[-1] += word.lower()
        else:
            joined.append(word)
    return joined


def _full_tokens(words: list[str], *, initials: int) -> Iterator[_Token]:
    """Yield the unabbreviated words: patronymic by form, surname by form or place, then given."""
    if len(words) == 1 and initials > 1 and _SON.fullmatch(words[0]):  # «Мицкевич А. Б.»
        yield _Token(words[0], "surname")
        return
    rest = [word for word in words if not _is_patronymic(word)]
    patronymics = [word for word in words if _is_patronymic(word)]
    if len(words) == 2 and words[0] in patronymics and not _is_marked_surname(words[1]):
        # «Байтұрсынұлы Ахмет»: the father's name leads; «Ахмет улы Шайхы» is no surname.
        yield _Token(words[0], "patronymic" if " " in words[0] else "surname")
        yield _Token(words[1], "given")
        return
    if (
        len(patronymics) == 2 and len(words) == 3 and not words[1].endswith(".")
    ):  # «Мицкевич Василий Иванович»
        surnames = [words[0]] if words[0] in patronymics else [words[2]]
        rest, patronymics = rest + surnames, [each for each in patronymics if each not in surnames]
    elif len(patronymics) == 1 and len(rest) == 2 and _is_russian(patronymics[0]):
        given = words[max(words.index(patronymics[0]) - 1, 0)]
        given = rest[0] if given in patronymics else given
        surnames = [word for word in rest if word != given]
    else:
        surnames = []
    if surnames and len(rest) == 2:  # the word before a Russian patronymic is the given name
        yield _Token(surnames[0], "surname")
        yield from (_Token(word, "given") for word in rest if word not in surnames)
        yield from (_Token(word, "patronymic") for word in patronymics)
        return
    surname = _surname_index(rest, alone=not patronymics, has_initials=initials > 0)
    for index, word in enumerate(rest):
        yield _Token(word, "surname" if index == surname else "given")
    for at, word in enumerate(patronymics):
        cut_given = at == 0 and len(patronymics) == 2 and len(rest) == 1 and word.endswith(".")
        yield _Token(word, "given" if cut_given else "patronymic")  # «Смирнов Ник. Петр.»


def _is_patronymic(word: str) -> bool:
    if word.endswith("."):
        return len(word) > 2  # «Ващенко Никифор Сем.»
    read = to_cyrillic(word)
    return bool(_RUSSIAN_PATRONYMIC.fullmatch(read) or _KAZAKH_PATRONYMIC.fullmatch(read))


def _is_russian(patronymic: str) -> bool:
    return not _KAZAKH_PATRONYMIC.fullmatch(to_cyrillic(patronymic))


def _surname_index(words: list[str], *, alone: bool, has_initials: bool) -> int | None:
    """Return which word is the surname; `None` when there is only a given name."""
    marked = [i for i, word in enumerate(words) if _is_marked_surname(word)]
    if marked:  # «Умсын Байгуттина»: a bare -ын, -ин may be a given name
        return min(marked, key=lambda i: (bool(re.search(r"[иыі]н$", words[i])), i))
    if len(words) == 3 and all(map(_SYLLABLE.fullmatch, words[1:])):  # «Чжана Ван Фу»
        return 0
    if len(words) > 1 and _is_known_given(words[0]) and not _is_known_given(words[-1]):
        return len(words) - 1
    if len(words) > 1 or has_initials:
        return 0
    return None if not words or not alone or _is_known_given(words[0]) else 0


@lru_cache(maxsize=100_000)
def _is_known_given(word: str) -> bool:
    # Names of two or three letters are as often Korean surnames (Ли, Ким).
    read = to_cyrillic(word)
    if len(read) <= 3 and not re.search(r"[ая]$", read):
        return False
    return any(reading.known for reading in given_readings(read))


@lru_cache(maxsize=100_000)
def _is_marked_surname(word: str) -> bool:
    read = to_cyrillic(word)
    if _is_known_given(read):
        return False
    return bool(_SURNAME.fullmatch(read) or nominative_of_kazakh(read, "surname") != read)


@lru_cache(maxsize=200_000)
def _name_of(
    tokens: tuple[_Token, ...],
    *,
    kazakh: bool,
    sexes: str,
    as_listed: bool,
    nominative: bool = False,
) -> PersonName:
    declined = [(token.text, token.part) for token in tokens if token.part != "initials"]
    if script_of(" ".join(text for text, _ in declined)) != "cyrillic":
        chosen, sex = unchanged_parts(declined)
    elif kazakh:
        chosen, sex = kazakh_parts(declined)
    else:
        chosen, sex = agreeing_parts(declined, sexes, as_listed=as_listed, nominative=nominative)
    parts = {"surname": "", "given": "", "patronymic": ""}
    for (_, part), text in zip(declined, chosen, strict=True):
        parts[part] = f"{parts[part]} {text}".strip()
    # Kazakh writes one word, Azerbaijani two: «Ахметулы», «Гусейн оглы».
    parts = {part: _APART.sub("", text) for part, text in parts.items()}
    initials = " ".join(token.text for token in tokens if token.part == "initials")
    fathers_first = not parts["surname"] and tokens and tokens[0].part == "patronymic"
    order = ("patronymic", "given") if fathers_first else ("surname", "given", "patronymic")
    normal = " ".join(filter(None, [*(parts[part] for part in order), initials]))
    sex = sex or (sexes if len(sexes) == 1 else "")
    return PersonName(parts["surname"], parts["given"], parts["patronymic"], initials, sex, normal)
