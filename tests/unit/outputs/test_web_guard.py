"""What hostile readers try: other sites' forms, stolen cookies, floods, odd paths, long bodies."""

import re
import time
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from models.accounts.keys import add_key, revoke_key
from models.accounts.roles import Role
from models.accounts.users import add_user, remove_user
from models.audit import newest
from models.database import Database
from outputs.web import signing
from outputs.web.guard import bounds, callers
from outputs.web.guard.bounds import LONGEST_ADDRESS, LONGEST_BODY, Bounds, Quotas, TooMany
from outputs.web.guard.headers import POLICY
from outputs.web.guard.options import LimitOptions
from outputs.web.guard.rules import Access, access_for
from tests.factories import open_database
from tests.reindex import own_index
from tests.webroom import HERE, Reader, make_webroom, room_over

PASSWORD = "сорок тысяч дел"  # noqa: S105
ROOM = "http://room.test"
SIGN_IN: dict[str, str | int] = {"name": "Айша", "password": PASSWORD, "back": "/review"}
FEW = LimitOptions(requests="30/minute", searches="5/minute", lists="2/hour", sign_ins="3/minute")
SENDING: dict[str, str | int] = {"names": "Ахметов Сагындык"}


@pytest.fixture
def room(tmp_path: Path, quick_passwords: None) -> Iterator[FastAPI]:
    """Opened to those who sign in, and to visitors at the machine itself."""
    app = app_for(
        tmp_path,
        access=Access(Role.NOBODY, Role.VISITOR),
        limits=FEW,
        trusted_proxies=["10.0.0.1"],
    )
    with database_of(app).write() as connection:
        add_user(connection, "айша", PASSWORD, Role.ARCHIVIST, actor="test")
    yield app
    database_of(app).close()


def app_for(folder: Path, **how: Any) -> FastAPI:
    """A reading room without a page."""
    database = open_database(folder)
    with database.write() as connection:
        own_index(database).prepare(connection)
    return room_over(database, folder, **how)


@pytest.fixture(scope="module")
def open_app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """Opened to everybody."""
    return make_webroom(tmp_path_factory.mktemp("room")).app


def database_of(app: FastAPI) -> Database:
    database: Database = app.state.room.database
    return database


def stranger(room: FastAPI, client: str = "192.0.2.7", *, key: str = "") -> Reader:
    return Reader(room, address=ROOM, client=client, key=key)


def signed_in(room: FastAPI, address: str = ROOM) -> Reader:
    reader = Reader(room, address=address, client="192.0.2.7")
    answer = reader.post("/sign-in", form=SIGN_IN, headers={"origin": address})
    assert (answer.status_code, answer.headers["location"]) == (303, "/review"), answer.text
    return reader


# -- who reads --


