"""A reader's journey in a real browser: search, open a hit, see its box over the word."""

import re
from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.chromium import OpenPage
from tests.e2e.geometry import (
    CLOSE,
    Rectangle,
    overlap,
    rectangle_of,
    wait_for_viewer,
    wait_until_still,
)
from tests.support.webroom import CLEANED_INK, INK, KEYWORD, WebRoom


def painted(page: Page, ink: tuple[int, int, int] = INK) -> Rectangle:
    """Where the keyword's colour is seen on the screen, the drawn boxes hidden."""
    page.evaluate(
        "document.getElementById('overlay').querySelectorAll('rect')"
        ".forEach(rect => rect.style.visibility = 'hidden')"
    )
    shot = np.asarray(Image.open(BytesIO(page.screenshot())).convert("RGB")).astype(int)
    seen = (np.abs(shot - np.array(ink)).sum(axis=2) < 60).astype(np.uint8)
    left, top, width, height = cv2.boundingRect(seen)
    assert width and height, "the keyword is not on the screen"
    return left, top, left + width, top + height


def test_a_hit_is_boxed_where_its_word_stands(
    open_quiet: OpenPage, address: str, room: WebRoom
) -> None:
    page = open_quiet()
    page.goto(address)
    page.get_by_role("searchbox").fill(KEYWORD)
    page.get_by_role("button", name="Search").click()
    page.locator(".hits h2 a").first.click()
    page.wait_for_url("**/pages/**")
    wait_for_viewer(page)
    hit = page.locator("#overlay rect.hit")
    expect(hit).to_have_count(1)
    assert overlap(rectangle_of(hit), painted(page)) > CLOSE


def test_the_box_stays_on_the_word_of_a_page_turned_upright_and_zoomed(
    open_quiet: OpenPage, address: str, room: WebRoom
) -> None:
    page = open_quiet()
    page.goto(f"{address}/pages/{room.turned}?q={KEYWORD}")
    wait_for_viewer(page)
    before = rectangle_of(page.locator("#overlay rect.hit"))
    page.get_by_role("button", name="Next hit").click()
    wait_until_still(page, 1200)
    after = rectangle_of(page.locator("#overlay rect.hit"))
    assert after[2] - after[0] > before[2] - before[0], "the hit was not brought nearer"
    assert after[3] - after[1] > after[2] - after[0], "the turned word should stand on end"
    assert overlap(after, painted(page)) > CLOSE


def test_a_mention_of_the_text_lights_up_on_the_image(
    open_quiet: OpenPage, address: str, room: WebRoom
) -> None:
    page = open_quiet()
    page.goto(f"{address}/pages/{room.upright}")
    wait_for_viewer(page)
    page.locator("#text mark.person").hover()
    expect(page.locator("#overlay rect.person")).to_contain_class("lit")
    page.get_by_role("checkbox", name="People").uncheck()
    expect(page.locator("#overlay rect.person")).to_be_hidden()


def test_a_word_of_the_image_lights_up_in_the_text_also_when_the_page_is_turned(
    open_quiet: OpenPage, address: str, room: WebRoom
) -> None:
    page = open_quiet()
    page.goto(f"{address}/pages/{room.upright}?q={KEYWORD}")
    wait_for_viewer(page)
    for turns in (0, 3):  # turned once, the word would lie under the tools
        for _ in range(turns):
            page.get_by_role("button", name="Turn by a quarter").click()
        wait_until_still(page, 900)
        left, top, right, bottom = rectangle_of(page.locator("#overlay rect.hit"))
        assert (abs(right - left) > abs(bottom - top)) is (turns == 0)
        page.mouse.move((left + right) / 2, (top + bottom) / 2)
        expect(page.locator("#text span.lit")).to_have_text([KEYWORD])
        page.mouse.move(5, 5)
        page.locator("#text span.lit").wait_for(state="detached")


