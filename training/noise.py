"""Spoil true text as the reading engine spoils it, by confusions counted on real pages.

    python -m training.noise TRUTH_AND_READ... [--out weights/ocr_noise.tsv]

Each folder holds pairs NAME.gt.txt (the true text) and NAME.ocr.txt (what Tesseract read). Words
are aligned first and the letters of words that differ second; a letter that was changed, lost or
doubled is counted together with the letter before it.
"""

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import normalize

from rapidfuzz.distance import Levenshtein

from models.weights import FOLDER

TABLE: Final = FOLDER / "ocr_noise.tsv"
_WORD_START: Final = " "
_UNALIKE: Final = 0.5
"""Passages that differ in more than this share of their letters were not the same passage."""
_LONGEST: Final = 3
_LEAST: Final = 2
_CONTEXT_WEIGHT: Final = 4
_KAZAKH: Final = re.compile(r"[әіңғүұқөһӯ]", re.IGNORECASE)
_KAZAKH_SHARE: Final = 40
"""One Kazakh letter in so many makes a text Kazakh."""
_LIKE: Final = str.maketrans("«»„“”–—‑\u00a0", '"""""--- ')


class Confusion(NamedTuple):
    """`meant` was read as `read` after `left`; a letter read rightly has both the same.

    `left` is one letter, a space at the beginning of a word, or empty for any. `language` is "kk"
    for pages read by the model that knows Kazakh letters, otherwise "ru".
    """

    language: str
    left: str
    meant: str
    read: str


Counts = Counter[Confusion]