@pytest.mark.parametrize(
    ("address", "client", "headers", "status"),
    [
        (HERE, "127.0.0.1", {}, 200),
        ("http://localhost", "::1", {}, 200),
        ("http://[::1]:8000", "::1", {}, 200),
        (ROOM, "127.0.0.1", {}, 401),  # somebody's name server leads here
        (HERE, "192.0.2.7", {}, 401),
        (HERE, "127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, 401),
        (HERE, "127.0.0.1", {"forwarded": "for=127.0.0.1"}, 401),
        ("http://127.0.0.1.elsewhere.test", "127.0.0.1", {}, 401),
    ],
)
def test_only_who_sits_at_the_machine_is_taken_for_that(
    room: FastAPI, address: str, client: str, headers: dict[str, str], status: int
) -> None:
    reader = Reader(room, address=address, client=client)
    assert reader.get("/review", headers=headers).status_code == status


def test_a_browser_is_led_to_the_sign_in_and_back(room: FastAPI) -> None:
    answer = stranger(room).get("/search?q=Карлаг", headers={"accept": "text/html"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?back=/search%3Fq%3D")


def test_what_the_settings_mean() -> None:
    assert access_for("nobody", "operator", 1).here is Role.NOBODY
    assert access_for("this-machine", "visitor", 1).everybody is Role.NOBODY
    assert access_for("this-machine", "archivist", 1).here is Role.ARCHIVIST
    assert access_for("everybody", "archivist", 1).everybody is Role.VISITOR


# -- signing in --


@pytest.mark.parametrize(
    ("address", "cookie"), [(ROOM, "aigaq_session"), ("https://room.test", "__Host-aigaq_session")]
)
def test_the_cookie_is_for_this_server_and_no_script(
    room: FastAPI, address: str, cookie: str
) -> None:
    reader = Reader(room, address=address)
    kept = reader.post("/sign-in", form=SIGN_IN).headers["set-cookie"]
    assert kept.startswith(f"{cookie}=")
    assert "HttpOnly" in kept and "SameSite=lax" in kept and "Path=/" in kept
    assert ("Secure" in kept) == address.startswith("https")
    assert reader.get("/review").status_code == 200


def test_signing_in_again_ends_the_older_token(room: FastAPI) -> None:
    reader = signed_in(room)
    older = reader.cookie("aigaq_session")
    reader.post("/sign-in", form=SIGN_IN, headers={"origin": ROOM})
    assert reader.cookie("aigaq_session") != older
    stale = stranger(room).get("/review", headers={"cookie": f"aigaq_session={older}"})
    assert stale.status_code == 401


def test_signing_out_ends_the_token_and_what_the_browser_kept(room: FastAPI) -> None:
    reader = signed_in(room)
    token = reader.cookie("aigaq_session")
    answer = reader.post("/sign-out", headers={"origin": ROOM})
    assert answer.status_code == 303
    assert answer.headers["clear-site-data"] == '"cache"'
    stale = stranger(room).get("/review", headers={"cookie": f"aigaq_session={token}"})
    assert stale.status_code == 401


def test_a_removed_account_is_out_at_once_elsewhere_after_seconds(
    room: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callers, "_KEPT_SECONDS", -1.0)
    reader = signed_in(room)
    with database_of(room).write() as connection:
        remove_user(connection, "айша", actor="test")
    assert reader.get("/review").status_code == 401


def test_wrong_passwords_are_counted_and_written_down_without_what_was_typed(
    room: FastAPI,
) -> None:
    wrong = {**SIGN_IN, "password": "пароль соседа"}
    answers = [stranger(room).post("/sign-in", form=wrong) for _ in range(5)]
    assert [each.status_code for each in answers] == [403, 403, 403, 429, 429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert 'role="alert"' in answers[0].text and "пароль соседа" not in answers[0].text
    from_elsewhere = stranger(room, "198.51.100.9").post("/sign-in", form=SIGN_IN)
    assert from_elsewhere.status_code == 429  # the account is tried from many addresses
    with database_of(room).read() as connection:
        rows = newest(connection, limit=3)
    assert {row.act for row in rows} == {"sign-in refused"}
    assert "пароль" not in str(rows)


@pytest.mark.parametrize(
    "back", ["//elsewhere.test", "https://elsewhere.test", "/\\elsewhere.test", "/a\r\nX: y"]
)
def test_the_sign_in_leads_back_to_this_server_only(room: FastAPI, back: str) -> None:
    answer = stranger(room).post("/sign-in", form={**SIGN_IN, "back": back})
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    "token", ["", "x", "x" * 5000, "../../etc/passwd", "%00", "' OR 1=1 --", "я"]
)
def test_a_made_up_token_or_key_opens_nothing(room: FastAPI, token: str) -> None:
    for name, value in (("cookie", f"aigaq_session={token}"), ("authorization", f"Bearer {token}")):
        headers = [(name.encode(), value.encode())]
        assert stranger(room).ask("GET", "/review", headers=headers).status_code == 401


def test_a_key_opens_until_it_is_revoked(room: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callers, "_KEPT_SECONDS", -1.0)
    with database_of(room).write() as connection:
        key = add_key(connection, "sync", Role.READER, lasts=timedelta(hours=1), actor="test")
    reader = stranger(room, key=key)
    assert reader.get("/api/v1/review").status_code == 200
    assert reader.post("/api/v1/judgements", json={}).status_code == 403
    with database_of(room).write() as connection:
        revoke_key(connection, "sync", actor="test")
    answer = reader.get("/api/v1/review")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


# -- forms of other sites --


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({"origin": ROOM}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"referer": f"{ROOM}/names"}, True),
        ({}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://elsewhere.test"}, False),
        ({"origin": f"{ROOM}.elsewhere.test"}, False),
        ({"referer": f"http://elsewhere.test/{ROOM}"}, False),
        ({"origin": ROOM, "sec-fetch-site": "cross-site"}, False),
        ({"origin": ROOM, "sec-fetch-site": "same-site"}, False),
    ],
)
@pytest.mark.parametrize("path", ["/names", "/judgements", "/people/1/split", "/sign-out"])
def test_a_sign_in_serves_only_forms_of_our_pages(
    room: FastAPI, path: str, headers: dict[str, str], is_taken: bool
) -> None:
    reader = signed_in(room)
    answer = reader.post(path, form={"names": "Ахметов"}, headers=headers)
    assert ("foreign-request" in answer.text) != is_taken
    assert (answer.status_code == 403) != is_taken


def test_who_signed_in_judges_under_the_own_name(room: FastAPI) -> None:
    said = {"left": 1, "right": 2, "verdict": "same", "author": "Другая", "reason": "так"}
    answer = signed_in(room).post("/api/v1/judgements", json=said, headers={"origin": ROOM})
    assert answer.status_code == 404  # there are no such profiles; it came as far as the record


# -- too much --


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


def test_passwords_are_looked_at_two_at_a_time(
    room: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "_PATIENCE", 0.01)
    with signing._TURNS, signing._TURNS:
        answer = stranger(room).post("/sign-in", form=SIGN_IN)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert signed_in(room).get("/review").status_code == 200


# -- odd paths, and what answers say --

TRAVERSALS = [
    "/static/../app.py",
    "/static/%2e%2e/app.py",
    "/static/..%2fapp.py",
    "/static/%2e%2e%2f%2e%2e%2fpyproject.toml",
    "/static/....//app.py",
    "/static/..%5capp.py",
    "/static//etc/passwd",
    "/static/%2fetc%2fpasswd",
    "/static/app.css%00.py",
    "/names/..%2f..%2faigaq.db",
    "/names/" + "0" * 31 + "/report.csv",
    "/api/v1/name-lists/..%2f..%2fx",
    "/iiif/image/..%2f1/full/max/0/default.jpg",
    "/iiif/image/1/full/max/0/..%2f..%2fx.jpg",
    "/pages/..%2f..%2frecord.sqlite/original",
    "/collections/..%2f..%2f/files",
    "/%2e%2e/%2e%2e/etc/passwd",
]


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_out(open_app: FastAPI, path: str) -> None:
    answer = Reader(open_app).get(path)
    assert answer.status_code in (400, 404, 422)
    assert "root:" not in answer.text and "import " not in answer.text


PATHS = ["/", "/nowhere", "/static/app.css", "/api/v1/review", "/api/v1/nowhere", "/sign-in"]


@pytest.mark.parametrize("path", [*PATHS, "/iiif/collection", "/pages/1/image.jpg", "/search?q=("])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_every_answer_carries_the_safe_headers(open_app: FastAPI, path: str, scheme: str) -> None:
    headers = Reader(open_app, address=f"{scheme}://room").get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert ("strict-transport-security" in headers) == (scheme == "https")
    assert "server" not in headers
    assert re.fullmatch(r"[0-9a-f]{16}", headers["x-request-id"])


def test_viewers_on_other_sites_may_load_files_where_they_are_let_in(tmp_path: Path) -> None:
    reader = Reader(app_for(tmp_path, foreign_viewers=True))
    for path, policy in (("/iiif/collection", "cross-origin"), ("/review", "same-origin")):
        headers = reader.get(path).headers
        assert headers["cross-origin-resource-policy"] == policy
        assert ("access-control-allow-origin" in headers) == (policy == "cross-origin")


@pytest.mark.parametrize("path", ["/review", "/api/v1/review"])
def test_what_nobody_foresaw_is_told_without_a_traceback(
    tmp_path: Path,
    path: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    room = app_for(tmp_path)

    def fail() -> None:
        raise ZeroDivisionError("secret of the house")

    monkeypatch.setattr(database_of(room), "read", fail)
    answer = Reader(room).get(path, headers={"x-request-id": "proxy-number-1"})
    assert answer.status_code == 500
    assert answer.headers["x-request-id"] == "proxy-number-1"
    assert answer.headers["content-security-policy"] == POLICY
    assert "proxy-number-1" in answer.text
    assert "secret" not in answer.text and "Traceback" not in answer.text
    assert "secret of the house" in caplog.text
