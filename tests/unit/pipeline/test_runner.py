from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from sqlalchemy import delete, select, update

from models.blobs import BlobStore
from models.database import Database
from models.entity import Label
from models.errors import QUARANTINE_UNKNOWN, STAGE_ORDER, ConfigError, MissingDependency
from models.page import Page, PageImage
from models.page_warnings import warnings_of
from models.tables import (
    AttemptRow,
    EntityRow,
    LedgerRow,
    MentionRow,
    PageRow,
    PageTextRow,
    PageValueRow,
    QuarantineRow,
    RunRow,
)
from pipeline import quarantine
from pipeline.chain import Failure, Finished, Known, Outcome, Task, process_page
from pipeline.executors import InlineExecutor
from pipeline.plan import Plan, make_plan
from pipeline.runner import Runner, RunSummary
from pipeline.settings import RunOptions
from pipeline.status import read_status
from pipeline.writer import Attempted, Writer
from tests.factories import open_database
from tests.memoryindex import MemoryIndex
from tests.toy_stages import (
    EXECUTIONS,
    MentionOptions,
    ReadOptions,
    TermOptions,
    add_toy_pages,
    toy_plan,
)

INDEXES: WeakKeyDictionary[Database, MemoryIndex] = WeakKeyDictionary()


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    EXECUTIONS.clear()
    yield database
    database.close()


def ignore_progress(*_: object) -> None:
    return None


def make_runner(
    database: Database, plan: Plan, *, only: frozenset[str] | None = None, attempts: int = 2
) -> Runner:
    return Runner(
        database,
        BlobStore(Path("nowhere")),
        INDEXES.setdefault(database, MemoryIndex()),
        plan,
        options=RunOptions(attempts=attempts, commit_pages=3),
        config_sha256="c" * 64,
        only=only,
    )


def run(
    database: Database,
    plan: Plan,
    *,
    only: frozenset[str] | None = None,
    redo: tuple[str, ...] = (),
) -> RunSummary:
    EXECUTIONS.clear()
    runner = make_runner(database, plan, only=only)
    total = runner.prepare(redo=redo)
    return runner.run(InlineExecutor(plan), total, progress=ignore_progress)


def add_pages(database: Database, *digests: str) -> list[int]:
    with database.write() as connection:
        return add_toy_pages(connection, *digests)


def states(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(select(PageRow.state).order_by(PageRow.id)).scalars())


def contents(database: Database) -> dict[str, list[Any]]:
    """Every derived row, without surrogate ids, run numbers and times."""
    with database.read() as connection:
        texts = connection.execute(
            select(PageTextRow.page_id, PageTextRow.text, PageTextRow.words)
        ).all()
        mentions = connection.execute(
            select(
                MentionRow.page_id,
                MentionRow.label,
                MentionRow.text,
                EntityRow.key,
                EntityRow.normal,
            ).join(EntityRow)
        ).all()
        ledger = connection.execute(
            select(
                LedgerRow.page_id,
                LedgerRow.stage,
                LedgerRow.state,
                LedgerRow.fingerprint,
                LedgerRow.output,
            )
        ).all()
        values = connection.execute(select(PageValueRow.page_id, PageValueRow.content)).all()
        entities = connection.execute(select(EntityRow.label, EntityRow.key)).all()
    return {
        "texts": sorted(map(tuple, texts)),
        "mentions": sorted(map(tuple, mentions)),
        "ledger": sorted(map(tuple, ledger)),
        "values": sorted(map(tuple, values)),
        "entities": sorted(map(tuple, entities)),
    }


def test_first_run_does_everything_and_a_second_nothing(database: Database) -> None:
    add_pages(database, "aa1", "bb2", "aa3", "cc4")
    summary = run(database, toy_plan())
    assert summary.outcome == "done"
    assert EXECUTIONS == {"read": 4, "mention": 4, "term": 4}
    assert states(database) == ["done"] * 4
    before = contents(database)
    runner = make_runner(database, toy_plan())
    assert runner.prepare() == 0
    assert contents(database) == before


def test_changed_option_reruns_that_stage_and_what_follows(database: Database) -> None:
    add_pages(database, "aa1", "bb2")
    run(database, toy_plan())
    run(database, toy_plan(MentionOptions(label=Label.ORG)))
    assert EXECUTIONS == {"mention": 2, "term": 2}
    with database.read() as connection:
        labels = connection.execute(select(EntityRow.label).distinct()).scalars().all()
    assert labels == ["ORG"]


