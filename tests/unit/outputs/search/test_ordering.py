"""Answers in the order of their dates or of the archive, in stretches without gaps."""

from collections.abc import Iterator
from datetime import date

import pytest
from pyroaring import BitMap
from sqlalchemy import insert, select, update

from models.database import Database
from models.errors import ConfigError
from models.tables import DocumentRow, FileRow, PageRow
from outputs.search.index import Cursor
from outputs.search.ordering import Order, order_pages
from outputs.search.service import Search, SearchRequest
from tests.support.factories import (
    add_collection,
    add_document,
    add_file,
    add_page,
    add_source,
    open_database,
)
from tests.support.reindex import own_index, rebuild

ALL = BitMap(range(1, 10))
# Files 10, 9 and again 9; the last page has no place in an archive.
IN_ARCHIVE = [3, 2, 1, 4]
BY_DATE = [2, 1, 3, 4]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(tmp_path_factory.mktemp("ordering"))
    with database.write() as connection:
        collection = add_collection(connection)
        source = add_source(connection, collection, "a.pdf")
        days = (date(1937, 5, 1), date(1931, 1, 1), date(1938, 1, 1))
        ninth = add_file(connection, "KZ-CGARK/109/1/9")
        inventory = connection.scalar(select(FileRow.inventory_id).where(FileRow.id == ninth))
        tenth = connection.scalar(
            insert(FileRow).values(inventory_id=inventory, number="10").returning(FileRow.id)
        )
        for number, (file, sheet) in enumerate(((tenth, 1), (ninth, 12), (ninth, 3)), 1):
            document = add_document(connection, collection, f"d{number}", file_id=file)
            connection.execute(
                update(DocumentRow)
                .where(DocumentRow.id == document)
                .values(lower=days[number - 1], upper=days[number - 1])
            )
            page = add_page(connection, source, "тройка", number=number)
            connection.execute(
                update(PageRow)
                .where(PageRow.id == page)
                .values(document_id=document, sheet_order=2 * sheet)
            )
        add_page(connection, source, "тройкк", number=4)
    rebuild(database, own_index(database))
    yield database
    database.close()


@pytest.mark.parametrize(("order", "expected"), [("archive", IN_ARCHIVE), ("date", BY_DATE)])
def test_pages_come_in_order_and_in_stretches(
    database: Database, order: Order, expected: list[int]
) -> None:
    with database.read() as connection:
        assert order_pages(connection, ALL, order, limit=9) == expected
        seen: list[int] = []
        while stretch := order_pages(
            connection, ALL, order, limit=1, after=seen[-1] if seen else None
        ):
            seen += stretch
        assert seen == expected
        assert order_pages(connection, BitMap([1, 2]), order, limit=9) == [
            each for each in expected if each < 3
        ]


def test_a_cursor_of_no_page_is_refused(database: Database) -> None:
    with database.read() as connection, pytest.raises(ConfigError):
        order_pages(connection, ALL, "date", limit=1, after=99)


def test_a_search_keeps_its_order_over_stretches(database: Database) -> None:
    search = Search(database, own_index(database))
    first = search.search(SearchRequest(query="тройка", order="archive", limit=2))
    assert first.total == 3
    assert first.next is not None
    rest = search.search(
        SearchRequest(query="тройка", order="archive", limit=2, after=Cursor.parse(str(first.next)))
    )
    assert [hit.page_id for hit in (*first.hits, *rest.hits)] == IN_ARCHIVE[:3]
    assert rest.next is None
    assert not any(hit.widened for hit in first.hits)
