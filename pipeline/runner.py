"""Bring every pending page up to date: feed the executor, commit in batches, never lose count."""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, insert, update

from models.blobs import BlobStore
from models.database import Database
from models.errors import STAGE_BUG
from models.store import load_pages
from models.tables import RunRow
from outputs.search.index import SearchIndex
from pipeline import ledger
from pipeline.chain import Outcome, Task
from pipeline.executors import Executor, Finished
from pipeline.indexing import prepare_index
from pipeline.plan import Plan
from pipeline.settings import RunOptions
from pipeline.writer import INDEXED, Attempted, Writer, page_state

DONE: Final = "done"
PARTIAL: Final = "partial"
FAILED: Final = "failed"
INTERRUPTED: Final = "interrupted"

_POLL_SECONDS: Final = 0.05


Progress = Callable[[Outcome, str, int, int], None]
"""Hears of every page that a run has settled: outcome, page state, how many of how many."""


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
        blobs: BlobStore,
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
        self._batch: list[Attempted] = []
        self._batch_since = 0.0
        self._collections: dict[int, int] = {}
        self._waiting: deque[Task] = deque()
        self._running = 0
        self._again: deque[int] = deque()
        self._tries: Counter[int] = Counter()
        self._cursor = 0

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
        started = time.monotonic()
        summary = RunSummary(self._open())
        writer = Writer(self.database, self.index, self.plan, summary.run_id)
        try:
            with executor, self._flushed_at_the_end(writer):
                self._loop(executor, writer, summary, total, progress, stopped)
            summary.outcome = self._judge(summary, stopped())
        finally:
            summary.seconds = time.monotonic() - started
            self._close(summary)
        return summary

    def _loop(
        self,
        executor: Executor,
        writer: Writer,
        summary: RunSummary,
        total: int,
        progress: Progress,
        stopped: Callable[[], bool],
    ) -> None:
        while not stopped():
            self._feed(executor, writer)
            if not self._running:
                break
            finished = executor.collect(_POLL_SECONDS)
            if finished is not None:
                self._running -= 1
                attempted = self._settle(finished)
                self._count(summary, attempted)
                self._keep(attempted)
                if attempted.outcome.page_id not in self._again:
                    state = page_state(attempted)
                    progress(attempted.outcome, state, sum(summary.states.values()), total)
            if self._batch_is_due():
                self._flush(writer)

    def _feed(self, executor: Executor, writer: Writer) -> None:
        while self._running < executor.capacity and (self._waiting or self._refill(writer)):
            executor.submit(self._waiting.popleft())
            self._running += 1

    def _refill(self, writer: Writer) -> bool:
        """Load the next pages as tasks; a page to be tried again is read afresh."""
        if self._again:
            self._flush(writer)
        with self.database.read() as connection:
            ids = list(self._again) or ledger.next_pages(
                connection, self._cursor, self.options.commit_pages, only=self.only
            )
            if not ids:
                return False
            if self._again:
                self._again.clear()
            else:
                self._cursor = ids[-1]
            pages = load_pages(connection, self.blobs, ids)
            known = ledger.known_results(connection, ids)
        for page_id in ids:
            collection_id, page = pages[page_id]
            self._collections[page_id] = collection_id
            self._waiting.append(Task(page_id, page, known[page_id], self.only))
        return True

    def _settle(self, finished: Finished) -> Attempted:
        outcome = finished.outcome
        failure = outcome.failure
        collection_id = self._collections.pop(outcome.page_id)
        quarantined = False
        if failure is not None:
            self._tries[outcome.page_id] += 1
            worth_it = failure.retriable and self._tries[outcome.page_id] < self.options.attempts
            quarantined = not worth_it
            if worth_it:
                self._again.append(outcome.page_id)
        return Attempted(outcome, collection_id, finished.seconds, quarantined)

    def _count(self, summary: RunSummary, attempted: Attempted) -> None:
        outcome = attempted.outcome
        summary.executions.update(r.stage for r in outcome.results if r.executed)
        summary.dirty |= bool(outcome.failure and outcome.failure.code == STAGE_BUG)
        if outcome.page_id not in self._again:
            summary.states[page_state(attempted)] += 1

    def _keep(self, attempted: Attempted) -> None:
        if not self._batch:
            self._batch_since = time.monotonic()
        self._batch.append(attempted)

    def _batch_is_due(self) -> bool:
        if not self._batch:
            return False
        age = time.monotonic() - self._batch_since
        return len(self._batch) >= self.options.commit_pages or age >= self.options.commit_seconds

    def _flush(self, writer: Writer) -> None:
        batch, self._batch = self._batch, []
        writer.write(batch)

    @contextmanager
    def _flushed_at_the_end(self, writer: Writer) -> Iterator[None]:
        yield
        self._flush(writer)
        self.index.settle(self.database)

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
