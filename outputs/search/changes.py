"""Which page changed when: what derived data outside the record's transactions catches up by."""

import json
import zlib
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    bindparam,
    func,
    insert,
    select,
    update,
)

from models.page import Terms
from models.tables import PageRow

_ID: Final = BigInteger().with_variant(Integer, "sqlite")
# A derived table, so it is not among the record's migrations. A page has one row for good: a
# page that went keeps its row without terms, and its id is never given to another.
_CHANGES: Final = Table(
    "search_change",
    MetaData(),
    Column("page_id", _ID, primary_key=True, autoincrement=False),
    Column("sequence", _ID, nullable=False, unique=True),
    Column("document_id", _ID),
    Column("terms", LargeBinary),
)
_NEXT: Final = select(func.coalesce(func.max(_CHANGES.c.sequence), 0) + 1).scalar_subquery()
_PAGE: Final = bindparam("page", type_=_ID)
_PACKED: Final = bindparam("packed", type_=LargeBinary())
_DOCUMENT: Final = select(PageRow.document_id).where(PageRow.id == _PAGE).scalar_subquery()
# Built once, since building them for every page costs more than running them.
_NOTE_AGAIN: Final = (
    update(_CHANGES)
    .where(_CHANGES.c.page_id == _PAGE)
    .values(
        sequence=select(func.max(_CHANGES.alias().c.sequence) + 1).scalar_subquery(),
        document_id=_DOCUMENT,
        terms=_PACKED,
    )
)
_NOTE_FIRST: Final = insert(_CHANGES).from_select(
    ["page_id", "sequence", "document_id", "terms"], select(_PAGE, _NEXT, _DOCUMENT, _PACKED)
)

MOST_ASIDE: Final = 20_000
"""So many changed pages are looked at beside what was made of all; more are worked in."""


@dataclass(frozen=True, slots=True)
class Change:
    """The last change of a page; `terms` is None when the index must forget it."""

    page_id: int
    sequence: int
    terms: Terms | None


def prepare(connection: Connection) -> None:
    """Create the table unless it is there."""
    _CHANGES.create(connection, checkfirst=True)


def note(connection: Connection, page_id: int, terms: Terms | None, *, keep: bool = False) -> None:
    """Write down, in the caller's transaction, that a page was indexed or forgotten.

    Args:
        connection: of a `Database.write()` block.
        page_id: of the page.
        terms: of the page; None when it is to be forgotten.
        keep: also keep the terms, for an index that takes them in later.
    """
    values = {"page": page_id, "packed": _packed(terms) if keep and terms else None}
    if not connection.execute(_NOTE_AGAIN, values).rowcount:
        connection.execute(_NOTE_FIRST, values)


def latest(connection: Connection) -> int:
    """The sequence of the newest change; 0 when there is none."""
    newest = select(_CHANGES.c.sequence).order_by(_CHANGES.c.sequence.desc()).limit(1)
    return int(connection.execute(newest).scalar_one_or_none() or 0)


def pages_since(connection: Connection, sequence: int) -> list[int]:
    """Pages that changed after a sequence, in the order of their last change."""
    changed = select(_CHANGES.c.page_id).where(_CHANGES.c.sequence > sequence)
    return list(connection.scalars(changed.order_by(_CHANGES.c.sequence)))


def count_since(connection: Connection, sequence: int) -> int:
    """How many pages changed after a sequence."""
    changed = select(func.count()).select_from(_CHANGES).where(_CHANGES.c.sequence > sequence)
    return int(connection.execute(changed).scalar_one())


def changes_since(connection: Connection, sequence: int, *, most: int) -> list[Change]:
    """The next changes after a sequence, with kept terms."""
    changed = select(_CHANGES).where(_CHANGES.c.sequence > sequence)
    rows = connection.execute(changed.order_by(_CHANGES.c.sequence).limit(most))
    return [Change(row.page_id, row.sequence, _unpacked(row.terms)) for row in rows]


def prune(connection: Connection) -> None:
    """Note the pages that the record lost, and those that got another description."""
    gone = select(_CHANGES.c.page_id).where(
        _CHANGES.c.page_id.not_in(select(PageRow.id)), _CHANGES.c.terms.is_not(None)
    )
    for page_id in list(connection.scalars(gone)):
        note(connection, page_id, None)
    moved = (
        select(_CHANGES.c.page_id)
        .join(PageRow, PageRow.id == _CHANGES.c.page_id)
        .where(_CHANGES.c.document_id.is_distinct_from(PageRow.document_id))
    )
    for page_id in list(connection.scalars(moved)):
        document = select(PageRow.document_id).where(PageRow.id == page_id).scalar_subquery()
        row = update(_CHANGES).where(_CHANGES.c.page_id == page_id)
        connection.execute(row.values(sequence=latest(connection) + 1, document_id=document))


def forget_terms(connection: Connection) -> None:
    """Drop all kept terms."""
    connection.execute(update(_CHANGES).values(terms=None))


def _packed(terms: Terms) -> bytes:
    return zlib.compress(json.dumps(asdict(terms), ensure_ascii=False).encode(), 1)


def _unpacked(content: bytes | None) -> Terms | None:
    return Terms(**json.loads(zlib.decompress(content))) if content is not None else None
