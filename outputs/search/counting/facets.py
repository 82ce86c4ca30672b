"""Counts beside an answer, over all its pages: names, years, types, languages, collections."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np
from pyroaring import BitMap
from sqlalchemy import Connection, select

from models.tables import CollectionRow, EntityRow
from outputs.search import changes
from outputs.search.backends.lineage import Stamp, descends_from, stamp
from outputs.search.counting.facetrows import Codes, Facet, read_values
from outputs.search.counting.pagevalues import Ints, PageValues, added
from outputs.search.index import SearchIndex
from outputs.search.queries.filters import (
    Collections,
    Condition,
    DateRange,
    DocTypes,
    Filters,
    Languages,
)
from outputs.search.terms import Sought

_KEPT: Final = "facets.npz"
_META: Final = "meta"
_WORDED: Final = (Facet.TYPE, Facet.LANGUAGE)


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many pages of an answer have a value.

    Attributes:
        id: what a filter takes: an entity's number, `1937`, `1937-11`, a type, language or
            collection's code.
        label: what a reader is shown; types and languages are named by who shows them.
        count: of pages.
    """

    id: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class _State:
    """Arrays of all pages up to a change, and beside them those of the pages that changed since."""

    begun: Stamp
    sequence: int
    base: Mapping[Facet, PageValues]
    aside: Mapping[Facet, PageValues]
    changed: BitMap


