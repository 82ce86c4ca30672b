"""The work on pages: what was done, when, by which recipe, and what went wrong."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Id, Record
from models.tables.delivery import PageRow


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
