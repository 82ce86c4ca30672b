"""Measure search and facets on made-up pages, beside plain FTS5, SQL joins, LIKE, raw tantivy.

    python -m benchmarks.search --cache FOLDER [--pages 100000] [--rounds 20]

Builds the pages on the first call and keeps them in FOLDER: some 4 KB a page. Every figure is wall
time, with CPU time behind it, since other work on the machine makes wall time longer.
"""

import argparse
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count, repeat
from pathlib import Path
from statistics import median, quantiles
from typing import Final

import tantivy
from sqlalchemy import Connection, select

from benchmarks.searchpages import COMMON, MIDDLING, RARE, Built, build
from models.tables import PageTextRow
from outputs.search.backends.tantivypages import SCHEMA
from outputs.search.counting.facetrows import Facet
from outputs.search.counting.facets import Facets
from outputs.search.queries.filters import Filters
from outputs.search.terms import AllOf, Phrase, Sought

FACETS: Final = (Facet.PERSON, Facet.PLACE, Facet.YEAR, Facet.TYPE)
SOUGHT: Final[dict[str, Sought]] = {
    "common word": Phrase((COMMON,)),
    "middling word": Phrase((MIDDLING,)),
    "rare word": Phrase((RARE,)),
    "three words": AllOf((Phrase((COMMON,)), Phrase(("слово5",)), Phrase(("слово40",)))),
    "phrase": Phrase(("слово1", "слово7")),
    "prefix": Phrase(("слово123",), prefix=True),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds: median and 95th percentile of wall time, then of CPU time."""

    p50: float
    p95: float
    cpu: float
    cpu95: float

    def __str__(self) -> str:
        wall = f"p50 {self.p50:9.2f}  p95 {self.p95:9.2f}"
        return f"{wall}  CPU p50 {self.cpu:9.2f}  p95 {self.cpu95:9.2f} ms"


def main() -> None:
    """Print a line for each question and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    arguments = parser.parse_args()
    built = build(arguments.cache, arguments.pages)
    facets = Facets(built.path.parent / "facets")
    with built.database.read() as connection:
        started = time.process_time()
        facets.count(
            connection, built.index.matched(connection, None, filters=Filters()), FACETS[0]
        )
        print(f"{arguments.pages} pages; facets ready after {time.process_time() - started:.1f} s")
        for name, sought in SOUGHT.items():
            pages = built.index.count(connection, sought, filters=Filters())
            print(f"{name:14} {pages:8} pages, top 20 and 4 facets")
            for case, questions in (("asked anew", anew()), ("asked again", repeat(Filters()))):
                ask = partial(answer, built, facets, connection, sought, questions)
                print(f"  {case:32} {measure(ask, arguments.rounds)}")
        compare(built, facets, connection, arguments.rounds)


def anew() -> Iterator[Filters]:
    """Filters that mean nothing but differ, so that no kept answer fits."""
    return (Filters(confidence=number / 1e12) for number in count(1))


def answer(
    built: Built,
    facets: Facets,
    connection: Connection,
    sought: Sought,
    questions: Iterator[Filters],
) -> None:
    """What a page of results costs: the first hits, their number, and four facets."""
    filters = next(questions)
    built.index.find(connection, sought, filters=filters, limit=20)
    facets.count_beside(connection, built.index, sought, filters, facets=FACETS)
    built.index.count(connection, sought, filters=filters)


def compare(built: Built, facets: Facets, connection: Connection, rounds: int) -> None:
    """Print what the same questions cost elsewhere."""
    plain = sqlite3.connect(built.path)
    common = SOUGHT["common word"]
    few = max(rounds // 5, 3)
    ours = measure(
        lambda: built.index.find(connection, common, filters=Filters(), limit=20), rounds
    )
    show("top 20 of the common word", ours)
    fts5 = measure(lambda: plain.execute(_RANKED, [COMMON]).fetchall(), few)
    show("  plain FTS5 MATCH ORDER BY rank", fts5, ours)
    raw = raw_tantivy(built)
    show("  raw tantivy", measure(lambda: len(raw().hits), rounds), ours)
    questions = anew()
    counted = measure(
        lambda: facets.count_beside(
            connection, built.index, common, next(questions), facets=FACETS
        ),
        rounds,
    )
    show("4 facets of the common word", counted)
    joined = measure(lambda: [plain.execute(each, [COMMON]).fetchall() for each in _JOINS], 3)
    show("  SQL joins", joined, counted)
    rare = SOUGHT["rare word"]
    found = measure(lambda: built.index.find(connection, rare, filters=Filters(), limit=20), rounds)
    show("top 20 of the rare word", found)
    like = select(PageTextRow.page_id).where(PageTextRow.text.contains(RARE)).limit(20)
    show("  LIKE by SQLAlchemy", measure(lambda: connection.execute(like).all(), 3), found)
    plain.close()


def raw_tantivy(built: Built) -> Callable[[], tantivy.SearchResult]:
    """The same question to tantivy itself."""
    folders = (built.path.parent / "index").glob("tantivy-*")
    folder = max(folders, key=lambda each: each.stat().st_mtime)  # one that it replaced may be left
    searcher = tantivy.Index.open(str(folder)).searcher()
    query = tantivy.Query.term_query(SCHEMA, "body", COMMON)
    return lambda: searcher.search(query, 20, count=False)


def measure(call: Callable[[], object], rounds: int) -> Measured:
    """Call once to warm up, then measure."""
    call()
    walls, cpus = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        call()
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    return Measured(median(walls), _p95(walls), median(cpus), _p95(cpus))


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def show(name: str, measured: Measured, ours: Measured | None = None) -> None:
    """Print a line; with ours how many times its CPU time this takes."""
    times = f"  {measured.cpu / ours.cpu:.1f} times ours" if ours else ""
    print(f"{name:34} {measured}{times}")


_RANKED: Final = "SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT 20"
_NAMED: Final = """
    SELECT mention.entity_id, count(DISTINCT mention.page_id) AS pages
    FROM plain JOIN mention ON mention.page_id = plain.rowid
    WHERE plain MATCH ? AND mention.label = '{label}'
    GROUP BY 1 ORDER BY pages DESC LIMIT 10"""
_JOINS: Final = (
    _NAMED.format(label="PERSON"),
    _NAMED.format(label="PLACE"),
    """
    SELECT substr(mention.lower, 1, 4), count(DISTINCT mention.page_id)
    FROM plain JOIN mention ON mention.page_id = plain.rowid
    WHERE plain MATCH ? AND mention.label = 'DATE' GROUP BY 1""",
    """
    SELECT json_extract(CAST(page_value.content AS TEXT), '$[0].code'), count(*)
    FROM plain JOIN page_value ON page_value.page_id = plain.rowid
    WHERE plain MATCH ? AND page_value.name = 'doc_types' GROUP BY 1""",
)


if __name__ == "__main__":
    main()
