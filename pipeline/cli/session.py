"""What the commands of one call share: settings, workspace, and how answers are shown."""

import getpass
import json
import shutil
import sys
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console

from models.i18n import _, use_language
from pipeline.logs import set_up_logs
from pipeline.settings import Settings, read_settings
from pipeline.workspace import Workspace

FINISHED_WITH_QUARANTINE: Final = 5
"""Exit status: all was done that could be, and something waits in quarantine."""
INTERRUPTED: Final = 130
"""Exit status after Ctrl-C, as shells know it."""

# Names of files and words of pages may have brackets and colons that rich takes for its own.
_AS_IT_IS: Final[dict[str, Any]] = {"highlight": False, "markup": False, "emoji": False}

AsJson = Annotated[bool, typer.Option("--json", help="Answer as one JSON document.")]


class Session:
    """Settings and workspace of one call, read when a command first needs them."""

    def __init__(self, config: Path | None, workspace: Path | None) -> None:
        self._config = config
        self._workspace = workspace

    @property
    def called_as(self) -> list[str]:
        """How this call named the program and its workspace, for hints that can be typed."""
        program = Path(sys.argv[0])
        found = shutil.which(program.name)
        is_on_path = found is not None and Path(found).resolve() == program.resolve()
        name = program.name if is_on_path else _short(program)
        options = (("--config", self._config), ("--workspace", self._workspace))
        return [name, *(str(part) for pair in options if pair[1] for part in pair)]

    @property
    def as_environment(self) -> dict[str, str]:
        """The same call for a process that takes it from the environment."""
        chosen = {"AIGAQ_CONFIG": self._config, "AIGAQ_WORKSPACE": self._workspace}
        return {name: str(path) for name, path in chosen.items() if path is not None}

    @cached_property
    def settings(self) -> Settings:
        """The effective settings; their language rules from here on."""
        settings = read_settings(self._config, workspace=self._workspace)
        use_language(settings.language)
        set_up_logs(settings.log)
        return settings

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace they name."""
        return Workspace(self.settings, on_upgrade=self._tell_of_upgrade)

    def _tell_of_upgrade(self, before: str, after: str) -> None:
        told = _("The database was brought from schema {before} to {after}.")
        self.notes.print(told.format(before=before, after=after))

    @property
    def actor(self) -> str:
        """Who calls, as the audit names one of this machine."""
        return f"login {getpass.getuser()}"

    @cached_property
    def console(self) -> Console:
        """Where a person reads; wide enough for a table when it is not a terminal."""
        return Console(**_AS_IT_IS, width=None if sys.stdout.isatty() else 120)

    @cached_property
    def notes(self) -> Console:
        """Progress and remarks, apart from the answer."""
        return Console(**_AS_IT_IS, stderr=True)


def _short(path: Path) -> str:
    """A path as seen from here where that is shorter."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def show_json(answer: object) -> None:
    """Write one JSON document to standard output."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, default=str) + "\n")
