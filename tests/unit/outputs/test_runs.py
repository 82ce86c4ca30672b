"""What is told of a run is what the record says: rate, time left, failures, seconds of stages."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, update
from typer.testing import CliRunner

from models.accounts.roles import Role
from models.database import Database
from models.errors import AigaqError
from models.tables import AttemptRow, LedgerRow, PageRow, RunRow
from outputs.runs.reading import SILENT, STATES, list_runs, read_run, read_states
from outputs.web.guard.rules import Access
from outputs.web.queries.collections import list_collections
from pipeline.cli.app import app as command
from tests.support.factories import A_MOMENT, add_collection, add_page, add_source, open_database
from tests.support.reindex import own_index, rebuild
from tests.support.webroom import HERE, Reader, room_over

PAGES = 12
LIVE, ENDED = 2, 1


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def add_runs(database: Database) -> None:
    """One that ended; one that reads ten pages in two minutes, fails twice and leaves ten."""
    with database.write() as connection:
        source = add_source(connection, add_collection(connection), "a.pdf")
        pages = [
            add_page(connection, source, "слово", number=number) for number in range(1, PAGES + 1)
        ]
        for number in range(PAGES, PAGES + 10):
            add_page(connection, source, number=number + 1, state="pending")
        common = {"config_sha256": "0" * 64, "dirty": False, "executions": 0}
        ended = {"started_at": A_MOMENT, "ended_at": A_MOMENT + minutes(1), "outcome": "partial"}
        going = {"started_at": A_MOMENT + minutes(5), "ended_at": None, "outcome": None}
        for run, read in ((ended, 1), (going, 0)):
            connection.execute(insert(RunRow).values(**common, **run, pages=read))
        for number, page in enumerate(pages):
            failed = number in (3, 4)
            connection.execute(
                insert(AttemptRow).values(
                    run_id=LIVE,
                    page_id=page,
                    stages="ocr",
                    outcome="failed" if failed else "done",
                    code="engine-timeout" if failed else None,
                    seconds=9.0,
                    ended_at=A_MOMENT + minutes(5) + timedelta(seconds=10 * (number + 1)),
                )
            )
            for stage, seconds in (("ocr", 8.0), ("route", 0.5)):
                connection.execute(
                    insert(LedgerRow).values(
                        page_id=page, stage=stage, state="done", seconds=seconds, run_id=LIVE
                    )
                )


@pytest.fixture
def running(database: Database) -> Database:
    add_runs(database)
    return database


def test_rate_workers_and_time_left_are_of_the_last_minute(running: Database) -> None:
    with running.read() as connection:
        view = read_run(connection, now=A_MOMENT + minutes(7))
    assert view is not None and view.run.id == LIVE
    assert view.is_live and not view.is_silent
    assert view.per_minute == 6
    assert view.working == pytest.approx(6 * 9 / 60)
    assert view.left == minutes(10 / 6)
    assert view.settled == PAGES - 2
    assert view.failures == [("engine-timeout", 2)]
    assert view.states == {"done": PAGES, "blank": 0, "quarantined": 0, "pending": 10}
    assert [(each.stage, each.pages, each.seconds) for each in view.stages] == [
        ("ocr", PAGES, 8.0),
        ("route", PAGES, 0.5),
    ]
    assert sum(each.pages for each in view.moments) == PAGES - 2
    assert sum(each.failures for each in view.moments) == 2


def test_a_run_without_a_sign_is_called_silent(running: Database) -> None:
    with running.read() as connection:
        last = A_MOMENT + minutes(7)
        soon = read_run(connection, LIVE, now=last + SILENT)
        later = read_run(connection, LIVE, now=last + SILENT + minutes(1))
    assert soon is not None and not soon.is_silent
    assert later is not None and later.is_silent


def test_a_run_that_ended_and_one_that_never_was(running: Database) -> None:
    with running.read() as connection:
        view = read_run(connection, ENDED)
        assert read_run(connection, 99) is None
        assert [run.id for run in list_runs(connection)] == [LIVE, ENDED]
    assert view is not None and not view.is_live
    assert (view.left, view.settled, view.moments) == (None, 0, [])


def test_a_record_without_runs(database: Database) -> None:
    with database.read() as connection:
        assert read_run(connection) is None
        assert list_runs(connection) == []


def test_pages_are_told_from_kept_counts_as_if_they_were_counted(running: Database) -> None:
    with running.write() as connection:
        other = add_source(connection, add_collection(connection, "b"), "b.pdf")
        add_page(connection, other, state="quarantined")
        add_page(connection, other, number=2)
        connection.execute(update(PageRow).where(PageRow.number == 1).values(state="blank"))
    with running.read() as connection:
        counted = connection.execute(
            select(PageRow.collection_id, PageRow.state, func.count()).group_by(
                PageRow.collection_id, PageRow.state
            )
        ).all()
        states, collections = read_states(connection), list_collections(connection)
    assert sum(states.values()) == PAGES + 12
    assert states == {state: sum(n for _, each, n in counted if each == state) for state in STATES}
    assert {
        (each.id, state, pages)
        for each, counts in collections
        for state in STATES
        if (pages := getattr(counts, state))
    } == {tuple(row) for row in counted}


# -- in the reading room --


@pytest.fixture
def operator(tmp_path: Path) -> Iterator[Reader]:
    database = open_database(tmp_path)
    add_runs(database)
    rebuild(database, own_index(database))
    yield Reader(room_over(database, tmp_path, access=Access(here=Role.OPERATOR)), address=HERE)
    database.close()


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_operators_see_runs_and_a_live_one_looks_again(operator: Reader, language: str) -> None:
    listed = operator.get("/runs", params={"lang": language}).text
    assert 'href="/runs/1"' in listed and 'href="/runs/2"' in listed
    live = operator.get("/runs/2", params={"lang": language}).text
    assert 'data-hx-trigger="every 5s"' in live
    assert "engine-timeout" in live and "style=" not in live
    assert "every 5s" not in operator.get("/runs/1", params={"lang": language}).text
    assert operator.get("/runs/99").status_code == 404


def test_prometheus_takes_figures(operator: Reader) -> None:
    operator.get("/runs")
    operator.get("/nowhere/at/all")
    answer = operator.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    figures = dict(re.findall(r"^(aigaq_\S+?(?:{.*})?) (\S+)$", answer.text, re.M))
    assert figures['aigaq_pages{state="pending"}'] == "10.0"
    assert figures['aigaq_stage_seconds{stage="ocr"}'] == "8.0"
    assert figures["aigaq_run_going"] == "1.0"
    told = 'aigaq_requests_total{method="GET",route="/runs",status="200"}'
    assert figures[told] == "1.0"
    assert not any("nowhere" in name for name in figures)


def test_health_and_readiness(operator: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    assert operator.get("/healthz").text == "ok\n"
    assert operator.get("/readyz").text == "ok\n"
    monkeypatch.setattr("outputs.search.service.ANALYZER_VERSION", "another")
    assert operator.get("/healthz").status_code == 200
    answer = operator.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "index-old\n")


# -- as a file --


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_report_needs_nothing_beside_it(tmp_path: Path, language: str) -> None:
    database = open_database(tmp_path)
    add_runs(database)
    database.close()
    config = tmp_path / "config.yaml"
    config.write_text(
        f"database: sqlite:///{tmp_path / 'record.sqlite'}\nstages: [{{use: route}}]\n",
        encoding="utf-8",
    )
    out = tmp_path / "run.html"
    options = ["--config", str(config), "--workspace", str(tmp_path), "report", "--out", str(out)]
    done = CliRunner().invoke(command, [*options, "--language", language], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    content = out.read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in content
    assert not re.search(r"<script|<link|src=|href=|url\(|@import", content)
    assert content.count("<svg") >= 4
    assert "engine-timeout" in content
    with pytest.raises(AigaqError):
        CliRunner().invoke(command, [*options, "--run", "99"], catch_exceptions=False)
