"""What happened to the files and pages of a unit, and who did it, as the record has it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, func, or_, select

from models.blobs.fixity import INTACT
from models.page.imported import IMPORTED
from models.tables import (
    AttemptRow,
    DeliveryItemRow,
    DeliveryRow,
    FixityRow,
    JudgementRow,
    LedgerRow,
    MentionRow,
    PageRow,
    PageTextRow,
    QuarantineRow,
    RecipeRow,
    RunRow,
    SourceRow,
)
from outputs.export.archival.description import of_unit
from outputs.export.units import Unit

SOFTWARE: Final = "software"
PERSON: Final = "person"
ORGANISATION: Final = "organization"
SUCCESS: Final = "success"
FAILURE: Final = "failure"
# What a stage does, by its name; the others prepare, or order what these found.
_OCR: Final = "ocr"
_STAGES: Final = {_OCR: "optical character recognition", "mentions": "named entity recognition"}

_TAKEN_OVER: Final = "import of delivered text"


@dataclass(frozen=True, slots=True)
class Agent:
    """Who did something; of a program `note` names its version and models."""

    name: str
    kind: str
    note: str = ""


OURSELVES: Final = Agent("aigaq", SOFTWARE)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; `key` names it for good, `outcome` is SUCCESS, FAILURE or a word."""

    key: str
    kind: str
    at: datetime
    outcome: str
    detail: str
    agent: Agent


