"""Open the record: the only file, beside the search back end, that knows which database it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.sql import column, table

from models.errors import (
    CONFIG_INVALID,
    PROGRAM_MISSING,
    STORE_BUSY,
    STORE_FAILED,
    STORE_FULL,
    STORE_OLD,
    ConfigError,
    MissingDependency,
    StoreError,
)

MIGRATIONS: Final = Path(__file__).parent / "migrations"
SCHEMA_REVISION: Final = "0005"
"""Head of the migrations; a test compares it with them, so that opening needs no alembic."""

_WRITE: Final = "aigaq_write"
_BUSY_SECONDS: Final = 30
# 8 KiB pages keep a page's word blob in one leaf: a third less file than SQLite's 4 KiB.
_PAGE_SIZE: Final = 8192


class Database:
    """Connections to the record: `read()` sees one consistent state, `write()` is one transaction.

    Raises:
        StoreError: from either block, when the database cannot be read or written; a `write()`
            block was rolled back then.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _make_engine(url)
        self._writer = self.engine.execution_options(**{_WRITE: True})

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for queries."""
        with _translated(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes are committed together at the end of the block."""
        with _translated(), self._writer.begin() as connection:
            yield connection

    def upgrade(self) -> None:
        """Create the tables, or bring an older record up to this program's schema."""
        with _translated():
            revision = self._revision()
            if revision == SCHEMA_REVISION:
                return
            self._run_migrations()

    def _revision(self) -> str | None:
        with self.engine.begin() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            versions = table("alembic_version", column("version_num"))
            return connection.execute(select(versions.c.version_num)).scalar_one_or_none()

    def _run_migrations(self) -> None:
        # Imported here: alembic costs a third of a second that most commands need not pay.
        from alembic import command
        from alembic.config import Config
        from alembic.util import CommandError

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self._writer.begin() as connection:
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:  # a revision that this program's migrations lack
                raise StoreError(STORE_OLD, str(error)) from error

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _make_engine(url: str) -> Engine:
    try:
        if make_url(url).get_backend_name() != "sqlite":
            return create_engine(url)
    except ArgumentError as error:
        raise ConfigError(CONFIG_INVALID, f"database: {error}") from error
    except ModuleNotFoundError as error:
        raise MissingDependency(PROGRAM_MISSING, str(error.name)) from error
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: Any) -> None:
    # The driver's own transaction handling would commit before DDL; SQLAlchemy's BEGIN rules here.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA page_size={_PAGE_SIZE}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # Taking the write lock at once avoids the upgrade from a read lock, which fails when busy.
    write = connection.get_execution_options().get(_WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        message = str(error.orig)
        if "full" in message:
            raise StoreError(STORE_FULL, message) from error
        if "locked" in message:
            raise StoreError(STORE_BUSY, message) from error
        raise StoreError(STORE_FAILED, message) from error
    except SQLAlchemyError as error:
        raise StoreError(STORE_FAILED, str(error)) from error
