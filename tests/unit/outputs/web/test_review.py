"""The review lists pages by expected errors, and those that name somebody before the others."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from models.errors import ConfigError
from models.tables import PageQualityRow
from outputs.web.cursors import pack_cursor
from outputs.web.queries.review import list_review
from outputs.web.wording.present import errors
from tests.support.factories import (
    Named,
    add_collection,
    add_page,
    add_source,
    open_database,
)
from tests.support.webroom import Reader, make_webroom

RATED = (
    ("named-good", 0.02, True),
    ("bare-worst", 0.5, False),
    ("named-bad", 0.3, True),
    ("named-bad-too", 0.3, True),
    ("bare-good", 0.01, False),
)
IN_ORDER = ["named-bad", "named-bad-too", "named-good", "bare-worst", "bare-good"]


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with open_database(tmp_path).write() as opened:
        cases = add_collection(opened)
        for name, cer, named in RATED:
            _rate(opened, cases, name, cer, named=named)
        _rate(opened, add_collection(opened, "others"), "elsewhere", 0.9, named=True)
        add_page(opened, add_source(opened, cases, "not-rated"), "текст")
        yield opened


def _rate(connection: Connection, collection: int, name: str, cer: float, *, named: bool) -> None:
    mentions = [Named(label="PLACE", text="Верный")] if named else []
    source = add_source(connection, collection, name)
    page = add_page(connection, source, "город Верный", mentions=mentions)
    connection.execute(insert(PageQualityRow).values(page_id=page, expected_cer=cer))


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 50])
def test_the_worst_comes_first_and_no_page_is_lost_or_doubled(
    connection: Connection, limit: int
) -> None:
    seen: list[str] = []
    after: str | None = None
    while True:
        listing = list_review(connection, collection_id=1, after=after, limit=limit)
        seen += [page.source for page in listing.items]
        after = listing.next
        if after is None:
            break
    assert seen == IN_ORDER


def test_all_collections_are_listed_together(connection: Connection) -> None:
    listing = list_review(connection)
    assert [page.source for page in listing.items] == ["elsewhere", *IN_ORDER]
    assert listing.items[0].mentions == 1


@pytest.mark.parametrize(
    "after", [pack_cursor([1, 0.5]), pack_cursor([1, float("nan"), 3]), pack_cursor([1, 2, 3])]
)
def test_a_cursor_of_another_list_is_refused(connection: Connection, after: str) -> None:
    with pytest.raises(ConfigError):
        list_review(connection, after=after)


def test_people_and_programs_see_the_same_list(tmp_path: Path) -> None:
    room = make_webroom(tmp_path)
    client = Reader(room.app)
    assert "No page was rated yet" in client.get("/review").text
    with room.app.state.room.database.write() as connection:
        for page, cer in ((room.blank, 0.4), (room.turned, 0.004), (room.upright, 0.123)):
            connection.execute(insert(PageQualityRow).values(page_id=page, expected_cer=cer))
    screen = client.get("/review", params={"collection": "дела"}).text
    order = [screen.index(f'href="/pages/{each}"') for each in (room.upright, room.turned)]
    nameless = screen.index("name nobody and nothing")
    assert order == sorted(order)
    assert order[-1] < nameless < screen.index(f'href="/pages/{room.blank}"')
    assert "about 12 % of letters wrong" in screen
    assert "0.4 %" in screen
    [first, *_, last] = client.get("/api/v1/review").json()["items"]
    assert (first["page_id"], first["expected_cer"]) == (room.upright, 0.123)
    assert (last["page_id"], last["mentions"]) == (room.blank, 0)
    assert client.get(f"/api/v1/pages/{room.upright}").json()["expected_cer"] == 0.123
    assert client.get("/review", params={"collection": "none"}).status_code == 404


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0004, "<0.1 %"), (0.004, "0.4 %"), (0.0994, "9.9 %"), (0.0995, "10 %"), (0.123, "12 %")],
)
def test_good_pages_are_told_apart_by_tenths(share: float, said: str) -> None:
    assert errors(share) == said
