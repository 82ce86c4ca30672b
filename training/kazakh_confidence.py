"""Put the Kazakh network among the rules, and learn how sure a mention of them together may be.

    python -m training.kazakh_confidence FOLDER NETWORK --out weights/kk

NETWORK is what `training.kazakh_ner` wrote, or weights/kk itself. The candidates on the sentences
it did not see, and on invented ones of case files, as they are and misread, are right or not.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from pipeline.language.pipelines import assemble, read, store
from training.calibration import Case, fit, judge
from training.kazakh_scores import HELD_OUT, SENTENCES
from training.kaznerd import Sentence, read_sentences, split
from training.labelled import spoil
from training.noise import Noise
from training.templates import Labelled
from training.templates_kk import sentences as case_files

_SHORT: Final = {
    "PERSON": "PER", "GPE": "LOC", "LOCATION": "LOC", "FILED": "LOC", "ORGANISATION": "ORG",
}  # fmt: skip
_RATES: Final = (0.0, 0.0, 0.03, 0.08)
_FILES: Final = 400
_SEED: Final = 5


def texts(held: Sequence[Sentence]) -> Iterator[Labelled]:
    """Every other held-out sentence and new case files, at each rate of misreading."""
    rng, noise = random.Random(_SEED), Noise.read()
    for rate in _RATES:
        chosen = held[rng.randrange(2) :: 2]
        for sentence in (*chosen, *case_files(_FILES, rng)):
            item = labelled(sentence)
            yield spoil(item, noise, rate, rng) if rate else item


def labelled(sentence: Sentence) -> Labelled:
    """The sentence with its people, places and bodies; dates are the grammar's."""
    spans = ((start, end, _SHORT[label]) for start, end, label in sentence.ents if label in _SHORT)
    return Labelled(sentence.text, tuple(spans))


def main() -> None:
    """Write the whole pipeline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("network", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    _, held = split(read_sentences(arguments.folder / SENTENCES), held_out=HELD_OUT)
    nlp = assemble(read(arguments.network), {})
    cases: list[Case] = [case for item in texts(held) for case in judge(nlp, item)]
    weights = fit(cases)
    store(assemble(read(arguments.network), weights), arguments.out)
    print(f"{len(cases)} candidates, {len(weights)} weights")


if __name__ == "__main__":
    main()
