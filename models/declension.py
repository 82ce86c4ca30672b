"""What a Russian form of a surname, given name or patronymic may stand for."""

import importlib.util
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from models.morphology import analyzer

CASES: Final = ("nom", "gen", "acc", "dat", "ins", "prep")
_ALL: Final = frozenset(CASES)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a form: its nominative, the sexes and cases it fits, and how likely it is."""

    lemma: str
    sexes: str
    cases: frozenset[str]
    weight: float
    known: bool = False


# (ending of the form, ending of the nominative, sexes, cases); the stem before it is kept.
_Rule = tuple[str, str, str, str]
_OV: Final[tuple[_Rule, ...]] = (
    ("", "", "m", "nom"),
    ("а", "", "m", "gen acc"),
    ("у", "", "m", "dat"),
    ("ым", "", "m", "ins"),
    ("е", "", "m", "prep"),
    ("а", "а", "f", "nom"),
    ("ой", "а", "f", "gen dat ins prep"),
    ("ою", "а", "f", "ins"),
    ("у", "а", "f", "acc"),
)
_SKY: Final[tuple[_Rule, ...]] = (
    ("ий", "ий", "m", "nom"),
    ("ого", "ий", "m", "gen acc"),
    ("ому", "ий", "m", "dat"),
    ("им", "ий", "m", "ins"),
    ("ом", "ий", "m", "prep"),
    ("ая", "ая", "f", "nom"),
    ("ой", "ая", "f", "gen dat ins prep"),
    ("ую", "ая", "f", "acc"),
)
_HARD: Final[tuple[_Rule, ...]] = (
    ("", "", "m", "nom"),
    ("а", "", "m", "gen acc"),
    ("у", "", "m", "dat"),
    ("ом", "", "m", "ins"),
    ("е", "", "m", "prep"),
)
_HUSHED: Final[tuple[_Rule, ...]] = (("ем", "", "m", "ins"),)
_SHORT_I: Final[tuple[_Rule, ...]] = (
    ("й", "й", "m", "nom"),
    ("я", "й", "m", "gen acc"),
    ("ю", "й", "m", "dat"),
    ("ем", "й", "m", "ins"),
    ("е", "й", "m", "prep"),
)
_SOFT: Final[tuple[_Rule, ...]] = tuple(
    (form.replace("й", "ь"), "ь", sex, case) for form, _, sex, case in _SHORT_I
)
_A: Final[tuple[_Rule, ...]] = (
    ("а", "а", "fm", "nom"),
    ("ы", "а", "fm", "gen"),
    ("е", "а", "fm", "dat prep"),
    ("у", "а", "fm", "acc"),
    ("ой", "а", "fm", "ins"),
    ("ей", "а", "fm", "ins"),
    ("я", "я", "fm", "nom"),
    ("ю", "я", "fm", "acc"),
    ("ей", "я", "fm", "ins"),
)
_KA: Final[tuple[_Rule, ...]] = (("и", "а", "fm", "gen"),)
_OVICH: Final = _HARD + _HUSHED  # -ом in Ильичом, Лукичом
_OVNA: Final[tuple[_Rule, ...]] = (
    ("а", "а", "f", "nom"),
    ("ы", "а", "f", "gen"),
    ("е", "а", "f", "dat prep"),
    ("у", "а", "f", "acc"),
    ("ой", "а", "f", "ins"),
)
_CONSONANT: Final = "бвгджзклмнпрстфхцчшщ"


def _apply(
    word: str, rules: tuple[_Rule, ...], weight: float, *, stem: str = rf".+[{_CONSONANT}]"
) -> list[Reading]:
    """Return the readings of `word` by the rules whose stem matches the pattern `stem`."""
    found = []
    for form, nominative, sexes, cases in rules:
        base = word.removesuffix(form) if form else word
        if word.endswith(form) and re.fullmatch(stem, base, re.IGNORECASE):
            found.append(Reading(base + nominative, sexes, frozenset(cases.split()), weight))
    return found


@lru_cache(maxsize=100_000)
def surname_readings(word: str) -> tuple[Reading, ...]:
    """Return what a surname form may stand for; its own form is always among the readings."""
    found = _apply(word, _OV, 1.0, stem=r".+(?:[ое]в|ёв|[иы]н)")
    found += _apply(word, _SKY, 1.0, stem=r".+[сц]к")
    adjectives = _adjectives(word)
    if found:
        return (*found, *adjectives)
    if re.search(r"[иы]х$", word):
        return (Reading(word, "mf", _ALL, 1.0),)
    if father := _SON_OR_DAUGHTER.search(word):
        return (Reading(word, "m" if father["son"] else "f", _ALL, 1.0),)
    if adjectives:
        return (*adjectives, *_unchanged(word))
    if re.search(r"[ую]$", word):  # «Кулишу» is sooner a dative than a name like «Лю»
        return (Reading(word, "mf", _ALL, 0.4), *_oblique(word, 0.6))
    if re.search(r"[оеэиы]$", word) and not _known_form(word):
        return (Reading(word, "mf", _ALL, 1.0), *_oblique(word, 0.3))
    return (*_oblique(word, 0.3 if _WOMAN.fullmatch(word) else 0.8), *_unchanged(word))


_SON_OR_DAUGHTER: Final = re.compile(r"(?P<son>[ұу]лы|оглы)$|[қкг]ызы$", re.IGNORECASE)
_ADJECTIVE: Final = re.compile(r"(?:[ое]го|[ое]му|[ыи]м|[ое]м|[ая]я|[оеыи]й|[ую]ю)$")


def _adjectives(word: str) -> list[Reading]:
    """Return the readings of a surname that is a known adjective: Толстой, Белый."""
    if not _ADJECTIVE.search(word):
        return []
    found = []
    for parse in analyzer().parse(word):
        tag = parse.tag
        case, sex = _GRAMMEMES.get(str(tag.case)), _SEXES.get(str(tag.gender))
        if not (parse.is_known and tag.number == "sing" and case and sex):
            continue
        if "Surn" in tag:
            found.append(Reading(_spelled(word, parse.normal_form), sex, frozenset({case}), 0.85))
        elif "ADJF" in tag:
            lemma = parse.inflect({"nomn", "sing", str(tag.gender)}).word
            found.append(Reading(_spelled(word, lemma), sex, frozenset({case}), 0.8))
    return found


def _unchanged(word: str) -> list[Reading]:
    """Return the readings of a form as it stands: nominative, or a woman's undeclined surname."""
    consonant = word[-1] in _CONSONANT
    return [
        Reading(word, "mf", frozenset({"nom"}), 0.8 if consonant else 0.5),
        Reading(word, "f", _ALL, 0.5 if consonant else 0.2),
    ]


