"""What is particular to SQLite: how connections are set up, and what its errors mean."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from models.errors import STORE_BUSY, STORE_FAILED, STORE_FULL, StoreError

BUSY_SECONDS: Final = 30
"""How long a second writer waits."""
# 8 KiB pages keep a page's word blob in one leaf: a third less file than SQLite's 4 KiB.
_PAGE_SIZE: Final = 8192
_BEGIN: Final = "begin"
# Faults that are named; one alone is reason enough to act.
_MOST: Final = 10


def make_engines(url: URL) -> tuple[Engine, Engine]:
    """Return what connects to read, and what connects to write."""
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    # Taking the write lock at once avoids the upgrade from a read lock, which fails when busy.
    return engine, engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})


def code_of(error: DBAPIError) -> str:
    """Return the code of our error for the driver's."""
    return _code(str(error.orig))


def _code(message: str) -> str:
    if "full" in message:
        return STORE_FULL
    return STORE_BUSY if "locked" in message else STORE_FAILED


def check(connection: Connection) -> None:
    """Nothing depends on how the file was created."""


def keep_others_out(engine: Engine) -> AbstractContextManager[Callable[[], None]]:
    """Leave that to the lock beside the file, which lies on this machine."""
    return nullcontext(lambda: None)


def faults(connection: Connection) -> list[str]:
    """What SQLite finds wrong with its file, and rows that lead nowhere."""
    found = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})")]
    strays = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_MOST)
    return [
        *(each for each in found if each != "ok"),
        *(f"{table} {number} leads to no {other}" for table, number, other, _ in strays),
    ]


def copy_to(connection: Connection, path: Path) -> None:
    """Copy the state that the connection sees into a new file, while others write on."""
    source: Any = connection.connection.driver_connection
    try:
        with closing(sqlite3.connect(path)) as target:
            source.backup(target)
    except sqlite3.Error as error:
        raise StoreError(_code(str(error)), str(error)) from error


def _prepare(connection: Any, record: Any) -> None:
    # The driver's own transaction handling would commit before DDL; SQLAlchemy's BEGIN rules here.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA page_size={_PAGE_SIZE}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # As in PostgreSQL; without, Latin letters alone would match in either case.
    cursor.execute("PRAGMA case_sensitive_like=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))
