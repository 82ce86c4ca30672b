"""A place is shown with its names in time and on a map, as far as it is known which place it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.database import Database
from models.places import Gazetteer
from outputs.web.drawings.cartography import WIDTH, Located, draw_map
from outputs.web.drawings.placenames import names_in_time
from outputs.web.queries.mentions import Spelling
from tests.support.factories import Named, add_collection, add_page, add_source, open_database
from tests.support.webroom import Reader, room_over

TEXT = "г. Верный, Алма-Атинская область, аул № 4, Спасск, КазССР"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("room")


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[Database]:
    database = open_database(folder)
    guess = [{"place_id": "spassk", "name": "Спасск", "score": 0.5, "reasons": ["name"]}]
    with database.write() as connection:
        for code in ("дела", "письма"):
            collection = add_collection(connection, code)
            add_page(
                connection,
                add_source(connection, collection, f"{code}.png"),
                TEXT,
                mentions=[
                    Named(label="PLACE", text="г. Верный", normal="Верный", key="=almaty"),
                    Named(label="PLACE", text="Алма-Атинская область", key="=almaata_obl"),
                    Named(label="PLACE", text="аул № 4", key="аул № 4"),
                    Named(label="PLACE", text="Спасск", key="спасск", places=guess),
                    Named(label="PLACE", text="КазССР", key="=kazakhstan"),
                ],
            )
    yield database
    database.close()


@pytest.fixture(scope="module")
def room(database: Database, folder: Path) -> Reader:
    return Reader(room_over(database, folder))


def located(place_id: str, times: int = 1) -> Located:
    place = Gazetteer.load().get(place_id)
    assert place is not None
    return Located(place.canonical, f"/{place_id}", place, times)


def test_a_town_has_coordinates_names_and_its_other_collections(room: Reader) -> None:
    page = room.get("/entities/1").text
    assert "43.252° N, 76.912° E" in page
    assert "1855–1921" in page and "Алма-Ата" in page
    assert 'href="/entities/6"' in page
    assert " style=" not in page and "<script>" not in page


def test_an_oblast_is_not_its_town(room: Reader) -> None:
    page = room.get("/entities/2").text
    assert "° N" not in page
    assert 'class="area"' in page
    assert "<dt>Ruled from</dt><dd>Алматы</dd>" in page


def test_an_aul_without_a_parent_stands_on_no_map(room: Reader) -> None:
    page = room.get("/entities/3").text
    assert "stands on no map" in page
    assert "data-lat" not in page


def test_a_place_left_open_is_told_with_what_it_may_be(room: Reader) -> None:
    page = room.get("/entities/4").text
    assert "It may be: Спасск" in page
    assert "data-lat" not in page


def test_a_country_is_no_ring_around_its_capital(room: Reader) -> None:
    assert "data-lat" not in room.get("/entities/5").text


def test_the_places_of_a_collection_stand_on_one_map(room: Reader) -> None:
    page = room.get("/collections/дела/places").text
    assert page.count("data-lat") == 2
    assert 'href="/entities/1"' in page
    assert "data-lat" not in room.get("/collections/дела/people").text


def test_a_map_shows_all_its_places_at_their_latitude() -> None:
    drawn = draw_map([located("almaty", 9), located("petropavl"), located("kyzylorda")])
    assert drawn is not None
    by_id = {each.located.place.id: each for each in drawn.markers}
    assert all(0 < each.x < WIDTH and 0 < each.y < drawn.height for each in drawn.markers)
    assert by_id["petropavl"].y < by_id["kyzylorda"].y < by_id["almaty"].y
    assert by_id["kyzylorda"].x < by_id["petropavl"].x < by_id["almaty"].x
    assert by_id["almaty"].radius > by_id["petropavl"].radius


def test_a_map_grows_to_a_place_far_away_and_is_none_without_places() -> None:
    near, far = draw_map([located("almaty")]), draw_map([located("almaty"), located("moscow")])
    assert near is not None
    assert far is not None
    assert far.scale < near.scale
    assert draw_map([]) is None
    assert draw_map([located("kirgizia")]) is None


def test_names_do_not_lie_over_each_other() -> None:
    near = ("karaganda", "saran", "shakhtinsk", "dolinka", "abai_city", "temirtau", "karabas")
    drawn = draw_map([located(each) for each in near])
    assert drawn is not None
    labelled = [each for each in drawn.markers if each.label is not None]
    assert 0 < len(labelled) < len(near)


def test_the_names_of_a_place_are_in_order_and_say_which_is_written_here() -> None:
    place = Gazetteer.load().get("almaty")
    assert place is not None
    names = names_in_time(place, [Spelling("г. Верном", 2)])
    dated = [each for each in names if each.is_dated]
    assert [each.text for each in dated][:3] == ["Заилийское", "Верный", "Алма-Ата"]
    assert [each.text for each in dated if each.is_read] == ["Верный"]
    assert all(0 <= each.begins <= each.begins + each.lasts <= 1.01 for each in dated)