def _oblique(word: str, weight: float) -> list[Reading]:
    """Return the readings by the general declensions of nouns."""
    vowel_stem = r".+[аеиоуыэюя]"
    if re.search(rf"[{_CONSONANT}]к[аеиоуы]\w?$", word):  # Глинка is no genitive of Глинк
        return _apply(word, _A, weight) + _apply(word, _KA, weight)
    return [
        *_apply(word, _HARD, weight, stem=rf".{{2,}}[{_CONSONANT}]"),
        *_apply(word, _HUSHED, weight, stem=r".{2,}[жчшщц]"),
        *_apply(word, _SHORT_I, weight, stem=vowel_stem),
        *_apply(word, _SOFT, weight * 0.7),
        *_apply(word, _A, weight * 0.7),
        *_apply(word, _KA, weight * 0.7, stem=r".+[гкхжчшщ]"),
    ]


@lru_cache(maxsize=100_000)
def patronymic_readings(word: str) -> tuple[Reading, ...]:
    """Return what a patronymic form may stand for; Kazakh and shortened ones stay unchanged."""
    found = _apply(word, _OVICH, 1.0, stem=r".+ич")
    found += _apply(word, _OVNA, 1.0, stem=r".+(?:[ое]вн|ичн)")
    lowered = word.lower()
    sexes = "f" if re.search(r"[қкг]ызы\w{0,3}$", lowered) else "m"
    sexes = sexes if re.search(r"(?:[ұуо][лг]\w+|ызы\w{0,3})$", lowered) else "mf"
    return tuple(found) or (Reading(word, sexes, _ALL, 1.0),)


@lru_cache(maxsize=100_000)
def given_readings(word: str) -> tuple[Reading, ...]:
    """Return what a given-name form may stand for: the dictionary's names, else by declension."""
    found = _dictionary_names(word)
    if _is_listed(word) and not any("nom" in each.cases for each in found):
        # The list has nicknames too («Альберта»), so the dictionary's reading comes before it.
        found = found or [replace(each, weight=0.7) for each in _unknown_given(word)]
        sexes = "f" if re.search(r"[ая]$", word) else _sexes(word)
        found.append(Reading(word, sexes, frozenset({"nom"}), 1.0, known=True))
        found.append(Reading(word, _sexes(word), frozenset({"nom"}), 0.8))
        return (*found, *_undeclined(word))
    if found:  # «Раушан», a man's name to the dictionary, is a woman's too
        return (*found, *_undeclined(word)) if word[-1] in _CONSONANT else tuple(found)
    return (*_unknown_given(word), *_unchanged(word))


# Ends of Kazakh men's names, which no woman's name has: Жумагали, Нурбек.
_MAN: Final = re.compile(
    r".+(?:[гғкқ]али|бек|бай|улла|олла|муха[мн]\w+|мурат|мұрат|бер[гд]\w+|[гк]ельды|тай|нияз|ияр)",
    re.IGNORECASE,
)


def _sexes(word: str) -> str:
    return "m" if _MAN.fullmatch(word) else "mf"


def _undeclined(word: str) -> list[Reading]:
    """Return the reading of a woman's name that takes no endings, and of a man's in a vowel."""
    readings = [] if _MAN.fullmatch(word) else _unchanged(word)[1:]
    if _MAN.fullmatch(word) and word[-1] in "ыи":
        readings.append(Reading(word, "m", _ALL, 0.8))
    return readings


