"""How well charges, punishments, marks, numbers, references and document types are read.

Run `python -m benchmarks.findings [--misses]`. The samples' gold texts are read as they are and
with the learnt OCR noise of weights/ocr_noise.tsv. A gold mention is found when one of its label
touches it, and right when its value is the gold one, too; what touches no gold mention is extra.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from benchmarks.places import gold_ids
from models.archive import parse_reference
from models.documents.doc_types import guess_doc_type
from models.documents.findings import find_further
from models.entity import Label, Mention
from samples.texts import read_annotation, read_gold
from training.noise import Noise

_RATES: Final = (0.0, 0.03, 0.08)
_SEEDS: Final = range(5)
_LABELS: Final = {
    "ARTICLE": Label.ARTICLE,
    "SENTENCE": Label.SENTENCE,
    "GRIF": Label.MARK,
    "CASE_NO": Label.CASE,
    "ARCHIVAL_REF": Label.REFERENCE,
}


def main() -> None:
    """Print the table, and with --misses what differs in the texts as they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    noise = Noise.read()
    print("| noise | label | gold | found | right | extra |")
    print("|---|---|---|---|---|---|")
    for rate in _RATES:
        counts: Counter[tuple[str, str]] = Counter()
        for gold_id, text, offsets in _texts(noise, rate):
            misses = _count(counts, read_annotation(gold_id), text, offsets)
            if arguments.misses and not rate:
                print("\n".join(f"{gold_id}: {miss}" for miss in misses))
        for label in (*_LABELS.values(), "document type"):
            row = [str(counts[label, what]) for what in ("gold", "found", "right", "extra")]
            print(f"| {rate:.0%} | {label} | {' | '.join(row)} |")


def _texts(noise: Noise, rate: float) -> Iterator[tuple[str, str, Sequence[int]]]:
    for seed in _SEEDS if rate else (0,):
        for gold_id in gold_ids():
            text = read_gold(gold_id)
            offsets: Sequence[int] = range(len(text) + 1)
            if rate:
                text, offsets = noise.apply(text, rate, random.Random(seed))
            yield gold_id, text, offsets


def _count(
    counts: Counter[tuple[str, str]], gold: dict[str, Any], text: str, offsets: Sequence[int]
) -> Iterator[str]:
    """Count one text; return its misses."""
    misses = []
    guess = guess_doc_type(text, language=gold["lang"])
    counts["document type", "gold"] += 1
    counts["document type", "found"] += guess is not None
    counts["document type", "right"] += guess is not None and guess.code == gold["doc_type"]
    if guess is None or guess.code != gold["doc_type"]:
        misses.append(f"type {gold['doc_type']}, guessed {guess}")
    touched: set[int] = set()
    found = find_further(text)
    for mention in gold["mentions"]:
        label = _LABELS.get(mention["label"])
        if label is None:
            continue
        start, end = offsets[mention["start"]], offsets[mention["end"]]
        hits = [n for n, each in enumerate(found) if _touches(each, label, start, end)]
        touched.update(hits)
        right = bool(hits) and _is_right(mention, [found[n] for n in hits])
        counts[label, "gold"] += 1
        counts[label, "found"] += bool(hits)
        counts[label, "right"] += right
        if not right:
            misses.append(f"{label} «{mention['text']}», read {[found[n].normal for n in hits]}")
    for number, each in enumerate(found):
        if number not in touched:
            counts[each.span.label, "extra"] += 1
            misses.append(f"extra {each.span.label} «{each.text}»")
    return iter(misses)


def _touches(found: Mention, label: Label, start: int, end: int) -> bool:
    return found.span.label is label and found.span.start < end and start < found.span.end


def _is_right(gold: dict[str, Any], found: Sequence[Mention]) -> bool:
    """Whether the value read is that of the gold mention."""
    details = dict(found[0].details or {})
    match gold["label"]:
        case "ARTICLE":
            return ", ".join(each.normal for each in found) == ", ".join(gold["norm"])
        case "SENTENCE":
            read = (details["type"], details.get("years"), details.get("ground"))
            return read == (gold["sentence_type"], gold.get("term_years"), gold.get("ground"))
        case "GRIF":
            return bool(details["level"] == gold["level"])
        case "CASE_NO":
            return (details["kind"], details["number"]) == (gold["number_type"], gold["text"])
        case _:
            reference = parse_reference(gold["text"])
            return reference is not None and found[0].normal == reference.normal_form()


if __name__ == "__main__":
    main()
