"""config.yaml is read strictly, the environment wins, and every option that matters is hashed."""

import os
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ValidationError

import pipeline.engines
import pipeline.stages
from models.errors import CONFIG_INVALID, CONFIG_MISSING, STAGE_UNKNOWN, ConfigError
from pipeline.plan import make_plan
from pipeline.settings import SHIPPED, RunOptions, ServeOptions, Settings, read_settings
from pipeline.stage import StageOptions
from tests.support.programs import need_program

ROUTE = "stages: [{use: route}]\n"
CHAIN = [step["use"] for step in yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))["stages"]]
ENGINES = [
    (prefix, module.name.removeprefix(prefix))
    for prefix in ("ocr_", "ner_")
    for module in pkgutil.iter_modules(pipeline.engines.__path__)
    if module.name.startswith(prefix)
]
STAGE_OF = {"ocr_": "ocr", "ner_": "mentions"}


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("AIGAQ_"):
            monkeypatch.delenv(name)


def read(folder: Path, content: str) -> Settings:
    path = folder / "config.yaml"
    path.write_text(content, encoding="utf-8")
    return read_settings(path)


# -- what is refused --


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (ROUTE + "colour: red", "colour"),
        (ROUTE + "run: {threads: 4}", "run.threads"),
        (ROUTE + "ingest: {limits: {pagse: 4}}", "ingest.limits.pagse"),
        (ROUTE + "run: {workers: many}", "run.workers"),
        (ROUTE + "run: {attempts: 0}", "run.attempts"),
        (ROUTE + "serve: {port: 70000}", "serve.port"),
        (ROUTE + "serve: {rights: {cases: all rights reserved}}", "serve.rights.cases"),
        (ROUTE + "language: fr", "language"),
        (ROUTE + "search: sphinx", "search"),
        ("stages: [{use: route}, {use: orient, dpi: 10}]", "stages.1.dpi"),
        ("stages: [{use: route}, {use: orient, dip: 300}]", "stages.1.dip"),
        (
            "stages: [{use: mentions, engine: {name: spacy, min_confidence: 3}}]",
            "stages.0.engine.min_confidence",
        ),
        ("stages: [{use: mentions, engine: {name: 'null', x: 3}}]", "stages.0.engine.x"),
        ("stages: [{use: ocr, engine: {name: replay}}]", "stages.0.engine.folder"),
        ("stages: [{use: mentions, engine: spacy}]", "stages.0.engine"),
        ("stages: [route]", "stages.0"),
        ("stages: []", "stages"),
        ("workspace: data", "stages"),
    ],
)
def test_what_is_not_valid_is_named_with_its_place(
    tmp_path: Path, content: str, place: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, content)
    assert caught.value.code == CONFIG_INVALID
    assert f"{tmp_path / 'config.yaml'}: {place}: " in caught.value.detail


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[1, 2]",
        "stages: [",
        ROUTE + "1: 2",
    ],
)
def test_what_is_no_mapping_of_settings_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, content)
    assert caught.value.code == CONFIG_INVALID
    assert str(tmp_path / "config.yaml") in caught.value.detail


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("stages: [{use: spell}]", "stages: spell"),
        ("stages: [{}]", "stages: None"),
        ("stages: [{use: ../x}]", "stages: ../x"),
        ("stages: [{use: ocr, engine: {name: abbyy}}]", "ocr_engines: abbyy"),
        ("stages: [{use: mentions, engine: {name: tesseract}}]", "ner_engines: tesseract"),
        ("stages: [{use: __init__}]", "stages: __init__"),
    ],
)
def test_an_unknown_stage_or_engine_is_named(tmp_path: Path, content: str, named: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, content)
    assert (caught.value.code, caught.value.detail) == (STAGE_UNKNOWN, named)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes("workspace: дело".encode("cp1251"))
    with pytest.raises(ConfigError) as caught:
        read_settings(path)
    assert caught.value.code == CONFIG_INVALID


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        read_settings(tmp_path / "other.yaml")
    assert (caught.value.code, caught.value.detail) == (
        CONFIG_MISSING,
        str(tmp_path / "other.yaml"),
    )


