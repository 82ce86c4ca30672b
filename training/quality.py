"""Learn from pages of known truth how to expect a page's CER and what a word's confidence is worth.

`python -m training.quality DIR... --out weights/quality.json` reads every image of the folders
that has a `.gt.txt` beside it, through the shipped configuration or, with `--engines A B`, by each
engine in turn, and fits. Pages that belong together, `DOCUMENT-pNNN~STATE.png`, stay together when
it judges itself by cross-validation.
`python -m training.quality --check weights/quality.json DIR...` judges weights on folders that
they have not seen.
"""

import argparse
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, takewhile
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from rapidfuzz.distance import Levenshtein

from benchmarks.folding import count_errors, fold
from benchmarks.readers import reading_stages
from ingest.images import dpi_of
from models.misreading.confidence import Weights, calibrated_by
from models.page import Page, PageContext, PageImage
from pipeline.plan import Plan, make_plan
from pipeline.reading.expected import (
    CLUES,
    LEAST,
    SIGNS,
    body_words,
    find_clues,
    find_signs,
    predict,
)
from pipeline.stages.quality import Quality
from training.worn_pages import find_image

Values = NDArray[np.float64]
Solver = Callable[[Values, Values], tuple[Values, float]]

FOLDS: Final = 5
_RIDGE: Final = 2.0
_LOGIT_RIDGE: Final = 1.0
_STEPS: Final = 20
_BINS: Final = 48
_SHOWN: Final = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
_DOCUMENT: Final = re.compile(r"(-p\d+)?(~\d+)?$")


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page as it was read, and how well.

    Attributes:
        document: pages of one document share their faults.
        page: after the stages that `quality` needs.
        cer: true character error rate, at most 1.
        words: (engine's confidence, whether the word is right) of each word read.
    """

    document: str
    page: Page
    cer: float
    words: tuple[tuple[float, bool], ...]


def read_folders(folders: Sequence[Path], engines: Sequence[str]) -> list[KnownPage]:
    """Read all pages with a truth, by the stages of the shipped configuration.

    Args:
        folders: of images with a `.gt.txt` beside them.
        engines: that read page by page in turn.

    Raises:
        AigaqError: as the stages do; FileNotFoundError: no folder has a page with its truth.
    """
    plans = [_plan(engine) for engine in engines]
    truths = sorted(path for folder in folders for path in folder.glob("*.gt.txt"))
    if not truths:
        raise FileNotFoundError(f"no .gt.txt in {', '.join(map(str, folders))}")
    return [_read(truth, plan) for truth, plan in zip(truths, cycle(plans), strict=False)]


def _plan(engine: str) -> Plan:
    """The stages before `quality`."""
    return make_plan(list(takewhile(lambda step: step.use != Quality.name, reading_stages(engine))))


def _read(truth: Path, plan: Plan) -> KnownPage:
    path, stem = find_image(truth), truth.name.removesuffix(".gt.txt")
    with Image.open(path) as image:
        scan = PageImage(str(path), path, image.width, image.height, dpi_of(image))
    page = Page(scan, PageContext())
    for step in plan.steps:
        page = step.stage.process(page)
    return judge(_DOCUMENT.sub("", stem), page, truth.read_text(encoding="utf-8"))


def judge(document: str, page: Page, truth: str) -> KnownPage:
    """Compare a read page with its truth, without what its stamps say."""
    assert page.reading is not None
    text = page.layout.body_of(page.reading.text) if page.layout else page.reading.text
    cer = min(1.0, count_errors(truth, text).cer)
    return KnownPage(document, page, cer, tuple(_words(page, truth)))


def _words(page: Page, truth: str) -> Iterator[tuple[float, bool]]:
    """Each word's confidence, and whether the alignment of words finds it in the truth."""
    assert page.reading is not None
    words, text = body_words(page), page.reading.text
    got = [fold(text[word.start : word.end]) for word in words]
    wanted = [fold(word) for word in truth.split()]
    for step in Levenshtein.opcodes(got, wanted):
        for word in words[step.src_start : step.src_end]:
            yield word.confidence, step.tag == "equal"


def fit(pages: Sequence[KnownPage]) -> Weights:
    """Learn the reliability and the signs of words, then the clues that build on these."""
    read = [page for page in pages if page.words]
    reliability = fit_reliability([word for page in read for word in page.words])
    wrong = np.array([not right for page in read for _, right in page.words], np.float64)
    signs, word = _rising(SIGNS, np.vstack([find_signs(page.page) for page in read]), wrong, _logit)
    of_words = Weights(
        intercept=0.0, clues={}, word=round(word, 4), signs=signs, reliability=reliability
    )
    clues = np.array([_row(page, of_words) for page in read])
    wanted = np.array([math.log(max(LEAST, page.cer)) for page in read])
    weights, intercept = _rising(CLUES, clues, wanted, _ridge)
    return of_words.model_copy(update={"intercept": round(intercept, 4), "clues": weights})


def _rising(
    names: Sequence[str], values: Values, wanted: Values, solve: Solver
) -> tuple[dict[str, float], float]:
    """Slopes by name and intercept; more of each is worse.

    One that says else only makes up for others, and is left out.
    """
    kept = list(range(len(names)))
    while True:
        slopes, intercept = solve(values[:, kept], wanted)
        if slopes.min() >= 0:
            break
        del kept[int(slopes.argmin())]
    found = zip(kept, slopes, strict=True)
    return {names[place]: round(float(slope), 4) for place, slope in found}, intercept


def _logit(values: Values, wanted: Values) -> tuple[Values, float]:
    """Slopes and intercept of the logit of a chance, by Newton's method."""
    rows = np.hstack([np.ones((len(values), 1)), values])
    penalty = _LOGIT_RIDGE * np.diag([0.0, *np.ones(values.shape[1])])
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (chance - wanted) + penalty @ weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + penalty
        weights -= np.linalg.solve(curve, slope)
    return weights[1:], float(weights[0])


def _ridge(clues: Values, wanted: Values) -> tuple[Values, float]:
    """Slopes and intercept; the clues say much the same and must not be played off."""
    middle, spread = clues.mean(axis=0), clues.std(axis=0) + 1e-9
    scaled = (clues - middle) / spread
    normal = scaled.T @ scaled + _RIDGE * np.eye(clues.shape[1])
    slopes = np.linalg.solve(normal, scaled.T @ (wanted - wanted.mean())) / spread
    return slopes, float(wanted.mean() - slopes @ middle)


def _row(page: KnownPage, weights: Weights) -> list[float]:
    clues = find_clues(page.page, weights)
    return [getattr(clues, name) for name in CLUES]


def fit_reliability(words: Sequence[tuple[float, bool]]) -> tuple[tuple[float, float], ...]:
    """A rising table from confidence to the share of words that were right (isotonic).

    Words are first put in bins of equal number; neighbours that fall are joined (Ayer 1955).
    """
    ordered = np.array(sorted(words), dtype=np.float64)
    joined: list[tuple[float, float, int]] = []
    for part in np.array_split(ordered, min(_BINS, len(ordered))):
        joined.append((float(part[:, 0].mean()), float(part[:, 1].mean()), len(part)))
        while len(joined) > 1 and joined[-2][1] >= joined[-1][1]:
            joined[-2:] = [_together(*joined[-2:])]
    knots = {round(sure, 3): round(right, 3) for sure, right, _ in joined}
    right = sorted(knots.values())
    return tuple(sorted({0.0: right[0], 1.0: right[-1], **knots}.items()))


def _together(
    one: tuple[float, float, int], other: tuple[float, float, int]
) -> tuple[float, float, int]:
    count = one[2] + other[2]
    sure, right = ((one[i] * one[2] + other[i] * other[2]) / count for i in (0, 1))
    return sure, right, count


def cross_validate(pages: Sequence[KnownPage]) -> Values:
    """Expected CER of each page by weights that never saw its document, shape (pages,)."""
    documents = sorted({page.document for page in pages})
    fold_of = {document: number % FOLDS for number, document in enumerate(documents)}
    expected = np.zeros(len(pages))
    for number in range(FOLDS):
        seen = [page for page in pages if fold_of[page.document] != number]
        if len(seen) == len(pages):
            continue
        weights = fit(seen)
        for place, page in enumerate(pages):
            if fold_of[page.document] == number:
                expected[place] = expect(page, weights)
    return expected


def expect(page: KnownPage, weights: Weights) -> float:
    """As the stage does, with these weights."""
    return predict(page.page, weights)


def spearman(one: Values, other: Values) -> float:
    """Correlation of the ranks, ties at their mean rank; 0 where all are the same."""
    ranks, others = _ranks(one), _ranks(other)
    if not ranks.std() or not others.std():
        return 0.0
    return float(np.corrcoef(ranks, others)[0, 1])


def _ranks(values: Values) -> Values:
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[places], dtype=np.float64)