def test_equal_output_leaves_what_follows_alone(database: Database) -> None:
    add_pages(database, "aa1", "bb2")
    run(database, toy_plan())
    run(database, toy_plan(), redo=("read",))
    assert EXECUTIONS == {"read": 2}


def test_going_back_to_old_options_equals_a_clean_run(
    database: Database, tmp_path: Path, back_end: str
) -> None:
    digests = ("aa1", "bb2", "aa3")
    add_pages(database, *digests)
    run(database, toy_plan())
    run(database, toy_plan(ReadOptions(suffix="!")))
    run(database, toy_plan(MentionOptions(label=Label.ORG)))
    run(database, toy_plan())
    (tmp_path / "clean").mkdir()
    clean = open_database(tmp_path / "clean", back_end)
    add_pages(clean, *digests)
    run(clean, toy_plan())
    assert contents(database) == contents(clean)
    clean.close()


def test_changed_image_reruns_that_page_alone(database: Database) -> None:
    ids = add_pages(database, "aa1", "bb2", "cc3")
    run(database, toy_plan())
    with database.write() as connection:
        connection.execute(
            update(PageRow).where(PageRow.id == ids[1]).values(image_sha256="dd9", state="pending")
        )
        connection.execute(
            update(LedgerRow)
            .where(LedgerRow.page_id == ids[1])
            .values(state="pending", reason="input")
        )
    run(database, toy_plan())
    assert EXECUTIONS == {"read": 1, "mention": 1, "term": 1}


def test_blank_page_goes_no_further_and_forgets_what_was_read(database: Database) -> None:
    ids = add_pages(database, "blank1", "aa2")
    run(database, toy_plan())
    assert states(database) == ["blank", "done"]
    assert EXECUTIONS == {"read": 2, "mention": 1, "term": 1}
    with database.write() as connection:
        connection.execute(
            update(PageRow).where(PageRow.id == ids[1]).values(image_sha256="blank2")
        )
    run(database, toy_plan(), redo=("read",))
    assert states(database) == ["blank", "blank"]
    with database.read() as connection:
        assert connection.execute(select(MentionRow.id)).all() == []
        assert connection.execute(select(EntityRow.id)).all() == []
    assert run(database, toy_plan(MentionOptions(label=Label.ORG))).states == {}


def test_what_is_complained_of_is_kept_until_the_stage_runs_again(database: Database) -> None:
    ids = add_pages(database, "aa1", "bb2")
    run(database, toy_plan(ReadOptions(misfortune="odd", unlucky="bb")))
    with database.read() as connection:
        assert warnings_of(connection, ids[0]) == {}
        assert warnings_of(connection, ids[1]) == {"read": ("toy: odd",)}
        assert read_status(connection, ("read",)).warnings == {"read": 1}
    run(database, toy_plan(MentionOptions(label=Label.ORG), ReadOptions()))
    with database.read() as connection:
        assert warnings_of(connection, ids[1]) == {}


@pytest.mark.parametrize(
    ("misfortune", "tries", "code", "dirty"),
    [
        ("engine", 2, "engine-failed", False),
        ("source", 1, "source-corrupt", False),
        ("bug", 1, "stage-bug", True),
    ],
)
def test_failure_is_retried_only_where_it_helps_and_the_rest_goes_on(
    database: Database, misfortune: Any, tries: int, code: str, dirty: bool
) -> None:
    add_pages(database, "aa1", "bb2", "cc3")
    plan = toy_plan(ReadOptions(misfortune=misfortune, unlucky="bb"))
    summary = run(database, plan)
    assert summary.outcome == "partial"
    assert summary.dirty is dirty
    assert states(database) == ["done", "quarantined", "done"]
    assert EXECUTIONS["read"] == 2 + tries
    with database.read() as connection:
        entry = quarantine.entries(connection)[0]
        attempts = connection.execute(select(AttemptRow.outcome)).scalars().all()
        status = read_status(connection, plan.names)
    assert (entry.code, entry.stage, entry.number) == (code, "read", 2)
    assert (entry.traceback is not None) is dirty
    assert Counter(attempts) == {"done": 2, "failed": tries}
    assert {c.pages_in for c in status.stages.values()} == {3}
    assert {c.quarantined for c in status.stages.values()} == {1}


