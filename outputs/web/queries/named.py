"""All that is named on the pages, mention by mention, without the text around it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select, tuple_

from models.tables import MentionRow, PageRow, ProfileRow, SourceRow
from outputs.web.cursors import Listing, make_listing, unpack_cursor


@dataclass(frozen=True, slots=True)
class NamedOnce:
    """A mention; its offsets are code points of the page's text."""

    id: int
    page_id: int
    source: str
    page_number: int
    label: str
    start: int
    end: int
    text: str
    normal: str
    confidence: float
    edtf: str | None
    lower: date | None
    upper: date | None
    entity_id: int
    person_id: int | None


def list_named(
    connection: Connection,
    collection_id: int | None,
    label: str | None,
    *,
    after: str | None = None,
    limit: int = 50,
) -> Listing[NamedOnce]:
    """The mentions of a collection or of all, of one label or of all, page by page."""
    place = (MentionRow.page_id, MentionRow.start, MentionRow.id)
    statement = _NAMED.order_by(*place).limit(limit + 1)
    if collection_id is not None:
        statement = statement.where(PageRow.collection_id == collection_id)
    if label is not None:
        statement = statement.where(MentionRow.label == label)
    if after:
        statement = statement.where(tuple_(*place) > unpack_cursor(after, (int, int, int)))
    found = [NamedOnce(**row._mapping) for row in connection.execute(statement)]
    return make_listing(found, limit, lambda last: (last.page_id, last.start, last.id))


_NAMED = (
    select(
        MentionRow.id,
        MentionRow.page_id,
        SourceRow.name.label("source"),
        PageRow.number.label("page_number"),
        MentionRow.label,
        MentionRow.start,
        MentionRow.end,
        MentionRow.text,
        MentionRow.normal,
        MentionRow.confidence,
        MentionRow.edtf,
        MentionRow.lower,
        MentionRow.upper,
        MentionRow.entity_id,
        ProfileRow.person_id,
    )
    .join(PageRow, PageRow.id == MentionRow.page_id)
    .join(SourceRow, SourceRow.id == PageRow.source_id)
    .outerjoin(ProfileRow, ProfileRow.id == MentionRow.profile_id)
)
