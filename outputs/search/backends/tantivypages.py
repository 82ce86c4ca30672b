"""What a page is in tantivy: its fields, conditions on them, and pages read out in order."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Final

import tantivy
from pyroaring import BitMap
from tantivy import FieldType, Order, Query

from models.entity import Label
from models.errors import STORE_FAILED, STORE_FULL, StoreError
from outputs.search.analyzer import SEPARATOR
from outputs.search.index import Cursor, Hit
from outputs.search.terms import CountedTerm

FIELDS: Final = {Label.PERSON: "person", Label.PLACE: "place", Label.ORG: "org"}
"""The fields of names."""

PAIRS: Final = "pairs"
"""The field of common words that follow each other, two as one; it only speeds up phrases."""

MARKER: Final = 0
"""The page id, never a page's, of the document that says how far changes were taken in."""

# bm25 of one page differs in its last bits with the way tantivy happens to add it up.
_DIGITS: Final = 4


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("page", indexed=True, fast=True)
    builder.add_unsigned_field("sequence", indexed=True, fast=True)
    for name in ("body", *FIELDS.values()):
        builder.add_text_field(name, tokenizer_name="terms")
    for name in (PAIRS, "facts"):
        builder.add_text_field(name, tokenizer_name="terms", index_option="basic")
    return builder.build()


SCHEMA: Final = _schema()


def pair(word: str, following: str) -> str:
    """Two words as one; that other words may look alike does no harm, the phrase decides."""
    return f"{word}_{following}"


def pairs_in(body: str, common: frozenset[str]) -> str:
    """The pairs of common words that follow each other in a text of terms."""
    found = {pair(*both) for both in pairwise(body.split()) if common.issuperset(both)}
    return " ".join(sorted(found))


def among_pages(page_ids: Iterable[int]) -> Query:
    """Any of these pages."""
    return Query.term_set_query(SCHEMA, "page", list(page_ids))


def having_any(field: str, terms: Iterable[str]) -> Query:
    """Pages that have any of these terms in a field."""
    return Query.term_set_query(SCHEMA, field, list(terms))


def changed_after(sequence: int) -> Query:
    """Pages that were taken in after a change."""
    return Query.range_query(SCHEMA, "sequence", FieldType.Unsigned, sequence + 1, None)


def count_pages(searcher: tantivy.Searcher, query: Query) -> int:
    """How many pages match."""
    counted = searcher.aggregate(query, {"pages": {"value_count": {"field": "page"}}})
    return int(counted["pages"]["value"])


def counted_terms(searcher: tantivy.Searcher) -> Iterator[CountedTerm]:
    """Each term of texts and people's names; names stand in the text, so the larger count holds."""
    named = dict(searcher.terms_with_prefix("person", ""))
    for term, pages in searcher.terms_with_prefix("body", ""):
        in_names = named.pop(term, 0)
        if term != SEPARATOR:
            yield CountedTerm(term, max(pages, in_names), in_names > 0)
    for term, pages in named.items():
        if term != SEPARATOR:
            yield CountedTerm(term, pages, True)


def frequent_terms(searcher: tantivy.Searcher, field: str, least: int) -> list[str]:
    """The terms of a field that stand on so many pages."""
    counted = searcher.terms_with_prefix(field, "")
    return [term for term, pages in counted if pages >= least]


def all_pages(searcher: tantivy.Searcher, query: Query) -> BitMap:
    """The ids of all pages that match."""
    most = max(searcher.num_docs, 1)
    found = searcher.search(query, most, count=False, order_by_field="page", order=Order.Asc)
    return BitMap([page_id for page_id, _ in found.hits])


def hits_by_page(
    searcher: tantivy.Searcher, query: Query, limit: int, after: Cursor | None
) -> list[Hit]:
    """The next pages in the order of their ids, without scores."""
    if after:
        later = Query.range_query(SCHEMA, "page", FieldType.Unsigned, after.page_id + 1, None)
        query = query.and_must_match(later)
    found = searcher.search(query, limit, count=False, order_by_field="page", order=Order.Asc)
    return [Hit(page_id, 0.0) for page_id, _ in found.hits]


def hits_by_score(
    searcher: tantivy.Searcher, query: Query, limit: int, after: Cursor | None
) -> list[Hit]:
    """The next pages by score, then id.

    tantivy orders pages of one score as they happen to lie, so the last score of what it gives is
    left out until all of its pages are there: it is asked for more as long as too few remain.
    """
    most = 2 * limit
    while True:
        found = searcher.search(query, most, count=False).hits
        page_ids = searcher.fast_field_values("page", [address for _, address in found])
        scored = zip(page_ids, found, strict=True)
        hits = [Hit(int(page or 0), -round(score, _DIGITS)) for page, (score, _) in scored]
        if len(hits) == most:
            hits = [hit for hit in hits if hit.score < hits[-1].score]
        hits.sort(key=_place)
        if after:
            hits = [hit for hit in hits if _place(hit) > (after.score, after.page_id)]
        if len(hits) >= limit or len(found) < most:
            return hits[:limit]
        most *= 4


def _place(hit: Hit) -> tuple[float, int]:
    return hit.score, hit.page_id


@contextmanager
def translated() -> Iterator[None]:
    """Turn errors of tantivy, all of them `OSError` or `ValueError`, into those of the store."""
    try:
        yield
    except (OSError, ValueError) as error:
        message = str(error)
        is_full = "No space left" in message
        raise StoreError(STORE_FULL if is_full else STORE_FAILED, message) from error
