"""Counts that add up: pages in = done + blank + quarantined + pending, overall and per stage."""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, Row, exists, func, select

from models.entity import Label
from models.page_warnings import count_warnings
from models.tables import (
    CollectionRow,
    EntityRow,
    LedgerRow,
    MentionRow,
    PageRow,
    QuarantineRow,
    RunRow,
    SourceRow,
)
from pipeline.ledger import QUARANTINED, STATES
from pipeline.quarantine import OPEN

# Counted also where there are none.
_ALWAYS: Final = (Label.PERSON, Label.PLACE, Label.DATE, Label.ORG)


@dataclass(frozen=True, slots=True)
class Counts:
    """Pages by what they count as."""

    done: int = 0
    blank: int = 0
    quarantined: int = 0
    pending: int = 0

    @property
    def pages_in(self) -> int:
        """All of them."""
        return self.done + self.blank + self.quarantined + self.pending

    def as_json(self) -> dict[str, int]:
        """For `--json`."""
        return {"in": self.pages_in, **{state: getattr(self, state) for state in STATES}}


@dataclass(frozen=True, slots=True)
class Status:
    """Where a workspace stands."""

    sources: int
    pages: Counts
    stages: dict[str, Counts]
    quarantine: dict[str, int]
    warnings: dict[str, int]
    labels: dict[str, tuple[int, int]]
    collections: dict[str, Counts]
    last_run: Row[Any] | None

    def as_json(self) -> dict[str, Any]:
        """The stable answer of `aigaq status --json`."""
        run = self.last_run
        return {
            "sources": self.sources,
            "pages": self.pages.as_json(),
            "stages": [{"stage": name, **c.as_json()} for name, c in self.stages.items()],
            "quarantine": self.quarantine,
            "warnings": self.warnings,
            "mentions": {label: found for label, (found, _) in self.labels.items()},
            "entities": {label: distinct for label, (_, distinct) in self.labels.items()},
            "collections": {code: c.as_json() for code, c in self.collections.items()},
            "last_run": run
            and {
                "id": run.id,
                "outcome": run.outcome,
                "started_at": run.started_at.isoformat(),
                "ended_at": run.ended_at and run.ended_at.isoformat(),
                "pages": run.pages,
                "executions": run.executions,
                "dirty": run.dirty,
            },
        }


def read_status(connection: Connection, stages: tuple[str, ...]) -> Status:
    """Count everything in one consistent read; a stage that never ran counts as pending."""
    by_state = connection.execute(select(PageRow.state, func.count()).group_by(PageRow.state)).all()
    pages = _counts(by_state)
    known = _by_stage(connection)
    counted = {name: _stage_counts(connection, name, known[name], pages) for name in stages}
    return Status(
        sources=connection.execute(select(func.count()).select_from(SourceRow)).scalar_one(),
        pages=pages,
        stages=counted,
        quarantine=_quarantine(connection),
        warnings=count_warnings(connection),
        labels=_labels(connection),
        collections=_collections(connection),
        last_run=connection.execute(
            select(*RunRow.__table__.columns).order_by(RunRow.id.desc()).limit(1)
        ).first(),
    )


def _counts(rows: Any) -> Counts:
    return Counts(**dict(rows))


def _by_stage(connection: Connection) -> defaultdict[str, Counts]:
    grouped: dict[str, dict[str, int]] = defaultdict(dict)
    stage, state = LedgerRow.stage, LedgerRow.state
    rows = connection.execute(select(stage, state, func.count()).group_by(stage, state))
    for name, outcome, pages in rows:
        grouped[name][outcome] = pages
    return defaultdict(Counts, {name: Counts(**found) for name, found in grouped.items()})


def _stage_counts(connection: Connection, stage: str, counts: Counts, pages: Counts) -> Counts:
    if counts.pages_in == pages.pages_in:
        return counts
    # The stage is new in the configuration, or the pages are: what has no row yet waits for it.
    missing = ~exists().where(LedgerRow.page_id == PageRow.id, LedgerRow.stage == stage)
    quarantined = connection.execute(
        select(func.count()).where(PageRow.state == QUARANTINED, missing)
    ).scalar_one()
    waiting = pages.pages_in - counts.pages_in - quarantined
    return replace(
        counts, quarantined=counts.quarantined + quarantined, pending=counts.pending + waiting
    )


def _quarantine(connection: Connection) -> dict[str, int]:
    rows = connection.execute(
        select(QuarantineRow.code, func.count())
        .where(QuarantineRow.state == OPEN)
        .group_by(QuarantineRow.code)
        .order_by(QuarantineRow.code)
    )
    return dict(rows.all())


def _labels(connection: Connection) -> dict[str, tuple[int, int]]:
    found = dict(
        connection.execute(select(MentionRow.label, func.count()).group_by(MentionRow.label)).all()
    )
    distinct = dict(
        connection.execute(select(EntityRow.label, func.count()).group_by(EntityRow.label)).all()
    )
    labels = [label for label in Label if label in _ALWAYS or label in found]
    return {each.value: (found.get(each, 0), distinct.get(each, 0)) for each in labels}


def _collections(connection: Connection) -> dict[str, Counts]:
    rows = connection.execute(
        select(CollectionRow.code, PageRow.state, func.count())
        .join(PageRow, PageRow.collection_id == CollectionRow.id)
        .group_by(CollectionRow.code, PageRow.state)
        .order_by(CollectionRow.code)
    )
    grouped: dict[str, list[Any]] = {}
    for code, state, count in rows:
        grouped.setdefault(code, []).append((state, count))
    return {code: _counts(found) for code, found in grouped.items()}
