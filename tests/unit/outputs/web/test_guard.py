"""What hostile readers try: other sites' forms, faked addresses, odd paths."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from models.accounts.roles import Role
from outputs.web.guard.headers import POLICY
from outputs.web.guard.rules import access_for
from tests.support.guarded import ROOM, app_for, database_of, guarded, signed_in, stranger
from tests.support.webroom import HERE, Reader, make_webroom


@pytest.fixture
def room(tmp_path: Path, quick_passwords: None) -> Iterator[FastAPI]:
    with guarded(tmp_path) as app:
        yield app


@pytest.fixture(scope="module")
def open_app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """Opened to everybody."""
    return make_webroom(tmp_path_factory.mktemp("room")).app


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
