"""What is particular to PostgreSQL: connections, the one writer's lock, and what errors mean."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from models.database.postgresql_values import dump_json, prepare_texts
from models.errors import (
    CONFIG_INVALID,
    DATABASE_UNFIT,
    STORE_AWAY,
    STORE_BUSY,
    STORE_FAILED,
    STORE_FULL,
    ConfigError,
    StoreError,
)

BUSY_SECONDS: Final = 30
"""How long a second writer waits."""
_DRIVER: Final = "postgresql+psycopg"
# Any number that no other program takes in the same database; it spells "aigaq".
_WRITER: Final = 0x6169676171
_COMMAND: Final = _WRITER + 1
_TRY_LOCK: Final = text("SELECT pg_try_advisory_lock(:command)")
_RELEASE_LOCK: Final = text("SELECT pg_advisory_unlock(:command)")
_ALIVE: Final = text("SELECT 1")
_TAKE_LOCK: Final = text(
    "SELECT set_config('lock_timeout', :patience, true), pg_advisory_xact_lock(:writer)"
)
_SETTING: Final = text(
    "SELECT pg_encoding_to_char(encoding) AS encoding,"
    " CASE datlocprovider WHEN 'i' THEN 'ICU' ELSE datcollate END AS collation"
    " FROM pg_database WHERE datname = current_database()"
)
# In all of them texts sort by code point, as in SQLite and in Python.
_COLLATIONS: Final = ("C", "POSIX", "C.UTF-8", "C.utf8")
# https://www.postgresql.org/docs/15/errcodes-appendix.html
_CODES: Final = {
    "53100": STORE_FULL,  # disk full
    "53300": STORE_BUSY,  # too many connections
    "55P03": STORE_BUSY,  # lock not available
    "40001": STORE_BUSY,  # serialization failure
    "40P01": STORE_BUSY,  # deadlock
}
# Connection errors, and a server that ends, crashed or starts.
_AWAY: Final = ("08", "57P01", "57P02", "57P03")


def make_engines(url: URL) -> tuple[Engine, Engine]:
    """Return what connects to read, and what connects to write.

    A reader sees one state for its whole block. Writers queue for a lock that goes with their
    transaction, as in SQLite: changes are numbered in the order in which they are committed, and
    what one statement finds missing is not added by another writer before the next.
    """
    if url.drivername not in ("postgresql", _DRIVER):
        raise ConfigError(CONFIG_INVALID, f"database: {url.drivername}")
    engine = create_engine(
        url.set(drivername=_DRIVER),
        connect_args={"application_name": "aigaq", "connect_timeout": 10},
        pool_pre_ping=True,  # a restarted server costs no command
        json_serializer=dump_json,
    )
    event.listen(engine, "connect", prepare_texts)
    reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    # Each statement must see what was committed while the lock was waited for.
    writing = engine.execution_options(isolation_level="READ COMMITTED")
    event.listen(writing, "begin", _take_lock)
    return reading, writing


def code_of(error: DBAPIError) -> str:
    """Return the code of our error for the server's."""
    state = getattr(error.orig, "sqlstate", None)
    # The driver itself gives no state where there is no server to give one.
    silent = state is None and isinstance(error, OperationalError)
    if error.connection_invalidated or silent or (state or "").startswith(_AWAY):
        return STORE_AWAY
    return _CODES.get(state or "", STORE_FAILED)


def check(connection: Connection) -> None:
    """Refuse a database that would sort, or keep letters, otherwise than the record needs.

    Raises:
        ConfigError: `database-unfit`.
    """
    found = connection.execute(_SETTING).one()
    if found.encoding != "UTF8" or found.collation not in _COLLATIONS:
        raise ConfigError(DATABASE_UNFIT, f"{found.encoding}, {found.collation}")


@contextmanager
def keep_others_out(engine: Engine) -> Iterator[Callable[[], None]]:
    """Hold a lock for commands that write, on whatever machine; it goes with its connection.

    Yields:
        What makes sure of the lock: it takes it again where the server was restarted meanwhile.

    Raises:
        StoreError: (store-busy) another command holds it; also when it is to be taken again.
    """
    lock = _CommandLock(engine)
    lock.make_sure()
    try:
        yield lock.make_sure
    finally:
        lock.release()


class _CommandLock:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def make_sure(self) -> None:
        if self._connection is not None:
            try:
                self._connection.execute(_ALIVE)
                return
            except DBAPIError:
                self._connection.close()
                self._connection = None
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()  # closed at the end, and not lent to anybody else
        if not connection.execute(_TRY_LOCK, {"command": _COMMAND}).scalar_one():
            connection.close()
            raise StoreError(STORE_BUSY, str(self._engine.url.database))
        self._connection = connection

    def release(self) -> None:
        if self._connection is not None:
            # A server notices a closed connection a moment later, a next command may be sooner.
            with suppress(DBAPIError):
                self._connection.execute(_RELEASE_LOCK, {"command": _COMMAND})
            self._connection.close()
            self._connection = None


def faults(connection: Connection) -> list[str]:
    """Nothing: a server is examined by its own people (pg_amcheck, pg_checksums)."""
    return []


def copy_to(connection: Connection, path: Path) -> None:
    """Copy the state that the connection sees into a new SQLite file, row by row and compared."""
    # Imported here, since they import this module.
    from models.database import Database
    from models.database.copying import copy_rows

    copy = Database(URL.create("sqlite", database=str(path)).render_as_string())
    copy.upgrade()
    with copy.write() as writing:
        copy_rows(connection, writing, lambda _: None)
    copy.close()


def _take_lock(connection: Connection) -> None:
    values: dict[str, Any] = {"patience": f"{BUSY_SECONDS}s", "writer": _WRITER}
    connection.execute(_TAKE_LOCK, values)
