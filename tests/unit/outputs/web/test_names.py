"""Lists of people and places: found in any spelling, sorted, and gone through to their end."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from models.people import refresh
from models.people.matcher import NameMatcher
from outputs.web.cursors import Listing
from outputs.web.queries.entities import list_entities, list_most_named
from outputs.web.queries.people import list_people
from tests.support.factories import Named, add_collection, add_page, add_source, open_database
from tests.support.people import person
from tests.support.webroom import Reader, room_over

NAMES = ("Тулегенов Касымбек", "Абаев Серик", "Яковлев Петр", "Гайдук Трофим")
PLACES = (("Акмолинск", "=astana"), ("Верный", "=almaty"), ("аул № 4", "аул № 4"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("room")


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[Database]:
    """Pages on which the last people and places of the lists are named most often."""
    database = open_database(folder)
    with database.write() as connection:
        collection = add_collection(connection, "дела")
        for number in range(len(NAMES)):
            people = NAMES[number:]
            places = PLACES[number:]
            text = "\n".join([*people, *(name for name, _ in places)])
            source = add_source(connection, collection, f"{number}.png")
            mentions = [person(name, {"birth_year": 1900}) for name in people]
            mentions += [Named(label="PLACE", text=name, key=key) for name, key in places]
            add_page(connection, source, text, mentions=mentions)
    refresh(database, NameMatcher())
    yield database
    database.close()


@pytest.fixture(scope="module")
def room(database: Database, folder: Path) -> Reader:
    return Reader(room_over(database, folder))


def listed(room: Reader, path: str, **params: str) -> list[str]:
    page = room.get(f"/collections/дела/{path}", params=dict(params)).text
    return re.findall(r'<li><a href="/(?:people|entities)/\d+">([^<]+)</a>', page)


@pytest.mark.parametrize("typed", ["Tolegenov", "Төлегенов", "Тулегенов К."])
def test_a_person_is_found_in_any_spelling(room: Reader, typed: str) -> None:
    assert listed(room, "people", name=typed) == ["Тулегенов Касымбек"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Нур-Султан", ["Акмолинск"]),
        ("Алма-Ата", ["Верный"]),
        ("Верн", ["Верный"]),
        ("аул", ["аул № 4"]),
        ("Париж", []),
    ],
)
def test_a_place_is_found_by_its_name_of_any_time(
    room: Reader, typed: str, found: list[str]
) -> None:
    assert listed(room, "places", name=typed) == found


def test_those_named_most_come_first_when_asked(room: Reader) -> None:
    assert listed(room, "people")[0] == "Абаев Серик"
    assert listed(room, "people", sort="mentions")[0] == "Гайдук Трофим"
    assert listed(room, "places", sort="mentions")[0] == "аул № 4"
    assert room.get("/collections/дела/people", params={"sort": "x"}).status_code == 422


def ids(listing_after: Callable[..., Listing[Any]]) -> list[int]:
    """The numbers of a whole list, one at a time."""
    listing = listing_after(after="", limit=1)
    found = [each.id for each in listing.items]
    while listing.next:
        listing = listing_after(after=listing.next, limit=1)
        found += [each.id for each in listing.items]
    return found


def test_every_order_goes_through_all_and_ends(database: Database) -> None:
    with database.read() as connection:
        by_name = ids(partial(list_people, connection, 1, sort="name"))
        by_mentions = ids(partial(list_people, connection, 1, sort="mentions"))
        places = [
            ids(partial(how, connection, 1, "PLACE")) for how in (list_entities, list_most_named)
        ]
    assert sorted(by_name) == sorted(by_mentions) != by_mentions
    assert len(set(by_name)) == len(by_name) == len(NAMES)
    assert sorted(places[0]) == sorted(places[1]) and len(set(places[0])) == len(PLACES)


def test_before_people_are_worked_out_names_are_listed(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    with database.write() as connection:
        source = add_source(connection, add_collection(connection, "дела"), "a.png")
        add_page(connection, source, NAMES[0], mentions=[person(NAMES[0])])
    room = Reader(room_over(database, tmp_path))
    assert listed(room, "people", sort="mentions") == [NAMES[0]]
    database.close()
