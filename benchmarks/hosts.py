"""A second host on this machine, and processes that a supervisor keeps up, for benchmarks."""

import os
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import psycopg

from benchmarks.postgres import Server

HOST: Final = "10.77.19.1"
OTHER: Final = "10.77.19.2"
NAMESPACE: Final = "aigaq-second"


@dataclass(slots=True)
class Member:
    """One process of the run, started again whenever it has ended.

    Attributes:
        command: with all its arguments.
        log: what it prints.
        starts: how often it was started.
        ends: exit statuses, the negative ones of signals.
    """

    command: Sequence[str | Path]
    log: Path
    starts: int = 0
    ends: Counter[int] = field(default_factory=Counter)
    process: subprocess.Popen[bytes] | None = None

    def keep_up(self) -> None:
        """Start it unless it runs."""
        if self.process is None or self.process.poll() is not None:
            if self.process is not None:
                self.ends[self.process.returncode] += 1
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    self.command, stdout=log, stderr=log, start_new_session=True
                )
            self.starts += 1

    def send(self, number: signal.Signals) -> None:
        """Signal it, where it runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def end(self) -> None:
        """Kill it and wait."""
        self.send(signal.SIGCONT)
        self.send(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()


@contextmanager
def joined_host() -> Iterator[bool]:
    """A second host behind a cable; False where this machine does not allow one."""
    if os.geteuid() != 0:
        yield False
        return
    run("ip", "netns", "add", NAMESPACE)
    try:
        run("ip", "link", "add", "aigaq0", "type", "veth", "peer", "name", "aigaq1")
        run("ip", "link", "set", "aigaq1", "netns", NAMESPACE)
        run("ip", "addr", "add", f"{HOST}/24", "dev", "aigaq0")
        run("ip", "-n", NAMESPACE, "addr", "add", f"{OTHER}/24", "dev", "aigaq1")
        run("ip", "-n", NAMESPACE, "link", "set", "aigaq1", "up")
        run("ip", "-n", NAMESPACE, "link", "set", "lo", "up")
        cable("up")
        yield True
    finally:
        run("ip", "netns", "del", NAMESPACE)  # takes the cable along


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[bool]:
    """A disk of its own in `folder`, which is made; False where this machine does not allow one."""
    folder.mkdir(mode=0o755)
    if os.geteuid() != 0:
        yield False
        return
    run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs", str(folder))
    try:
        yield True
    finally:
        run("umount", "--lazy", str(folder))


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Leave no byte of its disk free while the block lasts."""
    filling = folder / "filling"
    try:
        with filling.open("wb", buffering=0) as stream, suppress(OSError):
            for size in (1 << 20, 1 << 12, 1):
                with suppress(OSError):
                    while stream.write(bytes(size)):
                        pass
        yield
    finally:
        filling.unlink()


def cable(state: str) -> None:
    """Plug the cable in ("up") or out ("down")."""
    run("ip", "link", "set", "aigaq0", state)


def run(*command: str) -> None:
    """Call a program that must succeed."""
    subprocess.run(command, check=True, capture_output=True)


def let_in(server: Server) -> None:
    """Let the second host connect, as the first may."""
    with (server.folder / "records" / "pg_hba.conf").open("a", encoding="utf-8") as rules:
        rules.write(f"host all all {OTHER}/32 trust\n")
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("SELECT pg_reload_conf()")
