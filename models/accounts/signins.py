"""Who is signed in: tokens that browsers show, of which only digests are kept."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from models import audit
from models.accounts.identity import Identity
from models.accounts.roles import Role
from models.accounts.secrets import digest_token, make_token
from models.accounts.users import Account
from models.tables import AccountRow, SignInRow


def sign_in(
    connection: Connection, account: Account, *, lasts: timedelta, instead_of: str = ""
) -> str:
    """Sign an account in; returns a new token, in whose stead an older one of the browser ends."""
    token, now = make_token(), datetime.now(UTC)
    ended = (SignInRow.expires_at < now) | (SignInRow.digest == digest_token(instead_of))
    connection.execute(delete(SignInRow).where(ended))
    connection.execute(
        insert(SignInRow).values(
            digest=digest_token(token), account_id=account.id, expires_at=now + lasts
        )
    )
    audit.take_down(connection, account.name, "sign in", f"account {account.name}")
    return token


def sign_out(connection: Connection, token: str) -> None:
    """End what a token opened; one that opens nothing is no error."""
    identity = known_by_token(connection, token)
    if identity is None:
        return
    connection.execute(delete(SignInRow).where(SignInRow.digest == digest_token(token)))
    audit.take_down(connection, identity.actor, "sign out", f"account {identity.actor}")


def known_by_token(connection: Connection, token: str) -> Identity | None:
    """Who shows a token, unless it ended."""
    row = connection.execute(
        select(AccountRow.name, AccountRow.role, SignInRow.expires_at)
        .join(SignInRow, SignInRow.account_id == AccountRow.id)
        .where(SignInRow.digest == digest_token(token), SignInRow.expires_at > datetime.now(UTC))
    ).first()
    return Identity(row.name, Role(row.role), row.expires_at) if row else None
