"""The audit takes new rows only, and betrays every row that was changed, taken out or moved."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from models.audit import Fault, Head, newest, take_down, verify
from models.database import Database
from models.errors import StoreError
from tests.support.databases import POSTGRESQL, SQLITE
from tests.support.factories import open_database

ROWS = 5
TRIGGERS = {
    SQLITE: ["audit_no_update", "audit_no_delete", "audit_no_replacement"],
    POSTGRESQL: ["audit_append_only ON audit"],
}


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    for number in range(1, ROWS + 1):
        with database.write() as connection:
            take_down(connection, "айша", "judge", f"judgement {number}", verdict="same")
    yield database
    database.close()


def tamper(database: Database, *statements: str) -> None:
    """What somebody could do who has the file: the triggers go first."""
    with database.write() as connection:
        for trigger in TRIGGERS[database.back_end]:
            connection.execute(text(f"DROP TRIGGER {trigger}"))
        for statement in statements:
            connection.execute(text(statement))


def faults(database: Database, known: Head | None = None) -> list[Fault]:
    with database.read() as connection:
        return verify(connection, known=known)[1]


def test_what_was_done_stands_newest_first(database: Database) -> None:
    with database.read() as connection:
        rows = newest(connection, limit=2)
        older = newest(connection, limit=9, before=rows[-1].number)
    assert [row.target for row in rows] == ["judgement 5", "judgement 4"]
    assert [row.number for row in older] == [3, 2, 1]
    assert (rows[0].actor, rows[0].details) == ("айша", '{"verdict": "same"}')


def test_an_audit_as_written_has_no_fault(database: Database) -> None:
    assert faults(database) == []


def test_what_was_rolled_back_leaves_no_row_and_no_gap(database: Database) -> None:
    with pytest.raises(KeyboardInterrupt), database.write() as connection:
        take_down(connection, "айша", "judge", "judgement 9")
        raise KeyboardInterrupt
    with database.write() as connection:
        take_down(connection, "айша", "judge", "judgement 6")
    assert faults(database) == []
    with database.read() as connection:
        assert newest(connection, limit=1)[0].number == ROWS + 1


COPY = "number, made_at, 'no', act, target, details, previous, digest FROM audit WHERE number = 5"
REFUSED = [
    "UPDATE audit SET actor = 'no'",
    "DELETE FROM audit WHERE number = 5",
]
OF_ONE = {
    SQLITE: f"INSERT OR REPLACE INTO audit SELECT {COPY}",
    POSTGRESQL: "TRUNCATE audit",
}


def test_rows_are_only_ever_added(database: Database) -> None:
    for statement in [*REFUSED, OF_ONE[database.back_end]]:
        with pytest.raises(StoreError, match="append-only"), database.write() as connection:
            connection.execute(text(statement))
    assert faults(database) == []


@pytest.mark.parametrize("column", ["made_at", "actor", "act", "target", "details"])
def test_a_changed_row_is_found(database: Database, column: str) -> None:
    value = "2020-01-01 00:00:00.000000" if column == "made_at" else "else"
    tamper(database, f"UPDATE audit SET {column} = '{value}' WHERE number = 3")
    assert faults(database) == [Fault(3, "changed")]


def test_a_row_that_was_taken_out_is_found(database: Database) -> None:
    tamper(database, "DELETE FROM audit WHERE number = 3")
    assert faults(database) == [Fault(3, "missing")]


@pytest.mark.parametrize("last", ["number > 3", "number > 0"])
def test_rows_missing_at_the_end_are_found(database: Database, last: str) -> None:
    tamper(database, f"DELETE FROM audit WHERE {last}")
    assert faults(database) == [Fault(ROWS, "missing")]


def test_rows_that_changed_places_are_found(database: Database) -> None:
    tamper(
        database,
        "UPDATE audit SET number = 99 WHERE number = 2",
        "UPDATE audit SET number = 2 WHERE number = 3",
        "UPDATE audit SET number = 3 WHERE number = 99",
    )
    kinds = {(each.number, each.kind) for each in faults(database)}
    assert {(2, "misplaced"), (2, "changed"), (3, "misplaced"), (3, "changed")} <= kinds


def test_a_row_written_past_the_audit_is_found(database: Database) -> None:
    tamper(
        database,
        "INSERT INTO audit SELECT 6, made_at, actor, act, target, details, digest, digest"
        " FROM audit WHERE number = 5",
    )
    assert Fault(6, "unknown") in faults(database)


def test_an_end_kept_elsewhere_finds_an_audit_that_was_written_anew(
    database: Database, tmp_path: Path
) -> None:
    with database.read() as connection:
        known, _ = verify(connection)
    assert faults(database, known) == []
    (other := tmp_path / "other").mkdir()
    anew = open_database(other, database.back_end)
    for _ in range(ROWS + 1):
        with anew.write() as connection:
            take_down(connection, "нет", "judge", "judgement 1")
    assert faults(anew) == []
    assert faults(anew, known) == [Fault(ROWS, "changed")]
    anew.close()
