"""The record's tables, from the archive's description down to each mention and each attempt."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

# SQLite numbers rows by itself only for INTEGER, so BigInteger needs this variant.
Id = BigInteger().with_variant(Integer, "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment: stored as UTC, read back as UTC on every back end."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Store UTC; a naive moment is a bug and fails here."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """SQLite forgets the zone; give it back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Record(DeclarativeBase):
    """Base of all tables; constraint names are fixed so that migrations can address them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012
        str: Text,
        int: Integer().with_variant(BigInteger(), "postgresql"),
        datetime: UtcDateTime,
        float: Float,
        date: Date,
    }


# -- description: the archive's own order --


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


# -- delivery: what was given and what became of it --


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
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
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


# -- what the stages found --


class PageValueRow(Record):
    """A small value that a stage gave, as canonical JSON; see models/store.py."""

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
    # Of a person, once it was worked out who is who; see models/people.py.
    profile_id: Mapped[int | None] = mapped_column(ForeignKey("profile.id", ondelete="SET NULL"))
    entity: Mapped[EntityRow] = relationship()
    page: Mapped[PageRow] = relationship()


# -- who is who: derived from mentions and judgements, but for `judgement` and `anchor` --


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


# -- the work: what was done, when, and what went wrong --


class LedgerRow(Record):
    """What became of one stage on one page; see pipeline/ledger.py."""

    __tablename__ = "ledger"
    __table_args__ = (Index("ix_ledger_stage_state_recipe", "stage", "state", "recipe"),)
    page_id: Mapped[int] = mapped_column(
        Id, ForeignKey("page.id", ondelete="CASCADE"), primary_key=True
    )
    stage: Mapped[str] = mapped_column(String(40), primary_key=True)
    # pending | done | blank | quarantined | released
    state: Mapped[str] = mapped_column(String(20))
    # Why it is pending: new | options | input | retry | redo
    reason: Mapped[str | None] = mapped_column(String(20))
    # Digest of stage name, version, options and engine identity: the same for all pages.
    recipe: Mapped[str | None] = mapped_column(String(64))
    # Digest of the recipe and of the values it was given.
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    # Digest of the values it gave; equal output keeps what follows current.
    output: Mapped[str | None] = mapped_column(String(64))
    # True at the stage that found nothing to read.
    blank: Mapped[bool] = mapped_column(default=False)
    executions: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[float | None]
    code: Mapped[str | None] = mapped_column(String(40))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))


class RecipeRow(Record):
    """What a recipe's digest stands for: how a stage was set up when it gave a result.

    From any fact the way leads over its page's ledger rows to these, and so to engine, model
    digests and options.
    """

    __tablename__ = "recipe"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    stage: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(40))
    options: Mapped[str]
    engine: Mapped[str]


class RunRow(Record):
    """One call of run; it ends done, partial, failed or interrupted."""

    __tablename__ = "run"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
    config_sha256: Mapped[str] = mapped_column(String(64))
    # True when a stage failed in a way nobody foresaw.
    dirty: Mapped[bool] = mapped_column(default=False)
    pages: Mapped[int] = mapped_column(default=0)
    executions: Mapped[int] = mapped_column(default=0)


class AttemptRow(Record):
    """One try at a page within a run: which stages ran and how it ended."""

    __tablename__ = "attempt"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), index=True)
    stages: Mapped[str]
    outcome: Mapped[str] = mapped_column(String(20))
    code: Mapped[str | None] = mapped_column(String(40))
    seconds: Mapped[float]
    ended_at: Mapped[datetime]


class QuarantineRow(Record):
    """A page that could not be read on, why, and what a person decided about it."""

    __tablename__ = "quarantine"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), index=True)
    # "ingest" or the name of the stage that failed
    stage: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(40), index=True)
    detail: Mapped[str]
    traceback: Mapped[str | None]
    created_at: Mapped[datetime]
    # open | retried | released | replaced
    state: Mapped[str] = mapped_column(String(20))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]
    reason: Mapped[str | None]
    page: Mapped[PageRow] = relationship()


# -- who may do what, and what people did --


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


# -- keeping: that what is stored is still what was stored --


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


# -- telling others: what harvesters were told of the archive --


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
