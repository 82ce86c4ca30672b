"""`aigaq verify`: whether all that is stored is still what was stored."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated, Any, Final

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from models.errors import FIXITY_FAILED, FixityError, kind_of
from models.i18n import _, ngettext
from pipeline.cli.session import INTERRUPTED, AsJson, Session, show_json
from pipeline.cli.signals import stop_on_signal
from pipeline.cli.work import sum_of_pages
from pipeline.soundness import Fault, record_faults
from pipeline.status import Counts, read_status
from pipeline.verify import Checked, Verifier

_SHOWN: Final = 20


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(verify)


def verify(
    context: typer.Context,
    budget: Annotated[
        float | None,
        typer.Option(metavar="MINUTES", min=0, help="Stop after that; the next call goes on."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Hash stored files again and hold the record and them against each other."""
    session: Session = context.obj
    database, blobs = session.workspace.existing(), session.workspace.blobs
    verifier = Verifier(database, blobs, threads=session.settings.run.processes)
    with stop_on_signal() as stopped:
        ends = _within(budget, stopped)
        with database.read() as connection:
            counts = read_status(connection, ()).pages
        faults = list(record_faults(database))
        verifier.look_again()
        with share_shown(session, _("Hashing stored files")) as progress:
            checked = verifier.check(stopped=ends, progress=progress)
        faults += verifier.standing_faults()
        is_interrupted = stopped()
    if as_json:
        show_json(verify_json(counts, checked, faults))
    else:
        _show(session, counts, checked, faults)
    if is_interrupted:
        raise typer.Exit(INTERRUPTED)
    if faults:
        found = ngettext("{count} fault", "{count} faults", len(faults))
        raise FixityError(FIXITY_FAILED, found.format(count=len(faults)))


def _within(minutes: float | None, stopped: Callable[[], bool]) -> Callable[[], bool]:
    if minutes is None:
        return stopped
    end = time.monotonic() + minutes * 60
    return lambda: stopped() or time.monotonic() >= end


@contextmanager
def share_shown(session: Session, told: str) -> Iterator[Callable[[float], None]]:
    """Show how much is done; gives what is called with the share, 0 to 1."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=session.notes, transient=True) as progress:
        bar = progress.add_task(told, total=1.0)
        yield lambda share: progress.update(bar, completed=share)


def verify_json(counts: Counts, checked: Checked, faults: list[Fault]) -> dict[str, Any]:
    """The stable answer of `aigaq verify --json`."""
    return {
        "ok": not faults,
        "pages": counts.as_json(),
        **asdict(checked),
        "share": round(checked.share, 6),
        "started_at": checked.started_at.isoformat(),
        "faults": faults_json(faults),
    }


def faults_json(faults: list[Fault]) -> list[dict[str, str]]:
    """Faults with their meaning and remedy, for `--json`."""
    return [{**asdict(each), **_told(each.code)} for each in faults]


def _told(code: str) -> dict[str, str]:
    kind = kind_of(code)
    return {"meaning": _(kind.meaning), "remedy": _(kind.remedy)}


def _show(session: Session, counts: Counts, checked: Checked, faults: list[Fault]) -> None:
    console = session.console
    console.print(sum_of_pages(counts))
    show_faults(session, faults)
    looked = _("{files} stored files hashed, {unnamed} of them named by no page or original.")
    console.print(looked.format(files=checked.files, unnamed=checked.unnamed))
    if checked.ended:
        ended = _("Round {round}, begun on {day}, is complete.")
        console.print(ended.format(round=checked.round, day=checked.started_at.date()))
    else:
        stands = _("Round {round} stands at {share:.1%}; the next call goes on there.")
        console.print(stands.format(round=checked.round, share=checked.share))


def show_faults(session: Session, faults: list[Fault]) -> None:
    """The first faults, each with what it means and what to do."""
    console = session.console
    for each in faults[:_SHOWN]:
        told = _told(each.code)
        console.print(f"! {each.code}: {told['meaning']}", style="yellow")
        console.print(f"  {each.subject}: {each.detail}", soft_wrap=True)
        console.print(f"  {_('What to do')}: {told['remedy']}")
    if len(faults) > _SHOWN:
        console.print(_("… and {count} more: --json names all.").format(count=len(faults) - _SHOWN))
