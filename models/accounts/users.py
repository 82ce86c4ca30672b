"""Accounts of people: kept, shown, removed, and known by their passwords."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, insert, select, true, update

from models import audit
from models.accounts.roles import GIVEN, Role
from models.accounts.secrets import hash_password, is_password
from models.errors import ACCOUNT_TAKEN, ACCOUNT_UNKNOWN, ARGUMENT_INVALID, ConfigError
from models.tables import AccountRow, SignInRow

# As an address book writes names; no spaces, so that `key NAME` in the audit is no account.
_NAME: Final = re.compile(r"[\w.@+-]{1,100}")


@dataclass(frozen=True, slots=True)
class Account:
    """One who may sign in."""

    id: int
    name: str
    role: Role
    created_at: datetime


def add_user(connection: Connection, name: str, password: str, role: Role, *, actor: str) -> None:
    """Open an account.

    Raises:
        ConfigError: the name is taken or none, the password weak, the role not to be given.
    """
    chosen = check_name(name)
    if role not in GIVEN:
        raise ConfigError(ARGUMENT_INVALID, role)
    if find_user(connection, chosen):
        raise ConfigError(ACCOUNT_TAKEN, chosen)
    connection.execute(
        insert(AccountRow).values(
            name=chosen,
            role=role,
            password=hash_password(password),
            created_at=datetime.now(UTC),
        )
    )
    audit.take_down(connection, actor, "add account", f"account {chosen}", role=role)


def list_users(connection: Connection) -> list[Account]:
    """All accounts by name."""
    return _accounts(connection, true())


def find_user(connection: Connection, name: str) -> Account | None:
    """The account of a name as it was given."""
    found = _accounts(connection, AccountRow.name == _folded(name))
    return found[0] if found else None


def remove_user(connection: Connection, name: str, *, actor: str) -> None:
    """Close an account and sign it out everywhere; the audit goes on naming it.

    Raises:
        ConfigError: `account-unknown`.
    """
    account = _require(connection, name)
    _sign_out_everywhere(connection, account)
    connection.execute(delete(AccountRow).where(AccountRow.id == account.id))
    audit.take_down(connection, actor, "remove account", f"account {account.name}")


def change_password(connection: Connection, name: str, password: str, *, actor: str) -> None:
    """Set another password, and sign the account out everywhere.

    Raises:
        ConfigError: `account-unknown` or `password-weak`.
    """
    account = _require(connection, name)
    _sign_out_everywhere(connection, account)
    connection.execute(
        update(AccountRow)
        .where(AccountRow.id == account.id)
        .values(password=hash_password(password))
    )
    audit.take_down(connection, actor, "change password", f"account {account.name}")


def known_by_password(connection: Connection, name: str, password: str) -> Account | None:
    """The account that a name and a password open; a wrong name takes as long as a right one."""
    account = find_user(connection, name)
    kept = None
    if account:
        hashed = select(AccountRow.password).where(AccountRow.id == account.id)
        kept = connection.execute(hashed).scalar_one()
    return account if is_password(password, kept) else None


def check_name(name: str) -> str:
    """A name as it is kept, in one letter case.

    Raises:
        ConfigError: `argument-invalid`.
    """
    folded = _folded(name)
    if not _NAME.fullmatch(folded):
        raise ConfigError(ARGUMENT_INVALID, repr(name[:100]))
    return folded


def _accounts(connection: Connection, condition: ColumnElement[bool]) -> list[Account]:
    rows = connection.execute(
        select(AccountRow.id, AccountRow.name, AccountRow.role, AccountRow.created_at)
        .where(condition)
        .order_by(AccountRow.name)
    )
    return [Account(row.id, row.name, Role(row.role), row.created_at) for row in rows]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip()).lower()


def _require(connection: Connection, name: str) -> Account:
    account = find_user(connection, name)
    if account is None:
        raise ConfigError(ACCOUNT_UNKNOWN, name)
    return account


def _sign_out_everywhere(connection: Connection, account: Account) -> None:
    connection.execute(delete(SignInRow).where(SignInRow.account_id == account.id))
