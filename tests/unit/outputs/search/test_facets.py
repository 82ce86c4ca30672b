"""Facets are exact over all pages of an answer, and stay so when pages change."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap
from sqlalchemy import delete

from models.database import Database
from models.documents.doc_types import DocTypeGuess
from models.page import Terms
from models.tables import MentionRow
from outputs.search import changes
from outputs.search.counting.facetrows import Facet
from outputs.search.counting.facets import Facets, without
from outputs.search.counting.pagevalues import PageValues
from outputs.search.index import SearchIndex
from outputs.search.queries.filters import DateRange, DocTypes, Entities, Filters
from tests.support.factories import Named, add_collection, add_page, add_source, open_database
from tests.support.reindex import own_index

ALL = BitMap(range(1, 100))


def person(name: str) -> Named:
    return Named(label="PERSON", text=name)


def dated(text: str, lower: date | None, upper: date | None) -> Named:
    return Named(label="DATE", text=text, lower=lower, upper=upper)


@pytest.fixture
def index(database: Database) -> SearchIndex:
    return own_index(database)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path)
    index = own_index(database)
    with database.write() as connection:
        index.prepare(connection)
        source = add_source(connection, add_collection(connection), "a.pdf")
        year = dated("1937", date(1937, 1, 1), date(1937, 12, 31))
        november = dated("1938-11", date(1938, 11, 1), date(1938, 11, 30))
        vague = dated("до 1950", None, date(1950, 1, 1))
        pages = (
            ("Иванов Петров 1937", [person("Иванов"), person("Петров"), year]),
            ("Иванов Иванов 1937 1938-11", [person("Иванов"), year, november]),
            ("Сидоров до 1950", [person("Сидоров"), vague]),
        )
        for number, (text, mentions) in enumerate(pages, 1):
            kind = DocTypeGuess("troika_extract" if number == 2 else "letter", 0.8)
            page_id = add_page(
                connection, source, text, number=number, mentions=mentions, doc_type=kind
            )
            index.put(connection, page_id, Terms(text.lower(), "", ""))
    yield database
    database.close()


def counted(facets: Facets, database: Database, matched: BitMap, facet: Facet) -> dict[str, int]:
    with database.read() as connection:
        found = facets.count(connection, matched, facet)
    return {each.label: each.count for each in found}


def test_pages_are_counted_once_for_each_value(database: Database) -> None:
    facets = Facets()
    names = {"Иванов": 2, "Петров": 1, "Сидоров": 1}
    assert counted(facets, database, ALL, Facet.PERSON) == names
    assert counted(facets, database, BitMap([1]), Facet.PERSON) == {"Иванов": 1, "Петров": 1}
    assert counted(facets, database, ALL, Facet.YEAR) == {"1937": 2, "1938": 1}
    assert counted(facets, database, ALL, Facet.MONTH) == {"1938-11": 1}
    assert counted(facets, database, ALL, Facet.TYPE) == {"letter": 2, "troika_extract": 1}
    assert counted(facets, database, ALL, Facet.LANGUAGE) == {"ru": 3}
    assert counted(facets, database, ALL, Facet.COLLECTION) == {"cases": 3}
    assert counted(facets, database, ALL, Facet.PLACE) == {}
    assert counted(facets, database, BitMap(), Facet.PERSON) == {}


@pytest.mark.parametrize("most_aside", [0, 20_000])
def test_counts_follow_the_pages(
    database: Database,
    index: SearchIndex,
    tmp_path: Path,
    most_aside: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(changes, "MOST_ASIDE", most_aside)
    facets = Facets(tmp_path / "facets")
    assert counted(facets, database, ALL, Facet.PERSON)["Иванов"] == 2
    with database.write() as connection:
        connection.execute(delete(MentionRow).where(MentionRow.page_id == 2))
        index.put(connection, 2, Terms("", "", ""))
        page_id = add_page(
            connection, 1, "Новый Петров", number=9, mentions=[person("Новый"), person("Петров")]
        )
        index.put(connection, page_id, Terms("", "", ""))
    expected = {"Петров": 2, "Иванов": 1, "Новый": 1, "Сидоров": 1}
    assert counted(facets, database, ALL, Facet.PERSON) == expected
    kept = Facets(tmp_path / "facets")  # another program goes on with what lies there
    assert counted(kept, database, ALL, Facet.PERSON) == expected


def test_arrays_of_another_record_are_not_taken(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "facets"
    counted(Facets(folder), database, ALL, Facet.PERSON)
    other = tmp_path / "other"
    other.mkdir()
    empty = open_database(other)
    with empty.write() as connection:
        own_index(database).prepare(connection)
    assert counted(Facets(folder), empty, ALL, Facet.PERSON) == {}
    empty.close()


def test_what_a_page_has_one_of_is_counted_beside_its_own_filter(
    database: Database, index: SearchIndex
) -> None:
    filters = Filters((DocTypes(frozenset({"letter"})),))
    with database.read() as connection:
        found = Facets().count_beside(
            connection, index, None, filters, facets=(Facet.TYPE, Facet.PERSON)
        )
    types = {each.id: each.count for each in found[Facet.TYPE]}
    assert types == {"letter": 2, "troika_extract": 1}
    assert sum(each.count for each in found[Facet.PERSON]) == 3


def test_a_facets_own_filter() -> None:
    filters = Filters((DateRange(), Entities(frozenset({1}))))
    assert without(filters, Facet.YEAR) == Filters((Entities(frozenset({1})),))
    assert without(filters, Facet.PERSON) == filters


def test_the_most_frequent_come_first(database: Database) -> None:
    with database.read() as connection:
        (first,) = Facets().count(connection, ALL, Facet.PERSON, most=1)
    assert (first.label, first.count) == ("Иванов", 2)


PAIRS = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 9)), max_size=80)


@given(PAIRS, PAIRS, st.sets(st.integers(1, 70)), st.sets(st.integers(1, 60)))
def test_counting_arrays_is_counting_pairs(
    pairs: list[tuple[int, int]],
    newer: list[tuple[int, int]],
    chosen: set[int],
    changed: set[int],
) -> None:
    values = PageValues.of(*zip(*pairs, strict=True)) if pairs else PageValues.of((), ())
    newer = [pair for pair in newer if pair[0] in changed]
    other = PageValues.of(*zip(*newer, strict=True)) if newer else PageValues.of((), ())
    merged = values.merged(other, BitMap(changed))
    kept = {pair for pair in pairs if pair[0] not in changed} | set(newer)
    for array, expected in ((values, set(pairs)), (merged, kept)):
        found, counts = array.count(BitMap(chosen))
        truth = Counter(value for page, value in expected if page in chosen)
        assert dict(zip(found.tolist(), counts.tolist(), strict=True)) == truth
        assert found.dtype == np.int64
