"""How many pages that name a surname are found: in its forms, and misread as OCR misreads them.

Run `python -m benchmarks.recall [--seed N] [--pages N]`. The table is `surname_forms.tsv`, written
by hand; beside its recall stands how many of 1,000 other surnames are let in. The synthetic pages
name surnames in all cases and are spoiled with one half of the counted confusions, while the search
knows the other half only, so that nothing on a page was learnt from. Surnames are drawn from the
list of natasha (MIT), by another seed than the one that thresholds were chosen with.
"""

import argparse
import csv
import importlib.util
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import quantiles
from typing import Final, NamedTuple
from zlib import crc32

from models.misreading.confusions import Confusions, Row
from outputs.search.analyzer import analyze, query_terms, term_of
from outputs.search.expansion import exact_terms
from outputs.search.spellings.paradigm import form_terms
from outputs.search.spellings.vocabulary import Vocabulary
from outputs.search.spellings.widening import Widening
from outputs.search.terms import CountedTerm
from samples.texts import GOLD
from training.noise import TABLE, Confusion, Noise

FORMS: Final = Path(__file__).parent.parent / "tests" / "data" / "search" / "surname_forms.tsv"
TUNED_ON: Final = 1
"""The seed whose surnames and pages the thresholds of the search were chosen with."""
_FIRST: Final = 20
_NAMES_A_PAGE: Final = 4
_MENTIONS: Final = 10
_ENDINGS: Final = ("", "а", "у", "ым", "е", "ой")
_DECLINED: Final = ("ов", "ев", "ин")
_MILLISECONDS: Final = 1000.0

Postings = dict[str, dict[int, int]]


class Forms(NamedTuple):
    """Recall over the table of forms: by the stem alone, by all forms, and what is let in."""

    forms: int
    by_stem: int
    found: int
    others: int
    let_in: int


class Recall(NamedTuple):
    """Means over the surnames asked, and CPU milliseconds for the terms of one.

    Attributes:
        recall: share of the pages that name it among the first 20.
        terms: that are asked for.
        others: other surnames on the pages that these terms let in.
        p50: half of the surnames take no longer.
        p95: all but one in twenty take no longer.
    """

    recall: float
    terms: float
    others: float
    p50: float
    p95: float


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--pages", type=int, default=3000)
    arguments = parser.parse_args()
    forms = surname_forms()
    print(f"forms {forms.forms}, by the stem {forms.by_stem}, found {forms.found}")
    print(f"of {forms.others} pairs with another surname {forms.let_in} are let in")
    print("| letters misread | search | recall@20 | terms | others let in | p50 ms | p95 ms |")
    print("|---|---|---|---|---|---|---|")
    for rate in (0.03, 0.05, 0.08):
        found = misread_surnames(pages=arguments.pages, rate=rate, seed=arguments.seed)
        for name, row in found.items():
            figures = f"{row.recall:.3f} | {row.terms:.1f} | {row.others:.2f}"
            figures += f" | {row.p50:.2f} | {row.p95:.2f}"
            print(f"| {rate:.0%} | {name} | {figures} |")


def surname_forms() -> Forms:
    """Ask for each surname of the table by its base form."""
    with FORMS.open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    by_stem = found = let_in = 0
    others = surnames(seed=0, most=1000)
    terms = {name: analyze(name)[0].term for name in others}
    for row in rows:
        base, exact = row["base"], exact_terms(row["base"])
        wanted = [analyze(row[f"form{number}"])[0].term for number in range(1, 8)]
        by_stem += sum(term == analyze(base)[0].term for term in wanted)
        found += sum(term in exact for term in wanted)
        let_in += sum(terms[name] in exact and name != base for name in others)
    return Forms(len(rows) * 7, by_stem, found, len(others) * len(rows), let_in)


