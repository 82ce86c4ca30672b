"""`aigaq ingest` and `aigaq doctor`: bringing scans in, and whether this machine can read them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from models.errors import kind_of
from models.i18n import _
from pipeline import ledger
from pipeline.cli.pictures import make_pictures
from pipeline.cli.session import FINISHED_WITH_QUARANTINE, AsJson, Session, show_json
from pipeline.indexing import prepare_index
from pipeline.stages.index import Index

# Imported where they are used: the decoders cost a fifth of a second that other commands need
# not pay.
if TYPE_CHECKING:
    from ingest.receipt import Receipt, ReceiptLine
    from pipeline.doctor import Finding

QUARANTINED = "quarantined"


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(ingest)
    app.command()(doctor)


def ingest(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files and folders.")],
    collection: Annotated[str, typer.Option(metavar="CODE", help="Collection they belong to.")],
    manifest: Annotated[
        Path | None,
        typer.Option(help="Description as CSV; default: manifest.csv in a given folder."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Register a delivery of scans; every file given stands in the receipt with its outcome."""
    session: Session = context.obj
    workspace = session.workspace
    with workspace.lock():
        receipt = _ingest(session, paths, collection, manifest)
        names = [options.use for options in session.settings.stages]
        workspace.index.settle(workspace.database)  # what a kill left waiting
        with workspace.database.write() as connection:
            ledger.enrol(connection, names)
            if prepare_index(connection, workspace.index):
                ledger.mark_redo(connection, Index.name, states=(ledger.DONE,))
        workspace.index.settle(workspace.database)
    ahead = session.settings.ingest.pyramids
    if ahead != "none":
        make_pictures(session, delivery_id=receipt.delivery_id, every=ahead == "all")
    if as_json:
        show_json(json.loads(receipt.json_path.read_text(encoding="utf-8")))
    else:
        _show_receipt(session, receipt)
    if any(line.outcome == QUARANTINED or line.quarantined_pages for line in receipt.lines):
        raise typer.Exit(FINISHED_WITH_QUARANTINE)


def _ingest(
    session: Session, paths: list[Path], collection: str, manifest: Path | None
) -> "Receipt":
    from ingest.accession import ingest as ingest_paths

    workspace, settings = session.workspace, session.settings
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=session.notes) as progress:
        bar = progress.add_task(_("files"), total=None)

        def on_file(line: "ReceiptLine", done: int, total: int) -> None:
            progress.update(bar, completed=done, total=total)

        return ingest_paths(
            paths,
            collection=collection,
            manifest=manifest,
            database=workspace.database,
            blobs=workspace.blobs,
            options=settings.ingest,
            workers=settings.run.processes,
            receipts=workspace.receipts,
            on_file=on_file,
        )


def _show_receipt(session: Session, receipt: "Receipt") -> None:
    words = {
        "registered": _("registered"),
        "unchanged": _("unchanged"),
        "replaced": _("replaced"),
        "duplicate": _("duplicate"),
        QUARANTINED: _("quarantined"),
        "imported": _("with page text"),
        "refused": _("page text refused"),
        "ignored": _("ignored"),
        "missing": _("announced but not given"),
    }
    counts = {name: sum(line.outcome == name for line in receipt.lines) for name in words}
    given = ", ".join(f"{words[name]} {count}" for name, count in counts.items() if count)
    pages = sum(line.pages for line in receipt.lines)
    session.console.print(
        _("{files} files, {pages} pages: {given}").format(
            files=len(receipt.lines), pages=pages, given=given
        )
    )
    for line in receipt.lines:
        if line.code:
            meaning = _(kind_of(line.code).meaning)
            session.console.print(f"! {line.name}: {line.code}: {meaning}", style="yellow")
            session.console.print(f"  {line.remedy}")
    session.console.print(_("Receipt: {path}").format(path=receipt.csv_path), soft_wrap=True)


def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Check programs, language data, weights and database; name the remedy of each fault."""
    from pipeline.doctor import examine, show_settings

    session: Session = context.obj
    findings = examine(session.workspace)
    if as_json:
        show_json(
            {
                "ok": all(finding.ok for finding in findings),
                "findings": [finding.as_json() for finding in findings],
                "settings": show_settings(session.settings),
            }
        )
    else:
        _show_findings(session, findings, show_settings(session.settings))
    if not all(finding.ok for finding in findings):
        raise typer.Exit(3)


def _show_findings(session: Session, findings: "list[Finding]", settings: dict[str, Any]) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    for finding in findings:
        table.add_row("✓" if finding.ok else "✗", finding.subject, finding.found)
        if not finding.ok:
            table.add_row("", "", _("What to do") + ": " + finding.remedy)
    session.console.print(table)
    session.console.print(_("Effective settings:"))
    session.console.print_json(data=settings)
