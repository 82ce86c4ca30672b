"""The halves of words that a line end parts, and whether they make a word together."""

from collections.abc import Mapping
from itertools import pairwise

from models.page import Reading
from pipeline.language.known import core, is_known


def find_halves(reading: Reading) -> Mapping[int, tuple[str, str]]:
    """Words broken at a line end: by the index of either half, what stands before and after it."""
    halves: dict[int, tuple[str, str]] = {}
    for index, (word, following) in enumerate(pairwise(reading.words)):
        token = reading.text[word.start : word.end]
        if token.endswith("-") and following.line > word.line:
            rest = reading.text[following.start : following.end]
            before, _ = halves.get(index, ("", ""))
            halves[index] = (before, core(rest))
            halves[index + 1] = (core(token), "")
    return halves


def is_known_half(token: str, half: tuple[str, str], *, kazakh: bool = False) -> bool:
    """Whether a half makes a word with the other, `half` as `find_halves` gives it."""
    before, after = half
    return is_known(before + core(token) + after, kazakh=kazakh)