@dataclass(frozen=True, slots=True)
class History:
    """All that happened to a unit.

    Attributes:
        sources: to delivered files, by their name.
        stored: to stored files, by their digest.
        scans: to pages before they were read, by their id.
        texts: to what was read on pages, by their id.
    """

    sources: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    stored: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    scans: dict[int, list[Event]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[int, list[Event]] = field(default_factory=lambda: defaultdict(list))

    def latest(self) -> datetime | None:
        """When something last happened."""
        every = (self.sources, self.stored, self.scans, self.texts)
        moments = [each.at for events in every for found in events.values() for each in found]
        return max(moments, default=None)


def read_history(connection: Connection, unit: Unit) -> History:
    """Read what happened to the files and pages of a unit, in the order of time."""
    history = History()
    for row in connection.execute(_deliveries(unit)):
        history.sources[row.name] += _delivered(row)
    for row in connection.execute(_checks(unit)):
        history.stored[row.sha256].append(_checked(row))
    for row in connection.execute(_work(unit)):
        history.texts[row.page_id].append(_worked(row))
    for row in connection.execute(_quarantines(unit)):
        history.scans[row.page_id] += _quarantined(row)
    for row in connection.execute(_judgements(unit)):
        history.texts[row.page_id].append(_judged(row))
    return history


def _deliveries(unit: Unit) -> Select[*tuple[Any, ...]]:
    return (
        select(
            DeliveryItemRow.id,
            SourceRow.name,
            DeliveryRow.received_at,
            DeliveryItemRow.sha256,
            DeliveryItemRow.outcome,
            DeliveryItemRow.code,
        )
        .join(DeliveryRow, DeliveryRow.id == DeliveryItemRow.delivery_id)
        .join(SourceRow, SourceRow.id == DeliveryItemRow.source_id)
        .where(DeliveryItemRow.source_id.in_(of_unit(unit, SourceRow.id)))
        .order_by(DeliveryItemRow.id)
    )


def _delivered(row: Any) -> Iterator[Event]:
    outcome = FAILURE if row.code else SUCCESS
    detail = " ".join(filter(None, (row.outcome, row.code)))
    key = f"delivered {row.id}"
    yield Event(f"{key} ingestion", "ingestion", row.received_at, outcome, detail, OURSELVES)
    if row.sha256:
        kind = "message digest calculation"
        detail = f"SHA-256 {row.sha256}"
        yield Event(f"{key} digest", kind, row.received_at, SUCCESS, detail, OURSELVES)


def _checks(unit: Unit) -> Select[*tuple[Any, ...]]:
    named = or_(
        FixityRow.sha256.in_(of_unit(unit, SourceRow.sha256)),
        FixityRow.sha256.in_(of_unit(unit, PageRow.image_sha256)),
    )
    return select(FixityRow.__table__).where(named).order_by(FixityRow.since)


def _checked(row: Any) -> Event:
    outcome = SUCCESS if row.outcome == INTACT else FAILURE
    detail = f"{row.outcome}; {row.checks} checks since {row.since.isoformat()}"
    key = f"checked {row.sha256} {row.since.isoformat()}"
    return Event(key, "fixity check", row.until, outcome, detail, OURSELVES)


def _work(unit: Unit) -> Select[*tuple[Any, ...]]:
    tried = (
        select(func.max(AttemptRow.ended_at))
        .where(AttemptRow.page_id == LedgerRow.page_id, AttemptRow.run_id == LedgerRow.run_id)
        .scalar_subquery()
    )
    return (
        select(
            LedgerRow.page_id,
            LedgerRow.stage,
            LedgerRow.state,
            LedgerRow.run_id,
            RecipeRow.engine,
            RecipeRow.version,
            RecipeRow.digest,
            PageTextRow.model,
            func.coalesce(tried, RunRow.ended_at, RunRow.started_at, type_=RunRow.started_at.type)
            .label("at"),
        )
        .join(RunRow, RunRow.id == LedgerRow.run_id)
        .join(RecipeRow, RecipeRow.digest == LedgerRow.recipe)
        .outerjoin(PageTextRow, PageTextRow.page_id == LedgerRow.page_id)
        .where(LedgerRow.stage.in_(_STAGES), LedgerRow.page_id.in_(of_unit(unit, PageRow.id)))
        .order_by(LedgerRow.page_id, LedgerRow.stage.desc())
    )  # fmt: skip


def _worked(row: Any) -> Event:
    outcome = row.state if row.state != "done" else SUCCESS
    key, detail = f"read {row.page_id} {row.stage} {row.run_id}", f"run {row.run_id}"
    program = (row.model or "").split(" ")
    if row.stage == _OCR and program[0] == IMPORTED:
        # The text came with the scan: no engine of ours read it.
        agent = Agent(" ".join(program[1:]) or IMPORTED, SOFTWARE)
        return Event(key, _TAKEN_OVER, row.at, outcome, detail, agent)
    agent = Agent(f"aigaq {row.stage} {row.version}", SOFTWARE, row.engine or "")
    detail += f", recipe {row.digest}"
    return Event(key, _STAGES[row.stage], row.at, outcome, detail, agent)


def _quarantines(unit: Unit) -> Select[*tuple[Any, ...]]:
    return (
        select(QuarantineRow.__table__)
        .where(QuarantineRow.page_id.in_(of_unit(unit, PageRow.id)))
        .order_by(QuarantineRow.id)
    )


def _quarantined(row: Any) -> Iterator[Event]:
    key, detail = f"quarantine {row.id}", f"{row.stage}: {row.code}: {row.detail}"
    yield Event(f"{key} in", "quarantine", row.created_at, row.state, detail, OURSELVES)
    if row.decided_at:
        by = Agent(row.decided_by, PERSON) if row.decided_by else OURSELVES
        reason = row.reason or ""
        yield Event(f"{key} out", "unquarantine", row.decided_at, row.state, reason, by)


def _judgements(unit: Unit) -> Select[*tuple[Any, ...]]:
    """Judgements on who is who, once for each page of the unit that names one of the two."""
    spoken_of = MentionRow.profile_id.in_((JudgementRow.left_id, JudgementRow.right_id))
    return (
        select(
            JudgementRow.id,
            JudgementRow.left_id,
            JudgementRow.right_id,
            JudgementRow.verdict,
            JudgementRow.author,
            JudgementRow.reason,
            JudgementRow.made_at,
            MentionRow.page_id,
        )
        .join(MentionRow, spoken_of)
        .where(MentionRow.page_id.in_(of_unit(unit, PageRow.id)))
        .distinct()
        .order_by(JudgementRow.id, MentionRow.page_id)
    )


def _judged(row: Any) -> Event:
    detail = f"profiles {row.left_id} and {row.right_id}: {row.reason}"
    key = f"judgement {row.id} page {row.page_id}"
    return Event(key, "review", row.made_at, row.verdict, detail, Agent(row.author, PERSON))
