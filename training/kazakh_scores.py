"""Score a Kazakh pipeline on held-out sentences: as they are, spoilt, and in other writing.

python -m training.kazakh_scores FOLDER weights/kk
"""

import argparse
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, cast

import spacy
from spacy.language import Language

from pipeline.language.kk_ner import SPANS, KazakhNer
from pipeline.language.pipelines import read
from training.kazakh_changes import Shares, change, spoilt, with_capitals
from training.kaznerd import Sentence, read_sentences, split
from training.noise import Noise
from training.templates_kk import sentences as case_files

COMPONENT: Final = "kazakh_ner"
SENTENCES: Final = "kaznerd25_valid.jsonl"
HELD_OUT: Final = 0.1
_NONE: Final = dict.fromkeys(
    (
        "names", "capital_names", "capitals", "small", "russian_machine", "forties", "breaks",
        "noise",
    ),
    0.0,
)  # fmt: skip
_SEED: Final = 11


def scores(nlp: Language, gold: Sequence[Sentence]) -> dict[str, float]:
    """Exact-span F1 in percent of each label that the pipeline gives, and of all together.

    `gold` has the labels that the network was taught.
    """
    kept = _component(nlp).kept
    hits: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for sentence, doc in zip(gold, nlp.pipe([s.text for s in gold]), strict=True):
        true = _true(sentence, kept)
        own = {(span.start_char, span.end_char, span.label_) for span in doc.ents}
        for spans, counter in ((true & own, hits), (true, wanted), (own, found)):
            counter.update(label for *_, label in spans)
            counter["micro"] += len(spans)
    return {
        label: round(200 * hits[label] / (wanted[label] + found[label]), 1)
        for label in sorted(wanted)
    }


def conditions(held: Sequence[Sentence]) -> Iterator[tuple[str, list[Sentence]]]:
    """The sentences as they are and as they would be in worse or older writing."""
    noise, rng = Noise.read(), random.Random(_SEED)

    def changed(**shares: float) -> list[Sentence]:
        all_shares = Shares(**{**_NONE, **shares})
        return [change(s, all_shares, noise=noise, rng=rng) for s in held]

    yield "as they are", list(held)
    for rate in (0.03, 0.08):
        yield f"OCR noise {rate:.0%}", [spoilt(s, rate, noise=noise, rng=rng) for s in held]
    yield "people in capitals", [with_capitals(s, {"PERSON"}) for s in held]
    yield "all in capitals", changed(capitals=100)
    yield "Russian machine", changed(russian_machine=100)
    yield "Ӯ for Ұ", changed(forties=100)
    yield "own templates", list(case_files(len(held), rng))


def best_temperature(nlp: Language, gold: Sequence[Sentence]) -> float:
    """The temperature at which the probabilities of the spans found fit best (logarithmic loss)."""
    component = _component(nlp)
    losses = {}
    for tenths in range(10, 41):
        component.temperature = tenths / 10
        chances = [sure if right else 1 - sure for sure, right in _judged(nlp, gold)]
        losses[component.temperature] = -sum(math.log(max(chance, 1e-4)) for chance in chances)
    return min(losses, key=losses.__getitem__)


def _judged(nlp: Language, gold: Sequence[Sentence]) -> Iterator[tuple[float, bool]]:
    """The probability of each span found, and whether it is right."""
    kept = _component(nlp).kept
    for sentence, doc in zip(gold, nlp.pipe([s.text for s in gold]), strict=True):
        true = _true(sentence, kept)
        group = doc.spans[SPANS]
        for span, sure in zip(group, group.attrs["scores"], strict=True):
            yield sure, (span.start_char, span.end_char, span.label_) in true


def reliability(nlp: Language, gold: Sequence[Sentence]) -> Iterator[tuple[float, float, int]]:
    """For spans of like probability: its mean, the share of them that is right, their number."""
    pairs = list(_judged(nlp, gold))
    borders = (0.0, 0.5, 0.7, 0.9, 0.97, 1.01)
    for low, high in zip(borders, borders[1:], strict=False):
        within = [(sure, right) for sure, right in pairs if low <= sure < high]
        if within:
            means = [sum(column) / len(within) for column in zip(*within, strict=True)]
            yield means[0], means[1], len(within)


def _component(nlp: Language) -> KazakhNer:
    return cast(KazakhNer, nlp.get_pipe(COMPONENT))


def _true(sentence: Sentence, kept: dict[str, str]) -> set[tuple[int, int, str]]:
    return {(start, end, kept[label]) for start, end, label in sentence.ents if label in kept}


def main() -> None:
    """Print the scores of a trained pipeline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("model", type=Path)
    arguments = parser.parse_args()
    trained = read(arguments.model)
    nlp = spacy.blank("kk")
    nlp.tokenizer = trained.tokenizer
    nlp.add_pipe(COMPONENT, source=trained)
    _, held = split(read_sentences(arguments.folder / SENTENCES), held_out=HELD_OUT)
    print(f"{len(held)} sentences, {sum(len(s.ents) for s in held)} spans of all classes")
    for name, gold in conditions(held):
        print(f"{name}: {scores(nlp, gold)}")
    for sure, right, count in reliability(nlp, held):
        print(f"sure {sure:.2f}, right {right:.2f}, {count} spans")


if __name__ == "__main__":
    main()
