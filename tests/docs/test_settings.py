import json
import pkgutil
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

import pipeline.engines
import pipeline.stages
from pipeline.settings import Settings
from tests.docs.markdown import DOCS, codes, names, tables

TABLES = tables(DOCS / "operator.md")


def modules(package: Any, prefix: str = "") -> Iterator[tuple[str, type[BaseModel]]]:
    for module in pkgutil.iter_modules(package.__path__):
        if module.name.startswith(prefix):
            options = import_module(f"{package.__name__}.{module.name}").Options
            yield module.name.removeprefix(prefix), options


STAGES = dict(modules(pipeline.stages))
ENGINES = [*modules(pipeline.engines, "ocr_"), *modules(pipeline.engines, "ner_")]
NAMED = ("engine", "second_engine", "trial")  # settings whose value is an engine


def settings(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        if isinstance(field.default, BaseModel) and name not in NAMED:
            yield from settings(type(field.default), f"{prefix}{name}.")
        elif name not in ("use", "name"):
            yield prefix + name, field


def shown_default(field: FieldInfo) -> str:
    """As docs/operator.md writes a default; nothing for a required setting."""
    match field.default:
        case _ if field.is_required():
            return ""
        case BaseModel() as engine:
            return str(engine.model_dump()["name"])
        case Path() | StrEnum() | str() as text:
            return str(text)
        case float() as number:
            return f"{number:g}"
        case value:
            return json.dumps(value)


def check(model: type[BaseModel], rows: list[list[str]]) -> None:
    wanted = dict(settings(model))
    assert names(rows) == set(wanted)
    for row in rows:
        default = shown_default(wanted[codes(row[0])[0]])
        assert row[1].strip("`") == default, row[0]
        assert len(row) == 3
        assert row[2], row[0]


def test_every_setting_is_documented_with_its_default() -> None:
    check(Settings, TABLES["Settings"])


@pytest.mark.parametrize("stage", STAGES)
def test_every_option_of_a_stage_is_documented(stage: str) -> None:
    check(STAGES[stage], TABLES[f"Stage `{stage}`"])


@pytest.mark.parametrize(("name", "options"), ENGINES)
def test_every_option_of_an_engine_is_documented(name: str, options: type[BaseModel]) -> None:
    check(options, TABLES[f"Engine `{name}`"])


def test_no_stage_or_engine_is_documented_that_is_not_there() -> None:
    headings = {heading for heading in TABLES if heading.startswith(("Stage `", "Engine `"))}
    there = {f"Stage `{name}`" for name in STAGES} | {f"Engine `{name}`" for name, _ in ENGINES}
    assert headings == there
