"""Many readers at once on a large collection while another delivery is read into it.

    python -m benchmarks.load --cache FOLDER [--pages 100000] [--readers 50] [--seconds 60]

Made-up pages (benchmarks/searchpages.py), each with a scan and word boxes, are kept in FOLDER; the
reading room on them is `aigaq serve` with tantivy. Every reader searches, takes the pictures of the
first hits, opens a page and parts of its scan as the viewer does, a name, and asks the interface of
programs and of other viewers; before each page he looks at the last one for --pause seconds on
average. All come in within --within seconds: in one second all fifty search at the same time, which
two cores work off in three or four. The delivery is read by `nice aigaq run`, as docs/operator.md
advises. Times are from the question to the last byte, by wall clock: other work on the machine adds
to them. Ends with 1 where an answer is an error, or 95 in 100 are not faster than --aim.
"""

import argparse
import asyncio
import os
import random
import sqlite3
import sys
import time
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import httpx

from benchmarks.journeys import make_round
from benchmarks.loadroom import RECORD, fresh, make_room
from benchmarks.workspaces import AIGAQ, FINE
from tests.e2e.chromium import serve_workspace


@dataclass(slots=True)
class Taken:
    """Seconds of every answer by what was asked, and what went wrong."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)


def main() -> int:
    """Print a line for each kind of request, and what was read meanwhile."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=10)
    parser.add_argument("--within", type=float, default=10)
    parser.add_argument("--aim", type=float, default=0.5, help="seconds")
    parser.add_argument("--no-batch", action="store_true", help="read nothing meanwhile")
    asked = parser.parse_args()
    os.environ["AIGAQ_SEARCH"] = "tantivy"
    room, delivery = make_room(asked.cache, asked.pages)
    with fresh(room) as workspace, serve_workspace(workspace) as address:
        load = None if asked.no_batch else workspace
        taken = asyncio.run(measure(address, load, delivery, asked))
        print(f"pages read meanwhile: {_pages_read(workspace)}")
    return report(taken, asked)


async def measure(
    address: str, workspace: Path | None, delivery: Path, asked: argparse.Namespace
) -> Taken:
    """Let the readers in, one after another, while the delivery is read."""
    taken = Taken()
    # Shorter than the five seconds after which the server lets an idle connection go.
    limits = httpx.Limits(max_connections=4 * asked.readers, keepalive_expiry=2)
    async with httpx.AsyncClient(base_url=address, timeout=30, limits=limits) as client:
        # What the first question after a start prepares is not a matter of many readers.
        await _read(client, Taken(), random.Random(0), pause=0)
        reading = asyncio.create_task(_load(workspace, delivery)) if workspace else None
        await asyncio.sleep(5 if workspace else 0)
        end = time.monotonic() + asked.seconds
        readers = (
            _stay(client, taken, random.Random(number), asked, end)
            for number in range(1, asked.readers + 1)
        )
        await asyncio.gather(*readers)
        if reading:
            if reading.done():
                raise RuntimeError(f"nothing was read any more: {reading.result()}")
            reading.cancel()
            await asyncio.wait([reading])
    return taken


async def _load(workspace: Path, delivery: Path) -> int:
    """Take a delivery in and read it, as a person would; ends early only by a fault."""
    for command in (["ingest", str(delivery), "--collection", "batch"], ["run"]):
        process = await asyncio.create_subprocess_exec(
            "nice",
            AIGAQ,
            "--workspace",
            str(workspace),
            *command,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            status = await process.wait()
        except asyncio.CancelledError:
            process.terminate()
            await process.wait()
            raise
        if status not in FINE:
            raise RuntimeError(f"aigaq {command[0]}: {status}")
    return status


async def _stay(
    client: httpx.AsyncClient,
    taken: Taken,
    chance: random.Random,
    asked: argparse.Namespace,
    end: float,
) -> None:
    await asyncio.sleep(chance.random() * asked.within)
    while time.monotonic() < end:
        await _read(client, taken, chance, pause=asked.pause, end=end)


async def _read(
    client: httpx.AsyncClient,
    taken: Taken,
    chance: random.Random,
    *,
    pause: float,
    end: float = float("inf"),
) -> None:
    """One round, a question at a time but for pictures."""

    async def get(kind: str, path: str) -> str:
        started = time.perf_counter()
        try:
            answer = await client.get(path)
        except httpx.HTTPError as error:
            taken.errors.append(f"{path}: {error!r}")
            return ""
        taken.seconds[kind].append(time.perf_counter() - started)
        if answer.is_error:
            taken.errors.append(f"{path}: {answer.status_code}")
        return answer.text if answer.headers["content-type"].startswith("text/") else ""

    async def look() -> bool:
        await asyncio.sleep(chance.expovariate(1 / pause) if pause else 0)
        return time.monotonic() < end

    await make_round(get, chance, look)


def _pages_read(workspace: Path) -> int:
    with closing(sqlite3.connect(workspace / RECORD)) as connection:
        counted = connection.execute(
            "SELECT count(*) FROM page JOIN collection ON collection.id = page.collection_id"
            " WHERE collection.code = 'batch' AND page.state = 'done'"
        )
        return int(counted.fetchone()[0])


def report(taken: Taken, asked: argparse.Namespace) -> int:
    """Print the table; returns 1 where the aim was missed."""
    everything = [each for found in taken.seconds.values() for each in found]
    for kind, found in [*sorted(taken.seconds.items()), ("all", everything)]:
        marks = quantiles(found, n=20)
        print(
            f"{kind:15} {len(found):6}  p50 {1000 * marks[9]:6.0f}  p95 {1000 * marks[18]:6.0f}"
            f"  slowest {1000 * max(found):6.0f} ms"
        )
    print(f"{len(everything) / asked.seconds:.0f} answers a second; {len(taken.errors)} errors")
    for each in taken.errors[:10]:
        print(each)
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return int(bool(taken.errors) or quantiles(everything, n=20)[-1] > asked.aim)


if __name__ == "__main__":
    sys.exit(main())
