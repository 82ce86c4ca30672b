"""Entities follow their mentions, in whatever order pages come."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from models.database import Database
from models.dates import parse_date
from models.entity import Label, Mention, Span
from models.page import Page
from models.store import GivenValue, forget_values, load_pages, save_values
from models.tables import EntityRow, MentionRow
from tests.support.factories import add_collection, add_page, add_source
from tests.support.storing import BLOBS, entities, load, name, save, three_pages


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = three_pages(tmp_path, back_end)
    yield database
    database.close()


def test_entities_go_with_their_last_mention(database: Database) -> None:
    for page_id in (1, 2):
        page = replace(load(database, page_id), mentions=(name("Иванов", "Иванов"),))
        save(database, page, ["mentions"], page_id)
    with database.write() as connection:
        forget_values(connection, [(1, "mentions")])
        assert entities(connection) == [("PERSON", "ivanov", "Иванов")]
        forget_values(connection, [(2, "mentions")])
        assert entities(connection) == []


def test_labels_and_collections_keep_their_entities_apart(database: Database) -> None:
    mentions = (name("Киров", "Киров", "киров"), name("Киров", "Киров", "киров", Label.PLACE))
    page = replace(load(database), mentions=mentions)
    with database.write() as connection:
        other = add_collection(connection, "other")
        page_id = add_page(connection, add_source(connection, other, "b.pdf"))
        save_values(
            connection,
            [GivenValue(1, 1, "mentions", page), GivenValue(page_id, other, "mentions", page)],
        )
        rows = connection.execute(select(EntityRow.collection_id, EntityRow.label))
        assert sorted(map(tuple, rows)) == [
            (1, "PERSON"),
            (1, "PLACE"),
            (other, "PERSON"),
            (other, "PLACE"),
        ]


NORMALS = ("Иванов Петр", "Иванов П.", "Иванов", "ИВАНОВ Петр")


@given(
    order=st.permutations([1, 2, 3]),
    batches=st.sampled_from([(1, 1, 1), (2, 1), (1, 2), (3,)]),
    forms=st.lists(
        st.lists(st.sampled_from(NORMALS), min_size=1, max_size=3), min_size=3, max_size=3
    ),
    forgotten=st.sampled_from([None, 1, 2, 3]),
)
@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_an_entitys_name_does_not_depend_on_the_order_of_pages(
    database: Database,
    order: list[int],
    batches: tuple[int, ...],
    forms: list[list[str]],
    forgotten: int | None,
) -> None:
    with database.write() as connection:
        connection.execute(delete(MentionRow))
        connection.execute(delete(EntityRow))
        image = load_pages(connection, BLOBS, [1])[1][1].image
        start = 0
        for size in batches:
            given = [
                GivenValue(
                    page_id,
                    1,
                    "mentions",
                    Page(image, mentions=tuple(name(f, f) for f in forms[page_id - 1])),
                )
                for page_id in order[start : start + size]
            ]
            save_values(connection, given)
            start += size
        if forgotten:
            forget_values(connection, [(forgotten, "mentions")])
        left = [form for n, listed in enumerate(forms, 1) if n != forgotten for form in listed]
        assert entities(connection) == [("PERSON", "ivanov", min(left))]


def test_reading_a_page_again_can_raise_the_name_of_its_entity(database: Database) -> None:
    for form in ("А", "Я"):
        save(database, replace(load(database), mentions=(name(form, form),)), ["mentions"])
    with database.read() as connection:
        assert entities(connection) == [("PERSON", "ivanov", "Я")]


def test_a_dates_bounds_do_not_depend_on_the_order_of_pages(database: Database) -> None:
    found: list[list[tuple[date | None, date | None]]] = []
    for order in ((1, 2), (2, 1)):
        for page_id in order:
            written = {1: "около января 1938 г.", 2: "в начале января 1938 г."}[page_id]
            day = parse_date(written)
            assert day is not None
            span = Span(Label.DATE, 0, len(written), 0.9, "dates")
            mention = Mention(span, written, day.edtf, day.edtf, date=day)
            page = replace(load(database, page_id), mentions=(mention,))
            save(database, page, ["mentions"], page_id)
        with database.write() as connection:
            rows = connection.execute(select(EntityRow.lower, EntityRow.upper))
            found.append([(row.lower, row.upper) for row in rows])
            assert len(found[-1]) == 1
            forget_values(connection, [(1, "mentions"), (2, "mentions")])
    assert found[0] == found[1]
