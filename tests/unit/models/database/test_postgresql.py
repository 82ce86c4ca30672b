"""What only PostgreSQL can go wrong with: an unfit database, a lost server, a reader who writes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from models.database import Database
from models.errors import ConfigError, StoreError
from models.tables import PageRow, SourceRow
from pipeline.settings import read_settings
from pipeline.workspace import Workspace
from tests.support.databases import POSTGRESQL, RECORDS
from tests.support.factories import add_collection, add_page, add_source, open_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path, POSTGRESQL)
    yield database
    database.close()


@pytest.mark.parametrize(
    "options",
    ["ENCODING 'LATIN5' LOCALE 'C'", "LOCALE_PROVIDER icu ICU_LOCALE 'kk' LOCALE 'C.UTF-8'"],
)
def test_a_database_that_sorts_or_writes_otherwise_is_refused(options: str) -> None:
    address = RECORDS.server.create("unfit", "TEMPLATE template0", options)
    unfit = Database(address)
    with pytest.raises(ConfigError) as refused:
        unfit.upgrade()
    unfit.close()
    RECORDS.server.drop("unfit")
    assert refused.value.code == "database-unfit"


@pytest.mark.parametrize("address", ["mysql://host/name", "postgresql+pg8000://host/name"])
def test_another_database_or_driver_is_refused(address: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Database(address)
    assert refused.value.code == "config-invalid"


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(StoreError), database.read() as connection:
        add_collection(connection)


def test_a_connection_that_was_cut_is_made_again(database: Database) -> None:
    with database.write() as connection:
        add_collection(connection)
    assert cut_all(database.url) == 1
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM collection")).scalar_one() == 1


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(StoreError) as failed:
        Database("postgresql://nobody@127.0.0.1:1/nothing").upgrade()
    assert failed.value.code == "store-away"


def test_one_command_at_a_time_writes_from_whatever_machine(
    database: Database, tmp_path: Path
) -> None:
    settings = read_settings(None).model_copy(update={"database": database.url})
    here, there = (
        Workspace(settings.model_copy(update={"workspace": tmp_path / name})) for name in "ab"
    )
    with here.lock():
        with pytest.raises(StoreError) as refused, there.lock():
            pytest.fail("two commands at once")
        with there.database.write() as connection:  # as workers do meanwhile
            add_collection(connection)
    assert refused.value.code == "store-busy"
    with there.lock():
        pass
    for each in (here, there):
        each.database.close()


def test_a_command_is_alone_again_after_its_server_was_away(database: Database) -> None:
    other = Database(database.url)
    with database.alone():
        cut_all(database.url)
        with database.read():
            pass
        with pytest.raises(StoreError) as refused, other.alone():
            pytest.fail("two commands at once")
    with other.alone():
        pass
    other.close()
    assert refused.value.code == "store-busy"


def test_a_command_ends_where_another_began_while_the_server_was_away(database: Database) -> None:
    other = Database(database.url)
    with database.alone():
        cut_all(database.url)
        with other.alone(), pytest.raises(StoreError) as refused, database.write():
            pytest.fail("two commands at once")
        with database.write() as connection:  # the other has ended
            add_collection(connection)
    other.close()
    assert refused.value.code == "store-busy"


def cut_all(address: str) -> int:
    """Cut all connections to a record, as a restart does; returns how many there were."""
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    other = Database(address)
    with other.read() as connection:
        done = connection.execute(cut).scalars().all()
    other.close()
    return len(done)


def test_any_text_and_number_is_taken(database: Database) -> None:
    with database.write() as connection:
        source = add_source(connection, add_collection(connection, "и" * 5000), "a\0b.pdf")
        page = add_page(connection, source, number=2**60, sheet="л" * 1000)
        stored = connection.execute(
            select(SourceRow.name, PageRow.number, PageRow.sheet).join(PageRow.source)
        ).one()
    assert page
    assert tuple(stored) == ("a\ufffdb.pdf", 2**60, "л" * 1000)


def test_texts_sort_by_code_point(database: Database) -> None:
    names = ["Ёлкин", "Әлиев", "Яковлев", "а", "Z", "a", "Б", "і"]
    with database.write() as connection:
        for name in names:
            add_collection(connection, name)
        stored = connection.scalars(text("SELECT code FROM collection ORDER BY code")).all()
    assert stored == sorted(names)
