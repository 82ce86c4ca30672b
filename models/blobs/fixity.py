"""Which stored files the record names, and what checks of them found, kept for good."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, select, update

from models.database.rows import execute_many
from models.tables import FixityRoundRow, FixityRow, PageRow, SourceRow

INTACT: Final = "intact"
PREFIXES: Final = tuple("0123456789abcdef")
"""Of all digests, in their order: a sixteenth of them is looked at together."""
# One more than the last digit of a digest, so that a prefix has an upper bound.
_AFTER_F: Final = "g"
_USES_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Check:
    """What one look at a stored file found: `INTACT`, or the code of what is wrong."""

    sha256: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A stored file that was not intact when it was last looked at."""

    sha256: str
    outcome: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Round:
    """A round of checks over all stored files, begun and perhaps interrupted."""

    id: int
    started_at: datetime
    position: str
    files: int


def named_files(connection: Connection, prefix: str) -> dict[str, list[str | None]]:
    """Find the stored files that the record names whose digests begin with `prefix`.

    Returns:
        To each digest the places of originals that were left where they lie; None stands for the
        blob store.
    """
    named: dict[str, list[str | None]] = defaultdict(list)
    images = select(PageRow.image_sha256).where(_begins(PageRow.image_sha256, prefix)).distinct()
    for digest in connection.scalars(images):
        named[str(digest)].append(None)
    originals = select(SourceRow.sha256, SourceRow.location)
    for digest, location in connection.execute(originals.where(_begins(SourceRow.sha256, prefix))):
        named[digest].append(location)
    return dict(named)


def _begins(column: Any, prefix: str) -> ColumnElement[bool]:
    is_in: ColumnElement[bool] = column.between(prefix, prefix + _AFTER_F)
    return is_in


def uses_of(connection: Connection, digest: str) -> list[str]:
    """Name some of the pages and originals that a stored file is needed for."""
    pages = (
        select(SourceRow.name, PageRow.number)
        .join(PageRow, PageRow.source_id == SourceRow.id)
        .where(PageRow.image_sha256 == digest)
        .order_by(PageRow.id)
        .limit(_USES_SHOWN)
    )
    originals = select(SourceRow.name).where(SourceRow.sha256 == digest).order_by(SourceRow.id)
    return [
        *connection.scalars(originals.limit(_USES_SHOWN)),
        *(f"{name} [{number}]" for name, number in connection.execute(pages)),
    ]


def write_checks(connection: Connection, checks: Sequence[Check], at: datetime) -> None:
    """Write down what a look at some files found."""
    latest = _latest(connection, [check.sha256 for check in checks])
    again, changed = [], []
    for check in checks:
        known = latest.get(check.sha256)
        if known is not None and known.outcome == check.outcome:
            again.append({"_sha256": check.sha256, "_since": known.since})
        else:
            values = {"since": at, "until": at, "checks": 1, "outcome": check.outcome}
            changed.append({"sha256": check.sha256, **values})
    if again:
        row = update(FixityRow).where(
            FixityRow.sha256 == bindparam("_sha256"), FixityRow.since == bindparam("_since")
        )
        execute_many(connection, row.values(until=at, checks=FixityRow.checks + 1), again)
    if changed:
        execute_many(connection, insert(FixityRow), changed)


def _latest(connection: Connection, digests: Iterable[str]) -> Mapping[str, Standing]:
    rows = connection.execute(
        select(FixityRow.sha256, FixityRow.outcome, FixityRow.since)
        .where(FixityRow.sha256.in_(digests))
        .order_by(FixityRow.since)
    )
    return {row.sha256: Standing(*row) for row in rows}


def standing_faults(connection: Connection) -> list[Standing]:
    """Files that were not intact when they were last looked at."""
    newer = FixityRow.__table__.alias()
    newest = select(func.max(newer.c.since)).where(newer.c.sha256 == FixityRow.sha256)
    rows = connection.execute(
        select(FixityRow.sha256, FixityRow.outcome, FixityRow.since)
        .where(FixityRow.outcome != INTACT, FixityRow.since == newest.scalar_subquery())
        .order_by(FixityRow.sha256)
    )
    return [Standing(*row) for row in rows]


def open_round(connection: Connection) -> Round:
    """Take up the round that was not brought to its end, or begin a new one."""
    row = FixityRoundRow
    unfinished = select(row.id, row.started_at, row.position, row.files).where(
        row.ended_at.is_(None)
    )
    found = connection.execute(unfinished.order_by(row.id.desc()).limit(1)).first()
    if found is not None:
        return Round(*found)
    now = datetime.now(UTC)
    begun = insert(row).values(started_at=now, position="", files=0).returning(row.id)
    return Round(connection.execute(begun).scalar_one(), now, "", 0)


def move_round(
    connection: Connection, number: int, *, position: str, files: int, ended: bool = False
) -> None:
    """Write down how far a round got: the last digest, and how many files it looked at."""
    values: dict[str, Any] = {"position": position, "files": files}
    if ended:
        values["ended_at"] = datetime.now(UTC)
    row = update(FixityRoundRow).where(FixityRoundRow.id == number)
    connection.execute(row.values(**values))
