"""`aigaq db`: move the record to another database."""

from typing import Annotated

import typer
from rich.table import Table

from models.database import POSTGRESQL, Database
from models.database.copying import CopiedTable, copy_record
from models.errors import ARGUMENT_INVALID, ConfigError
from models.i18n import _
from pipeline.cli.session import AsJson, Session, show_json


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(help="The database of the record.", no_args_is_help=True)
    group.command()(copy)
    group.callback()(_group)  # with one command alone, typer would take the name away
    app.add_typer(group, name="db")


def _group() -> None:
    """The database of the record."""


def copy(
    context: typer.Context,
    target: Annotated[
        str,
        typer.Argument(envvar="AIGAQ_COPY_TO", help="Address of an empty PostgreSQL database."),
    ],
    as_json: AsJson = False,
) -> None:
    """Copy the record into an empty PostgreSQL database and compare every row."""
    session: Session = context.obj
    source, empty = session.workspace.existing(), Database(target)
    if empty.back_end != POSTGRESQL:
        raise ConfigError(ARGUMENT_INVALID, empty.back_end)
    empty.upgrade()
    table = Table(_("table"), _("rows"), "SHA-256", box=None, pad_edge=False)

    def show(copied: CopiedTable) -> None:
        table.add_row(copied.table, str(copied.rows), copied.digest[:16])

    with session.workspace.lock():
        copied = copy_record(source, empty, show)
    empty.close()
    if as_json:
        show_json([each.as_json() for each in copied])
        return
    session.console.print(table)
    session.console.print(
        _("{rows} rows, read back and equal.").format(rows=sum(each.rows for each in copied))
    )
