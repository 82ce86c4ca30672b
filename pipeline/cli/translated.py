"""Show the help of commands in the language of the user: typer knows it as plain text only."""

from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any, Final

import typer

from models.i18n import N_, SOURCE_LANGUAGE, _, current_language

FRAME: Final = {
    "ARGUMENTS_PANEL_TITLE": N_("Arguments"),
    "OPTIONS_PANEL_TITLE": N_("Options"),
    "COMMANDS_PANEL_TITLE": N_("Commands"),
    "ERRORS_PANEL_TITLE": N_("Error"),
    "DEFAULT_STRING": N_("[default: {}]"),
    "ENVVAR_STRING": N_("[env var: {}]"),
    "REQUIRED_LONG_STRING": N_("[required]"),
    "RICH_HELP": N_("Try [blue]'{command_path} {help_option}'[/] for help."),
}
"""What typer writes around our texts, by its name in `typer.rich_utils`."""


def translated(app: typer.Typer) -> Any:
    """Make the command of an application, its help in the language of this context."""
    command = typer.main.get_command(app)
    if current_language() != SOURCE_LANGUAGE:
        from typer import rich_utils  # Imported here: slow, and English needs nothing of it.

        for name, text in FRAME.items():
            setattr(rich_utils, name, _(text))
        for part in parts(command):
            part.help = _(part.help)
    return command


def parts(command: Any) -> Iterator[Any]:
    """Walk a command, its parameters (with --help) and its subcommands that carry a help text."""
    own = (command, *command.get_params(typer.Context(command)))
    yield from (part for part in own if part.help)
    for each in getattr(command, "commands", {}).values():
        yield from parts(each)


def extract(
    stream: IO[bytes], keywords: Mapping[str, Any], tags: Collection[str], options: Any
) -> Iterator[Any]:
    """Give babel the strings of `app.py` and, in walking its commands, every help text."""
    # Imported here: only babel needs the one, and the other imports this module.
    from babel.messages.extract import extract_python

    from pipeline.cli.app import app

    yield from extract_python(stream, keywords, tags, options)
    yield from ((0, "_", part.help, []) for part in parts(typer.main.get_command(app)))
