"""Score an `aigaq export jsonl` file against gold texts: character errors, spans, date values.

The convention of what counts is docs/annotation.md: spans are compared after alignment of the
read text to the gold text; quotes, brackets and punctuation at an edge do not matter, nor do the
words «г.», «года», «от», «в», «около» at the edge of a date.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rapidfuzz.distance import Levenshtein

from models.places.wholes import whole_places

LABELS: Final = ("PERSON", "PLACE", "DATE", "ORG")
WHOLE: Final = "WHOLE PLACE"
"""Places that stand side by side as levels of one, joined in gold and in what was found: where
the annotation joins levels and we do not, or the other way round, that is no mistake."""
_EDGE: Final = re.compile(r"^[\W_]+|[\W_]+$")
_DATE_EDGE: Final = re.compile(
    r"^(?:[\W_]|\b(?:от|в|около|г|года|год)\b)+|(?:[\W_]|\b(?:от|в|около|г|года|год)\b)+$",
    re.IGNORECASE,
)
_LINE_END_HYPHEN: Final = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")


@dataclass(frozen=True, slots=True)
class GoldPage:
    """The gold text that stands on one delivered page, and its mentions.

    `mentions` are (label, start, end, edtf), offsets in `text`.
    """

    source: str
    number: int
    language: str
    text: str
    mentions: tuple[tuple[str, int, int, str | None], ...]


@dataclass(slots=True)
class Tally:
    """Counts of one label over pages."""

    right: int = 0
    found: int = 0
    gold: int = 0
    values_right: int = 0

    @property
    def precision(self) -> float:
        """Share of the found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that is found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def value_share(self) -> float:
        """Share of gold dates with the right EDTF."""
        return self.values_right / self.gold if self.gold else 0.0


@dataclass(slots=True)
class Score:
    """What `score` counted."""

    labels: dict[str, Tally] = field(
        default_factory=lambda: {name: Tally() for name in (*LABELS, WHOLE)}
    )
    errors: int = 0
    characters: int = 0
    pages: dict[tuple[str, int], float] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    @property
    def cer(self) -> float:
        """Character error rate over all pages."""
        return self.errors / self.characters if self.characters else 0.0


