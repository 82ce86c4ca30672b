"""A linear chain over tags: which sequence is likeliest, and how likely each tag and span is."""

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_NEVER: Final = -1e4


@dataclass(frozen=True)
class Tags:
    """Outside, then begin, inside, last and single for each label, in this order."""

    labels: tuple[str, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the tags, the outside first."""
        return ("O", *(f"{kind}-{label}" for label in self.labels for kind in "BILU"))

    @cached_property
    def allowed(self) -> Floats:
        """0 where one tag may follow another, else a large negative number; shape (tags, tags)."""
        size = len(self.names)
        grid = np.full((size, size), _NEVER, dtype="float32")
        opens = [0, *range(1, size, 4), *range(4, size, 4)]
        closes = [0, *range(3, size, 4), *range(4, size, 4)]
        grid[np.ix_(closes, opens)] = 0
        for begin in range(1, size, 4):
            grid[np.ix_([begin, begin + 1], [begin + 1, begin + 2])] = 0
        return grid

    @cached_property
    def starts(self) -> Mask:
        """Which tags may come first."""
        return np.array([name[0] in "OBU" for name in self.names])

    @cached_property
    def ends(self) -> Mask:
        """Which tags may come last."""
        return np.array([name[0] in "OLU" for name in self.names])

    def encode(self, length: int, spans: list[tuple[int, int, str]]) -> Whole:
        """The tag numbers of `length` tokens with these (first, end, label) spans."""
        row = np.zeros(length, dtype="int64")
        for first, end, label in spans:
            begin = 1 + 4 * self.labels.index(label)
            if end - first == 1:
                row[first] = begin + 3
                continue
            row[first], row[end - 1] = begin, begin + 2
            row[first + 1 : end - 1] = begin + 1
        return row

    def decode(self, row: Whole) -> list[tuple[int, int, str]]:
        """The (first, end, label) spans of a valid row of tag numbers."""
        spans, first = [], 0
        for index, tag in enumerate(row):
            kind, label = self.names[tag][0], self.names[tag][2:]
            if kind in "BU":
                first = index
            if kind in "LU":
                spans.append((first, index + 1, label))
        return spans


@dataclass(frozen=True, slots=True)
class Chain:
    """What forward and backward passes found for padded scores of shape (lines, tokens, tags)."""

    forward: Doubles
    backward: Doubles
    local: Doubles
    step: Doubles

    @property
    def marginals(self) -> Doubles:
        """The probability of each tag at each token, of the shape of the scores."""
        product = self.forward * self.backward
        found: Doubles = product / np.maximum(product.sum(-1, keepdims=True), 1e-300)
        return found

    def probability(self, line: int, first: int, tags: Whole) -> float:
        """How likely these tags are at the tokens from `first` on."""
        path = list(tags)
        here = float(self.marginals_of(line, first)[path[0]])
        for index, (before, tag) in enumerate(itertools.pairwise(path), first):
            reach = self.step[before] * self.local[line, index + 1] * self.backward[line, index + 1]
            here *= float(reach[tag] / max(reach.sum(), 1e-300))
        return here

    def marginals_of(self, line: int, token: int) -> Doubles:
        """The probability of each tag at one token."""
        product = self.forward[line, token] * self.backward[line, token]
        found: Doubles = product / max(product.sum(), 1e-300)
        return found


def run_chain(scores: Floats, mask: Mask, moves: Floats, tags: Tags) -> Chain:
    """Both passes in probability space, scaled at each token; `mask` says which tokens are real."""
    lines, length, size = scores.shape
    local = np.exp(scores.astype("float64") - scores.max(-1, keepdims=True))
    step = np.exp((moves + tags.allowed).astype("float64"))
    forward = np.zeros((lines, length, size))
    backward = np.ones((lines, length, size))
    current = local[:, 0] * tags.starts
    for index in range(length):
        if index:
            current = np.where(mask[:, index, None], (current @ step) * local[:, index], current)
        current = current / np.maximum(current.sum(-1, keepdims=True), 1e-300)
        forward[:, index] = current
    lengths = mask.sum(1)
    last = np.broadcast_to(tags.ends.astype("float64"), (lines, size))
    current = last
    for index in range(length - 1, -1, -1):
        if index < length - 1:
            moved = (current * local[:, index + 1]) @ step.T
            moved = moved / np.maximum(moved.max(-1, keepdims=True), 1e-300)
            current = np.where((index + 1 < lengths)[:, None], moved, last)
        backward[:, index] = current
    return Chain(forward, backward, local, step)


def gradient(chain: Chain, gold: Whole, mask: Mask) -> tuple[Floats, Floats]:
    """Of the negative log-likelihood: by the scores and by the moves between tags."""
    wanted = np.eye(chain.step.shape[0])[gold]
    by_score = (chain.marginals - wanted) * mask[..., None]
    before = chain.forward[:, :-1]
    after = chain.local[:, 1:] * chain.backward[:, 1:]
    total = np.einsum("bti,bti->bt", before @ chain.step, after)
    weight = mask[:, 1:] / np.maximum(total, 1e-300)
    size = chain.step.shape[0]
    expected = chain.step * (
        before.reshape(-1, size).T @ (after * weight[..., None]).reshape(-1, size)
    )
    seen = wanted[:, :-1].reshape(-1, size).T @ (wanted[:, 1:] * mask[:, 1:, None]).reshape(
        -1, size
    )
    return by_score.astype("float32"), (expected - seen).astype("float32")


def best_paths(scores: Floats, mask: Mask, moves: Floats, tags: Tags) -> Whole:
    """The likeliest valid tags of each line (Viterbi), shape (lines, tokens)."""
    lines, length, _ = scores.shape
    step = moves + tags.allowed
    came = np.zeros(scores.shape, dtype="int64")
    current = scores[:, 0] + np.where(tags.starts, 0, _NEVER)
    for index in range(1, length):
        reached = current[:, :, None] + step
        came[:, index] = reached.argmax(1)
        moved = reached.max(1) + scores[:, index]
        current = np.where(mask[:, index, None], moved, current)
    row = (current + np.where(tags.ends, 0, _NEVER)).argmax(-1)
    path = np.zeros((lines, length), dtype="int64")
    lengths = mask.sum(1)
    for index in range(length - 1, -1, -1):
        path[:, index] = np.where(index < lengths, row, 0)
        back = came[np.arange(lines), index, row]
        row = np.where((index < lengths) & (index > 0), back, row)
    return path
