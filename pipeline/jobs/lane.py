"""One of a worker's lanes: takes a job's pages through a process of its own into the record.

Pages whose workers fall silent one after the other may be what kills them, and their machines: they
are parted to find the one, which goes to quarantine instead of killing on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile

from sqlalchemy import Connection

from models.blobs import Blobs
from models.canonical import digest
from models.database import Database, wait_out
from models.errors import WORKER_DIED
from outputs.search.index import SearchIndex
from pipeline import ledger
from pipeline.chain import Failure, Outcome, Task
from pipeline.executors import Executor, InlineExecutor
from pipeline.jobs import store
from pipeline.jobs.queues import QUEUES, split
from pipeline.jobs.store import Chunk
from pipeline.pageloop import PageLoop
from pipeline.plan import Plan
from pipeline.settings import RunOptions
from pipeline.writer import Attempted, Writer


def plan_digest(plan: Plan) -> str:
    """Stands for all that can change a result: two workers with the same one do the same."""
    return digest(*(step.recipe for step in plan.steps))


class Lane:
    """Does a chunk at a time; what a stage needs stays loaded in its process between chunks."""

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        index: SearchIndex,
        plan: Plan,
        *,
        queues: Sequence[str],
        options: RunOptions,
        make_executor: Callable[[], Executor],
        stopped: Callable[[], bool],
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._index = index
        self._plan = plan
        self._queues = queues
        self._options = options
        self._make_executor = make_executor
        self._stopped = stopped
        self._executor: Executor | None = None

    def work(self, chunk: Chunk) -> bool:
        """Bring a chunk's pages up to date; False when it was stopped before the end.

        Raises:
            StoreError: the record could not be written; what was committed before stays.
            ConfigError: the stages cannot be built here.
            MissingDependency: likewise.
        """
        work = _ChunkWork(self._database, self._plan, chunk, self._queues)
        worn = chunk.losses >= self._options.losses
        if worn and len(chunk.pages) > 1:
            wait_out(work.part)
            return True
        writer = Writer(self._database, self._index, self._plan, chunk.run, following=work.pass_on)
        loop = PageLoop(
            writer, self._blobs, work.next_pages, options=self._options, only=work.stages
        )
        try:
            give_up = partial(_given_up, stage=work.first, losses=chunk.losses)
            executor = InlineExecutor(self._plan, give_up) if worn else self._opened()
            loop.work(executor, heard=work.hear, stopped=self._stopped)
        except BaseException:
            self.close()  # what its process still has in hand is nothing to the next chunk
            raise
        return not work.left

    def close(self) -> None:
        """End its process, with what it has in hand."""
        if self._executor is not None:
            self._executor.__exit__(None, None, None)
            self._executor = None

    def _opened(self) -> Executor:
        if self._executor is None:
            self._executor = self._make_executor().__enter__()
        return self._executor


def _given_up(plan: Plan, task: Task, *, stage: str, losses: int) -> Outcome:
    """A page that is not looked at again, since it cost too many workers."""
    failure = Failure(stage, WORKER_DIED, f"{losses} workers fell silent", retriable=False)
    return Outcome(task.page_id, task.page, (), (), failure)


class _ChunkWork:
    """What is left of a chunk, and who goes on with its pages.

    A worker that serves the next queue as well does its stages at once: each page is then loaded
    and committed once instead of twice.
    """

    def __init__(self, database: Database, plan: Plan, chunk: Chunk, queues: Sequence[str]) -> None:
        self._database = database
        self._chunk = chunk
        only = None if chunk.only is None else frozenset(chunk.only)
        parts = split(plan, only=only)
        behind = QUEUES[QUEUES.index(chunk.queue) :]
        taken = list(takewhile(lambda queue: queue in {*queues, chunk.queue}, behind))
        self.stages = frozenset().union(*(parts[queue] for queue in taken))
        self.first = next(name for name in plan.names if name in self.stages)
        self._next_queue = _after(taken[-1], parts)
        self._untouched: Sequence[int] = chunk.pages
        self.left: set[int] = set(chunk.pages)

    def next_pages(self, limit: int) -> Sequence[int]:
        """All its pages at the first call, but for those that somebody else has done since."""
        pages, self._untouched = self._untouched, ()
        if not pages:
            return ()
        still = wait_out(lambda: self._still_pending(pages))
        self.left &= still
        return [page for page in pages if page in still]

    def _still_pending(self, pages: Sequence[int]) -> set[int]:
        with self._database.read() as connection:
            return ledger.still_pending(connection, pages, only=self.stages)

    def part(self) -> None:
        """Give each page that is left a job of its own."""
        with self._database.write() as connection:
            pages = ledger.still_pending(connection, self._chunk.pages, only=self.stages)
            singly = [replace(self._chunk, pages=(page,), losses=0) for page in sorted(pages)]
            store.add(connection, singly)

    def hear(self, attempted: Attempted, again: bool) -> None:
        """Cross off a page that is not tried again."""
        if not again:
            self.left.discard(attempted.outcome.page_id)

    def pass_on(self, connection: Connection, batch: Sequence[Attempted]) -> None:
        """Queue pages for the stages after these, in the transaction that records these."""
        pages = tuple(
            item.outcome.page_id
            for item in batch
            if item.outcome.stale and item.outcome.failure is None
        )
        if pages and self._next_queue:
            store.add(connection, [replace(self._chunk, queue=self._next_queue, pages=pages)])


def _after(queue: str, parts: Mapping[str, frozenset[str]]) -> str | None:
    """The queue that goes on where this one ends; None where no stage is left."""
    later = QUEUES[QUEUES.index(queue) + 1 :]
    return next((name for name in later if parts[name]), None)
