"""Journeys through the samples as readers make them: by mouse, by keys alone, without scripts."""

import csv
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.chromium import OpenPage
from tests.e2e.geometry import (
    CLOSE,
    Rectangle,
    overlap,
    rectangle_of,
    wait_for_viewer,
    wait_until_still,
)

SOUGHT = "Карлаг"
LISTED = "Тулегенов Касымбек\nНигдеев Никто"


@pytest.fixture
def page(open_quiet: OpenPage, samples_address: str) -> Page:
    return open_quiet(base_url=samples_address, locale="en")


@pytest.fixture
def unscripted(open_quiet: OpenPage, samples_address: str) -> Page:
    return open_quiet(base_url=samples_address, locale="en", java_script_enabled=False)


def search(page: Page, words: str) -> None:
    page.goto("/")
    page.get_by_role("searchbox").first.fill(words)
    page.get_by_role("searchbox").first.press("Enter")
    page.wait_for_url("**/search?**")


def stored_boxes(page: Page, word: str) -> list[Rectangle]:
    """Where a word of the open page stands by the record, as parts of the scan's edges."""
    number = page.url.partition("?")[0].rpartition("/")[2]
    api = f"/api/v1/pages/{number}"
    image = page.request.get(api).json()["image"]
    assert image["rotation"] == 0
    words = page.request.get(f"{api}/words").json()
    boxes = [each["box"] for each in words if word in each["text"].casefold()]
    return [
        (
            box["left"] / image["width"],
            box["top"] / image["height"],
            (box["left"] + box["width"]) / image["width"],
            (box["top"] + box["height"]) / image["height"],
        )
        for box in boxes
    ]


def within(whole: Rectangle, part: Rectangle) -> Rectangle:
    """The part of a rectangle of the screen."""
    width, height = whole[2] - whole[0], whole[3] - whole[1]
    return (
        whole[0] + part[0] * width,
        whole[1] + part[1] * height,
        whole[0] + part[2] * width,
        whole[1] + part[3] * height,
    )


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, and see that a reader can tell."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            outline = target.evaluate("element => getComputedStyle(element).outlineStyle")
            assert outline != "none", "nothing shows where the focus is"
            return
    raise AssertionError(f"Tab does not lead to {target}")


def report_rows(page: Page) -> list[dict[str, str]]:
    with page.expect_download() as expected:
        page.get_by_role("link", name="Take the report").click()
    text = expected.value.path().read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_a_hit_leads_to_a_person_and_every_mention_back_to_its_scan(
    page: Page,
) -> None:
    search(page, "Тулегенов")
    page.locator(".hits h2 a").first.click()
    wait_for_viewer(page)
    page.locator("section.named.person a", has_text="Тулегенов").first.click()
    page.wait_for_url("**/people/*")
    expect(page.locator("h1")).to_contain_text("Тулегенов")
    page.locator(".hits h3 a").first.click()
    page.wait_for_url("**/pages/*mention=*")
    wait_for_viewer(page)
    expect(page.locator("#overlay rect.focus").first).to_be_visible()
    assert "тулегенов" in page.locator("#text mark.focus").first.inner_text().casefold()
    page.locator("section.named.place a").first.click()
    page.wait_for_url("**/entities/*")
    name = page.locator("h1").inner_text().split()[-1]
    assert name.casefold()[:4] in page.locator(".hits mark").first.inner_text().casefold()


def test_a_facet_narrows_to_as_many_pages_as_it_said(page: Page) -> None:
    search(page, "протокол*")
    choice = page.locator("#narrow section.place li", has=page.locator("a")).first
    name = choice.locator("a").inner_text()
    said = choice.locator("b").inner_text()
    before = page.locator(".total strong").inner_text()
    choice.locator("a").click()
    page.locator(".chosen-fields a.place").wait_for()
    expect(page.locator(".chosen-fields")).to_contain_text(name)
    assert said != before.split()[0]
    expect(page.locator(".total strong")).to_have_text(re.compile(rf"^{said}\b"))
    expect(page.locator(".hits h2 a")).to_have_count(int(said))
    page.locator(".chosen-fields a.place").click()
    page.locator(".chosen-fields").wait_for(state="detached")
    expect(page.locator(".total strong")).to_have_text(before)


