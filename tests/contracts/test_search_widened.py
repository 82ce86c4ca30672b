"""One behaviour of widening over every search back end: exact hits first, then what it adds."""

from collections.abc import Iterator

import pytest

from models.database import Database
from outputs.search import changes
from outputs.search.counting.facetrows import Facet
from outputs.search.index import Cursor, SearchIndex
from outputs.search.queries.fields import Field, numbered
from outputs.search.queries.query import QueryError
from outputs.search.queries.rewriting import add_field
from outputs.search.service import Search, SearchHit, SearchPage, SearchRequest
from outputs.search.spellings.vocabulary import Vocabulary
from tests.support.factories import Named, add_collection, add_page, add_source, open_database
from tests.support.reindex import DATABASES, INDEXES, rebuild

PAGES = {
    1: ("Допрошен Тулегенов Касым из Акмолинска.", "Тулегенов Касым"),
    2: ("Свидетель Тулегенова показала, Тулегеновым сказано.", "Тулегенова"),
    3: ("Арестован Тулегенон К. в Целинограде.", "Тулегенон К."),
    4: ("Төлегенов туралы анықтама.", "Төлегенов"),
    5: ("Список: Тулегеноп, Мусин.", "Мусин"),
    6: ("Письмо Әлихана Бөкейханға.", "Әлихана Бөкейханға"),
    7: ("Букейханов А. осужден.", "Букейханов А."),
    8: ("Гайдук и Гайдукова.", "Гайдук"),
}
PLACES = {1: "Акмолинска", 3: "Целинограде"}


@pytest.fixture(scope="module", params=INDEXES)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return INDEXES[request.param](tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, index: SearchIndex) -> Iterator[Database]:
    """Made once: all tests only ask."""
    database = open_database(tmp_path_factory.mktemp("record"), DATABASES.get(index.name))
    with database.write() as connection:
        source = add_source(connection, add_collection(connection, "cases"), "a.pdf")
        for number, (text, person) in PAGES.items():
            mentions = [Named(label="PERSON", text=person)]
            if number in PLACES:
                mentions.append(Named(label="PLACE", text=PLACES[number]))
            add_page(connection, source, text, number=number, mentions=mentions)
    yield database
    database.close()


@pytest.fixture(scope="module")
def search(database: Database, index: SearchIndex) -> Search:
    rebuild(database, index)
    with database.write() as connection:
        changes.prepare(connection)  # facets go by them, and the memory index tells of none
    with database.read() as connection:
        vocabulary = Vocabulary.build(index.vocabulary(connection))
    return Search(database, index, lambda: vocabulary)


def asked(search: Search, query: str, **options: object) -> SearchPage:
    return search.search(SearchRequest(query=query, **options))  # type: ignore[arg-type]


def pages(answer: SearchPage, *, widened: bool) -> set[int]:
    return {hit.page_id for hit in answer.hits if hit.widened is widened}


def test_exact_hits_come_before_what_widening_finds(search: Search) -> None:
    answer = asked(search, "Тулегенов")
    assert [hit.widened for hit in answer.hits] == [False, False, True, True, True]
    assert pages(answer, widened=False) == {1, 2}
    assert pages(answer, widened=True) == {3, 4, 5}
    assert (answer.total, answer.exact) == (5, 2)


def test_what_was_widened_is_told(search: Search) -> None:
    answer = asked(search, "Тулегенов")
    told = {each.kind: set(each.terms) for each in answer.expansions}
    assert told == {"noise": {"тулегенон", "тулегеноп"}, "script": {"толегенов"}}
    assert answer.as_json()["expansions"][0]["asked"] == "Тулегенов"


def test_widening_can_be_switched_off(search: Search) -> None:
    answer = asked(search, "Тулегенов", widen="none")
    assert {hit.page_id for hit in answer.hits} == {1, 2}
    assert answer.expansions == ()


def test_what_must_not_occur_is_not_widened(search: Search) -> None:
    answer = asked(search, "Список -Тулегенов")
    assert {hit.page_id for hit in answer.hits} == {5}


@pytest.mark.parametrize("query", ["Тулегенов", "Тулегенов OR Бөкейхан", "person:Тулегенов"])
def test_parts_follow_each_other_over_the_tiers(search: Search, query: str) -> None:
    whole = asked(search, query)
    parts: list[SearchHit] = []
    after: Cursor | None = None
    while True:
        part = asked(search, query, limit=1, after=after)
        parts += part.hits
        if part.next is None:
            break
        after = Cursor.parse(str(part.next))
    assert parts == list(whole.hits)
    assert len(parts) == whole.total > whole.exact


