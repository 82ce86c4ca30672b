"""What a request works with: the record, the pictures, the search and the templates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final, Protocol
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from fastapi import Path as PathParameter
from fastapi.responses import HTMLResponse
from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    pass_context,
    select_autoescape,
)
from jinja2.runtime import Context
from sqlalchemy import Connection
from starlette.exceptions import HTTPException

from models import i18n
from models.database import Database
from outputs.search.counting.facetrows import Facet
from outputs.search.counting.facets import FacetCount
from outputs.search.highlight import Range
from outputs.search.service import SearchPage, SearchRequest
from outputs.web.guard.callers import caller_of
from outputs.web.guard.rules import Access
from outputs.web.pictures.images import Pictures
from outputs.web.queries.collections import Collection, find_collection
from outputs.web.wording import runwords, units
from outputs.web.wording.present import FILTERS
from outputs.web.wording.said import weekdays

HERE: Final = Path(__file__).parent
LONGEST_QUERY: Final = 500
BIGGEST_ID: Final = 2**53 - 1
"""Identities are positive and no bigger than what every reader of JSON keeps exact."""
# Each language by its own name, so that a reader finds it whatever the page speaks.
_TONGUES: Final = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
THEMES: Final = ("auto", "light", "dark")
THEME_COOKIE: Final = "aigaq_theme"
_YEAR: Final = 365 * 24 * 3600
# Of an address: how the page is shown, not what.
_MANNERS: Final = ("lang", "theme")


class Searcher(Protocol):
    """What answers a search; `outputs.search.service.Search` does."""

    def search(self, request: SearchRequest) -> SearchPage:
        """Find pages; raises AigaqError."""

    def check(self) -> None:
        """Raise AigaqError where searches cannot be answered."""

    def mark(self, request: SearchRequest, page_id: int) -> tuple[Range, ...]:
        """Say where a page answers a request; raises AigaqError."""

    def count(
        self, request: SearchRequest, facets: Sequence[Facet], *, most: int | None = 10
    ) -> Mapping[Facet, list[FacetCount]]:
        """Count values beside the whole answer; raises AigaqError."""


@dataclass(frozen=True, slots=True)
class Room:
    """The reading room of one workspace.

    Attributes:
        rights: addresses of the terms of use, by code of the collection; `*` for all others.
    """

    database: Database
    pictures: Pictures
    search: Searcher
    templates: Environment
    access: Access
    rights: Mapping[str, str] = field(default_factory=dict)


def make_templates() -> Environment:
    """Templates that escape everything, fail on what is unknown, and speak `_`."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(weekdays=weekdays, _=i18n._, ngettext=i18n.ngettext, url=make_url)
    filters = FILTERS | units.FILTERS | runwords.FILTERS
    environment.filters.update({name: _asked_each_time(how) for name, how in filters.items()})
    return environment


def _asked_each_time(how: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that is never worked out while a template is compiled.

    Else one over a constant (`"PERSON" | kind`) would keep the language of that request for ever.
    """

    @pass_context
    def worked_out(_context: Context, *values: Any, **options: Any) -> Any:
        return how(*values, **options)

    return worked_out


def room_of(request: Request) -> Room:
    """The room that the application was made with."""
    room: Room = request.app.state.room
    return room


def make_url(path: str, **parameters: str | int | None) -> str:
    """An address of this server; empty parameters are left out."""
    kept = {name: value for name, value in parameters.items() if value not in ("", None)}
    return f"{path}?{urlencode(kept)}" if kept else path


def render(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the reading room in the language and the colours of the request."""
    room = room_of(request)
    theme, chosen = _theme(request)
    content = room.templates.get_template(template).render(
        language=i18n.current_language(),
        tongues=[
            {"code": code, "name": name, "url": _same_page(request, lang=code)}
            for code, name in _TONGUES.items()
        ],
        theme=theme,
        themes={each: _same_page(request, theme=each) for each in THEMES},
        path=request.url.path,
        reader=caller_of(request),
        **context,
    )
    answer = HTMLResponse(content, status_code=status)
    if chosen:
        answer.set_cookie(
            THEME_COOKIE,
            theme,
            max_age=_YEAR,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
    return answer


def _same_page(request: Request, **manner: str) -> str:
    asked = {name: value for name, value in request.query_params.items() if name not in _MANNERS}
    return make_url(request.url.path, **asked, **manner)


def _theme(request: Request) -> tuple[str, bool]:
    """The colours to show, and whether the reader chose them just now."""
    asked = request.query_params.get("theme")
    if asked in THEMES:
        return asked, True
    kept = request.cookies.get(THEME_COOKIE)
    return (kept if kept in THEMES else "auto"), False


def require_collection(connection: Connection, code: str) -> Collection:
    """The collection that an address names; 404 where there is none."""
    collection = find_collection(connection, code)
    if collection is None:
        raise HTTPException(404)
    return collection


TheRoom = Annotated[Room, Depends(room_of)]
# Anything else is refused at once.
Identity = Annotated[int, PathParameter(ge=1, le=BIGGEST_ID)]
Code = Annotated[str, PathParameter(min_length=1, max_length=100)]
After = Annotated[str, Query(max_length=2000, description="Cursor: `next` of the page before.")]
QueryText = Annotated[str, Query(max_length=LONGEST_QUERY, description="What to search for.")]
