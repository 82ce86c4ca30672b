"""Every back end finds exactly the pages that the terms say, on many small texts."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.database import Database
from models.page import Terms
from outputs.search.backends.tantivy import Paying, TantivyIndex
from outputs.search.index import Cursor, Hit, SearchIndex
from outputs.search.matching import matches
from outputs.search.queries.filters import Filters
from outputs.search.terms import AllOf, AnyOf, Near, Phrase, Sought
from tests.support.factories import add_collection, add_page, add_source, open_database
from tests.support.reindex import DATABASES, INDEXES

PAGES = 150
VOCABULARY = ("а", "б", "в", "аб", "абв", "г")
CHANCE = random.Random(1937)
BODIES = [
    CHANCE.choices((*VOCABULARY, "х", "х", "х", "х"), k=CHANCE.randrange(1, 13))
    for _ in range(PAGES)
]


def phrase(length: int) -> Phrase:
    return Phrase(tuple(CHANCE.choices(VOCABULARY, k=length)), CHANCE.random() < 0.3)


def near(*lengths: int) -> Near:
    return Near(tuple(map(phrase, lengths)), CHANCE.randrange(6))


def mixed() -> Sought:
    parts = (phrase(1), near(1, 1), AnyOf((phrase(1), phrase(2))))
    return AllOf(parts[:2], parts[2:]) if CHANCE.random() < 0.5 else AnyOf(parts)


SOUGHT: list[Sought] = [
    make()
    for make in (
        lambda: phrase(1),
        lambda: phrase(2),
        lambda: phrase(3),
        lambda: near(1, 1),
        lambda: near(1, 1, 1),
        lambda: near(2, 1),
        lambda: near(1, 1, 1, 1),
        mixed,
    )
    for _ in range(25)
]


# Some of the words are frequent, some are not; bitmaps are made of all pages, and not soon again.
INDEXES_HERE: dict[str, Callable[[Path], SearchIndex]] = {
    **INDEXES,
    "tantivy with some bitmaps": lambda folder: TantivyIndex(folder / "index", Paying(40, 100, 1)),
}


@pytest.fixture(params=INDEXES_HERE)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> SearchIndex:
    return INDEXES_HERE[request.param](tmp_path)


@pytest.fixture
def database(tmp_path: Path, index: SearchIndex) -> Iterator[Database]:
    database = open_database(tmp_path, DATABASES.get(index.name))
    with database.write() as connection:
        source = add_source(connection, add_collection(connection), "a.pdf")
        index.prepare(connection)
        for number, body in enumerate(BODIES, 1):
            page_id = add_page(connection, source, number=number)
            index.put(connection, page_id, Terms(" ".join(body), "", ""))
    index.settle(database)
    yield database
    database.close()


def test_what_matches_is_found(database: Database, index: SearchIndex) -> None:
    with database.read() as connection:
        for sought in SOUGHT:
            expected = [n for n, body in enumerate(BODIES, 1) if matches(sought, body)]
            assert list(index.matched(connection, sought, filters=Filters())) == expected, sought


def test_parts_of_the_answer_make_the_whole(database: Database, index: SearchIndex) -> None:
    with database.read() as connection:
        for sought in SOUGHT[::9]:
            whole = index.find(connection, sought, filters=Filters(), limit=PAGES)
            assert whole == sorted(whole, key=lambda hit: (hit.score, hit.page_id))
            parts: list[Hit] = []
            after: Cursor | None = None
            while part := index.find(connection, sought, filters=Filters(), limit=7, after=after):
                parts += part
                after = Cursor(part[-1].score, part[-1].page_id)
            assert parts == whole


def test_what_changed_is_found_at_once_or_when_it_was_taken_in(
    database: Database, index: SearchIndex
) -> None:
    bodies = dict(enumerate(BODIES, 1))
    with database.write() as connection:
        for page_id, body in zip(range(5, 25), BODIES[50:70], strict=True):
            index.put(connection, page_id, Terms(" ".join(body), "", ""))
            bodies[page_id] = body
        for page_id in range(25, 30):
            index.remove(connection, page_id)
            del bodies[page_id]
    changed = set(range(5, 30))
    for settled in (False, True):
        if settled:
            index.settle(database)
        with database.read() as connection:
            for sought in SOUGHT[::4]:
                expected = {n for n, body in bodies.items() if matches(sought, body)}
                found = set(index.matched(connection, sought, filters=Filters()))
                assert found - changed == expected - changed, sought
                assert found <= expected, sought
                assert found == expected or not settled, sought
