"""`aigaq serve --processes`: they share an address, and one that dies is replaced."""

import os
import signal
import time
from pathlib import Path

import httpx
import pytest

from tests.e2e.chromium import serve_process

PATIENCE = 60  # seconds; two processes load all of the application anew


def children(process: int) -> set[int]:
    """Its Python processes that answer: all but the one that keeps count of shared memory."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    commands = {int(child): Path(f"/proc/{child}/cmdline").read_bytes() for child in listed}
    return {child for child, command in commands.items() if b"spawn_main" in command}


def wait_for_two(process: int, *, but: int = 0) -> set[int]:
    """Its two children, once both are there; `but` is a third that may linger."""
    deadline = time.monotonic() + PATIENCE
    while len(found := children(process) - {but}) != 2:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return found


def is_alive(process: int) -> bool:
    """Whether it runs; who was killed may wait for somebody to ask how it ended."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def answers(address: str, count: int = 8) -> list[int]:
    """Statuses of searches, each by a connection of its own."""
    return [httpx.get(f"{address}/search?q=протокол").status_code for _ in range(count)]


def test_they_share_an_address(read_samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIGAQ_SERVE__PROCESSES", "2")
    with serve_process(read_samples) as (address, process):
        assert answers(address) == [200] * 8
        before = wait_for_two(process)
        os.kill(min(before), signal.SIGKILL)
        after = wait_for_two(process, but=min(before))
        assert len(after & before) == 1
        assert answers(address) == [200] * 8
    assert not any(is_alive(each) for each in before | after)


def test_none_outlives_the_first(read_samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIGAQ_SERVE__PROCESSES", "2")
    with serve_process(read_samples) as (_address, process):
        others = wait_for_two(process)
        os.kill(process, signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE
        while any(is_alive(each) for each in others) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not any(is_alive(each) for each in others)
