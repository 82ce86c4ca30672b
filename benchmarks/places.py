"""How well wordings of places are resolved: on the samples' gold, after OCR noise, elsewhere.

Run `python -m benchmarks.places [--misses]`. Gold spans go to the stage `normalise`, so nothing
here depends on how places are found. A place is right when the gazetteer id is the gold one, or
when both leave it open; the gold of a district or volost is its seat, and so is what is compared.
Noise is that of weights/ocr_noise.tsv with fixed seeds; «elsewhere» are
names of the list toponyms.txt that the gazetteer has not, which must stay open.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from models.entity import Label, Mention, Span
from models.misreading.homoglyphs import fold_letters
from models.places import Gazetteer
from pipeline.language.lexicon import read_list
from pipeline.stages.normalise import Options
from samples.texts import GOLD, read_annotation, read_gold
from training.noise import Noise

_RATES: Final = (0.03, 0.08)
_SEEDS: Final = range(5)
_FIRST_CLASS: Final = frozenset({"PERSON", "PLACE", "DATE", "ORG"})


class Resolved(NamedTuple):
    """One gold place and what became of it; ids are None where it is left open."""

    document: str
    text: str
    gold: str | None
    found: str | None
    candidates: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether the id is the gold one, or both leave it open."""
        return self.found == self.gold


def main() -> None:
    """Print the table, and with --misses every place that differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    clean = [place for gold_id in gold_ids() for place in resolve(gold_id)]
    print("| text | places | right | wrong id | left open | gold among candidates |")
    print("|---|---|---|---|---|---|")
    print(_row("as written", clean))
    noise = Noise.read()
    for rate in _RATES:
        print(_row(f"noise {rate:.0%}", list(_noised(noise, rate))))
    unknown = _elsewhere()
    print(f"names elsewhere: {len(unknown)}, taken for a known place: {sum(unknown.values())}")
    if arguments.misses:
        for place in clean:
            if not place.is_right:
                print(f"{place.document}: «{place.text}» gold {place.gold}, found {place.found}")
        print(", ".join(name for name, is_taken in unknown.items() if is_taken))


def gold_ids() -> list[str]:
    """Ids of the annotated samples."""
    return sorted(path.name.split("_")[0] for path in GOLD.glob("*.json"))


def resolve(
    gold_id: str, noise: Noise | None = None, rate: float = 0, seed: int = 0
) -> list[Resolved]:
    """Resolve the gold places of a sample, its text spoilt on the way where noise is given."""
    gold, text = read_annotation(gold_id), read_gold(gold_id)
    marked = [each for each in gold["mentions"] if each["label"] in _FIRST_CLASS]
    offsets: Sequence[int] = range(len(text) + 1)
    if noise is not None:
        text, offsets = noise.apply(text, rate, random.Random(seed))
    moved = [(_span(each, offsets), each) for each in marked]
    kept = [(span, each) for span, each in moved if span.start < span.end]
    year = int(gold["date"][:4]) if gold["date"] else None
    found = (
        Options()
        .build()
        .mentions(text, [span for span, _ in kept], language=gold["lang"], year=year)
    )
    by_span = {(each.span.label, each.span.start): each for each in found}
    return [
        _resolved(gold_id, each, by_span[Label.PLACE, span.start])
        for span, each in kept
        if span.label is Label.PLACE
    ]


def _span(mention: dict[str, Any], offsets: Sequence[int]) -> Span:
    start, end = offsets[mention["start"]], offsets[mention["end"]]
    return Span(Label(mention["label"]), start, end, 1.0, "gold")


def _resolved(gold_id: str, gold: dict[str, Any], found: Mention) -> Resolved:
    seat = (found.details or {}).get("seat")
    decided = found.key[1:] if found.key.startswith("=") else str(seat) if seat else None
    candidates = tuple(each.place_id for each in found.places)
    return Resolved(gold_id, found.text, gold.get("gazetteer_id"), decided, candidates)


def _noised(noise: Noise, rate: float) -> Iterator[Resolved]:
    for seed in _SEEDS:
        for gold_id in gold_ids():
            yield from resolve(gold_id, noise, rate, seed)


def _row(name: str, places: Sequence[Resolved]) -> str:
    counts = Counter(
        "right" if each.is_right else "open" if each.found is None else "wrong" for each in places
    )
    known = [each for each in places if each.gold]
    suggested = sum(each.gold in each.candidates for each in known)
    total = len(places)
    return (
        f"| {name} | {total} | {counts['right']} ({counts['right'] / total:.1%}) |"
        f" {counts['wrong']} | {counts['open']} | {suggested} of {len(known)} |"
    )


def _elsewhere() -> dict[str, bool]:
    """Names that the gazetteer has not, and whether it resolves them all the same."""
    gazetteer = Gazetteer.load()
    known = {fold_letters(name.text) for place in gazetteer for name in place.names}
    names = (name for name in sorted(read_list("toponyms")) if fold_letters(name) not in known)
    return {
        name: gazetteer.decided(gazetteer.candidates(f"г. {name}"), 0.1) is not None
        for name in names
    }


if __name__ == "__main__":
    main()