def read_gold(samples: Path) -> list[GoldPage]:
    """Gold of every delivered page that holds text, from samples/pages.csv and samples/gold."""
    pages = []
    with (samples / "pages.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["state"] == "text":
                pages.append(_gold_page(samples / "gold", row))
    return pages


def _gold_page(folder: Path, row: dict[str, str]) -> GoldPage:
    (path,) = folder.glob(f"{row['gold_id']}_*.json")
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    start, end = int(row["start"]), int(row["end"])
    mentions = tuple(
        (m["label"], m["start"] - start, m["end"] - start, m.get("edtf"))
        for m in gold["mentions"]
        if m["label"] in LABELS and start <= m["start"] and m["end"] <= end
    )
    return GoldPage(row["path"], int(row["page"]), gold["lang"], text[start:end], mentions)


def read_export(path: Path) -> dict[tuple[str, int], dict[str, Any]]:
    """Pages of an export by source name and page number."""
    with path.open(encoding="utf-8") as stream:
        pages = [json.loads(line) for line in stream]
    return {(page["source"], page["page"]): page for page in pages}


def score(gold: Iterable[GoldPage], export: dict[tuple[str, int], dict[str, Any]]) -> Score:
    """Score exported pages against gold ones; a page that is not there counts as unread."""
    total = Score()
    for page in gold:
        read = _body(export.get((page.source, page.number), {"text": "", "mentions": []}))
        _score_text(total, page, read["text"])
        _score_mentions(total, page, read)
    return total


def _body(read: dict[str, Any]) -> dict[str, Any]:
    """A page without its stamps, which the gold texts leave out."""
    starts = [stamp["start"] for stamp in read.get("stamps", ())]
    text = read["text"][: min(starts)].rstrip() if starts else read["text"]
    inside = [mention for mention in read["mentions"] if mention["end"] <= len(text)]
    return {"text": text, "mentions": inside}


def _score_text(total: Score, page: GoldPage, text: str) -> None:
    wanted, got = _plain(page.text), _plain(text)
    errors = Levenshtein.distance(wanted, got)
    total.errors += errors
    total.characters += len(wanted)
    total.pages[page.source, page.number] = errors / len(wanted)


def _plain(text: str) -> str:
    return " ".join(_LINE_END_HYPHEN.sub("", text).split())


def _score_mentions(total: Score, page: GoldPage, read: dict[str, Any]) -> None:
    to_gold = Aligner(read["text"], page.text)
    for label in LABELS:
        gold = Counter(
            _trimmed(page.text, label, start, end)
            for name, start, end, _ in page.mentions
            if name == label
        )
        values = {
            _trimmed(page.text, label, start, end): edtf
            for name, start, end, edtf in page.mentions
            if name == label
        }
        found: Counter[tuple[int, int]] = Counter()
        tally = total.labels[label]
        for mention in read["mentions"]:
            if mention["label"] != label:
                continue
            span = _trimmed(page.text, label, *to_gold(mention["start"], mention["end"]))
            found[span] += 1
            if span in values and mention["edtf"] == values[span] and found[span] == 1:
                tally.values_right += 1
        tally.right += (gold & found).total()
        tally.found += found.total()
        tally.gold += gold.total()
        total.misses += _differences(page, label, gold, found)
        if label == "PLACE":
            _tally_wholes(total.labels[WHOLE], page.text, gold, found)


def _tally_wholes(
    tally: Tally, text: str, gold: Counter[tuple[int, int]], found: Counter[tuple[int, int]]
) -> None:
    known, ours = (_wholes(text, spans) for spans in (gold, found))
    tally.right += len(known & ours)
    tally.found += len(ours)
    tally.gold += len(known)


def _wholes(text: str, spans: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    pointed = [(start, end + text.startswith(".", end)) for start, end in sorted(spans)]
    return {(parts[0][0], parts[-1][1]) for parts in whole_places(text, pointed)}


def _differences(
    page: GoldPage, label: str, gold: Counter[tuple[int, int]], found: Counter[tuple[int, int]]
) -> Iterator[str]:
    for sign, spans in (("-", gold - found), ("+", found - gold)):
        for start, end in sorted(spans):
            text = page.text[start:end].replace("\n", " ")
            yield f"{sign} {label:<6} {page.source} p{page.number}: {text}"


class Aligner:
    """Maps spans of a read text to spans of the gold text, by the least edits between the two."""

    def __init__(self, read: str, gold: str) -> None:
        self._pairs: list[int | None] = [None] * len(read)
        self._length = len(gold)
        for step in Levenshtein.opcodes(read, gold):
            if step.tag in ("equal", "replace"):
                for offset in range(step.src_end - step.src_start):
                    self._pairs[step.src_start + offset] = step.dest_start + offset

    def __call__(self, start: int, end: int) -> tuple[int, int]:
        """Half-open span of the gold text; empty where nothing of it was aligned."""
        inside = [place for place in self._pairs[start:end] if place is not None]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _trimmed(text: str, label: str, start: int, end: int) -> tuple[int, int]:
    edge = _DATE_EDGE if label == "DATE" else _EDGE
    surface = text[start:end]
    kept = edge.sub("", surface)
    if not kept:
        return start, start
    offset = surface.index(kept)
    return start + offset, start + offset + len(kept)


def table(result: Score) -> Sequence[str]:
    """The score as lines of text."""
    lines = [f"CER {result.cer:.4f} over {len(result.pages)} pages"]
    lines += [f"  {cer:.4f}  {source}, page {page}" for (source, page), cer in result.pages.items()]
    lines.append(f"{'':<12}{'P':>7}{'R':>7}{'F1':>7}{'gold':>6}{'found':>7}")
    for label, tally in result.labels.items():
        lines.append(
            f"{label:<12}{tally.precision:>7.3f}{tally.recall:>7.3f}{tally.f1:>7.3f}"
            f"{tally.gold:>6}{tally.found:>7}"
        )
    lines.append(f"right EDTF for {result.labels['DATE'].value_share:.3f} of gold dates")
    return lines
