"""Signing in and out in a real browser, by keyboard alone, in three languages."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from models.accounts.roles import Role
from models.accounts.users import add_user
from outputs.web.guard.rules import Access
from tests.e2e.chromium import open_page, serve
from tests.support.webroom import make_webroom

PASSWORD = "сорок тысяч дел"  # noqa: S105


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A room that reads to nobody who did not sign in."""
    room = make_webroom(tmp_path_factory.mktemp("room"), access=Access(Role.NOBODY, Role.NOBODY))
    with room.app.state.room.database.write() as connection:
        add_user(connection, "айша", PASSWORD, Role.ARCHIVIST, actor="test")
    with serve(room.app) as address:
        yield address


@pytest.mark.parametrize("locale", ["kk", "ru", "en"])
def test_signing_in_and_out_by_keyboard(browser: Browser, address: str, locale: str) -> None:
    context = browser.new_context(locale=locale)
    page, complaints = open_page(context)
    page.goto(f"{address}/people/candidates?state=joined")
    assert "/sign-in?back=" in page.url
    assert page.locator("html").get_attribute("lang") == locale
    report = Axe().run(page)
    assert not report.violations_count, report.generate_report()
    page.focus("#name")
    page.keyboard.type("Айша")
    page.keyboard.press("Tab")
    page.keyboard.type("не тот пароль")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert page.input_value("#name") == "Айша" and page.input_value("#password") == ""
    report = Axe().run(page)
    assert not report.violations_count, report.generate_report()
    page.focus("#password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/people/candidates?state=joined")
    [cookie] = [each for each in context.cookies() if each["name"] == "aigaq_session"]
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"
    page.focus(".caller button")
    with page.expect_response(lambda response: response.request.method == "POST") as signed_out:
        page.keyboard.press("Enter")
    assert signed_out.value.all_headers()["clear-site-data"] == '"cache"'
    page.wait_for_url(f"{address}/sign-in")
    page.goto(f"{address}/review")
    assert "/sign-in?back=" in page.url
    context.close()
    refused, *told = complaints
    assert "403" in refused
    # Chromium says so, unless the next page has come before.
    assert all('Cleared data types: "cache"' in each for each in told)
