"""The endings by which Russian declines names, and what a form may stand for under each."""

import re
from dataclasses import dataclass
from typing import Final

CASES: Final = ("nom", "gen", "acc", "dat", "ins", "prep")
ALL: Final = frozenset(CASES)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a form: its nominative, the sexes and cases it fits, and how likely it is."""

    lemma: str
    sexes: str
    cases: frozenset[str]
    weight: float
    known: bool = False


# (ending of the form, ending of the nominative, sexes, cases); the stem before it is kept.
Rule = tuple[str, str, str, str]
OV: Final[tuple[Rule, ...]] = (
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
SKY: Final[tuple[Rule, ...]] = (
    ("ий", "ий", "m", "nom"),
    ("ого", "ий", "m", "gen acc"),
    ("ому", "ий", "m", "dat"),
    ("им", "ий", "m", "ins"),
    ("ом", "ий", "m", "prep"),
    ("ая", "ая", "f", "nom"),
    ("ой", "ая", "f", "gen dat ins prep"),
    ("ую", "ая", "f", "acc"),
)
HARD: Final[tuple[Rule, ...]] = (
    ("", "", "m", "nom"),
    ("а", "", "m", "gen acc"),
    ("у", "", "m", "dat"),
    ("ом", "", "m", "ins"),
    ("е", "", "m", "prep"),
)
HUSHED: Final[tuple[Rule, ...]] = (("ем", "", "m", "ins"),)
SHORT_I: Final[tuple[Rule, ...]] = (
    ("й", "й", "m", "nom"),
    ("я", "й", "m", "gen acc"),
    ("ю", "й", "m", "dat"),
    ("ем", "й", "m", "ins"),
    ("е", "й", "m", "prep"),
)
SOFT: Final[tuple[Rule, ...]] = tuple(
    (form.replace("й", "ь"), "ь", sex, case) for form, _, sex, case in SHORT_I
)
A_STEM: Final[tuple[Rule, ...]] = (
    ("а", "а", "fm", "nom"),
    ("ы", "а", "fm", "gen"),
    ("е", "а", "fm", "dat prep"),
    ("у", "а", "fm", "acc"),
    ("ой", "а", "fm", "ins"),
    ("ей", "а", "fm", "ins"),
    ("я", "я", "fm", "nom"),
    ("ю", "я", "fm", "acc"),
    ("ей", "я", "fm", "ins"),
    ("ия", "ия", "fm", "nom"),
    ("ии", "ия", "fm", "gen dat prep"),
    ("ию", "ия", "fm", "acc"),
    ("ией", "ия", "fm", "ins"),
)
KA: Final[tuple[Rule, ...]] = (("и", "а", "fm", "gen"),)
OVICH: Final = HARD + HUSHED  # -ом in Ильичом, Лукичом
OVNA: Final[tuple[Rule, ...]] = (
    ("а", "а", "f", "nom"),
    ("ы", "а", "f", "gen"),
    ("е", "а", "f", "dat prep"),
    ("у", "а", "f", "acc"),
    ("ой", "а", "f", "ins"),
)
CONSONANT: Final = "бвгджзклмнпрстфхцчшщ"


def apply(
    word: str, rules: tuple[Rule, ...], weight: float, *, stem: str = rf".+[{CONSONANT}]"
) -> list[Reading]:
    """Return the readings of `word` by the rules whose stem matches the pattern `stem`."""
    found = []
    for form, nominative, sexes, cases in rules:
        base = word.removesuffix(form) if form else word
        if word.endswith(form) and re.fullmatch(stem, base, re.IGNORECASE):
            found.append(Reading(base + nominative, sexes, frozenset(cases.split()), weight))
    return found


def unchanged(word: str) -> list[Reading]:
    """Return the readings of a form as it stands: nominative, or a woman's undeclined surname."""
    # «Нуртасом» is sooner an instrumental than a nominative.
    consonant = word[-1] in CONSONANT and not re.search(r".{3}[оеы]м$", word)
    return [
        Reading(word, "mf", frozenset({"nom"}), 0.8 if consonant else 0.5),
        Reading(word, "f", ALL, 0.5 if consonant else 0.2),
    ]


def oblique(word: str, weight: float) -> list[Reading]:
    """Return the readings by the general declensions of nouns."""
    vowel_stem = r".+[аеиоуыэюя]"
    if re.search(rf"[{CONSONANT}]к[аеиоуы]\w?$", word):  # Глинка is no genitive of Глинк
        return apply(word, A_STEM, weight) + apply(word, KA, weight)
    return [
        *apply(word, HARD, weight),
        *apply(word, HUSHED, weight, stem=r".{2,}[жчшщц]"),
        *apply(word, SHORT_I, weight, stem=vowel_stem),
        *apply(word, SOFT, weight * 0.7),
        *apply(word, A_STEM, weight * 0.7),
        *apply(word, KA, weight * 0.7, stem=r".+[гкхжчшщ]"),
    ]


# The dictionary's words for cases and sexes.
GRAMMEMES: Final = {
    "nomn": "nom",
    "gent": "gen",
    "accs": "acc",
    "datv": "dat",
    "ablt": "ins",
    "loct": "prep",
}
SEXES: Final = {"masc": "m", "femn": "f"}
# Beginnings and ends of Kazakh women's names: Бибигайша, Гульжамила.
WOMAN: Final = re.compile(
    r"(?:биби|г[уүю]ль?|к[уүю]л[ья]|умм?у?).*|.*(?:[аг]йша|и[бмлдзн]а|и[яию]|ией|ира|бану|сулу|г[уү]ль?)",
    re.IGNORECASE,
)


def spelled(word: str, lemma: str) -> str:
    """Return the lemma in title case, without the dictionary's ё where the page has е."""
    plain = lemma if "ё" in word.lower() else lemma.replace("ё", "е")
    return "-".join(part.capitalize() for part in plain.split("-"))
