"""That what is stored is still what was stored."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Id, Record


class FixityRow(Record):
    """What checks of one stored file found, over the time in which they found the same.

    A check that finds what the one before it found only moves `until`; another finding begins a
    new row, so the newest row of a digest says how it stands.
    """

    __tablename__ = "fixity"
    # Millions of rows that are asked for by their key alone: one tree on SQLite.
    __table_args__ = ({"sqlite_with_rowid": False},)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    until: Mapped[datetime]
    checks: Mapped[int]
    # intact, or the error code of what is wrong
    outcome: Mapped[str] = mapped_column(String(40))


class FixityRoundRow(Record):
    """One round of checks over all stored files, in the order of their digests."""

    __tablename__ = "fixity_round"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    # The last digest that was checked; the next call goes on after it.
    position: Mapped[str] = mapped_column(String(64), default="")
    files: Mapped[int] = mapped_column(default=0)
