"""The ledger: for every page and stage what was done, by which recipe, and what is still to do."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Exists,
    Select,
    Update,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal,
    null,
    select,
    union_all,
    update,
)

from models.tables import LedgerRow, PageRow, RecipeRow
from pipeline.chain import Known, Outcome
from pipeline.plan import Plan

PENDING: Final = "pending"
DONE: Final = "done"
BLANK: Final = "blank"
QUARANTINED: Final = "quarantined"
FOLLOWS: Final = "follows"
RELEASED: Final = "released"
STATES: Final = (DONE, BLANK, QUARANTINED, PENDING)


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """How many pages a stage would look at again, and why."""

    stage: str
    reason: str
    pages: int


def enrol(connection: Connection, stages: Sequence[str]) -> None:
    """Give every page a row for every stage, so that nothing is forgotten."""
    columns = ["page_id", "stage", "state", "reason", "executions", "failures", "blank"]
    is_released = PageRow.id.in_(_released())
    for name in stages:
        without = ~exists().where(LedgerRow.page_id == PageRow.id, LedgerRow.stage == name)
        rows = select(
            PageRow.id,
            literal(name),
            # A page that is in quarantine when a stage is new waits there with it.
            case((PageRow.state == QUARANTINED, QUARANTINED), (is_released, DONE), else_=PENDING),
            case((is_released, RELEASED), else_="new"),
            literal(0),
            literal(0),
            literal(False),
        ).where(without)
        connection.execute(insert(LedgerRow).from_select(columns, rows))
    reopen(connection, stages)


def write_recipes(connection: Connection, plan: Plan) -> None:
    """Keep what the plan's recipes stand for, so that every result can be traced."""
    known = set(connection.scalars(select(RecipeRow.digest)))
    rows = [
        {
            "digest": step.recipe,
            "stage": step.name,
            "version": step.stage.version,
            "options": step.options,
            "engine": step.stage.identity,
        }
        for step in plan.steps
        if step.recipe not in known
    ]
    if rows:
        connection.execute(insert(RecipeRow), rows)


def mark_changed_recipes(connection: Connection, plan: Plan) -> None:
    """Make pending what was made by another recipe, where no person has the say."""
    for step in plan.steps:
        connection.execute(
            update(LedgerRow)
            .where(
                LedgerRow.stage == step.name,
                LedgerRow.state.in_((DONE, BLANK)),
                LedgerRow.recipe != step.recipe,
                LedgerRow.page_id.not_in(_in_a_persons_hands()),
            )
            .values(state=PENDING, reason="options")
        )
    reopen(connection, plan.names)


def mark_redo(
    connection: Connection, stage: str, *, states: Sequence[str] = (DONE, BLANK, PENDING)
) -> None:
    """Forget a stage's results on every page, so that it runs again whatever it was made from."""
    connection.execute(
        update(LedgerRow)
        .where(
            LedgerRow.stage == stage,
            LedgerRow.state.in_(states),
            LedgerRow.page_id.not_in(_in_a_persons_hands()),
        )
        .values(state=PENDING, reason="redo", fingerprint=null(), output=null())
    )
    reopen(connection, (stage,))


def reopen(connection: Connection, stages: Sequence[str]) -> None:
    """Make every settled page with pending work of these stages pending as a whole."""
    finished = PageRow.state.in_((DONE, BLANK))
    connection.execute(update(PageRow).where(finished, _has_work(stages)).values(state=PENDING))


def release(connection: Connection, page_ids: Sequence[int]) -> None:
    """Count pages as done by a person's decision; no later recipe opens them again."""
    connection.execute(
        update(LedgerRow).where(LedgerRow.page_id.in_(page_ids)).values(state=DONE, reason=RELEASED)
    )
    connection.execute(update(PageRow).where(PageRow.id.in_(page_ids)).values(state=DONE))


def _released() -> Select[int]:
    return select(LedgerRow.page_id).where(LedgerRow.reason == RELEASED)


