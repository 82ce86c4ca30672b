"""Take one page through the stages it needs, in a worker, without touching any store."""

import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from models.canonical import digest, to_json
from models.decoding.complaints import complaints
from models.entity import Mention
from models.errors import (
    ENGINE_MEMORY,
    STAGE_BUG,
    AigaqError,
    ConfigError,
    MissingDependency,
    StoreError,
)
from models.page import SMALL_VALUES, Imported, Page, PageContext, Quality, Reading, Terms
from pipeline.plan import Plan, Step

_KINDS: Final[Mapping[str, Any]] = {
    **SMALL_VALUES,
    "reading": Reading,
    "quality": Quality,
    "mentions": tuple[Mention, ...],
    "terms": Terms,
}
_OPENCV_HAS_NO_MEMORY: Final = -4
_STORED: Final = frozenset(SMALL_VALUES) | {"reading", "quality"}


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger knows of one stage on this page: the last result's digests."""

    fingerprint: str | None
    output: str | None
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One page to be brought up to date.

    Attributes:
        page_id: of the record.
        page: with all values that are stored.
        known: ledger entries by stage name; a stage without one has never run.
        only: stages that may run; None means all.
    """

    page_id: int
    page: Page
    known: Mapping[str, Known]
    only: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class StageResult:
    """One stage that is up to date now, whether it had to run or not."""

    stage: str
    fingerprint: str
    output: str
    seconds: float
    executed: bool
    blank: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a page stopped."""

    stage: str
    code: str
    detail: str
    retriable: bool
    traceback: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task.

    Attributes:
        page: with the values of every stage in `results`.
        results: stages that are up to date, in order; a failing page keeps those before it.
        stale: stages whose input changed or is missing, left for a later run.
        failure: set when a stage failed.
    """

    page_id: int
    page: Page
    results: tuple[StageResult, ...]
    stale: tuple[str, ...] = ()
    failure: Failure | None = None

    @property
    def blank(self) -> bool:
        """Whether a stage found nothing to read."""
        return any(result.blank for result in self.results)


@dataclass(frozen=True, slots=True)
class Finished:
    """A task's outcome and the wall time it took, seconds."""

    outcome: Outcome
    seconds: float


class _Walk:
    """One page's way through the plan."""

    def __init__(self, plan: Plan, task: Task, on_stage: Callable[[str], None]) -> None:
        self.on_stage = on_stage
        self.plan = plan
        self.task = task
        self.page = task.page
        self.outputs = {
            "image": task.page.image.digest,
            "context": digest(to_json(PageContext, task.page.context)),
            "imported": digest(to_json(Imported | None, task.page.imported)),
        }
        self.results: list[StageResult] = []
        self.stale: list[str] = []

    def outcome(self, failure: Failure | None = None) -> Outcome:
        return Outcome(
            self.task.page_id, self.page, tuple(self.results), tuple(self.stale), failure
        )

    def go(self) -> Outcome:
        for step in self.plan.steps:
            try:
                result = self._settle(step)
            except (StoreError, MissingDependency, ConfigError):
                # A full disk or a missing model is no page's fault: it stops the run instead of
                # filling the quarantine.
                raise
            except AigaqError as error:
                return self.outcome(Failure(step.name, error.code, error.detail, error.retriable))
            except MemoryError as error:
                return self.outcome(Failure(step.name, ENGINE_MEMORY, str(error), False))
            except Exception as error:  # noqa: BLE001 - a bug in a stage must not stop the run
                detail = f"{type(error).__name__}: {error}"
                if getattr(error, "code", None) == _OPENCV_HAS_NO_MEMORY:
                    return self.outcome(Failure(step.name, ENGINE_MEMORY, detail, False))
                return self.outcome(
                    Failure(step.name, STAGE_BUG, detail, False, traceback.format_exc())
                )
            if result is None:
                self.stale.append(step.name)
                continue
            self.results.append(result)
            if result.blank:
                break
            self.outputs.update(dict.fromkeys(step.stage.gives, result.output))
        return self.outcome()

    def may_look(self) -> bool:
        """Whether a stage from the first on that is not current asks for the picture."""
        for place, step in enumerate(self.plan.steps):
            current = self._current(step, self.plan.fingerprint(step, self.outputs))
            if current is None:
                rest = self.plan.steps[place:]
                return any("image" in each.stage.needs and self._allows(each) for each in rest)
            if current.blank:
                break
            self.outputs.update(dict.fromkeys(step.stage.gives, current.output))
        return False

    def _allows(self, step: Step) -> bool:
        return self.task.only is None or step.name in self.task.only

    def _current(self, step: Step, fingerprint: str) -> StageResult | None:
        known = self.task.known.get(step.name)
        if known and known.output and known.fingerprint == fingerprint and self._has_all(step):
            return StageResult(
                step.name, fingerprint, known.output, 0.0, executed=False, blank=known.blank
            )
        return None

    def _settle(self, step: Step) -> StageResult | None:
        """Reuse what is current, run what is not; None where it may not or cannot run."""
        if any(need not in self.outputs for need in step.stage.needs):
            return None
        fingerprint = self.plan.fingerprint(step, self.outputs)
        current = self._current(step, fingerprint)
        if current is not None:
            return current
        if not self._allows(step):
            return None
        self.on_stage(step.name)
        started = time.perf_counter()
        with complaints() as said:
            page = step.stage.process(replace(self.page, blank=False))
        seconds = time.perf_counter() - started
        output = digest(str(page.blank), *(_value_digest(page, name) for name in step.stage.gives))
        self.page = page
        return StageResult(
            step.name,
            fingerprint,
            output,
            seconds,
            executed=True,
            blank=page.blank,
            warnings=tuple(said),
        )

    def _has_all(self, step: Step) -> bool:
        """Whether what the stage once gave is really there; the index is not asked for terms."""
        stored = (name for name in step.stage.gives if name in _STORED)
        return all(getattr(self.page, name) is not None for name in stored)


def _value_digest(page: Page, name: str) -> str:
    return digest(to_json(_KINDS[name], getattr(page, name)))


def may_look(plan: Plan, task: Task) -> bool:
    """Whether a stage may open the page's picture, as far as the ledger tells beforehand."""
    return _Walk(plan, task, lambda name: None).may_look()


def process_page(
    plan: Plan, task: Task, *, on_stage: Callable[[str], None] = lambda name: None
) -> Outcome:
    """Run every stage of the plan whose fingerprint differs from the one last recorded.

    A stage whose new output equals its old one leaves what follows current. Expected failures and
    bugs end up in the outcome, together with the results of the stages before. `on_stage` hears
    the name of every stage before it runs.

    Raises:
        StoreError: there is no room for scratch files.
        MissingDependency: a model that only this page asks for is not installed.
        ConfigError: the same, where the configuration is to blame.
    """
    return _Walk(plan, task, on_stage).go()
