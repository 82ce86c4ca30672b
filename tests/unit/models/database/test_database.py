"""The record is what the migrations make, has one writer at a time, and keeps no half block."""

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import NoSuchTableError

from models.database import MIGRATIONS, SCHEMA_REVISION, Database, postgresql, sqlite
from models.errors import STORE_BUSY, STORE_FAILED, STORE_OLD, StoreError
from models.tables import CollectionRow
from outputs.search import changes
from tests.support.factories import add_collection
from tests.support.migrating import differences, downgrade


def collections(database: Database) -> int:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(CollectionRow)).scalar_one()


def test_the_revision_in_the_code_is_the_head_of_the_migrations() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [SCHEMA_REVISION]


def test_the_migrations_make_the_tables_of_the_code(database: Database) -> None:
    with database.write() as connection:
        changes.prepare(connection)
        assert differences(connection) == []


def test_a_forgotten_migration_would_be_seen(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("ALTER TABLE page DROP COLUMN sheet_order"))
        connection.execute(text("DROP INDEX ix_page_state_id"))
        found = {change[0] for change in differences(connection)}
    assert found == {"add_column", "add_index"}


def test_down_to_nothing_and_up_again(database: Database) -> None:
    downgrade(database, "base")
    with database.read() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    database.upgrade()
    with database.read() as connection:
        assert differences(connection) == []


def test_a_record_of_the_first_schema_keeps_what_is_in_it(database: Database) -> None:
    with database.write() as connection:
        add_collection(connection)
    downgrade(database, "0001")
    database.upgrade()
    assert collections(database) == 1
    with database.read() as connection:
        assert differences(connection) == []


def test_upgrading_twice_keeps_what_is_there(database: Database) -> None:
    with database.write() as connection:
        add_collection(connection)
    database.upgrade()
    assert collections(database) == 1


def test_a_page_without_its_source_is_refused(database: Database) -> None:
    with pytest.raises(StoreError) as refused, database.write() as connection:
        connection.execute(
            text("INSERT INTO page (source_id, number, collection_id, state) VALUES (9, 1, 9, 'x')")
        )
    assert refused.value.code == STORE_FAILED


def test_reading_goes_on_while_another_writes_and_sees_the_state_before(
    database: Database,
) -> None:
    with database.write() as writing:
        add_collection(writing)
        assert collections(database) == 0
    assert collections(database) == 1


def test_a_reader_sees_one_state_and_does_not_hold_up_the_writer(database: Database) -> None:
    count = select(func.count()).select_from(CollectionRow)
    with database.read() as reading:
        assert reading.execute(count).scalar_one() == 0
        with database.write() as writing:
            add_collection(writing)
        assert reading.execute(count).scalar_one() == 0
    assert collections(database) == 1


class _Unforeseen(Exception):
    pass


@pytest.mark.parametrize("error", [_Unforeseen, KeyboardInterrupt, NoSuchTableError])
def test_whatever_leaves_the_block_takes_its_changes_along(
    database: Database, error: type[BaseException]
) -> None:
    expected = StoreError if error is NoSuchTableError else error
    with pytest.raises(expected), database.write() as connection:
        add_collection(connection)
        raise error("found")
    assert collections(database) == 0


def test_a_second_writer_waits_then_is_told_so(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for back_end in (sqlite, postgresql):
        monkeypatch.setattr(back_end, "BUSY_SECONDS", 0.05)
    other = Database(database.url)
    with database.write() as connection:
        add_collection(connection)
        with pytest.raises(StoreError) as caught, other.write():
            pytest.fail("two writers at once")
    assert caught.value.code == STORE_BUSY
    with other.write() as connection:
        add_collection(connection, "second")
    other.close()
    assert collections(database) == 2


@pytest.mark.parametrize(
    "revision",
    [
        "9999",
        "0000",
    ],
)
def test_a_record_of_another_version_is_refused_untouched(
    database: Database, revision: str
) -> None:
    with database.write() as connection:
        add_collection(connection)
        connection.execute(text(f"UPDATE alembic_version SET version_num='{revision}'"))
    with pytest.raises(StoreError) as refused:
        database.upgrade()
    assert refused.value.code == STORE_OLD
    assert collections(database) == 1
