"""`aigaq backup` and `aigaq restore`: a second copy of the workspace, and the way back."""

from pathlib import Path
from typing import Annotated, Any

import typer

from models.errors import FIXITY_FAILED, FixityError
from models.i18n import _, ngettext
from pipeline.backup import BackedUp, back_up
from pipeline.cli.keep import faults_json, share_shown, show_faults
from pipeline.cli.session import INTERRUPTED, AsJson, Session, show_json
from pipeline.cli.signals import stop_on_signal
from pipeline.restore import Restored
from pipeline.restore import restore as bring_back
from pipeline.soundness import Fault


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(backup)
    app.command()(restore)


def backup(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="An earlier backup of it, or a new folder.")
    ],
    as_json: AsJson = False,
) -> None:
    """Copy the workspace, also while it is in use; of stored files only new ones are copied."""
    session: Session = context.obj
    with stop_on_signal() as stopped, share_shown(session, _("Copying stored files")) as progress:
        done = back_up(session.workspace, folder.resolve(), stopped=stopped, progress=progress)
    if as_json:
        show_json(backup_json(done))
    elif done.complete:
        told = ngettext(
            "Backup of {files} file, {size:.1f} MiB: {copied} copied just now.",
            "Backup of {files} files, {size:.1f} MiB: {copied} copied just now.",
            done.files,
        )
        size = done.bytes / (1 << 20)
        session.console.print(told.format(files=done.files, size=size, copied=done.copied))
        show_faults(session, done.faults)
    else:
        session.console.print(_("Broken off: the same call goes on; the former backup is whole."))
    _end(done.complete, done.faults)


def restore(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A backup.")],
    as_json: AsJson = False,
) -> None:
    """Make an empty workspace out of a backup, every file held against its digest."""
    session: Session = context.obj
    with stop_on_signal() as stopped, share_shown(session, _("Restoring")) as progress:
        done = bring_back(session.workspace, folder.resolve(), stopped=stopped, progress=progress)
    if done is None:
        session.notes.print(_("Broken off: the same call goes on."))
        raise typer.Exit(INTERRUPTED)
    if as_json:
        show_json(restore_json(done))
    else:
        told = _("{files} files of the backup of {made_at} are back in {folder}.")
        place = session.workspace.root
        session.console.print(
            told.format(files=done.files, made_at=done.made_at, folder=place), soft_wrap=True
        )
        show_faults(session, done.faults)
        session.console.print(_("`aigaq run` makes the search caches anew."))
    _end(True, done.faults)


def backup_json(done: BackedUp) -> dict[str, Any]:
    """The stable answer of `aigaq backup --json`."""
    return {
        "ok": done.complete and not done.faults,
        "complete": done.complete,
        "files": done.files,
        "bytes": done.bytes,
        "copied": done.copied,
        "faults": faults_json(done.faults),
    }


def restore_json(done: Restored) -> dict[str, Any]:
    """The stable answer of `aigaq restore --json`."""
    return {
        "ok": not done.faults,
        "made_at": done.made_at,
        "files": done.files,
        "faults": faults_json(done.faults),
    }


def _end(is_complete: bool, faults: list[Fault]) -> None:
    if not is_complete:
        raise typer.Exit(INTERRUPTED)
    if faults:
        found = ngettext("{count} fault", "{count} faults", len(faults))
        raise FixityError(FIXITY_FAILED, found.format(count=len(faults)))
