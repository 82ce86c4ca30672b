"""What a second worker and a second host add, and what a page costs for going through a queue.

python -m benchmarks.throughput [--copies 4] [--queued 400]

Sample pages go through all stages by one worker with one lane, by one with two, by two workers and
by two hosts with one lane each (a network namespace; needs root), and by one lane again, over and
over on one PostgreSQL: what every lane loads first is not counted. Seconds are those that `aigaq
run` states, from its first look for work to its last page, and those of the whole command. Then
small pages, which cost next to nothing themselves, go through one lane of the pool and of a worker,
one page and many: the pages behind the first show what the queue costs. Workers on this machine
share its cores: run it where nothing else runs.
"""

import argparse
import json
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import mean
from typing import Final, NamedTuple

import cv2
import numpy as np
import psycopg

from benchmarks.deliveries import make_delivery
from benchmarks.hosts import HOST, NAMESPACE, joined_host, let_in
from benchmarks.postgres import Server, start_server
from benchmarks.workspaces import AIGAQ, FINE, aigaq

ALONE: Final = "1 worker, 1 lane"
GAIN_AIM: Final = 1.85
QUEUE_AIM: Final = 0.03
# Each by name: a stage that gives what it gave before leaves those after it alone.
_AGAIN: Final = tuple(
    part
    for stage in ("orient", "clean", "ocr", "mentions", "normalise")
    for part in ("--redo", stage)
)
_NOTHING_READ: Final = """
stages:
  - use: orient
  - use: clean
  - use: route
  - use: ocr
    engine: {name: "null"}
run: {job_pages: 16}
"""


