"""The audit: who did what to which record, each row bound to the one before by its digest."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from models.canonical import digest
from models.tables import AuditHeadRow, AuditRow

_HEAD: Final = 1
_COLUMNS: Final = AuditRow.__table__.columns


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the audit: kept elsewhere, it proves later that nothing before it was changed."""

    number: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the audit is not what was written.

    Attributes:
        number: of the row; of the first one where several are missing.
        kind: changed, missing, misplaced or unknown.
    """

    number: int
    kind: str


def take_down(connection: Connection, actor: str, act: str, target: str, **details: object) -> None:
    """Write down what somebody does, in the transaction that does it.

    Args:
        connection: that transaction's.
        actor: who does it: an account, `key NAME`, or a login of this machine.
        act: what, such as `judge`.
        target: to what, as kind and number.
        details: what else one would ask; no secrets.
    """
    head = _lock_head(connection)
    row: dict[str, Any] = {
        "number": head.number + 1,
        "made_at": datetime.now(UTC),
        "actor": actor,
        "act": act,
        "target": target,
        "details": json.dumps(details, ensure_ascii=False, sort_keys=True),
        "previous": head.digest,
    }
    row["digest"] = _digest(**row)
    connection.execute(insert(AuditRow).values(**row))
    connection.execute(update(AuditHeadRow).values(number=row["number"], digest=row["digest"]))


def verify(connection: Connection, *, known: Head | None = None) -> tuple[Head, list[Fault]]:
    """Read the whole audit again; returns where it ends now, and every row that is not as written.

    Args:
        connection: to the record.
        known: an end that was kept elsewhere; its row must still stand as it did.
    """
    faults = list(_check(connection))
    head = _head(connection)
    last = connection.execute(
        select(AuditRow.number, AuditRow.digest).order_by(AuditRow.number.desc()).limit(1)
    ).first()
    if (last.number if last else 0) < head.number:
        faults.append(Fault(head.number, "missing"))
    elif last and (last.number, last.digest) != (head.number, head.digest):
        faults.append(Fault(last.number, "unknown"))
    if known and known.number and not _stands(connection, known):
        faults.append(Fault(known.number, "changed"))
    return head, faults


def newest(
    connection: Connection, *, limit: int, before: int | None = None
) -> list[Row[*tuple[Any, ...]]]:
    """Rows of the audit, the newest first."""
    query = select(*_COLUMNS).order_by(AuditRow.number.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditRow.number < before)
    return list(connection.execute(query))


def _check(connection: Connection) -> Iterator[Fault]:
    expected, previous = 1, ""
    rows = connection.execution_options(yield_per=1000).execute(
        select(*_COLUMNS).order_by(AuditRow.number)
    )
    for row in rows:
        content = row._asdict()
        written = content.pop("digest")
        if row.number != expected:
            yield Fault(expected, "missing")
        elif row.previous != previous:
            yield Fault(row.number, "misplaced")
        if _digest(**content) != written:
            yield Fault(row.number, "changed")
        expected, previous = row.number + 1, written


def _digest(**row: Any) -> str:
    moment = row["made_at"].isoformat(timespec="microseconds")
    texts = (row[name] for name in ("actor", "act", "target", "details", "previous"))
    return digest(str(row["number"]), moment, *texts)


def _lock_head(connection: Connection) -> Head:
    """The end of the audit, held until the transaction ends, so that nobody writes between."""
    held = select(AuditHeadRow.number, AuditHeadRow.digest).with_for_update()
    row = connection.execute(held).first()
    if row is None:
        connection.execute(insert(AuditHeadRow).values(id=_HEAD, number=0, digest=""))
        return Head()
    return Head(row.number, row.digest)


def _head(connection: Connection) -> Head:
    row = connection.execute(select(AuditHeadRow.number, AuditHeadRow.digest)).first()
    return Head(row.number, row.digest) if row else Head()


def _stands(connection: Connection, known: Head) -> bool:
    found = connection.execute(
        select(AuditRow.digest).where(AuditRow.number == known.number)
    ).scalar_one_or_none()
    return found == known.digest