def test_a_tap_on_a_phone_lights_the_word_in_both_and_keeps_the_image_in_sight(
    open_quiet: OpenPage, address: str, room: WebRoom
) -> None:
    page = open_quiet(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(f"{address}/pages/{room.upright}?q={KEYWORD}")
    wait_for_viewer(page)
    left, top, right, bottom = rectangle_of(page.locator("#overlay rect.hit"))
    page.touchscreen.tap((left + right) / 2, (top + bottom) / 2)
    expect(page.locator("#text span.lit")).to_have_text([KEYWORD])
    expect(page.locator("#overlay .pointer")).to_have_count(1)
    page.locator("#text").get_by_text("Верный").tap()
    expect(page.locator("#text span.lit")).to_have_text(["Верный"])
    wait_until_still(page, 900)
    drawn = rectangle_of(page.locator("#overlay .pointer"))
    pane = page.locator("#viewer").bounding_box()
    assert pane and pane["y"] >= 0
    assert pane["y"] <= drawn[1] < drawn[3] <= pane["y"] + pane["height"]


def test_the_scan_comes_in_tiles_as_sharp_as_one_looks(
    open_quiet: OpenPage, address: str, room: WebRoom
) -> None:
    page = open_quiet()
    page.goto(f"{address}/pages/{room.upright}?q={KEYWORD}")
    wait_for_viewer(page)
    sharpest = re.compile(r"/iiif/image/\d+/\d+,\d+,512,512/512,512/0/default\.jpg$")
    with page.expect_request(sharpest):
        page.get_by_role("button", name="Next hit").click()


def test_the_keys_do_what_the_list_says_unless_one_types_or_switched_them_off(
    open_quiet: OpenPage, address: str, room: WebRoom
) -> None:
    page = open_quiet()
    page.goto(f"{address}/pages/{room.upright}")
    wait_for_viewer(page)
    page.keyboard.press("c")
    expect(page.locator("#viewer")).to_have_attribute("data-contrast", "strong")
    page.keyboard.press("d")
    expect(page.get_by_role("checkbox", name="Doubtful words")).not_to_be_checked()
    page.keyboard.press("f")
    page.keyboard.type("nn")
    expect(page.get_by_role("searchbox")).to_have_value("nn")
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("checkbox", name="Listen to these keys").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("n")
    page.wait_for_timeout(300)
    assert f"/pages/{room.upright}" in page.url
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Listen to these keys").check()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url(f"**/pages/{room.turned}?doubt=off")
    expect(page.locator("#viewer")).to_have_attribute("data-contrast", "strong")
    page.keyboard.press("p")
    page.wait_for_url(f"**/pages/{room.upright}?doubt=off")


def test_the_cleaned_picture_takes_the_place_of_the_scan_under_the_same_boxes(
    open_quiet: OpenPage, address: str, room: WebRoom
) -> None:
    page = open_quiet()
    page.goto(f"{address}/pages/{room.upright}?q={KEYWORD}")
    wait_for_viewer(page)
    page.get_by_role("checkbox", name="Doubtful words").uncheck()
    expect(page.locator("#overlay rect.doubt").first).to_be_hidden()
    page.get_by_role("link", name="As cleaned").click()
    page.locator("[data-picture=cleaned][aria-current]").wait_for()
    wait_until_still(page, 300)  # the viewer draws on its next frame
    hit = rectangle_of(page.locator("#overlay rect.hit"))
    assert overlap(hit, painted(page, CLEANED_INK)) > CLOSE
    page.get_by_role("link", name="Next →").click()
    page.wait_for_url("**doubt=off&picture=cleaned")


def test_searching_again_changes_the_results_and_the_address_only(
    open_quiet: OpenPage, address: str
) -> None:
    page = open_quiet()
    page.goto(f"{address}/search?q={KEYWORD}")
    page.evaluate("document.body.dataset.same = 'page'")
    page.get_by_role("searchbox").fill("нигде")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("0 pages found").wait_for()
    page.wait_for_url("**/search?*q=%D0%BD%D0%B8%D0%B3%D0%B4%D0%B5*")
    assert page.evaluate("document.body.dataset.same") == "page"


def test_the_journey_works_without_scripts(
    open_quiet: OpenPage, address: str, room: WebRoom
) -> None:
    page = open_quiet(java_script_enabled=False)
    page.goto(address)
    page.get_by_role("searchbox").fill(KEYWORD)
    page.get_by_role("button", name="Search").click()
    page.locator(".hits h2 a").first.click()
    page.wait_for_url("**/pages/**")
    hit = rectangle_of(page.locator("#overlay rect.hit"))
    scan = rectangle_of(page.locator("#overlay image"))
    scale = (scan[2] - scan[0]) / 1700
    word = room.word
    expected = (
        scan[0] + word.left * scale,
        scan[1] + word.top * scale,
        scan[0] + word.right * scale,
        scan[1] + word.bottom * scale,
    )
    assert overlap(hit, expected) > CLOSE
    expect(page.locator("#text .hit")).to_have_text(KEYWORD)
    doubtful = page.locator("#text .doubt.d3")
    shade = "element => getComputedStyle(element).backgroundColor"
    shaded = doubtful.evaluate(shade)
    page.get_by_role("checkbox", name="Doubtful words").uncheck()
    assert doubtful.evaluate(shade) == "rgba(0, 0, 0, 0)" != shaded
    page.get_by_role("link", name="As cleaned").click()
    page.wait_for_url("**picture=cleaned")
    expect(page.locator("#overlay image")).to_have_attribute("href", re.compile("cleaned.jpg"))
    page.get_by_role("link", name="Русский").click()
    expect(page.get_by_role("link", name="Следующая")).to_be_visible()


def test_the_whole_page_goes_on_paper_with_its_marks(
    open_quiet: OpenPage, address: str, room: WebRoom
) -> None:
    page = open_quiet(viewport={"width": 800, "height": 1100})
    page.goto(f"{address}/pages/{room.turned}?q={KEYWORD}")
    wait_for_viewer(page)
    page.get_by_role("button", name="Next hit").click()
    page.emulate_media(media="print")
    expect(page.locator("#viewer")).to_be_hidden()
    printed = rectangle_of(page.locator("#on-paper image"))
    size = (printed[2] - printed[0], printed[3] - printed[1])
    assert size[0] / size[1] == pytest.approx(2200 / 1700, rel=0.01)
    marks = rectangle_of(page.locator("#on-paper use"))
    assert printed[0] <= marks[0] < marks[2] <= printed[2]
    assert printed[1] <= marks[1] < marks[3] <= printed[3]


def test_dragging_over_years_narrows_the_answer_to_them(
    open_quiet: OpenPage, samples_address: str
) -> None:
    page = open_quiet()
    page.goto(f"{samples_address}/search?q=арест")
    bars = page.locator(".years a")
    first, last = bars.first.get_attribute("data-year"), bars.last.get_attribute("data-year")
    for bar, press in ((bars.first, page.mouse.down), (bars.last, page.mouse.up)):
        place = bar.bounding_box()
        assert place
        page.mouse.move(place["x"] + place["width"] / 2, place["y"] + 20)
        press()
    page.wait_for_url(f"**/search?q=**date%3A{first}..{last}")
    expect(page.get_by_role("searchbox")).to_have_value(f"арест date:{first}..{last}")
