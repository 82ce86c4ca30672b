"""The surest people come first, each with the place where it is read most surely."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.database import Database
from pipeline.summary import CertainPerson, most_certain_people
from tests.support.factories import (
    Named,
    add_collection,
    add_document,
    add_page,
    add_source,
    open_database,
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path)
    yield database
    database.close()


def person(text: str, confidence: float, key: str | None = None) -> Named:
    return Named(label="PERSON", text=text, confidence=confidence, key=key)


def people(database: Database, limit: int = 10) -> list[CertainPerson]:
    with database.read() as connection:
        return most_certain_people(connection, limit=limit)


def test_nobody_is_an_answer_too(database: Database) -> None:
    assert people(database) == []


def test_the_surest_mention_says_where_to_look(database: Database) -> None:
    with database.write() as connection:
        collection = add_collection(connection)
        document = add_document(connection, collection, "7")
        plain = add_source(connection, collection, "plain.pdf")
        add_page(connection, plain, "Иванов", mentions=[person("Иванов", 0.5, "ivanov")])
        described = add_source(connection, collection, "described.pdf")
        add_page(
            connection,
            described,
            "Допрошен Иванова Петра",
            mentions=[person("Иванова Петра", 0.9, "ivanov")],
            number=4,
            sheet="12об.",
            document_id=document,
        )
    assert people(database) == [
        CertainPerson(
            name="Иванов",
            confidence=0.9,
            mentions=2,
            source="described.pdf",
            page=4,
            sheet="12об.",
            title="Документ 7",
            text="Иванова Петра",
        )
    ]


def test_people_come_by_confidence_then_by_mentions_then_by_name(database: Database) -> None:
    with database.write() as connection:
        source = add_source(connection, add_collection(connection), "a.pdf")
        rows = [("Яров", 0.9), ("Абаев", 0.9), ("Частый", 0.9), ("Верный", 0.95), ("Слабый", 0.4)]
        mentions = [person(name, confidence) for name, confidence in rows]
        text = " ".join(name for name, _ in rows)
        add_page(connection, source, text, mentions=mentions)
        more = [person("Частый", 0.1), Named(label="PLACE", text="Верный", confidence=1.0)]
        add_page(connection, source, text, mentions=more, number=2)
    assert [found.name for found in people(database)] == [
        "Верный",
        "Частый",
        "Абаев",
        "Яров",
        "Слабый",
    ]
    assert [found.name for found in people(database, 2)] == ["Верный", "Частый"]


def test_equally_sure_mentions_show_the_first(database: Database) -> None:
    with database.write() as connection:
        source = add_source(connection, add_collection(connection), "a.pdf")
        for number in (1, 2):
            add_page(connection, source, "Баев", mentions=[person("Баев", 0.7)], number=number)
    (found,) = people(database)
    assert (found.page, found.mentions, found.sheet, found.title) == (1, 2, None, None)
