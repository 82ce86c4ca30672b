"""A run whose pages other processes do: queue what is pending, watch it, and sum it up."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, distinct, func, select

from models.database import wait_out
from models.errors import STAGE_BUG
from models.tables import AttemptRow, PageRow, QuarantineRow
from pipeline import ledger
from pipeline.chain import Failure
from pipeline.jobs import store
from pipeline.jobs.lane import plan_digest
from pipeline.jobs.queues import QUEUES, split
from pipeline.jobs.store import Chunk
from pipeline.runner import Progress, Runner, RunSummary

# Each look costs 10 ms that lanes of this machine would use: a long run is looked at less often.
# When the last jobs are in hand the end is to be seen at once, and there is little left to count.
_LEAST_PAUSE: Final = 0.25
_MOST_PAUSE: Final = 2.0
_OF_A_RUN: Final = 0.05
# Towards the end a job holds so small a share of what is left, for each worker, that their lanes
# end together: without it all wait for who took the last whole job.
_SHARES: Final = 4
# Pages whose job came to nothing are queued again so often.
_ROUNDS: Final = 3

Watched = Callable[[int], None]
"""Hears again and again how many workers there are."""


class Dispatcher:
    """Stands in for an executor: nothing of a page's work happens in this process.

    It may be killed and started again at any time: a page has a job or is found pending.
    """

    def __init__(self, runner: Runner, *, watched: Watched = lambda workers: None) -> None:
        self._runner = runner
        self._options = runner.options
        self._watched = watched
        self._parts = split(runner.plan, only=runner.only)
        self._plan = plan_digest(runner.plan)

    def run(
        self,
        total: int,
        *,
        progress: Progress,
        stopped: Callable[[], bool] = lambda: False,
    ) -> RunSummary:
        """Queue all that is pending and wait until workers have done it, or `stopped` says so.

        A stop takes back what no worker has begun; what they have in hand they finish.

        Raises:
            StoreError: the server was away for too long, or cannot write.
        """
        with self._runner.recorded(stopped) as summary:
            watch = _Watch(self._runner, summary, total, progress, plan=self._plan)
            # Of a run that was killed before its workers got other stages, options or models.
            wait_out(self._drop_unlike)
            for _round in range(_ROUNDS):
                self._work_off(summary.run_id, watch, stopped)
                if stopped() or not watch.pending:
                    break
            if stopped():
                wait_out(lambda: self._cancel(summary.run_id))
            wait_out(watch.sum_up)
        return summary

    def _work_off(self, run: int, watch: "_Watch", stopped: Callable[[], bool]) -> None:
        cursors = dict.fromkeys(QUEUES, 0)
        more, started = True, time.monotonic()
        while not stopped():
            more = more and wait_out(lambda: self._fill_up(run, cursors))
            counts = wait_out(watch.look)
            self._watched(watch.workers)
            if not more and not counts.live:
                return
            pause = _OF_A_RUN * (time.monotonic() - started) if counts.waiting else 0
            time.sleep(min(max(pause, _LEAST_PAUSE), _MOST_PAUSE))

    def _fill_up(self, run: int, cursors: dict[str, int]) -> bool:
        """Queue as many pages as there is room for; False when all were queued before."""
        database, options = self._runner.database, self._options
        with database.read() as connection:
            room = options.jobs_waiting - store.count(connection, self._plan).waiting
            workers = store.count_workers(connection, silent_for=options.stalled_seconds)
        if room < options.jobs_waiting // 2:
            return True  # enough for a while: who queues keeps the workers from writing
        queued = False
        # The write lock keeps a second dispatcher from queueing the same pages.
        with database.write() as connection:
            in_hand = store.pages_in_hand(connection, self._plan)
            for queue in QUEUES:
                most = room * options.job_pages
                pages = self._next(connection, queue, cursors[queue], most)
                if pages:
                    queued, cursors[queue] = True, pages[-1]
                    fresh = [page for page in pages if page not in in_hand]
                    shares = _SHARES * max(workers, 1) if len(pages) < most else 1
                    store.add(connection, self._chunks(queue, fresh, run, shares))
        return queued

    def _next(self, connection: Connection, queue: str, after: int, limit: int) -> list[int]:
        """Pending pages that this queue is the first to take."""
        stages = self._parts[queue]
        if not stages:
            return []
        earlier = [self._parts[name] for name in QUEUES[: QUEUES.index(queue)]]
        return ledger.next_pages(
            connection, after, limit, only=stages, without=frozenset().union(*earlier)
        )

    def _chunks(self, queue: str, pages: Sequence[int], run: int, shares: int) -> list[Chunk]:
        only = None if self._runner.only is None else tuple(sorted(self._runner.only))
        return [
            Chunk(queue, tuple(part), run, self._plan, only)
            for part in tapering(pages, self._options.job_pages, shares)
        ]

    def _drop_unlike(self) -> None:
        with self._runner.database.write() as connection:
            store.drop_unlike(connection, self._plan)

    def _cancel(self, run: int) -> None:
        with self._runner.database.write() as connection:
            store.cancel(connection, run)


def tapering(pages: Sequence[int], size: int, shares: int) -> Iterator[Sequence[int]]:
    """Parts of `size` pages, and towards the end of the `shares`-th part of what is left."""
    start = 0
    while start < len(pages):
        taken = max(1, min(size, (len(pages) - start) // shares))
        yield pages[start : start + taken]
        start += taken


class _Watch:
    """Follows a run in the record, where its workers write."""

    def __init__(
        self, runner: Runner, summary: RunSummary, total: int, progress: Progress, *, plan: str
    ) -> None:
        self._runner = runner
        self._summary = summary
        self._total = total
        self._progress = progress
        self._plan = plan
        self._last_quarantined = 0
        self.pending = total
        self.workers = 0

    def look(self) -> store.Counts:
        """Tell what has been done since, and count the jobs."""
        runner = self._runner
        with runner.database.read() as connection:
            self.pending = ledger.count_pending(connection, only=runner.only)
            silent_for = runner.options.stalled_seconds
            self.workers = store.count_workers(connection, silent_for=silent_for)
            counts = store.count(connection, self._plan)
            failures = self._new_failures(connection)
        done = max(0, self._total - self.pending)
        for failure in failures:
            self._progress(ledger.QUARANTINED, failure, done, self._total)
        self._progress(ledger.DONE, None, done, self._total)
        return counts

    def _new_failures(self, connection: Connection) -> list[Failure]:
        of_run = select(AttemptRow.page_id).where(AttemptRow.run_id == self._summary.run_id)
        rows = connection.execute(
            select(QuarantineRow.id, QuarantineRow.stage, QuarantineRow.code, QuarantineRow.detail)
            .where(QuarantineRow.id > self._last_quarantined, QuarantineRow.page_id.in_(of_run))
            .order_by(QuarantineRow.id)
        ).all()
        self._last_quarantined = rows[-1].id if rows else self._last_quarantined
        return [Failure(row.stage, row.code, row.detail, retriable=False) for row in rows]

    def sum_up(self) -> None:
        """Fill the summary with what workers wrote on behalf of this run."""
        attempts = AttemptRow.run_id == self._summary.run_id
        with self._runner.database.read() as connection:
            states = connection.execute(
                select(PageRow.state, func.count(distinct(PageRow.id)))
                .join(AttemptRow, AttemptRow.page_id == PageRow.id)
                .where(attempts)
                .group_by(PageRow.state)
            ).all()
            stages = connection.execute(
                select(AttemptRow.stages, func.count()).where(attempts).group_by(AttemptRow.stages)
            ).all()
            bugs = select(func.count()).where(attempts, AttemptRow.code == STAGE_BUG)
            failed_jobs = store.count(connection, self._plan).failed
            self._summary.dirty = bool(connection.scalar(bugs) or failed_jobs)
        self._summary.states = Counter({str(state): int(pages) for state, pages in states})
        executions: Counter[str] = Counter()
        for names, times in stages:
            executions.update(dict.fromkeys(str(names).split(), int(times)))
        self._summary.executions = executions
