"""Every kind of page of a reading room, found by following its links as a reader would."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

import httpx
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

UNLINKED: Final = {
    "results": "/search?q=допрос*",
    "no results": "/search?q=нигдеже",
    "a query that cannot be read": "/search?q=(",
    "an error": "/pages/999999999",
}
"""Kinds of page that a form or a mistake leads to."""

_HREF: Final = re.compile(r'<a [^>]*href="([^"]+)"')
_MANNERS: Final = re.compile(r"[?&](lang|theme)=")
_VISITS_OF_A_KIND: Final = 4


def find_kinds(address: str, routes: Iterable[BaseRoute]) -> dict[str, str]:
    """One address of each kind of page of a reading room, by the route that answers it.

    The routes of its application say what kinds there are. A list of names is sent on the way,
    since its report stands where nothing links to.

    Raises:
        RuntimeError: no link leads to a kind.
    """
    kinds = list(_page_routes(routes))
    with httpx.Client(base_url=address, follow_redirects=True, timeout=30) as client:
        people = client.get("/api/v1/people", params={"limit": 3}).json()["items"]
        names = "\n".join([*(each["name"] for each in people), "Нигдеев Никто"])
        report = client.post("/names", data={"names": names}).url
        organisations = client.get("/api/v1/entities", params={"label": "ORG", "limit": 1}).json()
        found: dict[str, str] = {}
        for visited in _walk(client, address, str(report), kinds):
            found.setdefault(_kind(visited, kinds), visited)
    missing = {route.path for route in kinds} - set(found)
    if missing:
        raise RuntimeError(f"no link leads to {missing}")
    return (
        found
        | {"an organisation": f"{address}/entities/{organisations['items'][0]['id']}"}
        | {kind: address + path for kind, path in UNLINKED.items()}
    )


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


def _walk(client: httpx.Client, start: str, unlinked: str, routes: list[APIRoute]) -> Iterator[str]:
    """Follow the links of the room, to a few pages of each kind."""
    waiting, seen = [start + "/", unlinked], {start + "/", unlinked}
    visits: Counter[str] = Counter()
    while waiting:
        address = waiting.pop(0)
        kind = _kind(address, routes)
        if not kind or visits[kind] >= _VISITS_OF_A_KIND:
            continue
        visits[kind] += 1
        yield address
        for href in _HREF.findall(client.get(address).text):
            link = urljoin(address, unescape(href)).partition("#")[0]
            if link.startswith(start) and not _MANNERS.search(link) and link not in seen:
                seen.add(link)
                waiting.append(link)


def _kind(address: str, routes: list[APIRoute]) -> str:
    path = unquote(urlsplit(address).path)
    return next((route.path for route in routes if route.path_regex.match(path)), "")
