"""The command `aigaq`: global options, its commands, and errors turned into exit statuses once."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from models.errors import AigaqError
from models.i18n import _, use_language
from pipeline.cli import (
    accounts,
    backup,
    bulk,
    compare,
    database,
    deliver,
    export,
    find,
    keep,
    parse,
    people,
    pictures,
    quarantine,
    report,
    serving,
    work,
    worker,
)
from pipeline.cli.session import Session
from pipeline.cli.translated import translated

app = typer.Typer(
    name="aigaq",
    help="From scans of declassified files to a searchable collection.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def start(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(envvar="AIGAQ_CONFIG", help="Configuration file; default ./config.yaml."),
    ] = None,
    workspace: Annotated[
        Path | None,
        typer.Option(envvar="AIGAQ_WORKSPACE", help="Workspace folder; overrides config.yaml."),
    ] = None,
) -> None:
    """From scans of declassified files to a searchable collection."""
    context.obj = Session(config, workspace)


deliver.add_to(app)
work.add_to(app)
worker.add_to(app)
quarantine.add_to(app)
find.add_to(app)
serving.add_to(app)
export.add_to(app)
parse.add_to(app)
people.add_to(app)
bulk.add_to(app)
accounts.add_to(app)
report.add_to(app)
compare.add_to(app)
keep.add_to(app)
backup.add_to(app)
database.add_to(app)
pictures.add_to(app)


def main() -> None:
    """Entry point of `aigaq`; see docs/operator.md for the exit statuses."""
    use_language(os.environ.get("AIGAQ_LANGUAGE", "en"))
    try:
        translated(app)()
    except AigaqError as error:
        sys.stderr.write(f"aigaq: {error.code}: {error}\n")
        sys.stderr.write(f"  {_('What to do')}: {error.remedy}\n")
        sys.exit(error.exit_status)
