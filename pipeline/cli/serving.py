"""`aigaq serve`: the reading room, by one process or by several that share its address."""

import os
import sys
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from models.decoding.confinement import end_with
from models.i18n import _
from pipeline.cli.session import Session

# The reading room is imported by who opens it: that takes a while.
if TYPE_CHECKING:
    from fastapi import FastAPI


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(serve)


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Default: serve.host of config.yaml.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535)] = None,
    processes: Annotated[
        int | None, typer.Option(min=1, max=256, help="Default: serve.processes of config.yaml.")
    ] = None,
) -> None:
    """Open the reading room in a browser at http://HOST:PORT."""
    import uvicorn

    session: Session = context.obj
    options = session.settings.serve
    address, number = host or options.host, options.port if port is None else port
    session.workspace.existing()
    session.notes.print(_("Reading room: {address}").format(address=f"http://{address}:{number}/"))
    listening: dict[str, Any] = {
        "host": address,
        "port": number,
        "log_level": "warning",
        "proxy_headers": False,  # the application does that itself, by serve.trusted_proxies
        "server_header": False,
        "limit_concurrency": options.limits.connections,
    }
    count = processes or options.processes
    if count == 1:
        uvicorn.run(open_room(session), **listening)
        return
    # Each of them reads the settings again: what was opened here cannot be handed over.
    os.environ |= session.as_environment
    uvicorn.run(f"{__name__}:open_another", factory=True, workers=count, **listening)


def open_another() -> "FastAPI":
    """The reading room of one of several processes; its settings are those of the first."""
    first = parent_process()
    if first is not None and first.pid is not None and not end_with(first.pid):
        sys.exit(1)  # or the address stays taken by a room that nobody can stop
    named = (os.environ.get(name) for name in ("AIGAQ_CONFIG", "AIGAQ_WORKSPACE"))
    config, workspace = (Path(path) if path else None for path in named)
    return open_room(Session(config, workspace))


def open_room(session: Session) -> "FastAPI":
    """The reading room of a workspace."""
    from models.decoding.decoders import Decoders
    from outputs.search.service import Search
    from outputs.web.app import make_app
    from outputs.web.guard.rules import access_for
    from outputs.web.oai.options import OaiOptions
    from pipeline.cleaned import draw_cleaned

    workspace, settings = session.workspace, session.settings
    options, foreign = settings.serve, settings.serve.foreign_viewers
    database, bounds = workspace.existing(), settings.ingest.limits
    decoders = Decoders(settings.run.processes, bounds.bounds, pixels=bounds.pixels)
    return make_app(
        database=database,
        blobs=workspace.blobs,
        search=Search(database, workspace.index, workspace.vocabulary, workspace.facets),
        cache=workspace.cache,
        lists=workspace.lists,
        pyramids=workspace.pyramids,
        language=settings.language,
        pixels=bounds.pixels,
        decoders=decoders,
        draw_cleaned=draw_cleaned,
        access=access_for(options.open_to, options.role_here, options.sign_in_hours),
        limits=options.limits,
        log_queries=settings.log.queries,
        trusted_proxies=options.trusted_proxies,
        rights=options.rights,
        foreign_viewers=options.open_to == "everybody" if foreign is None else foreign,
        harvest=OaiOptions(
            name=options.oai_name,
            email=options.oai_email,
            domain=options.oai_domain,
            records=options.oai_records,
            language=settings.language,
        ),
    )