def test_settings_cannot_be_changed_afterwards(tmp_path: Path) -> None:
    settings = read(tmp_path, ROUTE)
    for owner, name in (
        (settings, "language"),
        (settings.run, "workers"),
        (settings.stages[0], "ru"),
    ):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(owner, name, getattr(owner, name))


# -- where values come from --


def test_the_environment_wins_over_the_file_value_by_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIGAQ_RUN__WORKERS", "4")
    monkeypatch.setenv("AIGAQ_INGEST__LIMITS__PAGES", "7")
    monkeypatch.setenv("AIGAQ_LANGUAGE", "kk")
    settings = read(tmp_path, ROUTE + "language: ru\nrun: {workers: 3, attempts: 5}\n")
    assert settings.run == RunOptions(workers=4, attempts=5)
    assert settings.ingest.limits.pages == 7
    assert settings.ingest.limits.megabytes == 2048
    assert settings.language == "kk"


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("AIGAQ_RUN__WORKERS", "many", "run.workers"),
        ("AIGAQ_RUN__THREADS", "4", "run.threads"),
        ("AIGAQ_RUN", "{", "run"),
    ],
)
def test_a_wrong_variable_is_an_error_like_a_wrong_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, place: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, ROUTE)
    assert caught.value.code == CONFIG_INVALID
    assert place in caught.value.detail


def test_variables_of_the_command_line_are_no_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIGAQ_CONFIG", "elsewhere.yaml")
    monkeypatch.setenv("AIGAQ_REQUIRE_ALL_TOOLS", "1")
    assert read(tmp_path, ROUTE).workspace == Path("data").resolve()


def test_the_argument_wins_over_file_and_environment_for_the_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert read(tmp_path, ROUTE + "workspace: here").workspace == tmp_path / "here"
    monkeypatch.setenv("AIGAQ_WORKSPACE", "there")
    assert read(tmp_path, ROUTE + "workspace: here").workspace == tmp_path / "there"
    chosen = read_settings(tmp_path / "config.yaml", workspace=Path("chosen"))
    assert chosen.workspace == tmp_path / "chosen"
    assert chosen.database_url == f"sqlite:///{tmp_path}/chosen/aigaq.db"


def test_the_file_of_the_folder_comes_before_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert [options.use for options in read_settings(None).stages] == CHAIN
    (tmp_path / "config.yaml").write_text(ROUTE, encoding="utf-8")
    assert [options.use for options in read_settings(None).stages] == ["route"]


def test_the_shipped_file_states_the_defaults() -> None:
    bare = Settings.model_validate({"stages": [{"use": name} for name in CHAIN]})
    shipped = read_settings(SHIPPED)
    resolved = {"workspace": bare.workspace.resolve()}
    assert shipped == bare.model_copy(update=resolved)
    stated = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    assert set(Settings.model_fields) - set(stated) == {"database"}
    assert set(stated["run"]) == set(RunOptions.model_fields)
    assert set(stated["serve"]) == set(ServeOptions.model_fields)


def test_zero_workers_are_one_per_core() -> None:
    assert RunOptions(workers=0).processes == len(os.sched_getaffinity(0))
    assert RunOptions(workers=3).processes == 3


def test_the_digest_of_the_settings_follows_every_option(tmp_path: Path) -> None:
    contents = [
        ROUTE,
        ROUTE + "run: {attempts: 5}",
        "stages: [{use: route, ru: own}]",
        "stages: [{use: mentions}]",
        "stages: [{use: mentions, engine: {name: 'null'}}]",
        "stages: [{use: mentions, engine: {name: spacy, min_confidence: 0.5}}]",
    ]
    digests = [read(tmp_path, content).digest for content in contents]
    assert len(set(digests)) == len(contents)
    assert digests[0] == read(tmp_path, "stages:\n  - use: route\n").digest


# -- what enters a recipe --

