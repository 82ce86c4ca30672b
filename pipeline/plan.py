"""The stages in order, checked against each other, each with the digest of its recipe."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.canonical import digest
from models.errors import STAGE_ORDER, ConfigError
from pipeline.stage import GIVEN, Stage, StageOptions


@dataclass(frozen=True, slots=True)
class Step:
    """A stage at its place in the plan.

    Attributes:
        stage: the stage, built.
        options: its options as JSON.
        recipe: digest of its name, version, options and engine identity: all that can change its
            result, except the page.
    """

    stage: Stage
    options: str
    recipe: str

    @property
    def name(self) -> str:
        """The stage's name."""
        return self.stage.name


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in the order of config.yaml."""

    steps: tuple[Step, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Stage names in order."""
        return tuple(step.name for step in self.steps)

    def giving(self, value: str) -> tuple[str, ...]:
        """Names of the stages that give a value."""
        return tuple(step.name for step in self.steps if value in step.stage.gives)

    def fingerprint(self, step: Step, outputs: dict[str, str]) -> str:
        """Digest of a step's recipe and of what it is given on one page.

        Args:
            step: one of this plan.
            outputs: digest of every page field known so far, by field name.
        """
        return digest(step.recipe, *(outputs[need] for need in step.stage.needs))


def make_plan(stages: Sequence[StageOptions]) -> Plan:
    """Build every stage and check that each finds what it needs.

    Raises:
        ConfigError: a stage twice, or one that needs what no stage before it gives.
        MissingDependency: an engine's program or model is not installed.
    """
    steps: list[Step] = []
    given = set(GIVEN)
    for options in stages:
        stage = options.build()
        if any(step.name == stage.name for step in steps):
            raise ConfigError(STAGE_ORDER, f"{stage.name}: twice")
        missing = [need for need in stage.needs if need not in given]
        if missing:
            raise ConfigError(STAGE_ORDER, f"{stage.name}: {', '.join(missing)}")
        given.update(stage.gives)
        content = options.model_dump_json()
        recipe = digest(stage.name, stage.version, content, stage.identity)
        steps.append(Step(stage, content, recipe))
    return Plan(tuple(steps))
