"""Records for tests on each database: a file of its own, or a database on the session's server."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.postgres import OLDEST, Server, find_programs, start_server
from models.database import POSTGRESQL, SQLITE, Database
from tests.support.programs import need

__all__ = ["POSTGRESQL", "RECORDS", "SQLITE", "Records"]


class Records:
    """Makes empty records with all tables.

    Attributes:
        usual: the database of tests that name none.
    """

    def __init__(self) -> None:
        self.usual: str = SQLITE
        self._server: Server | None = None
        self._closing: Final = ExitStack()
        self._numbers: Final = count(1)
        self._made: list[tuple[str, Database]] = []

    def make(self, folder: Path, back_end: str | None = None) -> Database:
        """A new record; one on the server goes with the test that asked for it."""
        if (back_end or self.usual) == SQLITE:
            path = folder / "record.sqlite"
            path.write_bytes(_empty_file())
            return Database(f"sqlite:///{path}")
        name = f"record_{next(self._numbers)}"
        made = Database(self.server.create_record(name))
        self._made.append((name, made))
        return made

    @property
    def server(self) -> Server:
        """The session's server, started when first asked for."""
        if self._server is None:
            need([] if find_programs() else [f"PostgreSQL {OLDEST}"])
            self._server = self._closing.enter_context(start_server())
        return self._server

    @contextmanager
    def of_one_test(self) -> Iterator[None]:
        """Drop at the end what the block made on the server."""
        before = len(self._made)
        yield
        for name, made in self._made[before:]:
            made.close()
            self.server.drop(name)
        del self._made[before:]

    def close(self) -> None:
        """Stop the server."""
        for _name, made in self._made:
            made.close()
        self._closing.close()
        self._server = None


RECORDS: Final = Records()


@cache
def _empty_file() -> bytes:
    # The migrations take half a second; a copy of their result is the same to a test.
    with TemporaryDirectory() as folder:
        path = Path(folder) / "record.sqlite"
        database = Database(f"sqlite:///{path}")
        database.upgrade()
        database.close()
        return path.read_bytes()
