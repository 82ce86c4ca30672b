"""Run decoders in child processes that may crash, hang or swell without harm to the rest."""

import errno
import os
import resource
import signal
import warnings
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from multiprocessing import get_context
from threading import Event
from typing import Any, Final, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool
from PIL import Image

from ingest.options import Limits
from models.errors import (
    SOURCE_CORRUPT,
    SOURCE_MEMORY,
    SOURCE_TIMEOUT,
    AigaqError,
    SourceError,
)

Result = TypeVar("Result")

# Poppler is stopped by its own limit; the child around it gets this much longer.
_GRACE_SECONDS: Final = 5
# A fresh process now and then bounds what leaks in a decoder can add up to.
_CALLS_PER_CHILD: Final = 500
_DETAIL_LENGTH: Final = 500
_OUT_OF_MEMORY: Final = 77
_POLL_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file or a page could not be read.

    Attributes:
        code: stable, from models/errors.py.
        detail: what the decoder said.
        traceback: of a failure that nobody foresaw.
    """

    code: str
    detail: str = ""
    traceback: str | None = None


@dataclass(frozen=True, slots=True)
class Call(Generic[Result]):
    """A call under way in a child, and what it takes to make it again."""

    function: Callable[..., Result]
    arguments: tuple[Any, ...]
    future: "Future[Result]"


class Decoders:
    """A pool of confined child processes; none is started before the first call."""

    def __init__(self, workers: int, limits: Limits) -> None:
        self._limits = limits
        self._stopped = Event()
        self._pool = self._make_pool(workers, _CALLS_PER_CHILD)
        self._fresh = self._make_pool(1, 1)

    def _make_pool(self, workers: int, calls: int) -> ProcessPool:
        return ProcessPool(
            max_workers=workers,
            max_tasks=calls,
            initializer=confine,
            initargs=(self._limits,),
            # fork would copy a parent that has threads and an open database.
            context=get_context("spawn"),
        )

    def start(self, function: Callable[..., Result], *arguments: Any) -> Call[Result]:
        """Begin a call in a child; its time counts from when a child takes it up."""
        return self._start(self._pool, function, arguments)

    def _start(
        self, pool: ProcessPool, function: Callable[..., Result], arguments: tuple[Any, ...]
    ) -> Call[Result]:
        seconds = self._limits.seconds + _GRACE_SECONDS
        future: Future[Result] = pool.schedule(_guarded, (function, *arguments), timeout=seconds)
        return Call(function, arguments, future)

    def finish(self, call: Call[Result]) -> Result | Failure:
        """Wait for a call and tell its result, or why there is none.

        A child that ran out of memory may have been worn by the files before: only what a fresh
        child cannot hold either is the file's own fault.

        Raises:
            AigaqError: the failure is not the file's (a full disk, a missing program).
        """
        error = self._wait(call)
        if isinstance(error, ProcessExpired) and error.exitcode == _OUT_OF_MEMORY:
            call = self._start(self._fresh, call.function, call.arguments)
            error = self._wait(call)
        if error is None:
            return call.future.result()
        if isinstance(error, AigaqError) and not isinstance(error, SourceError):
            raise error
        return self._failure(error)

    def _wait(self, call: Call[Any]) -> BaseException | None:
        """Wait for a call; the pool forgets calls that were under way when it is stopped."""
        while True:
            try:
                return call.future.exception(timeout=_POLL_SECONDS)
            except CancelledError as error:
                return error
            except TimeoutError:
                if self._stopped.is_set():
                    return CancelledError()

    def _failure(self, error: BaseException) -> Failure:
        match error:
            case SourceError():
                return Failure(error.code, error.detail[:_DETAIL_LENGTH])
            case TimeoutError():
                return Failure(SOURCE_TIMEOUT, f"> {self._limits.seconds} s")
            case ProcessExpired(exitcode=exitcode) if exitcode == _OUT_OF_MEMORY:
                return Failure(SOURCE_MEMORY, f"> {self._limits.megabytes} MB")
            case ProcessExpired():
                # Only the kernel kills a child with SIGKILL: it was out of memory.
                killed = error.exitcode == -signal.SIGKILL
                code = SOURCE_MEMORY if killed else SOURCE_CORRUPT
                return Failure(code, f"the decoder died: exit code {error.exitcode}")
            case _:
                detail = f"{type(error).__name__}: {error}"[:_DETAIL_LENGTH]
                return Failure(SOURCE_CORRUPT, detail, getattr(error, "traceback", None))

    def stop(self) -> None:
        """End all children at once, with whatever poppler they started."""
        self._stopped.set()
        for pool in (self._pool, self._fresh):
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def _guarded(function: Callable[..., Result], *arguments: Any) -> Result:
    """Call a decoder; a child that is out of memory ends, for what it holds is not given back."""
    try:
        return function(*arguments)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except OSError as error:
        # So the system says it of a folder that cannot be made or a program that cannot start.
        if error.errno == errno.ENOMEM:
            os._exit(_OUT_OF_MEMORY)
        raise


def confine(limits: Limits) -> None:
    """Set the limits of this child process; the programs it starts inherit them."""
    size = limits.megabytes << 20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Image.MAX_IMAGE_PIXELS = limits.pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    _silence_libraries()
    # A process group of its own, so that ending this child ends its poppler too.
    os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, lambda *_: os.killpg(0, signal.SIGKILL))


def _silence_libraries() -> None:
    # libtiff and OpenJPEG write to standard error past Python; what counts is raised.
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)
    os.close(quiet)
