"""Keys of names: as written (K0), as it sounds in any script (K1), and its consonants (K2).

The letter classes are those of `models/reference/letters.tsv`; the rules are numbered as in the
project's table of equivalences (E01-E38).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from models.misreading.homoglyphs import fold_letters, repair_homoglyphs
from models.names.person import PersonName
from models.names.scripts import Script, letters, replace_letters, script_of, to_cyrillic

_VOWEL: Final = "aoeiu"
# Digits that OCR reads for letters inside a word; 1 stands for the Kazakh і.
_DIGITS: Final = str.maketrans("01346", "оізчб")
_CYRILLIC: Final = r"[\u0400-\u04ff]"
_DIGIT_IN_WORD: Final = re.compile(
    rf"(?<={_CYRILLIC})[01346]+(?={_CYRILLIC}|\b)|\b[0346](?={_CYRILLIC}{{2}})"
)
# The Russian alphabet before 1918: «Поповъ Феодоръ».
_HARD_END: Final = re.compile(r"(?<=\w)[ъЪ]\b")
_OLD_RUSSIAN: Final = str.maketrans("ѣѢѳѲѵѴ", "еЕфФиИ")
_JOINED: Final = re.compile(r"[\s\-‐-―'’ʹʼ.]+")
_DOUBLED: Final = re.compile(r"(.)\1+")


def k0(text: str) -> str:
    """Return NFC `text` with look-alike letters and digits inside words repaired (E34)."""
    if script_of(text) == "yanalif":  # its ь is no Cyrillic letter, nor its c a look-alike
        return unicodedata.normalize("NFC", text)
    repaired = _HARD_END.sub("", repair_homoglyphs(text)).translate(_OLD_RUSSIAN)
    return _DIGIT_IN_WORD.sub(_letters_for, repaired)


def _letters_for(match: re.Match[str]) -> str:
    letter_before = match.string[match.start() - 1 : match.start()]
    read = match[0].translate(_DIGITS)
    return read if letter_before.islower() else read.upper()


@lru_cache(maxsize=500_000)
def k1(text: str, script: Script | None = None) -> str:
    """Return the sound of a name in lower case Latin letters, S for ш/ч and j for ж/дж.

    Case, hyphens, blanks, doubled letters and hard or soft signs fall away; я and ю are `a` and `u`
    after a consonant, `ia` and `iu` elsewhere. `Сәкен`, `Сакен` and `Səken` give `saken`.

    Args:
        text: a name or a part of one, in any script.
        script: that of the whole name, when `text` is a part of it.
    """
    cyrillic = _JOINED.sub("", to_cyrillic(k0(text), script)).lower()
    cyrillic = cyrillic.replace("ь", "'").replace("ъ", "'")
    cyrillic = re.sub(r"'(?=[её])", "и", cyrillic)
    cyrillic = re.sub(r"(?<=[бвгджзклмнпрстфхцчшщ])([яю])", _plain_vowel, cyrillic)
    sound = replace_letters(cyrillic.replace("'", ""), letters("sound"))
    return _DOUBLED.sub(r"\1", "".join(filter(str.isalpha, sound)))


def _plain_vowel(match: re.Match[str]) -> str:
    return {"я": "а", "ю": "у"}[match[1]]


@lru_cache(maxsize=500_000)
def skeleton(sound: str) -> str:
    """Return the consonants of a K1 key with h as k, f as p, c as s, v and glides as w.

    Final d is t, b after a voiceless consonant p; an initial «Ю», «Я» counts as «Ж» (E13). Vowels
    fall away. A name with fewer than two consonants has no skeleton and keeps its sound (E06).
    """
    text = re.sub(r"^i(?=[aou])", "j", sound)
    text = text.translate(str.maketrans("hfcv", "kpsw"))
    text = re.sub(rf"(?<=[{_VOWEL}])u|u(?=[{_VOWEL}])", "w", text)
    text = re.sub(r"(?<=[Sskt])b", "p", re.sub(r"d$|d(?=t)", "t", text))
    text = re.sub(r"[td](?=j)", "", text)  # Мұқаметжан, Мухамеджан
    bare = _DOUBLED.sub(r"\1", re.sub(rf"[{_VOWEL}]", "", text))
    return bare if len(bare) > 1 else sound


def k2(text: str, script: Script | None = None) -> str:
    """Return the consonant skeleton of a name in any script; a hit is a candidate, no match."""
    return skeleton(k1(text, script))


# -- parts ----------------------------------------------------------------------------------------

_PATRONYMIC: Final = re.compile(
    r"(?:ович|евич|ич|овна|евна|и?нична|ична|[-\s]?(?:ұлы|улы|ули|оглы|оғлы|углы"
    r"|қызы|кызы|гызы|кизи|қизи))$"
)
_SURNAME: Final = re.compile(r"(?:([ое]в|ёв)|([иыі]н))(?:а|ой)?$")


_SHORT_FATHER: Final = 4


@lru_cache(maxsize=500_000)
def father(patronymic: str, script: Script | None = None) -> str:
    """Return the K1 key of the father's name in a patronymic, Russian or Kazakh (E24)."""
    cyrillic = to_cyrillic(k0(patronymic), script).lower().strip(". ")
    match = _PATRONYMIC.search(cyrillic)
    if not match:
        return k1(cyrillic)
    stem = cyrillic[: match.start()]
    if match[0].startswith(("ев", "ёв")) and stem[-1:] in "аеоуыэюяи":
        stem += "й"  # Сергеевич: Сергей
    if match[0].startswith("ев") and stem.endswith("ь") and len(stem) > _SHORT_FATHER:
        stem = f"{stem[:-1]}ий"  # Афанасьевич: Афанасий
    return k1(stem)


@lru_cache(maxsize=500_000)
def surname_stem(surname: str, script: Script | None = None) -> tuple[str, str]:
    """Return the K1 key of a surname's stem and the kind of ending it had.

    Kinds: `ov` (-ов, -ев), `in` (-ин), `uly` (a patronymic as surname, E25), or empty (E23).
    """
    cyrillic = to_cyrillic(k0(surname), script).lower()
    if match := re.search(r"[-\s]?(?:ұлы|улы|ули|оглы|оғлы|қызы|кызы|гызы)$", cyrillic):
        return k1(cyrillic[: match.start()]), "uly"
    match = _SURNAME.search(cyrillic)
    if not match or match.start() < 2:
        sky = re.sub(r"([сц])к(?:ая|ой|ую|а)$", r"\1кий", cyrillic)
        return k1(sky), ""
    stem = cyrillic[: match.start()]
    if match[2]:
        return k1(stem), "in"
    if match[1] != "ов" and stem[-1] in "аеоуыэюяө":
        stem += "й"  # Шокаев: Шокай
    return k1(stem), "ov"


def name_key(name: PersonName) -> str:
    """Return the key of mentions that surely read alike; «Касымбек» and «К.» are kept apart.

    Folded surname, given name, patronymic and initials, with the sex, since «Тулегенова» alone may
    be a woman or a man in the genitive.
    """
    parts = (name.surname, name.given, name.patronymic, name.initials)
    return "|".join([*(fold_letters(part) for part in parts), name.sex])


def script_of_name(name: PersonName) -> Script:
    """Return the script of a whole name."""
    return script_of(" ".join((name.surname, name.given, name.patronymic)))
