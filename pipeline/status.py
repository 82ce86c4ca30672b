"""Counts that add up: pages in = done + blank + quarantined + pending, overall and per stage."""

from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, Row, exists, func, select

from models.database.tally import Counted, by_state, read_tally
from models.entity import Label
from models.store.warnings import count_warnings
from models.tables import CollectionRow, LedgerRow, PageRow, RunRow
from outputs.runs.reading import read_quarantine
from pipeline.ledger import QUARANTINED, STATES

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
    """Read all counts in one consistent look; a stage that never ran counts as pending."""
    tally = read_tally(connection)
    pages = Counts(**by_state(tally["page"]))
    counted = {
        name: _stage_counts(connection, name, Counts(**by_state(tally["ledger"], name)), pages)
        for name in stages
    }
    return Status(
        sources=sum(tally["source"].values()),
        pages=pages,
        stages=counted,
        quarantine=read_quarantine(connection),
        warnings=count_warnings(connection),
        labels=_labels(tally["mention"], tally["entity"]),
        collections=_collections(connection, tally["page"]),
        last_run=connection.execute(
            select(*RunRow.__table__.columns).order_by(RunRow.id.desc()).limit(1)
        ).first(),
    )


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


def _labels(mentions: Counted, entities: Counted) -> dict[str, tuple[int, int]]:
    labels = [label for label in Label if label in _ALWAYS or (label, "") in mentions]
    return {
        each.value: (mentions.get((each, ""), 0), entities.get((each, ""), 0)) for each in labels
    }


def _collections(connection: Connection, pages: Counted) -> dict[str, Counts]:
    with_pages = {kind for kind, _state in pages}
    codes = connection.execute(
        select(CollectionRow.id, CollectionRow.code).order_by(CollectionRow.code)
    )
    return {
        row.code: Counts(**by_state(pages, str(row.id)))
        for row in codes
        if str(row.id) in with_pages
    }
