"""Keys of programs: shown once, kept as a digest, with a role and an end."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from models import audit
from models.accounts.identity import Identity
from models.accounts.roles import GIVEN, Role
from models.accounts.secrets import digest_token, make_key
from models.accounts.users import check_name
from models.errors import ACCOUNT_TAKEN, ACCOUNT_UNKNOWN, ARGUMENT_INVALID, ConfigError
from models.tables import ApiKeyRow


def add_key(connection: Connection, name: str, role: Role, *, lasts: timedelta, actor: str) -> str:
    """Make a key; returns it, which will never be shown again.

    Raises:
        ConfigError: a key that is not revoked has the name, it is none, or the role is not given.
    """
    chosen, now = check_name(name), datetime.now(UTC)
    if role not in GIVEN:
        raise ConfigError(ARGUMENT_INVALID, role)
    if any(row.name == chosen and row.revoked_at is None for row in list_keys(connection)):
        raise ConfigError(ACCOUNT_TAKEN, chosen)
    key = make_key()
    connection.execute(
        insert(ApiKeyRow).values(
            name=chosen,
            digest=digest_token(key),
            role=role,
            created_at=now,
            expires_at=now + lasts,
        )
    )
    until = (now + lasts).isoformat(timespec="seconds")
    audit.take_down(connection, actor, "add key", f"key {chosen}", role=role, until=until)
    return key


def list_keys(connection: Connection) -> list[Row[*tuple[Any, ...]]]:
    """All keys that ever were, by name and age, without what opens anything."""
    columns = (each for each in ApiKeyRow.__table__.columns if each.name != "digest")
    return list(connection.execute(select(*columns).order_by(ApiKeyRow.name, ApiKeyRow.id)))


def revoke_key(connection: Connection, name: str, *, actor: str) -> None:
    """End a key at once.

    Raises:
        ConfigError: `account-unknown`.
    """
    chosen = check_name(name)
    ended = connection.execute(
        update(ApiKeyRow)
        .where(ApiKeyRow.name == chosen, ApiKeyRow.revoked_at.is_(None))
        .values(revoked_at=datetime.now(UTC))
    )
    if not ended.rowcount:
        raise ConfigError(ACCOUNT_UNKNOWN, name)
    audit.take_down(connection, actor, "revoke key", f"key {chosen}")


def known_by_key(connection: Connection, key: str) -> Identity | None:
    """Which program shows a key, unless it was revoked or ended."""
    row = connection.execute(
        select(ApiKeyRow.name, ApiKeyRow.role, ApiKeyRow.expires_at).where(
            ApiKeyRow.digest == digest_token(key),
            ApiKeyRow.revoked_at.is_(None),
            ApiKeyRow.expires_at > datetime.now(UTC),
        )
    ).first()
    return Identity(f"key {row.name}", Role(row.role), row.expires_at) if row else None
