"""What lies in quarantine of a source from the day it was delivered, and what takes it out."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, insert, select, update

from ingest.describe import read_again
from ingest.receipt import some_pages
from models.decoding.decoders import Failure
from models.errors import (
    BLOB_MISSING,
    SOURCE_MEMORY,
    SOURCE_OUTPUT,
    SOURCE_TIMEOUT,
    SOURCE_TOO_LARGE,
    SOURCE_TOO_MANY_PAGES,
    SOURCE_UNREADABLE,
)
from models.i18n import _
from models.tables import PageRow, QuarantineRow

STAGE: Final = "ingest"
# What other limits, or another try, can mend; damage in the bytes stays damage.
_WORTH_ANOTHER_TRY: Final = frozenset(
    {
        SOURCE_MEMORY,
        SOURCE_OUTPUT,
        SOURCE_TIMEOUT,
        SOURCE_TOO_LARGE,
        SOURCE_TOO_MANY_PAGES,
        SOURCE_UNREADABLE,
    }
)


def quarantine(connection: Connection, source_id: int, failures: Mapping[int, Failure]) -> None:
    """Put pages of a source into quarantine, by their numbers."""
    ids = connection.execute(
        select(PageRow.number, PageRow.id).where(PageRow.source_id == source_id)
    ).all()
    now = datetime.now(UTC)
    rows = [
        {
            "page_id": page_id,
            "stage": STAGE,
            "code": failures[number].code,
            "detail": failures[number].detail,
            "traceback": failures[number].traceback,
            "created_at": now,
            "state": "open",
        }
        for number, page_id in ids
        if number in failures
    ]
    connection.execute(insert(QuarantineRow), rows)


def first_failure(connection: Connection, source_id: int) -> tuple[str | None, str]:
    """Code and detail of the first page that has no image; None and nothing where all have."""
    row = connection.execute(
        select(QuarantineRow.code, QuarantineRow.detail)
        .join(PageRow, PageRow.id == QuarantineRow.page_id)
        .where(
            PageRow.source_id == source_id,
            PageRow.image_sha256.is_(None),
            QuarantineRow.stage == STAGE,
        )
        .order_by(PageRow.number, QuarantineRow.id.desc())
    ).first()
    return (row.code, row.detail) if row else (None, "")


def may_be_mended(connection: Connection, source_id: int) -> bool:
    """Whether a page failed by what other limits, or another try, can mend."""
    codes = connection.execute(
        select(QuarantineRow.code)
        .join(PageRow, PageRow.id == QuarantineRow.page_id)
        .where(
            PageRow.source_id == source_id,
            QuarantineRow.stage == STAGE,
            QuarantineRow.state.in_(("open", "retried")),
        )
        .distinct()
    ).scalars()
    return not _WORTH_ANOTHER_TRY.isdisjoint(codes)


def take_back(connection: Connection, page_ids: Sequence[int]) -> None:
    """Take pages out of quarantine, if they are there, and have them read again."""
    connection.execute(update(PageRow).where(PageRow.id.in_(page_ids)).values(state="pending"))
    connection.execute(
        update(QuarantineRow)
        .where(QuarantineRow.page_id.in_(page_ids), QuarantineRow.state == "open")
        .values(state="replaced", decided_at=datetime.now(UTC))
    )
    read_again(connection, page_ids)


def take_back_restored(connection: Connection, source_id: int) -> str:
    """Take back the pages whose image was lost and is there again; returns which, or nothing."""
    lost = connection.execute(
        select(PageRow.id, PageRow.number)
        .join(QuarantineRow, QuarantineRow.page_id == PageRow.id)
        .where(
            PageRow.source_id == source_id,
            QuarantineRow.code == BLOB_MISSING,
            QuarantineRow.state == "open",
        )
        .order_by(PageRow.number)
    ).all()
    if not lost:
        return ""
    take_back(connection, [row.id for row in lost])
    return _("pages restored: {pages}").format(pages=some_pages([row.number for row in lost]))
