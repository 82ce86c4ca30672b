"""Kill the main process at random moments, run again, and count what was lost.

    python -m benchmarks.kills [--times 20] [--seed 1937]

Every round ingests a small delivery into a new workspace, kills `aigaq run` (and every other time
`aigaq ingest`) with SIGKILL at a random moment, runs again and compares the workspace row by row
with an undisturbed one.
"""

import argparse
import random
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks.quality import SAMPLES
from benchmarks.rerun import derived_rows
from benchmarks.workspaces import AIGAQ, aigaq_json

PAGES: Final = ("САДП", "Қазақша", "Семипалатинск")


def main() -> None:
    """Print a line for every kill and the sum."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1937)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    harmed = 0
    with tempfile.TemporaryDirectory() as folder:
        delivery = Path(folder) / "delivery"
        for name in PAGES:
            shutil.copytree(SAMPLES / "delivery" / name, delivery / name)
        undisturbed = Path(folder) / "undisturbed"
        ingest(undisturbed, delivery)
        started = time.perf_counter()
        aigaq_json(undisturbed, "run")
        whole = time.perf_counter() - started
        expected = derived_rows(undisturbed)
        for number in range(arguments.times):
            workspace = Path(folder) / f"killed-{number}"
            victim = "ingest" if number % 5 == 4 else "run"
            moment = chance.uniform(0.1, 2.0 if victim == "ingest" else whole)
            after = killed(workspace, delivery, victim, moment)
            problems = compare(workspace, delivery, expected)
            harmed += bool(problems)
            found = problems or "whole"
            print(f"{number + 1:3} {victim:<6} killed after {moment:5.2f} s: {after}; {found}")
            shutil.rmtree(workspace)
    print(f"{arguments.times} kills, {harmed} workspaces harmed")


def ingest(workspace: Path, delivery: Path) -> None:
    """Ingest the delivery."""
    aigaq_json(workspace, "ingest", delivery, "--collection", "kills")


def killed(workspace: Path, delivery: Path, victim: str, moment: float) -> str:
    """Start a command, kill it after `moment` seconds; say how far it had come."""
    if victim == "run":
        ingest(workspace, delivery)
        command = ["run"]
    else:
        command = ["ingest", str(delivery), "--collection", "kills"]
    process = subprocess.Popen(
        [AIGAQ, "--workspace", workspace, *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(timeout=moment)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    if not (workspace / "aigaq.db").exists():
        return "nothing written yet"
    pages = aigaq_json(workspace, "status")["pages"]
    return f"{pages['done']} of {pages['in']} pages done"


def compare(workspace: Path, delivery: Path, expected: dict[str, list[tuple[object, ...]]]) -> str:
    """Finish the work and compare; returns the names of tables that differ."""
    ingest(workspace, delivery)
    aigaq_json(workspace, "run")
    pages = aigaq_json(workspace, "status")["pages"]
    if pages["in"] != sum(pages[state] for state in ("done", "blank", "quarantined", "pending")):
        return "pages do not add up"
    found = derived_rows(workspace)
    return ", ".join(name for name in expected if found[name] != expected[name])


if __name__ == "__main__":
    main()
