"""Letters that only look alike become one, whatever keyboard or OCR wrote them."""

import re
import unicodedata
from typing import Final

# The usual look-alikes of the two alphabets; Ӯ is what the alphabet of 1940-1951 had for Ұ.
_TO_CYRILLIC: Final = str.maketrans("aceopxyiABCEHIKMOPTXYəƏ", "асеорхуіАВСЕНІКМОРТХУәӘ")
_OLD_KAZAKH: Final = str.maketrans("ӯӰӱӮ", "ұҰұҰ")
_WORD: Final = re.compile(r"[^\W\d_]+")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_LATIN: Final = re.compile(r"[A-Za-zəƏ]")

# Kazakh letters as a clerk typed them on a Russian machine, and ё as е.
_KAZAKH_TO_RUSSIAN: Final = str.maketrans("әғқңөұүӯһіё", "агкноууухие")


def repair_homoglyphs(text: str) -> str:
    """Return NFC `text` with Latin look-alikes in Cyrillic words made Cyrillic, and Ӯ made Ұ.

    Words of one script are left alone, so real Latin spellings survive.
    """
    composed = unicodedata.normalize("NFC", text).translate(_OLD_KAZAKH)
    if not (_LATIN.search(composed) and _CYRILLIC.search(composed)):
        return composed
    return _WORD.sub(_repair_word, composed)


def _repair_word(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_TO_CYRILLIC) if _CYRILLIC.search(word) else word


def fold_letters(text: str) -> str:
    """Return the letters and digits of `text` in lower case, Kazakh ones as Russian neighbours.

    Hyphens, spaces, quotes and points fall away: «Кзыл-Орда» and «КЗЫЛ ОРДА» give `кзылорда`.
    """
    lowered = repair_homoglyphs(text).lower().translate(_KAZAKH_TO_RUSSIAN)
    return "".join(filter(str.isalnum, lowered))
