"""A worker: takes jobs from PostgreSQL, does them in lanes, outlives a server that goes away."""

import asyncio
import logging
import signal
import threading
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Final

import psycopg
import psycopg_pool
from procrastinate import App, BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job

from models.database import Database
from models.errors import STORE_FAILED, AigaqError, ConfigError, MissingDependency, StoreError
from models.i18n import _
from pipeline.jobs import store
from pipeline.jobs.lane import Lane
from pipeline.jobs.store import Chunk

_FAILED: Final = (ConnectorException, psycopg.Error, psycopg_pool.PoolTimeout)
# The last one: a worker that was silent for too long is struck off, and must register again.
_PASSING: Final = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    psycopg_pool.PoolTimeout,
    psycopg.errors.ForeignKeyViolation,
)
_LONGEST_PAUSE: Final = 30
_UNLIKE_PAUSE: Final = 30
_POLL_SECONDS: Final = 5.0


class _LeftUndoneError(Exception):
    """A job goes back to the queue: for others, or for later."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds


class _GiveBack(BaseRetryStrategy):
    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        match exception:
            case _LeftUndoneError():
                return RetryDecision(retry_in={"seconds": exception.seconds})
            case StoreError():
                pause = min(2 ** min(job.attempts, 6), _LONGEST_PAUSE)
                return RetryDecision(retry_in={"seconds": pause})
        return None


class Worker:
    """Does jobs of some queues until it is told to stop; any number may run on any machines.

    Args:
        database: the record, in PostgreSQL.
        plan: digest of the plan; jobs of another one are left to others.
        make_lane: makes what does one job at a time.
        queues: whose jobs it takes.
        lanes: how many jobs it does at a time.
        stalled_seconds: who is silent for so long has its jobs taken away.
        tell: hears what an operator should know.
    """

    def __init__(
        self,
        database: Database,
        plan: str,
        make_lane: Callable[[Callable[[], bool]], Lane],
        *,
        queues: Sequence[str],
        lanes: int,
        stalled_seconds: float,
        tell: Callable[[str], None],
    ) -> None:
        self._database = database
        self._plan = plan
        self._make_lane = make_lane
        self._queues = tuple(queues)
        self._size = lanes
        self._stalled_seconds = stalled_seconds
        self._tell = tell
        self._stopping = threading.Event()
        # Threads that last as long as the worker: a lane's process dies with the thread that
        # started it.
        self._threads = ThreadPoolExecutor(lanes, thread_name_prefix="lane")
        self._own = threading.local()
        self._lanes: list[Lane] = []
        self._serving: asyncio.Task[None] | None = None
        self._fault: AigaqError | None = None
        self._at_work: set[int | None] = set()
        self._number: int | None = None

    def run(self) -> None:
        """Work until a signal asks for the end; pages in hand go back to the queue.

        Raises:
            ConfigError: the stages cannot be built on this machine.
            MissingDependency: likewise.
            StoreError: the server refuses what is asked of it.
        """
        # What its log would say of a lost connection is told to the operator in a line.
        logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
        logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)
        try:
            asyncio.run(self._run())
        finally:
            self._threads.shutdown()
            for lane in self._lanes:
                lane.close()
        if self._fault is not None:
            raise self._fault

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, self._stop)
        pause = 1
        while not self._stopping.is_set():
            try:
                await self._serve()
                pause = 1
            except _FAILED as error:
                reason = error.__cause__ or error
                if not isinstance(reason, _PASSING):
                    raise StoreError(STORE_FAILED, str(reason)) from error
                told = _("The database server is away ({error}); trying again in {pause} s.")
                self._tell(told.format(error=str(reason).strip(), pause=pause))
                await self._sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    async def _serve(self) -> None:
        """Take jobs for as long as the connection lasts."""
        app = App(connector=store.connector(self._database, connections=self._size + 3))
        app.task(name=store.TASK, retry=_GiveBack(), pass_context=True)(self._bring_up)
        async with app.open_async():
            sweeping = asyncio.create_task(self._sweep(app))
            self._serving = asyncio.create_task(
                app.run_worker_async(
                    queues=list(self._queues),  # the driver takes no tuple for an array
                    concurrency=self._size,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                    fetch_job_polling_interval=_POLL_SECONDS,
                    update_heartbeat_interval=self._stalled_seconds / 3,
                    stalled_worker_timeout=self._stalled_seconds,
                )
            )
            if self._stopping.is_set():
                self._serving.cancel()
            try:
                await self._serving
            except asyncio.CancelledError:
                if not self._stopping.is_set():
                    raise
            finally:
                sweeping.cancel()

    def _stop(self) -> None:
        self._stopping.set()
        if self._serving is not None:
            self._serving.cancel()

    async def _sleep(self, seconds: float) -> None:
        for _tenth in range(int(seconds * 10)):
            if self._stopping.is_set():
                return
            await asyncio.sleep(0.1)

    async def _sweep(self, app: App) -> None:
        """Give the jobs of workers that have fallen silent to others, and back what was cut off."""
        jobs = app.job_manager
        ended: set[int | None] = set()
        while True:
            with suppress(*_FAILED):
                silent = await jobs.get_stalled_jobs(seconds_since_heartbeat=self._stalled_seconds)
                stalled = list(silent)
                for job in stalled:
                    await store.count_loss(jobs.connector, job)
                own = await self._ended_unnoticed(app)
                # One that is only just being told to have ended is not there at the second look.
                for job in (*stalled, *(job for job in own if job.id in ended)):
                    with suppress(ConnectorException):  # another worker was quicker
                        await jobs.retry_job(job)
                ended = {job.id for job in own}
            await asyncio.sleep(self._stalled_seconds / 2)

    async def _ended_unnoticed(self, app: App) -> list[Job]:
        """Jobs that this worker has ended, but could not say so when its connection was cut."""
        if self._number is None:
            return []
        held = await app.job_manager.list_jobs_async(status="doing", worker_id=self._number)
        return [job for job in held if job.id not in self._at_work]

    async def _bring_up(self, context: JobContext, /, **chunk_fields: Any) -> None:
        self._number = context.job.worker_id
        self._at_work.add(context.job.id)
        try:
            await self._do(chunk_fields)
        finally:
            self._at_work.discard(context.job.id)

    async def _do(self, chunk_fields: dict[str, Any]) -> None:
        chunk = Chunk.read(chunk_fields)
        if chunk.plan != self._plan:
            self._tell(_("Left a job to others: its run has other stages, options or models."))
            raise _LeftUndoneError(_UNLIKE_PAUSE)
        loop = asyncio.get_running_loop()
        try:
            finished = await loop.run_in_executor(self._threads, self._work, chunk)
        except (ConfigError, MissingDependency) as error:
            self._fault = error
            self._stop()
            raise _LeftUndoneError(0) from error
        except StoreError as error:
            self._tell(str(error))
            raise
        except Exception:
            self._tell(traceback.format_exc())
            raise
        if not finished:
            raise _LeftUndoneError(0)

    def _work(self, chunk: Chunk) -> bool:
        lane: Lane | None = getattr(self._own, "lane", None)
        if lane is None:
            lane = self._own.lane = self._make_lane(self._stopping.is_set)
            self._lanes.append(lane)
        return lane.work(chunk)
