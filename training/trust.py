"""Learn how far a chosen mention is to be trusted, from sentences by hand and held-out news.

    python -m training.trust PIPELINE --data FOLDER [--out weights/kk] [--check]

PIPELINE is one whose merge has its weights (`training.calibration`, `training.kazakh_confidence`).
The texts are sentences of case files written by hand (`training/phrases/written_*.txt`) and for
Kazakh half of the sentences that were held out of its training, as they are and misread at 3 and
8 %. `--check` prints how sure mentions were and how many of them were right: of the sentences
by hand a fifth at a time, learnt from the others, and of texts of which nothing was learnt.
"""

import argparse
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from spacy.language import Language

from models.entity import Label
from pipeline.language.components import MENTIONS, PAGE, TEXT
from pipeline.language.genre import newslike
from pipeline.language.merge import logit
from pipeline.language.pipelines import assemble, read, store
from pipeline.language.trust import chance_of, misread_share, signs_of
from training.calibration import Case, fit, known_spans, trimmed
from training.kazakh_confidence import labelled
from training.kazakh_scores import HELD_OUT, SENTENCES
from training.kaznerd import read_sentences, split
from training.labelled import spoil
from training.noise import Noise
from training.templates import CaseFiles, Labelled
from training.templates_kk import sentences as case_files
from training.written import written

RATES: Final = (0.0, 0.03, 0.08)
DRAWS: Final = 3
"""A sentence by hand is misread so many times at a rate."""
_FOLDS: Final = 5
_PAGES: Final = 60
_SEED: Final = 1954
_BORDERS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


class Judged(NamedTuple):
    """What the merge said of a mention, what is said now, and whether it is right."""

    before: float
    now: float
    right: bool


def main() -> None:
    """Learn, and write the pipeline or print how reliable it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pipeline", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="Holds KazNERD's file.")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    trained = read(arguments.pipeline)
    weights = trained.config["components"]["merge_mentions"]["weights"]
    nlp = assemble(trained, weights)
    language, rng = str(trained.lang), random.Random(_SEED)
    known, unseen = _news(arguments.data) if language == "kk" else ([], [])
    by_hand = [_of_files(cases_of(nlp, item, rng, DRAWS)) for item in written(language)]
    news = [case for item in known for case in cases_of(nlp, item, rng)]
    trusted = learn(by_hand, news)
    if arguments.check:
        show("by hand", _left_out(by_hand, news))
        for name, items in (("news", unseen), ("patterns", _patterns(language, rng))):
            cases = [case for item in items for case in cases_of(nlp, item, rng)]
            if cases:
                show(name, _weighed(cases, trusted))
    if arguments.out:
        store(assemble(trained, weights, trusted), arguments.out)
    print(trusted)


def learn(by_hand: Sequence[Sequence[Case]], news: Sequence[Case]) -> dict[str, float]:
    """Weights of the signs."""
    return fit([*(case for cases in by_hand for case in cases), *news])


def _of_files(cases: Iterable[Case]) -> list[Case]:
    """Without the few sentences that read like news: they would teach what news is worth."""
    return [case for case in cases if "score" in case.clues]


def _news(folder: Path) -> tuple[list[Labelled], list[Labelled]]:
    """Kazakh news that the network did not see, to learn from and to judge by."""
    _, held = split(read_sentences(folder / SENTENCES), held_out=HELD_OUT)
    named = [(str(number), sentence) for number, sentence in enumerate(held)]
    known, unseen = split(named, held_out=0.5)  # variants of one sentence on one side
    return [labelled(item) for item in known], [labelled(item) for item in unseen]


def _patterns(language: str, rng: random.Random) -> list[Labelled]:
    """Invented case files; those of Russian are of patterns and names that training left out."""
    if language == "kk":
        return [labelled(sentence) for sentence in case_files(_PAGES, rng)]
    files = CaseFiles(rng, held_out=True)
    return [files.page() for _ in range(_PAGES)]


def cases_of(nlp: Language, item: Labelled, rng: random.Random, draws: int = 1) -> Iterator[Case]:
    """The mentions chosen in a text at each rate of misreading, but dates."""
    noise = _noise()
    for rate in RATES:
        for _ in range(draws if rate else 1):
            yield from _judged(nlp, spoil(item, noise, rate, rng) if rate else item)


@cache
def _noise() -> Noise:
    return Noise.read()


def _judged(nlp: Language, item: Labelled) -> Iterator[Case]:
    doc = nlp(nlp.make_doc(item.text))
    page, text, known = doc.user_data[PAGE], doc.user_data[TEXT], known_spans(item)
    unknown, modern = misread_share(text), newslike(text) > 0
    for mention in doc.user_data[MENTIONS]:
        if mention.label is not Label.DATE:
            start, end = page.stored(mention.start, mention.end)
            right = trimmed(item.text, start, end, mention.label) in known
            signs = signs_of(mention, unknown, modern=modern)
            yield Case(signs, right, logit(mention.confidence))


def _left_out(by_hand: Sequence[Sequence[Case]], news: Sequence[Case]) -> Iterator[Judged]:
    """The sentences by hand, each fifth judged by what the others taught."""
    for fold in range(_FOLDS):
        others = [cases for number, cases in enumerate(by_hand) if number % _FOLDS != fold]
        left_out = [case for cases in by_hand[fold::_FOLDS] for case in cases]
        yield from _weighed(left_out, learn(others, news))


def _weighed(cases: Iterable[Case], weights: Mapping[str, float]) -> Iterator[Judged]:
    for case in cases:
        before = chance_of(case.odds, {}, {})
        yield Judged(before, chance_of(case.odds, case.clues, weights), case.right)


def show(name: str, judged: Iterable[Judged]) -> None:
    """Print how many mentions of each chance were right, and the expected calibration error."""
    told = list(judged)
    errors = f"{_error(told, 0):.3f} before, {_error(told, 1):.3f} now"
    print(f"\n{name}: {len(told)} mentions, calibration error {errors}")
    print("chance   mentions   said   right")
    for low, part in _steps(told, 1):
        said = sum(item.now for item in part) / len(part)
        right = sum(item.right for item in part) / len(part)
        print(f"{low:4.2f} {len(part):12} {said:7.2f} {right:7.2f}")


def _steps(judged: Sequence[Judged], column: int) -> Iterator[tuple[float, list[Judged]]]:
    for low, high in pairwise(_BORDERS):
        if part := [item for item in judged if low <= item[column] < high]:
            yield low, part


def _error(judged: Sequence[Judged], column: int) -> float:
    """How far what was said is from what was right, over the steps, as a share of all mentions."""
    gaps = (abs(sum(i[column] - i.right for i in part)) for _, part in _steps(judged, column))
    return sum(gaps) / len(judged)


if __name__ == "__main__":
    main()
