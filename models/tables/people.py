"""Who is who: derived from mentions and judgements, but for `judgement` and `anchor`."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Id, Record


class PersonRow(Record):
    """One human being as far as judgements say: a cluster of profiles, worked out from them."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_name_id", "name", "id"),)
    # The id of its oldest profile, so that every profile's id leads to its person for ever.
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    name: Mapped[str]
    birth_year: Mapped[int | None]
    documents: Mapped[int]
    mentions: Mapped[int]


class ProfileRow(Record):
    """A name within a document: what judgements speak of, and clusters are made of.

    One whose name is no longer read there stays as long as a judgement speaks of it (`mentions` is
    0 then): its anchors lead to the profile that has its place on the scan.
    """

    __tablename__ = "profile"
    __table_args__ = (
        UniqueConstraint("collection_id", "scope", "key", "part"),
        # Never give an id to another: judgements and addresses know profiles by it.
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    collection_id: Mapped[int] = mapped_column(ForeignKey("collection.id"))
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("document.id", ondelete="SET NULL"), index=True
    )
    # Digest of the document's key; a source's where pages have no document.
    scope: Mapped[str] = mapped_column(String(64))
    # The key of its mentions' entity.
    key: Mapped[str]
    # Parts two people of one name in one document: the birth year, where several are given.
    part: Mapped[str] = mapped_column(String(10))
    normal: Mapped[str]
    surname: Mapped[str]
    given: Mapped[str]
    patronymic: Mapped[str]
    initials: Mapped[str]
    sex: Mapped[str] = mapped_column(String(1))
    birth_year: Mapped[int | None]
    aliases: Mapped[list[str]] = mapped_column(JSON)
    roles: Mapped[list[str]] = mapped_column(JSON)
    mentions: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )


class ProfileKeyRow(Record):
    """A key under which profiles of like names meet; see models/names/keys.py."""

    __tablename__ = "profile_key"
    __table_args__ = (Index("ix_profile_key_key", "key"),)
    profile_id: Mapped[int] = mapped_column(
        Id, ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(100), primary_key=True)


class ProposalRow(Record):
    """The matcher's judgement that two profiles are, or may be, one person."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("left_id", "right_id"),
        Index("ix_proposal_state_score_id", "state", "score", "id"),
    )
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    left_id: Mapped[int] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"))
    right_id: Mapped[int] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), index=True)
    score: Mapped[float]
    # Strong enough to stand until a person says otherwise.
    automatic: Mapped[bool]
    # One stands where the other, whose name is no longer read, stood on the scan.
    is_place: Mapped[bool]
    # Why, as [English sentence to be translated, values for its places]
    why: Mapped[list[Any]] = mapped_column(JSON)
    made_at: Mapped[datetime]
    # open | joined | refused: whether it waits for a person; worked out with the clusters
    state: Mapped[str] = mapped_column(String(10))


class JudgementRow(Record):
    """A person's word on whether two profiles are one person; the newest on a pair holds.

    Rows are only ever added.
    """

    __tablename__ = "judgement"
    __table_args__ = (
        Index("ix_judgement_left_id_right_id", "left_id", "right_id"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    left_id: Mapped[int] = mapped_column(ForeignKey("profile.id"))
    right_id: Mapped[int] = mapped_column(ForeignKey("profile.id"), index=True)
    # same | different | unsure
    verdict: Mapped[str] = mapped_column(String(10))
    author: Mapped[str]
    reason: Mapped[str]
    made_at: Mapped[datetime]
    # What the matcher said of the pair at that time.
    score: Mapped[float | None]
    why: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))


class AnchorRow(Record):
    """Where on a scan a judged profile stood: what it is found by when its name is read anew."""

    __tablename__ = "anchor"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id"), index=True)
    page_id: Mapped[int | None] = mapped_column(
        ForeignKey("page.id", ondelete="SET NULL"), index=True
    )
    # Finds the page again when it was dropped and came back.
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    number: Mapped[int]
    # The image whose pixels are meant.
    image_sha256: Mapped[str] = mapped_column(String(64))
    left: Mapped[int]
    top: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    text: Mapped[str]


class PeopleStateRow(Record):
    """When it was last worked out who is who; there is at most one row."""

    __tablename__ = "people_state"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    refreshed_at: Mapped[datetime]
    matcher: Mapped[str]
    # Pairs that were not compared since too many share their keys.
    skipped: Mapped[int] = mapped_column(BigInteger)
