"""A run left to workers: whoever is killed, stopped or cut off, each page is done once."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from models.blobs import BlobStore
from models.database import Database
from models.tables import AttemptRow, LedgerRow, MentionRow, PageRow, PageTextRow
from outputs.search.backends.tsvector import TsVectorIndex
from pipeline import quarantine
from pipeline.executors import InlineExecutor
from pipeline.jobs import store
from pipeline.jobs.dispatch import Dispatcher
from pipeline.jobs.queues import QUEUES
from pipeline.plan import make_plan
from pipeline.runner import Runner, RunSummary
from pipeline.settings import RunOptions
from tests.support.databases import POSTGRESQL
from tests.support.factories import open_database
from tests.support.jobworker import STALLED_SECONDS
from tests.support.toy_stages import ReadOptions, add_toy_pages, toy_stages

PAGES = tuple(f"aa{number:02}" for number in range(24))
# Long enough for a disturbance to meet a page in hand.
SLOW = {"seconds": 0.15}
PATIENCE = 120


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = filled(tmp_path)
    store.prepare(database)
    yield database
    database.close()


def filled(folder: Path, back_end: str = POSTGRESQL) -> Database:
    database = open_database(folder, back_end)
    with database.write() as connection:
        add_toy_pages(connection, *PAGES)
    return database


def make_runner(database: Database, **options: Any) -> Runner:
    read = ReadOptions.model_validate({**SLOW, **options})
    return Runner(
        database,
        BlobStore(Path("nowhere")),
        TsVectorIndex(),
        make_plan(toy_stages(read)),
        options=RunOptions(job_pages=4, stalled_seconds=STALLED_SECONDS),
        config_sha256="c" * 64,
    )


@contextmanager
def worker(
    database: Database,
    *,
    losses: int = 5,
    queues: Sequence[str] = QUEUES,
    **options: Any,
) -> Iterator[subprocess.Popen[str]]:
    address = database.url
    given = json.dumps({**SLOW, **options})
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.support.jobworker",
            address,
            given,
            str(losses),
            ",".join(queues),
        ],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def run_with(
    database: Database,
    disturb: Callable[[Sequence[subprocess.Popen[str]]], None],
    workers: Sequence[Sequence[str]] = (QUEUES, QUEUES),
) -> RunSummary:
    """A run whose workers, named by their queues, are disturbed once some pages are done."""
    runner = make_runner(database)
    total = runner.prepare()
    with ExitStack() as stack:
        processes = [stack.enter_context(worker(database, queues=queues)) for queues in workers]

        def disturb_when_begun() -> None:
            wait_for(lambda: settled(database) >= 4)
            disturb(processes)

        disturbed = stack.enter_context(ThreadPoolExecutor()).submit(disturb_when_begun)
        deadline = time.monotonic() + PATIENCE
        summary = Dispatcher(runner).run(
            total, progress=lambda *_: None, stopped=lambda: time.monotonic() > deadline
        )
        disturbed.result()
    return summary


def settled(database: Database) -> int:
    with database.read() as connection:
        return len(connection.scalars(select(PageRow.id).where(PageRow.state == "done")).all())


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def contents(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every derived row, without times, run numbers and surrogate ids."""
    ledger = (LedgerRow.page_id, LedgerRow.stage, LedgerRow.state, LedgerRow.fingerprint)
    queries = {
        "pages": select(PageRow.id, PageRow.state),
        "texts": select(PageTextRow.page_id, PageTextRow.text),
        "mentions": select(MentionRow.page_id, MentionRow.start, MentionRow.normal),
        "ledger": select(*ledger, LedgerRow.output, LedgerRow.executions),
    }
    with database.read() as connection:
        return {
            name: sorted(tuple(row) for row in connection.execute(query))
            for name, query in queries.items()
        }


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    database = filled(tmp_path_factory.mktemp("undisturbed"))
    runner = make_runner(database)
    runner.run(InlineExecutor(runner.plan), runner.prepare(), progress=lambda *_: None)
    found = contents(database)
    database.close()
    return found


def assert_whole(
    database: Database,
    summary: RunSummary,
    undisturbed: dict[str, list[tuple[Any, ...]]],
    tries: Sequence[str] = ("read mention term",),
) -> None:
    assert summary.outcome == "done"
    assert summary.states == {"done": len(PAGES)}
    assert contents(database) == undisturbed
    with database.read() as connection:
        # One that found all done already is no harm: two workers may look at the same moment.
        ran = select(AttemptRow.stages).where(AttemptRow.stages != "")
        attempts = connection.scalars(ran).all()
        assert count_jobs(connection) == 0
    assert sorted(attempts) == sorted([*tries] * len(PAGES))


def count_jobs(connection: Connection) -> int:
    """Jobs that are not done, whatever their plan."""
    undone = "SELECT count(*) FROM aigaq_jobs.procrastinate_jobs WHERE status <> 'succeeded'"
    return int(connection.execute(text(undone)).scalar_one())


def kill(workers: Sequence[subprocess.Popen[str]]) -> None:
    workers[0].kill()


def freeze(workers: Sequence[subprocess.Popen[str]]) -> None:
    """Its jobs go to the other one; then it goes on with what it had in hand."""
    workers[0].send_signal(signal.SIGSTOP)
    time.sleep(2 * STALLED_SECONDS)
    workers[0].send_signal(signal.SIGCONT)


