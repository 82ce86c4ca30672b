"""`aigaq report`: how a run went, as one HTML page with charts."""

from pathlib import Path
from typing import Annotated

import typer

from models.errors import ARGUMENT_INVALID, STORE_FAILED, ConfigError, StoreError
from models.i18n import LANGUAGES, _, language
from pipeline.cli.session import Session


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(report)


def report(
    context: typer.Context,
    out: Annotated[Path, typer.Option(metavar="FILE", help="File to write.")],
    run: Annotated[int | None, typer.Option(metavar="ID", help="Default: the newest run.")] = None,
    tongue: Annotated[
        str | None, typer.Option("--language", metavar="kk|ru|en", help="Default: the setting.")
    ] = None,
) -> None:
    """Write how a run went as one HTML page: course, stages, failures."""
    from outputs.runs.reading import read_run
    from outputs.runs.report import make_report

    session: Session = context.obj
    chosen = tongue or session.settings.language
    if chosen not in LANGUAGES:
        raise ConfigError(ARGUMENT_INVALID, f"--language {chosen}")
    with session.workspace.existing().read() as connection:
        view = read_run(connection, run)
    if view is None:
        raise ConfigError(ARGUMENT_INVALID, f"--run {run}" if run else _("nothing was run yet"))
    with language(chosen):
        content = make_report(view)
    try:
        out.write_text(content, encoding="utf-8")
    except OSError as error:
        raise StoreError(STORE_FAILED, str(error)) from error
    session.console.print(_("Run {number} to {path}").format(number=view.run.id, path=out))
