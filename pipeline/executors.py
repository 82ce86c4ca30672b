"""Where a page's work happens: worker processes of this machine, or this very process."""

import os
import shutil
import signal
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol, Self, cast

from models.decoding.confinement import Bounds
from models.errors import ENGINE_MEMORY, ENGINE_TIMEOUT, WORKER_DIED, AigaqError, EngineError
from pipeline.chain import Failure, Finished, Outcome, Task, process_page
from pipeline.engines.tesseract import KEPT_MEMORY
from pipeline.plan import Plan
from pipeline.scratch import make_scratch
from pipeline.stage import StageOptions
from pipeline.workerprocess import WorkerProcess

# One core per process: two Tesseracts with four threads each on two cores are four times slower.
ONE_CORE: Final = {
    "OMP_THREAD_LIMIT": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
# Tasks kept ready in this process for every worker. A worker itself holds one at a time: a second
# in its pipe would save milliseconds and leave other workers idle at the end of a run.
_DEPTH: Final = 2
_MOST_FAILED_STARTS: Final = 5


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
    """Works in this process, a task at a time.

    Args:
        plan: of the stages.
        work: what is done with a task.
    """

    capacity = 1

    def __init__(self, plan: Plan, work: Callable[[Plan, Task], Outcome] = process_page) -> None:
        self._plan = plan
        self._work = work
        self._finished: deque[Finished] = deque()

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
        outcome = self._work(self._plan, task)
        self._finished.append(Finished(outcome, time.perf_counter() - started))

    def collect(self, seconds: float) -> Finished | None:
        """The oldest outcome that was not collected yet."""
        return self._finished.popleft() if self._finished else None


class PoolExecutor:
    """Worker processes, one core each; one that dies or hangs is replaced, its page reported.

    Every worker has a pipe of its own, so that killing one at any moment, even while it starts or
    waits, leaves the others untouched; pools with a shared queue broke there (docs/adr/0009).
    """

    def __init__(
        self, stages: Sequence[StageOptions], names: Sequence[str], *, workers: int, bounds: Bounds
    ) -> None:
        self.capacity = _DEPTH * workers
        self._stages = tuple(stages)
        self._names = tuple(names)
        self._bounds = bounds
        self._size = workers
        self._workers: list[WorkerProcess] = []
        self._waiting: deque[Task] = deque()
        self._finished: deque[Finished] = deque()
        self._failed_starts = 0
        self._scratch = Path()

    def __enter__(self) -> Self:
        # Here, not in the worker: its stages come as a pickle, which imports NumPy before any line
        # of ours runs there, and OpenBLAS counts its threads then and never again.
        # The same holds for the memory of glibc.
        os.environ.update(ONE_CORE | KEPT_MEMORY)
        self._scratch = make_scratch(self._size)
        self._workers = [self._make_worker() for _ in range(self._size)]
        return self

    def _make_worker(self) -> WorkerProcess:
        return WorkerProcess(self._stages, self._scratch, self._bounds)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.kill()
        self._workers = []
        shutil.rmtree(self._scratch, ignore_errors=True)

    def submit(self, task: Task) -> None:
        """Queue a task for the next worker with room."""
        self._waiting.append(task)
        self._hand_out()

    def collect(self, seconds: float) -> Finished | None:
        """The next outcome, or None when none came in time.

        Raises:
            AigaqError: a worker could not build the stages or has no room for scratch files, or
                workers keep dying at their start.
        """
        if not self._finished:
            self._listen(seconds)
        return self._finished.popleft() if self._finished else None

    def _hand_out(self) -> None:
        for worker in self._workers:
            if self._waiting and worker.is_idle and worker.take(self._waiting[0]):
                self._waiting.popleft()

    def _listen(self, seconds: float) -> None:
        by_connection = {worker.connection: worker for worker in self._workers}
        for ready in wait(list(by_connection), timeout=seconds):
            worker = by_connection[cast("Connection[Any, Any]", ready)]
            try:
                message = worker.connection.recv()
            except (EOFError, OSError):
                status = worker.exit_code()
                code = ENGINE_TIMEOUT if status == -signal.SIGXCPU else WORKER_DIED
                self._replace(worker, code, f"exit code {status}")
                continue
            self._hear(worker, message)
        for worker in list(self._workers):
            if worker.is_overdue():
                self._replace(worker, ENGINE_TIMEOUT, f"{self._bounds.seconds:g} s")
        self._hand_out()

    def _hear(self, worker: WorkerProcess, message: object) -> None:
        match message:
            case Finished():
                worker.task = None
                self._finished.append(self._judged(worker, message))
            case AigaqError():
                raise message
            case _:
                worker.is_ready = True
                self._failed_starts = 0

    def _judged(self, worker: WorkerProcess, finished: Finished) -> Finished:
        """Put a fresh worker in place of one out of memory; what wore it out was not this page."""
        failure = finished.outcome.failure
        is_worn, worker.is_worn = worker.is_worn, True
        if failure is None or failure.code != ENGINE_MEMORY:
            return finished
        self._replace(worker, WORKER_DIED, "")
        outcome = replace(finished.outcome, failure=replace(failure, retriable=is_worn))
        return replace(finished, outcome=outcome)

    def _replace(self, worker: WorkerProcess, code: str, detail: str) -> None:
        worker.kill()
        self._workers.remove(worker)
        if worker.task is not None:
            self._finished.append(self._lost(worker, worker.task, code, detail))
        elif not worker.is_ready:
            self._failed_starts += 1
            if self._failed_starts > _MOST_FAILED_STARTS * self._size:
                raise EngineError(WORKER_DIED, detail)
        self._workers.append(self._make_worker())

    def _lost(self, worker: WorkerProcess, task: Task, code: str, detail: str) -> Finished:
        """The worker took its results along; the stage that it was at is to blame."""
        stage = self._names[worker.place]
        failure = Failure(stage, code, detail, retriable=code == WORKER_DIED)
        return Finished(Outcome(task.page_id, task.page, (), (), failure), 0.0)
