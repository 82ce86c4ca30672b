"""Start a private PostgreSQL on a free port, for tests and benchmarks; it goes with its starter."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGINT
from tempfile import mkdtemp
from time import monotonic, sleep
from typing import Final

import psycopg
from psycopg import sql

from models.database import Database

OLDEST: Final = 15
_PACKAGES: Final = Path("/usr/lib/postgresql")
_USER: Final = "postgres"
_PATIENCE: Final = 60
_LOCALE: Final = ("--encoding=UTF8", "--locale=C.UTF-8")
# The server lasts no longer than what it is started for: nothing has to wait for a disk.
_FLEETING: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_EMPTY: Final = "aigaq_empty"


def find_programs() -> Path | None:
    """Where the server's programs lie, the newest that is new enough; None where there is none."""
    versions = [
        int(path.name)
        for path in _PACKAGES.glob("[0-9]*")
        if (path / "bin" / "initdb").is_file() and int(path.name) >= OLDEST
    ]
    return _PACKAGES / str(max(versions)) / "bin" if versions else None


@dataclass(frozen=True, slots=True)
class Server:
    """A running server.

    Attributes:
        folder: its files.
        port: on the loopback address.
    """

    folder: Path
    port: int

    def url(self, name: str) -> str:
        """The address of a database."""
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/{name}"

    def create(self, name: str, *options: str) -> str:
        """Make a database; returns its address."""
        statement = "CREATE DATABASE {} " + " ".join(options)
        self._execute(sql.SQL(statement).format(sql.Identifier(name)))
        return self.url(name)

    def create_record(self, name: str) -> str:
        """Make a database with all tables of the record; returns its address."""
        if not self._has(_EMPTY):
            # The migrations take half a second; a copy of their result is the same.
            database = Database(self.create(_EMPTY))
            database.upgrade()
            database.close()
        return self.create(name, f"TEMPLATE {_EMPTY}")

    def drop(self, name: str) -> None:
        """Delete a database, whoever is connected to it."""
        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def restart(self) -> None:
        """Break all connections and start again, as after a crash; `stop_restarted` ends it."""
        self._control("restart", "-m", "immediate", "-w")

    def stop_restarted(self) -> None:
        """Stop a server that was restarted: it is no child of this process any more."""
        self._control("stop", "-m", "fast", "-w")

    def _control(self, *arguments: str | Path) -> None:
        programs = find_programs()
        assert programs is not None
        command = [*_as_user(), programs / "pg_ctl", "-D", self.folder / "records", *arguments]
        quiet = subprocess.DEVNULL  # a pipe would be kept open by the server
        subprocess.run(command, check=True, cwd=self.folder, stdout=quiet, stderr=quiet)

    def _has(self, name: str) -> bool:
        with psycopg.connect(self.url(_USER)) as connection:
            found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name])
            return found.fetchone() is not None

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url(_USER), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def start_server(
    *, lasting: bool = False, place: Path | None = None, **settings: str
) -> Iterator[Server]:
    """Run a server until the block ends, however that happens.

    Args:
        lasting: keep what is committed even where the machine stops, as in earnest.
        place: an existing folder to keep the records in; without it, that of temporary files.
        settings: of postgresql.conf.

    Raises:
        RuntimeError: it is not installed, or did not start.
    """
    programs = find_programs()
    if programs is None:
        raise RuntimeError(f"no PostgreSQL {OLDEST} or newer in {_PACKAGES}")
    folder = Path(mkdtemp(prefix="aigaq-postgres-", dir=place))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _USER, _USER)
        records = folder / "records"
        subprocess.run(
            [*_as_user(), programs / "initdb", f"--username={_USER}", "--auth=trust",
             "--no-sync", *_LOCALE, f"--pgdata={records}"],
            check=True, capture_output=True, cwd=folder,
        )  # fmt: skip
        server = Server(folder, _free_port())
        chosen = {"unix_socket_directories": str(folder), "listen_addresses": "127.0.0.1"}
        chosen |= {"port": str(server.port), **({} if lasting else _FLEETING), **settings}
        options = [f"--{name}={value}" for name, value in chosen.items()]
        with (
            (folder / "log").open("wb") as log,
            subprocess.Popen(
                [*_as_user(), programs / "postgres", "-D", records, *options],
                stdout=log, stderr=log, cwd=folder,
            ) as process,
        ):  # fmt: skip
            try:
                _wait(server, process)
                yield server
            finally:
                process.send_signal(SIGINT)  # who is still connected is not waited for
                process.wait(_PATIENCE)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_user() -> list[str]:
    """The server refuses root, and goes when its starter is killed."""
    drop = [f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups"]
    return ["setpriv", *(drop if os.geteuid() == 0 else ()), "--pdeathsig=QUIT", "--"]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    last = monotonic() + _PATIENCE
    while True:
        try:
            psycopg.connect(server.url(_USER)).close()
        except psycopg.OperationalError as error:
            if process.poll() is not None or monotonic() > last:
                log = (server.folder / "log").read_text(errors="replace")
                raise RuntimeError(f"PostgreSQL did not start: {log}") from error
            sleep(0.05)
        else:
            return
