"""One behaviour of filters for every search back end: what the record says narrows the answer."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from models.database import Database
from models.documents.doc_types import DocTypeGuess
from models.entity import Label
from models.tables import EntityRow, MentionRow, PersonRow, ProfileRow
from outputs.search.expansion import expand, expand_name
from outputs.search.hits import describe_hits
from outputs.search.index import SearchIndex
from outputs.search.queries.filters import (
    BornIn,
    Collections,
    Condition,
    DateRange,
    Described,
    DocTypes,
    Entities,
    Filters,
    Finding,
    Languages,
    Pages,
    People,
    Said,
)
from outputs.search.queries.filters import Named as NamedFilter
from outputs.search.queries.query import parse_question
from outputs.search.terms import Phrase
from tests.support.factories import (
    Named,
    add_collection,
    add_document,
    add_file,
    add_page,
    add_source,
    open_database,
)
from tests.support.reindex import DATABASES, INDEXES, rebuild

ALL = {1, 2, 3, 4}
PROTOCOL = "Иванов Петр арестован 21 ноября 1937 УНКВД по ст. 58-10 ч. 2"
SENTENCE = "Петров Иван осужден 1938 тройкой по ст. 58-1а на 10 лет ИТЛ"
KAZAKH = "Иванов Петр туралы анықтама, Қарағанды 1957"
LETTER = "Письмо без даты"


def article(text: str, norm: str) -> Named:
    return Named(label="ARTICLE", text=text, normal=norm, key=norm.casefold())


def on(label: Label, name: str) -> NamedFilter:
    sought = expand_name(name)
    assert sought
    return NamedFilter(label, sought)


def fill(folder: Path, index: SearchIndex) -> Database:
    database = open_database(folder, DATABASES.get(index.name))
    with database.write() as connection:
        cases = add_collection(connection, "cases")
        source = add_source(connection, cases, "a.pdf")
        file = add_document(connection, cases, "d1", file_id=add_file(connection))
        add_page(
            connection,
            source,
            PROTOCOL,
            document_id=file,
            mentions=[
                Named(label="PERSON", text="Иванов Петр", confidence=0.95),
                Named(label="ORG", text="УНКВД", normal="Управление НКВД"),
                Named(
                    label="DATE",
                    text="21 ноября 1937",
                    lower=date(1937, 11, 21),
                    upper=date(1937, 11, 21),
                    details={"event": "arrest"},
                ),
                article("ст. 58-10 ч. 2", "RSFSR-1926:58-10/2"),
            ],
        )
        add_page(
            connection,
            source,
            SENTENCE,
            number=2,
            doc_type=DocTypeGuess("troika_extract", 0.9),
            mentions=[
                Named(label="PERSON", text="Петров Иван"),
                Named(
                    label="DATE",
                    text="1938",
                    lower=date(1938, 1, 1),
                    upper=date(1938, 12, 31),
                    details={"event": "sentence"},
                    confidence=0.6,
                ),
                article("ст. 58-1а", "RSFSR-1926:58-1a, NKVD:KRD"),
                Named(label="SENTENCE", text="10 лет ИТЛ", normal="ITL 10"),
            ],
        )
        letters = add_source(connection, add_collection(connection, "letters"), "b.pdf")
        add_page(
            connection,
            letters,
            KAZAKH,
            language="kk",
            mentions=[
                Named(
                    label="PERSON",
                    text="Иванов Петр",
                    confidence=0.4,
                    details={
                        "birth_place": [
                            {"name": "Қарағанды", "key": "=karaganda"},
                            {"name": "Ақмола облысы", "key": "=akmola_obl"},
                        ]
                    },
                ),
                Named(label="PLACE", text="Қарағанды", key="=karaganda"),
                Named(label="DATE", text="1957", lower=date(1957, 1, 1)),
            ],
        )
        add_page(connection, letters, LETTER, number=2)
    rebuild(database, index)
    return database


@pytest.fixture(scope="module", params=INDEXES)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return INDEXES[request.param](tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, index: SearchIndex) -> Iterator[Database]:
    """Made once for all tests that only ask."""
    database = fill(tmp_path_factory.mktemp("record"), index)
    yield database
    database.close()


def found(
    database: Database, index: SearchIndex, filters: Filters, query: str | None = None
) -> set[int]:
    asked = parse_question(query).words if query else None
    sought = expand(asked) if asked else None
    with database.read() as connection:
        hits = index.find(connection, sought, filters=filters, limit=10)
        assert index.count(connection, sought, filters=filters) == len(hits)
    return {hit.page_id for hit in hits}


@pytest.mark.parametrize(
    ("condition", "pages"),
    [
        (on(Label.PERSON, "Иванов"), {1, 3}),
        (on(Label.PLACE, "Караганда"), {3}),
        (on(Label.PLACE, "Иванов"), set()),
        (on(Label.ORG, "УНКВД"), {1}),
        (on(Label.ORG, "управление НКВД"), {1}),
        (BornIn(frozenset({"=karaganda"})), {3}),
        (BornIn(frozenset({"=karkaraly"})), set()),
        (DateRange(date(1937, 1, 1), date(1937, 12, 31)), {1}),
        (DateRange(date(1937, 12, 31), date(1938, 1, 1)), {2}),
        (DateRange(date(1937, 11, 21), date(1937, 11, 21), "arrest"), {1}),
        (DateRange(event="arrest"), {1}),
        (DateRange(event="sentence"), {2}),
        (DateRange(date(1960, 1, 1)), {3}),
        (DateRange(date(1700, 1, 1), date(1930, 1, 1)), set()),
        (DateRange(), {1, 2, 3}),
        (DocTypes(frozenset({"troika_extract"})), {2}),
        (DocTypes(frozenset({"troika_extract", "interrogation_protocol"})), ALL),
        (Languages(frozenset({"kk"})), {3}),
        (Collections(frozenset({"letters"})), {3, 4}),
        (Collections(frozenset()), set()),
        (Described(archive="KZ-APRK"), {1}),
        (Described(archive="KZ-APRK", fond="141", inventory="17", file="2"), {1}),
        (Described(fond="142"), set()),
        (Finding(Label.ARTICLE, "58-10"), {1}),
        (Finding(Label.ARTICLE, "58-1"), {2}),
        (Finding(Label.ARTICLE, "RSFSR-1926:58"), {1, 2}),
        (Finding(Label.ARTICLE, "nkvd:krd"), {2}),
        (Finding(Label.ARTICLE, "58-10/1"), set()),
        (Finding(Label.SENTENCE, "ITL"), {2}),
        (Finding(Label.SENTENCE, "ITL 1"), set()),
        (Finding(Label.MARK, "ITL"), set()),
        (Pages(frozenset({2, 4, 99})), {2, 4}),
        (Pages(frozenset()), set()),
        (Said(Phrase(("без",))), {4}),
    ],
)
def test_what_answers_is_wanted_or_unwanted(
    database: Database, index: SearchIndex, condition: Condition, pages: set[int]
) -> None:
    assert found(database, index, Filters((condition,))) == pages
    assert found(database, index, Filters((), (condition,))) == ALL - pages


@pytest.mark.parametrize(
    ("condition", "confidence", "pages"),
    [
        (on(Label.PERSON, "Иванов"), 0.4, {1, 3}),
        (on(Label.PERSON, "Иванов"), 0.5, {1}),
        (on(Label.PERSON, "Иванов"), 1.0, set()),
        (BornIn(frozenset({"=karaganda"})), 0.4, {3}),
        (BornIn(frozenset({"=karaganda"})), 0.5, set()),
        (DateRange(date(1937, 1, 1), date(1938, 12, 31)), 0.6, {1, 2}),
        (DateRange(date(1937, 1, 1), date(1938, 12, 31)), 0.7, {1}),
        (DocTypes(frozenset({"troika_extract", "interrogation_protocol"})), 0.8, {2}),
        (Finding(Label.ARTICLE, "58"), 0.9, {1, 2}),
        (Finding(Label.ARTICLE, "58"), 0.95, {1, 2}),  # whole tenths
        (Finding(Label.ARTICLE, "58"), 1.0, set()),
        (Languages(frozenset({"ru"})), 1.0, {1, 2, 4}),
    ],
)
def test_the_mention_that_answers_must_be_sure_enough(
    database: Database,
    index: SearchIndex,
    condition: Condition,
    confidence: float,
    pages: set[int],
) -> None:
    assert found(database, index, Filters((condition,), (), confidence)) == pages


def test_an_unsure_mention_is_unwanted_as_well(database: Database, index: SearchIndex) -> None:
    filters = Filters((), (on(Label.PERSON, "Иванов"),), 0.9)
    assert found(database, index, filters) == {2, 4}


def test_conditions_and_words_hold_together(database: Database, index: SearchIndex) -> None:
    cases = Collections(frozenset({"cases"}))
    troika = DocTypes(frozenset({"troika_extract"}))
    assert found(database, index, Filters((cases,), (troika,))) == {1}
    assert found(database, index, Filters((cases, troika)), "петров") == {2}
    assert found(database, index, Filters((cases,), (troika,)), "петров") == set()


@pytest.mark.parametrize("kind", INDEXES)
def test_entities_and_people(tmp_path: Path, kind: str) -> None:
    index = INDEXES[kind](tmp_path)
    database = fill(tmp_path, index)
    with database.write() as connection:
        iwanow = connection.scalars(
            select(EntityRow.id).where(EntityRow.normal == "Иванов Петр").order_by(EntityRow.id)
        ).all()
        connection.execute(insert(PersonRow).values(id=7, name="И", documents=1, mentions=1))
        names = dict.fromkeys(("normal", "surname", "given", "patronymic", "initials"), "")
        connection.execute(
            insert(ProfileRow).values(
                id=7,
                collection_id=1,
                scope="s",
                key="k",
                part="",
                sex="",
                aliases=[],
                roles=[],
                mentions=1,
                person_id=7,
                **names,
            )  # fmt: skip
        )
        one = update(MentionRow).where(MentionRow.entity_id == iwanow[1])
        connection.execute(one.values(profile_id=7))
    assert found(database, index, Filters((Entities(frozenset(iwanow)),))) == {1, 3}
    assert found(database, index, Filters((Entities(frozenset(iwanow[:1])),))) == {1}
    assert found(database, index, Filters((Entities(frozenset(iwanow)),), (), 0.5)) == {1}
    assert found(database, index, Filters((People(frozenset({7})),))) == {3}
    assert found(database, index, Filters((), (People(frozenset({7})),))) == {1, 2, 4}
    database.close()


def test_the_mentions_that_answer_are_highlighted(database: Database, index: SearchIndex) -> None:
    wanted = (DateRange(event="arrest"), Finding(Label.ARTICLE, "58"), on(Label.ORG, "УНКВД"))
    with database.read() as connection:
        hits = index.find(connection, None, filters=Filters(wanted), limit=10)
        (hit,) = describe_hits(connection, hits, None, Filters(wanted))
    shown = [PROTOCOL[start:end] for start, end in hit.highlights]
    assert shown == ["21 ноября 1937", "УНКВД", "ст. 58-10 ч. 2"]


def test_filters_know_whether_they_ask_for_anything() -> None:
    assert not Filters(confidence=0.5)
    assert Filters((), (NamedFilter(Label.ORG, Phrase(("нкв",))),))
