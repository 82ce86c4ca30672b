"""A browser, and reading rooms for it: one drawn for the test, one over the samples."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.chromium import CHROMIUM, OpenPage, open_browser, open_page, serve, serve_workspace
from tests.support.programs import need_program
from tests.support.webroom import WebRoom, make_webroom


@pytest.fixture(scope="module")  # its event loop must not outlive the module
def browser() -> Iterator[Browser]:
    need_program("chromium")
    with open_browser(CHROMIUM) as opened:
        yield opened


@pytest.fixture
def open_quiet(browser: Browser) -> Iterator[OpenPage]:
    """Opens pages that must have complained of nothing in the console when the test ends."""
    opened = []

    def open_one(**options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1366, "height": 900}, **options})
        page, complaints = open_page(context)
        opened.append((context, complaints))
        return page

    yield open_one
    for context, complaints in opened:
        assert complaints == []
        context.close()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> WebRoom:
    return make_webroom(tmp_path_factory.mktemp("room"))


@pytest.fixture(scope="module")
def address(room: WebRoom) -> Iterator[str]:
    with serve(room.app) as address:
        yield address


@pytest.fixture(scope="session")
def samples_address(read_samples: Path) -> Iterator[str]:
    """The reading room over the samples, as `aigaq serve` opens it."""
    with serve_workspace(read_samples) as address:
        yield address
