"""Where a page's work happens: worker processes of this machine, or this very process."""

import ctypes
import os
import queue
import signal
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing import get_context
from types import TracebackType
from typing import Final, Protocol, Self

from pebble import ProcessExpired, ProcessPool

from models.errors import ENGINE_TIMEOUT, WORKER_DIED
from pipeline.chain import Failure, Outcome, Task, process_page
from pipeline.plan import Plan, make_plan
from pipeline.stage import StageOptions

# One core per process: two Tesseracts with four threads each on two cores are four times slower.
ONE_CORE: Final = {
    "OMP_THREAD_LIMIT": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
_PR_SET_PDEATHSIG: Final = 1


@dataclass(frozen=True, slots=True)
class Finished:
    """A task's outcome and the wall time it took, seconds."""

    outcome: Outcome
    seconds: float


class Executor(Protocol):
    """Takes tasks and gives back outcomes in any order; a lost worker is an outcome too."""

    capacity: int

    def __enter__(self) -> Self:
        """Start."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop; what is still running is dropped."""
        ...

    def submit(self, task: Task) -> None:
        """Take a task."""
        ...

    def collect(self, seconds: float) -> Finished | None:
        """The next outcome, or None when none came within `seconds`."""
        ...


class InlineExecutor:
    """Works in this process, a task at a time: for tests and for debugging a stage."""

    capacity = 1

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._finished: queue.SimpleQueue[Finished] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def submit(self, task: Task) -> None:
        """Do the work at once."""
        started = time.perf_counter()
        outcome = process_page(self._plan, task)
        self._finished.put(Finished(outcome, time.perf_counter() - started))

    def collect(self, seconds: float) -> Finished | None:
        """The oldest outcome that was not collected yet."""
        return None if self._finished.empty() else self._finished.get()


class PoolExecutor:
    """Worker processes, one core each; one that dies or hangs is replaced, its page reported.

    A page in hand when its worker dies comes back as a retriable failure; the other pages and
    workers go on.
    """

    def __init__(
        self, stages: Sequence[StageOptions], names: Sequence[str], *, workers: int, seconds: float
    ) -> None:
        self.capacity = 2 * workers
        self._stages = tuple(stages)
        self._names = tuple(names)
        self._workers = workers
        self._seconds = seconds
        self._finished: queue.SimpleQueue[Finished] = queue.SimpleQueue()
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        os.environ.update(ONE_CORE)
        self._pool = ProcessPool(
            max_workers=self._workers,
            initializer=_start_worker,
            initargs=(self._stages, os.getpid()),
            context=get_context("spawn"),
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()

    def submit(self, task: Task) -> None:
        """Queue a task for the next free worker."""
        assert self._pool is not None
        future = self._pool.schedule(_work, args=(task,), timeout=self._seconds)
        future.add_done_callback(lambda done: self._finished.put(self._finish(task, done)))

    def collect(self, seconds: float) -> Finished | None:
        """The next outcome, or None when none came in time."""
        try:
            return self._finished.get(timeout=seconds)
        except queue.Empty:
            return None

    def _finish(self, task: Task, done: "Future[Finished]") -> Finished:
        if done.cancelled():
            return self._lost(task, WORKER_DIED, "cancelled")
        error = done.exception()
        match error:
            case None:
                return done.result()
            case TimeoutError():
                return self._lost(task, ENGINE_TIMEOUT, f"{self._seconds:g} s")
            case ProcessExpired():
                return self._lost(task, WORKER_DIED, f"exit code {error.exitcode}")
            case _:
                return self._lost(task, WORKER_DIED, f"{type(error).__name__}: {error}")

    def _lost(self, task: Task, code: str, detail: str) -> Finished:
        """The worker took its results along; blame the first stage that was not up to date."""
        stage = next(
            (n for n in self._names if n not in task.known or task.known[n].output is None),
            self._names[0],
        )
        failure = Failure(stage, code, detail, retriable=True)
        return Finished(Outcome(task.page_id, task.page, (), (), failure), 0.0)


_plan: Plan | None = None


def _start_worker(stages: Sequence[StageOptions], parent: int) -> None:
    global _plan
    # Ctrl-C is the parent's business; a group of its own keeps it away from Tesseract as well.
    os.setpgrp()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    _plan = make_plan(stages)


def _work(task: Task) -> Finished:
    assert _plan is not None
    started = time.perf_counter()
    outcome = process_page(_plan, task)
    return Finished(outcome, time.perf_counter() - started)
