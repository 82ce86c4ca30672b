"""Jobs as Procrastinate keeps them, added in the very transaction that leaves pages to do."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, Final

from procrastinate import PsycopgConnector, SyncPsycopgConnector
from procrastinate.connector import BaseConnector
from procrastinate.jobs import Job
from procrastinate.manager import JobManager
from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, Text, cast, delete, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import make_url
from sqlalchemy.sql import column, table

from models.database import Database
from models.errors import EXECUTOR_UNFIT, ConfigError

TASK: Final = "bring-up"
# Apart from the record's tables: theirs are migrated by Procrastinate, ours by us.
_SCHEMA: Final = "aigaq_jobs"
_JOBS: Final = table("procrastinate_jobs", column("status"), column("args", JSONB), schema=_SCHEMA)
_WORKERS: Final = table("procrastinate_workers", column("last_heartbeat"), schema=_SCHEMA)
_LIVE: Final = ("todo", "doing")
# Of several workers that notice the same loss one counts it.
_LOST: Final = """
    UPDATE procrastinate_jobs SET args = jsonb_set(args, '{losses}', to_jsonb(%(losses)s + 1))
    WHERE id = %(job)s AND status = 'doing' AND COALESCE((args->>'losses')::int, 0) = %(losses)s
"""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pages that one worker takes at a time.

    Attributes:
        queue: of the stages that they wait for.
        pages: ids.
        run: on whose behalf.
        plan: digest of its recipes; a worker with other ones leaves the job alone.
        only: stages that the run was bound to.
        losses: how many workers fell silent for good with these pages in hand.
    """

    queue: str
    pages: tuple[int, ...]
    run: int
    plan: str
    only: tuple[str, ...] | None = None
    losses: int = 0

    @classmethod
    def read(cls, fields: Mapping[str, Any]) -> "Chunk":
        """A chunk as it comes back from JSON, which knows no tuples."""
        lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
        return cls(**{**fields, **lists})


@dataclass(frozen=True, slots=True)
class Counts:
    """Jobs by what became of them; finished ones are deleted at once."""

    waiting: int = 0
    at_work: int = 0
    failed: int = 0

    @property
    def live(self) -> int:
        """Jobs that a worker has or will have."""
        return self.waiting + self.at_work


def prepare(database: Database) -> None:
    """Make the tables of the jobs unless they are there.

    Raises:
        ConfigError: `executor-unfit`, the record is not in PostgreSQL.
    """
    if make_url(database.url).get_backend_name() != "postgresql":
        raise ConfigError(EXECUTOR_UNFIT, "database")
    with database.write() as connection:
        if connection.scalar(select(func.to_regclass(f"{_SCHEMA}.{_JOBS.name}"))) is None:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {_SCHEMA}"))
            with _in_schema(connection) as raw:
                raw.execute(SchemaManager.get_schema())


def connector(database: Database, *, connections: int) -> PsycopgConnector:
    """What a worker speaks to the jobs by."""
    address = make_url(database.url).set(drivername="postgresql")
    return PsycopgConnector(
        conninfo=address.render_as_string(hide_password=False),
        kwargs={"options": f"-c search_path={_SCHEMA}", "application_name": "aigaq worker"},
        min_size=1,
        max_size=connections,
        timeout=10,
    )


def add(connection: Connection, chunks: Sequence[Chunk]) -> None:
    """Queue chunks; they are there once the transaction is committed, and not before."""
    jobs = [
        Job(
            queue=chunk.queue,
            lock=None,
            queueing_lock=None,
            task_name=TASK,
            task_kwargs=asdict(chunk),
        )
        for chunk in chunks
    ]
    if jobs:
        with _in_schema(connection) as raw:
            JobManager(SyncPsycopgConnector()).batch_defer_jobs(jobs, connection=raw)


def cancel(connection: Connection, run: int) -> None:
    """Take back what no worker has begun of a run."""
    of_run = _JOBS.c.args["run"].as_integer() == run
    with _in_schema(connection):  # where their triggers look for their tables
        connection.execute(delete(_JOBS).where(_status() == "todo", of_run))


async def count_loss(connector: BaseConnector, job: Job) -> None:
    """Remember with a job that the worker which had it fell silent."""
    losses = Chunk.read(job.task_kwargs).losses
    await connector.execute_query_async(_LOST, job=job.id, losses=losses)


def drop_unlike(connection: Connection, plan: str) -> None:
    """Take back what no worker has begun by another plan, and by now none may ever begin."""
    with _in_schema(connection):
        connection.execute(delete(_JOBS).where(_status() == "todo", ~_of_plan(plan)))


def count(connection: Connection, plan: str) -> Counts:
    """How many jobs of a plan wait, are at work, and have failed."""
    query = select(_status(), func.count()).where(_of_plan(plan)).group_by(_status())
    found = {str(status): int(jobs) for status, jobs in connection.execute(query)}
    return Counts(found.get("todo", 0), found.get("doing", 0), found.get("failed", 0))


def pages_in_hand(connection: Connection, plan: str) -> set[int]:
    """Pages of jobs of a plan that a worker has or will have."""
    pages = func.jsonb_array_elements_text(_JOBS.c.args["pages"])
    query = select(pages).where(_status().in_(_LIVE), _of_plan(plan))
    return {int(page) for page in connection.scalars(query)}


def count_workers(connection: Connection, *, silent_for: float) -> int:
    """Workers that were heard of within so many seconds."""
    since = func.now() - func.make_interval(0, 0, 0, 0, 0, 0, silent_for)
    query = select(func.count()).select_from(_WORKERS).where(_WORKERS.c.last_heartbeat > since)
    return connection.execute(query).scalar_one()


def _of_plan(plan: str) -> Any:
    return _JOBS.c.args["plan"].as_string() == plan


def _status() -> Any:
    return cast(_JOBS.c.status, Text)  # an enumeration of theirs


@contextmanager
def _in_schema(connection: Connection) -> Iterator[Any]:
    """The driver's connection, for whose statements the jobs' schema comes first."""
    connection.execute(text(f"SET LOCAL search_path TO {_SCHEMA}"))
    yield connection.connection.driver_connection
    connection.execute(text("SET LOCAL search_path TO DEFAULT"))
