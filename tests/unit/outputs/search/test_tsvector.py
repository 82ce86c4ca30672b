"""Pages that a tsvector cannot hold whole are found as well, and as exactly."""

from collections.abc import Iterator

import pytest

from models.database import Database
from models.page import Terms
from outputs.search.backends.tsterms import fits
from outputs.search.backends.tsvector import TsVectorIndex
from outputs.search.queries.filters import Filters
from outputs.search.terms import AllOf, Near, Phrase, Sought
from tests.support.databases import POSTGRESQL
from tests.support.factories import add_collection, add_page, add_source, open_database

LONG_WORD = "ы" * 3000
BODIES = {
    "far": " ".join(["х"] * 250 + [f"слово{n}" for n in range(16_500)] + ["конец", "пути"]),
    "often": " ".join(["то", "же"] * 300 + ["конец"]),
    "word": f"{LONG_WORD} пути конец",
    "many": " ".join(f"{n:020}" for n in range(60_000)),
    "short": "конец пути",
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(tmp_path_factory.mktemp("long"), POSTGRESQL)
    index = TsVectorIndex()
    with database.write() as connection:
        index.prepare(connection)
        source = add_source(connection, add_collection(connection), "a.pdf")
        for number, body in enumerate(BODIES.values(), 1):
            page_id = add_page(connection, source, number=number)
            index.put(connection, page_id, Terms(body, "", ""))
    yield database
    database.close()


def found(database: Database, sought: Sought) -> list[str]:
    with database.read() as connection:
        pages = TsVectorIndex().matched(connection, sought, filters=Filters())
        hits = TsVectorIndex().find(connection, sought, filters=Filters(), limit=10)
    assert {hit.page_id for hit in hits} == set(pages)
    return [list(BODIES)[page_id - 1] for page_id in pages]


END, WAY = Phrase(("конец",)), Phrase(("пути",))


@pytest.mark.parametrize(
    ("sought", "pages"),
    [
        (END, ["far", "often", "word", "short"]),
        (Phrase(("конец", "пути")), ["far", "short"]),
        (Near((END, WAY), 0), ["far", "word", "short"]),
        (Near((Phrase(("же", "конец")), Phrase(("то", "же"))), 0), ["often"]),
        (AllOf((WAY,), (Phrase(("конец", "пути")),)), ["word"]),
        (Phrase((LONG_WORD,)), ["word"]),
        (Phrase((LONG_WORD[:-1],)), []),
        (Phrase((LONG_WORD[:-1],), prefix=True), ["word"]),
        (Phrase((f"{7:020}", f"{8:020}")), ["many"]),
    ],
)
def test_a_long_page_answers_as_any_other(
    database: Database, sought: Sought, pages: list[str]
) -> None:
    assert found(database, sought) == pages


def test_what_a_vector_can_hold() -> None:
    assert [name for name, body in BODIES.items() if fits(Terms(body, "", ""))] == ["short"]
