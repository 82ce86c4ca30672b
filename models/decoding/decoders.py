"""Run decoders in child processes that may crash, hang or swell without harm to the rest."""

import errno
import os
import signal
import warnings
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from multiprocessing import get_context
from threading import Event
from typing import Any, Final, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from models.decoding.complaints import complain
from models.decoding.confinement import Bounds, allow_seconds, confine
from models.errors import (
    SOURCE_CORRUPT,
    SOURCE_MEMORY,
    SOURCE_OUTPUT,
    SOURCE_TIMEOUT,
    AigaqError,
    SourceError,
    StoreError,
)
from models.printable import printable

Result = TypeVar("Result")

# Poppler is stopped by its own limit; the child around it gets this much longer.
_GRACE_SECONDS: Final = 5
# A fresh process now and then bounds what leaks in a decoder can add up to.
_CALLS_PER_CHILD: Final = 500
_DETAIL_LENGTH: Final = 500
_OUT_OF_MEMORY: Final = 77
_POLL_SECONDS: Final = 0.5
_NO_MORE: Final = {signal.SIGXCPU: SOURCE_TIMEOUT, signal.SIGXFSZ: SOURCE_OUTPUT}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file or a page could not be read.

    Attributes:
        code: stable, from models/errors.
        detail: what the decoder said, one printable line.
        traceback: of a failure that nobody foresaw.
    """

    code: str
    detail: str = ""
    traceback: str | None = None

    def __post_init__(self) -> None:
        # It may quote a name or bytes of the file.
        object.__setattr__(self, "detail", printable(" ".join(self.detail.split())))


@dataclass(frozen=True, slots=True)
class Call(Generic[Result]):
    """A call under way in a child, and what it takes to make it again."""

    function: Callable[..., Result]
    arguments: tuple[Any, ...]
    future: "Future[Result]"


class Decoders:
    """A pool of confined child processes; none is started before the first call."""

    def __init__(self, workers: int, bounds: Bounds, *, pixels: int) -> None:
        self._bounds = bounds
        self._pixels = pixels
        self._stopped = Event()
        self._pool = self._make_pool(workers, _CALLS_PER_CHILD)
        self._fresh = self._make_pool(1, 1)

    def _make_pool(self, workers: int, calls: int) -> ProcessPool:
        return ProcessPool(
            max_workers=workers,
            max_tasks=calls,
            initializer=_begin,
            initargs=(self._bounds, self._pixels),
            # fork would copy a parent that has threads and an open database.
            context=get_context("spawn"),
        )

    def start(self, function: Callable[..., Result], *arguments: Any) -> Call[Result]:
        """Begin a call in a child; its time counts from when a child takes it up."""
        return self._start(self._pool, function, arguments)

    def _start(
        self, pool: ProcessPool, function: Callable[..., Result], arguments: tuple[Any, ...]
    ) -> Call[Result]:
        seconds = self._bounds.seconds + _GRACE_SECONDS
        future: Future[Result] = pool.schedule(
            _guarded, (seconds, function, *arguments), timeout=seconds
        )
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
                return Failure(SOURCE_TIMEOUT, f"> {self._bounds.seconds} s")
            case ProcessExpired(exitcode=exitcode) if exitcode == _OUT_OF_MEMORY:
                return Failure(SOURCE_MEMORY, f"> {self._bounds.megabytes} MB")
            case ProcessExpired():
                # Only the kernel kills a child with SIGKILL: it was out of memory.
                ends = {**_NO_MORE, signal.SIGKILL: SOURCE_MEMORY}
                code = ends.get(-error.exitcode, SOURCE_CORRUPT)
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


def _guarded(seconds: float, function: Callable[..., Result], *arguments: Any) -> Result:
    """Call a decoder; a child that is out of memory ends, for what it holds is not given back."""
    allow_seconds(seconds)
    try:
        return function(*arguments)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except OSError as error:
        # So the system says it of a folder that cannot be made or a program that cannot start.
        if error.errno == errno.ENOMEM:
            os._exit(_OUT_OF_MEMORY)
        if error.errno == errno.EFBIG:
            raise SourceError(SOURCE_OUTPUT, str(error)) from error
        raise
    except StoreError as error:
        if isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.EFBIG:
            raise SourceError(SOURCE_OUTPUT, error.detail) from error
        raise


def _begin(bounds: Bounds, pixels: int) -> None:
    """Make this child ready: confined, silent, and a group that ends with it."""
    from PIL import Image

    confine(bounds)
    Image.MAX_IMAGE_PIXELS = pixels
    warnings.simplefilter("always")
    warnings.showwarning = lambda message, *_: complain("Pillow", str(message))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    _silence_libraries()
    # A process group of its own, so that ending this child ends its poppler too.
    os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, lambda *_: os.killpg(0, signal.SIGKILL))


def _silence_libraries() -> None:
    # Where nobody listens (models/decoding/complaints.py), what counts is raised.
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)
    os.close(quiet)