# Beginnings and ends of Kazakh women's names: Бибигайша, Гульжамила.
_WOMAN: Final = re.compile(
    r"(?:биби|г[уүю]ль?|к[уүю]л[ья]|умм?у?).*|.*(?:[аг]йша|и[бмлдзн]а|ия|ира|бану|сулу|г[уү]ль?)",
    re.IGNORECASE,
)


def _unknown_given(word: str) -> list[Reading]:
    """Return declension readings of a name no dictionary has; Kazakh men's names end hard."""
    # «Аубакира» is sooner Аубакир in the genitive.
    man = word[-1] == "а" and _is_listed(word[:-1]) or _MAN.fullmatch(word)
    if re.search(r"[уо]лл(?:[ыеу]|ой)$", word):  # «Сейдуллу»
        return [replace(each, sexes="m") for each in _apply(word, _A, 0.9)]
    woman = not man and bool(_WOMAN.fullmatch(word))
    # A syllable («Ден Хак») tells no sex.
    readings = _oblique(word, 0.4 if woman else 0.8 if len(word) <= 3 else 0.9)
    readings = [
        replace(each, known=True, weight=0.9) if _is_listed(each.lemma) else each
        for each in readings
    ]
    if re.search(r"[аеиоуыэюя]$", word):  # Жумагали, Муса
        weight = 0.8 if re.search(r"[иыуо]$", word) else 0.1
        readings.append(Reading(word, _sexes(word), _ALL, weight))
    if woman:
        readings += [Reading(each.lemma, "f", each.cases, 0.9) for each in _apply(word, _A, 1.0)]
    return readings


# The dictionary knows these forms as an animal's.
_LEV: Final = {"льва": "gen acc", "льву": "dat", "львом": "ins", "льве": "prep"}
_GRAMMEMES: Final = {
    "nomn": "nom",
    "gent": "gen",
    "accs": "acc",
    "datv": "dat",
    "ablt": "ins",
    "loct": "prep",
}

_SEXES: Final = {"masc": "m", "femn": "f"}


@cache
def listed_given_names() -> frozenset[str]:
    """Return given names in the nominative, of natasha's dictionary (MIT) and the project's."""
    spec = importlib.util.find_spec("natasha")  # located, not imported: it pulls pymorphy2 in
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        return _tabled_given_names()
    text = (Path(folders[0]) / "data" / "dict" / "first.txt").read_text(encoding="utf-8")
    # A few surnames stand among them.
    surname = re.compile(r".*[ое]ва?|(?:стал|лен|иль)ин")
    found = {name for name in text.lower().split("\n") if not surname.fullmatch(name)}
    return frozenset(found | _tabled_given_names())


@cache
def _tabled_given_names() -> frozenset[str]:
    """Return the names of the project's own table of variants."""
    table = (files("models") / "reference" / "name_variants.tsv").read_text(encoding="utf-8")
    rows = [row for row in table.lower().splitlines()[1:] if not row.startswith("surname")]
    return frozenset(name for row in rows for name in row.partition("\t")[2].split())


def _is_listed(word: str) -> bool:
    return word.lower() in listed_given_names()


@lru_cache(maxsize=100_000)
def _known_form(word: str) -> bool:
    """Tell whether the dictionary has the word as an oblique form of a person's noun."""
    return any(
        parse.is_known and "anim" in parse.tag and parse.normal_form != word.lower()
        for parse in analyzer().parse(word)
    )


@lru_cache(maxsize=100_000)
def _dictionary_names(word: str) -> list[Reading]:
    """Return the readings as given names that the dictionary knows, singular only."""
    if case := _LEV.get(word.lower()):
        return [Reading("Лев", "m", frozenset(case.split()), 1.0, known=True)]
    found: list[Reading] = []
    shares: list[float] = []
    for parse in analyzer().parse(word):
        tag = parse.tag
        if not (parse.is_known and "Name" in tag and tag.number == "sing"):
            continue
        case = _GRAMMEMES.get(str(tag.case))
        if case:
            sexes = _SEXES.get(str(tag.gender), "mf")
            lemma = _spelled(word, parse.normal_form)
            found.append(Reading(lemma, sexes, frozenset({case}), 1.0, known=True))
            shares.append(parse.score)
    if word[-1] == "е":  # «Анне» is sooner Анна than a name of its own
        shares = [
            share for each, share in zip(found, shares, strict=True) if each.lemma != word
        ] or shares
        found = [each for each in found if each.lemma != word] or found
    # «Рахима» may be Рахим in the genitive: the form as written stands, unless the dictionary's
    # corpus saw the genitive more often («Вадима»).
    if any(
        "nom" in each.cases and share >= max(shares)
        for each, share in zip(found, shares, strict=True)
    ):
        found = [each if "nom" in each.cases else replace(each, weight=0.7) for each in found]
    return found


def _spelled(word: str, lemma: str) -> str:
    """Return the lemma in title case, without the dictionary's ё where the page has е."""
    plain = lemma if "ё" in word.lower() else lemma.replace("ё", "е")
    return "-".join(part.capitalize() for part in plain.split("-"))
