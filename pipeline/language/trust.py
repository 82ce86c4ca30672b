"""How far a mention that the merge chose is to be trusted, learnt from sentences written by hand.

The weights of the merge are learnt from sentences made of patterns, which are easier than files.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from models.entity import Label
from pipeline.language.genre import newslike
from pipeline.language.known import unknown_share
from pipeline.language.lines import by_letters
from pipeline.language.merge import SUREST, Chosen, logit

_DIGITS: Final = 3
_DATE_ALONE: Final = 0.55
"""A date of a file that a network found and the grammar did not: so many of them are right."""


def trust(text: str, chosen: Sequence[Chosen], weights: Mapping[str, float]) -> list[Chosen]:
    """The mentions with the chance that each is right.

    Args:
        text: normalised.
        chosen: by `merge`; dates of the grammar, which says by itself how sure they are, stay so.
        weights: of `signs_of`, learnt by `training.trust`; without any nothing changes.
    """
    if not weights:
        return list(chosen)
    unknown, modern = misread_share(text), newslike(text) > 0
    return [
        _dated(item, modern=modern)
        if item.label is Label.DATE
        else _trusted(item, signs_of(item, unknown, modern=modern), weights)
        for item in chosen
    ]


def misread_share(text: str) -> float:
    """The share of a text's words that do not exist."""
    return unknown_share(text.split(), kazakh=by_letters(text) == "kk")


def signs_of(item: Chosen, unknown: float, *, modern: bool) -> dict[str, float]:
    """What kind of mention it is, who found it, how sure the merge is of it, in what text.

    Args:
        item: the mention.
        unknown: `misread_share` of the text.
        modern: whether the text reads like news.
    """
    found = "rules" if item.agreeing[0].source == "rules" else "model"
    signs = {
        f"{item.label} by {found}": 1.0,
        "score": logit(item.confidence),
        "unknown": unknown,
    }
    return {f"{name}, news": value for name, value in signs.items()} if modern else signs


def _dated(item: Chosen, *, modern: bool) -> Chosen:
    if modern or "dates" in item.source.split("+"):
        return item
    return replace(item, confidence=min(item.confidence, _DATE_ALONE))


def _trusted(item: Chosen, signs: Mapping[str, float], weights: Mapping[str, float]) -> Chosen:
    chance = chance_of(logit(item.confidence), signs, weights)
    return replace(item, confidence=round(min(chance, SUREST), _DIGITS))


def chance_of(odds: float, signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The chance that a mention is right, from `logit` of the merge's confidence and its signs."""
    more = sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return 1 / (1 + math.exp(-odds - more))
