"""Judge one word: does it look like a surname, a given name, a patronymic, in any case form."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from pipeline.language.lexicon import given_names, read_list, surnames
from pipeline.language.slovnet_ner import known_words

_KAZAKH_FOLD: Final = str.maketrans("әғқңөұүһіӯё", "агкноуухиуе")
_PATRONYMIC: Final = re.compile(
    r"[а-я]{2,}(?:ович|евич|ьич|оич|(?:ук|ом|ильин|к[оу]з[ьъ]?м|фом|ник[ие]т|лук)ич)(?:а|у|ем|ом|е)?"
    r"|сав+ич(?:а|у|ем|ом|е|н(?:а|ы|е|у|ой|ою))?"
    r"|[а-я]{2,}(?:овн|евн|иничн|[ьк]иничн|кузьминичн|ввичн|[кт]ичн|[вкнт]ишн)(?:а|ы|е|у|ой|ою)"
    r"|лукич(?:а|у|ом|е)?|ильич(?:а|у|ом|е|ем)?|фомич(?:а|у|ом|е|ем)?|кузьмич(?:а|у|ом|е|ем)?"
)
_DAMAGED_PATRONYMIC: Final = re.compile(
    r"[а-я]{3,}[оес][вз][инп][чиц](?:а|у|ем|ом|е)?|[а-я]{3,}[оес][вз][нпи](?:а|ы|е|у|ой|ою)"
    r"|[а-я]{3,}(?:[оес].[ин]|[еь]и|[оеь]в|[еь]в.)ч(?:а|у|ем|ом|е)?"
)
_TURKIC_PATRONYMIC: Final = re.compile(
    r"[а-я]{3,}(?:улы|оглы|углы|кызы)(?:н?[ындт]?[ыаи]?(?:н|н?ан|нын|мен)?)?"
)
_SURNAME: Final = re.compile(
    r"[а-я]{2,}(?:ов|ев|ин|ын)(?:а|у|ым|е|ой|ою|ы|ых|ыми|"
    # Kazakh case endings on the same suffixes
    r"тын|тин|нин|нын|дын|дин|ка|га|ке|ге|ты|ти|ды|ди|та|те|да|де|тан|тен|нан|нен|пен|бен|мен|"
    r"анын|ага|аны|адан|ада|амен)?"
    r"|[а-я]{2,}[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)"
    r"|[а-я]{2,}(?:енко|швили|дзе|ейко|йло)"
    r"|[а-я]{2,}(?:[чщш]ук|юк|айчик|ович|евич|[тдр]ук)(?:а|у|ом|е|ем)?"
    r"|[а-я]{2,}(?:янц?|берг|штейн|ман|вский)(?:а|у|ом|е)?"
)
_SURE_SURNAME: Final = re.compile(r"[а-я]{2,}(?:баев|беков|ханов|жанов|галиев|енко|швили|ский|чук)")
_TURKIC_GIVEN: Final = re.compile(
    r"[а-я]{2,}(?:бек|бай|жан|хан|гали|кали|мурат|берген|берды|берди|ахмет|ахмед|гуль|гул|улла|олла)"
)
_RUSSIAN_ENDINGS: Final = (
    ("ою", "а"), ("ею", "я"), ("ой", "а"), ("ей", "я"), ("ей", "й"), ("ом", ""), ("ем", "й"),
    ("ем", "ь"), ("ем", ""), ("а", ""), ("у", ""), ("е", ""), ("е", "а"), ("е", "я"), ("ы", "а"),
    ("и", "а"), ("и", "я"), ("у", "а"), ("ю", "я"), ("ю", "й"), ("ю", "ь"), ("я", "й"), ("я", "ь"),
    ("и", "ь"), ("ии", "ия"), ("ию", "ия"), ("ией", "ия"), ("ла", "ел"), ("ра", "тр"), ("а", "о"),
)  # fmt: skip
_KAZAKH_ENDINGS: Final = re.compile(
    r"(?:[ндт][ыи]н|[гк][ае]|[ндт][ыи]|[дт][ае]н?|н[ае]н|[мбп]ен|[дт][ае][гк][ыи]|н[ае]|н)$"
)

# «Цай Сен Ир», «Тян Бон Хиге»: a surname and two syllables, of which OCR may spoil one.
_SYLLABLE: Final = re.compile(r"[бвгджзйклмнпрстфхцчшщ]{0,2}[аеиоуыэюя][йкмнпрлт]?")

# «-нің» and «-ін» would read as the surname ending -ин once their letters are folded.
_KAZAKH_GENITIVE: Final = re.compile(r"(?:[ндт][ыі]ң|ін)$", re.IGNORECASE)


def fold_name(word: str) -> str:
    """Lower case with Kazakh letters as a Russian typewriter has them."""
    return word.lower().translate(_KAZAKH_FOLD)


@lru_cache(maxsize=50_000)
def base_forms(word: str) -> frozenset[str]:
    """Folded spellings the word may be a Russian or Kazakh case form of, itself included."""
    folded = fold_name(word)
    bases = {folded}
    for ending, replacement in _RUSSIAN_ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= 2:
            bases.add(folded[: len(folded) - len(ending)] + replacement)
    stripped = _KAZAKH_ENDINGS.sub("", folded)
    if len(stripped) >= 3:
        bases.add(stripped)
    return frozenset(bases)


@lru_cache(maxsize=50_000)
def is_given(word: str) -> bool:
    """Whether some case form of the word is a known given name, or one by its Turkic ending."""
    bases = base_forms(word)
    known = given_names()
    if any(base in known for base in bases):
        return True
    return any(_TURKIC_GIVEN.fullmatch(base) for base in bases)


@lru_cache(maxsize=50_000)
def is_known_given(word: str) -> bool:
    """Whether some case form of the word is in the lists of given names."""
    return any(base in given_names() for base in base_forms(word))


def is_korean(words: Sequence[str]) -> bool:
    """Whether three words are the syllables of a Korean name; the last may have a case ending."""
    folded = [fold_name(word) for word in words]
    if len(folded) != 3:
        return False
    folded[2] = _KAZAKH_ENDINGS.sub("", folded[2]) or folded[2]
    known = sum(word in read_list("korean_syllables") for word in folded)
    return known >= 2 and all(map(_SYLLABLE.fullmatch, folded))


@lru_cache(maxsize=50_000)
def is_patronymic(word: str) -> bool:
    """Whether the word is a Russian or a joined Kazakh patronymic."""
    folded = fold_name(word)
    return bool(_PATRONYMIC.fullmatch(folded) or _TURKIC_PATRONYMIC.fullmatch(folded))


@lru_cache(maxsize=50_000)
def is_damaged_patronymic(word: str) -> bool:
    """Whether a word no newspaper knows ends as patronymics do, but for one letter's likeness."""
    lower = word.lower()
    return bool(_DAMAGED_PATRONYMIC.fullmatch(lower)) and not (
        lower in known_words() or lower in surnames() or is_given(word)
    )


