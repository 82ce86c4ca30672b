"""What is named on pages, and what mentions of one key are taken to name."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Id, Record
from models.tables.delivery import PageRow


class EntityRow(Record):
    """What mentions of one label and key within a collection are taken to name."""

    __tablename__ = "entity"
    __table_args__ = (UniqueConstraint("collection_id", "label", "key"),)
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    collection_id: Mapped[int] = mapped_column(ForeignKey("collection.id"))
    label: Mapped[str] = mapped_column(String(10))
    key: Mapped[str]
    normal: Mapped[str]
    lower: Mapped[date | None]
    upper: Mapped[date | None]


class MentionRow(Record):
    """A stretch of a page's text that names or states something, with the way back to pixels."""

    __tablename__ = "mention"
    __table_args__ = (
        Index("ix_mention_page_id_start", "page_id", "start"),
        Index("ix_mention_lower_upper", "lower", "upper"),
        # The label stands in it to find people that no profile was made of yet.
        Index("ix_mention_profile_id_label", "profile_id", "label"),
    )
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"))
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"), index=True)
    label: Mapped[str] = mapped_column(String(10))
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str]
    normal: Mapped[str]
    confidence: Mapped[float]
    source: Mapped[str] = mapped_column(String(60))
    edtf: Mapped[str | None] = mapped_column(String(100))
    lower: Mapped[date | None]
    upper: Mapped[date | None]
    calendar: Mapped[str | None] = mapped_column(String(30))
    precision: Mapped[str | None] = mapped_column(String(20))
    derived_from: Mapped[str | None]
    # Gazetteer candidates, best first: [{"place_id", "name", "score", "reasons"}]
    places: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    # Name parts, role, event, article...: see `Mention.details`; SQL's null when there are none.
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    # Of a person, once it was worked out who is who; see models/people.
    profile_id: Mapped[int | None] = mapped_column(ForeignKey("profile.id", ondelete="SET NULL"))
    entity: Mapped[EntityRow] = relationship()
    page: Mapped[PageRow] = relationship()
