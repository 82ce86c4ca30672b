"""Pictures are had for as long as a page is worked on, waited for, and not for what needs none."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.blobs import BlobStore
from models.database import Database
from models.entity import Label
from models.errors import BLOB_CHANGED, BLOBS_AWAY, FixityError, StoreError
from pipeline.chain import Finished
from pipeline.executors import InlineExecutor
from pipeline.plan import Plan
from pipeline.runner import Runner, RunSummary
from pipeline.settings import RunOptions
from tests.support.factories import open_database
from tests.support.memoryindex import MemoryIndex
from tests.support.toy_stages import MentionOptions, add_toy_pages, toy_plan


class Watched(BlobStore):
    """Notes which pictures are held; `errors` are raised first."""

    def __init__(self) -> None:
        super().__init__(Path("nowhere"))
        self.asked: Counter[str] = Counter()
        self.now: set[str] = set()
        self.errors: list[Exception] = []

    @contextmanager
    def held(self, digest: str) -> Iterator[Path | None]:
        if self.errors:
            raise self.errors.pop()
        self.asked[digest] += 1
        self.now.add(digest)
        yield None
        self.now.remove(digest)


class Looking(InlineExecutor):
    """Has every picture at hand when it gets a page."""

    def __init__(self, plan: Plan, blobs: Watched) -> None:
        super().__init__(plan)
        self._blobs = blobs
        self.seen: list[bool] = []

    def collect(self, seconds: float) -> Finished | None:
        finished = super().collect(seconds)
        if finished is not None:
            self.seen.append(finished.outcome.page.image.digest in self._blobs.now)
        return finished


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path)
    with database.write() as connection:
        add_toy_pages(connection, "a", "b", "c")
    yield database
    database.close()


def run(database: Database, blobs: Watched, plan: Plan) -> tuple[RunSummary, list[bool]]:
    runner = Runner(
        database, blobs, MemoryIndex(), plan, options=RunOptions(), config_sha256="c" * 64
    )
    executor = Looking(plan, blobs)
    summary = runner.run(executor, runner.prepare(), progress=lambda *_: None)
    return summary, executor.seen


def test_a_picture_is_had_once_and_for_as_long_as_its_page_is_worked_on(
    database: Database,
) -> None:
    blobs = Watched()
    _, seen = run(database, blobs, toy_plan())
    assert seen == [True] * 3
    assert set(blobs.asked.values()) == {1}
    assert len(blobs.asked) == 3
    assert blobs.now == set()


def test_a_stage_that_reads_text_asks_for_no_picture(database: Database) -> None:
    run(database, Watched(), toy_plan())
    blobs = Watched()
    summary, seen = run(database, blobs, toy_plan(MentionOptions(label=Label.DATE)))
    assert summary.states == {"done": 3}
    assert seen == [False] * 3
    assert not blobs.asked


def test_a_store_that_is_away_for_a_while_costs_no_page(database: Database) -> None:
    blobs = Watched()
    blobs.errors = [StoreError(BLOBS_AWAY, "test"), StoreError(BLOBS_AWAY, "test")]
    summary, _ = run(database, blobs, toy_plan())
    assert summary.states == {"done": 3}


def test_a_changed_picture_is_its_own_pages_trouble(database: Database) -> None:
    blobs = Watched()
    blobs.errors = [FixityError(BLOB_CHANGED, "test")]
    summary, _ = run(database, blobs, toy_plan())
    assert summary.states == {"done": 2, "quarantined": 1}
