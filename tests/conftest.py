"""What many tests share: the samples, read once, and the rule that CI skips nothing."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher

import models.accounts.secrets
from benchmarks.workspaces import fill_workspace

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="session")
def read_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the whole sample delivery was read; tests must not write to it."""
    need_program("tesseract", "pdftoppm")
    workspace = tmp_path_factory.mktemp("samples") / "data"
    fill_workspace(workspace, SAMPLES / "delivery")
    return workspace


@pytest.fixture
def samples_copy(read_samples: Path, tmp_path: Path) -> Path:
    """A copy of that workspace for a test that changes it."""
    return Path(shutil.copytree(read_samples, tmp_path / "data"))


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed as always, at a cost that tests can pay many times."""
    monkeypatch.setattr(
        models.accounts.secrets, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64)
    )


def need_program(*names: str) -> None:
    """Skip visibly where a program is missing; fail where AIGAQ_REQUIRE_ALL_TOOLS is set."""
    _need([name for name in names if shutil.which(name) is None])


def need_file(*paths: Path) -> None:
    """The same for files that `make test` fetches."""
    _need([str(path) for path in paths if not path.is_file()])


def _need(missing: list[str]) -> None:
    if not missing:
        return
    verdict: Callable[[str], None] = (
        pytest.fail if os.environ.get("AIGAQ_REQUIRE_ALL_TOOLS") else pytest.skip
    )
    verdict(f"not installed: {', '.join(missing)}")
