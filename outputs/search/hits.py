"""Describe the pages found: where they come from, what of them to show, and where on the scan."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Executable, Row, false, or_, select

from models.page import Box
from models.page.wordboxes import decode_words
from models.tables import (
    CollectionRow,
    MentionRow,
    PageRow,
    PageTextRow,
    SourceRow,
)
from outputs.references import REFERENCE_COLUMNS, with_reference
from outputs.search.backends.conditions import (
    answers_name,
    mention_conditions,
    resolve_findings,
    sure_enough,
)
from outputs.search.highlight import (
    Range,
    Snippet,
    find_ranges,
    make_snippet,
    merge_ranges,
)
from outputs.search.index import Hit
from outputs.search.queries.filters import Filters, Named
from outputs.search.terms import Sought


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A page found.

    Attributes:
        page_id: of the page.
        score: the lower, the better; comparable within one answer only.
        collection: code of its collection.
        source: name of the delivered file.
        page_number: within that file, from 1.
        sheet: as the archive numbers it, or None.
        reference: archive, fond, inventory and file, or None.
        snippet: a piece of the text with its highlights.
        highlights: offsets in the page text.
        boxes: of the highlighted words, pixels of the scan.
        widened: whether it was only found by widening the query.
    """

    page_id: int
    score: float
    collection: str
    source: str
    page_number: int
    sheet: str | None
    reference: tuple[str, str, str, str] | None
    snippet: Snippet
    highlights: tuple[Range, ...]
    boxes: tuple[Box, ...]
    widened: bool = False

    def as_json(self) -> dict[str, Any]:
        """The hit for programs; boxes are [left, top, width, height]."""
        return {
            "source": self.source,
            "page": self.page_number,
            "collection": self.collection,
            "sheet": self.sheet,
            "reference": "/".join(self.reference) if self.reference else None,
            "page_id": self.page_id,
            "score": self.score,
            "widened": self.widened,
            "snippet": self.snippet.text,
            "snippet_highlights": [list(shown) for shown in self.snippet.ranges],
            "highlights": [list(shown) for shown in self.highlights],
            "boxes": [[box.left, box.top, box.width, box.height] for box in self.boxes],
        }


def describe_hits(
    connection: Connection, hits: list[Hit], sought: Sought | None, filters: Filters
) -> tuple[SearchHit, ...]:
    """Return the hits in their order, with what a reader needs to see of each."""
    page_ids = [hit.page_id for hit in hits]
    rows = {row.id: row for row in connection.execute(_described(page_ids))}
    named = _answering_ranges(connection, page_ids, resolve_findings(connection, filters))
    return tuple(
        _hit(hit, rows[hit.page_id], sought, named.get(hit.page_id, []))
        for hit in hits
        if hit.page_id in rows
    )


def _hit(hit: Hit, row: Row[Any], sought: Sought | None, named: list[Range]) -> SearchHit:
    text = row.text or ""
    highlights = merge_ranges([*(find_ranges(sought, text) if sought else []), *named])
    return SearchHit(
        page_id=hit.page_id,
        score=hit.score,
        collection=row.collection,
        source=row.name,
        page_number=row.number,
        sheet=row.sheet,
        reference=(row.archive, row.fond, row.inventory, row.file) if row.file else None,
        snippet=make_snippet(text, highlights),
        highlights=highlights,
        boxes=tuple(word.box for word in decode_words(row.words, highlights)) if row.words else (),
    )


def _answering_ranges(
    connection: Connection, page_ids: list[int], filters: Filters
) -> dict[int, list[Range]]:
    """The mentions that answer the filters, by page."""
    conditions = list(mention_conditions(filters))
    names = [named for named in filters.wanted if isinstance(named, Named)]
    if not conditions and not names:
        return {}
    labels = [named.label for named in names]
    asked = or_(*conditions, MentionRow.label.in_(labels))
    mentions = (
        select(MentionRow.__table__)
        .add_columns((or_(*conditions) if conditions else false()).label("answers"))
        .where(
            MentionRow.page_id.in_(page_ids),
            sure_enough(MentionRow.confidence, filters.tenths),
            asked,
        )
    )
    ranges: dict[int, list[Range]] = {}
    for row in connection.execute(mentions):
        if row.answers or any(
            named.label == row.label and answers_name(named, row.text, row.normal, row.places)
            for named in names
        ):
            ranges.setdefault(row.page_id, []).append((row.start, row.end))
    return ranges


def _described(page_ids: list[int]) -> Executable:
    return with_reference(
        select(
            PageRow.id,
            PageRow.number,
            SourceRow.name,
            CollectionRow.code.label("collection"),
            *REFERENCE_COLUMNS,
            PageTextRow.text,
            PageTextRow.words,
        )
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(CollectionRow, CollectionRow.id == PageRow.collection_id)
        .outerjoin(PageTextRow, PageTextRow.page_id == PageRow.id)
        .where(PageRow.id.in_(page_ids))
    )
