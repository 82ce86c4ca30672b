"""What the stages read on a page, how well, and what they complained of."""

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Id, Record


class PageValueRow(Record):
    """A small value that a stage gave, as canonical JSON; see models/store."""

    __tablename__ = "page_value"
    page_id: Mapped[int] = mapped_column(
        Id, ForeignKey("page.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class PageTextRow(Record):
    """The diplomatic text of a page, its word boxes, and the image and model it was read with."""

    __tablename__ = "page_text"
    page_id: Mapped[int] = mapped_column(
        Id, ForeignKey("page.id", ondelete="CASCADE"), primary_key=True
    )
    text: Mapped[str]
    words: Mapped[bytes] = mapped_column(LargeBinary)
    word_count: Mapped[int]
    confidence: Mapped[float]
    language: Mapped[str | None] = mapped_column(String(10))
    image_sha256: Mapped[str] = mapped_column(String(64))
    # The engine's model; the engine itself stands in the recipe of the page's `ocr` ledger row.
    model: Mapped[str] = mapped_column(String(100))


class PageQualityRow(Record):
    """How well a page is thought to be read; a review asks for the worst first."""

    __tablename__ = "page_quality"
    page_id: Mapped[int] = mapped_column(
        Id, ForeignKey("page.id", ondelete="CASCADE"), primary_key=True
    )
    expected_cer: Mapped[float] = mapped_column(index=True)


class PageWarningRow(Record):
    """What a stage, or ingest, complained of on a page although it succeeded, line by line."""

    __tablename__ = "page_warning"
    page_id: Mapped[int] = mapped_column(
        Id, ForeignKey("page.id", ondelete="CASCADE"), primary_key=True
    )
    stage: Mapped[str] = mapped_column(String(40), primary_key=True)
    detail: Mapped[str]
