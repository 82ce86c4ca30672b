"""Clues in a reading to how many of its characters are wrong, and what they come to.

Cheap: of the picture only the overview is looked at, which the stages before have made.
"""

import math
import re
from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from models.languages import KAZAKH
from models.misreading.confidence import Weights, calibrated_by, read_weights
from models.page import Page
from pipeline.engines.protocols import GreyImage
from pipeline.imaging import letters_of
from pipeline.language.known import unknown_share

UNREAD: Final = 1.0
"""Expected CER of a page on which nothing was read though it is not bare."""
LEAST: Final = 0.001
"""No page is thought better than this: one character of a thousand."""

_MIXED: Final = re.compile(r"[A-Za-z].*[\u0400-\u04ff]|[\u0400-\u04ff].*[A-Za-z]")
_DIGIT_INSIDE: Final = re.compile(r"[^\W\d_]\d+[^\W\d_]")
_CAPITAL_INSIDE: Final = re.compile(r"[а-яёәғқңөұүһі][А-ЯЁӘҒҚҢӨҰҮҺІ]")
_LONE: Final = re.compile(r"[^\w\s№%§\-–—+=]+|_+")
_LOW_QUANTILE: Final = 0.1
_MARGIN: Final = 3  # pixels of the overview around a word, for points and tails


@dataclass(frozen=True, slots=True)
class Clues:
    """What a reading shows of its quality; more of each is worse.

    Attributes:
        doubt: logarithm of the mean chance that a word is wrong, weighted by length.
        low: 1 less the confidence that a tenth of the characters stays under.
        unknown: share of the words of three letters and more that no lexicon has.
        contested: share of the words of which another reading is kept.
        odd: share of tokens no typist makes: two scripts, a digit or capital inside, lone marks.
        unread: square root of the share of letter-like marks that stand in no word.
    """

    doubt: float
    low: float
    unknown: float
    contested: float
    odd: float
    unread: float


CLUES: Final = tuple(field.name for field in fields(Clues))


def find_clues(page: Page, weights: Weights) -> Clues:
    """Look for the clues on a page with at least one word; needs all that the stage needs.

    Of the weights only the reliability of words is used.

    Raises:
        SourceError: the scan cannot be decoded.
    """
    assert page.reading is not None
    reading = page.reading
    lengths = np.array([word.end - word.start for word in reading.words], dtype=np.float64)
    sure = np.array([word.confidence for word in reading.words], dtype=np.float64)
    wrong = 1 - np.array([calibrated_by(weights, value) for value in sure])
    tokens = [reading.text[word.start : word.end] for word in reading.words]
    return Clues(
        doubt=math.log(float(np.average(wrong, weights=lengths)) + 1e-3),
        low=1 - weighted_quantile(sure, lengths, _LOW_QUANTILE),
        unknown=unknown_share(tokens, kazakh=reading.language == KAZAKH),
        contested=len({each.word for each in page.alternatives or ()}) / len(tokens),
        odd=sum(map(is_odd, tokens)) / len(tokens),
        unread=math.sqrt(unread_share(letters_of(page), page)),
    )


def unread_share(letters: GreyImage, page: Page) -> float:
    """Share of the marks of a page's overview, by area, that lie outside of all words' boxes.

    Args:
        letters: ones where a mark is that of a letter, see `pipeline.imaging.find_letters`.
        page: its words' boxes are in pixels of the scan.
    """
    assert page.reading is not None
    height, width = letters.shape
    across, down = width / page.image.width, height / page.image.height
    left = letters.copy()
    for box in (word.box for word in page.reading.words):
        top, bottom = round(box.top * down) - _MARGIN, round(box.bottom * down) + _MARGIN
        start, end = round(box.left * across) - _MARGIN, round(box.right * across) + _MARGIN
        left[max(0, top) : bottom + 1, max(0, start) : end + 1] = 0
    return float(left.sum()) / max(1.0, float(letters.sum()))


def weighted_quantile(
    values: "np.typing.NDArray[np.float64]",
    weights: "np.typing.NDArray[np.float64]",
    share: float,
) -> float:
    """The least value under or at which `share` of the weight lies."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) >= share * weights.sum()
    return float(values[order][np.argmax(reached)])


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
    if not page.reading.words:
        return UNREAD
    clues = find_clues(page, weights)
    total = weights.intercept + sum(
        weight * getattr(clues, name) for name, weight in weights.clues.items()
    )
    return max(LEAST, math.exp(min(0.0, total)))


def expected_cer(page: Page) -> float:
    """`predict` by the shipped weights."""
    return predict(page, read_weights())
