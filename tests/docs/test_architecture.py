import pkgutil
from importlib import import_module
from typing import Any

import pytest

import pipeline.stages
from pipeline.settings import read_settings
from tests.docs.markdown import DOCS, codes, tables

ROWS = {row[0].strip("`"): row for row in tables(DOCS / "architecture.md")["From page to values"]}
STAGES = [module.name for module in pkgutil.iter_modules(pipeline.stages.__path__)]


def stage_class(name: str) -> Any:
    module = import_module(f"pipeline.stages.{name}")
    (found,) = (each for each in vars(module).values() if getattr(each, "name", None) == name)
    return found


@pytest.mark.parametrize("stage", STAGES)
def test_what_a_stage_needs_and_gives_is_documented(stage: str) -> None:
    _name, needs, gives = ROWS[stage]
    found = stage_class(stage)
    assert codes(needs) == list(found.needs)
    assert codes(gives) == list(found.gives)


def test_the_stages_are_documented_in_the_order_of_the_shipped_configuration() -> None:
    assert list(ROWS) == [options.use for options in read_settings(None).stages]


def test_every_decision_stands_in_the_index() -> None:
    listed = [row[0] for row in tables(DOCS / "adr" / "README.md")["Decisions"]]
    assert listed == sorted(path.name[:4] for path in (DOCS / "adr").glob("0*.md"))
