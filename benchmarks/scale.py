"""Measure a record of many made-up pages, on SQLite and on PostgreSQL.

    python -m benchmarks.scale [--pages 20000] [--database sqlite postgresql] [--folder FOLDER]

Printed for each: how much sooner pages are loaded by `load_rows` than through SQLAlchemy's unit of
work (the same rows, side by side), what a page takes on disk, how long it takes to find the next
batch of pages to work on (19 of 20 times), and to count where everything stands.
"""

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Any, Final

import psycopg
from sqlalchemy import Table, insert, text
from sqlalchemy.orm import Session

from benchmarks.postgres import start_server
from models.database import BACK_ENDS, SQLITE, Database
from models.database.rows import load_rows
from models.tables import (
    AttemptRow,
    CollectionRow,
    EntityRow,
    LedgerRow,
    MentionRow,
    PageQualityRow,
    PageRow,
    PageTextRow,
    PageValueRow,
    Record,
    RunRow,
    SourceRow,
)
from pipeline.ledger import next_pages
from pipeline.settings import SHIPPED, read_settings
from pipeline.status import read_status
from tests.support.factories import A_MOMENT

STAGES: Final = tuple(options.use for options in read_settings(SHIPPED).stages)
_VALUES: Final = ("geometry", "cleaning", "route", "layout", "spans", "doc_types")
_MENTIONS: Final = 12
_TIMES: Final = 5
_COMPARED: Final = 500
_BATCH: Final = 64
_CLAIMS: Final = 200
_PER_SOURCE: Final = 100
_PENDING: Final = 0.1
_TEXT: Final = "протокол допроса обвиняемого Иванова Петра Сидоровича по делу № 7843 " * 20

Rows = Iterator[dict[str, Any]]


def _rows(first: int, last: int) -> list[tuple[type[Record], Callable[[], Rows]]]:
    """The rows of pages `first` up to before `last`, table by table in an order that fits."""
    pages = range(first, last)
    state = {page: "pending" if Random(page).random() < _PENDING else "done" for page in pages}
    return [
        (SourceRow, lambda: (_source(n) for n in pages if n % _PER_SOURCE == 1)),
        (PageRow, lambda: (_page(n, state[n]) for n in pages)),
        (LedgerRow, lambda: (_ledger(n, stage, state[n]) for n in pages for stage in STAGES)),
        (PageValueRow, lambda: (_value(n, name) for n in pages for name in _VALUES)),
        (PageTextRow, lambda: (_text(n) for n in pages)),
        (PageQualityRow, lambda: ({"page_id": n, "expected_cer": 0.03} for n in pages)),
        (EntityRow, lambda: (_entity(n) for n in pages)),
        (MentionRow, lambda: (_mention(n, place) for n in pages for place in range(_MENTIONS))),
        (AttemptRow, lambda: (_attempt(n) for n in pages)),
    ]


def _source(page: int) -> dict[str, Any]:
    number = page // _PER_SOURCE + 1
    digest = f"{number:064x}"
    return {
        "id": number,
        "collection_id": 1,
        "name": f"{number}.pdf",
        "sha256": digest,
        "byte_size": 1,
    }


def _page(page: int, state: str) -> dict[str, Any]:
    return {
        "id": page,
        "source_id": (page - 1) // _PER_SOURCE + 1,
        "number": (page - 1) % _PER_SOURCE + 1,
        "collection_id": 1,
        "image_sha256": f"{page:064x}",
        "width": 1700,
        "height": 2200,
        "dpi": 200,
        "state": state,
    }


def _ledger(page: int, stage: str, state: str) -> dict[str, Any]:
    return {
        "page_id": page,
        "stage": stage,
        "state": state,
        "recipe": f"{STAGES.index(stage):064x}",
        "fingerprint": f"{page * 16:064x}",
        "output": f"{page * 17:064x}",
        "blank": False,
        "executions": 1,
        "failures": 0,
        "seconds": 0.5,
        "run_id": 1,
    }


def _value(page: int, name: str) -> dict[str, Any]:
    return {"page_id": page, "name": name, "content": b'{"page":%d}' % page * 8}


def _text(page: int) -> dict[str, Any]:
    return {
        "page_id": page,
        "text": _TEXT,
        "words": page.to_bytes(8, "big") * 150,
        "word_count": 200,
        "confidence": 0.9,
        "language": "ru",
        "image_sha256": f"{page:064x}",
        "model": "rus",
    }


def _entity(page: int) -> dict[str, Any]:
    return {
        "id": page,
        "collection_id": 1,
        "label": "PERSON",
        "key": f"иванов|петр|{page}",
        "normal": f"Иванов Петр {page}",
    }


def _mention(page: int, place: int) -> dict[str, Any]:
    return {
        "page_id": page,
        "entity_id": page,
        "label": "PERSON",
        "start": place * 70,
        "end": place * 70 + 6,
        "text": "Иванова Петра",
        "normal": "Иванов Петр",
        "confidence": 0.9,
        "source": "rules",
        "places": None,
        "details": {"role": "accused"},
    }