def test_a_language_once_chosen_stays_and_leaves_the_reader_where_he_was(
    page: Page,
) -> None:
    search(page, SOUGHT)
    found = page.locator(".hits h2 a").count()
    page.get_by_role("link", name="Қазақша").click()
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    expect(page.get_by_role("searchbox").first).to_have_value(SOUGHT)
    expect(page.get_by_role("button", name="Іздеу")).to_be_visible()
    assert found > 0
    expect(page.locator(".hits h2 a")).to_have_count(found)
    page.locator(".hits h2 a").first.click()
    page.wait_for_url("**/pages/*")
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    page.get_by_role("link", name="Русский").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    wait_for_viewer(page)
    expect(page.locator("#overlay rect.hit")).not_to_have_count(0)


def test_a_list_of_names_is_looked_up_and_its_report_taken(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Lists of names").click()
    page.get_by_label("Names, one a line").fill(LISTED)
    page.get_by_role("button", name="Look up").click()
    page.get_by_text("2 of 2 names looked up").wait_for()
    met, missed = page.locator(".answers > li").all()
    assert "Тулегенов" in met.locator("h3 a").first.inner_text()
    assert missed.locator("h3").count() == 0
    rows = report_rows(page)
    assert rows[0]["name in the documents"].startswith("Тулегенов")
    assert rows[-1]["name in the list"] == "Нигдеев Никто"
    assert rows[-1]["person"] == ""
    met.locator(".stands a").first.click()
    page.wait_for_url("**/pages/*")
    assert "тулегенов" in page.locator("#text").inner_text().casefold()


def test_keys_alone_lead_from_the_first_page_to_a_person(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    tab_to(page, page.locator("main").get_by_role("searchbox"))
    page.keyboard.type("Тулегенов")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    tab_to(page, page.locator(".hits h2 a").first)
    page.keyboard.press("Enter")
    wait_for_viewer(page)
    before = rectangle_of(page.locator("#overlay rect.hit").first)
    tab_to(page, page.get_by_role("button", name="Next hit"))
    page.keyboard.press("Enter")
    wait_until_still(page, 1200)
    after = rectangle_of(page.locator("#overlay rect.hit").first)
    assert after[2] - after[0] > before[2] - before[0], "the hit was not brought nearer"
    tab_to(page, page.locator("section.named.person a", has_text="Тулегенов").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/*")
    tab_to(page, page.locator(".hits h3 a").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/pages/*mention=*")


def test_all_of_it_works_without_scripts(unscripted: Page) -> None:
    page = unscripted
    search(page, SOUGHT)
    page.locator(".hits h2 a").first.click()
    page.wait_for_url("**/pages/*")
    scan = rectangle_of(page.locator("#overlay image"))
    stored = [within(scan, each) for each in stored_boxes(page, SOUGHT.casefold())]
    drawn = [rectangle_of(each) for each in page.locator("#overlay rect.hit").all()]
    assert drawn
    for each in drawn:
        assert max(overlap(each, box) for box in stored) > CLOSE
    page.locator("section.named.place a").first.click()
    page.wait_for_url("**/entities/*")
    expect(page.locator(".hits h3 a")).not_to_have_count(0)
    page.get_by_role("link", name="Русский").click()
    page.get_by_role("link", name="Списки имён").click()
    page.get_by_role("textbox").first.fill(LISTED)
    page.locator("form.names button").click()
    page.wait_for_url("**/names/*")
    page.locator(".answers > li").nth(1).wait_for()
    expect(page.locator(".answers h3 a").first).to_contain_text("Тулегенов")
