"""The pages of a delivered file in the record: add them, or change those that differ."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, select, update

from ingest.describe import drop_pages
from ingest.images import StoredImage
from ingest.reading import ReadFile, ReadPage
from ingest.receipt import some_pages
from ingest.register.quarantine import STAGE, quarantine, take_back
from models.i18n import _
from models.page.imported import IMPORTED
from models.store import forget_values
from models.tables import PageRow, QuarantineRow


def merge_pages(
    connection: Connection, source_id: int, pages: Sequence[ReadPage], *, collection_id: int
) -> str:
    """Change only the pages that differ; returns what was done, or an empty string."""
    old = pages_in_record(connection, source_id)
    new = {page.number: page for page in pages}
    added = [page for number, page in new.items() if number not in old]
    differing = [
        page for number, page in new.items() if number in old and _differs(old[number], page)
    ]
    gone = sorted(old.keys() - new.keys())
    # A page that failed now starts anew: nothing may lead to pixels that are no longer there.
    failed = [page for page in differing if page.image is None]
    drop_pages(connection, [old[each].id for each in [*gone, *(p.number for p in failed)]])
    add_pages(connection, source_id, [*added, *failed], collection_id=collection_id)
    for page in differing:
        if page.image is not None:
            _change_image(connection, old[page.number].id, page.image)
    return _notes(
        changed=[page.number for page in differing],
        added=[page.number for page in added],
        removed=gone,
    )


def add_pages(
    connection: Connection, source_id: int, pages: Sequence[ReadPage], *, collection_id: int
) -> None:
    """Write pages down; those without an image go to quarantine."""
    if not pages:
        return
    rows = [
        {
            "source_id": source_id,
            "collection_id": collection_id,
            "number": page.number,
            "state": "pending" if page.image else "quarantined",
            **_image_values(page.image),
        }
        for page in pages
    ]
    connection.execute(insert(PageRow), rows)
    failures = {page.number: page.failure for page in pages if page.failure}
    if failures:
        quarantine(connection, source_id, failures)


def pages_of(read: ReadFile) -> tuple[ReadPage, ...]:
    """The pages of a file; one that cannot be opened has one, without an image."""
    return read.pages or (ReadPage(1, failure=read.failure),)


def pages_in_record(connection: Connection, source_id: int) -> dict[int, Row[Any]]:
    """The pages that a source has so far, by number, and why they went to quarantine."""
    rows: Iterable[Row[Any]] = connection.execute(
        select(PageRow.id, PageRow.number, PageRow.image_sha256, QuarantineRow.code)
        .outerjoin(
            QuarantineRow, and_(QuarantineRow.page_id == PageRow.id, QuarantineRow.stage == STAGE)
        )
        .where(PageRow.source_id == source_id)
        .order_by(QuarantineRow.id)
    )
    return {row.number: row for row in rows}


def count_pages(connection: Connection, source_id: int) -> tuple[int, int]:
    """Pages of a source, and how many of them have no image."""
    count, with_image = connection.execute(
        select(func.count(), func.count(PageRow.image_sha256)).where(PageRow.source_id == source_id)
    ).one()
    return count, count - with_image


def _differs(old: Row[Any], page: ReadPage) -> bool:
    if page.image is not None:
        return bool(old.image_sha256 != page.image.digest)
    return old.image_sha256 is not None or page.failure is None or old.code != page.failure.code


def _change_image(connection: Connection, page_id: int, image: StoredImage) -> None:
    connection.execute(update(PageRow).where(PageRow.id == page_id).values(**_image_values(image)))
    # A text that came with the former scan says nothing of this one; it may be delivered again.
    forget_values(connection, [(page_id, IMPORTED)])
    take_back(connection, [page_id])


def _image_values(image: StoredImage | None) -> dict[str, Any]:
    if image is None:
        return dict.fromkeys(("image_sha256", "width", "height", "dpi"))
    return {
        "image_sha256": image.digest,
        "width": image.width,
        "height": image.height,
        "dpi": image.dpi,
    }


def _notes(*, changed: list[int], added: list[int], removed: list[int]) -> str:
    said = (
        (_("pages changed: {pages}"), changed),
        (_("pages added: {pages}"), added),
        (_("pages removed: {pages}"), removed),
    )
    return "; ".join(text.format(pages=some_pages(numbers)) for text, numbers in said if numbers)