@lru_cache(maxsize=50_000)
def is_surname(word: str) -> bool:
    """Whether the word has a surname's ending, or a base form of it is a listed surname."""
    folded = fold_name(_KAZAKH_GENITIVE.sub("", word))
    if folded in read_list("not_names"):
        return False
    if any(_SURNAME.fullmatch(part) for part in (folded, *folded.split("-"))):
        return True
    return len(folded) > 3 and any(len(b) > 3 and b in surnames() for b in base_forms(word))


def has_surname_ending(word: str) -> bool:
    """Whether the word ends like a surname, listed or not; «-ын» is rather a Kazakh noun's."""
    folded = fold_name(_KAZAKH_GENITIVE.sub("", word))
    return bool(_SURNAME.fullmatch(folded)) and not folded.endswith("ын")


@lru_cache(maxsize=50_000)
def is_listed_surname(word: str) -> bool:
    """Whether a base form of the word is a listed surname with a surname's ending."""
    folded = fold_name(_KAZAKH_GENITIVE.sub("", word))
    if folded in read_list("not_names") or not _SURNAME.fullmatch(folded):
        return False
    bases = base_forms(word) | {folded[:-2]} if folded.endswith("ым") else base_forms(word)
    return any(_SURE_SURNAME.fullmatch(base) or base in surnames() for base in bases)


def surname_stem(word: str) -> str:
    """What all case forms and both genders of a surname share."""
    folded = fold_name(word)
    return re.sub(
        r"(?<=[овеиы][внй])(?:а|у|ым|е|ой|ою|ы|ых)$|(?<=[а-я]{4})(?:а|у|ом|е|ем)$", "", folded
    )