def test_quarantine_waits_for_a_person_then_is_tried_again(database: Database) -> None:
    add_pages(database, "aa1", "bb2")
    run(database, toy_plan(ReadOptions(misfortune="source", unlucky="bb")))
    run(database, toy_plan())
    assert states(database) == ["done", "quarantined"]
    with database.write() as connection:
        assert quarantine.retry(connection, [1], actor="archivist") == 1
    run(database, toy_plan())
    assert states(database) == ["done", "done"]
    with database.write() as connection, pytest.raises(ConfigError) as refused:
        quarantine.retry(connection, [1], actor="archivist")
    assert refused.value.code == QUARANTINE_UNKNOWN


def test_released_page_counts_as_done_with_author_and_reason(database: Database) -> None:
    add_pages(database, "aa1", "bb2")
    plan = toy_plan(ReadOptions(misfortune="source", unlucky="bb"))
    run(database, plan)
    with database.write() as connection:
        quarantine.release(connection, [1], author="archivist", reason="a photograph")
    assert states(database) == ["done", "done"]
    assert make_runner(database, plan).prepare() == 0
    with database.read() as connection:
        row = connection.execute(
            select(QuarantineRow.state, QuarantineRow.decided_by, QuarantineRow.reason)
        ).one()
    assert tuple(row) == ("released", "archivist", "a photograph")


def test_only_runs_that_stage_and_leaves_the_rest_pending(database: Database) -> None:
    add_pages(database, "aa1", "bb2")
    run(database, toy_plan(), only=frozenset({"read"}))
    assert EXECUTIONS == {"read": 2}
    assert states(database) == ["pending", "pending"]
    run(database, toy_plan())
    assert EXECUTIONS == {"mention": 2, "term": 2}
    assert states(database) == ["done", "done"]


def test_only_marks_what_follows_a_changed_stage(database: Database) -> None:
    add_pages(database, "aa1")
    run(database, toy_plan())
    plan = toy_plan(ReadOptions(suffix="!"))
    run(database, plan, only=frozenset({"read"}))
    with database.read() as connection:
        rows = connection.execute(select(LedgerRow.stage, LedgerRow.state, LedgerRow.reason))
        found = {stage: (state, reason) for stage, state, reason in rows}
    assert found == {
        "read": ("done", None),
        "mention": ("pending", "input"),
        "term": ("pending", "input"),
    }


def test_preview_says_what_would_run_and_leaves_no_trace(database: Database) -> None:
    add_pages(database, "aa1", "bb2")
    run(database, toy_plan())
    before = contents(database)
    work, pages = make_runner(database, toy_plan(ReadOptions(suffix="!"))).preview()
    assert [(item.stage, item.reason, item.pages) for item in work] == [
        ("read", "options", 2),
        ("mention", "follows", 2),
        ("term", "follows", 2),
    ]
    assert pages == 2
    assert contents(database) == before


def test_stop_keeps_what_is_finished_and_the_next_run_goes_on(database: Database) -> None:
    add_pages(database, *(f"aa{number}" for number in range(9)))
    runner = make_runner(database, toy_plan())
    total = runner.prepare()
    seen: list[str] = []
    summary = runner.run(
        InlineExecutor(toy_plan()),
        total,
        progress=lambda state, failure, done, total: seen.append(state),
        stopped=lambda: len(seen) >= 4,
    )
    assert summary.outcome == "interrupted"
    assert Counter(states(database)) == {"done": 4, "pending": 5}
    assert run(database, toy_plan()).states == {"done": 5}
    with database.read() as connection:
        outcomes = connection.execute(select(RunRow.outcome)).scalars().all()
    assert outcomes == ["interrupted", "done"]


def test_a_run_without_an_end_is_closed_as_interrupted(database: Database) -> None:
    add_pages(database, "aa1")
    run(database, toy_plan())
    with database.write() as connection:
        connection.execute(update(RunRow).values(outcome=None, ended_at=None))
    run(database, toy_plan(), redo=("term",))
    with database.read() as connection:
        assert connection.execute(select(RunRow.outcome)).scalars().all() == [
            "interrupted",
            "done",
        ]


def test_a_deleted_page_takes_everything_along(database: Database) -> None:
    ids = add_pages(database, "aa1")
    run(database, toy_plan())
    with database.write() as connection:
        connection.execute(delete(PageRow).where(PageRow.id == ids[0]))
    found = contents(database)
    assert found["texts"] == found["mentions"] == found["ledger"] == []


