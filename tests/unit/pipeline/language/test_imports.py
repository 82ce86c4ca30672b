"""What finding mentions does not load."""

import subprocess
import sys


def test_spacy_is_loaded_without_its_command_line() -> None:
    asked = (
        "import sys, pipeline.language.components; print({'spacy.cli', 'httpx'} & {*sys.modules})"
    )
    found = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stdout.strip() == "set()"
