"""`aigaq quarantine`: what could not be read, why, and what is to become of it."""

import getpass
from typing import Annotated, Any, Final

import typer
from rich.table import Table
from sqlalchemy import Row

from models.errors import kind_of
from models.i18n import N_, _
from pipeline import ledger, quarantine
from pipeline.cli.session import AsJson, Session, show_json

Ids = Annotated[list[int], typer.Argument(metavar="ID…", help="Numbers of entries.")]
LABELS: Final = {
    "id": N_("no."),
    "source": N_("source"),
    "page": N_("page"),
    "stage": N_("stage"),
    "code": N_("code"),
    "meaning": N_("meaning"),
    "remedy": N_("what to do"),
    "detail": N_("detail"),
    "state": N_("state"),
    "created_at": N_("since"),
    "decided_by": N_("decided by"),
    "reason": N_("reason"),
}
"""What a field of an entry is called on a screen."""
STATES: Final = {
    quarantine.OPEN: N_("open"),
    quarantine.RETRIED: N_("tried again"),
    ledger.RELEASED: N_("released"),
}


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(help="What could not be read, and why.", no_args_is_help=True)
    group.command("list")(list_entries)
    group.command()(show)
    group.command()(retry)
    group.command()(release)
    app.add_typer(group, name="quarantine")


def list_entries(
    context: typer.Context,
    code: Annotated[str | None, typer.Option(help="Only this error code.")] = None,
    as_json: AsJson = False,
) -> None:
    """List open entries with their remedy."""
    session: Session = context.obj
    with session.workspace.existing().read() as connection:
        entries = quarantine.entries(connection, code=code)
    if as_json:
        show_json([entry_json(entry) for entry in entries])
        return
    if not entries:
        session.console.print(_("The quarantine is empty."))
        return
    columns = (_("no."), _("source"), _("page"), _("stage"), _("code"), _("what to do"))
    table = Table(*columns, box=None, pad_edge=False)
    for entry in entries:
        remedy = _(kind_of(entry.code).remedy)
        number = str(entry.number)
        table.add_row(str(entry.id), entry.source, number, entry.stage, entry.code, remedy)
    session.console.print(table)


def entry_json(entry: Row[Any]) -> dict[str, Any]:
    """One entry of `aigaq quarantine list --json`."""
    return {
        "id": entry.id,
        "source": entry.source,
        "page": entry.number,
        "stage": entry.stage,
        "code": entry.code,
        "meaning": _(kind_of(entry.code).meaning),
        "remedy": _(kind_of(entry.code).remedy),
        "detail": entry.detail,
        "state": entry.state,
        "created_at": entry.created_at.isoformat(),
        "decided_by": entry.decided_by,
        "reason": entry.reason,
    }


def show(context: typer.Context, ids: Ids, as_json: AsJson = False) -> None:
    """Show entries whole, with the traceback of a bug."""
    session: Session = context.obj
    with session.workspace.existing().read() as connection:
        entries = quarantine.entries(connection, ids=ids)
    if as_json:
        show_json([{**entry_json(entry), "traceback": entry.traceback} for entry in entries])
        return
    width = max(len(_(label)) for label in LABELS.values())
    for entry in entries:
        for name, value in {**entry_json(entry), "state": _(STATES[entry.state])}.items():
            label = _(LABELS[name]).rjust(width)
            session.console.print(f"{label}  {value if value is not None else '–'}")
        if entry.traceback:
            session.console.print(entry.traceback)
        session.console.print()


def retry(context: typer.Context, ids: Ids) -> None:
    """Put entries back to work; the next `aigaq run` takes them up."""
    session: Session = context.obj
    with session.workspace.lock(), session.workspace.existing().write() as connection:
        count = quarantine.retry(connection, ids, actor=session.actor)
    session.console.print(_("{count} to be tried again by `aigaq run`.").format(count=count))


def release(
    context: typer.Context,
    ids: Ids,
    reason: Annotated[str, typer.Option(help="Why the page needs no further reading.")],
    author: Annotated[str | None, typer.Option(help="Who decides; default: the login.")] = None,
) -> None:
    """Close entries: the page counts as done with what was read of it; who and why is kept."""
    session: Session = context.obj
    who = author or getpass.getuser()
    with session.workspace.lock(), session.workspace.existing().write() as connection:
        count = quarantine.release(connection, ids, author=who, reason=reason, actor=session.actor)
    session.console.print(_("{count} released.").format(count=count))
