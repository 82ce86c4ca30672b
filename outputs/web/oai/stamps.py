"""When each archival unit last changed, and which are gone, as harvesters are to be told."""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, case, func, insert, or_, select, update
from sqlalchemy.sql.selectable import Subquery

from models.canonical import digest
from models.database import Database
from models.database.rows import execute_many
from models.errors import StoreError
from models.tables import (
    AttemptRow,
    DeliveryItemRow,
    DeliveryRow,
    DocumentRow,
    HarvestRow,
    JudgementRow,
    MentionRow,
    PageRow,
    QuarantineRow,
    SourceRow,
)
from outputs.export.archival.description import of_every_unit

FILES: Final = "files"
SOURCES: Final = "sources"
_SECONDS: Final = 30.0


class Stamps:
    """Notes what changed, at most once in some seconds: all units are looked at."""

    def __init__(self, database: Database, seconds: float = _SECONDS) -> None:
        self._database = database
        self._seconds = seconds
        self._next = 0.0
        self._lock = Lock()

    def bring_up_to_date(self) -> None:
        """Note what changed since the last time, unless that was just now.

        Where the record is being written to, what was noted before is told: the next call notes
        the rest, under a later time, so that no harvester misses it.
        """
        with self._lock:
            if time.monotonic() < self._next:
                return
            with suppress(StoreError):
                note_changes(self._database)
            self._next = time.monotonic() + self._seconds


@dataclass(frozen=True, slots=True)
class _Now:
    """A unit as it is: what tells its states apart, and when something last happened to it."""

    state: str
    latest: datetime | None


_Key = tuple[int, str, int]
"""Collection, kind and id of a unit."""


def note_changes(database: Database) -> None:
    """Compare all units with what was noted of them, and note what differs.

    At first a unit changed when something last happened to it. From then on it changed when that
    is noticed: a harvester asks for what changed since it last asked, and what happened before
    that moment but was written later would be lost to it. Units are looked at without holding
    anybody up: the record is locked for the few rows that differ, and not at all without any.
    """
    with database.read() as connection:
        known = _known(connection)
        there = dict(_units(connection))
    added = there.keys() - known.keys()
    changed = [
        {"_id": known[key].id, "_state": now.state, "_gone": False}
        for key, now in there.items()
        if key in known and (known[key].is_gone or known[key].state != now.state)
    ]
    changed += [
        {"_id": was.id, "_state": "", "_gone": True}
        for key, was in known.items()
        if key not in there and not was.is_gone
    ]
    if not added and not changed:
        return
    with database.write() as connection:
        at = datetime.now(UTC)
        new = [
            _row(key, there[key], at if known else there[key].latest or at) for key in sorted(added)
        ]
        if new:
            execute_many(connection, insert(HarvestRow), new)
        if changed:
            execute_many(connection, _update(at), changed)


def _known(connection: Connection) -> dict[_Key, Any]:
    rows = connection.execute(select(*HarvestRow.__table__.columns))
    return {(row.collection_id, row.kind, row.unit_id): row for row in rows}


def _row(key: _Key, now: _Now, changed_at: datetime) -> dict[str, Any]:
    named = dict(zip(("collection_id", "kind", "unit_id"), key, strict=True))
    return {**named, "state": now.state, "changed_at": changed_at, "is_gone": False}


def _update(at: datetime) -> Any:
    row = HarvestRow
    return (
        update(row)
        .where(row.id == bindparam("_id"))
        .values(state=bindparam("_state"), is_gone=bindparam("_gone"), changed_at=at)
    )


def _units(connection: Connection) -> Iterator[tuple[_Key, _Now]]:
    for row in connection.execute(_query()):
        key = (FILES, row.file_id) if row.file_id is not None else (SOURCES, row.source_id)
        counts, moments = row[3 : 3 + _COUNTS], row[3 + _COUNTS :]
        latest = max((each for each in moments if each), default=None)
        yield (row.collection_id, *key), _Now(digest(*map(str, counts)), latest)


_COUNTS: Final = 9


def _query() -> Select[*tuple[Any, ...]]:
    """A row for each unit: its key, counts that change whenever it does, and latest moments.

    Checks of stored files are left out: each round of them would change every unit.
    """
    attempts = _by_page(AttemptRow.page_id, (AttemptRow.id,), AttemptRow.ended_at)
    quarantine = _by_page(
        QuarantineRow.page_id,
        (QuarantineRow.id, QuarantineRow.decided_at),
        func.coalesce(
            QuarantineRow.decided_at, QuarantineRow.created_at, type_=QuarantineRow.created_at.type
        ),
    )
    spoken_of = or_(
        JudgementRow.left_id == MentionRow.profile_id,
        JudgementRow.right_id == MentionRow.profile_id,
    )
    judged = _by_page(MentionRow.page_id, (JudgementRow.id,), JudgementRow.made_at, spoken_of)
    delivered = (
        select(
            DeliveryItemRow.source_id.label("source_id"),
            func.count(DeliveryItemRow.id).label("count"),
            func.max(DeliveryRow.received_at).label("latest"),
        )
        .join(DeliveryRow, DeliveryRow.id == DeliveryItemRow.delivery_id)
        .group_by(DeliveryItemRow.source_id)
        .subquery()
    )
    is_loose = DocumentRow.file_id.is_(None)
    unit = (SourceRow.collection_id, DocumentRow.file_id, case((is_loose, SourceRow.id)))
    counts = (
        func.count(PageRow.id),
        func.sum(PageRow.id),
        func.sum(case((PageRow.state == "done", 1), else_=0)),
        func.sum(DocumentRow.id),
        func.sum(attempts.c.count),
        func.sum(quarantine.c.count),
        func.sum(quarantine.c.decided),
        func.sum(judged.c.count),
        func.sum(delivered.c.count),
    )
    moments = (func.max(each.c.latest) for each in (attempts, quarantine, judged, delivered))
    return (
        of_every_unit(unit[0], unit[1], unit[2].label("source_id"), *counts, *moments)
        .outerjoin(attempts, attempts.c.page_id == PageRow.id)
        .outerjoin(quarantine, quarantine.c.page_id == PageRow.id)
        .outerjoin(judged, judged.c.page_id == PageRow.id)
        .outerjoin(delivered, delivered.c.source_id == SourceRow.id)
        .group_by(*unit)
    )


def _by_page(page_id: Any, counted: Sequence[Any], moment: Any, joined: Any = None) -> Subquery:
    """Rows of a table counted for each page; the second count is of decisions, if there is one."""
    found = select(
        page_id.label("page_id"),
        func.count(counted[0].distinct()).label("count"),
        func.count(counted[-1]).label("decided"),
        func.max(moment).label("latest"),
    )
    if joined is not None:
        found = found.select_from(JudgementRow).join(MentionRow, joined)
    return found.group_by(page_id).subquery()
