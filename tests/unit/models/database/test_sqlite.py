"""What only SQLite can go wrong with: its settings, a full disk, a file that is something else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from models.database import Database
from models.errors import STORE_FAILED, STORE_FULL, StoreError
from models.tables import CollectionRow
from tests.support.databases import SQLITE
from tests.support.factories import add_collection, add_page, add_source, open_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path, SQLITE)
    yield database
    database.close()


def collections(database: Database) -> int:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(CollectionRow)).scalar_one()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("page_size", 8192), ("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 2)],
)
def test_every_connection_is_set_up(database: Database, pragma: str, value: object) -> None:
    for block in (database.read, database.write):
        with block() as connection:
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


def test_a_full_disk_is_named_and_nothing_is_half_written(database: Database) -> None:
    with pytest.raises(StoreError) as caught, database.write() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count={pages + 2}"))
        source = add_source(connection, add_collection(connection), "a.pdf")
        for number in range(1, 100):
            add_page(connection, source, "слово " * 1000, number=number)
    assert caught.value.code == STORE_FULL
    assert collections(database) == 0
    with database.read() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    with database.write() as connection:
        connection.execute(text("PRAGMA max_page_count=1000000"))
        add_collection(connection)
    assert collections(database) == 1


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    path.write_bytes(b"no database at all " * 100)
    broken = Database(f"sqlite:///{path}")
    with pytest.raises(StoreError) as caught:
        broken.upgrade()
    assert caught.value.code == STORE_FAILED
    broken.close()
    assert path.read_bytes().startswith(b"no database")
