"""`aigaq pictures`: pictures made before a reader waits for them."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from models.i18n import _
from pipeline.cli.session import AsJson, Session, show_json

# Imported where it is used: libvips costs what other commands need not pay.
if TYPE_CHECKING:
    from outputs.web.pictures.pyramids import Made


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(pictures)


def pictures(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Of every scan, not of slow ones only.")] = (
        False
    ),
    as_json: AsJson = False,
) -> None:
    """Make the pictures of scans that decode slowly, as far as they are not there."""
    session: Session = context.obj
    session.workspace.existing()
    made = make_pictures(session, every=every)
    if as_json:
        failures = [{"image": digest, "code": each.code} for digest, each in made.failures]
        show_json({"made": made.made, "kept": made.kept, "failures": failures})
        return
    told = _("{made} pictures made, {kept} were there, {failed} could not be made.")
    counts = {"made": made.made, "kept": made.kept, "failed": len(made.failures)}
    session.console.print(told.format(**counts))
    for digest, each in made.failures:
        session.console.print(f"! {digest}: {each.code}: {each.detail}", style="yellow")


def make_pictures(
    session: Session, *, delivery_id: int | None = None, every: bool = False
) -> "Made":
    """Make the pyramids of one delivery's scans, or of all, in processes under ingest's limits."""
    from models.decoding.decoders import Decoders
    from outputs.web.pictures.pyramids import list_scans, make_ahead, pyramids_in

    workspace, settings = session.workspace, session.settings
    with workspace.database.read() as connection:
        scans = list(list_scans(connection, workspace.blobs, delivery_id=delivery_id))
    limits = settings.ingest.limits
    decoders = Decoders(settings.run.processes, limits.bounds, pixels=limits.pixels)
    try:
        with Progress(console=session.notes, transient=True) as progress:
            bar = progress.add_task(_("pictures"), total=len(scans))
            return make_ahead(
                scans,
                pyramids_in(workspace.pyramids),
                decoders,
                blobs=workspace.blobs,
                every=every,
                on_scan=lambda: progress.advance(bar),
            )
    finally:
        decoders.stop()
