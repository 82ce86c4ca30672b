"""What fails in a run: tried again where that helps, else it waits for a person."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models.database import Database
from models.entity import Label
from models.errors import QUARANTINE_UNKNOWN, ConfigError, MissingDependency
from models.store.warnings import warnings_of
from models.tables import (
    AttemptRow,
    QuarantineRow,
)
from pipeline import quarantine
from pipeline.chain import Failure, Finished, Outcome, Task
from pipeline.executors import InlineExecutor
from pipeline.status import read_status
from tests.support.factories import open_database
from tests.support.toy_stages import (
    EXECUTIONS,
    MentionOptions,
    ReadOptions,
    toy_plan,
)
from tests.support.toyruns import add_pages, contents, ignore_progress, make_runner, run, states


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    EXECUTIONS.clear()
    yield database
    database.close()


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
