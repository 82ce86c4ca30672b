"""Learn how sure a mention may be, from texts the name model has not seen.

    python -m training.calibration WEIGHTS --held HELD --data FOLDER --out confidence.json

HELD is a pipeline that `training.ner --hold-news` made: it judges the held-out news. WEIGHTS is the
one to be shipped: it judges case files of other patterns and names. Each candidate of their
components, clean and misread, is right or not; a logistic regression over the clues of
`pipeline.language.merge` says how likely.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from models.entity import Label
from pipeline.language.components import CANDIDATES, PAGE, TEXT
from pipeline.language.genre import newslike
from pipeline.language.merge import clues_of
from pipeline.language.pipelines import read
from pipeline.language.plausible import is_excluded
from training.labelled import SHORT, read_jsonl, spoil
from training.ner import NEWS_HELD_OUT, SEED
from training.noise import Noise
from training.templates import CaseFiles, Labelled

RATES: Final = (0.0, 0.0, 0.03, 0.08)
PAGES: Final = 500
_EDGE: Final = " \n\t«»\"'()[].,;:—–-"
_RIDGE: Final = 1.0
_ROUNDS: Final = 60
Floats = npt.NDArray[np.float64]


class Case(NamedTuple):
    """What is known of a candidate, and whether it is a mention.

    Attributes:
        clues: by name.
        right: whether it is one.
        odds: logarithm of the odds that were given before any clue.
    """

    clues: dict[str, float]
    right: bool
    odds: float = 0.0


def main() -> None:
    """Write the weights of the clues."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--held", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    held, shipped = read(arguments.held), read(arguments.weights)
    news = list(read_jsonl(arguments.data / "ner" / "factru_devset.jsonl"))[::NEWS_HELD_OUT]
    rng = random.Random(SEED + 2)
    files = CaseFiles(rng, held_out=True)
    pages = [files.page() for _ in range(PAGES)]
    cases = [case for text in misread(news, rng) for case in judge(held, text)]
    cases += [case for text in misread(pages, rng) for case in judge(shipped, text)]
    weights = fit(cases)
    arguments.out.write_text(
        json.dumps(weights, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    print(f"{len(cases)} candidates, {len(weights)} weights")


def misread(items: Sequence[Labelled], rng: random.Random) -> Iterator[Labelled]:
    """The texts at each rate of misreading."""
    noise = Noise.read()
    for rate in RATES:
        for item in items:
            yield spoil(item, noise, rate, rng) if rate else item


def judge(nlp: Language, item: Labelled) -> Iterator[Case]:
    """The candidates of every component but the date grammar on one text."""
    doc = nlp(nlp.make_doc(item.text))
    page, text = doc.user_data[PAGE], doc.user_data[TEXT]
    candidates = [c for c in doc.user_data[CANDIDATES] if not is_excluded(text, c)]
    known = known_spans(item)
    modern = newslike(text)
    for candidate in candidates:
        if candidate.label is Label.DATE:
            continue
        near = [c for c in candidates if c.overlaps(candidate) and c is not candidate]
        start, end = page.stored(candidate.start, candidate.end)
        right = trimmed(item.text, start, end, candidate.label) in known
        yield Case(clues_of(text, candidate, near, modern), right)


def known_spans(item: Labelled) -> set[tuple[int, int, Label]]:
    """The mentions of a text as `trimmed` gives them."""
    return {trimmed(item.text, start, end, SHORT[label]) for start, end, label in item.spans}


def trimmed(text: str, start: int, end: int, label: Label) -> tuple[int, int, Label]:
    """A span without marks at its edges, which never matter."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end, label


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """Weights by Newton's method; a ridge keeps rare clues small."""
    names = sorted({name for case in cases for name in case.clues})
    place = {name: number for number, name in enumerate(names)}
    matrix: Floats = np.zeros((len(cases), len(names)))
    for row, case in enumerate(cases):
        for name, value in case.clues.items():
            matrix[row, place[name]] = value
    right = np.array([case.right for case in cases], dtype=float)
    odds = np.array([case.odds for case in cases])
    weights: Floats = np.zeros(len(names))
    ridge = _RIDGE * np.eye(len(names))
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-odds - matrix @ weights))
        slope = matrix.T @ (chance - right) + ridge @ weights
        curve = (matrix.T * (chance * (1 - chance))) @ matrix + ridge
        step = np.linalg.solve(curve, slope)
        weights -= step / max(1.0, float(np.abs(step).max()))  # a whole step may overshoot
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


if __name__ == "__main__":
    main()
