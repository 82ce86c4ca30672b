"""Which words of a page are to be doubted, how much, and what else they may say."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from models.misreading.confidence import calibrated
from models.page import Alternative, Word

GRADES: Final = (0.75, 0.55, 0.3)
"""Chance that a word is right under which it is of grade 1, 2, 3.

The chance is what the engine's confidence was worth on pages whose text is known; see
`models.misreading.confidence`.
"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that may say something else.

    Attributes:
        number: of the word on the page, from 0.
        word: where it stands.
        text: as it was read.
        grade: 1 to 3, from slight to grave.
        others: its other readings, the likeliest first.
    """

    number: int
    word: Word
    text: str
    grade: int
    others: tuple[Alternative, ...]


def grade_of(confidence: float) -> int:
    """0 for a word to be trusted, else 1 to 3; `confidence` is the engine's, 0..1."""
    chance = calibrated(confidence)
    return sum(chance < below for below in GRADES)


def find_doubts(
    text: str, words: Sequence[Word], alternatives: Sequence[Alternative]
) -> tuple[Doubt, ...]:
    """The words to be doubted in their order; two readings make a word doubtful, however sure."""
    others = others_by_word(alternatives)
    doubts = []
    for number, word in enumerate(words):
        grade = grade_of(word.confidence) or (1 if number in others else 0)
        if grade:
            surface = text[word.start : word.end]
            doubts.append(Doubt(number, word, surface, grade, others.get(number, ())))
    return tuple(doubts)


def others_by_word(alternatives: Sequence[Alternative]) -> dict[int, tuple[Alternative, ...]]:
    """The other readings of each word by its number, the likeliest first."""
    grouped: dict[int, list[Alternative]] = defaultdict(list)
    for each in sorted(alternatives, key=lambda each: -each.confidence):
        grouped[each.word].append(each)
    return {number: tuple(found) for number, found in grouped.items()}
