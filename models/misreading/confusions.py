"""How likely OCR reads one word as another, by the confusions that were counted on real pages."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from math import log
from typing import Final, NamedTuple, Self

from rapidfuzz.distance import Levenshtein

from models.misreading.homoglyphs import fold_letters
from models.weights import FOLDER

_TABLE: Final = FOLDER / "ocr_noise.tsv"
UNSEEN: Final = -log(1e-4)
"""What an edit costs that was never counted: that of one in ten thousand letters."""
ONCE: Final = 7.5
"""What one edit costs at most that was counted more often than once or twice."""
LEAD: Final = log(10)
"""What a meaning must cost less than any other: ten times as likely."""


class Row(NamedTuple):
    """So many times `meant` was read as `read`; a letter read rightly has both the same."""

    meant: str
    read: str
    times: int


class Confusions:
    """Costs of misreadings: the negative logarithm of their share among all readings."""

    def __init__(self, rows: Iterable[Row]) -> None:
        letters: Counter[str] = Counter()
        wrong: Counter[tuple[str, str]] = Counter()
        for row in rows:
            # The index knows small letters and digits only, Kazakh ones as Russian neighbours.
            meant, read = fold_letters(row.meant), fold_letters(row.read)
            if len(meant) != 1:
                continue
            letters[meant] += row.times
            if len(read) == 2 and read[0] == meant:
                wrong["", read[1]] += row.times
            elif meant != read and len(read) < 2:
                wrong[meant, read] += row.times
        total = sum(letters.values())
        self._costs: Mapping[tuple[str, str], float] = {
            (meant, read): min(UNSEEN, -log(count / (letters[meant] if meant else total)))
            for (meant, read), count in wrong.items()
        }
        self._likely: dict[str, list[tuple[str, float]]] = {}
        for (meant, read), cost in self._costs.items():
            self._likely.setdefault(meant, []).append((read, cost))

    @classmethod
    @cache
    def load(cls) -> Self:
        """Read the project's own table."""
        with _TABLE.open(encoding="utf-8", newline="") as table:
            rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
            # Rows that tell the letter before are counted among those that tell none.
            return cls([Row(r["meant"], r["read"], int(r["count"])) for r in rows if not r["left"]])

    def cost(self, meant: str, read: str) -> float:
        """The cost of reading one term as another, by a shortest way of edits; 0 if alike."""
        total = 0.0
        for edit in Levenshtein.editops(meant, read):
            letter = "" if edit.tag == "insert" else meant[edit.src_pos]
            seen = "" if edit.tag == "delete" else read[edit.dest_pos]
            total += self._costs.get((letter, seen), UNSEEN)
        return total

    def misreadings(self, term: str, *, most: int) -> list[str]:
        """The likeliest terms that one edit makes of `term`, the likeliest first."""
        found: dict[str, float] = {}
        for place, letter in enumerate(term):
            head, tail = term[:place], term[place + 1 :]
            for read, cost in self._likely.get(letter, ()):
                _keep(found, head + read + tail, cost)
            for extra, cost in self._likely.get("", ()):
                _keep(found, head + letter + extra + tail, cost)
        found.pop(term, None)
        return sorted(found, key=found.__getitem__)[:most]


@lru_cache(maxsize=1 << 14)
def cost_of(meant: str, read: str) -> float:
    """The cost, by the project's own table, of reading one word as another."""
    return Confusions.load().cost(fold_letters(meant), fold_letters(read))


def _keep(found: dict[str, float], term: str, cost: float) -> None:
    found[term] = min(cost, found.get(term, cost))
