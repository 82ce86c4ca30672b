"""A plan is checked before any work: order, doubles, unknown names, and stages of others."""

from collections.abc import Sequence
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from models.errors import STAGE_ORDER, STAGE_UNKNOWN, ConfigError
from pipeline import stage as stage_module
from pipeline.engines.ner_null import NullMentions, Options
from pipeline.plan import make_plan
from pipeline.settings import Settings
from pipeline.stage import find_options, read_options
from tests.support.toy_stages import STAGES, MentionOptions, ReadOptions, TermOptions, toy_plan


class FirstWord(NullMentions):
    """An engine as another package would bring it."""

    identity = "first word 1"


class FirstWordOptions(Options):
    """Its options; the name is not ours."""

    name: Any = "firstword"

    def build(self) -> FirstWord:
        return FirstWord()


@pytest.fixture
def entry_points(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two entry points, found as importlib.metadata finds installed ones."""
    installed = [
        EntryPoint("read", "tests.support.toy_stages:ReadOptions", "aigaq.stages"),
        EntryPoint("firstword", f"{__name__}:FirstWordOptions", "aigaq.ner_engines"),
    ]

    def found(*, group: str, name: str) -> list[EntryPoint]:
        return [entry for entry in installed if (entry.group, entry.name) == (group, name)]

    monkeypatch.setattr(stage_module, "entry_points", found)


def test_the_steps_keep_the_order_of_the_configuration() -> None:
    plan = toy_plan()
    assert plan.names == ("read", "mention", "term")
    assert len({step.recipe for step in plan.steps}) == 3
    assert plan.steps[0].options == ReadOptions().model_dump_json()


@pytest.mark.parametrize(
    ("stages", "detail"),
    [
        ((MentionOptions(), ReadOptions()), "mention: reading"),
        ((TermOptions(),), "term: mentions, reading"),
        ((ReadOptions(), TermOptions(), MentionOptions()), "term: mentions"),
        ((ReadOptions(), ReadOptions()), "read: twice"),
        ((ReadOptions(), ReadOptions(suffix="!")), "read: twice"),
    ],
)
def test_a_plan_that_cannot_work_names_stage_and_need(stages: Sequence[Any], detail: str) -> None:
    with pytest.raises(ConfigError) as refused:
        make_plan(stages)
    assert (refused.value.code, refused.value.detail) == (STAGE_ORDER, detail)


def test_a_changed_option_changes_the_recipe_of_its_stage_alone() -> None:
    before, after = toy_plan(), toy_plan(MentionOptions.model_validate({"label": "ORG"}))
    changed = [
        old.name
        for old, new in zip(before.steps, after.steps, strict=True)
        if old.recipe != new.recipe
    ]
    assert changed == ["mention"]


@pytest.mark.parametrize("attribute", ["name", "version", "identity"])
def test_name_version_and_engine_enter_the_recipe(
    monkeypatch: pytest.MonkeyPatch, attribute: str
) -> None:
    before = toy_plan().steps[0].recipe
    monkeypatch.setattr(f"tests.support.toy_stages.Read.{attribute}", "another")
    assert toy_plan().steps[0].recipe != before


def test_the_fingerprint_follows_the_recipe_and_the_needs_alone() -> None:
    plan = toy_plan()
    read, mention, _ = plan.steps
    outputs = {"image": "a", "context": "b", "reading": "c"}
    print_of_mention = plan.fingerprint(mention, outputs)
    assert plan.fingerprint(mention, {**outputs, "image": "other"}) == print_of_mention
    assert plan.fingerprint(mention, {**outputs, "reading": "other"}) != print_of_mention
    swapped = {"image": "b", "context": "a"}
    assert plan.fingerprint(read, swapped) != plan.fingerprint(read, outputs)
    assert plan.fingerprint(read, outputs) != print_of_mention


@pytest.mark.parametrize("name", ["spell", "Ocr", "ocr.engine", "", "../ocr", "os"])
def test_a_stage_of_no_known_name_is_named(name: str) -> None:
    with pytest.raises(ConfigError) as refused:
        find_options("stages", name, package="pipeline.stages")
    assert (refused.value.code, refused.value.detail) == (STAGE_UNKNOWN, f"stages: {name}")


def test_a_stage_that_cannot_be_imported_is_not_called_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(name: str) -> None:
        raise ModuleNotFoundError("No module named 'torch'", name="torch")

    monkeypatch.setattr(stage_module, "import_module", fail)
    with pytest.raises(ModuleNotFoundError, match="torch"):
        find_options("stages", "ocr", package="pipeline.stages")


@pytest.mark.usefixtures("entry_points")
def test_a_stage_of_another_package_comes_by_entry_point() -> None:
    content = {"use": "read", "suffix": "!"}
    options = read_options("stages", content, key="use", package="pipeline.stages")
    assert options == ReadOptions(suffix="!")
    settings = Settings.model_validate({"stages": [{"use": "read"}]})
    assert make_plan(settings.stages).names == ("read",)


@pytest.mark.usefixtures("entry_points")
def test_an_engine_of_another_package_enters_the_recipe() -> None:
    def step(engine: str) -> Any:
        stages = Settings.model_validate(
            {"stages": [{"use": "read"}, {"use": "mentions", "engine": {"name": engine}}]}
        ).stages
        return make_plan(stages).steps[1]

    assert step("firstword").stage.identity.startswith("first word 1 ")
    assert step("firstword").recipe != step("null").recipe
    assert step("firstword").recipe == step("firstword").recipe


@pytest.mark.usefixtures("entry_points")
def test_our_own_stage_wins_over_an_entry_point_of_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from pipeline.stages.route import Options as RouteOptions

    def found(*, group: str, name: str) -> list[EntryPoint]:
        return [EntryPoint(name, "tests.support.toy_stages:ReadOptions", group)]

    monkeypatch.setattr(stage_module, "entry_points", found)
    assert find_options("stages", "route", package="pipeline.stages") is RouteOptions


def test_options_that_were_read_already_pass_through() -> None:
    for options in STAGES:
        assert read_options("stages", options, key="use", package="pipeline.stages") is options
