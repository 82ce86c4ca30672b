"""Floods, long bodies and slow ones are refused, and the one who sends them is told."""

import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import anyio
import httpx
import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from models.accounts.roles import Role
from outputs.web.guard import bounds
from outputs.web.guard.bounds import LONGEST_ADDRESS, LONGEST_BODY, Bounds, Quotas, TooMany
from outputs.web.guard.options import LimitOptions
from outputs.web.guard.rules import Access
from tests.support.guarded import ROOM, app_for, guarded, signed_in, stranger
from tests.support.webroom import HERE, Reader

SENDING: dict[str, str | int] = {"names": "Ахметов Сагындык"}


@pytest.fixture
def room(tmp_path: Path, quick_passwords: None) -> Iterator[FastAPI]:
    with guarded(tmp_path) as app:
        yield app


def test_too_many_requests_are_told_when_to_come_back(room: FastAPI) -> None:
    reader = Reader(room, address=HERE)
    for path, most in (("/search", 5), ("/review", 30 - 6)):
        answers = [reader.get(path).status_code for _ in range(most + 1)]
        assert answers == [200] * most + [429]
    told = reader.get("/api/v1/review")
    assert told.json()["code"] == "too-many-requests"
    assert 0 < int(told.headers["retry-after"]) <= 60
    assert reader.get("/static/app.css").status_code == 200


def test_lists_of_names_are_counted_by_client(room: FastAPI) -> None:
    reader = signed_in(room)
    sent = [reader.post("/names", form=SENDING, headers={"origin": ROOM}) for _ in range(3)]
    assert [each.status_code for each in sent] == [303, 303, 429]


@pytest.mark.parametrize(
    ("client", "forwarded", "counted"),
    [
        ("192.0.2.7", "203.0.113.5", "192.0.2.7"),  # no proxy of ours says so
        ("10.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("10.0.0.1", "127.0.0.1, 203.0.113.5", "203.0.113.5"),
        ("10.0.0.1", "2001:db8:1:2:3::5", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "", "2001:db8:1:2::/64"),
    ],
)
def test_a_client_is_whom_a_trusted_proxy_names(
    room: FastAPI, client: str, forwarded: str, counted: str
) -> None:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    for _ in range(30):
        stranger(room, client).get("/review", headers=headers)
    assert stranger(room, client).get("/review", headers=headers).status_code == 429
    with pytest.raises(TooMany):
        room.state.quotas.take("requests", counted)
    room.state.quotas.take("requests", "198.51.100.1")


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("GET", f"/search?q={'я' * LONGEST_ADDRESS}", b"", 414),
        ("GET", f"/search?{'q=a&' * 200}", b"", 414),
        ("GET", f"/search?q={'a' * 600}", b"", 422),
        ("POST", "/sign-in", b"x" * (LONGEST_BODY + 1), 413),
        ("POST", "/api/v1/name-lists", b"x" * 7_000_000, 413),
        ("POST", "/sign-in", b"\xff\xfe", 400),
    ],
)
def test_what_is_too_long_is_refused(
    tmp_path: Path, method: str, path: str, sent: bytes, status: int
) -> None:
    open_room = app_for(tmp_path, access=Access(here=Role.ARCHIVIST))
    answer = Reader(open_room, address=HERE).ask(method, path, content=sent)
    assert answer.status_code == status


def test_a_body_that_does_not_say_how_long_it_is_is_cut_off(tmp_path: Path) -> None:
    open_room = app_for(tmp_path, access=Access(here=Role.ARCHIVIST))

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 4096

    reader = Reader(open_room, address=HERE)
    for path in ("/sign-in", "/judgements", "/api/v1/judgements"):
        assert reader.ask("POST", path, content=endless()).status_code == 413


def test_a_body_that_does_not_come_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "_BODY_SECONDS", 0.05)
    open_room = app_for(tmp_path, access=Access(here=Role.ARCHIVIST))

    async def stuck() -> AsyncIterator[bytes]:
        yield b"name="
        await anyio.sleep(30)

    started = time.monotonic()
    assert (
        Reader(open_room, address=HERE).ask("POST", "/sign-in", content=stuck()).status_code == 408
    )
    assert time.monotonic() - started < 10


def test_one_client_searches_a_few_times_at_once() -> None:
    going = anyio.Event()
    begun: list[str] = []

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        begun.append(scope["path"])
        await going.wait()
        await PlainTextResponse("")(scope, receive, send)

    guarded = Bounds(slow, quotas=Quotas(LimitOptions()), searches_at_once=2)
    answers: list[int] = []

    async def ask(path: str, client: str) -> None:
        transport = httpx.ASGITransport(app=guarded, client=(client, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://room") as asking:
            answers.append((await asking.get(path)).status_code)

    async def ask_all() -> None:
        async with anyio.create_task_group() as tasks:
            for client in ("192.0.2.7", "192.0.2.7", "192.0.2.7", "192.0.2.8"):
                tasks.start_soon(ask, "/api/v1/search", client)
            tasks.start_soon(ask, "/api/v1/review", "192.0.2.7")
            while len(begun) < 4:
                await anyio.sleep(0.01)
            going.set()

    anyio.run(ask_all)
    assert sorted(answers) == [200, 200, 200, 200, 429]
