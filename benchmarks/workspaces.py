"""Fill a workspace by the command line, as a user would, for benchmarks and tests."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

AIGAQ: Final = Path(sys.executable).parent / "aigaq"
FINE: Final = (0, 5)
"""Exit statuses of a command that did all it could; 5 says that something is in quarantine."""


def aigaq(
    workspace: Path, *arguments: str | Path, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Call `aigaq` on a workspace and wait; output is captured."""
    return subprocess.run(
        [AIGAQ, "--workspace", workspace, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(environment or {})},
    )


def aigaq_json(workspace: Path, *arguments: str | Path) -> Any:
    """Call `aigaq … --json`; raises RuntimeError when it failed."""
    done = aigaq(workspace, *arguments, "--json")
    if done.returncode not in FINE:
        raise RuntimeError(f"aigaq {arguments}: {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def fill_workspace(workspace: Path, delivery: Path, *, collection: str = "samples") -> Any:
    """Ingest a delivery and run all stages; returns the answer of `run`."""
    aigaq_json(workspace, "ingest", delivery, "--collection", collection)
    return aigaq_json(workspace, "run")


def export_workspace(workspace: Path, path: Path) -> Path:
    """Export all pages as JSON lines; returns the file's path."""
    done = aigaq(workspace, "export", "jsonl", "--out", path)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return path
