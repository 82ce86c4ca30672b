"""Runs of the toy stages over a record, and what the record then holds."""

from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import select

from models.blobs import BlobStore
from models.database import Database
from models.tables import (
    EntityRow,
    LedgerRow,
    MentionRow,
    PageRow,
    PageTextRow,
    PageValueRow,
)
from pipeline.executors import InlineExecutor
from pipeline.plan import Plan
from pipeline.runner import Runner, RunSummary
from pipeline.settings import RunOptions
from tests.support.memoryindex import MemoryIndex
from tests.support.toy_stages import (
    EXECUTIONS,
    add_toy_pages,
)

INDEXES: WeakKeyDictionary[Database, MemoryIndex] = WeakKeyDictionary()


def ignore_progress(*_: object) -> None:
    return None


def make_runner(
    database: Database, plan: Plan, *, only: frozenset[str] | None = None, attempts: int = 2
) -> Runner:
    return Runner(
        database,
        BlobStore(Path("nowhere")),
        INDEXES.setdefault(database, MemoryIndex()),
        plan,
        options=RunOptions(attempts=attempts, commit_pages=3),
        config_sha256="c" * 64,
        only=only,
    )


def run(
    database: Database,
    plan: Plan,
    *,
    only: frozenset[str] | None = None,
    redo: tuple[str, ...] = (),
) -> RunSummary:
    EXECUTIONS.clear()
    runner = make_runner(database, plan, only=only)
    total = runner.prepare(redo=redo)
    return runner.run(InlineExecutor(plan), total, progress=ignore_progress)


def add_pages(database: Database, *digests: str) -> list[int]:
    with database.write() as connection:
        return add_toy_pages(connection, *digests)


def states(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(select(PageRow.state).order_by(PageRow.id)).scalars())


def contents(database: Database) -> dict[str, list[Any]]:
    """Every derived row, without surrogate ids, run numbers and times."""
    with database.read() as connection:
        texts = connection.execute(
            select(PageTextRow.page_id, PageTextRow.text, PageTextRow.words)
        ).all()
        mentions = connection.execute(
            select(
                MentionRow.page_id,
                MentionRow.label,
                MentionRow.text,
                EntityRow.key,
                EntityRow.normal,
            ).join(EntityRow)
        ).all()
        ledger = connection.execute(
            select(
                LedgerRow.page_id,
                LedgerRow.stage,
                LedgerRow.state,
                LedgerRow.fingerprint,
                LedgerRow.output,
            )
        ).all()
        values = connection.execute(select(PageValueRow.page_id, PageValueRow.content)).all()
        entities = connection.execute(select(EntityRow.label, EntityRow.key)).all()
    return {
        "texts": sorted(map(tuple, texts)),
        "mentions": sorted(map(tuple, mentions)),
        "ledger": sorted(map(tuple, ledger)),
        "values": sorted(map(tuple, values)),
        "entities": sorted(map(tuple, entities)),
    }
