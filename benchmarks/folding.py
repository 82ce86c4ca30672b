"""Fold what no reader can tell apart, then count the errors of a reading: the measure of all OCR.

The folds are stated in benchmarks/ocr.py, where people look for them.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

_LATIN: Final = "ABCEHKMOPTXYaceikopxyhəƏɵƟ"
_CYRILLIC: Final = "АВСЕНКМОРТХУасеікорхуһәӘөӨ"
_QUOTES: Final = "«»“”„‟‘’‚‹›′″'`´"
_DASHES: Final = "–—−‐‑‒―¯¬"
_SAME: Final = str.maketrans(
    {
        **dict(zip(_LATIN, _CYRILLIC, strict=True)),
        **dict.fromkeys(_QUOTES, '"'),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys("IІl|", "1"),
        "…": "...",
        "ё": "е",
        "Ё": "Е",
        "\u00ad": "-",
        "\u00b2": "2",
        "\u00b3": "3",
    }
)
_DIGITS: Final = str.maketrans({"О": "0", "З": "3"})
_LINE_END_HYPHEN: Final = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")
_LEADERS: Final = re.compile(r"(?: ?\.){4,}|(?: ?_){2,}")


def fold(text: str) -> str:
    """Give the text as it is compared, on one line."""
    folded = unicodedata.normalize("NFC", text).translate(_SAME)
    folded = _LINE_END_HYPHEN.sub("", folded).translate(_DIGITS)
    folded = _LEADERS.sub(" ", folded).replace(",,", '"')
    folded = re.sub(r'"+', '"', re.sub("-{2,}", "-", folded))
    return " ".join(folded.split())


@dataclass(frozen=True, slots=True)
class Errors:
    """What differs between a true and a read text, after folding.

    Attributes:
        characters: of the true text.
        character_errors: least insertions, deletions and substitutions of characters.
        words: of the true text, between blanks.
        word_errors: the same edits of words, so a column read in the wrong order counts here.
        words_right: words of the true text that were read, wherever they stand.
    """

    characters: int
    character_errors: int
    words: int
    word_errors: int
    words_right: int

    def __add__(self, other: "Errors") -> "Errors":
        return Errors(
            self.characters + other.characters,
            self.character_errors + other.character_errors,
            self.words + other.words,
            self.word_errors + other.word_errors,
            self.words_right + other.words_right,
        )

    @property
    def cer(self) -> float:
        """Character errors by true characters; above 1 where much was read that is not there."""
        return self.character_errors / max(1, self.characters)

    @property
    def wer(self) -> float:
        """Word errors by true words."""
        return self.word_errors / max(1, self.words)

    @property
    def right(self) -> float:
        """Share of the true words that were read."""
        return self.words_right / max(1, self.words)


NONE: Final = Errors(0, 0, 0, 0, 0)


def count_errors(true: str, read: str | None) -> Errors:
    """Compare a reading with the truth; None, a failure, has every character and word wrong."""
    wanted, got = fold(true), fold(read or "")
    words, got_words = wanted.split(), got.split()
    return Errors(
        characters=len(wanted),
        character_errors=Levenshtein.distance(wanted, got),
        words=len(words),
        word_errors=Levenshtein.distance(words, got_words),
        words_right=(Counter(words) & Counter(got_words)).total(),
    )
