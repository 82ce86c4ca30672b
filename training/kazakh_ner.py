"""Train the Kazakh network on KazNERD's sentences and on invented ones of case files.

    python -m training.kazakh_ner FOLDER --out NETWORK [--start NETWORK]

FOLDER holds `kaznerd25_valid.jsonl`. Every setting is in `training/configs/kk.cfg`; `--start` goes
on from the weights of a network.
`training.kazakh_confidence` makes weights/kk of NETWORK.
"""

import argparse
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
from spacy.language import Language
from spacy.util import filter_spans, load_config, load_model_from_config
from thinc.api import Adam, fix_random_seed, set_dropout_rate
from thinc.types import Floats2d, Ints2d

from pipeline.language.kk_crf import Floats, Whole, gradient, run_chain
from pipeline.language.kk_features import HIDDEN, Row
from pipeline.language.kk_ner import KazakhNer, pad
from pipeline.language.pipelines import read
from training.kazakh_changes import Shares, change
from training.kazakh_names import lexicon
from training.kazakh_scores import COMPONENT, HELD_OUT, SENTENCES, best_temperature, scores
from training.kaznerd import Sentence, read_sentences, split
from training.noise import Noise
from training.templates_kk import sentences as case_files

CONFIG: Final = Path(__file__).parent / "configs" / "kk.cfg"
_WARM_UP: Final = 200
_SLOWEST: Final = 0.03
_AVERAGED: Final = 4
_TOLD: Final = 500
_POOL: Final = 800
"""So many lines are sorted by length before they are cut into batches."""

Line = tuple[Row, Whole]
"""The features and the tags of one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to train.

    Args:
        seed: of everything drawn by chance.
        steps: batches shown.
        batch_tokens: tokens in each.
        rate: the learning rate, reached after a warm-up.
        cool: the share of the steps, at the end, over which the rate falls.
        decay: weight decay.
        dropout: in the network.
        hide_words: share of words whose form and stem are not told.
        hide_features: share of single features that are not told.
        templates: invented sentences, as a share of the real ones.
        average: how much of the running mean of the weights is kept at each update.
        shares: of changed sentences, see `Shares`.
    """

    seed: int
    steps: int
    batch_tokens: int
    rate: float
    cool: float
    decay: float
    dropout: float
    hide_words: float
    hide_features: float
    templates: float
    average: float
    shares: Mapping[str, float] = field(default_factory=dict)


