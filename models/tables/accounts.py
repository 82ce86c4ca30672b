"""Who may do what: accounts, those who are signed in, and keys of programs."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Id, Record


class AccountRow(Record):
    """One who may sign in to the reading room."""

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    # reader | archivist | operator
    role: Mapped[str] = mapped_column(String(10))
    # Argon2id with its salt and costs.
    password: Mapped[str]
    created_at: Mapped[datetime]


class SignInRow(Record):
    """One who is signed in; the token itself lies in the browser alone."""

    __tablename__ = "sign_in"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime] = mapped_column(index=True)


class ApiKeyRow(Record):
    """What a program shows to be let in; the key itself was shown once."""

    __tablename__ = "api_key"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