def _in_a_persons_hands() -> CompoundSelect[int]:
    """Pages in quarantine, and pages that a person released from it."""
    return union_all(select(PageRow.id).where(PageRow.state == QUARANTINED), _released())


def planned_work(connection: Connection, plan: Plan) -> list[PlannedWork]:
    """Pages with pending work by stage and reason, and the stages that may have to follow."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    rows = connection.execute(
        select(LedgerRow.stage, LedgerRow.reason, func.count())
        .where(LedgerRow.state == PENDING)
        .group_by(LedgerRow.stage, LedgerRow.reason)
    )
    for stage, reason, pages in rows:
        counts[stage][reason or "new"] = pages
    work: list[PlannedWork] = []
    touched: dict[str, int] = {}
    for step in plan.steps:
        own = counts[step.name]
        work += [PlannedWork(step.name, reason, pages) for reason, pages in sorted(own.items())]
        before = max((touched.get(need, 0) for need in step.stage.needs), default=0)
        follows = max(0, before - sum(own.values()))
        if follows:
            work.append(PlannedWork(step.name, FOLLOWS, follows))
        touched |= dict.fromkeys(step.stage.gives, sum(own.values()) + follows)
    return work


def next_pages(
    connection: Connection,
    after: int,
    limit: int,
    *,
    only: Iterable[str] | None = None,
    without: Collection[str] = (),
) -> list[int]:
    """Ids of the next pending pages in order of id.

    Args:
        connection: to the record.
        after: the id that they follow.
        limit: how many at most.
        only: with work for one of these stages.
        without: and with none for any of these.
    """
    query = select(PageRow.id).where(PageRow.state == PENDING, PageRow.id > after)
    if only is not None:
        query = query.where(_has_work(only))
    if without:
        query = query.where(~_has_work(without))
    return list(connection.execute(query.order_by(PageRow.id).limit(limit)).scalars())


def count_pending(connection: Connection, *, only: Iterable[str] | None = None) -> int:
    """How many pages have work to do."""
    query = select(func.count()).select_from(PageRow).where(PageRow.state == PENDING)
    if only is not None:
        query = query.where(_has_work(only))
    return connection.execute(query).scalar_one()


def _has_work(stages: Iterable[str]) -> Exists:
    return exists().where(
        LedgerRow.page_id == PageRow.id,
        LedgerRow.stage.in_(tuple(stages)),
        LedgerRow.state == PENDING,
    )


def known_results(connection: Connection, page_ids: Sequence[int]) -> dict[int, dict[str, Known]]:
    """The last results of pages, by page id and stage."""
    known: dict[int, dict[str, Known]] = defaultdict(dict)
    rows = connection.execute(
        select(
            LedgerRow.page_id,
            LedgerRow.stage,
            LedgerRow.fingerprint,
            LedgerRow.output,
            LedgerRow.blank,
        ).where(LedgerRow.page_id.in_(page_ids))
    )
    for row in rows:
        known[row.page_id][row.stage] = Known(row.fingerprint, row.output, blank=row.blank)
    return known


def settled(connection: Connection, page_ids: Sequence[int]) -> set[tuple[int, str, str]]:
    """(page, stage, fingerprint) of what is up to date on these pages."""
    rows = connection.execute(
        select(LedgerRow.page_id, LedgerRow.stage, LedgerRow.fingerprint).where(
            LedgerRow.page_id.in_(page_ids),
            LedgerRow.state.in_((DONE, BLANK)),
            LedgerRow.fingerprint.is_not(None),
        )
    )
    return {(row.page_id, row.stage, row.fingerprint) for row in rows}


def still_pending(
    connection: Connection, page_ids: Sequence[int], *, only: Iterable[str] | None = None
) -> set[int]:
    """Which of these pages have work to do, for one of some stages or at all."""
    query = select(PageRow.id).where(PageRow.id.in_(page_ids), PageRow.state == PENDING)
    if only is not None:
        query = query.where(_has_work(only))
    return set(connection.scalars(query))


def write_settled(
    connection: Connection, run_id: int, plan: Plan, outcomes: Sequence[Outcome]
) -> None:
    """Record stages that are up to date; one that did not have to run keeps its history."""
    recipes = {step.name: step.recipe for step in plan.steps}
    rows = [
        {
            "_page": outcome.page_id,
            "_stage": result.stage,
            "_state": BLANK if result.blank else DONE,
            "_recipe": recipes[result.stage],
            "_fingerprint": result.fingerprint,
            "_output": result.output,
            "_blank": result.blank,
            "_executed": int(result.executed),
            "_seconds": result.seconds if result.executed else None,
            "_run": run_id if result.executed else None,
        }
        for outcome in outcomes
        for result in outcome.results
    ]
    statement = _row_update().values(
        state=bindparam("_state"),
        reason=null(),
        recipe=bindparam("_recipe"),
        fingerprint=bindparam("_fingerprint"),
        output=bindparam("_output"),
        blank=bindparam("_blank"),
        executions=LedgerRow.executions + bindparam("_executed"),
        failures=0,
        seconds=func.coalesce(bindparam("_seconds"), LedgerRow.seconds),
        code=null(),
        run_id=func.coalesce(bindparam("_run"), LedgerRow.run_id),
    )
    _execute_all(connection, statement, rows)


def write_stale(connection: Connection, stages: Iterable[tuple[int, str]]) -> None:
    """Leave (page, stage) pairs for a later run: what they were made from has changed."""
    statement = _row_update().values(state=PENDING, reason="input")
    _execute_all(connection, statement, [_key(*pair) for pair in stages])


def write_skipped(connection: Connection, stages: Iterable[tuple[int, str]]) -> None:
    """(page, stage) pairs after a stage that found nothing to read."""
    statement = _row_update().values(
        state=BLANK,
        reason=null(),
        recipe=null(),
        fingerprint=null(),
        output=null(),
        blank=False,
        code=null(),
    )
    _execute_all(connection, statement, [_key(*pair) for pair in stages])


def write_failed(
    connection: Connection, failures: Iterable[tuple[int, str, str]], *, state: str
) -> None:
    """(page, stage, error code) of failures: pending for another try, or quarantined."""
    statement = _row_update().values(
        state=state,
        reason="retry" if state == PENDING else null(),
        fingerprint=null(),
        output=null(),
        blank=False,
        failures=LedgerRow.failures + 1,
        code=bindparam("_code"),
    )
    rows = [{**_key(page, stage), "_code": code} for page, stage, code in failures]
    _execute_all(connection, statement, rows)


def write_page_states(connection: Connection, states: Iterable[tuple[int, str]]) -> None:
    """(page, state) pairs: what each page counts as."""
    statement = update(PageRow).where(PageRow.id == bindparam("_page"))
    rows = [{"_page": page, "_state": state} for page, state in states]
    _execute_all(connection, statement.values(state=bindparam("_state")), rows)


def retry(connection: Connection, page_ids: Sequence[int]) -> None:
    """Take pages out of quarantine: all their stages are looked at again."""
    connection.execute(
        update(LedgerRow)
        .where(LedgerRow.page_id.in_(page_ids))
        .values(state=PENDING, reason="retry", failures=0)
    )
    connection.execute(update(PageRow).where(PageRow.id.in_(page_ids)).values(state=PENDING))


def _row_update() -> Update:
    return update(LedgerRow).where(
        LedgerRow.page_id == bindparam("_page"), LedgerRow.stage == bindparam("_stage")
    )


def _key(page_id: int, stage: str) -> dict[str, object]:
    return {"_page": page_id, "_stage": stage}


def _execute_all(
    connection: Connection, statement: Update, rows: Sequence[Mapping[str, object]]
) -> None:
    if rows:
        connection.execute(statement, rows)
