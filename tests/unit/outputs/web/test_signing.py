"""Who signs in is let in, for as long as it holds, and nobody by a stolen or made-up token."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI

from models.accounts.keys import add_key, revoke_key
from models.accounts.roles import Role
from models.accounts.users import remove_user
from models.audit import newest
from outputs.web.guard import callers
from outputs.web.pages import signing
from tests.support.guarded import ROOM, SIGN_IN, database_of, guarded, signed_in, stranger
from tests.support.webroom import Reader


@pytest.fixture
def room(tmp_path: Path, quick_passwords: None) -> Iterator[FastAPI]:
    with guarded(tmp_path) as app:
        yield app


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


def test_passwords_are_looked_at_two_at_a_time(
    room: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "_PATIENCE", 0.01)
    with signing._TURNS, signing._TURNS:
        answer = stranger(room).post("/sign-in", form=SIGN_IN)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert signed_in(room).get("/review").status_code == 200
