"""What many tests share: the samples, read once, and the rule that CI skips nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

import models.accounts.secrets
from benchmarks.workspaces import fill_workspace
from models.database import BACK_ENDS, Database
from tests.support.databases import RECORDS
from tests.support.factories import open_database
from tests.support.once import fill_once
from tests.support.programs import need_program

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="session")
def read_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the whole sample delivery was read; tests must not write to it."""
    need_program("tesseract", "pdftoppm")
    return fill_once(
        tmp_path_factory, "samples", lambda folder: fill_workspace(folder, SAMPLES / "delivery")
    )


@pytest.fixture
def samples_copy(read_samples: Path, tmp_path: Path) -> Path:
    """A copy of that workspace for a test that changes it."""
    return Path(shutil.copytree(read_samples, tmp_path / "data"))


@pytest.fixture
def one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run of few pages takes a third less by one process, which loads the models once."""
    monkeypatch.setenv("AIGAQ_RUN__WORKERS", "1")


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed as always, at a cost that tests can pay many times."""
    monkeypatch.setattr(
        models.accounts.secrets, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64)
    )


@pytest.fixture(scope="session", autouse=True)
def _server() -> Iterator[None]:
    yield
    RECORDS.close()


@pytest.fixture(autouse=True)
def _records() -> Iterator[None]:
    with RECORDS.of_one_test():
        yield


@pytest.fixture(params=BACK_ENDS)
def back_end(request: pytest.FixtureRequest) -> str:
    """Each database in turn."""
    return str(request.param)


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    """An empty record."""
    database = open_database(tmp_path, back_end)
    yield database
    database.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=BACK_ENDS, default=BACK_ENDS[0], help="of tests that name none"
    )


def pytest_configure(config: pytest.Config) -> None:
    RECORDS.usual = config.getoption("--database")
