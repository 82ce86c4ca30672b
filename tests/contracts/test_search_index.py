"""One behaviour for every search back end: what is found, in which order, and page by page."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.database import Database
from models.errors import ConfigError, StoreError
from outputs.search import analyzer
from outputs.search.backends import madeby
from outputs.search.expansion import expand
from outputs.search.hits import SearchHit
from outputs.search.index import Cursor, SearchIndex
from outputs.search.queries.filters import Filters, Pages
from outputs.search.queries.query import QueryError, parse_question
from outputs.search.service import Search, SearchPage, SearchRequest
from tests.support.factories import Named, add_collection, add_page, add_source, open_database
from tests.support.reindex import DATABASES, INDEXES, rebuild

PROTOCOL = "Протокол допроса Иванова Петра.\nРодился в г. Верном 5 мая 1899 г., из кулаков."
SENTENCE = "Иванов приговорен тройкой в Алма-Ате. Допросил Петров Иван."
LETTER = "Колхоз имени Иваницкого. Писал Иван Казаков из Кара-\nганды."
OPEN_DATE = "Сослан до 1933 года. Баев"


def fill(folder: Path, index: SearchIndex) -> Database:
    database = open_database(folder, DATABASES.get(index.name))
    with database.write() as connection:
        cases = add_collection(connection, "cases")
        source = add_source(connection, cases, "a.pdf")
        verny = {"place_id": "almaty", "name": "Алма-Ата", "score": 1.0, "reasons": []}
        add_page(
            connection,
            source,
            PROTOCOL,
            mentions=[
                Named(label="PERSON", text="Иванова Петра"),
                Named(label="PLACE", text="Верном", places=[verny]),
                Named(
                    label="DATE",
                    text="5 мая 1899",
                    lower=date(1899, 5, 5),
                    upper=date(1899, 5, 5),
                ),
            ],
        )
        add_page(
            connection,
            source,
            SENTENCE,
            number=2,
            mentions=[
                Named(label="PERSON", text="Иванов"),
                Named(label="PERSON", text="Петров Иван"),
                Named(label="PLACE", text="Алма-Ате"),
            ],
        )
        letters = add_source(connection, add_collection(connection, "letters"), "b.pdf")
        add_page(
            connection,
            letters,
            LETTER,
            mentions=[
                Named(label="PERSON", text="Иван Казаков"),
                Named(label="DATE", text="имени"),
            ],
        )
        add_page(
            connection,
            letters,
            OPEN_DATE,
            number=2,
            mentions=[Named(label="DATE", text="1933", upper=date(1933, 12, 31))],
        )
    return database


@pytest.fixture(scope="module", params=INDEXES)
def search(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Search]:
    """Made once for all tests that only ask."""
    folder = tmp_path_factory.mktemp("asked")
    index = INDEXES[request.param](folder)
    database = fill(folder, index)
    assert rebuild(database, index) == 4
    yield Search(database, index)
    database.close()


@pytest.fixture(params=INDEXES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> SearchIndex:
    return INDEXES[request.param](tmp_path)


@pytest.fixture
def database(tmp_path: Path, index: SearchIndex) -> Iterator[Database]:
    database = fill(tmp_path, index)
    yield database
    database.close()


@pytest.fixture
def own_search(database: Database, index: SearchIndex) -> Search:
    """For a test that changes what is searched."""
    assert rebuild(database, index) == 4
    return Search(database, index)


def found(search: Search, query: str = "", **filters: object) -> set[int]:
    request = SearchRequest(query=query, **filters)  # type: ignore[arg-type]
    answer = search.search(request)
    assert answer.total == len(answer.hits)
    return {hit.page_id for hit in answer.hits}


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("Иванов", {1, 2}),
        ("иванову", {1, 2}),
        ("ИВАНОВЫМ", {1, 2}),
        ("Иван", {2, 3}),
        ("Петр", {1}),
        ("Петров", {2}),
        ("Караганда", {3}),
        ("Қарағандыда", {3}),
        ("кулак", {1}),
        ("казак", set()),
        ("казаков", {3}),
        ("иван*", {1, 2, 3}),
        ("Караганди*", {3}),
        ('"протокол допроса"', {1}),
        ("«допроса протокол»", set()),
        ("Алма-Ата", {2}),
        ('"г. Верн"*', {1}),
        ("протокол AND допрос", {1}),
        ("протокол колхоз", set()),
        ("протокол OR колхоз", {1, 3}),
        ("иванов -протокол", {2}),
        ("иванов NOT (тройка OR колхоз)", {1}),
        ("(протокол OR колхоз) иван*", {1, 3}),
        ("№ протокол", {1}),
        ("nothing", set()),
        ("OR_иванов", set()),
        ('near "AND"', set()),
        ("допроса NEAR/2 протокол", {1}),
        ("протокол NEAR/1 Петра", set()),
        ("протокол NEAR/2 Петра", {1}),
        ('person:"Иванов П."', {1}),
        ("иван -collection:cases", {3}),
        ("адам:Иванов -тройка", {1}),
        ("-иванов -№", {3, 4}),
        ("-«протокол допроса» -колхоз", {2, 4}),
        ('(протокол OR тройка) адам:Иванов born:"5 мая 1899"', set()),
        ('(протокол OR тройка) адам:Иванов дата:"5 мая 1899"', {1}),
    ],
)
def test_query(search: Search, query: str, pages: set[int]) -> None:
    assert found(search, query) == pages


@pytest.mark.parametrize(
    ("person", "pages"),
    [
        ("Иванов", {1, 2}),
        ("Петр Иванов", {1}),
        ("Иванов П.", {1}),
        ("Иванов Иван", set()),  # Иванов and Петров Иван are two people of page 2
        ("Казаков Иван", {3}),
        ("Верный", set()),
    ],
)
def test_person(search: Search, person: str, pages: set[int]) -> None:
    assert found(search, person=person) == pages


def test_place_is_found_by_its_wording_and_by_its_gazetteer_name(search: Search) -> None:
    assert found(search, place="Верный") == {1}
    assert found(search, place="Алма-Ата") == {1, 2}
    assert found(search, "протокол", place="Алма-Ата") == {1}


@pytest.mark.parametrize(
    ("date_from", "date_to", "pages"),
    [
        (date(1899, 5, 5), date(1899, 5, 5), {1, 4}),
        (date(1899, 5, 6), None, {4}),
        (None, date(1899, 5, 4), {4}),
        (date(1934, 1, 1), None, set()),
        (None, date(2000, 1, 1), {1, 4}),
    ],
)
def test_dates_overlap_and_an_unknown_date_never_does(
    search: Search, date_from: date | None, date_to: date | None, pages: set[int]
) -> None:
    assert found(search, date_from=date_from, date_to=date_to) == pages


def test_collection(search: Search) -> None:
    assert found(search, "иван", collection="cases") == {2}
    assert found(search, collection="letters") == {3, 4}
    with pytest.raises(QueryError, match="cases, letters"):
        found(search, collection="none")


def test_an_empty_query_lists_the_pages_in_order(search: Search) -> None:
    answer = search.search(SearchRequest())
    assert [(hit.page_id, hit.score) for hit in answer.hits] == [(n, 0.0) for n in (1, 2, 3, 4)]


@pytest.mark.parametrize("query", ["", "иван*", "иванов OR колхоз OR 1933"])
def test_pages_of_the_answer_follow_each_other_without_gap(search: Search, query: str) -> None:
    whole = search.search(SearchRequest(query=query))
    parts: list[SearchHit] = []
    after: Cursor | None = None
    while True:
        part: SearchPage = search.search(SearchRequest(query=query, limit=1, after=after))
        parts += part.hits
        if part.next is None:
            break
        after = Cursor.parse(str(part.next))
    assert parts == list(whole.hits)


def test_a_caller_can_keep_a_search_within_some_pages(search: Search) -> None:
    everywhere = found(search, "иван*")
    one = min(everywhere)
    assert len(everywhere) > 1
    assert found(search, "иван*", within=(Pages(frozenset({one})),)) == {one}
    assert found(search, "иван*", within=(Pages(frozenset()),)) == set()


def test_hit_leads_back_to_text_and_pixels(search: Search) -> None:
    (hit,) = search.search(SearchRequest(query="караганда")).hits
    ((start, end),) = hit.highlights
    assert LETTER[start:end] == "Кара-\nганды"
    ((shown, shown_end),) = hit.snippet.ranges
    assert hit.snippet.text[shown:shown_end] == "Кара- ганды"
    assert len(hit.boxes) == 2  # before and after the line end
    assert (hit.source, hit.page_number, hit.collection) == ("b.pdf", 1, "letters")


def test_answer_as_json(search: Search) -> None:
    answer = search.search(SearchRequest(query="иван*", limit=1)).as_json()
    assert json.loads(json.dumps(answer)) == answer
    (hit,) = answer["hits"]
    start, end = hit["snippet_highlights"][0]
    assert hit["snippet"][start:end].startswith("Иван")
    assert len(hit["boxes"]) == len(hit["highlights"])
    after = Cursor.parse(answer["next"])
    rest = search.search(SearchRequest(query="иван*", after=after)).hits
    assert hit["page_id"] not in {other.page_id for other in rest}
    assert len(rest) == answer["total"] - 1


def test_name_filters_are_highlighted_as_mentions(search: Search) -> None:
    (hit,) = search.search(SearchRequest(person="Петр Иванов", place="Алма-Ата")).hits
    assert [PROTOCOL[start:end] for start, end in hit.highlights] == ["Иванова Петра", "Верном"]


def test_a_page_is_replaced_and_removed(
    own_search: Search, index: SearchIndex, database: Database
) -> None:
    with database.write() as connection:
        index.put(connection, 1, analyzer.make_terms("Совсем другое", ()))
        index.remove(connection, 2)
        index.remove(connection, 99)
    assert found(own_search, "иванов") == set()
    index.settle(database)
    assert found(own_search, "иванов") == set()
    assert found(own_search, "другая") == {1}
    assert found(own_search) == {1, 3, 4}


def test_pages_that_vanished_from_the_record_are_forgotten(
    own_search: Search, index: SearchIndex, database: Database
) -> None:
    with database.write() as connection:
        index.put(connection, 99, analyzer.make_terms("Призрак", ()))
        index.prune(connection)
    index.settle(database)
    assert found(own_search, "призрак") == set()
    assert found(own_search, "иванов") == {1, 2}


def test_without_an_index_the_search_says_so(database: Database, index: SearchIndex) -> None:
    with pytest.raises(ConfigError) as caught:
        Search(database, index).search(SearchRequest(query="иванов"))
    assert caught.value.code == "workspace-missing"


def test_an_index_of_another_analyzer_is_refused_until_it_is_rebuilt(
    own_search: Search, database: Database, index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (
        "outputs.search.backends.madeby",
        "outputs.search.service",
        "tests.support.memoryindex",
    ):
        monkeypatch.setattr(f"{module}.ANALYZER_VERSION", "next")
    with database.write() as connection:
        index.prepare(connection)
    with pytest.raises(StoreError) as refused:
        own_search.search(SearchRequest(query="иванов"))
    assert refused.value.code == "index-old"
    rebuild(database, index)
    assert found(own_search, "иванов") == {1, 2}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (SearchRequest(query="№"), "query-invalid"),
        (SearchRequest(query="(а"), "query-invalid"),
        (SearchRequest(person="..."), "query-invalid"),
        (SearchRequest(limit=0), "argument-invalid"),
        (SearchRequest(limit=1001), "argument-invalid"),
    ],
)
def test_what_cannot_be_answered_is_said(search: Search, asked: SearchRequest, code: str) -> None:
    with pytest.raises(ConfigError) as caught:
        search.search(asked)
    assert caught.value.code == code


@pytest.mark.parametrize("index", ["fts5", "tsvector", "tantivy"], indirect=True)
def test_a_failed_transaction_leaves_no_ghost(
    own_search: Search, index: SearchIndex, database: Database
) -> None:
    with pytest.raises(RuntimeError), database.write() as connection:
        index.put(connection, 1, analyzer.make_terms("призрак", ()))
        index.clear(connection)
        raise RuntimeError
    index.settle(database)
    assert found(own_search, "призрак") == set()
    assert found(own_search, "иванов") == {1, 2}


def test_all_matches_are_those_that_are_found(
    database: Database, own_search: Search, index: SearchIndex
) -> None:
    sought = expand(parse_question("иван* OR колхоз").words)  # type: ignore[arg-type]
    with database.read() as connection:
        assert list(index.matched(connection, sought, filters=Filters())) == [1, 2, 3]
        assert list(index.matched(connection, None, filters=Filters())) == [1, 2, 3, 4]


@pytest.mark.parametrize("index", ["fts5", "tsvector", "tantivy"], indirect=True)
def test_the_index_of_another_back_end_is_out_of_step(
    database: Database, own_search: Search, index: SearchIndex
) -> None:
    with database.write() as connection:
        madeby.claim(connection, "another")
    with database.read() as connection:
        assert index.recorded_analyzer(connection) == ""
    with database.write() as connection:
        index.prepare(connection)
    index.settle(database)
    assert found(own_search, "иванов") == set()
