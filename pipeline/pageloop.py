"""Take pages through an executor into commits of many pages, trying again what may yet succeed."""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

from models.blobs import Blobs
from models.database import wait_out
from models.errors import FixityError
from models.store import load_pages
from pipeline import ledger
from pipeline.chain import Failure, Finished, Outcome, Task, may_look
from pipeline.executors import Executor
from pipeline.settings import RunOptions
from pipeline.writer import Attempted, Writer

_POLL_SECONDS: Final = 0.25  # an outcome ends the wait, a call to stop does not

NextPages = Callable[[int], Sequence[int]]
"""Ids of the next pages, at most as many as it is asked for; none when there are no more."""
Heard = Callable[[Attempted, bool], None]
"""Hears of every try at a page, and whether the page will be tried again."""


class PageLoop:
    """Works on pages until there are no more, never losing count of one."""

    def __init__(
        self,
        writer: Writer,
        blobs: Blobs,
        next_pages: NextPages,
        *,
        options: RunOptions,
        only: frozenset[str] | None = None,
    ) -> None:
        self._writer = writer
        self._blobs = blobs
        self._next_pages = next_pages
        self._options = options
        self._only = only
        self._batch: list[Attempted] = []
        self._batch_since = 0.0
        self._collections: dict[int, int] = {}
        self._waiting: deque[Task] = deque()
        self._running = 0
        self._held: dict[int, AbstractContextManager[Path | None]] = {}
        self._again: deque[int] = deque()
        self._tries: Counter[int] = Counter()

    def work(
        self,
        executor: Executor,
        *,
        heard: Heard = lambda attempted, again: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """Work until nothing is left or `stopped` says so; what is done by then is committed.

        Raises:
            StoreError: the record could not be written; everything committed before stays.
        """
        with self._flushed_at_the_end():
            while not stopped():
                self._feed(executor, heard)
                if not self._running:
                    break
                finished = executor.collect(_POLL_SECONDS)
                if finished is not None:
                    self._take_in(finished, heard)
                if self._batch_is_due():
                    self._flush()

    def _feed(self, executor: Executor, heard: Heard) -> None:
        while self._running < executor.capacity and (self._waiting or self._refill()):
            task = self._waiting.popleft()
            self._running += 1
            try:
                wait_out(lambda: self._hold(task))  # noqa: B023 - called before the next task
            except FixityError as error:
                self._take_in(self._unfit(task, error), heard)
            else:
                executor.submit(task)

    def _hold(self, task: Task) -> None:
        """Have the page's picture on this machine while a worker, without a network, may look."""
        if may_look(self._writer.plan, task):
            holding = self._blobs.held(task.page.image.digest)
            holding.__enter__()
            self._held[task.page_id] = holding

    def _unfit(self, task: Task, error: FixityError) -> Finished:
        failure = Failure(self._writer.plan.names[0], error.code, error.detail, retriable=False)
        return Finished(Outcome(task.page_id, task.page, (), (), failure), 0.0)

    def _let_go(self, page_id: int) -> None:
        holding = self._held.pop(page_id, None)
        if holding is not None:
            holding.__exit__(None, None, None)

    def _refill(self) -> bool:
        """Load the next pages as tasks; a page to be tried again is read afresh."""
        if self._again:
            self._flush()
        ids = list(self._again) or self._next_pages(self._options.commit_pages)
        if not ids:
            return False
        self._again.clear()
        self._waiting.extend(wait_out(lambda: self._load(ids)))
        return True

    def _load(self, ids: Sequence[int]) -> list[Task]:
        with self._writer.database.read() as connection:
            pages = load_pages(connection, self._blobs, ids)
            known = ledger.known_results(connection, ids)
        self._collections.update((page_id, pages[page_id][0]) for page_id in ids)
        return [Task(page_id, pages[page_id][1], known[page_id], self._only) for page_id in ids]

    def _take_in(self, finished: Finished, heard: Heard) -> None:
        self._running -= 1
        self._let_go(finished.outcome.page_id)
        attempted = self._settle(finished)
        heard(attempted, attempted.outcome.page_id in self._again)
        if not self._batch:
            self._batch_since = time.monotonic()
        self._batch.append(attempted)

    def _settle(self, finished: Finished) -> Attempted:
        outcome = finished.outcome
        failure = outcome.failure
        collection_id = self._collections.pop(outcome.page_id)
        quarantined = False
        if failure is not None:
            self._tries[outcome.page_id] += 1
            worth_it = failure.retriable and self._tries[outcome.page_id] < self._options.attempts
            quarantined = not worth_it
            if worth_it:
                self._again.append(outcome.page_id)
        return Attempted(outcome, collection_id, finished.seconds, quarantined)

    def _batch_is_due(self) -> bool:
        if not self._batch:
            return False
        age = time.monotonic() - self._batch_since
        return len(self._batch) >= self._options.commit_pages or age >= self._options.commit_seconds

    def _flush(self) -> None:
        batch, self._batch = self._batch, []
        self._writer.write(batch)

    @contextmanager
    def _flushed_at_the_end(self) -> Iterator[None]:
        try:
            yield
        finally:
            for page_id in list(self._held):
                self._let_go(page_id)
        self._flush()
        self._writer.settle()
