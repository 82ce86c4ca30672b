"""Open the record; what a database wants, the files called `sqlite` and `postgresql` know."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import URL, Connection, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.sql import column, table

from models.errors import (
    BLOBS_AWAY,
    CONFIG_INVALID,
    STORE_AWAY,
    STORE_FAILED,
    STORE_OLD,
    ConfigError,
    StoreError,
)

MIGRATIONS: Final = Path(__file__).parents[1] / "migrations"
SCHEMA_REVISION: Final = "0010"
"""Head of the migrations; a test compares it with them, so that opening needs no alembic."""
SQLITE: Final = "sqlite"
POSTGRESQL: Final = "postgresql"
BACK_ENDS: Final = (SQLITE, POSTGRESQL)
"""What each needs is in the module of that name."""


_PASSING: Final = (STORE_AWAY, BLOBS_AWAY)
_PATIENCE: Final = 120.0
_LONGEST_PAUSE: Final = 5.0

T = TypeVar("T")


def wait_out(work: Callable[[], T], *, seconds: float = _PATIENCE) -> T:
    """Do work again while a server, of the record or of blobs, is away: restarted, or cut off.

    Args:
        work: may be begun again after a failure without doing anything twice.
        seconds: how long a server may be away.

    Raises:
        StoreError: `store-away` or `blobs-away` after that time; any other at once.
    """
    deadline, pause = time.monotonic() + seconds, 0.1
    while True:
        try:
            return work()
        except StoreError as error:
            if error.code not in _PASSING or time.monotonic() + pause > deadline:
                raise
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


class Database:
    """Connections to the record: `read()` sees one consistent state, `write()` is one transaction.

    Attributes:
        url: its address.
        back_end: one of `BACK_ENDS`.

    Raises:
        StoreError: from either block, when the database cannot be read or written; a `write()`
            block was rolled back then.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.back_end: Final = back_end_of(url)
        # Imported here: a driver costs a tenth of a second that the other's users need not pay.
        self._own = import_module(f"models.database.{self.back_end}")
        self._reading, self._writing = self._own.make_engines(_parsed(url))
        self._make_sure: Callable[[], None] = _of_nothing

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for queries."""
        with self._translated():
            self._make_sure()
            with self._reading.begin() as connection:
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes are committed together at the end of the block."""
        with self._translated():
            self._make_sure()
            with self._writing.begin() as connection:
                yield connection

    def upgrade(self) -> None:
        """Create the tables, or bring an older record up to this program's schema."""
        with self._translated():
            if self._revision() != SCHEMA_REVISION:
                self._run_migrations()

    def older_revision(self) -> str | None:
        """The schema of a record that an upgrade would change; None where there is nothing to."""
        with self._translated():
            found = self._revision()
        return None if found == SCHEMA_REVISION else found

    def _revision(self) -> str | None:
        with self._reading.begin() as connection:
            self._own.check(connection)
            if not inspect(connection).has_table("alembic_version"):
                return None
            versions = table("alembic_version", column("version_num"))
            found = connection.execute(select(versions.c.version_num)).scalar_one_or_none()
            return None if found is None else str(found)

    def _run_migrations(self) -> None:
        # Imported here: alembic costs a third of a second that most commands need not pay.
        from alembic import command
        from alembic.config import Config
        from alembic.util import CommandError

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self._writing.begin() as connection:
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:  # a revision that this program's migrations lack
                told = f"{error} {SCHEMA_REVISION} is the newest that this program knows."
                raise StoreError(STORE_OLD, told) from error

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep commands of other machines that write out of a database that they share.

        A server that is restarted forgets who was alone: the next look at the record asks for it
        anew, and fails where another command was quicker.

        Raises:
            StoreError: (store-busy) there is one at work.
        """
        with self._translated(), self._own.keep_others_out(self._reading) as self._make_sure:
            try:
                yield
            finally:
                self._make_sure = _of_nothing

    def faults(self) -> list[str]:
        """What the database itself finds wrong with its tables."""
        with self.read() as connection:
            found: list[str] = self._own.faults(connection)
            return found

    def copy_to(self, path: Path) -> None:
        """Copy the whole record as it is at this moment into a new SQLite file."""
        with self.read() as connection:
            self._own.copy_to(connection, path)

    def close(self) -> None:
        """Give all connections back."""
        self._reading.dispose()  # both engines share their connections

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise StoreError(self._own.code_of(error), str(error.orig)) from error
        except SQLAlchemyError as error:
            raise StoreError(STORE_FAILED, str(error)) from error


def _of_nothing() -> None:
    """Hold no lock, and so make sure of none."""


def back_end_of(url: str) -> str:
    """Return which of `BACK_ENDS` an address names.

    Raises:
        ConfigError: none of them, or it is no address.
    """
    name = _parsed(url).get_backend_name()
    if name not in BACK_ENDS:
        raise ConfigError(CONFIG_INVALID, f"database: {name}")
    return name


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise ConfigError(CONFIG_INVALID, f"database: {error}") from error
