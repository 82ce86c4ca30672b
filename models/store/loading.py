"""Read pages out of the record, with all that is stored of them."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, select

from models.blobs import Blobs
from models.canonical import from_json
from models.entity import Mention
from models.page import SMALL_VALUES, Page, PageContext, PageImage, Quality, Reading
from models.page.wordboxes import decode_words
from models.store.mentions import mention_of
from models.tables import (
    DocumentRow,
    EntityRow,
    MentionRow,
    PageQualityRow,
    PageRow,
    PageTextRow,
    PageValueRow,
    SourceRow,
)


def image_path(blobs: Blobs, digest: str, location: str | None, sha256: str) -> Path:
    """Where a page image lies: in the blob store, or the original itself referenced in place.

    Whether it is still there is seen by the one who opens it: a lost image is that page's trouble.
    """
    in_place = _original_in_place(blobs, digest, location, sha256)
    return blobs.path(digest) if in_place is None else in_place


def _original_in_place(blobs: Blobs, digest: str, location: str | None, sha256: str) -> Path | None:
    # A store elsewhere is not asked of a page whose original was copied: that takes milliseconds.
    if location is not None and digest == sha256 and digest not in blobs:
        return Path(location)
    return None


def load_pages(
    connection: Connection, blobs: Blobs, page_ids: Sequence[int]
) -> dict[int, tuple[int, Page]]:
    """Pages with all that is stored of them: id -> (collection id, page)."""
    rows = connection.execute(
        select(PageRow, SourceRow.location, SourceRow.sha256, DocumentRow)
        .join(SourceRow, PageRow.source_id == SourceRow.id)
        .outerjoin(DocumentRow, PageRow.document_id == DocumentRow.id)
        .where(PageRow.id.in_(page_ids), PageRow.image_sha256.is_not(None))
        .with_only_columns(
            PageRow.id,
            PageRow.collection_id,
            PageRow.image_sha256,
            PageRow.width,
            PageRow.height,
            PageRow.dpi,
            SourceRow.location,
            SourceRow.sha256,
            DocumentRow.language,
            DocumentRow.edtf,
            DocumentRow.lower,
        )
    ).all()
    values = _load_values(connection, page_ids)
    return {row.id: (row.collection_id, _page(row, blobs, values[row.id])) for row in rows}


def _page(row: Any, blobs: Blobs, values: dict[str, Any]) -> Page:
    in_place = _original_in_place(blobs, row.image_sha256, row.location, row.sha256)
    image = PageImage(
        digest=row.image_sha256,
        path=in_place or blobs.path(row.image_sha256),
        width=row.width,
        height=row.height,
        dpi=row.dpi,
        in_place=in_place is not None,
    )
    year = row.lower.year if row.lower else None
    context = PageContext(language=row.language, document_date=row.edtf, year=year)
    return replace(Page(image, context), **values)


def _load_values(connection: Connection, page_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    values: dict[int, dict[str, Any]] = defaultdict(dict)
    small = select(PageValueRow).where(PageValueRow.page_id.in_(page_ids))
    for row in connection.execute(small.with_only_columns(*PageValueRow.__table__.columns)):
        # A value of an older shape counts as not there: the stage that gives it runs again.
        with suppress(ValidationError, KeyError):
            values[row.page_id][row.name] = from_json(SMALL_VALUES[row.name], row.content)
    texts = select(*PageTextRow.__table__.columns).where(PageTextRow.page_id.in_(page_ids))
    for row in connection.execute(texts):
        values[row.page_id]["reading"] = Reading(
            row.text, decode_words(row.words), row.confidence, row.model, row.language
        )
    qualities = select(*PageQualityRow.__table__.columns).where(
        PageQualityRow.page_id.in_(page_ids)
    )
    for row in connection.execute(qualities):
        values[row.page_id]["quality"] = Quality(row.expected_cer)
    mentions: dict[int, list[Mention]] = defaultdict(list)
    found = (
        select(*MentionRow.__table__.columns, EntityRow.key)
        .join(EntityRow, MentionRow.entity_id == EntityRow.id)
        .where(MentionRow.page_id.in_(page_ids))
        .order_by(MentionRow.page_id, MentionRow.id)
    )
    for row in connection.execute(found):
        mentions[row.page_id].append(mention_of(row))
    for page_id, listed in mentions.items():
        values[page_id]["mentions"] = tuple(listed)
    return values
