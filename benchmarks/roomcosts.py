"""What each kind of request costs the reading room: milliseconds of its CPU, one reader alone.

    python -m benchmarks.roomcosts --cache FOLDER [--pages 100000] [--rounds 60]

The pages and the rounds are those of `benchmarks.load`. Every round is made twice: `first` is with
pictures that nobody saw yet, `again` with those that lie in the cache. CPU is that of the server's
process, its threads among it, so that other work on the machine adds little.
"""

import argparse
import asyncio
import os
import random
import time
from collections import defaultdict
from pathlib import Path
from statistics import mean, median

import httpx

from benchmarks.journeys import KINDS, make_round
from benchmarks.loadroom import fresh, make_room
from tests.e2e.chromium import serve_process

Costs = defaultdict[str, list[float]]
"""Seconds of CPU of every answer, by its kind."""


def main() -> None:
    """Print a line for each kind, and what a whole round costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=60)
    asked = parser.parse_args()
    os.environ["AIGAQ_SEARCH"] = "tantivy"
    room, _delivery = make_room(asked.cache, asked.pages)
    with fresh(room) as workspace, serve_process(workspace) as (address, process):
        asyncio.run(measure(address, process, 1, seed=-1))  # what a first question prepares
        first = asyncio.run(measure(address, process, asked.rounds))
        again = asyncio.run(measure(address, process, asked.rounds))
    print(f"{'':15}      n   first: median   mean   again: median   mean  ms of CPU")
    for kind in KINDS:
        row = "".join(
            f"{1000 * median(costs[kind]):16.1f}{1000 * mean(costs[kind]):7.1f}"
            for costs in (first, again)
        )
        print(f"{kind:15} {len(first[kind]):6}{row}")
    for name, costs in (("first", first), ("again", again)):
        spent = sum(map(sum, costs.values())) / asked.rounds
        answers = sum(map(len, costs.values())) / asked.rounds
        print(f"a round, {name}: {1000 * spent:.0f} ms in {answers:.1f} answers")


async def measure(address: str, process: int, rounds: int, *, seed: int = 0) -> Costs:
    """Make so many rounds, one request after another."""
    costs: Costs = defaultdict(list)
    clock = (~process << 3) | 2  # of all threads of a process, as clock_getcpuclockid(3) makes it
    alone = asyncio.Lock()
    async with httpx.AsyncClient(base_url=address, timeout=60) as client:

        async def ask(kind: str, path: str) -> str:
            async with alone:
                before = time.clock_gettime(clock)
                answer = (await client.get(path)).raise_for_status()
                costs[kind].append(time.clock_gettime(clock) - before)
            return answer.text if answer.headers["content-type"].startswith("text/") else ""

        async def look() -> bool:
            return True

        for number in range(rounds):
            await make_round(ask, random.Random(seed * rounds + number), look)
    return costs


if __name__ == "__main__":
    main()
