"""What the commands of one call share: settings, workspace, and how answers are shown."""

import json
import sys
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from models.i18n import use_language
from pipeline.settings import Settings, read_settings
from pipeline.workspace import Workspace

FINISHED_WITH_QUARANTINE: Final = 5
"""Exit status: all was done that could be, and something waits in quarantine."""
INTERRUPTED: Final = 130
"""Exit status after Ctrl-C, as shells know it."""

AsJson = Annotated[bool, typer.Option("--json", help="Answer as one JSON document.")]


class Session:
    """Settings and workspace of one call, read when a command first needs them."""

    def __init__(self, config: Path | None, workspace: Path | None) -> None:
        self._config = config
        self._workspace = workspace

    @cached_property
    def settings(self) -> Settings:
        """The effective settings; their language rules from here on."""
        settings = read_settings(self._config, workspace=self._workspace)
        use_language(settings.language)
        return settings

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace they name."""
        return Workspace(self.settings)

    @cached_property
    def console(self) -> Console:
        """Where a person reads; wide enough for a table when it is not a terminal."""
        return Console(highlight=False, width=None if sys.stdout.isatty() else 120)

    @cached_property
    def notes(self) -> Console:
        """Progress and remarks, apart from the answer."""
        return Console(stderr=True, highlight=False)


def show_json(answer: object) -> None:
    """Write one JSON document to standard output."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, default=str) + "\n")