# Tried in this order; the first that a field takes and that is not its default is the change.
_VALUES: tuple[Any, ...] = (["rus"], ["DATE"], 0, 1, 0.5, 5, 301, "other", {"name": "null"})


def stage_options(use: str, **options: Any) -> StageOptions:
    model = import_module(f"pipeline.stages.{use}").Options
    made: StageOptions = model.model_validate({"use": use, **options})
    return made


def required(prefix: str, engine: str) -> dict[str, Any]:
    """The mapping of config.yaml that names the engine, with what it cannot do without."""
    model: type[BaseModel] = import_module(f"pipeline.engines.{prefix}{engine}").Options
    fields = model.model_fields.items()
    return {"name": engine} | {n: "recordings" for n, field in fields if field.is_required()}


def changed(use: str, mapping: dict[str, Any], field: str) -> StageOptions:
    """The stage with one option changed, of its engine where `mapping` holds one."""
    before = stage_options(use, **mapping).model_dump_json()
    for value in _VALUES:
        engine = mapping.get("engine")
        new = {"engine": {**engine, field: value}} if engine else {field: value}
        try:
            options = stage_options(use, **new)
        except (ValidationError, ConfigError):
            continue
        if options.model_dump() != stage_options(use, **mapping).model_dump():
            assert options.model_dump_json() != before
            return options
    raise AssertionError(f"{use}: no other value for {field} is among {_VALUES}")


def stage_fields() -> Iterator[tuple[str, dict[str, Any], str]]:
    for use in sorted(module.name for module in pkgutil.iter_modules(pipeline.stages.__path__)):
        model = import_module(f"pipeline.stages.{use}").Options
        yield from ((use, {}, field) for field in model.model_fields if field != "use")
    for prefix, engine in ENGINES:
        model = import_module(f"pipeline.engines.{prefix}{engine}").Options
        mapping = {"engine": required(prefix, engine)}
        yield from ((STAGE_OF[prefix], mapping, f) for f in model.model_fields if f != "name")


def recipe(options: StageOptions) -> str:
    """The stage's recipe at its place in the shipped chain, with null engines around it."""
    null = {"engine": {"name": "null"}}
    around = {
        use: stage_options(use, **(null if use in STAGE_OF.values() else {})) for use in CHAIN
    }
    plan = make_plan([*{**around, options.use: options}.values()])
    return next(step.recipe for step in plan.steps if step.name == options.use)


@pytest.mark.parametrize(("use", "mapping", "field"), [*stage_fields()])
def test_every_option_of_every_stage_and_engine_changes_the_recipe(
    use: str, mapping: dict[str, Any], field: str
) -> None:
    default = stage_options(use, **mapping)
    if "tesseract" in default.model_dump_json():
        need_program("tesseract")
    other = changed(use, mapping, field)
    assert recipe(other) != recipe(default)
    assert recipe(default) == recipe(stage_options(use, **mapping))


def test_the_walk_over_the_options_finds_those_of_engines() -> None:
    found = {(use, field) for use, _, field in stage_fields()}
    assert {("ocr", "engine"), ("ocr", "psm"), ("ocr", "folder"), ("mentions", "labels")} <= found
    assert {use for use, _ in found} >= {"orient", "clean", "route", "ocr", "mentions", "normalise"}


@pytest.mark.parametrize(
    "changes",
    [
        "run: {workers: 7, attempts: 9, commit_pages: 3, commit_seconds: 9, seconds_per_page: 9}",
        "serve: {port: 9}\nlanguage: kk",
        "workspace: elsewhere",
        "ingest: {render_dpi: 200}",
    ],
)
def test_how_the_work_is_done_enters_no_recipe(tmp_path: Path, changes: str) -> None:
    stages = "stages: [{use: route}, {use: orient}, {use: clean}]\n"
    plain, other = read(tmp_path, stages), read(tmp_path, stages + changes)
    assert plain.digest != other.digest
    recipes = [[step.recipe for step in make_plan(s.stages).steps] for s in (plain, other)]
    assert recipes[0] == recipes[1]
