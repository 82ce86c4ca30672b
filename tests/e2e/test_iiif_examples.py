"""The commands that docs/iiif.md shows get an answer from a reading room over the samples."""

import json
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.docs.markdown import DOCS, shown_commands
from tests.support.programs import need_program

SHOWN_AT = "http://127.0.0.1:8000"
COMMANDS = [line for line in shown_commands(DOCS / "iiif.md") if line.startswith("curl ")]


def test_there_are_examples_of_each_interface() -> None:
    for part in ("/image/", "/collection", "/manifest", "/search1", "/search2"):
        assert any(part in line for line in COMMANDS), part


@pytest.mark.parametrize("line", COMMANDS)
def test_an_example_works(line: str, samples_address: str, tmp_path: Path) -> None:
    need_program("curl")
    arguments = [each.replace(SHOWN_AT, samples_address) for each in shlex.split(line)]
    done = subprocess.run(
        [*arguments, "--silent", "--fail"], cwd=tmp_path, capture_output=True, check=True
    )
    written = list(tmp_path.iterdir())
    if "--output" in arguments:
        assert [path.stat().st_size > 1000 for path in written] == [True]
        return
    content = json.loads(done.stdout)
    assert content["@context"]
    if "search" in line:
        assert content.get("items") or content.get("resources"), "the example finds nothing"