@pytest.mark.parametrize("disturb", [kill, freeze])
def test_pages_of_a_lost_worker_are_done_by_another(
    database: Database,
    undisturbed: dict[str, list[tuple[Any, ...]]],
    disturb: Callable[[Sequence[subprocess.Popen[str]]], None],
) -> None:
    assert_whole(database, run_with(database, disturb), undisturbed)


def test_jobs_that_an_upgrade_left_to_nobody_hold_no_page_back(
    database: Database, undisturbed: dict[str, list[tuple[Any, ...]]]
) -> None:
    with database.write() as connection:
        pages = tuple(connection.scalars(select(PageRow.id)))
        before = store.Chunk("ocr", pages[:8], run=1, plan="of the version before")
        store.add(connection, [before])
    assert_whole(database, run_with(database, lambda workers: None), undisturbed)


def test_workers_of_a_queue_each_pass_pages_on(
    database: Database, undisturbed: dict[str, list[tuple[Any, ...]]]
) -> None:
    summary = run_with(database, lambda workers: None, workers=[["mentions"], ["ocr"]])
    assert_whole(database, summary, undisturbed, tries=("read", "mention term"))


def test_a_page_that_ends_every_worker_goes_to_quarantine_alone(database: Database) -> None:
    deadly = {"misfortune": "exit", "unlucky": "aa05"}
    runner = make_runner(database, **deadly)
    total = runner.prepare()
    ended = threading.Event()
    deaths = 0

    def keep_one_at_work() -> None:
        nonlocal deaths
        while not ended.is_set():
            with worker(database, losses=1, **deadly) as process:
                while process.poll() is None and not ended.is_set():
                    time.sleep(0.05)
                deaths += process.poll() == 9

    deadline = time.monotonic() + PATIENCE
    with ThreadPoolExecutor() as pool:
        keeping = pool.submit(keep_one_at_work)
        try:
            summary = Dispatcher(runner).run(
                total, progress=lambda *_: None, stopped=lambda: time.monotonic() > deadline
            )
        finally:
            ended.set()
    keeping.result()
    assert summary.states == {"done": len(PAGES) - 1, "quarantined": 1}
    assert deaths == 2  # one with four pages in hand, one with this page alone
    with database.read() as connection:
        [entry] = quarantine.entries(connection)
        assert count_jobs(connection) == 0
    assert (entry.code, entry.stage, entry.image_sha256) == ("worker-died", "read", "aa05")


def test_a_run_outlives_its_connections_and_a_lost_job(
    database: Database, undisturbed: dict[str, list[tuple[Any, ...]]]
) -> None:
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    lose = text(
        "SET LOCAL search_path TO aigaq_jobs; DELETE FROM procrastinate_jobs WHERE id ="
        " (SELECT max(id) FROM procrastinate_jobs WHERE status = 'todo')"
    )

    def cut_off(workers: Sequence[subprocess.Popen[str]]) -> None:
        with database.write() as connection:
            connection.execute(lose)
        with database.write() as connection:
            connection.execute(cut)

    assert_whole(database, run_with(database, cut_off), undisturbed)


def test_a_job_whose_end_was_not_heard_is_taken_up_again(
    database: Database, undisturbed: dict[str, list[tuple[Any, ...]]]
) -> None:
    claim = text(
        "SET LOCAL search_path TO aigaq_jobs; UPDATE procrastinate_jobs SET status = 'doing',"
        " worker_id = (SELECT max(id) FROM procrastinate_workers) WHERE id ="
        " (SELECT max(id) FROM procrastinate_jobs WHERE status = 'todo')"
    )

    def lose_sight(workers: Sequence[subprocess.Popen[str]]) -> None:
        with database.write() as connection:
            connection.execute(claim)

    assert_whole(database, run_with(database, lose_sight, workers=[QUEUES]), undisturbed)


def test_a_stop_takes_back_what_nobody_has_begun(
    database: Database, undisturbed: dict[str, list[tuple[Any, ...]]]
) -> None:
    runner = make_runner(database)
    total = runner.prepare()
    looks: list[int] = []
    summary = Dispatcher(runner, watched=looks.append).run(
        total, progress=lambda *_: None, stopped=lambda: len(looks) > 1
    )
    assert (summary.outcome, looks[0]) == ("interrupted", 0)
    with database.read() as connection:
        assert count_jobs(connection) == 0
    assert_whole(database, run_with(database, lambda workers: None, workers=[QUEUES]), undisturbed)


def test_a_worker_leaves_jobs_of_another_plan_alone_and_goes_when_told(database: Database) -> None:
    runner = make_runner(database)
    runner.prepare()
    with worker(database, suffix="!") as other:
        stream = other.stdout
        assert stream is not None
        told: list[str] = []
        listener = threading.Thread(target=lambda: told.append(stream.readline()))
        listener.start()
        summary = Dispatcher(runner).run(
            len(PAGES), progress=lambda *_: None, stopped=lambda: bool(told)
        )
        other.send_signal(signal.SIGTERM)
        assert other.wait(PATIENCE) == 0
        listener.join()
    assert "other stages, options or models" in told[0]
    assert summary.outcome == "interrupted"
    assert settled(database) == 0