def test_stages_in_a_wrong_order_are_refused_by_name() -> None:
    with pytest.raises(ConfigError) as refused:
        make_plan((MentionOptions(), ReadOptions()))
    assert refused.value.code == STAGE_ORDER
    assert "mention: reading" in str(refused.value)
    with pytest.raises(ConfigError, match="twice"):
        make_plan((ReadOptions(), ReadOptions(), TermOptions()))


class Fickle(InlineExecutor):
    """Loses its first task, as a worker that dies takes its results along."""

    lost = False

    def submit(self, task: Task) -> None:
        if self.lost:
            super().submit(task)
            return
        self.lost = True
        failure = Failure("read", "worker-died", "toy", retriable=True)
        self._finished.append(Finished(Outcome(task.page_id, task.page, (), (), failure), 0.0))


def test_a_try_that_is_repeated_loses_nothing_of_what_was_there(database: Database) -> None:
    add_pages(database, "aa1", "bb2")
    run(database, toy_plan())
    before = contents(database)
    plan = toy_plan()
    runner = make_runner(database, plan)
    total = runner.prepare(redo=("read",))
    summary = runner.run(Fickle(plan), total, progress=ignore_progress)
    assert summary.outcome == "done"
    assert contents(database) == before


def test_a_missing_model_stops_the_run_and_quarantines_nobody(database: Database) -> None:
    add_pages(database, "aa1", "bb2")
    plan = toy_plan(ReadOptions(misfortune="model", unlucky="bb"))
    with pytest.raises(MissingDependency):
        run(database, plan)
    assert states(database).count("quarantined") == 0
    assert states(database)[1] == "pending"


def test_a_release_holds_whatever_changes_later(database: Database) -> None:
    add_pages(database, "aa1", "bb2")
    run(database, toy_plan())
    run(database, toy_plan(ReadOptions(suffix="!", misfortune="source", unlucky="bb")))
    with database.write() as connection:
        quarantine.release(connection, [1], author="archivist", reason="a photograph")
    run(database, toy_plan(ReadOptions(suffix="?", misfortune="source", unlucky="bb")))
    run(database, toy_plan(MentionOptions(label=Label.ORG)), redo=("read",))
    assert states(database) == ["done", "done"]
    with database.read() as connection:
        assert quarantine.entries(connection) == []


def test_pending_rows_of_a_stage_that_was_taken_out_keep_no_page_busy(database: Database) -> None:
    add_pages(database, "aa1", "bb2")
    run(database, toy_plan())
    with database.write() as connection:
        connection.execute(
            update(LedgerRow).where(LedgerRow.stage == "term").values(state="pending")
        )
    shorter = make_plan((ReadOptions(), MentionOptions()))
    assert make_runner(database, shorter).prepare() == 0


def test_a_stored_value_of_another_shape_is_made_again(database: Database) -> None:
    add_pages(database, "aa1")
    run(database, toy_plan())
    before = contents(database)
    with database.write() as connection:
        connection.execute(update(PageValueRow).values(content=b'{"shape": "of old"}'))
    run(database, toy_plan(), redo=("term",))
    assert EXECUTIONS == {"read": 1, "term": 1}
    assert contents(database) == before


def test_what_another_worker_has_written_is_not_written_again(database: Database) -> None:
    add_pages(database, "aa1")
    plan = toy_plan()
    runner = make_runner(database, plan)
    runner.prepare()
    page = Page(PageImage("aa1", Path("nowhere"), 100, 200, 300))
    first = process_page(plan, Task(1, page, {}, frozenset({"read"})))
    (read,) = first.results
    known = {"read": Known(read.fingerprint, read.output)}
    rest = process_page(plan, Task(1, first.page, known))
    with runner.recorded(lambda: False) as summary:
        writer = Writer(database, runner.index, plan, summary.run_id)
        for outcome, state in ((first, "pending"), (rest, "done"), (first, "done")):
            for _ in range(2):
                writer.write([Attempted(outcome, 1, 0.1)])
                assert states(database) == [state]
    with database.read() as connection:
        executions = connection.scalars(select(LedgerRow.executions)).all()
        attempts = connection.scalars(select(AttemptRow.stages).order_by(AttemptRow.id)).all()
    assert executions == [1, 1, 1]
    assert attempts == ["read", "mention term"]
