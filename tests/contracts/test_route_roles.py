"""Every address asks for the role that stands here; one that does not stand here fails.

A new route needs a rule in outputs/web/guard/rules.py, a line here, and the table in
docs/security.md, which must say the same.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta

import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount, Route

from models.accounts.keys import add_key
from models.accounts.roles import GIVEN, Role
from outputs.web.guard.rules import Access, least_role
from tests.docs.markdown import DOCS, tables
from tests.support.webroom import Reader, WebRoom, make_webroom

LEAST: dict[Role, str] = {
    Role.NOBODY: """
        GET /healthz  GET /readyz  GET /sign-in  POST /sign-in  POST /sign-out  GET /static/{path}
    """,
    Role.VISITOR: """
        GET /  GET /search  GET /quarantine  GET /review  GET /names  GET /names/{key}
        GET /names/{key}/report.csv  GET /people/candidates  GET /people/{person_id}
        GET /archives  GET /archives/{unit_id}  GET /fonds/{unit_id}  GET /inventories/{unit_id}
        GET /files/{unit_id}  GET /sources/{source_id}  GET /entities/{entity_id}
        GET /collections/{code}/files  GET /collections/{code}/dates
        GET /collections/{code}/dates/{when}  GET /collections/{code}/people
        GET /collections/{code}/places
        GET /pages/{page_id}  GET /pages/{page_id}/text.txt  GET /pages/{page_id}/image.jpg
        GET /pages/{page_id}/cleaned.jpg  GET /pages/{page_id}/line.jpg
        GET /pages/{page_id}/original
        GET /api/v1/openapi.json  GET /api/v1/collections  GET /api/v1/pages/{page_id}
        GET /api/v1/pages/{page_id}/words  GET /api/v1/pages/{page_id}/cells
        GET /api/v1/pages/{page_id}/regions  GET /api/v1/pages/{page_id}/mentions
        GET /api/v1/entities  GET /api/v1/entities/{entity_id}  GET /api/v1/quarantine
        GET /api/v1/review  GET /api/v1/search  GET /api/v1/search/facets
        GET /api/v1/search.ndjson  GET /api/v1/search.csv  GET /api/v1/people
        GET /api/v1/people.ndjson  GET /api/v1/people.csv  GET /api/v1/places.ndjson
        GET /api/v1/places.csv  GET /api/v1/mentions.ndjson  GET /api/v1/mentions.csv
        GET /api/v1/people/candidates  GET /api/v1/people/{person_id}  GET /api/v1/judgements
        GET /api/v1/name-lists/{key}  GET /api/v1/name-lists/{key}/answers
        GET /api/v1/name-lists/{key}/answers.ndjson  GET /api/v1/name-lists/{key}/report.csv
        GET /iiif/image/{page_id:int}  GET /iiif/image/{page_id:int}/info.json
        GET /iiif/image/{page_id:int}/{region}/{size}/{rotation}/{leaf}
        GET /iiif/{folder}/{number:int}/manifest  GET /iiif/references/{written:path}
        GET /iiif/pages/{page_id:int}/text.txt  GET /iiif/pages/{page_id:int}/lines
        GET /iiif/pages/{page_id:int}/mentions/{label}  GET /iiif/collection
        GET /iiif/archives/{unit_id:int}  GET /iiif/fonds/{unit_id:int}
        GET /iiif/inventories/{unit_id:int}  GET /iiif/collections/{code}
        GET /iiif/{folder}/{number:int}/search2  GET /iiif/{folder}/{number:int}/search1
        GET /oai  POST /oai
    """,
    Role.READER: "POST /names  POST /api/v1/name-lists",
    Role.ARCHIVIST: "POST /judgements  POST /people/{person_id}/split  POST /api/v1/judgements",
    Role.OPERATOR: "GET /runs  GET /runs/{run_id}  GET /metrics",
}
EXPECTED = {
    line: role for role, lines in LEAST.items() for line in re.findall(r"[A-Z]+ /\S*", lines)
}
VALUES = {"key": "0" * 32, "code": "дела", "path": "app.css", "written": "x", "label": "person"}
CALLERS = (Role.NOBODY, Role.VISITOR, *GIVEN)


def routes_of(routes: Iterable[BaseRoute], before: str = "") -> Iterator[str]:
    """Every method and path, also of routers that FastAPI keeps whole and of what is mounted."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from routes_of(inner.routes, before)
        elif isinstance(route, Mount):
            mounted = list(routes_of(route.routes, before + route.path))
            yield from mounted or [f"GET {before}{route.path}/{{path}}"]
        elif isinstance(route, APIRoute | Route):
            yield from (
                f"{method} {before}{route.path}"
                for method in route.methods or ()
                if method != "HEAD"
            )
        else:
            raise TypeError(f"what is {route}?")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> WebRoom:
    return make_webroom(tmp_path_factory.mktemp("room"), access=Access(Role.NOBODY, Role.VISITOR))


@pytest.fixture(scope="module")
def readers(room: WebRoom) -> dict[Role, Reader]:
    """One of each role: strangers, those at the machine, and keys."""
    here = "http://localhost"
    callers = {
        Role.NOBODY: Reader(room.app, address="http://room", client="192.0.2.1"),
        Role.VISITOR: Reader(room.app, address=here),
    }
    with room.app.state.room.database.write() as connection:
        for role in GIVEN:
            key = add_key(connection, role, role, lasts=timedelta(hours=1), actor="test")
            callers[role] = Reader(room.app, address="http://room", client="192.0.2.1", key=key)
    return callers


def test_every_route_stands_here(room: WebRoom) -> None:
    assert set(routes_of(room.app.routes)) == set(EXPECTED)


@pytest.mark.parametrize("route", EXPECTED)
def test_a_route_lets_in_whom_it_should(readers: dict[Role, Reader], route: str) -> None:
    method, path = route.split()
    path = re.sub(r"{(\w+)[^}]*}", lambda found: VALUES.get(found[1], "1"), path)
    assert least_role(method, path) == EXPECTED[route]
    for role in CALLERS:
        answer = readers[role].ask(method, path)
        told = answer.headers.get("content-type", ""), answer.text[:200]
        if role.may(EXPECTED[route]):
            assert answer.status_code != 401, told
            assert "role-too-low" not in answer.text, told
        else:
            assert answer.status_code == (403 if role in GIVEN else 401), told


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/pagesx", 404),
        ("DELETE", "/pages/1", 405),
        ("POST", "/pages/1", 405),
        ("PUT", "/judgements", 405),
        ("TRACE", "/", 405),
        ("PROPFIND", "/static/app.css", 405),
    ],
)
def test_what_has_no_rule_is_not_there_even_for_operators(
    readers: dict[Role, Reader], method: str, path: str, status: int
) -> None:
    assert readers[Role.OPERATOR].ask(method, path).status_code == status


def test_the_documented_roles_are_these() -> None:
    documented = {row[0].strip("`"): row[1:] for row in tables(DOCS / "security.md")["Roles"]}
    assert set(documented) == {role.value for role in Role}
    assert all(all(cells) for cells in documented.values())
