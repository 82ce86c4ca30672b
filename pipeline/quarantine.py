"""Pages that could not be read on: why, and what a person decides about them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from models import audit
from models.errors import QUARANTINE_NO_IMAGE, QUARANTINE_UNKNOWN, ConfigError
from models.tables import PageRow, QuarantineRow, SourceRow
from pipeline import ledger
from pipeline.chain import Failure

OPEN: Final = "open"
RETRIED: Final = "retried"


def add(connection: Connection, failures: Sequence[tuple[int, Failure]]) -> None:
    """Record (page id, failure) pairs that are not tried again."""
    now = datetime.now(UTC)
    rows = [
        {
            "page_id": page_id,
            "stage": failure.stage,
            "code": failure.code,
            "detail": failure.detail,
            "traceback": failure.traceback,
            "created_at": now,
            "state": OPEN,
        }
        for page_id, failure in failures
    ]
    if rows:
        connection.execute(insert(QuarantineRow), rows)


def entries(
    connection: Connection, *, code: str | None = None, ids: Sequence[int] | None = None
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Open entries, oldest first, with source and page number; `ids` gives closed ones too."""
    query = (
        select(
            *QuarantineRow.__table__.columns,
            SourceRow.name.label("source"),
            PageRow.number,
            PageRow.image_sha256,
        )
        .join(PageRow, QuarantineRow.page_id == PageRow.id)
        .join(SourceRow, PageRow.source_id == SourceRow.id)
        .order_by(QuarantineRow.id)
    )
    if ids is not None:
        query = query.where(QuarantineRow.id.in_(ids))
    else:
        query = query.where(QuarantineRow.state == OPEN)
    if code is not None:
        query = query.where(QuarantineRow.code == code)
    return connection.execute(query).all()


def retry(connection: Connection, ids: Sequence[int], *, actor: str) -> int:
    """Put pages back to work; the next run looks at all their stages. Returns how many.

    Raises:
        ConfigError: an id that is not open, or a file that must be delivered again instead.
    """
    found = _open_entries(connection, ids, verb="retry")
    ledger.retry(connection, [row.page_id for row in found])
    _decide(connection, ids, RETRIED, author=None, reason=None)
    _take_down(connection, found, actor, "retry")
    return len(found)


def release(
    connection: Connection, ids: Sequence[int], *, author: str, reason: str, actor: str = ""
) -> int:
    """Close entries by a person's decision: the page counts as done with what was read of it.

    Its image stays in the reading room; who decided and why is kept. Returns how many.

    Raises:
        ConfigError: an id that is not open, or a file of which there is no image to show.
    """
    found = _open_entries(connection, ids, verb="release")
    ledger.release(connection, [row.page_id for row in found])
    _decide(connection, ids, ledger.RELEASED, author=author, reason=reason)
    _take_down(connection, found, actor or author, "release", reason=reason)
    return len(found)


def _take_down(
    connection: Connection,
    found: Sequence[Row[*tuple[Any, ...]]],
    actor: str,
    act: str,
    **details: str,
) -> None:
    for row in found:
        page = {"page": row.page_id, "code": row.code}
        audit.take_down(connection, actor, act, f"quarantine {row.id}", **page, **details)


def _open_entries(
    connection: Connection, ids: Sequence[int], *, verb: str
) -> Sequence[Row[*tuple[Any, ...]]]:
    found = entries(connection, ids=ids)
    known = {row.id for row in found if row.state == OPEN}
    unknown = [str(number) for number in ids if number not in known]
    if unknown:
        raise ConfigError(QUARANTINE_UNKNOWN, f"{verb}: {', '.join(unknown)}")
    without_image = [str(row.id) for row in found if row.image_sha256 is None]
    if without_image:
        raise ConfigError(QUARANTINE_NO_IMAGE, f"{verb}: {', '.join(without_image)}")
    return found


def _decide(
    connection: Connection,
    ids: Sequence[int],
    state: str,
    *,
    author: str | None,
    reason: str | None,
) -> None:
    connection.execute(
        update(QuarantineRow)
        .where(QuarantineRow.id.in_(ids))
        .values(state=state, decided_at=datetime.now(UTC), decided_by=author, reason=reason)
    )
