"""Every kind of page is accessible and valid HTML, whatever the light and the language."""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urljoin, urlsplit

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from playwright.sync_api import Browser
from starlette.routing import BaseRoute

from tests.conftest import need_program
from tests.e2e.chromium import open_page
from tests.webroom import WebRoom

Light = Literal["light", "dark"]
VALIDATOR = Path(".cache/npm/node_modules/vnu-jar/build/dist/vnu.jar")
# What no link leads to: a query that cannot be read, and a page that is not there.
UNLINKED = ("/search?q=(", "/pages/999999999")
HREF = re.compile(r'<a [^>]*href="([^"]+)"')
MANNERS = re.compile(r"[?&](lang|theme)=")
VISITS_OF_A_KIND = 4


@pytest.fixture(scope="module")
def kinds(room: WebRoom, samples_address: str) -> dict[str, str]:
    """One address of each kind of page of the samples, by the route that answers it."""
    routes = list(_page_routes(room.app.routes))
    assert "/pages/{page_id}" in {route.path for route in routes}
    with httpx.Client(follow_redirects=True) as client:
        report = client.post(f"{samples_address}/names", data={"names": "Тулегенов Касымбек"}).url
    found: dict[str, str] = {}
    for address in _walk(samples_address, str(report), routes):
        found.setdefault(_kind(address, routes), address)
    missing = {route.path for route in routes} - set(found)
    assert not missing, f"no link leads to {missing}"
    return found | {path: samples_address + path for path in UNLINKED}


def _page_routes(routes: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    """The routes that answer with HTML, also those of routers that FastAPI keeps whole."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _page_routes(inner.routes)
        elif (
            isinstance(route, APIRoute)
            and "GET" in (route.methods or ())
            and route.response_class is HTMLResponse
        ):
            yield route


def _walk(start: str, unlinked: str, routes: list[APIRoute]) -> Iterator[str]:
    """Follow the links of the room, to a few pages of each kind."""
    waiting, seen = [start + "/", unlinked], {start + "/", unlinked}
    visits: Counter[str] = Counter()
    with httpx.Client(follow_redirects=True, timeout=30) as client:
        while waiting:
            address = waiting.pop(0)
            kind = _kind(address, routes)
            if not kind or visits[kind] >= VISITS_OF_A_KIND:
                continue
            visits[kind] += 1
            yield address
            for href in HREF.findall(client.get(address).text):
                link = urljoin(address, unescape(href)).partition("#")[0]
                if link.startswith(start) and not MANNERS.search(link) and link not in seen:
                    seen.add(link)
                    waiting.append(link)


def _kind(address: str, routes: list[APIRoute]) -> str:
    path = unquote(urlsplit(address).path)
    return next((route.path for route in routes if route.path_regex.match(path)), "")


@pytest.mark.parametrize(("light", "language"), [("light", "en"), ("dark", "kk")])
def test_no_kind_of_page_shuts_anybody_out(
    browser: Browser, kinds: dict[str, str], light: Light, language: str
) -> None:
    context = browser.new_context(color_scheme=light, locale=language)
    page, _ = open_page(context)
    faults = {}
    for kind, address in kinds.items():
        page.goto(address)
        found = Axe().run(page)
        if found.violations_count:
            faults[kind] = found.generate_report()
    context.close()
    assert not faults, "\n".join(f"{kind}\n{report}" for kind, report in faults.items())


def test_every_kind_of_page_is_valid_html(kinds: dict[str, str], tmp_path: Path) -> None:
    need_program("java")
    assert VALIDATOR.is_file(), "make test installs it into .cache/npm"
    names = {}
    for number, address in enumerate(kinds.values()):
        for language in ("en", "ru", "kk"):
            path = tmp_path / f"{number}-{language}.html"
            path.write_text(httpx.get(address, headers={"Accept-Language": language}).text)
            names[path.name] = address
    done = subprocess.run(
        ["java", "-jar", VALIDATOR, "--format", "json", "--stdout", *tmp_path.glob("*.html")],
        capture_output=True,
        check=False,
    )
    faults = [
        f"{names[Path(each['url']).name]}: {each['message']} {each.get('extract', '')}"
        for each in json.loads(done.stdout)["messages"]
        if each["type"] == "error"
    ]
    assert not faults, "\n".join(faults)
