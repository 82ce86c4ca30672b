"""Read KazNERD's sentences, keep variants of one sentence together, and cut off a held-out part."""

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

Ents = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text and its mentions: (start, end, label) in code points, half-open."""

    text: str
    ents: Ents


Named = tuple[str, Sentence]
"""A sentence with its id."""

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_COMMON: Final = 300
"""Words in as many sentences say nothing about which are variants of each other."""
_ALIKE: Final = 0.45
_NEIGHBOURS_ALIKE: Final = 0.4


def read_sentences(path: Path) -> list[Named]:
    """Read JSON lines `{id, text, ents: [[start, end, label]]}`."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        ents = tuple((start, end, label) for start, end, label in record["ents"])
        found.append((str(record["id"]), Sentence(record["text"], ents)))
    return found


class _Groups:
    """Sets of numbers that grow together; a set goes by its lowest number."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self._parent[high] = low


def group(sentences: Sequence[Named]) -> list[int]:
    """Return a group number for each sentence: variants of one base sentence have the same.

    KazNERD's ids are «A-17», «B-17» for variants of sentence 17. Copies without those ids have the
    variants, numbers in words and in digits, side by side; so sentences that share most of their
    words, by their first five letters, count as variants, too.
    """
    words = [frozenset(w.lower()[:5] for w in _WORD.findall(s.text)) for _, s in sentences]
    groups = _Groups(len(sentences))
    bases: dict[str, int] = {}
    where: dict[str, list[int]] = defaultdict(list)
    for here, ((name, _), own) in enumerate(zip(sentences, words, strict=True)):
        groups.join(here, bases.setdefault(name.rpartition("-")[2], here))
        shared = Counter(i for w in own if len(where[w]) < _COMMON for i in where[w])
        for word in own:
            where[word].append(here)
        for there, count in shared.items():
            least = _NEIGHBOURS_ALIKE if there == here - 1 else _ALIKE
            if count >= least * len(own | words[there]) and (len(own) > 2 or there == here - 1):
                groups.join(here, there)
    return [groups.root(number) for number in range(len(sentences))]


def split(
    sentences: Sequence[Named], *, held_out: float = 0.1, seed: int = 7
) -> tuple[list[Sentence], list[Sentence]]:
    """Return the sentences to train on and those held out: whole groups, drawn by `seed`."""
    groups = group(sentences)
    names = sorted(set(groups))
    random.Random(seed).shuffle(names)
    chosen = set(names[: round(held_out * len(names))])
    train: list[Sentence] = []
    held: list[Sentence] = []
    for number, (_, sentence) in zip(groups, sentences, strict=True):
        (held if number in chosen else train).append(sentence)
    return train, held
