from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from models.database import Database
from models.entity import Label
from models.page import Page, PageImage
from models.tables import (
    AttemptRow,
    EntityRow,
    LedgerRow,
    MentionRow,
    PageRow,
    PageValueRow,
    RunRow,
)
from pipeline.chain import Known, Task, process_page
from pipeline.executors import InlineExecutor
from pipeline.plan import make_plan
from pipeline.writer import Attempted, Writer
from tests.support.factories import open_database
from tests.support.toy_stages import (
    EXECUTIONS,
    MentionOptions,
    ReadOptions,
    toy_plan,
)
from tests.support.toyruns import add_pages, contents, make_runner, run, states


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    EXECUTIONS.clear()
    yield database
    database.close()


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