def misread_surnames(*, pages: int, rate: float, seed: int) -> dict[str, Recall]:
    """Ask for surnames on pages where `rate` of the letters are misread."""
    rng = random.Random(seed)
    names = surnames(seed=seed, most=pages * _NAMES_A_PAGE // _MENTIONS)
    texts, named = _pages(names, pages, rate, rng)
    postings = _postings(texts)
    vocabulary = Vocabulary.build(
        CountedTerm(term, len(on), named=True) for term, on in postings.items()
    )
    confusions = Confusions(_known_rows())
    asked = rng.sample(names, min(300, len(names)))
    rows = {"exact stem": _asked(asked, named, postings, query_terms)}
    rows["all forms"] = _asked(asked, named, postings, exact_terms)
    for level in ("near", "wider"):
        rows[level] = _widened(asked, named, postings, Widening(vocabulary, level, confusions))
    return rows


def surnames(*, seed: int, most: int) -> list[str]:
    """Draw declined surnames of natasha's list."""
    spec = importlib.util.find_spec("natasha")
    folders = spec.submodule_search_locations if spec else None
    text = (Path((folders or [""])[0]) / "data" / "dict" / "last.txt").read_text(encoding="utf-8")
    listed = [name.capitalize() for name in text.split() if name.endswith(_DECLINED)]
    fitting = [name for name in listed if name.isalpha() and len(name) > 4]
    return random.Random(seed).sample(fitting, most)


def _learnt(meant: str, read: str) -> bool:
    """Whether the search may know a confusion; pages are spoiled with the others."""
    return meant == read or crc32(f"{meant.lower()} {read.lower()}".encode()) % 2 == 0


def _known_rows() -> list[Row]:
    rows = _table()
    return [Row(c.meant, c.read, n) for c, n in rows if not c.left and _learnt(c.meant, c.read)]


def _noise() -> Noise:
    kept = {c: n for c, n in _table() if c.meant == c.read or not _learnt(c.meant, c.read)}
    return Noise(kept)


def _table() -> list[tuple[Confusion, int]]:
    lines = TABLE.read_text(encoding="utf-8").split("\n")[1:]
    rows = (line.split("\t") for line in lines if line)
    return [(Confusion(*names), int(count)) for *names, count in rows]


def _pages(
    names: Sequence[str], pages: int, rate: float, rng: random.Random
) -> tuple[list[str], dict[str, set[int]]]:
    """Texts, and on which of them each surname stands."""
    noise = _noise()
    lines = [line for path in sorted(GOLD.glob("ru*.txt")) for line in path.read_text().split("\n")]
    named: dict[str, set[int]] = defaultdict(set)
    texts = []
    for page in range(pages):
        parts = rng.sample(lines, 3)
        for name in rng.sample(names, _NAMES_A_PAGE):
            named[name].add(page)
            parts.append(f"гр. {name}{rng.choice(_ENDINGS)} показал")
        rng.shuffle(parts)
        texts.append(noise.apply("\n".join(parts), rate, rng)[0])
    return texts, named


def _postings(texts: Iterable[str]) -> Postings:
    postings: Postings = defaultdict(dict)
    for page, text in enumerate(texts):
        for token in analyze(text):
            postings[token.term][page] = postings[token.term].get(page, 0) + 1
    return postings


def _asked(
    asked: Sequence[str],
    named: dict[str, set[int]],
    postings: Postings,
    terms_of: Callable[[str], tuple[str, ...]],
) -> Recall:
    return _measured(asked, named, postings, lambda name: (terms_of(name), ()))


def _widened(
    asked: Sequence[str], named: dict[str, set[int]], postings: Postings, widening: Widening
) -> Recall:
    def terms_of(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        further = widening.further(name, is_name=True)
        return exact_terms(name), tuple(term for each in further for term in each.terms)

    return _measured(asked, named, postings, terms_of)


def _measured(
    asked: Sequence[str],
    named: dict[str, set[int]],
    postings: Postings,
    terms_of: Callable[[str], tuple[tuple[str, ...], tuple[str, ...]]],
) -> Recall:
    recalls, seconds = [], []
    for remembered in (form_terms, term_of):  # each search begins without what others worked out
        remembered.cache_clear()
    terms = others = 0
    bearers = {analyze(name)[0].term: name for name in named}
    for name in asked:
        began = time.process_time()
        exact, further = terms_of(name)
        seconds.append((time.process_time() - began) * _MILLISECONDS)
        terms += len(exact) + len(further)
        others += len({bearers.get(term, name) for term in (*exact, *further)} - {name})
        ranked = _ranked(postings, exact)
        ranked += [page for page in _ranked(postings, further) if page not in set(ranked)]
        wanted = named[name]
        recalls.append(len(wanted & set(ranked[:_FIRST])) / min(_FIRST, len(wanted) or 1))
    cuts = quantiles(seconds, n=20)
    count = len(asked)
    return Recall(sum(recalls) / count, terms / count, others / count, cuts[9], cuts[18])


def _ranked(postings: Postings, terms: Iterable[str]) -> list[int]:
    """The pages of any of the terms, rare terms first, as bm25 has them."""
    scores: dict[int, float] = defaultdict(float)
    for term in terms:
        on = postings.get(term, {})
        for page, times in on.items():
            scores[page] += times / len(on)
    return sorted(scores, key=lambda page: (-scores[page], page))


if __name__ == "__main__":
    main()
