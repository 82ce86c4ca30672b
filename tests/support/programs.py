"""The rule that CI skips nothing: what a test needs is installed there."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def need_program(*names: str) -> None:
    """Skip visibly where a program is missing; fail where AIGAQ_REQUIRE_ALL_TOOLS is set."""
    need([name for name in names if shutil.which(name) is None])


def need_file(*paths: Path) -> None:
    """The same for files that `make test` fetches."""
    need([str(path) for path in paths if not path.is_file()])


def need(missing: list[str]) -> None:
    """The same for whatever else was looked for."""
    if not missing:
        return
    verdict: Callable[[str], None] = (
        pytest.fail if os.environ.get("AIGAQ_REQUIRE_ALL_TOOLS") else pytest.skip
    )
    verdict(f"not installed: {', '.join(missing)}")
