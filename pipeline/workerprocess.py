"""One worker process: the pipe to it, the bounds around it, and how it answers tasks."""

import gc
import os
import signal
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from ctypes import c_int
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final, cast

from models.decoding.confinement import Bounds, allow_seconds, confine, end_with
from models.errors import AigaqError
from pipeline.chain import Finished, Task, process_page
from pipeline.plan import Plan, make_plan
from pipeline.stage import StageOptions

_START_SECONDS: Final = 300


class WorkerProcess:
    """A process, the pipe to it, and the task it has in hand."""

    def __init__(self, stages: Sequence[StageOptions], scratch: Path, bounds: Bounds) -> None:
        context = get_context("spawn")
        self.connection, far_end = context.Pipe()
        self.is_ready = False
        self.is_worn = False  # by a page before
        self.task: Task | None = None
        # Shared memory: nine messages a page about stages would wake this process as often.
        self._place = context.RawValue("i", 0)
        self._seconds = bounds.seconds
        self._deadline = time.monotonic() + _START_SECONDS
        self._process = context.Process(
            target=_serve,
            args=(far_end, self._place, tuple(stages), os.getpid(), scratch, bounds),
            daemon=True,
        )
        self._process.start()
        far_end.close()

    @property
    def place(self) -> int:
        """Of the stage that it is at, or was at last, in the order of the plan."""
        return int(self._place.value)

    @property
    def is_idle(self) -> bool:
        """Whether it can take a task."""
        return self.is_ready and self.task is None

    def take(self, task: Task) -> bool:
        """Send a task; False when the worker has gone, which `collect` will notice."""
        self._place.value = 0
        try:
            self.connection.send(task)
        except OSError:
            return False
        self.task = task
        self._deadline = time.monotonic() + self._seconds
        return True

    def is_overdue(self) -> bool:
        """Whether the task in hand, or the start, has had its time."""
        return not self.is_idle and time.monotonic() > self._deadline

    def exit_code(self) -> int | None:
        """Negative: the signal that ended it."""
        self._process.join(timeout=1)
        return self._process.exitcode

    def kill(self) -> None:
        """End it and everything it started, at once."""
        self._process.kill()
        with suppress(ProcessLookupError, PermissionError):
            # Its process group: Tesseract goes with it, even where the worker itself is dead.
            os.killpg(cast("int", self._process.pid), signal.SIGKILL)
        self._process.join()
        self.connection.close()


def _serve(
    connection: "Connection[Any, Any]",
    place: "c_int",
    stages: Sequence[StageOptions],
    parent: int,
    scratch: Path,
    bounds: Bounds,
) -> None:
    """Run in the worker: build the stages, then answer every task until the pipe closes."""
    # Ctrl-C is the parent's business; a group of its own keeps it away from Tesseract as well.
    os.setpgrp()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    confine(bounds)
    if not end_with(parent):
        return
    tempfile.tempdir = str(scratch)
    try:
        plan = make_plan(stages)
    except AigaqError as error:
        connection.send(error)
        return
    connection.send(None)  # ready
    with suppress(EOFError, OSError):
        _answer_tasks(connection, place, plan, bounds.seconds)


def _answer_tasks(
    connection: "Connection[Any, Any]", place: "c_int", plan: Plan, seconds: float
) -> None:
    """Do a task after another, for ever; an error that is no page's fault is sent and ends it."""
    places = {name: number for number, name in enumerate(plan.names)}

    def tell(stage: str) -> None:
        place.value = places[stage]

    # The first page loads models and lists, which are no garbage and need not be looked at again.
    gc.disable()
    while True:
        task: Task = connection.recv()
        allow_seconds(seconds)
        started = time.perf_counter()
        try:
            outcome = process_page(plan, task, on_stage=tell)
        except AigaqError as error:
            connection.send(error)
            return
        connection.send(Finished(outcome, time.perf_counter() - started))
        if not gc.get_freeze_count():
            gc.freeze()
            gc.enable()