class Facets:
    """Exact counts for one record; kept in step by the numbers of its changes.

    Args:
        folder: where the arrays lie between two programs; None keeps them in memory only.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._codes = Codes()
        self._state: _State | None = None
        self._lock = Lock()

    def count(
        self, connection: Connection, matched: BitMap, facet: Facet, *, most: int | None = 10
    ) -> list[FacetCount]:
        """Count the values on matched pages, the most frequent first; years and months in order.

        Args:
            connection: to the record that `matched` was found in.
            matched: page ids.
            facet: what is counted.
            most: how many values are given; None for all.
        """
        return self._counted(connection, self._refreshed(connection), matched, facet, most)

    def _counted(
        self, connection: Connection, state: _State, matched: BitMap, facet: Facet, most: int | None
    ) -> list[FacetCount]:
        unchanged = state.base[facet].count(matched - state.changed)
        values, counts = added(unchanged, state.aside[facet].count(matched & state.changed))
        if facet in (Facet.YEAR, Facet.MONTH):
            order = np.argsort(values)
        else:
            order = np.lexsort((self._ranks(facet, values), -counts))
        chosen = order[:most]
        return self._described(connection, facet, values[chosen], counts[chosen])

    def count_beside(
        self,
        connection: Connection,
        index: SearchIndex,
        sought: Sought | None,
        filters: Filters,
        *,
        facets: Sequence[Facet],
        most: int | None = 10,
    ) -> dict[Facet, list[FacetCount]]:
        """Count several facets of an answer.

        Of what a page has one, and of dates, the own filter is left out: a reader who chose a type
        still sees what the others would bring. Names are counted within it: who chose a person
        sees who stands on the same pages.
        """
        state = self._refreshed(connection)
        found: dict[Filters, BitMap] = {}
        counted = {}
        for facet in facets:
            others = without(filters, facet)
            if others not in found:
                found[others] = index.matched(connection, sought, filters=others)
            counted[facet] = self._counted(connection, state, found[others], facet, most)
        return counted

    def _ranks(self, facet: Facet, values: Ints) -> Ints:
        """What orders equal counts: words by letters, since they are numbered as they turn up."""
        if facet not in _WORDED:
            return values
        return np.argsort(np.argsort(self._codes.words))[values]

    def _described(
        self, connection: Connection, facet: Facet, values: Ints, counts: Ints
    ) -> list[FacetCount]:
        ids, numbers = values.tolist(), counts.tolist()
        names = self._names(connection, facet, ids)
        return [FacetCount(*names[i], n) for i, n in zip(ids, numbers, strict=True) if i in names]

    def _names(
        self, connection: Connection, facet: Facet, ids: list[int]
    ) -> dict[int, tuple[str, str]]:
        """Id for a filter and label of each value."""
        if facet in _WORDED:
            return {number: (self._codes.words[number],) * 2 for number in ids}
        if facet is Facet.YEAR:
            return {year: (str(year),) * 2 for year in ids}
        if facet is Facet.MONTH:
            return {month: (f"{month // 12}-{month % 12 + 1:02}",) * 2 for month in ids}
        if facet is Facet.COLLECTION:
            found = select(CollectionRow).with_only_columns(
                CollectionRow.id, CollectionRow.code, CollectionRow.title
            )
            rows = connection.execute(found)
            return {row.id: (row.code, row.title or row.code) for row in rows}
        named = select(EntityRow.id, EntityRow.normal).where(EntityRow.id.in_(ids))
        return {row.id: (str(row.id), row.normal) for row in connection.execute(named)}

    # -- keeping in step --

    def _refreshed(self, connection: Connection) -> _State:
        with self._lock:
            state = self._state or self._loaded(connection) or self._read(connection)
            latest = changes.latest(connection)
            if state.sequence < latest:
                state = self._caught_up(connection, state, latest)
            self._state = state
            return state

    def _read(self, connection: Connection) -> _State:
        base = read_values(connection, self._codes)
        state = _of_all(stamp(connection), base)
        self._save(state)
        return state

    def _caught_up(self, connection: Connection, state: _State, latest: int) -> _State:
        changed = changes.pages_since(connection, state.begun.sequence)
        aside = read_values(connection, self._codes, changed)
        caught = replace(state, sequence=latest, aside=aside, changed=BitMap(changed))
        if len(changed) <= changes.MOST_ASIDE:
            return caught
        base = {f: state.base[f].merged(aside[f], caught.changed) for f in Facet}
        merged = _of_all(stamp(connection), base)
        self._save(merged)
        return merged

    def _save(self, state: _State) -> None:
        if self._folder is None:
            return
        meta = json.dumps({**asdict(state.begun), "words": self._codes.words})
        arrays: dict[str, Any] = {_META: np.frombuffer(meta.encode(), np.uint8)}
        for facet, values in state.base.items():
            arrays |= values.arrays(facet)
        self._folder.mkdir(parents=True, exist_ok=True)
        # Another process may be reading, or writing, too: a file is whole or not there.
        draft = self._folder / f"{os.getpid()}-{_KEPT}"
        with draft.open("wb") as file:
            np.savez(file, **arrays)
        draft.replace(self._folder / _KEPT)

    def _loaded(self, connection: Connection) -> _State | None:
        if self._folder is None or not (self._folder / _KEPT).is_file():
            return None
        with np.load(self._folder / _KEPT) as arrays:
            kept = json.loads(arrays[_META].tobytes())
            # An earlier version named no stretch.
            begun = Stamp(kept.get("sequence", 0), kept.get("stretch", ""))
            if not descends_from(connection, begun):
                return None
            base = {facet: PageValues.among(arrays, facet) for facet in Facet}
        self._codes = Codes(kept["words"])
        return _of_all(begun, base)


def _of_all(begun: Stamp, base: Mapping[Facet, PageValues]) -> _State:
    nothing = {facet: PageValues.of((), ()) for facet in Facet}
    return _State(begun, begun.sequence, base, nothing, BitMap())


def without(filters: Filters, facet: Facet) -> Filters:
    """Return the filters but for those wanted ones that choose values of this facet."""
    kept = tuple(each for each in filters.wanted if not _chooses(each, facet))
    return replace(filters, wanted=kept)


def _chooses(condition: Condition, facet: Facet) -> bool:
    match condition:
        case DocTypes():
            return facet is Facet.TYPE
        case Languages():
            return facet is Facet.LANGUAGE
        case Collections():
            return facet is Facet.COLLECTION
        case DateRange():
            return facet in (Facet.YEAR, Facet.MONTH)
        case _:
            return False
