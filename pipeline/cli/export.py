"""`aigaq export`: take the collection away, in any number of formats at once."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from models.errors import ExportError, MissingDependency
from models.i18n import _, ngettext
from pipeline.cli.find import day, level
from pipeline.cli.options import (
    Collection,
    DateFrom,
    DateTo,
    Person,
    Place,
    PlacesAcrossTime,
    Widening,
)
from pipeline.cli.session import INTERRUPTED, Session
from pipeline.cli.signals import stop_on_signal

# Formats and search are imported by the call that needs them: each takes a while.
if TYPE_CHECKING:
    from pyroaring import BitMap
    from sqlalchemy import Connection

    from outputs.export.request import ExportReport, ExportRequest

INCOMPLETE = 1
"""Exit status: some of the formats that were asked for were not written."""


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(export)


def _list_formats(asked: bool) -> None:
    """Answer `--list`, whatever else is missing."""
    if not asked:
        return
    from outputs.export.formats import FORMATS, find_format

    for name in FORMATS:
        try:
            kind = find_format(name).media_type
        except MissingDependency as error:
            kind = str(error)
        sys.stdout.write(f"{name}\t{kind}\n")
    raise typer.Exit


def export(
    context: typer.Context,
    formats: Annotated[
        str, typer.Argument(metavar="FORMAT[,FORMAT…]", help="As --list names them.")
    ],
    out: Annotated[
        Path, typer.Option(metavar="PATH", help="Folder to write to; of `jsonl` alone, the file.")
    ],
    collection: Collection = None,
    unit: Annotated[
        str | None,
        typer.Option(metavar="UNIT", help="Only this: archive[/fond[/inventory[/file]]]."),
    ] = None,
    query: Annotated[str, typer.Option(help="Only pages that `aigaq search` finds by this.")] = "",
    person: Person = None,
    place: Place = None,
    date_from: DateFrom = None,
    date_to: DateTo = None,
    widen: Widening = "near",
    places_across_time: PlacesAcrossTime = False,
    address: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Of the reading room, for links; default: serve.host."),
    ] = None,
    _listed: Annotated[
        bool,
        typer.Option(
            "--list", callback=_list_formats, is_eager=True, help="List formats and media types."
        ),
    ] = False,
) -> None:
    """Write pages in one format or several; an interrupted export goes on when called again."""
    from outputs.export.request import ExportRequest
    from outputs.export.runner import export as write
    from outputs.export.selection import parse_unit

    session: Session = context.obj
    asked: dict[str, Any] = {
        "query": query,
        "person": person,
        "place": place,
        "date_from": day(date_from, 0),
        "date_to": day(date_to, 1),
    }
    how = {"widen": level(widen), "places_across_time": places_across_time}
    settings = session.settings
    room = address or f"http://{settings.serve.host}:{settings.serve.port}/"
    request = ExportRequest(
        formats=tuple(dict.fromkeys(formats.split(","))),
        collection=collection,
        unit=parse_unit(unit) if unit else (),
        search={**asked, **how} if any(asked.values()) else None,
        rights=settings.serve.rights.get(collection or "*", settings.serve.rights.get("*", "")),
        address=room if room.endswith("/") else f"{room}/",
        language=settings.language,
    )
    database = session.workspace.existing()
    with stop_on_signal() as stopped, _shown(session) as shown:
        report = write(
            database,
            session.workspace.blobs,
            request,
            out,
            find=_find(session, request) if request.search else None,
            progress=shown,
            stopped=stopped,
        )
    _tell(session, request, report, out)


def _find(session: Session, request: "ExportRequest") -> "Callable[[Connection], BitMap]":
    from outputs.search.service import Search, SearchRequest

    workspace = session.workspace
    search = Search(workspace.existing(), workspace.index, workspace.vocabulary)
    asked = SearchRequest(collection=request.collection, **(request.search or {}))
    return lambda connection: search.matched(connection, asked)


def _tell(session: Session, request: "ExportRequest", report: "ExportReport", out: Path) -> None:
    notes = session.notes
    if report.began_anew:
        told = _("What lay there unfinished was of another request or state: begun anew.")
        notes.print(told)
    if report.went_on:
        told = ngettext(
            "{units} unit was written before.", "{units} units were written before.", report.went_on
        )
        notes.print(told.format(units=report.went_on))
    for failed in report.failed:
        if failed.traceback:
            notes.print(Text(failed.traceback, style="dim"))
    if report.is_interrupted:
        notes.print(_("Stopped; call the same again to go on."))
        raise typer.Exit(INTERRUPTED)
    if not report.written:
        raise ExportError(report.failed[0].code, report.failed[0].detail)
    for failed in report.failed:
        error = ExportError(failed.code, failed.detail)
        notes.print(Text(f"! {failed.name}: {failed.code}: {error}", style="red"))
        notes.print(Text(f"  {error.remedy}"))
    count = report.count
    told = ngettext("{pages} page to {path}", "{pages} pages to {path}", count.pages)
    session.console.print(told.format(pages=count.pages, path=out))
    if report.failed:
        raise typer.Exit(INCOMPLETE)


@contextmanager
def _shown(session: Session) -> Iterator[Callable[[int, int], None]]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _PagesPerSecond(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=session.notes, transient=True) as progress:
        bar = progress.add_task(_("pages"), total=None)
        yield lambda done, total: progress.update(bar, completed=done, total=total)


class _PagesPerSecond(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(_("{rate:.0f} pages/s").format(rate=speed) if speed else "")
