"""Workers that die, hang, are killed or lie: their page is reported, every other page is done."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

import pytest
from sqlalchemy import select

from models.blobs import BlobStore
from models.database import Database
from models.page import Page, PageImage
from models.tables import AttemptRow
from pipeline import quarantine
from pipeline.chain import Finished, Task
from pipeline.executors import PoolExecutor
from pipeline.plan import make_plan
from pipeline.runner import Runner, RunSummary
from pipeline.settings import RunOptions
from pipeline.stage import StageOptions
from pipeline.status import read_status
from tests.support.factories import open_database
from tests.support.memoryindex import MemoryIndex
from tests.support.toy_stages import ReadOptions, add_toy_pages, toy_stages

T = TypeVar("T")


def run_pool(database: Database, stages: tuple[StageOptions, ...], **limits: float) -> RunSummary:
    plan = make_plan(stages)
    options = RunOptions.model_validate({"attempts": 2, **limits})
    runner = Runner(
        database,
        BlobStore(Path("nowhere")),
        MemoryIndex(),
        plan,
        options=options,
        config_sha256="c" * 64,
    )
    total = runner.prepare()
    executor = PoolExecutor(stages, plan.names, workers=2, bounds=options.bounds)
    return runner.run(executor, total, progress=lambda *_: None)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = open_database(tmp_path)
    with database.write() as connection:
        add_toy_pages(connection, "aa1", "bad2", "aa3", "aa4", "aa5", "aa6")
    return database


@pytest.mark.parametrize(
    ("misfortune", "limits", "code", "attempts"),
    [
        ("exit", {}, "worker-died", 2),
        ("hang", {"seconds_per_page": 2}, "engine-timeout", 1),
        ("burn", {}, "engine-timeout", 1),
        ("write", {"file_megabytes": 64}, "engine-output", 1),
    ],
)
def test_a_page_that_kills_or_hangs_its_worker_is_quarantined_alone(
    database: Database, misfortune: str, limits: dict[str, float], code: str, attempts: int
) -> None:
    stages = toy_stages(ReadOptions.model_validate({"misfortune": misfortune, "unlucky": "bad"}))
    summary = run_pool(database, stages, **limits)
    assert summary.outcome == "partial"
    assert summary.states == {"done": 5, "quarantined": 1}
    with database.read() as connection:
        (entry,) = quarantine.entries(connection)
        status = read_status(connection, ("read", "mention", "term"))
        failed = connection.execute(select(AttemptRow).where(AttemptRow.outcome == "failed")).all()
    assert (entry.code, entry.stage, entry.number) == (code, "read", 2)
    assert len(failed) == attempts
    assert status.pages.pages_in == 6
    database.close()


def test_only_what_a_fresh_worker_cannot_hold_is_the_fault_of_the_page() -> None:
    stages = toy_stages(ReadOptions(misfortune="swell", unlucky="bad"))
    names = make_plan(stages).names
    found = []
    with PoolExecutor(stages, names, workers=1, bounds=RunOptions().bounds) as pool:
        for number, name in enumerate(("aa1", "bad2", "bad2", "aa3")):
            pool.submit(Task(number, Page(PageImage(name, Path("none"), 1, 1, 300)), {}))
            outcome = cast("Finished", wait_for(lambda: pool.collect(0.5))).outcome
            found.append(outcome.failure and (outcome.failure.code, outcome.failure.retriable))
    assert found == [None, ("engine-memory", True), ("engine-memory", False), None]


def test_workers_killed_from_outside_are_replaced_and_their_pages_done(
    database: Database,
) -> None:
    stages = toy_stages(ReadOptions(seconds=0.6))  # three pages a worker outlast the first kill
    stop = threading.Event()
    killed: list[int] = []

    def kill_now_and_then() -> None:
        for _ in range(2):
            wait_for(lambda: stop.is_set() or workers_of(os.getpid()))
            if stop.wait(1.0):
                return
            for pid in workers_of(os.getpid())[:1]:
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)

    killer = threading.Thread(target=kill_now_and_then)
    killer.start()
    summary = run_pool(database, stages, attempts=3)  # both kills may befall the same page
    stop.set()
    killer.join()
    assert killed
    assert summary.states == {"done": 6}
    database.close()


def workers_of(parent: int) -> list[int]:
    """Process ids of the pool's workers, youngest first."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            ppid = int((folder / "stat").read_text().rsplit(") ", 1)[1].split()[1])
            command = (folder / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if ppid == parent and b"spawn_main" in command:
            found.append(int(folder.name))
    return sorted(found, reverse=True)


def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import time\n"
        "from pipeline.executors import PoolExecutor\n"
        "from pipeline.settings import RunOptions\n"
        "from pipeline.chain import Task\n"
        "from models.page import Page, PageImage\n"
        "from pathlib import Path\n"
        "from tests.support.toy_stages import ReadOptions, toy_stages\n"
        "if __name__ == '__main__':\n"
        "    stages = toy_stages(ReadOptions(misfortune='hang', unlucky='aa'))\n"
        "    pool = PoolExecutor(stages, ('read',), workers=1, bounds=RunOptions().bounds)\n"
        "    pool.__enter__()\n"
        "    image = PageImage('aa1', Path('none'), 1, 1, 300)\n"
        "    pool.submit(Task(1, Page(image), {}))\n"
        "    time.sleep(600)\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    parent = subprocess.Popen([sys.executable, str(script)], env=environment)
    try:
        workers = wait_for(lambda: workers_of(parent.pid))
        time.sleep(2)
        parent.kill()
        parent.wait()
        wait_for(lambda: not any(is_alive(pid) for pid in workers))
    finally:
        parent.kill()


def is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(") ", 1)[1][0] != "Z"


def wait_for(condition: Callable[[], T]) -> T:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError("did not happen in time")
