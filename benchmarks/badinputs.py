"""Deliver damaged and hostile files, and show what became of each and what it cost.

Usage: python -m benchmarks.badinputs [DIR…] [--seconds 20] [--read]

Ingests bombs that are made now (benchmarks/bombs.py) and the files of the folders given, with
--read reads their pages by all stages as well, then draws page 1 of every PDF by pdftoppm under the
same limits: what it can draw must be registered.
Ends with 1 when a command crashed or hung, a file has no outcome, the main process swelled, or a
file that pdftoppm draws was not read.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PIL import Image

from benchmarks.bombs import make_bombs
from benchmarks.workspaces import AIGAQ, FINE
from ingest.options import Limits
from models.database import Database

_MOST_MEGABYTES: Final = 600
"""That the main process may hold, whatever it is given."""
_DPI: Final = 300
_POLL: Final = 0.05
_READ: Final = ("registered", "duplicate", "unchanged")


@dataclass(frozen=True, slots=True)
class Watched:
    """How a command went: its status, wall seconds and the most memory of its main process."""

    status: int
    seconds: float
    megabytes: int


def main() -> int:
    """Run the benchmark; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--seconds", type=int, default=20, help="limit for a page")
    parser.add_argument("--read", action="store_true", help="run all stages on the pages")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        return _deliver(
            Path(scratch), arguments.folders, seconds=arguments.seconds, reads=arguments.read
        )


def _deliver(scratch: Path, folders: Sequence[Path], *, seconds: int, reads: bool) -> int:
    delivery = scratch / "delivery"
    (delivery / "bombs").mkdir(parents=True)
    make_bombs(delivery / "bombs")
    for number, folder in enumerate(folders):
        shutil.copytree(folder, delivery / f"given-{number}")
    files = [path for path in delivery.rglob("*") if path.is_file()]
    os.environ |= {
        "AIGAQ_INGEST__LIMITS__SECONDS": str(seconds),
        "AIGAQ_RUN__SECONDS_PER_PAGE": "120",
    }
    workspace = scratch / "workspace"
    commands: list[tuple[str | Path, ...]] = [("ingest", delivery, "--collection", "bad")]
    if reads:
        commands.append(("run",))
    faults = [fault for command in commands for fault in _faults_of(workspace, *command)]
    rows = _outcomes(workspace)
    _show(rows)
    faults += _without_outcome(files, rows, delivery, reads=reads)
    faults += _unread(delivery, rows, seconds)
    print(*(f"FAULT: {fault}" for fault in faults), sep="\n")
    return 1 if faults else 0


def _faults_of(workspace: Path, *command: str | Path) -> list[str]:
    watched = _watch(workspace, *command)
    print(
        f"{command[0]}: {watched.seconds:.0f} s, main process at most {watched.megabytes} MB,"
        f" status {watched.status}"
    )
    faults = []
    if watched.status not in FINE:
        faults.append(f"{command[0]} ended with {watched.status}")
    if watched.megabytes > _MOST_MEGABYTES:
        faults.append(f"{command[0]}: the main process held {watched.megabytes} MB")
    return faults


def _watch(workspace: Path, *arguments: str | Path) -> Watched:
    """Run a command; a hang is left to its own limits, which is what is measured."""
    started = time.monotonic()
    command = [AIGAQ, "--workspace", workspace, *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, _peak_of(process.pid))
        time.sleep(_POLL)
    return Watched(process.returncode, time.monotonic() - started, most)


def _peak_of(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    peaks = [int(line.split()[1]) >> 10 for line in lines if line.startswith("VmHWM")]
    return peaks[0] if peaks else 0


def _outcomes(workspace: Path) -> list[Any]:
    """One row a file: what ingest made of it, and the states of its pages after the run."""
    database = Database(f"sqlite:///{workspace / 'aigaq.db'}")
    with database.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT i.name, i.outcome, i.code, i.pages,"
            " (SELECT group_concat(DISTINCT p.state) FROM page p WHERE p.source_id = i.source_id),"
            " (SELECT group_concat(DISTINCT q.code) FROM quarantine q"
            "  JOIN page p ON p.id = q.page_id WHERE p.source_id = i.source_id),"
            " (SELECT count(*) FROM page_warning w"
            "  JOIN page p ON p.id = w.page_id WHERE p.source_id = i.source_id)"
            " FROM delivery_item i ORDER BY i.name"
        ).all()
    database.close()
    return list(rows)


def _show(rows: Sequence[Any]) -> None:
    print(f"{'file':60} {'outcome':12} {'pages':>6}  states and codes")
    for name, outcome, code, pages, states, codes, warned in rows:
        said = " ".join(filter(None, (states, codes or code, "warned" if warned else "")))
        print(f"{name[-60:]:60} {outcome:12} {pages:>6}  {said}")
    print(dict(Counter(row[1] for row in rows)), dict(Counter(row[2] for row in rows if row[2])))


def _without_outcome(
    files: Sequence[Path], rows: Sequence[Any], delivery: Path, *, reads: bool
) -> list[str]:
    named = {row[0] for row in rows if row[1]}
    names = {path.relative_to(delivery).as_posix() for path in files}
    print(f"{len(names & named)} of {len(names)} files have an outcome")
    pending = [row[0] for row in rows if reads and row[4] and "pending" in row[4]]
    return [f"{each}: no outcome" for each in [*sorted(names - named), *pending]]


# -- beside pdftoppm --


def _unread(delivery: Path, rows: Sequence[Any], seconds: int) -> list[str]:
    """PDFs whose first page pdftoppm draws within the limits and that were not read."""
    found = {row[0]: row for row in rows}
    drawn, missed = 0, []
    for path in sorted(_pdfs(delivery)):
        name = path.relative_to(delivery).as_posix()
        if not _draws(path, seconds):
            continue
        drawn += 1
        row = found[name]
        if row[1] not in _READ:
            missed.append(f"{name}: pdftoppm draws it, we say {row[2]}")
    print(
        f"pdftoppm draws page 1 of {drawn} PDFs within the limits; {drawn - len(missed)} are read"
    )
    return missed


def _pdfs(delivery: Path) -> Iterator[Path]:
    for path in delivery.rglob("*"):
        if path.is_file() and b"%PDF-" in path.read_bytes()[:1024]:
            yield path


def _draws(path: Path, seconds: int) -> bool:
    """Whether pdftoppm ends well, in time, with a picture within the limit of pixels on it."""
    limits = Limits()

    def confine() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limits.megabytes << 20,) * 2)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_megabytes << 20,) * 2)

    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-singlefile", "-r", str(_DPI), "-cropbox"]
        command += [str(path), f"{folder}/page"]
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=seconds, check=False, preexec_fn=confine
            )
        except subprocess.TimeoutExpired:
            return False
        picture = Path(folder, "page.ppm")
        if done.returncode or not picture.is_file():
            return False
        Image.MAX_IMAGE_PIXELS = None
        with Image.open(picture) as image:
            if image.width * image.height > limits.pixels:
                return False
            # An empty picture with an error is a page that failed; so is one pixel of a huge page.
            colours = image.convert("RGB").getcolors(1)
            empty = image.size == (1, 1) or colours is not None
    return not (empty and done.stderr)


if __name__ == "__main__":
    sys.exit(main())
