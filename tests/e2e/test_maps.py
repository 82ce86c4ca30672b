"""Maps in a real browser: drawn without scripts, moved with them, and leading to their places."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.chromium import PATIENCE_MS, open_page, serve
from tests.support.factories import Named, add_collection, add_page, add_source, open_database
from tests.support.webroom import room_over

TEXT = "г. Алма-Ата, г. Петропавловск, Кустанайский уезд"
PLACES = "/collections/cases/places"


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A room whose only page names a town in the south, one in the north and an uezd."""
    folder = tmp_path_factory.mktemp("maps")
    database = open_database(folder)
    with database.write() as connection:
        source = add_source(connection, add_collection(connection), "a.png")
        mentions = [
            Named(label="PLACE", text="Алма-Ата", key="=almaty"),
            Named(label="PLACE", text="Петропавловск", key="=petropavl"),
            Named(label="PLACE", text="Кустанайский уезд", key="=kustanay_uezd"),
        ]
        add_page(connection, source, TEXT, mentions=mentions)
    with serve(room_over(database, folder)) as address:
        yield address
    database.close()


def wait_for_height(drawn: Locator, is_right: Callable[[float], bool]) -> None:
    """Wait until it is as high as it is to be, and the map, deaf while it moves, is still."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while (box := drawn.bounding_box()) is None or not is_right(box["height"]):
        assert time.monotonic() < deadline, box
        drawn.page.wait_for_timeout(50)
    expect(drawn.page.locator(".leaflet-zoom-anim")).to_have_count(0)


def test_a_map_can_be_moved_and_leads_to_a_place(browser: Browser, places: str) -> None:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page, complaints = open_page(context)
    page.goto(places + PLACES)
    page.locator(".moving path.spot").nth(2).wait_for()
    boxes = {
        name: page.locator(".spot-name", has_text=name).bounding_box()
        for name in ("Алма-Ата", "Петропавловск")
    }
    south, north = boxes["Алма-Ата"], boxes["Петропавловск"]
    assert south is not None
    assert north is not None
    assert south["y"] > north["y"] + 100
    country = page.locator(".moving path.home")
    land = country.bounding_box()
    assert land is not None
    assert land["width"] > 500, "the outline of Kazakhstan is drawn"
    page.locator(".leaflet-control-zoom-in").click()
    wait_for_height(country, lambda height: height > 1.3 * land["height"])
    page.locator(".leaflet-control-zoom-out").click()
    wait_for_height(country, lambda height: height < 1.1 * land["height"])
    assert complaints == []
    page.locator(".moving path.spot").last.click()
    page.wait_for_url("**/entities/*")
    context.close()


def test_a_map_is_drawn_without_scripts_in_the_same_place(browser: Browser, places: str) -> None:
    context = browser.new_context(
        viewport={"width": 1200, "height": 900}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(places + PLACES)
    map_box = page.locator(".map > svg").bounding_box()
    markers = [page.locator(".map a circle").nth(n).bounding_box() for n in range(3)]
    assert map_box is not None
    for box in markers:
        assert box is not None
        assert map_box["x"] < box["x"] < map_box["x"] + map_box["width"]
        assert map_box["y"] < box["y"] < map_box["y"] + map_box["height"]
    expect(page.locator(".map a.area")).to_have_count(1)
    page.get_by_role("link", name="Алма-Ата").last.click()
    expect(page.get_by_text("43.252° N").first).to_be_visible()
    context.close()
