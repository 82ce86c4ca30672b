"""Clues in a reading to how many of its characters are wrong, and what they come to.

Cheap: of the picture only the overview is looked at, which the stages before have made.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Final

import numpy as np
import numpy.typing as npt

from models.languages import KAZAKH
from models.misreading.confidence import Weights, read_weights
from models.page import Box, Page, Word
from pipeline.engines.protocols import GreyImage
from pipeline.imaging import letters_of
from pipeline.language.known import is_unknown
from pipeline.reading.room import missing_letters

Values = npt.NDArray[np.float64]

UNREAD: Final = 1.0
"""Expected CER of a page on which nothing was read though it is not bare."""
LEAST: Final = 0.0002
"""No page is thought better than this: one character of three pages."""

_MIXED: Final = re.compile(r"[A-Za-z].*[\u0400-\u04ff]|[\u0400-\u04ff].*[A-Za-z]")
_DIGIT_INSIDE: Final = re.compile(r"[^\W\d_]\d+[^\W\d_]")
_CAPITAL_INSIDE: Final = re.compile(r"[а-яёәғқңөұүһі][А-ЯЁӘҒҚҢӨҰҮҺІ]")
_LONE: Final = re.compile(r"(?!\|$)[^\w\s№%§\-–—+=]+|_+")  # typists rule tables with |
_MARGIN: Final = 3  # pixels of the overview around a word, for points and tails
_SUREST: Final = 0.001  # of doubt: no engine is surer


@dataclass(frozen=True, slots=True)
class Signs:
    """What a word shows of its quality; more of each is worse.

    Attributes:
        unsure: logarithm of what its confidence wants to 1.
        unknown: three letters and more that no lexicon has.
        odd: no typist makes it: two scripts, a digit or capital inside, lone marks.
        contested: another reading of it is kept.
        short: 1 by its number of characters.
    """

    unsure: float
    unknown: float
    odd: float
    contested: float
    short: float


@dataclass(frozen=True, slots=True)
class Clues:
    """What a reading shows of its quality; more of each is worse.

    Attributes:
        doubt: logarithm of the mean chance that a word is wrong, where letters for which words have
            room make lost words, which are.
        odd: share of tokens that are odd.
        unread: square root of the share of letter-like marks that stand in no word.
    """

    doubt: float
    odd: float
    unread: float


SIGNS: Final = tuple(field.name for field in fields(Signs))
_values: Final = attrgetter(*SIGNS)
CLUES: Final = tuple(field.name for field in fields(Clues))


def body_words(page: Page) -> tuple[Word, ...]:
    """The words of a page without those on stamps, of which the expectation says nothing."""
    assert page.reading is not None
    end = len(page.layout.body_of(page.reading.text) if page.layout else page.reading.text)
    return tuple(word for word in page.reading.words if word.start < end)


def find_signs(page: Page) -> Values:
    """The signs of each word of the body, shape (words, `SIGNS`)."""
    return np.array([_values(signs) for signs in _signs(page)], np.float64).reshape(-1, len(SIGNS))


def _signs(page: Page) -> Iterator[Signs]:
    assert page.reading is not None
    contested = {each.word for each in page.alternatives or ()}
    kazakh = page.reading.language == KAZAKH
    for number, word in enumerate(body_words(page)):
        token = page.reading.text[word.start : word.end]
        yield Signs(
            unsure=math.log(max(_SUREST, 1 - word.confidence)),
            unknown=is_unknown(token, kazakh=kazakh),
            odd=is_odd(token),
            contested=number in contested,
            short=1 / len(token),
        )


def find_clues(page: Page, weights: Weights) -> Clues:
    """Look for the clues on a page with at least one word; needs all that the stage needs.

    Of the weights only those of words are used.

    Raises:
        SourceError: the scan cannot be decoded.
    """
    words = body_words(page)
    signs = find_signs(page)
    known = np.array([weights.signs.get(name, 0.0) for name in SIGNS])
    wrong = 1 / (1 + np.exp(-(weights.word + signs @ known)))
    length = sum(word.end - word.start for word in words) / len(words)
    lost = float(missing_letters(page, words).sum()) / length
    return Clues(
        doubt=math.log((float(wrong.sum()) + lost) / (len(words) + lost) + LEAST),
        odd=float(signs[:, SIGNS.index("odd")].mean()),
        unread=math.sqrt(unread_share(letters_of(page), page)),
    )


def unread_share(letters: GreyImage, page: Page) -> float:
    """Share of the marks of a page's overview, by area, outside of all words, stamps and pencil.

    Args:
        letters: ones where a mark is that of a letter, see `pipeline.imaging.find_letters`.
        page: its words' boxes are in pixels of the scan.
    """
    assert page.reading is not None
    left = letters.copy()
    _take_out(left, [word.box for word in page.reading.words], page)
    stamped = left.copy()
    regions = page.layout.regions if page.layout else ()
    _take_out(stamped, [region.box for region in regions], page)
    return float(stamped.sum()) / max(1.0, float(letters.sum() - left.sum() + stamped.sum()))


def _take_out(letters: GreyImage, boxes: Sequence[Box], page: Page) -> None:
    """Turn what stands in boxes of a page's scan to paper, in place."""
    height, width = letters.shape
    across, down = width / page.image.width, height / page.image.height
    for box in boxes:
        top, bottom = round(box.top * down) - _MARGIN, round(box.bottom * down) + _MARGIN
        start, end = round(box.left * across) - _MARGIN, round(box.right * across) + _MARGIN
        letters[max(0, top) : bottom + 1, max(0, start) : end + 1] = 0


def is_odd(token: str) -> bool:
    """Whether a token looks like no typist's work."""
    return bool(
        _LONE.fullmatch(token)
        or _MIXED.search(token)
        or _DIGIT_INSIDE.search(token)
        or _CAPITAL_INSIDE.search(token)
    )


def predict(page: Page, weights: Weights) -> float:
    """Characters that are wrong by true characters, as far as the clues tell: `LEAST` to 1.

    The logarithm of the CER is linear in the clues.
    """
    assert page.reading is not None
    if not body_words(page):
        return UNREAD
    clues = find_clues(page, weights)
    total = weights.intercept + sum(
        weight * getattr(clues, name) for name, weight in weights.clues.items()
    )
    return max(LEAST, math.exp(min(0.0, total)))


def expected_cer(page: Page) -> float:
    """`predict` by the shipped weights."""
    return predict(page, read_weights())
