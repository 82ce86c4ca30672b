"""How well mentions are found in texts with known mentions, clean and as Tesseract misreads them.

    python -m benchmarks.entities FILE.jsonl... [--lang ru|kk]

Each line of a file is `{"text": …, "ents": [[start, end, label], …]}`, with `"lang"` where known;
offsets count code points, half-open. Of our mentions only those of the labels that the file has
are scored. The slovnet model stands beside us, alone. "exact" asks for the same span and label,
"letters" forgives quotes, brackets and points at the edges, which never matter by
docs/annotation.md (and are what is misread first), "overlap" asks for one letter in common.
"""

import argparse
import json
import random
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.engines.ner_spacy import Options
from pipeline.language.slovnet_ner import SlovnetNer
from training.noise import Noise

RATES: Final = (0.0, 0.03, 0.08)
SEED: Final = 20
FEW: Final = 200
DRAWS: Final = 5
"""A file of few texts is misread so many times: which letters fall moves its score by points."""
STEPS: Final = 10
"""Rows of the reliability table."""
LABELS: Final = {
    "PER": "PERSON", "PERSON": "PERSON", "LOC": "PLACE", "PLACE": "PLACE", "GPE": "PLACE",
    "ORG": "ORG", "DATE": "DATE",
}  # fmt: skip
_TOKEN: Final = re.compile(r"\w+|[^\w\s]")


class Mark(NamedTuple):
    """A mention: half-open offsets, label, and how sure its finder is."""

    start: int
    end: int
    label: str
    confidence: float = 1.0


class Sentence(NamedTuple):
    """A text with its known mentions and its language, if that is known."""

    text: str
    marks: tuple[Mark, ...]
    language: str | None


Finder = Callable[[str, str | None], Iterable[Mark]]


