"""`aigaq users`, `keys` and `audit`: what they show, and what they keep to themselves."""

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from models.errors import AUDIT_BROKEN, PASSWORD_WEAK, AigaqError
from pipeline.cli.app import app

PASSWORD = "сорок тысяч дел\n"  # noqa: S105


@pytest.fixture
def options(tmp_path: Path, quick_passwords: None) -> list[str]:
    config = tmp_path / "config.yaml"
    config.write_text("stages: [{use: route}]\n", encoding="utf-8")
    return ["--config", str(config), "--workspace", str(tmp_path)]


def call(options: list[str], *arguments: str, given: str = "") -> str:
    done = CliRunner().invoke(app, [*options, *arguments], input=given, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_accounts_come_and_go(options: list[str]) -> None:
    call(options, "users", "add", "Айша", "--role", "archivist", "--stdin", given=PASSWORD)
    call(options, "users", "password", "айша", given=PASSWORD * 2)
    [account] = json.loads(call(options, "users", "list", "--json"))
    assert (account["name"], account["role"]) == ("айша", "archivist")
    assert "айша" in call(options, "users", "list")
    call(options, "users", "remove", "айша")
    assert json.loads(call(options, "users", "list", "--json")) == []


def test_a_key_is_shown_once(options: list[str]) -> None:
    key = call(options, "keys", "add", "sync", "--role", "reader", "--days", "30").strip()
    assert key.startswith("aigaq_") and len(key) > 40
    listed = call(options, "keys", "list", "--json") + call(options, "audit", "list", "--json")
    assert key not in listed
    call(options, "keys", "revoke", "sync")
    [row] = json.loads(call(options, "keys", "list", "--json"))
    assert row["revoked"]


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        (["add", "дана", "--role", "visitor", "--stdin"], PASSWORD),
        (["add", "дана", "--role", "reader", "--stdin"], "короткий\n"),
        (["remove", "дана"], ""),
    ],
)
def test_what_cannot_be_is_refused(options: list[str], arguments: list[str], given: str) -> None:
    with pytest.raises(AigaqError):
        call(options, "users", *arguments, given=given)


def test_a_weak_password_is_named_so(options: list[str]) -> None:
    with pytest.raises(AigaqError) as refused:
        call(options, "users", "add", "дана", "--role", "reader", "--stdin", given="123\n")
    assert refused.value.code == PASSWORD_WEAK


def test_the_audit_is_read_again(options: list[str], tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        call(options, "keys", "add", name, "--role", "reader")
    rows = json.loads(call(options, "audit", "list", "--json", "--limit", "2"))
    assert [row["target"] for row in rows] == ["key three", "key two"]
    assert rows[0]["actor"].startswith("login ")
    head = call(options, "audit", "verify").strip()
    assert json.loads(call(options, "audit", "verify", "--known", head, "--json"))["faults"] == []
    with sqlite3.connect(tmp_path / "aigaq.db") as record:
        record.execute("DROP TRIGGER audit_no_update")
        record.execute("UPDATE audit SET actor = 'nobody' WHERE number = 2")
    with pytest.raises(AigaqError) as broken:
        call(options, "audit", "verify", "--known", head)
    assert (broken.value.code, broken.value.exit_status) == (AUDIT_BROKEN, 6)