class Teacher:
    """Shows a network changed sentences, and keeps the running mean of its weights."""

    def __init__(self, nlp: Language, settings: Settings) -> None:
        self.nlp, self.settings = nlp, settings
        self.ner = cast(KazakhNer, nlp.get_pipe(COMPONENT))
        self.rng = random.Random(settings.seed)
        self.hide = np.random.default_rng(settings.seed)
        self.noise = Noise.read()
        self.shares = Shares(**settings.shares)
        self.adam = Adam(settings.rate, L2=settings.decay, grad_clip=1.0, L2_is_weight_decay=True)
        self.mean: dict[str, Floats] = {}
        self.step = 0

    def batches(self, sentences: Sequence[Sentence]) -> Iterator[list[Line]]:
        """One round over the sentences, changed anew, in batches of lines of like length."""
        invented = case_files(round(len(sentences) * self.settings.templates), self.rng)
        lines = [
            self._line(change(sentence, self.shares, noise=self.noise, rng=self.rng))
            for sentence in (*sentences, *invented)
        ]
        self.rng.shuffle(lines)
        batches: list[list[Line]] = []
        for start in range(0, len(lines), _POOL):
            tokens = self.settings.batch_tokens
            for line in sorted(lines[start : start + _POOL], key=lambda line: len(line[1])):
                if tokens >= self.settings.batch_tokens:
                    batches.append([])
                    tokens = 0
                batches[-1].append(line)
                tokens += len(line[1])
        self.rng.shuffle(batches)
        yield from (batch for batch in batches if len(batch[-1][1]))

    def _line(self, sentence: Sentence) -> Line:
        doc = self.nlp.make_doc(sentence.text)
        spans = [
            doc.char_span(start, end, label, alignment_mode="expand")
            for start, end, label in sentence.ents
            if label in self.ner.tags.labels
        ]
        whole = filter_spans([span for span in spans if span is not None])
        places = [(span.start, span.end, span.label_) for span in whole]
        return self.ner.features(doc), self.ner.tags.encode(len(doc), places)

    def learn(self, batch: Sequence[Line]) -> None:
        """One step: the gradient of the likelihood of the right tags, down to the embeddings."""
        rows = [cast(Ints2d, self._hidden(row)) for row, tags in batch if len(tags)]
        wanted = [tags for _, tags in batch if len(tags)]
        found, back = self.ner.network.begin_update(rows)
        scores, mask = pad(found)
        gold = np.zeros(mask.shape, dtype="int64")
        for number, tags in enumerate(wanted):
            gold[number, : len(tags)] = tags
        chain = run_chain(scores, mask, self.ner.moves, self.ner.tags)
        by_score, by_move = gradient(chain, gold, mask)
        share = np.float32(1 / len(wanted))
        back([cast(Floats2d, share * by_score[n, : len(tags)]) for n, tags in enumerate(wanted)])
        self.adam.learn_rate = self._rate()
        self.ner.network.finish_update(self.adam)
        self.ner.moves, _ = self.adam((0, "moves"), self.ner.moves, share * by_move)
        self.step += 1
        if self.step % _AVERAGED == 0:
            self._average()

    def _rate(self) -> float:
        left = 1 - self.step / self.settings.steps
        cooled = max(_SLOWEST, left / self.settings.cool)
        return self.settings.rate * min(1.0, (self.step + 1) / _WARM_UP, cooled)

    def _hidden(self, row: Row) -> Row:
        row = row.copy()
        row[self.hide.random(len(row)) < self.settings.hide_words, :2] = HIDDEN
        row[self.hide.random(row.shape) < self.settings.hide_features] = HIDDEN
        return row

    def _average(self) -> None:
        keep = min(self.settings.average, (1 + self.step) / (10 + self.step))
        for name, array in self.ner.arrays():
            mean = self.mean.setdefault(name, array.copy())
            mean *= keep
            mean += (1 - keep) * array

    def swap(self) -> None:
        """Let the weights and their mean change places."""
        for name, array in self.ner.arrays():
            kept = array.copy()
            array[...] = self.mean[name]
            self.mean[name] = kept


def train(
    path: Path, *, out: Path, config: Mapping[str, Any], start_from: Path | None = None
) -> dict[str, float]:
    """Train on the sentences of a file, write the pipeline and return its held-out scores."""
    settings = Settings(**config["settings"])
    fix_random_seed(settings.seed)
    shown, held = split(read_sentences(path), held_out=HELD_OUT)
    parts = {name: part for name, part in config.items() if name != "settings"}
    nlp = load_model_from_config(parts, auto_fill=True)
    teacher = Teacher(nlp, settings)
    teacher.ner.features.lexicon.update(lexicon())
    teacher.ner.start()
    if start_from:
        before = dict(cast(KazakhNer, read(start_from).get_pipe(COMPONENT)).arrays())
        for name, array in teacher.ner.arrays():
            array[...] = before[name]
    set_dropout_rate(teacher.ner.network, settings.dropout)
    start, last = time.process_time(), {}
    while teacher.step < settings.steps:
        for batch in teacher.batches(shown):
            teacher.learn(batch)
            if teacher.step % _TOLD == 0 or teacher.step == settings.steps:
                teacher.swap()
                nlp.to_disk(out, exclude=["vocab"])  # the words met would be its largest part
                last = scores(nlp, held)
                print(f"{teacher.step}, {time.process_time() - start:.0f} s: {last}", flush=True)
                teacher.swap()
            if teacher.step == settings.steps:
                break
    teacher.swap()
    teacher.ner.temperature = best_temperature(nlp, held)
    nlp.to_disk(out, exclude=["vocab"])
    return last


def main() -> None:
    """Train by the configuration."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=CONFIG)
    parser.add_argument("--start", type=Path, help="Go on from the weights of this network.")
    arguments = parser.parse_args()
    config = load_config(arguments.config)
    sentences = arguments.folder / SENTENCES
    train(sentences, out=arguments.out, config=config, start_from=arguments.start)


if __name__ == "__main__":
    main()
