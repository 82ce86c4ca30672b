"""Put the reading room together: routes, headers, errors and the files they need."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from PIL import Image
from starlette.staticfiles import StaticFiles
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from models.blobs import Blobs
from models.database import Database
from models.decoding.decoders import Decoders
from models.i18n import SOURCE_LANGUAGE
from models.people.matcher import NameMatcher
from outputs.namelist.lists import NameLists
from outputs.web.api import routes as api
from outputs.web.guard.admission import Admission
from outputs.web.guard.bounds import Bounds, Quotas
from outputs.web.guard.callers import Callers
from outputs.web.guard.options import LimitOptions
from outputs.web.guard.rules import OPEN, Access
from outputs.web.iiif.serving import make_iiif
from outputs.web.languages import LanguageAndHeaders
from outputs.web.metrics import Metrics
from outputs.web.oai import routes as oai
from outputs.web.oai.options import OaiOptions
from outputs.web.oai.stamps import Stamps
from outputs.web.pages import routes as pages
from outputs.web.pictures import scans
from outputs.web.pictures.cache import Cache
from outputs.web.pictures.images import DrawCleaned, Pictures
from outputs.web.pictures.pyramids import pyramids_in
from outputs.web.pictures.turns import PicturesInTurn
from outputs.web.problems import add_problem_handlers
from outputs.web.room import HERE, Room, Searcher, make_templates
from outputs.web.watch import Watch

MOST_PIXELS: Final = 200_000_000
"""Of a scan; as many as `ingest.limits.pixels` lets in. Pillow alone fails from 179 million."""


def make_app(
    *,
    database: Database,
    blobs: Blobs,
    search: Searcher,
    cache: Path,
    language: str = SOURCE_LANGUAGE,
    pixels: int = MOST_PIXELS,
    draw_cleaned: DrawCleaned | None = None,
    access: Access = OPEN,
    limits: LimitOptions | None = None,
    trusted_proxies: Sequence[str] = (),
    log_queries: bool = False,
    foreign_viewers: bool = False,
    rights: Mapping[str, str] | None = None,
    lists: Path | None = None,
    pyramids: Path | None = None,
    decoders: Decoders | None = None,
    harvest: OaiOptions | None = None,
) -> FastAPI:
    """The reading room over one workspace.

    It only reads, except for pictures under `cache`, the judgements it is let take, and what it
    notes of units when harvesters ask what changed.

    Args:
        database: the record.
        blobs: the scans.
        search: what answers searches.
        cache: a folder for derived pictures, which may be emptied at any time.
        language: of a reader who asks for none of ours.
        pixels: most pixels of a scan; beyond twice that it is refused as corrupt.
        draw_cleaned: makes the picture of a page as it was cleaned before it was read; without it
            only scans are shown.
        access: what those may do who do not sign in.
        limits: how much one client may ask; without them, as much as it likes.
        trusted_proxies: addresses whose word on whom they pass on is taken.
        log_queries: whether the log says what was searched.
        foreign_viewers: whether image viewers on other sites may show the scans to our readers.
        rights: addresses of the terms of use, by code of the collection; `*` for all others.
        lists: a folder for lists of names that readers send; without it, one under `cache`.
        pyramids: the folder of pyramids that were made ahead; without it, one under `cache`.
        decoders: confined processes that decode scans, stopped with the server; without them, this
            process does.
        harvest: how the archive calls itself to harvesters, and how much it gives them at once.
    """

    @asynccontextmanager
    async def stop_decoders(_: FastAPI) -> AsyncIterator[None]:
        yield
        if decoders is not None:
            decoders.stop()

    Image.MAX_IMAGE_PIXELS = pixels  # Pillow keeps one limit for the process
    app = FastAPI(
        title="Aigaq",
        summary="Pages, words, mentions and entities of the collections, and search over them.",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=stop_decoders,
    )
    pictures = Pictures(
        blobs, Cache(cache), pyramids_in(pyramids or cache / "pyramids"), draw_cleaned, decoders
    )
    room = Room(database, pictures, search, make_templates(), access, rights or {})
    app.state.room = room
    app.state.lists = NameLists(lists or cache / "lists", database, NameMatcher())
    app.state.lists.resume()
    app.state.callers = Callers(database, access)
    app.state.metrics = Metrics(database)
    app.state.oai = harvest or OaiOptions()
    app.state.stamps = Stamps(database, app.state.oai.seconds)
    app.state.quotas = Quotas(limits) if limits else None
    # The last that is added is the first to see a request.
    app.add_middleware(PicturesInTurn)
    app.add_middleware(Admission, callers=app.state.callers)
    app.add_middleware(
        Bounds, quotas=app.state.quotas, searches_at_once=limits.searches_at_once if limits else 0
    )
    app.add_middleware(Watch, metrics=app.state.metrics, log_queries=log_queries)
    app.add_middleware(LanguageAndHeaders, default=language)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(trusted_proxies))
    add_problem_handlers(app)
    for routes in (pages, scans, api, oai):
        app.include_router(routes.router)
    app.mount("/iiif", make_iiif(room, foreign_viewers=foreign_viewers))
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    return app
