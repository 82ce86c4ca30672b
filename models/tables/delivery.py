"""What was given and what became of it: deliveries, their files and the pages in these."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Id, Record
from models.tables.description import CollectionRow, DocumentRow


class DeliveryRow(Record):
    """One call of ingest."""

    __tablename__ = "delivery"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    collection_id: Mapped[int] = mapped_column(ForeignKey("collection.id"))
    received_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class DeliveryItemRow(Record):
    """One file of a delivery and its outcome; the receipt is written from these rows."""

    __tablename__ = "delivery_item"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), index=True)
    name: Mapped[str]
    sha256: Mapped[str | None] = mapped_column(String(64))
    byte_size: Mapped[int | None] = mapped_column(BigInteger)
    # registered | unchanged | replaced | duplicate | quarantined | ignored | missing
    outcome: Mapped[str] = mapped_column(String(20))
    code: Mapped[str | None] = mapped_column(String(40))
    detail: Mapped[str | None]
    pages: Mapped[int] = mapped_column(default=0)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))


class SourceRow(Record):
    """A delivered file, known by its name within the collection; its bytes are a blob."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("collection_id", "name"),)
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    collection_id: Mapped[int] = mapped_column(ForeignKey("collection.id"))
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    byte_size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str | None] = mapped_column(String(60))
    # Where the original lies when it is referenced in place instead of copied to the blob store.
    location: Mapped[str | None]
    # The source whose bytes are the same; this one then has no pages of its own.
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), index=True)
    error_code: Mapped[str | None] = mapped_column(String(40))
    collection: Mapped[CollectionRow] = relationship()


class PageRow(Record):
    """One page side. A source that cannot be opened has one page, number 1, without an image."""

    __tablename__ = "page"
    __table_args__ = (
        UniqueConstraint("source_id", "number"),
        Index("ix_page_state_id", "state", "id"),
        # Never give a deleted page's id to another: caches and indexes know pages by it.
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    number: Mapped[int]
    collection_id: Mapped[int] = mapped_column(ForeignKey("collection.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    sheet: Mapped[str | None] = mapped_column(String(40))
    sheet_order: Mapped[int | None] = mapped_column(BigInteger)
    image_sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    width: Mapped[int | None]
    height: Mapped[int | None]
    dpi: Mapped[int | None]
    # pending | done | blank | quarantined: every page is in exactly one of them
    state: Mapped[str] = mapped_column(String(20))
    source: Mapped[SourceRow] = relationship()
    document: Mapped[DocumentRow | None] = relationship()
