"""A folder of scripts has a page on which each of them can be found."""

import re

import pytest

from tests.docs.markdown import ROOT


@pytest.mark.parametrize("folder", ["benchmarks", "training"])
def test_every_module_of_a_folder_is_named_on_its_page(folder: str) -> None:
    page = (ROOT / folder / "README.md").read_text(encoding="utf-8")
    code = " ".join(re.findall(r"`[^`\n]+`|python -m \S+", page))
    modules = {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}
    assert modules - set(re.findall(r"\w+", code)) == set()
