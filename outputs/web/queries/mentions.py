"""Where something is named: mentions in their lines of text, page by page."""

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select, tuple_

from models.archive import ReferenceCode
from models.tables import MentionRow, PageRow, PageTextRow, ProfileRow, SourceRow
from outputs.references import (
    REFERENCE_COLUMNS,
    AnyRow,
    AnySelect,
    reference_of,
    with_reference,
)
from outputs.web.cursors import Listing, make_listing, unpack_cursor

_AROUND = 70  # code points of text on both sides of a mention in a list

# «Туле-⏎генов» was divided by a line's end, «Ново-⏎Троицк» has the stroke for itself.
_DIVIDED = re.compile(r"-\n(?=[^\W\dA-ZА-ЯЁӘҒҚҢӨҰҮҺІ])")


@dataclass(frozen=True, slots=True)
class ListedMention:
    """A mention in its line of text."""

    id: int
    page_id: int
    page_number: int
    source: str
    reference: ReferenceCode | None
    start: int
    before: str
    text: str
    after: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Spelling:
    """A form in which a name stands on the pages, with its line breaks closed."""

    text: str
    times: int


def list_mentions(
    connection: Connection,
    wanted: ColumnElement[bool],
    *,
    after: str | None = None,
    limit: int = 50,
) -> Listing[ListedMention]:
    """The mentions for which `wanted` holds, page by page."""
    place = (MentionRow.page_id, MentionRow.start, MentionRow.id)
    statement = MENTIONS.where(wanted).order_by(*place).limit(limit + 1)
    if after:
        statement = statement.where(tuple_(*place) > unpack_cursor(after, (int, int, int)))
    found = [read_listed(row) for row in connection.execute(statement)]
    return make_listing(found, limit, lambda last: (last.page_id, last.start, last.id))


def of_entity(entity_id: int) -> ColumnElement[bool]:
    """Mentions of an entity."""
    return MentionRow.entity_id == entity_id


def of_person(person_id: int) -> ColumnElement[bool]:
    """Mentions of all profiles of a person."""
    profiles = select(ProfileRow.id).where(ProfileRow.person_id == person_id)
    return MentionRow.profile_id.in_(profiles)


def list_spellings(
    connection: Connection, wanted: ColumnElement[bool], *, limit: int = 40
) -> tuple[Spelling, ...]:
    """The forms in which the mentions stand on the pages, the most frequent first."""
    times = func.count().label("times")
    rows = connection.execute(
        select(MentionRow.text, times)
        .where(wanted)
        .group_by(MentionRow.text)
        .order_by(times.desc(), MentionRow.text)
        .limit(2 * limit)
    )
    counted: dict[str, int] = {}
    for text, amount in rows:
        closed = " ".join(_DIVIDED.sub("", text).replace("-\n", "-").split())
        counted[closed] = counted.get(closed, 0) + amount
    ranked = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    return tuple(Spelling(*each) for each in ranked[:limit])


def _mentions() -> AnySelect:
    return with_reference(
        select(
            MentionRow.id,
            MentionRow.page_id,
            MentionRow.start,
            MentionRow.end,
            MentionRow.confidence,
            PageRow.number,
            SourceRow.name.label("source"),
            PageTextRow.text,
            *REFERENCE_COLUMNS,
        )
        .select_from(MentionRow)
        .join(PageRow, MentionRow.page_id == PageRow.id)
        .join(SourceRow, PageRow.source_id == SourceRow.id)
        .join(PageTextRow, PageTextRow.page_id == PageRow.id)
    )


MENTIONS = _mentions()
"""Of a `ListedMention`; read its rows by `read_listed`."""


def read_listed(row: AnyRow) -> ListedMention:
    """A mention of a row that `MENTIONS` gave."""
    return ListedMention(
        id=row.id,
        page_id=row.page_id,
        page_number=row.number,
        source=row.source,
        reference=reference_of(row),
        start=row.start,
        before=row.text[max(0, row.start - _AROUND) : row.start],
        text=row.text[row.start : row.end],
        after=row.text[row.end : row.end + _AROUND],
        confidence=row.confidence,
    )
