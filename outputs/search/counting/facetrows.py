"""What facets count, read from the record for some pages or for all of them."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, select

from models.canonical import from_json
from models.entity import Label
from models.page import SMALL_VALUES
from models.tables import MentionRow, PageRow, PageTextRow, PageValueRow
from outputs.search.counting.pagevalues import PageValues


class Facet(StrEnum):
    """What the pages of an answer are counted by."""

    PERSON = "person"
    PLACE = "place"
    ORG = "org"
    YEAR = "year"
    MONTH = "month"
    TYPE = "type"
    LANGUAGE = "language"
    COLLECTION = "collection"


NAMES: Final = {Label.PERSON: Facet.PERSON, Label.PLACE: Facet.PLACE, Label.ORG: Facet.ORG}

# A date as vague as this tells nothing of a year: it would count in every one.
_VAGUE_YEARS: Final = 10
_ROWS: Final = 100_000
_PAGES: Final = 500

Pairs = list[tuple[int, int]]


class Codes:
    """Numbers for words such as `ru`, given in the order in which they turn up."""

    def __init__(self, words: Sequence[str] = ()) -> None:
        self.words = list(words)
        self._numbers = {word: number for number, word in enumerate(words)}

    def __getitem__(self, word: str) -> int:
        if word not in self._numbers:
            self._numbers[word] = len(self.words)
            self.words.append(word)
        return self._numbers[word]


def read_values(
    connection: Connection, codes: Codes, page_ids: Sequence[int] | None = None
) -> dict[Facet, PageValues]:
    """Return the values of every facet on these pages; on all pages without `page_ids`."""
    parts: dict[Facet, list[np.ndarray[Any, Any]]] = {facet: [] for facet in Facet}
    for facet, pairs in _pairs(connection, codes, page_ids):
        if pairs:
            parts[facet].append(np.array(pairs, np.int64).T)
    empty = np.zeros((2, 0), np.int64)
    joined = {facet: np.concatenate([empty, *found], axis=1) for facet, found in parts.items()}
    return {facet: PageValues.of(pairs[0], pairs[1]) for facet, pairs in joined.items()}


def _pairs(
    connection: Connection, codes: Codes, page_ids: Sequence[int] | None
) -> Iterator[tuple[Facet, Pairs]]:
    mentions = select(
        MentionRow.page_id,
        MentionRow.label,
        MentionRow.entity_id,
        MentionRow.lower,
        MentionRow.upper,
    ).where(MentionRow.label.in_((*NAMES, Label.DATE)))
    for rows in _chunks(connection, mentions, MentionRow.page_id, page_ids):
        for label, facet in NAMES.items():
            yield facet, [(row[0], row[2]) for row in rows if row[1] == label]
        dated = [row for row in rows if row[1] == Label.DATE]
        yield Facet.YEAR, [(row[0], year) for row in dated for year in _years(row[3], row[4])]
        yield Facet.MONTH, [(row[0], month) for row in dated for month in _month(row[3], row[4])]
    types = select(PageValueRow.page_id, PageValueRow.content)
    types = types.where(PageValueRow.name == "doc_types")
    for rows in _chunks(connection, types, PageValueRow.page_id, page_ids):
        guessed = [(row[0], from_json(SMALL_VALUES["doc_types"], row[1])) for row in rows]
        yield Facet.TYPE, [(page, codes[types[0].code]) for page, types in guessed if types]
    languages = select(PageTextRow.page_id, PageTextRow.language)
    for rows in _chunks(connection, languages, PageTextRow.page_id, page_ids):
        yield Facet.LANGUAGE, [(row[0], codes[row[1]]) for row in rows if row[1]]
    collections = select(PageRow.id, PageRow.collection_id)
    for rows in _chunks(connection, collections, PageRow.id, page_ids):
        yield Facet.COLLECTION, [(row[0], row[1]) for row in rows]


def _chunks(
    connection: Connection, statement: Any, page: Any, page_ids: Sequence[int] | None
) -> Iterator[Sequence[Any]]:
    if page_ids is None:
        found = connection.execute(statement, execution_options={"yield_per": _ROWS})
        yield from found.partitions()
        return
    for start in range(0, len(page_ids), _PAGES):
        chosen = statement.where(page.in_(page_ids[start : start + _PAGES]))
        yield connection.execute(chosen).all()


def _years(lower: date | None, upper: date | None) -> range:
    """The years of a date; none of one that is open or too vague."""
    if lower is None or upper is None or upper.year - lower.year >= _VAGUE_YEARS:
        return range(0)
    return range(lower.year, upper.year + 1)


def _month(lower: date | None, upper: date | None) -> list[int]:
    """Months since the year 0, of a date within one month."""
    if lower is None or upper is None:
        return []
    months = (lower.year * 12 + lower.month - 1, upper.year * 12 + upper.month - 1)
    return [months[0]] if months[0] == months[1] else []