@pytest.mark.parametrize(
    "name", ["Бөкейхан", "Букейханов", "Bokeikhanov", "Bökeihan", "Букейханова"]
)
def test_a_name_in_any_script_finds_the_same_people(search: Search, name: str) -> None:
    for query in (name, f"person:{name}"):
        assert {hit.page_id for hit in asked(search, query).hits} == {6, 7}


@pytest.mark.parametrize("name", ["Bokeikhanov Alikhan", "Bökeihan Älihan", "Әлихан Бөкейханов"])
def test_a_whole_name_in_any_script_finds_the_same_people(search: Search, name: str) -> None:
    answer = asked(search, f'person:"{name}"')
    assert {hit.page_id for hit in answer.hits} == {6, 7}
    assert answer.total == 2


def test_initials_and_full_names_meet(search: Search) -> None:
    assert pages(asked(search, 'person:"Тулегенов К."'), widened=False) == {1}
    assert pages(asked(search, 'person:"Букейханов Алихан"'), widened=True) == {6, 7}


def test_each_name_is_widened_by_itself(search: Search) -> None:
    answer = asked(search, "person:Тулегенов place:Целиноград")
    assert (pages(answer, widened=False), pages(answer, widened=True)) == (set(), {3})


def test_only_kazakh_surnames_lose_their_ending(search: Search) -> None:
    assert pages(asked(search, "person:Гайдуков"), widened=True) == set()


def test_widened_hits_are_highlighted(search: Search) -> None:
    (hit,) = [hit for hit in asked(search, "Тулегенов").hits if hit.page_id == 3]
    ((start, end),) = hit.highlights
    assert PAGES[3][0][start:end] == "Тулегенон"


@pytest.mark.parametrize("query", ["Астана", "place:Астана", "Целинограда"])
def test_a_place_is_found_under_all_its_names_when_asked_to(search: Search, query: str) -> None:
    assert asked(search, query, widen="none").total < 2
    answer = asked(search, query, widen="none", places_across_time=True)
    assert pages(answer, widened=False) == {1, 3}
    assert "Акмолинск" in answer.expansions[0].terms
    widened = asked(search, query, places_across_time=True)
    assert {each.asked for each in widened.expansions} == {answer.expansions[0].asked}


def test_of_many_names_only_the_first_are_widened(search: Search, database: Database) -> None:
    request = SearchRequest(query="person:Тулегенов " * 30)
    with database.read() as connection:
        reading = search.read(connection, request)
    assert len(reading.tiers) == 9
    answer = search.search(request)
    assert pages(answer, widened=False) == {1, 2}
    assert len({hit.page_id for hit in answer.hits}) == len(answer.hits) == answer.total


def test_a_value_counted_beside_an_answer_finds_just_the_pages_counted(search: Search) -> None:
    request = SearchRequest(query="Тулегенов OR Гайдук", widen="wider")
    counted = search.count(request, [Facet.PERSON, Facet.PLACE])
    assert sum(map(len, counted.values())) > 5
    for facet, counts in counted.items():
        for each in counts:
            name = numbered(each.label, each.id)
            query = add_field(request.query, Field(facet.value), name)
            assert asked(search, query, widen="wider").total == each.count, query


def test_the_number_behind_a_name_counts_as_long_as_it_bears_the_name(search: Search) -> None:
    [tulegenova] = [
        each.id
        for each in search.count(SearchRequest(), [Facet.PERSON])[Facet.PERSON]
        if each.label == "Тулегенова"
    ]
    assert pages(asked(search, f'person:"Тулегенова #{tulegenova}"'), widened=False) == {2}
    by_name = pages(asked(search, "person:Мусин"), widened=False)
    assert pages(asked(search, f'person:"Мусин #{tulegenova}"'), widened=False) == by_name == {5}
    without = asked(search, f'-person:"Тулегенова #{tulegenova}"')
    assert pages(without, widened=False) == set(PAGES) - {2}


@pytest.mark.parametrize(
    ("query", "known"),
    [("lang:zz", "kk, ru"), ("-lang:ru,zz", "kk, ru"), ("collection:x", "cases")],
)
def test_a_code_that_no_page_has_is_refused_with_those_that_there_are(
    search: Search, query: str, known: str
) -> None:
    with pytest.raises(QueryError) as refused:
        asked(search, query)
    assert known in refused.value.reason
    assert refused.value.position is not None