def main() -> None:
    """Print a line for each way of working, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=4, help="of the 15 sample pages")
    parser.add_argument("--queued", type=int, default=400, help="small pages for the queue's cost")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        second = stack.enter_context(joined_host())
        listen = f"127.0.0.1,{HOST}" if second else "127.0.0.1"
        server = stack.enter_context(start_server(lasting=True, listen_addresses=listen))
        let_in(server)
        measure_gain(folder, server, make_delivery(folder, arguments.copies), second=second)
        measure_queue(folder, server, arguments.queued)


def measure_gain(folder: Path, server: Server, delivery: Path, *, second: bool) -> None:
    """Seconds of the same pages by one lane, before and after those by two, and by two hosts."""
    record = Record(folder / "gain", server, "gain")
    pages = record.ingest(delivery)
    here, two = record.worker(lanes=1), record.worker(lanes=2)
    ways: dict[str, Sequence[Sequence[str | Path]]] = {
        "1 worker, 2 lanes": [two],
        "2 workers, 1 lane each": [here, here],
    }
    if second:
        there = record.worker(lanes=1, host=HOST)
        ways["2 hosts, 1 lane each"] = [here, ("ip", "netns", "exec", NAMESPACE, *there)]
    print(f"{pages} pages, all stages")
    before = _timed(record, [here])
    print(f"{ALONE:<24} {before.run:6.1f} s; command {before.command:.1f} s", flush=True)
    taken = {way: _timed(record, commands) for way, commands in ways.items()}
    after = _timed(record, [here])
    print(f"{ALONE:<24} {after.run:6.1f} s; command {after.command:.1f} s")
    alone = Taken(*(mean(both) for both in zip(before, after, strict=True)))
    for way, own in taken.items():
        print(f"{way:<24} {own.run:6.1f} s  {alone.run / own.run:.2f} times as fast;", end=" ")
        print(f"command {own.command:.1f} s, {alone.command / own.command:.2f}")
    print(f"aim: at least {GAIN_AIM} times by two")


def _timed(record: "Record", commands: Sequence[Sequence[str | Path]]) -> "Taken":
    """A run by lanes that have their models, since a run before it needed them."""
    with record.at_work(commands):
        record.run("--executor", "procrastinate", *_AGAIN)
        return record.run("--executor", "procrastinate", *_AGAIN)


def measure_queue(folder: Path, server: Server, pages: int) -> None:
    """Seconds that a page costs more by a queue than by the pool, against a page of one second."""
    (folder / "nothing.yaml").write_text(_NOTHING_READ, encoding="utf-8")
    seconds: dict[tuple[str, int], float] = {}
    for count in (1, pages):
        record = Record(folder / f"q{count}", server, f"q{count}", config=folder / "nothing.yaml")
        record.ingest(make_small_pages(folder / f"small{count}", count))
        with record.at_work([record.worker(lanes=1)]):
            record.run("--executor", "procrastinate")
            queue = record.run("--executor", "procrastinate", "--redo", "ocr")
        seconds["queue", count] = queue.command
        seconds["pool", count] = record.run("--redo", "ocr").command
    for way in ("pool", "queue"):
        print(f"{way:<5}: {seconds[way, pages]:.2f} s for {pages} small pages,", end=" ")
        print(f"{seconds[way, 1]:.2f} s for one")
    many, pool = (seconds[way, pages] - seconds[way, 1] for way in ("queue", "pool"))
    cost = (many - pool) / (pages - 1)
    print(f"queue: {1000 * cost:.1f} ms a page, {cost:.1%} of a page of 1 s (aim {QUEUE_AIM:.0%})")


class Taken(NamedTuple):
    """Wall seconds of a run as it states them, and of the whole command."""

    run: float
    command: float


class Record:
    """One record on the server, and what works on it."""

    def __init__(
        self, folder: Path, server: Server, name: str, *, config: Path = Path("config.yaml")
    ) -> None:
        self._folder = folder
        self._address = server.create_record(name)
        self._config = config

    def ingest(self, delivery: Path) -> int:
        """Take a delivery in; returns the number of its pages."""
        self._call("ingest", delivery, "--collection", "cases")
        with psycopg.connect(self._address) as connection:
            found = connection.execute("SELECT count(*) FROM page").fetchone()
        assert found is not None
        return int(found[0])

    def run(self, *options: str) -> Taken:
        """Run to the end."""
        started = time.perf_counter()
        answer = json.loads(self._call("run", *options, "--json"))
        return Taken(answer["seconds"], time.perf_counter() - started)

    def worker(self, *, lanes: int, host: str = "127.0.0.1") -> tuple[str | Path, ...]:
        """The command of a worker that reaches the server at `host`."""
        settings = self._settings(self._address.replace("127.0.0.1", host))
        command = (AIGAQ, *self._options(), "worker", "--processes", str(lanes))
        return ("env", *(f"{name}={value}" for name, value in settings.items()), *command)

    @contextmanager
    def at_work(self, commands: Sequence[Sequence[str | Path]]) -> Iterator[None]:
        """Let workers work while the block lasts."""
        quiet = subprocess.DEVNULL
        workers = [subprocess.Popen(each, stdout=quiet, stderr=quiet) for each in commands]
        try:
            yield
            assert all(each.poll() is None for each in workers), "a worker has ended"
        finally:
            for each in workers:
                each.send_signal(signal.SIGTERM)
            for each in workers:
                each.wait(60)

    def _options(self) -> tuple[str | Path, ...]:
        return ("--config", self._config, "--workspace", self._folder)

    def _settings(self, address: str) -> dict[str, str]:
        # One lane is one process, in the pool as in a worker.
        return {
            "AIGAQ_DATABASE": address,
            "AIGAQ_BLOBS": f"{self._folder}-blobs",
            "AIGAQ_RUN__WORKERS": "1",
        }

    def _call(self, *command: str | Path) -> str:
        done = aigaq(
            self._folder,
            "--config",
            self._config,
            *command,
            environment=self._settings(self._address),
        )
        if done.returncode not in FINE:
            raise RuntimeError(f"aigaq {command}: {done.returncode}\n{done.stderr}")
        return done.stdout


def make_small_pages(folder: Path, pages: int) -> Path:
    """Pages that differ and that nothing has to be done for."""
    folder.mkdir()
    for number in range(pages):
        image = np.full((200, 200), 255, dtype=np.uint8)
        image[20:180:8, 20:180] = 0
        image[0] = np.frombuffer(number.to_bytes(4) * 50, dtype=np.uint8)
        cv2.imencode(".png", image)[1].tofile(folder / f"{number:05}.png")
    return folder


if __name__ == "__main__":
    main()
