"""A reader's journey in a real browser: search, open a hit, see its box over the word."""

from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from tests.e2e.chromium import open_page
from tests.webroom import CLEANED_INK, INK, KEYWORD, WebRoom

# On an overview the word is 12 pixels high, of which rounding and blur may take two; a box that
# is half a word off would score a third.
CLOSE = 0.75
Rectangle = tuple[float, float, float, float]


def rectangle_of(locator: Locator) -> Rectangle:
    """Where the browser draws an SVG element, without the width of its line."""
    left, top, right, bottom = locator.evaluate(
        """element => {
            const box = element.getBBox(), matrix = element.getScreenCTM();
            const one = new DOMPoint(box.x, box.y).matrixTransform(matrix);
            const other = new DOMPoint(box.x + box.width, box.y + box.height)
                .matrixTransform(matrix);
            return [one.x, one.y, other.x, other.y];
        }"""
    )
    return left, top, right, bottom


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


def overlap(one: Rectangle, other: Rectangle) -> float:
    """Intersection over union."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(0.0, width) * max(0.0, height)
    areas = sum((each[2] - each[0]) * (each[3] - each[1]) for each in (one, other))
    return shared / (areas - shared)


def wait_for_viewer(page: Page) -> None:
    page.wait_for_selector("#viewer[data-ready=yes] canvas", state="attached")
    page.wait_for_timeout(900)  # the viewer's opening animation


def test_a_hit_is_boxed_where_its_word_stands(
    browser: Browser, address: str, room: WebRoom
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    page, complaints = open_page(context)
    page.goto(address)
    page.get_by_role("searchbox").fill(KEYWORD)
    page.get_by_role("button", name="Search").click()
    page.locator(".hits h2 a").first.click()
    page.wait_for_url("**/pages/**")
    wait_for_viewer(page)
    hit = page.locator("#overlay rect.hit")
    assert hit.count() == 1
    assert overlap(rectangle_of(hit), painted(page)) > CLOSE
    assert complaints == []
    context.close()


def test_the_box_stays_on_the_word_of_a_page_turned_upright_and_zoomed(
    browser: Browser, address: str, room: WebRoom
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    page, complaints = open_page(context)
    page.goto(f"{address}/pages/{room.turned}?q={KEYWORD}")
    wait_for_viewer(page)
    before = rectangle_of(page.locator("#overlay rect.hit"))
    page.get_by_role("button", name="Next hit").click()
    page.wait_for_timeout(1200)
    after = rectangle_of(page.locator("#overlay rect.hit"))
    assert after[2] - after[0] > before[2] - before[0], "the hit was not brought nearer"
    assert after[3] - after[1] > after[2] - after[0], "the turned word should stand on end"
    assert overlap(after, painted(page)) > CLOSE
    assert complaints == []
    context.close()


def test_a_mention_of_the_text_lights_up_on_the_image(
    browser: Browser, address: str, room: WebRoom
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    page, complaints = open_page(context)
    page.goto(f"{address}/pages/{room.upright}")
    wait_for_viewer(page)
    page.locator("#text mark.person").hover()
    assert "lit" in (page.locator("#overlay rect.person").get_attribute("class") or "")
    page.get_by_role("checkbox", name="People").uncheck()
    assert not page.locator("#overlay rect.person").is_visible()
    assert complaints == []
    context.close()


def test_the_cleaned_picture_takes_the_place_of_the_scan_under_the_same_boxes(
    browser: Browser, address: str, room: WebRoom
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    page, complaints = open_page(context)
    page.goto(f"{address}/pages/{room.upright}?q={KEYWORD}")
    wait_for_viewer(page)
    page.get_by_role("checkbox", name="Doubtful words").uncheck()
    assert not page.locator("#overlay rect.doubt").first.is_visible()
    page.get_by_role("link", name="As cleaned").click()
    page.locator("[data-picture=cleaned][aria-current]").wait_for()
    page.wait_for_timeout(300)  # the viewer draws on its next frame
    hit = rectangle_of(page.locator("#overlay rect.hit"))
    assert overlap(hit, painted(page, CLEANED_INK)) > CLOSE
    page.get_by_role("link", name="Next →").click()
    page.wait_for_url("**doubt=off&picture=cleaned")
    assert complaints == []
    context.close()


def test_searching_again_changes_the_results_and_the_address_only(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    page, complaints = open_page(context)
    page.goto(f"{address}/search?q={KEYWORD}")
    page.evaluate("document.body.dataset.same = 'page'")
    page.get_by_role("searchbox").fill("нигде")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("0 pages found").wait_for()
    assert "q=%D0%BD%D0%B8%D0%B3%D0%B4%D0%B5" in page.url
    assert page.evaluate("document.body.dataset.same") == "page"
    assert complaints == []
    context.close()


def test_the_journey_works_without_scripts(browser: Browser, address: str, room: WebRoom) -> None:
    context = browser.new_context(
        viewport={"width": 1366, "height": 900}, java_script_enabled=False
    )
    page, complaints = open_page(context)
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
    assert page.locator("#text .hit").inner_text() == KEYWORD
    doubtful = page.locator("#text .doubt.d3")
    shade = "element => getComputedStyle(element).backgroundColor"
    shaded = doubtful.evaluate(shade)
    page.get_by_role("checkbox", name="Doubtful words").uncheck()
    assert doubtful.evaluate(shade) == "rgba(0, 0, 0, 0)" != shaded
    page.get_by_role("link", name="As cleaned").click()
    page.wait_for_url("**picture=cleaned")
    assert "cleaned.jpg" in (page.locator("#overlay image").get_attribute("href") or "")
    page.get_by_role("link", name="Русский").click()
    assert page.get_by_role("link", name="Следующая").is_visible()
    assert complaints == []
    context.close()


def test_the_whole_page_goes_on_paper_with_its_marks(
    browser: Browser, address: str, room: WebRoom
) -> None:
    context = browser.new_context(viewport={"width": 800, "height": 1100})
    page, complaints = open_page(context)
    page.goto(f"{address}/pages/{room.turned}?q={KEYWORD}")
    wait_for_viewer(page)
    page.get_by_role("button", name="Next hit").click()
    page.emulate_media(media="print")
    assert not page.locator("#viewer").is_visible()
    printed = rectangle_of(page.locator("#on-paper image"))
    size = (printed[2] - printed[0], printed[3] - printed[1])
    assert size[0] / size[1] == pytest.approx(2200 / 1700, rel=0.01)
    marks = rectangle_of(page.locator("#on-paper use"))
    assert printed[0] <= marks[0] < marks[2] <= printed[2]
    assert printed[1] <= marks[1] < marks[3] <= printed[3]
    assert complaints == []
    context.close()
