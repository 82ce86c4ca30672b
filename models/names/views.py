"""The readings of one name as keys, under which it is compared with others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from models.declension import given_readings
from models.names.kazakh_endings import is_kazakh
from models.names.keys import father, k1, script_of_name, surname_stem
from models.names.parts import parse_person
from models.names.person import PersonName
from models.names.scripts import to_cyrillic
from models.names.variants import is_kazakh_sound


@dataclass(frozen=True, slots=True)
class View:
    """One reading of a name as keys: a surname may be an alias, or a father's name.

    Attributes:
        stem: K1 key of the surname without its Russian ending; empty when there is none.
        ending: kind of that ending, as `surname_stem` gives it.
        given: K1 key of the given names.
        father: K1 key of the father's name.
        father_cut: the patronymic was abbreviated, `father` is its beginning.
        initials: letters for given name and patronymic, each as a set of K1 letters.
        sex: `m`, `f` or empty.
        kazakh: the name is Kazakh by its elements, by the table of names, or marked.
        marked: it carries a Kazakh letter, alphabet or patronymic (E27).
        alias: the surname is an alias or maiden name.
        turned: surname and given name are read the other way round.
        half: the surname is one half of a double one.
        given_cut: the given name was abbreviated.
        slips: the given name would be the same beside a surname of the other sex: a woman's, whose
            surname lost its ending, or one that has no cases, so that the surname may be in one.
        syllables: the given name is of two short syllables, each of them a word: «Чун Хо».
    """

    stem: str
    ending: str
    given: str
    father: str
    father_cut: bool
    initials: tuple[frozenset[str], ...]
    sex: str
    kazakh: bool
    marked: bool
    alias: bool = False
    turned: bool = False
    half: bool = False
    given_cut: bool = False
    slips: bool = False
    syllables: bool = False


_SYLLABLES: Final = re.compile(r"\w{1,4}[ -]\w{1,4}")
_PATRONYMIC_WORD: Final = re.compile(r"(?:ұлы|улы|оглы|оғлы|қызы|кызы|гызы)$")
# What Turkic and Arabic names are made of, as K1 keys; none stands in a common Slavic name.
_ELEMENT: Final = re.compile(
    r"bek|b[ea]i(?=$|[bdgjkmst])|.(?:jan|kan|han)$|gali|gul|^nur|kul|ula|ahm[ea]|muha|muka|maham"
    r"|^abd|berd|bergen|tai$|^kas[ie]m|mbet|kaliev|^tul?e|^sul[et]|^jaks|^jum[ao]|murat|^kud[ai]"
    r"|^orazb?|^sad[uvo]a?k|^tok(?:t|s)|^esen|^sars|^dos[ijm]|^bai|^temir|^kos|^oms?ar"
)


@lru_cache(maxsize=300_000)
def views(name: PersonName) -> tuple[View, ...]:
    """Return the readings under which a name is compared, the plain one first."""
    return tuple(dict.fromkeys(_views(name)))


def _views(name: PersonName) -> Iterator[View]:
    plain = _view(name)
    yield plain
    for alias in name.aliases:
        other = parse_person(alias)
        surname = other.surname or other.given
        if other.given and other.surname:
            yield replace(_view(other), alias=True)
        elif surname:
            yield replace(_view(replace(name, surname=surname)), alias=True)
        if name.given and not _has_ending(surname):  # «Дмитрий (Ден Хак)»
            yield replace(_view(replace(name, given=other.normal)), alias=True)
    if not name.surname and _PATRONYMIC_WORD.search(to_cyrillic(name.patronymic).lower()):
        # «Ахмет Байтұрсынұлы»
        yield _view(replace(name, surname=name.patronymic, patronymic=""))
    if name.surname and name.given and not (_has_ending(name.surname) or name.patronymic):
        turned = replace(name, surname=name.given, given=name.surname)
        yield replace(_view(turned), turned=True)
    halves = re.split("[-‐-―]", name.surname)
    if len(halves) == 2 and all(len(half) > 3 and _has_ending(half) for half in halves):
        for half in halves:  # «Петрова-Сидорова»
            yield replace(_view(replace(name, surname=half)), half=True)
    words = name.given.split()
    if name.surname and len(words) > 1 and _has_ending(name.surname):  # «Кожа Ахметов Турсын»
        yield _view(replace(name, surname=words[0] + name.surname, given=" ".join(words[1:])))


def _has_ending(surname: str) -> bool:
    return bool(surname_stem(surname)[1]) or surname.lower().endswith(("ский", "ская"))


def _view(name: PersonName) -> View:
    script = script_of_name(name)
    stem, ending = surname_stem(name.surname, script) if name.surname else ("", "")
    patronymic = name.patronymic.rstrip(".")
    return View(
        stem=stem,
        ending=ending,
        given=k1(name.given, script),
        given_cut=name.given.endswith("."),
        father=father(patronymic, script) if patronymic else "",
        father_cut=name.patronymic.endswith("."),
        initials=tuple(_letters(each) for each in name.initials.split()),
        sex=name.sex,
        kazakh=_is_kazakh(name),
        marked=_is_marked(name),
        slips=_slips(to_cyrillic(name.given)),
        syllables=_SYLLABLES.fullmatch(to_cyrillic(name.given)) is not None,
    )


def _slips(given: str) -> bool:
    if re.search("[иоуеыэюі]$", given):
        return True
    womans = given[-1:] in {"а", "я"}
    return womans and any(each.known and each.sexes == "f" for each in given_readings(given))


def _letters(initial: str) -> frozenset[str]:
    """Return the K1 letters that an initial or a name may begin with (E28)."""
    sound = k1(initial)
    return beginnings(sound) if len(sound) > 1 else _classes(sound[:1]) | _classes(sound[1:2])


def beginnings(sound: str) -> frozenset[str]:
    """Return the letters under which a K1 key may be abbreviated, K2 equivalents among them."""
    first = _classes(sound[:1])
    if re.match(r"i[aou]", sound):  # «Ю.», «Ж.»
        return first | {"j"}
    return first | _classes(sound[1:2]) if re.match(r"i[^aeou]", sound) else first


def _classes(letter: str) -> frozenset[str]:
    classes = {"h": "hk", "k": "hk", "f": "fp", "p": "fp", "o": "ou", "u": "ouv", "v": "uv"}
    return frozenset(classes.get(letter, letter))


@lru_cache(maxsize=300_000)
def _is_kazakh(name: PersonName) -> bool:
    """Whether the name is Kazakh: marked, with a Kazakh element, or in the table of names."""
    if _is_marked(name):
        return True
    script = script_of_name(name)
    sounds = [surname_stem(name.surname, script)[0], k1(name.given, script)]
    sounds.append(father(name.patronymic, script) if name.patronymic else "")
    return any(sound and (is_kazakh_sound(sound) or _ELEMENT.search(sound)) for sound in sounds)


@lru_cache(maxsize=300_000)
def _is_marked(name: PersonName) -> bool:
    """Whether the name has a Kazakh letter, alphabet or patronymic (E27)."""
    written = " ".join((name.surname, name.given, name.patronymic))
    script = script_of_name(name)
    if script in {"yanalif", "latin2021", "arabic"} or is_kazakh(to_cyrillic(written, script)):
        return True
    words = to_cyrillic(written, script).lower().split()
    return any(_PATRONYMIC_WORD.search(word) for word in words)
