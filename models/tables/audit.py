"""What people did, in rows of which each betrays a change of the one before."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Id, Record


class AuditRow(Record):
    """What somebody did. Rows are only ever added: triggers refuse all else, digests betray it."""

    __tablename__ = "audit"
    number: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    made_at: Mapped[datetime]
    actor: Mapped[str]
    act: Mapped[str] = mapped_column(String(40))
    # What it was done to, as kind and number: `profile 5`.
    target: Mapped[str]
    # JSON, as it was digested.
    details: Mapped[str]
    # Digest of the row before; of the first row, empty.
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    digest: Mapped[str] = mapped_column(String(64))


class AuditHeadRow(Record):
    """The last row of the audit, so that rows missing at its end are noticed; one row at most."""

    __tablename__ = "audit_head"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(64))
