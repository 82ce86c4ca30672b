"""The archive's own order on the screen: units by number, sheets by sheet, nothing left out."""

import re
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from models.database import Database
from models.i18n import language
from models.tables import FileRow, InventoryRow, PageRow
from outputs.web.queries.archive import Level, Unit, find_path, list_units
from outputs.web.queries.page import find_page
from outputs.web.queries.sheets import list_documents, list_sheets_of_file
from outputs.web.wording import units
from tests.support.factories import (
    add_collection,
    add_document,
    add_file,
    add_page,
    add_source,
    open_database,
)
from tests.support.webroom import Reader, WebRoom


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(tmp_path)


def numbers(database: Database, limit: int) -> list[list[str]]:
    """The numbers of the files of the only inventory, a list for each page of the listing."""
    found, after = [], ""
    with database.read() as connection:
        while True:
            listing = list_units(connection, Level.FILE, within=1, after=after, limit=limit)
            found.append([unit.number for unit, _ in listing.items])
            if listing.next is None:
                return found
            after = listing.next


def test_units_follow_their_numbers_and_not_their_letters(database: Database) -> None:
    with database.write() as connection:
        add_file(connection, "KZ-APRK/141/17/100")
        for number in ("9", "14/3", "14", "10а", "10", "Р-3", "14/12"):
            connection.execute(insert(FileRow).values(inventory_id=1, number=number))
    order = ["9", "10", "10а", "14", "14/3", "14/12", "100", "Р-3"]
    assert numbers(database, 50) == [order]
    assert numbers(database, 3) == [order[:3], order[3:6], order[6:]]


def test_counts_are_of_what_lies_below(database: Database) -> None:
    with database.write() as connection:
        collection = add_collection(connection)
        source = add_source(connection, collection, "a.pdf")
        document = add_document(
            connection, collection, "d", file_id=add_file(connection, "KZ-APRK/141/17/2")
        )
        for number in (1, 2, 3):
            add_page(connection, source, number=number, document_id=document)
        add_page(connection, source, number=4)
        connection.execute(insert(InventoryRow).values(fond_id=1, number="18"))
        (_, archive), (_, full), (_, empty) = (
            *list_units(connection, Level.ARCHIVE).items,
            *list_units(connection, Level.INVENTORY, within=1).items,
        )
    assert (archive.parts, archive.files, archive.pages) == (1, 1, 3)
    assert (full.parts, full.pages, full.lower and full.lower.year) == (1, 3, 1937)
    assert (empty.parts, empty.files, empty.pages, empty.lower) == (0, 0, 0, None)


def test_the_way_to_a_unit_leads_down_from_the_archive(database: Database) -> None:
    with database.write() as connection:
        file_id = add_file(connection, "KZ-APRK/141/17/2")
        path = find_path(connection, Level.FILE, file_id)
        assert [unit.number for unit in path] == ["KZ-APRK", "141", "17", "2"]
        assert find_path(connection, Level.FOND, 99) == ()


def test_sheets_lie_as_in_the_file_whatever_their_delivery_was_called(database: Database) -> None:
    with database.write() as connection:
        collection = add_collection(connection)
        file_id = add_file(connection)
        document = add_document(connection, collection, "d", file_id=file_id)
        for name, sheet, place in (
            ("Л. 10.jpg", "10", 1000),
            ("Л. 2об.jpg", "2об.", 201),
            ("без листа.jpg", None, None),
            ("Л. 2.jpg", "2", 200),
        ):
            page = add_page(
                connection,
                add_source(connection, collection, name),
                sheet=sheet,
                document_id=document,
            )
            connection.execute(update(PageRow).where(PageRow.id == page).values(sheet_order=place))
        first = list_sheets_of_file(connection, file_id, limit=2)
        assert first.next is not None
        rest = list_sheets_of_file(connection, file_id, limit=2, after=first.next)
        (listed,) = list_documents(connection, file_id)
    assert [each.sheet for each in (*first.items, *rest.items)] == ["2", "2об.", "10", None]
    assert rest.next is None
    assert (listed.first_sheet, listed.last_sheet, listed.pages) == ("2", None, 4)


def test_turning_pages_follows_the_sheets_then_the_collection(database: Database) -> None:
    with database.write() as connection:
        collection = add_collection(connection)
        document = add_document(connection, collection, "d", file_id=add_file(connection))
        pages = {}
        for name, place in (("b10", 1000), ("a", None), ("b2", 200), ("b9", 900), ("c", None)):
            pages[name] = add_page(
                connection,
                add_source(connection, collection, name),
                document_id=document if place else None,
            )
            connection.execute(
                update(PageRow).where(PageRow.id == pages[name]).values(sheet_order=place)
            )
        views = {name: find_page(connection, page) for name, page in pages.items()}
    turned = {name: view and view.next_id for name, view in views.items()}
    assert [turned[name] for name in ("b2", "b9", "b10")] == [
        pages[name] for name in ("b9", "b10", "c")
    ]
    back = {name: view and view.previous_id for name, view in views.items()}
    assert [back[name] for name in ("b10", "b9", "b2")] == [
        pages[name] for name in ("b9", "b2", "a")
    ]
    places = [view.in_file for view in views.values() if view and view.in_file]
    assert [(each.position, each.of) for each in places] == [(3, 3), (1, 3), (2, 3)]
    assert views["c"] and views["c"].in_file is None


def test_a_reader_walks_from_the_archive_to_a_sheet(room: WebRoom) -> None:
    reader = Reader(room.app)
    path, said = "/", []
    for pattern in (r"/archives/\d+", r"/fonds/\d+", r"/inventories/\d+", r"/files/\d+"):
        link = re.search(rf'class="name" href="({pattern})">([^<]+)', reader.get(path).text)
        assert link, path
        path = link[1]
        said.append(link[2])
    assert said == ["ЦГА РК", "Fond 109", "Inventory 1", "File 25"]
    page = reader.get(path).text
    assert f'href="/pages/{room.upright}"' in page
    assert "Л. 12об." in page
    assert "109-қор" in reader.get(path, params={"lang": "kk"}).text


def test_pages_without_a_place_in_an_archive_are_shown_with_their_state(room: WebRoom) -> None:
    reader = Reader(room.app)
    files = reader.get("/collections/дела/files").text
    source = re.search(r'href="(/sources/\d+)">e\.pdf', files)
    assert source
    page = reader.get(source[1]).text
    assert f'<li class="quarantined"><a href="/pages/{room.broken}">' in page
    assert '<span class="state quarantined">In quarantine</span>' in page


def test_a_level_that_no_description_states_says_so() -> None:
    unit = Unit(Level.FOND, 1, "", None)
    assert units.unit(unit) == "Fond not stated"
    with language("kk"):
        assert units.unit(unit) == "Қор көрсетілмеген"


@pytest.mark.parametrize("path", ["/archives/9", "/fonds/9", "/files/9", "/sources/99"])
def test_a_unit_that_is_not_there_is_404(room: WebRoom, path: str) -> None:
    assert Reader(room.app).get(path).status_code == 404


def test_a_cursor_of_another_list_is_refused(room: WebRoom) -> None:
    answer = Reader(room.app).get("/archives", params={"after": "WzEsMl0"})
    assert answer.status_code == 400
    assert "argument-invalid" in answer.text