@dataclass(slots=True)
class Tally:
    """Counts of one label."""

    exact: int = 0
    letters: int = 0
    touched: int = 0
    hit: int = 0
    found: int = 0
    known: int = 0

    def add(self, other: "Tally") -> None:
        """Take in the counts of another label."""
        for name in ("exact", "letters", "touched", "hit", "found", "known"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def scores(self) -> tuple[float, float, float, float, float]:
        """Precision, recall and F1 by exact span, F1 by letters and by overlap, in percent."""
        precision, recall = _share(self.exact, self.found), _share(self.exact, self.known)
        letters = _f1(_share(self.letters, self.found), _share(self.letters, self.known))
        overlap = _f1(_share(self.touched, self.found), _share(self.hit, self.known))
        return precision, recall, _f1(precision, recall), letters, overlap


@dataclass(slots=True)
class Result:
    """What one finder did on one file at one rate."""

    labels: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    trust: list[tuple[float, bool]] = field(default_factory=list)
    tokens: int = 0
    seconds: float = 0.0
    capitals: tuple[int, int] = (0, 0)

    @property
    def micro(self) -> Tally:
        """All labels together."""
        whole = Tally()
        for tally in self.labels.values():
            whole.add(tally)
        return whole


def main() -> None:
    """Print a table for each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--lang", choices=["ru", "kk"], help="Otherwise told by record or text.")
    arguments = parser.parse_args()
    finders = {"aigaq": our_finder(), "slovnet": slovnet_finder()}
    trust: list[tuple[float, bool]] = []
    for path in arguments.files:
        sentences = list(read_sentences(path, arguments.lang))
        print(f"\n{path.name}: {len(sentences)} texts")
        for rate in RATES:
            spoilt = spoil(sentences, rate)
            for name, find in finders.items():
                result = score(find, spoilt)
                print_scores(name, rate, result)
                trust += result.trust if name == "aigaq" else []
    print_reliability(trust)
    print(f"\nmemory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


def read_sentences(path: Path, language: str | None) -> Iterator[Sentence]:
    """Sentences of a file; mentions of other labels are left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            record = json.loads(line)
            marks = tuple(
                Mark(start, end, LABELS[label])
                for start, end, label, *_ in record["ents"]
                if label in LABELS
            )
            yield Sentence(record["text"], marks, language or record.get("lang"))


def spoil(sentences: Sequence[Sentence], rate: float) -> list[Sentence]:
    """The sentences as they are misread at a rate, always in the same ways."""
    if not rate:
        return list(sentences)
    noise, rng = Noise.read(), random.Random(SEED)
    draws = DRAWS if len(sentences) <= FEW else 1
    return [_spoil_one(item, noise, rate, rng) for _ in range(draws) for item in sentences]


def _spoil_one(sentence: Sentence, noise: Noise, rate: float, rng: random.Random) -> Sentence:
    text, offsets = noise.apply(sentence.text, rate, rng)
    moved = (Mark(offsets[m.start], offsets[m.end], m.label) for m in sentence.marks)
    return Sentence(text, tuple(m for m in moved if m.start < m.end), sentence.language)


def our_finder() -> Finder:
    """The pipeline as the `mentions` stage runs it."""
    engine = Options().build()

    def find(text: str, language: str | None) -> Iterator[Mark]:
        for span in engine.find_mentions(text, language=language, year=None):
            yield Mark(span.start, span.end, str(span.label), span.confidence)

    return find


def slovnet_finder() -> Finder:
    """The model of the natasha wheel, without anything of ours."""
    model = SlovnetNer()

    def find(text: str, language: str | None) -> Iterator[Mark]:
        return (Mark(item.start, item.end, str(item.label)) for item in model(text))

    return find


def score(find: Finder, sentences: Sequence[Sentence]) -> Result:
    """Find and compare; only the labels that the sentences have count."""
    asked = {mark.label for sentence in sentences for mark in sentence.marks}
    for sentence in sentences[:FEW]:  # models and word lists load with the first words they meet
        list(find(sentence.text, sentence.language))
    result = Result()
    began = time.process_time()
    found = [list(find(sentence.text, sentence.language)) for sentence in sentences]
    result.seconds = time.process_time() - began
    for sentence, marks in zip(sentences, found, strict=True):
        result.tokens += len(_TOKEN.findall(sentence.text))
        _compare(result, sentence, [mark for mark in marks if mark.label in asked])
    return result


def _compare(result: Result, sentence: Sentence, found: Sequence[Mark]) -> None:
    known = {mark[:3] for mark in sentence.marks}
    trimmed = {_trim(sentence.text, mark) for mark in sentence.marks}
    for mark in found:
        tally = result.labels[mark.label]
        right = _trim(sentence.text, mark) in trimmed
        tally.found += 1
        tally.exact += mark[:3] in known
        tally.letters += right
        tally.touched += any(_touch(mark, other) for other in sentence.marks)
        result.trust.append((mark.confidence, right))
    for mark in sentence.marks:
        tally = result.labels[mark.label]
        tally.known += 1
        tally.hit += any(_touch(mark, other) for other in found)
        if mark.label == "PERSON" and _has_capitals(sentence.text[mark.start : mark.end]):
            hits, count = result.capitals
            hit = any(_trim(sentence.text, o) == _trim(sentence.text, mark) for o in found)
            result.capitals = hits + hit, count + 1


def _trim(text: str, mark: Mark) -> tuple[int, int, str]:
    start, end = mark.start, mark.end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end, mark.label


def _touch(one: Mark, other: Mark) -> bool:
    return one.label == other.label and one.start < other.end and other.start < one.end


def _has_capitals(name: str) -> bool:
    return any(word.isupper() and len(word) > 2 for word in re.findall(r"\w+", name))


def print_scores(name: str, rate: float, result: Result) -> None:
    """Lines of one finder at one rate."""
    print(
        f"\n{name}, {rate:.0%} misread: {result.tokens / max(result.seconds, 1e-9):,.0f} tokens"
        " per CPU-second"
    )
    print("          exact P     R     F1   letters F1   overlap F1   known")
    rows = [*sorted(result.labels.items()), ("micro", result.micro)]
    people = [result.labels.get(label) for label in ("PERSON", "PLACE")]
    both = Tally()
    for tally in people:
        both.add(tally or Tally())
    for label, tally in [*rows, ("PER+PLACE", both)]:
        precision, recall, f1, letters, overlap = tally.scores()
        print(
            f"{label:10}{precision:7.1f} {recall:5.1f}  {f1:5.1f}  {letters:11.1f}"
            f"  {overlap:11.1f} {tally.known:7}"
        )
    if result.capitals[1]:
        print(f"names in CAPITALS found: {result.capitals[0]} of {result.capitals[1]}")


def print_reliability(trust: Sequence[tuple[float, bool]]) -> None:
    """How many of the mentions of each confidence are right, over all files and rates."""
    print("\nconfidence   mentions   mean   right, in percent")
    for step in range(STEPS):
        least, most = step / STEPS, (step + 1) / STEPS
        part = [(c, r) for c, r in trust if least <= c < most or (c == 1.0 and step == STEPS - 1)]
        if part:
            mean = sum(c for c, _ in part) / len(part)
            right = Counter(r for _, r in part)[True] / len(part)
            print(f"{least:.1f} to {most:.1f} {len(part):10} {mean:6.2f} {right:13.1%}")


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    main()
