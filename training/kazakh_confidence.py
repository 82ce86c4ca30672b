"""Put the Kazakh network among the rules, and learn how sure a mention of them together may be.

    python -m training.kazakh_confidence FOLDER NETWORK --by-hand SENTENCES --out weights/kk

NETWORK is what `training.kazakh_ner` wrote, or weights/kk itself. The candidates on the sentences
it did not see, on invented ones of case files and on SENTENCES, written by hand in the form of
`benchmarks.entities`, as they are and misread, are right or not.
"""

import argparse
import json
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
    "PLACE": "LOC", "ORG": "ORG",
}  # fmt: skip
_RATES: Final = (0.0, 0.0, 0.03, 0.08)
_FILES: Final = 200
_SEED: Final = 5
_RATES_BY_HAND: Final = (0.0, 0.03, 0.03, 0.08, 0.08)
_WORTH: Final = 2
"""So many times a sentence by hand counts: invented ones are easier than files."""


def texts(held: Sequence[Sentence]) -> Iterator[Labelled]:
    """Every other held-out sentence and new case files, at each rate of misreading."""
    rng, noise = random.Random(_SEED), Noise.read()
    for rate in _RATES:
        chosen = held[rng.randrange(2) :: 2]
        for sentence in (*chosen, *case_files(_FILES, rng)):
            item = labelled(sentence)
            yield spoil(item, noise, rate, rng) if rate else item


def written(path: Path) -> Iterator[Labelled]:
    """The sentences by hand, at each rate of misreading."""
    rng, noise = random.Random(_SEED), Noise.read()
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        ents = ((start, end, _SHORT.get(label)) for start, end, label in record["ents"])
        item = Labelled(record["text"], tuple((a, b, short) for a, b, short in ents if short))
        for rate in _RATES_BY_HAND:
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
    parser.add_argument("--by-hand", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    _, held = split(read_sentences(arguments.folder / SENTENCES), held_out=HELD_OUT)
    nlp = assemble(read(arguments.network), {})
    cases: list[Case] = [case for item in texts(held) for case in judge(nlp, item)]
    cases += _WORTH * [case for item in written(arguments.by_hand) for case in judge(nlp, item)]
    weights = fit(cases)
    store(assemble(read(arguments.network), weights), arguments.out)
    print(f"{len(cases)} candidates, {len(weights)} weights")


if __name__ == "__main__":
    main()
