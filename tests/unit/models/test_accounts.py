"""Accounts and keys let in whom they should, for as long as they should, and keep no secret."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from models.accounts.keys import add_key, known_by_key, list_keys, revoke_key
from models.accounts.roles import GIVEN, Role, highest
from models.accounts.secrets import is_password
from models.accounts.signins import known_by_token, sign_in, sign_out
from models.accounts.users import (
    add_user,
    change_password,
    find_user,
    known_by_password,
    list_users,
    remove_user,
)
from models.audit import newest
from models.database import Database
from models.errors import (
    ACCOUNT_TAKEN,
    ACCOUNT_UNKNOWN,
    ARGUMENT_INVALID,
    PASSWORD_WEAK,
    ConfigError,
)
from tests.support.factories import open_database

PASSWORD = "сорок тысяч дел"  # noqa: S105
HOUR = timedelta(hours=1)


@pytest.fixture
def database(tmp_path: Path, back_end: str, quick_passwords: None) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    with database.write() as connection:
        add_user(connection, "Айша", PASSWORD, Role.ARCHIVIST, actor="login root")
    yield database
    database.close()


def test_every_role_may_what_those_before_it_may() -> None:
    for number, role in enumerate(Role):
        assert [role.may(other) for other in Role] == [n <= number for n in range(len(Role))]
    assert highest(Role.VISITOR, Role.OPERATOR, Role.READER) is Role.OPERATOR
    assert list(Role)[-3:] == list(GIVEN)


@pytest.mark.parametrize("name", ["айша", "АЙША", " Айша "])
def test_a_name_and_its_password_open_an_account(database: Database, name: str) -> None:
    with database.read() as connection:
        account = known_by_password(connection, name, PASSWORD)
        assert account is not None and (account.name, account.role) == ("айша", Role.ARCHIVIST)
        assert known_by_password(connection, name, PASSWORD + "!") is None


@pytest.mark.parametrize("password", ["", "x" * 100_000, PASSWORD])
def test_an_unknown_name_opens_nothing(database: Database, password: str) -> None:
    with database.read() as connection:
        assert known_by_password(connection, "дана", password) is None
    assert not is_password(password, None)


@pytest.mark.parametrize(
    ("name", "password", "role", "code"),
    [
        ("АЙША", PASSWORD, Role.READER, ACCOUNT_TAKEN),
        ("key sync", PASSWORD, Role.READER, ARGUMENT_INVALID),
        ("", PASSWORD, Role.READER, ARGUMENT_INVALID),
        ("дана", "короткий", Role.READER, PASSWORD_WEAK),
        ("дана", "я" * 201, Role.READER, PASSWORD_WEAK),
        ("дана", PASSWORD, Role.VISITOR, ARGUMENT_INVALID),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    database: Database, name: str, password: str, role: Role, code: str
) -> None:
    with pytest.raises(ConfigError) as refused, database.write() as connection:
        add_user(connection, name, password, role, actor="login root")
    assert refused.value.code == code
    with database.read() as connection:
        assert [each.name for each in list_users(connection)] == ["айша"]


def test_neither_passwords_nor_tokens_nor_keys_are_kept(database: Database) -> None:
    with database.write() as connection:
        account = find_user(connection, "айша")
        assert account is not None
        token = sign_in(connection, account, lasts=HOUR)
        key = add_key(connection, "sync", Role.READER, lasts=HOUR, actor="айша")
    with database.read() as connection:
        tables = ("account", "sign_in", "api_key", "audit")
        kept = "".join(str(connection.execute(text(f"SELECT * FROM {t}")).all()) for t in tables)
    assert not any(secret in kept for secret in (PASSWORD, token, key))
    assert "$argon2id$" in kept


def test_a_sign_in_ends_by_itself_by_signing_out_and_by_a_newer_one(database: Database) -> None:
    with database.write() as connection:
        account = find_user(connection, "айша")
        assert account is not None
        first = sign_in(connection, account, lasts=HOUR)
        known = known_by_token(connection, first)
        assert known is not None and (known.actor, known.role) == ("айша", Role.ARCHIVIST)
        second = sign_in(connection, account, lasts=HOUR, instead_of=first)
        assert known_by_token(connection, first) is None
        assert known_by_token(connection, second)
        sign_out(connection, second)
        assert known_by_token(connection, second) is None
        ended = sign_in(connection, account, lasts=-HOUR)
        assert known_by_token(connection, ended) is None
        assert known_by_token(connection, "") is None


def test_another_password_and_the_end_of_an_account_sign_it_out(database: Database) -> None:
    with database.write() as connection:
        account = find_user(connection, "айша")
        assert account is not None
        token = sign_in(connection, account, lasts=HOUR)
        change_password(connection, "Айша", PASSWORD[::-1], actor="login root")
        assert known_by_token(connection, token) is None
        assert known_by_password(connection, "айша", PASSWORD) is None
        token = sign_in(connection, account, lasts=HOUR)
        remove_user(connection, "айша", actor="login root")
        assert known_by_token(connection, token) is None
        assert list_users(connection) == []
        with pytest.raises(ConfigError) as unknown:
            remove_user(connection, "айша", actor="login root")
    assert unknown.value.code == ACCOUNT_UNKNOWN


def test_a_key_opens_until_it_ends_or_is_revoked(database: Database) -> None:
    with database.write() as connection:
        key = add_key(connection, "Sync", Role.READER, lasts=HOUR, actor="айша")
        known = known_by_key(connection, key)
        assert known is not None and (known.actor, known.role) == ("key sync", Role.READER)
        with pytest.raises(ConfigError) as taken:
            add_key(connection, "sync", Role.READER, lasts=HOUR, actor="айша")
        assert taken.value.code == ACCOUNT_TAKEN
        revoke_key(connection, "sync", actor="айша")
        assert known_by_key(connection, key) is None
        with pytest.raises(ConfigError):
            revoke_key(connection, "sync", actor="айша")
        ended = add_key(connection, "sync", Role.READER, lasts=-HOUR, actor="айша")
        assert known_by_key(connection, ended) is None
        assert [row.name for row in list_keys(connection)] == ["sync", "sync"]


def test_everything_that_opens_or_closes_stands_in_the_audit(database: Database) -> None:
    with database.write() as connection:
        add_key(connection, "sync", Role.READER, lasts=HOUR, actor="айша")
        revoke_key(connection, "sync", actor="айша")
        change_password(connection, "айша", PASSWORD, actor="login root")
        account = find_user(connection, "айша")
        assert account is not None
        sign_out(connection, sign_in(connection, account, lasts=HOUR))
        remove_user(connection, "айша", actor="login root")
        rows = [(row.actor, row.act, row.target) for row in newest(connection, limit=9)[::-1]]
    assert rows == [
        ("login root", "add account", "account айша"),
        ("айша", "add key", "key sync"),
        ("айша", "revoke key", "key sync"),
        ("login root", "change password", "account айша"),
        ("айша", "sign in", "account айша"),
        ("айша", "sign out", "account айша"),
        ("login root", "remove account", "account айша"),
    ]
