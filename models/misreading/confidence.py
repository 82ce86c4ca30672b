"""What the engine's confidence in a word is worth, as measured on pages whose text is known."""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Final

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from models.weights import FOLDER

WEIGHTS: Final = FOLDER / "quality.json"


class Weights(BaseModel):
    """What `python -m training.quality` learnt; see weights/quality.md.

    Attributes:
        intercept: logarithm of the CER where every clue is 0.
        clues: weight of each clue by its name in pipeline/reading/expected.py.
        word: logit of the chance that a word without any sign is wrong.
        signs: weight of each sign of a word in that logit, by its name there.
        reliability: (confidence, share of words that were right), both rising from 0 to 1.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    intercept: float
    clues: Mapping[str, float]
    word: float
    signs: Mapping[str, float]
    reliability: tuple[tuple[float, float], ...] = Field(min_length=2)


@lru_cache(maxsize=1)
def read_weights() -> Weights:
    """The shipped weights."""
    return Weights.model_validate_json(WEIGHTS.read_bytes())


@lru_cache(maxsize=1)
def weights_digest() -> str:
    """First twelve hex digits of the SHA-256 of the weights, for the identity of who uses them."""
    return sha256(WEIGHTS.read_bytes()).hexdigest()[:12]


def calibrated_by(weights: Weights, confidence: float) -> float:
    """Chance that a word is right by the reliability that these weights hold."""
    known, right = zip(*weights.reliability, strict=True)
    return float(np.interp(confidence, known, right))


def calibrated(confidence: float) -> float:
    """Chance that a word read with this confidence of the engine, 0..1, is right."""
    return calibrated_by(read_weights(), confidence)
