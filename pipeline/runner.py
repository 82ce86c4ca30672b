"""A run: find out what is pending, bring it up to date, and record what became of it."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, insert, update

from models.blobs import Blobs
from models.database import Database, wait_out
from models.errors import STAGE_BUG
from models.tables import RunRow
from outputs.search.index import SearchIndex
from pipeline import ledger
from pipeline.chain import Failure
from pipeline.executors import Executor
from pipeline.indexing import prepare_index
from pipeline.pageloop import NextPages, PageLoop
from pipeline.plan import Plan
from pipeline.settings import RunOptions
from pipeline.writer import INDEXED, Attempted, Writer, page_state

DONE: Final = "done"
PARTIAL: Final = "partial"
FAILED: Final = "failed"
INTERRUPTED: Final = "interrupted"


Progress = Callable[[str, Failure | None, int, int], None]
"""Hears of every page that a run has settled: its state, what failed, how many of how many."""


@dataclass(slots=True)
class RunSummary:
    """What a run did.

    Attributes:
        run_id: its row.
        outcome: done, partial (pages went to quarantine), failed (the store) or interrupted.
        states: pages settled in this run, by the state they ended in.
        executions: how often each stage ran.
        seconds: wall time.
        dirty: a stage failed in a way nobody foresaw.
    """

    run_id: int
    outcome: str = FAILED
    states: Counter[str] = field(default_factory=Counter)
    executions: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    dirty: bool = False


class Runner:
    """One run over one workspace."""

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        index: SearchIndex,
        plan: Plan,
        *,
        options: RunOptions,
        config_sha256: str,
        only: frozenset[str] | None = None,
    ) -> None:
        self.database = database
        self.blobs = blobs
        self.index = index
        self.plan = plan
        self.options = options
        self.config_sha256 = config_sha256
        self.only = only

    def prepare(self, *, redo: Sequence[str] = ()) -> int:
        """Find out what has to be done; returns the number of pages with work."""
        self.index.settle(self.database)  # what a kill left waiting
        with self.database.write() as connection:
            is_empty = prepare_index(connection, self.index)
            self._mark(connection, redo)
            for stage in self.plan.giving(INDEXED) if is_empty else ():
                ledger.mark_redo(connection, stage, states=(ledger.DONE,))
            pending = ledger.count_pending(connection, only=self.only)
        self.index.settle(self.database)
        return pending

    def preview(self) -> tuple[list[ledger.PlannedWork], int]:
        """What `run` would do and on how many pages, without leaving a trace of having asked."""
        with self.database.write() as connection:
            trial = connection.begin_nested()
            self._mark(connection, ())
            work = ledger.planned_work(connection, self.plan)
            pages = ledger.count_pending(connection)
            trial.rollback()
        return work, pages

    def _mark(self, connection: Connection, redo: Sequence[str]) -> None:
        ledger.enrol(connection, self.plan.names)
        ledger.write_recipes(connection, self.plan)
        ledger.mark_changed_recipes(connection, self.plan)
        for stage in redo:
            ledger.mark_redo(connection, stage)

    def run(
        self,
        executor: Executor,
        total: int,
        *,
        progress: Progress,
        stopped: Callable[[], bool] = lambda: False,
    ) -> RunSummary:
        """Work until nothing is pending or `stopped` says so.

        Raises:
            StoreError: the record could not be written; the run is closed as failed where that
                is still possible, everything committed before stays.
        """
        with self.recorded(stopped) as summary, executor:

            def heard(attempted: Attempted, again: bool) -> None:
                self._count(summary, attempted, again=again)
                if not again:
                    done = sum(summary.states.values())
                    progress(page_state(attempted), attempted.outcome.failure, done, total)

            writer = Writer(self.database, self.index, self.plan, summary.run_id)
            loop = PageLoop(
                writer, self.blobs, self._pending_pages(), options=self.options, only=self.only
            )
            loop.work(executor, heard=heard, stopped=stopped)
        return summary

    @contextmanager
    def recorded(self, stopped: Callable[[], bool]) -> Iterator[RunSummary]:
        """Open a run; at the end of the block it is closed with what the summary then tells."""
        started = time.monotonic()
        summary = RunSummary(self._open())
        try:
            yield summary
            summary.outcome = self._judge(summary, stopped())
        finally:
            summary.seconds = time.monotonic() - started
            self._close(summary)

    def _pending_pages(self) -> NextPages:
        cursor = 0

        def next_pages(limit: int) -> list[int]:
            nonlocal cursor
            ids = wait_out(lambda: self._pending_after(cursor, limit))
            cursor = ids[-1] if ids else cursor
            return ids

        return next_pages

    def _pending_after(self, cursor: int, limit: int) -> list[int]:
        with self.database.read() as connection:
            return ledger.next_pages(connection, cursor, limit, only=self.only)

    def _count(self, summary: RunSummary, attempted: Attempted, *, again: bool) -> None:
        outcome = attempted.outcome
        summary.executions.update(r.stage for r in outcome.results if r.executed)
        summary.dirty |= bool(outcome.failure and outcome.failure.code == STAGE_BUG)
        if not again:
            summary.states[page_state(attempted)] += 1

    def _judge(self, summary: RunSummary, interrupted: bool) -> str:
        if interrupted:
            return INTERRUPTED
        return PARTIAL if summary.states[ledger.QUARANTINED] else DONE

    def _open(self) -> int:
        with self.database.write() as connection:
            # The workspace is locked for this run, so one without an end was killed.
            connection.execute(
                update(RunRow).where(RunRow.outcome.is_(None)).values(outcome=INTERRUPTED)
            )
            row = insert(RunRow).values(
                started_at=datetime.now(UTC),
                config_sha256=self.config_sha256,
                dirty=False,
                pages=0,
                executions=0,
            )
            return connection.execute(row.returning(RunRow.id)).scalar_one()

    def _close(self, summary: RunSummary) -> None:
        with self.database.write() as connection:
            connection.execute(
                update(RunRow)
                .where(RunRow.id == summary.run_id)
                .values(
                    ended_at=datetime.now(UTC),
                    outcome=summary.outcome,
                    dirty=summary.dirty,
                    pages=sum(summary.states.values()),
                    executions=sum(summary.executions.values()),
                )
            )