def _attempt(page: int) -> dict[str, Any]:
    return {
        "run_id": 1,
        "page_id": page,
        "stages": " ".join(STAGES),
        "outcome": "done",
        "seconds": 3.0,
        "ended_at": A_MOMENT,
    }


def _begin(database: Database) -> None:
    database.upgrade()
    with database.write() as connection:
        collection = {"id": 1, "code": "made", "created_at": A_MOMENT}
        run = {"id": 1, "started_at": A_MOMENT, "config_sha256": "0" * 64, "dirty": False}
        connection.execute(insert(CollectionRow).values(**collection))
        connection.execute(insert(RunRow).values(**run, pages=0, executions=0))


def load(database: Database, first: int, last: int) -> None:
    """Add pages by `load_rows`, in one transaction."""
    with database.write() as connection:
        for row_type, rows in _rows(first, last):
            table = row_type.__table__
            assert isinstance(table, Table)
            load_rows(connection, table, rows())


def load_through_objects(database: Database, first: int, last: int) -> None:
    """Add pages through SQLAlchemy's unit of work, in one transaction."""
    with database.write() as connection, Session(connection) as session:
        for row_type, rows in _rows(first, last):
            session.add_all([row_type(**row) for row in rows()])
            session.flush()
        session.commit()


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def compare_loading(database: Database) -> tuple[float, int]:
    """How many times sooner `load_rows` is done, in the middle of several tries; and the pages."""
    shares = []
    page = 1
    for _ in range(_TIMES):
        middle, last = page + _COMPARED, page + 2 * _COMPARED
        objects = _seconds(lambda: load_through_objects(database, page, middle))  # noqa: B023
        rows = _seconds(lambda: load(database, middle, last))  # noqa: B023
        shares.append(objects / rows)
        page = last
    return statistics.median(shares), page


def measure(database: Database, pages: int, size: Callable[[], int]) -> None:
    """Fill the record and print its figures."""
    _begin(database)
    share, page = compare_loading(database)
    empty, begun = size(), page
    spent = _seconds(lambda: _load_all(database, begun, pages))
    print(f"  load_rows beside the unit of work: {share:.1f} times sooner")
    print(f"  loaded: {(pages - begun) / spent:.0f} pages a second")
    _settle(database)
    if pages > begun:
        print(f"  on disk: {(size() - empty) / (pages - begun) / 1024:.1f} KiB a page")
    chance = Random(7)
    claims = [_claim(database, chance.randrange(pages)) for _ in range(_CLAIMS)]
    for told, spent_on in zip(
        ("next batch", "  of it work of this process"), zip(*claims, strict=True), strict=True
    ):
        middle, slow = statistics.median(spent_on), statistics.quantiles(spent_on, n=20)[-1]
        print(f"  {told}: p50 {1000 * middle:.2f} ms, p95 {1000 * slow:.2f} ms")
    status = [_seconds(lambda: _status(database)) for _ in range(_TIMES)]
    print(f"  status: {1000 * statistics.median(status):.1f} ms")
    print(f"  memory of this process at most: {_most_memory():.0f} MiB")


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _load_all(database: Database, first: int, pages: int) -> None:
    for start in range(first, pages, 5_000):
        load(database, start, min(start + 5_000, pages))


def _settle(database: Database) -> None:
    """What autovacuum does in time."""
    if database.back_end == SQLITE:
        with database.write() as connection:
            connection.execute(text("ANALYZE"))
    else:
        with psycopg.connect(database.url, autocommit=True) as server:
            server.execute("VACUUM ANALYZE")


def _claim(database: Database, after: int) -> tuple[float, float]:
    """Seconds by the clock, and of this process's own work: the rest a busy machine may lend."""
    with database.read() as connection:
        begun = time.process_time()
        seconds = _seconds(lambda: next_pages(connection, after, _BATCH))
        return seconds, time.process_time() - begun


def _status(database: Database) -> object:
    with database.read() as connection:
        return read_status(connection, STAGES)


def main() -> None:
    """Measure each database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--database", nargs="+", choices=BACK_ENDS, default=BACK_ENDS)
    chosen = parser.parse_args()
    for back_end in chosen.database:
        print(f"{back_end}, {chosen.pages} pages")
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            if back_end == SQLITE:
                path = folder / "record.sqlite"
                database = Database(f"sqlite:///{path}")
                size = lambda path=path: sum(p.stat().st_size for p in path.parent.iterdir())  # noqa: E731
            else:
                server = stack.enter_context(start_server(autovacuum="off"))
                database = Database(server.create("record"))
                size = lambda database=database: _server_size(database)  # noqa: E731
            stack.callback(database.close)
            measure(database, chosen.pages, size)


def _server_size(database: Database) -> int:
    with database.read() as connection:
        size = connection.execute(text("SELECT pg_database_size(current_database())"))
        return int(size.scalar_one())


if __name__ == "__main__":
    main()
