"""The counts add up at every moment: for pages, for each stage, for each collection."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, update

from models.database import Database
from models.tables import LedgerRow, PageRow, QuarantineRow, RunRow
from pipeline.status import Counts, Status, read_status
from tests.support.factories import (
    A_MOMENT,
    Named,
    add_collection,
    add_page,
    add_source,
    open_database,
)

STAGES = ("read", "mention", "term")


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    yield database
    database.close()


def settle(connection: Connection, page_id: int, **states: str) -> None:
    """Ledger rows for some stages of a page."""
    for stage, state in states.items():
        connection.execute(
            insert(LedgerRow).values(page_id=page_id, stage=stage, state=state, blank=False)
        )


def fill(connection: Connection) -> None:
    """One page of every kind, and one that no stage has a row for yet."""
    cases = add_source(connection, add_collection(connection, "cases"), "a.pdf")
    letters = add_source(connection, add_collection(connection, "letters"), "b.pdf")
    done = add_page(connection, cases, "Иванов", mentions=[Named(label="PERSON", text="Иванов")])
    settle(connection, done, read="done", mention="done", term="done")
    blank = add_page(connection, cases, number=2, state="blank")
    settle(connection, blank, read="blank", mention="blank", term="blank")
    bad = add_page(connection, cases, number=3, error="engine-failed")
    settle(connection, bad, read="done", mention="quarantined", term="quarantined")
    half = add_page(connection, letters, number=1, state="pending")
    settle(connection, half, read="done", mention="pending")
    add_page(connection, letters, number=2, state="pending")
    unreadable = add_page(connection, letters, number=3, error="source-corrupt")
    connection.execute(
        update(PageRow).where(PageRow.id == unreadable).values(image_sha256=None, width=None)
    )
    connection.execute(
        update(QuarantineRow).where(QuarantineRow.page_id == unreadable).values(stage="ingest")
    )
    settle(connection, unreadable, read="quarantined", mention="quarantined", term="quarantined")


def status(database: Database, stages: tuple[str, ...] = STAGES) -> Status:
    with database.read() as connection:
        return read_status(connection, stages)


def test_an_empty_record_counts_nothing(database: Database) -> None:
    found = status(database)
    assert found.pages == Counts()
    assert set(found.stages.values()) == {Counts()}
    assert (found.sources, found.quarantine, found.collections) == (0, {}, {})
    assert json.loads(json.dumps(found.as_json()))["last_run"] is None


def test_every_page_is_in_exactly_one_state(database: Database) -> None:
    with database.write() as connection:
        fill(connection)
    found = status(database)
    assert found.pages == Counts(done=1, blank=1, quarantined=2, pending=2)
    assert found.pages.pages_in == 6
    assert found.collections == {
        "cases": Counts(done=1, blank=1, quarantined=1),
        "letters": Counts(quarantined=1, pending=2),
    }
    assert sum(counts.pages_in for counts in found.collections.values()) == 6
    assert found.quarantine == {"engine-failed": 1, "source-corrupt": 1}
    assert sum(found.quarantine.values()) == found.pages.quarantined


def test_pages_without_a_ledger_row_are_pending_at_each_stage(database: Database) -> None:
    with database.write() as connection:
        fill(connection)
    found = status(database, (*STAGES, "new"))
    assert {counts.pages_in for counts in found.stages.values()} == {6}
    assert list(found.stages) == [*STAGES, "new"]
    assert found.stages["read"] == Counts(done=3, blank=1, quarantined=1, pending=1)
    assert found.stages["mention"] == Counts(done=1, blank=1, quarantined=2, pending=2)
    assert found.stages["new"].done == 0


def test_a_page_quarantined_at_ingest_is_quarantined_at_every_stage(database: Database) -> None:
    with database.write() as connection:
        source = add_source(connection, add_collection(connection), "a.pdf")
        add_page(connection, source, error="source-corrupt")
    found = status(database)
    assert found.pages == Counts(quarantined=1)
    assert set(found.stages.values()) == {Counts(quarantined=1)}


def test_stages_that_left_the_configuration_are_not_counted(database: Database) -> None:
    with database.write() as connection:
        fill(connection)
    assert list(status(database, ("read",)).stages) == ["read"]


def test_mentions_entities_and_sources_are_counted(database: Database) -> None:
    with database.write() as connection:
        fill(connection)
        source = add_source(connection, add_collection(connection, "more"), "c.pdf")
        two = [Named(label="PERSON", text="Иванов"), Named(label="DATE", text="1937")]
        for number in (1, 2):
            add_page(connection, source, "Иванов 1937", mentions=two, number=number)
        add_page(connection, source, "КРД", mentions=[Named(label="ARTICLE", text="КРД")], number=3)
    found = status(database)
    always = {"PERSON": (3, 2), "PLACE": (0, 0), "DATE": (2, 1), "ORG": (0, 0)}
    assert found.labels == {**always, "ARTICLE": (1, 1)}
    assert found.sources == 3


def test_closed_quarantine_entries_do_not_count(database: Database) -> None:
    with database.write() as connection:
        fill(connection)
        connection.execute(
            update(QuarantineRow)
            .where(QuarantineRow.code == "engine-failed")
            .values(state="released")
        )
    assert status(database).quarantine == {"source-corrupt": 1}


def test_the_answer_as_json_names_the_last_run(database: Database) -> None:
    with database.write() as connection:
        fill(connection)
        for outcome in ("done", None):
            connection.execute(
                insert(RunRow).values(
                    started_at=A_MOMENT, outcome=outcome, config_sha256="c" * 64, dirty=True
                )
            )
    answer = json.loads(json.dumps(status(database).as_json()))
    assert answer["last_run"] == {
        "id": 2,
        "outcome": None,
        "started_at": "2026-01-02T03:04:05+00:00",
        "ended_at": None,
        "pages": 0,
        "executions": 0,
        "dirty": True,
    }
    states = {"in": 6, "done": 1, "blank": 1, "quarantined": 2, "pending": 2}
    assert answer["pages"] == states
    assert [entry["stage"] for entry in answer["stages"]] == list(STAGES)
    for counts in (answer["pages"], *answer["stages"], *answer["collections"].values()):
        assert counts["in"] == sum(counts[state] for state in states if state != "in")
