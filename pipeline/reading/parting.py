"""Part words that the engine ran together, where print is set so tightly that it saw no space.

Only a token that is no word and falls into words without a rest is parted, and only where the page
shows it: by gaps wider than any between its letters, or, in a token longer than words are, by a
gap at each place. No letter is changed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, pairwise
from statistics import fmean
from typing import Final

import numpy as np

from models.morphology import looks_like_name
from models.page import Box, Reading
from models.page.joining import with_parts
from pipeline.engines.protocols import GreyImage
from pipeline.language.known import LETTERS, is_known
from pipeline.language.lexicon import read_list
from pipeline.reading.halves import find_halves
from pipeline.reading.ink import ink_below

_RUNS: Final = re.compile(rf"[^\w\s]*[{LETTERS}]+(?:[^\w\s-]+[{LETTERS}]+)*(?:[^\w\s-]+|-)?")
_RUN: Final = re.compile(rf"[{LETTERS}]+[^\w\s]*")
_LETTERS: Final = re.compile(rf"[{LETTERS}]+")
_SHORTEST: Final = 5  # letters of a token that may be several words
_HALF: Final = "пол"  # begins words that no dictionary lists: «полстолетия»
_LONGEST: Final = 20  # letters of a word of the dictionary that is met in prose
_PARTS: Final = 4  # letters of the words that a token falls into, on the mean, one less in all
_MANY: Final = 6  # letters on the mean, of a token with short words in it
_MARKS: Final = '.,:;!?)»"-'
_PRICE: Final = (0.0, 1.7, 1.7, 1.7, 1.2, 1.0)  # of a word by its letters: few long are likelier
_USUAL: Final = 1.3  # price of a short word that is met everywhere
_CLEARLY: Final = 1.25  # times the widest gap between letters
_LEAST: Final = 0.25  # of a letter's width is a space
_OFF: Final = (0.8, 1.3)  # letters by which a gap may stand off, in a short and in a long token
_WIDE: Final = frozenset("дмфшщжыюДМФШЩЖЫЮ")
Gap = tuple[float, int]
"""Middle and width of an empty way between letters, pixels."""


def part_words(reading: Reading, picture: GreyImage, *, kazakh: bool = False) -> Reading:
    """Part the words of a reading that stand apart on the page.

    Args:
        reading: of the page, boxes in pixels of `picture`.
        picture: that was read, black on white.
        kazakh: whether words of Kazakh count beside those of Russian.
    """
    halves = find_halves(reading)
    found: dict[int, list[tuple[str, Box]]] = {}
    for index, word in enumerate(reading.words):
        before, after = halves.get(index, ("", ""))
        token = reading.text[word.start : word.end]
        ends = _ends(token, before.rsplit("-", 1)[-1], after, kazakh)
        if ends:
            gaps, extent = _gaps(picture, word.box)
            places = _places(token, ends, gaps, extent)
            if places:
                found[index] = list(_cut(token, word.box, ends, places))
    return with_parts(reading, found) if found else reading


@lru_cache(maxsize=10_000)
def _ends(token: str, before: str, after: str, kazakh: bool = False) -> tuple[int, ...]:
    """Where words end inside of a token that is none itself; none where it does not fall apart.

    Args:
        token: as it was read.
        before: what the line before begins the first word with, letters.
        after: what the next line ends the last word with, letters.
        kazakh: whether words of Kazakh count beside those of Russian.
    """
    word = "".join(_LETTERS.findall(token))
    if (
        len(word) < _SHORTEST
        or not _RUNS.fullmatch(token)
        or is_known(before + word + after, kazakh=kazakh)
    ):
        return ()
    if is_known(word, kazakh=kazakh) or (word[0].isupper() and looks_like_name(word)):
        return ()
    runs = list(_RUN.finditer(token))
    ends: list[int] = []
    for place, run in enumerate(runs):
        letters = _LETTERS.match(run.group())
        assert letters is not None
        last = place == len(runs) - 1
        parts = _words(letters.group(), "" if place else before, after if last else "", kazakh)
        if not parts:
            return ()
        ends += [run.start() + end for end in parts[:-1]]
        ends += [] if last else [run.end()]
    # A blank that is missing behind a comma alone was not typed.
    letters_in_all = len(before + word + after)
    within = len(ends) >= len(runs) and letters_in_all >= _PARTS * (len(ends) + 1) - 1
    return tuple(ends) if within else ()


def _words(letters: str, before: str, after: str, kazakh: bool) -> tuple[int, ...]:
    """The ends of the fewest and longest words that letters fall into; none where they do not."""
    best: list[tuple[float, tuple[int, ...]] | None] = [(0.0, ()), *[None] * len(letters)]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST - 4), end):
            way = best[start]
            if way is None:
                continue
            part = letters[start:end]
            whole = ("" if start else before) + part + (after if end == len(letters) else "")
            price = way[0] + _price(whole, kazakh)
            reached = best[end]
            if (reached is None or price < reached[0]) and _is_word(whole, kazakh):
                best[end] = (price, (*way[1], end))
    found = best[-1]
    return found[1] if found else ()


def _price(letters: str, kazakh: bool) -> float:
    usual = letters.lower() in _short_words(kazakh)
    return _USUAL if usual else _PRICE[min(len(letters), len(_PRICE) - 1)]


def _is_word(letters: str, kazakh: bool) -> bool:
    lower = letters.lower()
    return (
        lower in _short_words(kazakh)
        if len(letters) < 3
        else lower != _HALF and is_known(letters, kazakh=kazakh)
    )


def _short_words(kazakh: bool) -> frozenset[str]:
    return read_list("short_words_kk" if kazakh else "short_words")


def _gaps(picture: GreyImage, box: Box) -> tuple[list[Gap], tuple[int, int]]:
    """The empty ways between the letters of a word, and where its ink begins and ends."""
    part = picture[box.top : box.bottom, box.left : box.right]
    inked = np.flatnonzero((part < ink_below(part)).any(axis=0))
    if not inked.size:
        return [], (0, box.width)
    steps = np.diff(inked)
    ways = np.flatnonzero(steps > 1)
    gaps = [(float(inked[way] + steps[way] / 2), int(steps[way]) - 1) for way in ways]
    return gaps, (int(inked[0]), int(inked[-1]))


def _places(
    token: str, ends: Sequence[int], gaps: Sequence[Gap], extent: tuple[int, int]
) -> list[float] | None:
    """Where on the page the words part, pixels from the left of the box; None where they do not."""
    left = list(accumulate(map(_width, token), initial=0.0))
    letter = (extent[1] - extent[0]) / left[-1]
    last = extent[0] + letter * left[len(token.rstrip(_MARKS))] - letter / 2
    long = len(token) > _LONGEST
    off = _OFF[long] * letter
    chosen: list[Gap] = []
    for end in ends:
        expected = extent[0] + left[end] * letter
        near = (gap for gap in gaps if abs(gap[0] - expected) < off)
        unused = (gap for gap in near if gap not in chosen)
        chosen.append(max(unused, key=lambda gap: gap[1], default=(expected, 0)))
    widths = [width for _, width in chosen]
    between = max((gap[1] for gap in gaps if gap not in chosen and gap[0] < last), default=0)
    shown = min(widths) >= max(_CLEARLY * between, _LEAST * letter)
    if long and not shown:
        shown = _are_long(token, ends) or fmean(widths) >= _CLEARLY * between
    return [place for place, _ in chosen] if shown else None


def _width(character: str) -> float:
    if not character.isalpha():
        return 0.5
    return (1.4 if character in _WIDE else 1.0) * (1.3 if character.isupper() else 1.0)


def _are_long(token: str, ends: Sequence[int]) -> bool:
    """Whether all words have three letters at least, or twice as many on the mean.

    A line end may have cut the first and the last.
    """
    lengths = [end - start for start, end in pairwise(ends)]
    return min(lengths, default=3) > 2 or len(token) >= _MANY * (len(ends) + 1)


def _cut(
    token: str, box: Box, ends: Sequence[int], places: Sequence[float]
) -> Iterator[tuple[str, Box]]:
    """The words of a token, each with its part of the box."""
    edges = [0, *(round(place) for place in places), box.width]
    for (start, end), (left, right) in zip(
        pairwise([0, *ends, len(token)]), pairwise(edges), strict=True
    ):
        yield token[start:end], replace(box, left=box.left + left, width=max(1, right - left))
