"""What every executor keeps to: the same outcomes whatever does the work, in whatever order."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest

from models.errors import ENGINE_FAILED, SOURCE_CORRUPT, STAGE_BUG, STAGE_ORDER, ConfigError
from models.page import Page, PageImage
from pipeline.chain import Known, Outcome, Task, process_page
from pipeline.executors import ONE_CORE, Executor, InlineExecutor, PoolExecutor
from pipeline.plan import make_plan
from pipeline.settings import RunOptions
from pipeline.stage import StageOptions
from tests.support.toy_stages import MentionOptions, ReadOptions, toy_plan, toy_stages

KINDS = ("inline", "pool")
DIGESTS = {1: "aa1", 2: "blank2", 3: "bad3", 4: "aa4", 5: "aa5", 6: "aa6"}
# A worker imports OpenCV and pydantic when it starts; a busy machine needs its time for that.
PATIENCE = 60
BOUNDS = RunOptions(seconds_per_page=PATIENCE).bounds


def unlucky(misfortune: str) -> tuple[StageOptions, ...]:
    """The toy stages, the first of which fails on pages whose image is called bad…."""
    return toy_stages(ReadOptions.model_validate({"misfortune": misfortune, "unlucky": "bad"}))


@contextmanager
def opened(kind: str, stages: Sequence[StageOptions]) -> Iterator[Executor]:
    plan = make_plan(stages)
    made: Executor = (
        InlineExecutor(plan)
        if kind == "inline"
        else PoolExecutor(stages, plan.names, workers=2, bounds=BOUNDS)
    )
    with made as executor:
        yield executor


@pytest.fixture(scope="module", params=KINDS)
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    """Started once; every test leaves it with nothing in hand."""
    with opened(request.param, unlucky("engine")) as executor:
        yield executor


def task(page_id: int, **options: Any) -> Task:
    image = PageImage(DIGESTS[page_id], Path("nowhere"), 100, 200, 300)
    return Task(page_id, Page(image), **{"known": {}, **options})


def work(executor: Executor, tasks: Sequence[Task]) -> dict[int, Outcome]:
    """Outcomes by page, seconds left out: they are the only thing that may differ."""
    for each in tasks:
        executor.submit(each)
    outcomes: dict[int, Outcome] = {}
    deadline = time.monotonic() + PATIENCE
    while len(outcomes) < len(tasks) and time.monotonic() < deadline:
        finished = executor.collect(0.5)
        if finished is not None:
            assert finished.seconds >= 0
            assert finished.outcome.page_id not in outcomes
            outcomes[finished.outcome.page_id] = timeless(finished.outcome)
    assert executor.collect(0) is None
    return outcomes


def timeless(outcome: Outcome) -> Outcome:
    return replace(outcome, results=tuple(replace(r, seconds=0.0) for r in outcome.results))


def test_outcomes_are_those_of_the_chain(executor: Executor) -> None:
    plan = make_plan(unlucky("engine"))
    tasks = [task(page_id) for page_id in DIGESTS]
    expected = {each.page_id: timeless(process_page(plan, each)) for each in tasks}
    outcomes = work(executor, tasks)
    assert outcomes == expected
    assert [r.stage for r in outcomes[1].results] == ["read", "mention", "term"]
    assert outcomes[1].page.terms is not None
    assert outcomes[1].page.terms.body == "aa1"


def test_the_order_of_the_tasks_does_not_matter(executor: Executor) -> None:
    tasks = [task(page_id) for page_id in DIGESTS]
    assert work(executor, tasks) == work(executor, tasks[::-1])


def test_a_blank_page_goes_no_further(executor: Executor) -> None:
    outcome = work(executor, [task(2)])[2]
    assert outcome.blank
    assert [result.stage for result in outcome.results] == ["read"]
    assert outcome.page.mentions is None
    assert outcome.failure is None


def test_a_failure_is_an_outcome_and_the_next_page_is_done(executor: Executor) -> None:
    outcomes = work(executor, [task(3), task(4)])
    failure = outcomes[3].failure
    assert failure is not None
    assert (failure.stage, failure.code, failure.detail) == ("read", ENGINE_FAILED, "toy")
    assert failure.retriable
    assert outcomes[3].results == ()
    assert outcomes[4].failure is None


def test_what_is_known_already_is_not_done_again(executor: Executor) -> None:
    first = work(executor, [task(1)])[1]
    known = {r.stage: Known(r.fingerprint, r.output) for r in first.results}
    again = work(executor, [replace(task(1, known=known), page=first.page)])[1]
    assert [result.executed for result in first.results] == [True] * 3
    assert [result.executed for result in again.results] == [False] * 3
    assert again.page == first.page


def test_stages_that_may_not_run_are_left(executor: Executor) -> None:
    outcome = work(executor, [task(1, only=frozenset({"read"}))])[1]
    assert [result.stage for result in outcome.results] == ["read"]
    assert outcome.stale == ("mention", "term")


def test_waiting_for_nothing_ends_in_time(executor: Executor) -> None:
    started = time.monotonic()
    assert executor.collect(0.05) is None
    assert time.monotonic() - started < 5


def test_more_tasks_than_room_are_all_done(executor: Executor) -> None:
    assert executor.capacity >= 1
    outcomes = work(executor, [task(page_id) for page_id in DIGESTS if page_id != 3])
    assert set(outcomes) == set(DIGESTS) - {3}
    assert all(outcome.failure is None for outcome in outcomes.values())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("misfortune", "code"), [("source", SOURCE_CORRUPT), ("bug", STAGE_BUG)])
def test_what_cannot_be_mended_by_trying_again_says_so(
    kind: str, misfortune: str, code: str
) -> None:
    with opened(kind, unlucky(misfortune)) as executor:
        outcomes = work(executor, [task(3), task(1)])
    failure = outcomes[3].failure
    assert failure is not None
    assert (failure.code, failure.retriable) == (code, False)
    assert (failure.traceback is not None) is (misfortune == "bug")
    if failure.traceback is not None:
        assert "ZeroDivisionError: toy" in failure.traceback
    assert outcomes[1].failure is None


def test_stages_that_a_worker_cannot_build_stop_the_work() -> None:
    with PoolExecutor((MentionOptions(),), ("mention",), workers=1, bounds=BOUNDS) as pool:
        pool.submit(task(1))
        with pytest.raises(ConfigError) as refused:
            pool.collect(PATIENCE)
    assert refused.value.code == STAGE_ORDER


def test_an_executor_that_is_left_leaves_no_worker() -> None:
    stages = toy_stages()
    pool = PoolExecutor(stages, toy_plan().names, workers=2, bounds=BOUNDS)
    with pool:
        processes = [worker._process for worker in pool._workers]
        assert work(pool, [task(1)])[1].failure is None
        assert [process.is_alive() for process in processes] == [True, True]
    assert [process.is_alive() for process in processes] == [False, False]


def test_a_worker_has_one_thread_however_many_numpy_would_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ONE_CORE:
        monkeypatch.delenv(name, raising=False)
    with opened("pool", unlucky("engine")) as executor:
        work(executor, [task(1), task(4)])
        threads = [
            len(list(Path(f"/proc/{worker.pid}/task").iterdir())) for worker in active_children()
        ]
    assert threads
    assert set(threads) == {1}