def page_report(pages: Sequence[KnownPage], expected: Values) -> Iterator[str]:
    """How well the expected CER ranks and meets the true one, in all and by language."""
    true = np.array([page.cer for page in pages])
    languages = np.array([str(page.page.reading and page.page.reading.language) for page in pages])
    documents = len({page.document for page in pages})
    yield f"{len(pages)} pages of {documents} documents, CER {true.min():.3f} to {true.max():.3f}"
    for name in ("all", *sorted(set(languages))):
        chosen = np.full(len(pages), True) if name == "all" else languages == name
        if chosen.sum() < 3:
            continue
        error = float(np.abs(true - expected)[chosen].mean())
        ranked = spearman(true[chosen], expected[chosen])
        yield f"  {name:<5} {chosen.sum():>4} pages: Spearman {ranked:.3f}, mean error {error:.3f}"


def word_report(words: Sequence[tuple[float, bool]], weights: Weights) -> Iterator[str]:
    """The reliability diagram as a table, before and after calibration."""
    sure = np.array([word[0] for word in words])
    right = np.array([word[1] for word in words], dtype=np.float64)
    after = np.array([calibrated_by(weights, value) for value in sure])
    yield f"{len(words)} words, {right.mean():.3f} of them right"
    for title, chance in (("engine", sure), ("calibrated", after)):
        yield f"| {title} | words | mean | right |"
        yield "|---|---|---|---|"
        error = 0.0
        for low, high in zip(_SHOWN, _SHOWN[1:], strict=False):
            chosen = (chance >= low) & ((chance < high) | (high == _SHOWN[-1]))
            if not chosen.any():
                continue
            said, was = float(chance[chosen].mean()), float(right[chosen].mean())
            error += abs(said - was) * float(chosen.mean())
            yield f"| {low:.2f} to {high:.2f} | {chosen.sum()} | {said:.2f} | {was:.2f} |"
        yield f"expected calibration error of the {title} confidence: {error:.3f}"


def as_json(weights: Weights) -> str:
    """The file of weights."""
    content: Mapping[str, object] = weights.model_dump(mode="json")
    return json.dumps(content, indent=1) + "\n"


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    goal = parser.add_mutually_exclusive_group(required=True)
    goal.add_argument("--out", type=Path, help="fit, and write the weights here")
    goal.add_argument("--check", type=Path, help="judge these weights")
    parser.add_argument("--engines", nargs="+", default=["tesseract"], help="read in turn")
    asked = parser.parse_args()
    pages = read_folders(asked.folders, asked.engines)
    if asked.check:
        weights = Weights.model_validate_json(asked.check.read_bytes())
        expected = np.array([expect(page, weights) for page in pages])
    else:
        weights, expected = fit(pages), cross_validate(pages)
        asked.out.write_text(as_json(weights), encoding="utf-8")
    print("\n".join(page_report(pages, expected)))
    print("\n".join(word_report([word for page in pages for word in page.words], weights)))


if __name__ == "__main__":
    main()
