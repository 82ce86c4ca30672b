"""Debian's Chromium, and reading rooms that it can open."""

import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from benchmarks.workspaces import AIGAQ

PATIENCE_MS = 30_000  # two browsers may be at work
expect.set_options(timeout=PATIENCE_MS)

OpenPage = Callable[..., Page]
"""Opens a page in a context of its own, with the options of that."""

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_UNLIMITED = {
    "AIGAQ_SERVE__LIMITS__REQUESTS": "900000000/second",
    "AIGAQ_SERVE__LIMITS__SEARCHES": "900000000/second",
    "AIGAQ_SERVE__LIMITS__SEARCHES_AT_ONCE": "1000",
    "AIGAQ_SERVE__LIMITS__LISTS": "900000000/second",
}


@contextmanager
def open_browser(program: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield opened
        opened.close()


@contextmanager
def serve(app: FastAPI) -> Iterator[str]:
    """The application behind an address of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def serve_workspace(workspace: Path) -> Iterator[str]:
    """`aigaq serve` on a workspace, until the block ends."""
    with serve_process(workspace) as (address, _process):
        yield address


@contextmanager
def serve_process(workspace: Path) -> Iterator[tuple[str, int]]:
    """The same with the number of its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(AIGAQ), "--workspace", str(workspace), "serve", "--port", str(port)]
    # Who has no account may do all, as often as a benchmark likes.
    environment = {**os.environ, "AIGAQ_SERVE__ROLE_HERE": "operator", **_UNLIMITED}
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    ) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/", server)
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.terminate()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            httpx.get(address)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer; exit status {server.poll()}")


def open_page(context: BrowserContext) -> tuple[Page, list[str]]:
    """A page, and all that it complains of in the console."""
    complaints: list[str] = []
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page, complaints
