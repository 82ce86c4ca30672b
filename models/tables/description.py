"""The archive's own order, from the archive down to a document, and the collections beside it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Id, Record


class ArchiveRow(Record):
    """An archive (repository); `code` as in models/reference/archives.tsv, or as delivered."""

    __tablename__ = "archive"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(200), unique=True)


class FondRow(Record):
    """A fond (фонд, қор) of an archive."""

    __tablename__ = "fond"
    __table_args__ = (UniqueConstraint("archive_id", "number"),)
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    archive_id: Mapped[int] = mapped_column(ForeignKey("archive.id"))
    number: Mapped[str] = mapped_column(String(100))
    archive: Mapped[ArchiveRow] = relationship()


class InventoryRow(Record):
    """An inventory (опись, тізбе) of a fond."""

    __tablename__ = "inventory"
    __table_args__ = (UniqueConstraint("fond_id", "number"),)
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    fond_id: Mapped[int] = mapped_column(ForeignKey("fond.id"))
    number: Mapped[str] = mapped_column(String(100))
    fond: Mapped[FondRow] = relationship()


class FileRow(Record):
    """A file (дело, іс): the archival unit that pages belong to."""

    __tablename__ = "file"
    __table_args__ = (UniqueConstraint("inventory_id", "number"),)
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    inventory_id: Mapped[int] = mapped_column(ForeignKey("inventory.id"))
    number: Mapped[str] = mapped_column(String(100))
    title: Mapped[str | None]
    inventory: Mapped[InventoryRow] = relationship()


class CollectionRow(Record):
    """What is ingested, searched and shown together; `code` is the user's name for it."""

    __tablename__ = "collection"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str | None]
    created_at: Mapped[datetime]


class DocumentRow(Record):
    """A document: pages that the manifest (or the source file) describes as one writing."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("collection_id", "key"),)
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    collection_id: Mapped[int] = mapped_column(ForeignKey("collection.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"), index=True)
    # Identity within the collection: source name and description, so that a second delivery
    # of the same manifest finds the same document.
    key: Mapped[str]
    title: Mapped[str | None]
    edtf: Mapped[str | None] = mapped_column(String(100))
    lower: Mapped[date | None]
    upper: Mapped[date | None]
    language: Mapped[str | None] = mapped_column(String(10))
    access: Mapped[str | None] = mapped_column(String(20))
    file: Mapped[FileRow | None] = relationship()
