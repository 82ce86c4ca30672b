"""What harvesters were told of the archive."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Id, Record


class HarvestRow(Record):
    """What harvesters are told of an archival unit: when it last changed, or that it is gone.

    A unit is an archival file within a collection, or a delivered file that nobody described. Rows
    stay when their unit is gone; see outputs/web/oai/stamps.py.
    """

    __tablename__ = "harvest"
    __table_args__ = (
        UniqueConstraint("collection_id", "kind", "unit_id"),
        Index("ix_harvest_changed_at_id", "changed_at", "id"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    collection_id: Mapped[int] = mapped_column(ForeignKey("collection.id"))
    # files | sources: what `unit_id` is the id of
    kind: Mapped[str] = mapped_column(String(10))
    unit_id: Mapped[int] = mapped_column(Id)
    # Digest of all that counts and moments tell apart.
    state: Mapped[str] = mapped_column(String(64))
    changed_at: Mapped[datetime]
    is_gone: Mapped[bool]
