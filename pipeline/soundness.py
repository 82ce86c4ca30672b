"""Whether the record agrees with itself: its tables, its counts and every page's word boxes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, exists, func, select

from models.database import Database
from models.database.tally import count_anew, read_tally
from models.errors import RECORD_UNSOUND, StoreError
from models.page.wordboxes import decode_words
from models.tables import DeliveryItemRow, PageRow, PageTextRow, QuarantineRow, SourceRow
from pipeline import ledger, quarantine

_BATCH: Final = 500
_NUMBERS_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it must be: an error code, what it concerns, and what was found."""

    code: str
    subject: str
    detail: str


def record_faults(database: Database) -> Iterator[Fault]:
    """Examine the record by itself, in one look and then page by page."""
    for found in database.faults():
        yield Fault(RECORD_UNSOUND, "database", found)
    with database.read() as connection:
        for rule, query in _RULES.items():
            numbers = list(connection.scalars(query.limit(_NUMBERS_SHOWN + 1)))
            if numbers:
                yield Fault(RECORD_UNSOUND, rule, _some(numbers))
        yield from _miscounted(connection)
    yield from _text_faults(database)


def _miscounted(connection: Connection) -> Iterator[Fault]:
    """Count every row, and hold that against the counts that the database keeps."""
    kept = read_tally(connection)
    for subject, counted in count_anew(connection).items():
        for key in sorted({*counted, *kept[subject]}):
            number, told = counted.get(key, 0), kept[subject].get(key, 0)
            if number != told:
                name = " ".join(("kept count", subject, *key)).strip()
                yield Fault(RECORD_UNSOUND, name, f"{told} for {number}")


def _text_faults(database: Database) -> Iterator[Fault]:
    """Unpack the word boxes of every page and hold them against its text."""
    last = 0
    while True:
        with database.read() as connection:
            rows = connection.execute(_TEXTS.where(PageTextRow.page_id > last)).all()
        if not rows:
            return
        for row in rows:
            problem = _problem(row.words, row.word_count, len(row.text))
            if problem:
                yield Fault(RECORD_UNSOUND, f"page {row.page_id}", problem)
        last = rows[-1].page_id


def _problem(blob: bytes, count: int, length: int) -> str:
    try:
        words = decode_words(blob)
    except StoreError as error:
        return error.detail
    if len(words) != count:
        return f"{len(words)} word boxes for {count} words"
    if any(not 0 <= word.start <= word.end <= length for word in words):
        return "word boxes lie outside the text"
    return ""


_TEXTS: Final = (
    select(PageTextRow.page_id, PageTextRow.words, PageTextRow.word_count, PageTextRow.text)
    .order_by(PageTextRow.page_id)
    .limit(_BATCH)
)
_IS_QUARANTINED: Final = PageRow.state == ledger.QUARANTINED
_HAS_ENTRY: Final = exists().where(
    QuarantineRow.page_id == PageRow.id, QuarantineRow.state == quarantine.OPEN
)
_LAST_ITEM: Final = (
    select(func.max(DeliveryItemRow.id))
    .where(DeliveryItemRow.source_id.is_not(None))
    .group_by(DeliveryItemRow.source_id)
)
_PAGES_NOW: Final = (
    select(func.count())
    .where(PageRow.source_id == DeliveryItemRow.source_id)
    .correlate(DeliveryItemRow)
    .scalar_subquery()
)
_RULES: Final[dict[str, Select[Any]]] = {
    "pages in no known state": select(PageRow.id).where(PageRow.state.not_in(ledger.STATES)),
    "pages without an image that are not quarantined": select(PageRow.id).where(
        PageRow.image_sha256.is_(None), ~_IS_QUARANTINED
    ),
    "quarantined pages without an open entry": select(PageRow.id).where(
        _IS_QUARANTINED, ~_HAS_ENTRY
    ),
    "open entries of pages that are not quarantined": select(PageRow.id).where(
        ~_IS_QUARANTINED, _HAS_ENTRY
    ),
    "delivered files without a page": select(SourceRow.id).where(
        SourceRow.duplicate_of_id.is_(None), ~exists().where(PageRow.source_id == SourceRow.id)
    ),
    "delivered files with fewer pages than their receipt says": select(
        DeliveryItemRow.source_id
    ).where(DeliveryItemRow.id.in_(_LAST_ITEM), DeliveryItemRow.pages > _PAGES_NOW),
}
"""What must not be, and a query for the numbers of the rows that are so."""


def _some(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_NUMBERS_SHOWN])
    return f"{shown} …" if len(numbers) > _NUMBERS_SHOWN else shown
