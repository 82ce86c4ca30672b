"""The requests that docs/api.md shows are answered as a reader would expect."""

import json
import shlex
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.accounts.keys import add_key
from models.accounts.roles import Role
from tests.docs.markdown import DOCS, shown_commands
from tests.e2e.chromium import serve
from tests.support.programs import need_program
from tests.support.webroom import WebRoom, make_webroom

SHOWN = [each for each in shown_commands(DOCS / "api.md") if each.startswith("curl ")]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> WebRoom:
    return make_webroom(tmp_path_factory.mktemp("room"))


@pytest.fixture(scope="module")
def address(room: WebRoom) -> Iterator[str]:
    need_program("curl")
    with serve(room.app) as address:
        yield address


@pytest.fixture(scope="module")
def key(room: WebRoom) -> str:
    with room.app.state.room.database.write() as connection:
        return add_key(connection, "docs", Role.READER, lasts=timedelta(hours=1), actor="test")


@pytest.mark.parametrize("command", SHOWN)
def test_a_shown_request_is_answered(command: str, address: str, key: str, tmp_path: Path) -> None:
    typed = command.replace("http://127.0.0.1:8000", address).replace("$AIGAQ_KEY", key)
    arguments = shlex.split(typed)
    done = subprocess.run(
        [*arguments, "--silent", "--show-error", "--fail-with-body"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    files = list(tmp_path.iterdir())
    content = files[0].read_text(encoding="utf-8-sig") if files else done.stdout
    if ".csv" in command:
        assert content.splitlines()[1:]
    elif ".ndjson" in command:
        lines = [json.loads(line) for line in content.splitlines()]
        assert all("id" in line or "page_id" in line for line in lines)
    else:
        assert json.loads(content)


def test_requests_are_shown_for_every_part_of_the_api() -> None:
    assert len(SHOWN) > 15
