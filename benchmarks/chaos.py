"""Kill, freeze, restart and cut off whatever takes part in a shared run; count what was lost.

python -m benchmarks.chaos [--kills 100] [--seed 1937]

Two workers do the pages of a run: one here, one on a host of its own (a network namespace, joined
by a cable that can be cut; needs root, else both are here). A supervisor starts again what was
killed, as systemd would. Disturbances follow each other at random moments until all were made; then
the run is finished, and every derived row is compared with that of an undisturbed run. Stages read
strips of the sample pages by Tesseract, so that a job lasts about a second.
"""

import argparse
import random
import signal
import subprocess
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import psycopg

from benchmarks.hosts import HOST, NAMESPACE, Member, cable, filled, joined_host, let_in, small_disk
from benchmarks.postgres import Server, start_server
from benchmarks.quality import SAMPLES
from benchmarks.rerun import derived_rows
from benchmarks.workspaces import AIGAQ, FINE, aigaq

CONFIG: Final = """
stages:
  - use: orient
  - use: clean
  - use: route
  - use: ocr
  - use: doctype
  - use: mentions
    engine: {name: "null"}
  - use: normalise
  - use: index
run: {job_pages: 4, stalled_seconds: 4, workers: 1}
"""
_DISK: Final = 400
STRIP: Final = 400
STEP: Final = 200
LONGEST: Final = 1800


def main() -> None:
    """Print a line for each kind of disturbance, and what was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="of the run, and of workers")
    parser.add_argument("--seed", type=int, default=1937)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        second_host = stack.enter_context(joined_host())
        listen = f"127.0.0.1,{HOST}" if second_host else "127.0.0.1"
        folder.chmod(0o755)  # the server is another user
        disk = folder / "disk"
        own_disk = stack.enter_context(small_disk(disk, _DISK))
        server = stack.enter_context(
            start_server(lasting=True, place=disk, listen_addresses=listen)
        )
        let_in(server)
        delivery = make_strips(folder)
        expected = undisturbed(folder, server, delivery)
        chaos = Chaos(folder, server, chance, second_host=second_host)
        stack.callback(chaos.end)
        chaos.ingest(delivery)
        plan = {
            "kill -9 of the run": arguments.kills,
            "kill -9 of a worker": arguments.kills,
            "worker frozen for 8 s": max(1, arguments.kills // 20),
            "server restarted": max(1, arguments.kills // 20),
            "Ctrl-C of the run": max(1, arguments.kills // 20),
        }
        if second_host:
            plan["host cut off for 8 s"] = max(1, arguments.kills // 20)
        if own_disk:
            plan["server's disk full for 8 s"] = max(1, arguments.kills // 20)
        chaos.make(plan)
        told = chaos.finish()
        report(plan, chaos, told, compare(derived_rows(server.url("chaos")), expected))


def report(plan: dict[str, int], chaos: "Chaos", told: str, differing: str) -> None:
    """Print the table."""
    print("| disturbance | times | while pages were pending |")
    print("|---|---|---|")
    for name in plan:
        print(f"| {name} | {chaos.made[name]} | {chaos.met[name]} |")
    for name, member in chaos.members.items():
        ends = ", ".join(f"{status}: {times}" for status, times in sorted(member.ends.items()))
        print(f"{name}: started {member.starts} times; exit statuses {ends or 'none'}")
    print(f"runs over all pages: {chaos.rounds}")
    print(told)
    print(f"rows that differ from an undisturbed run: {differing or 'none'}")


class Chaos:
    """A run with its workers, and everything that happens to them."""

    def __init__(
        self, folder: Path, server: Server, chance: random.Random, *, second_host: bool
    ) -> None:
        self._folder = folder
        self._server = server
        self._chance = chance
        self._restarted = False
        server.create_record("chaos")
        self._here = server.url("chaos")
        there = self._here.replace("127.0.0.1", HOST) if second_host else self._here
        enter = ("ip", "netns", "exec", NAMESPACE) if second_host else ()
        commands = {
            "run": self._aigaq(self._here, "run", "--executor", "procrastinate"),
            "worker here": self._aigaq(self._here, "worker"),
            "worker there": (*enter, *self._aigaq(there, "worker")),
        }
        self.members = {
            name: Member(command, folder / f"{name}.log") for name, command in commands.items()
        }
        self.made: Counter[str] = Counter()
        self.met: Counter[str] = Counter()
        self.rounds = 1

    def _aigaq(self, address: str, *arguments: str) -> tuple[str | Path, ...]:
        settings = (f"AIGAQ_DATABASE={address}", f"AIGAQ_BLOBS={self._folder / 'blobs'}")
        options = (
            "--config",
            self._folder / "config.yaml",
            "--workspace",
            self._folder / "workspace",
        )
        return ("env", *settings, AIGAQ, *options, *arguments)

    def ingest(self, delivery: Path) -> None:
        """Take the pages in."""
        call(self._folder, self._here, "ingest", delivery, "--collection", "chaos")

    def make(self, plan: dict[str, int]) -> None:
        """All disturbances of the plan in random order, each while pages are pending."""
        waiting = [name for name, times in plan.items() for _ in range(times)]
        self._chance.shuffle(waiting)
        for number, name in enumerate(waiting, 1):
            self._go_on(self._chance.uniform(0.3, 3.0))
            was_pending = self._pending()
            self._disturb(name)
            self.made[name] += 1
            self.met[name] += bool(was_pending)
            if number % 10 == 0:
                print(f"{number} of {len(waiting)}: {was_pending} pages pending", flush=True)

    def _go_on(self, seconds: float) -> None:
        """Let them work; a run that is through begins anew."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for member in self.members.values():
                member.keep_up()
            if self._pending() == 0:
                self._begin_anew()
            time.sleep(0.2)

    def _begin_anew(self) -> None:
        """Everything once more: what is written must be the same again."""
        self.members["run"].end()
        command = self._aigaq(self._here, "run", "--executor", "procrastinate", "--redo", "ocr")
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while self._pending() == 0 and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        process.kill()
        process.wait()
        self.rounds += 1

    def _pending(self) -> int | None:
        """Pages to do; None while the server cannot be asked."""
        try:
            with psycopg.connect(self._here, connect_timeout=2) as connection:
                found = connection.execute("SELECT count(*) FROM page WHERE state = 'pending'")
                return int(found.fetchone()[0])  # type: ignore[index]
        except psycopg.OperationalError:
            return None

    def _disturb(self, name: str) -> None:
        worker = self.members[self._chance.choice(("worker here", "worker there"))]
        match name:
            case "kill -9 of the run":
                self.members["run"].send(signal.SIGKILL)
            case "kill -9 of a worker":
                worker.send(signal.SIGKILL)
            case "worker frozen for 8 s":
                worker.send(signal.SIGSTOP)
                self._go_on(8)
                worker.send(signal.SIGCONT)
            case "server restarted":
                self._server.restart()
                self._restarted = True
            case "Ctrl-C of the run":
                self.members["run"].send(signal.SIGINT)
            case "server's disk full for 8 s":
                with filled(self._folder / "disk"):
                    self._go_on(8)
                self._server.restart()  # it may have stopped: it writes ahead, or not at all
                self._restarted = True
            case _:
                cable("down")
                self._go_on(8)
                cable("up")

    def finish(self) -> str:
        """Let the run come to its end undisturbed; returns what `aigaq status` then says."""
        deadline = time.monotonic() + LONGEST
        while self._pending() != 0 and time.monotonic() < deadline:
            for member in self.members.values():
                member.keep_up()
            time.sleep(0.5)
        return call(self._folder, self._here, "status").splitlines()[0]

    def end(self) -> None:
        """Stop everything."""
        for member in self.members.values():
            member.end()
        if self._restarted:
            self._server.stop_restarted()