def main() -> None:
    """Write the table of confusions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=TABLE)
    arguments = parser.parse_args()
    pairs = [pair for folder in arguments.folders for pair in read_pairs(folder)]
    counts = count_confusions(pairs)
    write_table(counts, arguments.out)
    meant = sum(n for c, n in counts.items() if not c.left)
    wrong = sum(n for c, n in counts.items() if not c.left and c.meant != c.read)
    print(f"{len(pairs)} pages, {meant} letters, {wrong} confusions")


def read_pairs(folder: Path) -> Iterator[tuple[str, str]]:
    """(true text, text read) of each page of the folder."""
    for truth in sorted(folder.glob("*.gt.txt")):
        read = truth.with_name(truth.name.removesuffix(".gt.txt") + ".ocr.txt")
        if read.is_file():
            yield truth.read_text(encoding="utf-8"), read.read_text(encoding="utf-8")


def count_confusions(pairs: Iterable[tuple[str, str]]) -> Counts:
    """Count letters and what they were read as, with and without the letter before."""
    counts: Counts = Counter()
    for truth, read in pairs:
        language = _language(truth)
        for left, meant, seen in _aligned(_words(truth), _words(read)):
            counts[Confusion(language, "", meant, seen)] += 1
            counts[Confusion(language, left, meant, seen)] += 1
    return counts


def _language(text: str) -> str:
    return "kk" if len(_KAZAKH.findall(text)) * _KAZAKH_SHARE > len(text) else "ru"


def _words(text: str) -> list[str]:
    """Words with one kind of quotes and dashes, since a typewriter has but one."""
    return normalize("NFC", text).translate(_LIKE).split()


def _aligned(truth: Sequence[str], read: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    blocks = Levenshtein.opcodes(truth, read)
    for alike, group in groupby(blocks, key=lambda block: block.tag == "equal"):
        run = list(group)
        meant = " ".join(truth[run[0].src_start : run[-1].src_end])
        seen = " ".join(read[run[0].dest_start : run[-1].dest_end])
        if alike or Levenshtein.normalized_distance(meant, seen) < _UNALIKE:
            yield from _pairs(meant, seen)


def _pairs(meant: str, seen: str) -> Iterator[tuple[str, str, str]]:
    """(letter before, letters meant, letters read); what was added goes to the letter before it."""
    for block in Levenshtein.opcodes(meant, seen):
        was, now = meant[block.src_start : block.src_end], seen[block.dest_start : block.dest_end]
        left = meant[block.src_start - 1] if block.src_start else _WORD_START
        if block.tag == "equal" or (block.tag == "replace" and len(was) == len(now)):
            for letter, other in zip(was, now, strict=True):
                yield left, letter, other
                left = letter
        elif block.tag == "insert" and block.src_start and len(now) <= _LONGEST - 1:
            before = meant[block.src_start - 2] if block.src_start > 1 else _WORD_START
            yield before, left, left + now
        elif block.tag == "delete" and len(was) <= _LONGEST:
            for letter in was:
                yield left, letter, ""
                left = letter


def write_table(counts: Counts, path: Path) -> None:
    """Write what was seen more than once, and how often each letter was read at all."""
    rows = [
        "\t".join((*confusion, str(count)))
        for confusion, count in sorted(counts.items())
        if count >= _LEAST and (confusion.meant != confusion.read or not confusion.left)
    ]
    path.write_text(
        "\n".join(["language\tleft\tmeant\tread\tcount", *rows]) + "\n", encoding="utf-8"
    )


class Noise:
    """Spoils text at a wished rate; Kazakh text as Kazakh pages are misread, Russian as Russian."""

    def __init__(self, counts: Mapping[Confusion, int]) -> None:
        russian = {c: n for c, n in counts.items() if c.language == "ru"}
        self._models = {"ru": _Model(russian), "kk": _Model(counts)}

    @classmethod
    def read(cls, path: Path = TABLE) -> "Noise":
        """Read the table that `write_table` wrote."""
        lines = path.read_text(encoding="utf-8").split("\n")[1:]
        rows = (line.split("\t") for line in lines if line)
        return cls({Confusion(*names): int(count) for *names, count in rows})

    def apply(self, text: str, rate: float, rng: random.Random) -> tuple[str, list[int]]:
        """Spoil `rate` of the letters on average.

        Returns:
            The spoiled text, and for each offset of `text` up to its length the offset it has now:
            a span [start, end) becomes [offsets[start], offsets[end]).
        """
        model = self._models[_language(text)]
        letters = text.translate(_LIKE)
        risks = [model.risk(letter) for letter in letters]
        total = sum(risks)
        factor = rate * len(text) / total if total else 0.0
        pieces: list[str] = []
        offsets, length, left = [0], 0, _WORD_START
        for written, letter, risk in zip(text, letters, risks, strict=True):
            hit = rng.random() < risk * factor
            piece = model.misread(left, letter, rng) if hit else written
            pieces.append(piece)
            length += len(piece)
            offsets.append(length)
            left = letter
        return "".join(pieces), offsets


class _Model:
    """Confusions of one language as probabilities."""

    def __init__(self, counts: Mapping[Confusion, int]) -> None:
        self._tallies: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        weights: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for confusion, count in counts.items():
            if not confusion.left:
                self._tallies[confusion.meant][confusion.meant != confusion.read] += count
            if confusion.meant != confusion.read:
                weights[confusion.left, confusion.meant][confusion.read] += count
        self._choices = {key: _choice(weights, *key) for key in list(weights)}

    def risk(self, letter: str) -> float:
        """Share of wrong readings of a letter; one never seen has the share of a rare mistake."""
        if letter == "\n":
            return 0.0
        right, wrong = self._tallies.get(letter) or self._tallies.get(letter.lower(), [0, 0])
        return (wrong + 0.5) / (right + wrong + 50)

    def misread(self, left: str, letter: str, rng: random.Random) -> str:
        """A wrong reading; a capital never seen wrong is misread as its small letter is."""
        choice = self._choices.get((left, letter)) or self._choices.get(("", letter))
        if choice:
            return rng.choices(choice.read, cum_weights=choice.sums)[0]
        small = self._choices.get(("", letter.lower()))
        return rng.choices(small.read, cum_weights=small.sums)[0].upper() if small else ""


class _Choice(NamedTuple):
    """Readings of a letter and the running sums of their weights."""

    read: tuple[str, ...]
    sums: tuple[float, ...]


def _choice(weights: Mapping[tuple[str, str], Mapping[str, int]], left: str, meant: str) -> _Choice:
    """What a letter may be read as; what was seen after the same letter weighs more."""
    summed = Counter(weights.get(("", meant), {}))
    if left:
        summed.update({read: _CONTEXT_WEIGHT * n for read, n in weights[left, meant].items()})
    return _Choice(tuple(summed), tuple(accumulate(summed.values())))


if __name__ == "__main__":
    main()