def undisturbed(folder: Path, server: Server, delivery: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of a run by a pool on this machine, which nothing happens to."""
    (folder / "config.yaml").write_text(CONFIG, encoding="utf-8")
    address = server.create_record("undisturbed")
    for command in (("ingest", delivery, "--collection", "chaos"), ("run",)):
        call(folder, address, *command)
    return derived_rows(address)


def call(folder: Path, address: str, *command: str | Path) -> str:
    """Do one command to its end; returns what it printed."""
    settings = {"AIGAQ_DATABASE": address, "AIGAQ_BLOBS": str(folder / "blobs")}
    options = ("--config", folder / "config.yaml", *command)
    done = aigaq(folder / "workspace", *options, environment=settings)
    if done.returncode not in FINE:
        raise RuntimeError(f"aigaq {command}: {done.returncode}\n{done.stderr}")
    return done.stdout


def compare(
    found: dict[str, list[tuple[Any, ...]]], expected: dict[str, list[tuple[Any, ...]]]
) -> str:
    """Names of tables that differ."""
    return ", ".join(
        f"{name} ({len(found[name])} rows, {len(rows)} expected)"
        for name, rows in expected.items()
        if found[name] != rows
    )


def make_strips(folder: Path) -> Path:
    """Strips of the samples' upright scans, each a page."""
    delivery = folder / "delivery"
    delivery.mkdir()
    scans = [*(SAMPLES / "delivery").rglob("*.png"), *(SAMPLES / "delivery").rglob("Л. 12*.jpg")]
    for number, path in enumerate(sorted(scans)):
        image = cv2.imdecode(np.fromfile(path, dtype=np.uint8), cv2.IMREAD_GRAYSCALE)
        assert image is not None
        for top in range(0, image.shape[0] - STRIP, STEP):
            name = delivery / f"{number}-{top:04}.png"
            cv2.imencode(".png", image[top : top + STRIP])[1].tofile(name)
    return delivery


if __name__ == "__main__":
    main()
