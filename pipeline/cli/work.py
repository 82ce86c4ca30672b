"""`aigaq plan`, `run` and `status`: what is to do, doing it, and where it stands."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Literal

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from models.errors import STAGE_UNKNOWN, ConfigError, kind_of
from models.i18n import _, ngettext
from models.people import is_stale, refresh
from models.people.matcher import NameMatcher
from pipeline import ledger
from pipeline import runner as runs
from pipeline.chain import Failure
from pipeline.cli.session import (
    FINISHED_WITH_QUARANTINE,
    INTERRUPTED,
    AsJson,
    Session,
    show_json,
)
from pipeline.cli.signals import stop_on_signal
from pipeline.executors import PoolExecutor
from pipeline.plan import Plan, make_plan
from pipeline.runner import Runner, RunSummary
from pipeline.status import Counts, Status, read_status

Only = Annotated[
    list[str] | None, typer.Option("--only", metavar="STAGE", help="Run this stage alone; repeat.")
]
Redo = Annotated[
    list[str] | None,
    typer.Option("--redo", metavar="STAGE", help="Run this stage again on every page; repeat."),
]
ExecutorName = Annotated[
    Literal["pool", "procrastinate"] | None,
    typer.Option(
        "--executor", help="Work in processes here, or leave pages to `aigaq worker`s anywhere."
    ),
]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(plan)
    app.command()(run)
    app.command()(status)


def plan(context: typer.Context, as_json: AsJson = False) -> None:
    """Show what `run` would do, and why, without doing it."""
    session: Session = context.obj
    plan = make_plan(session.settings.stages)
    session.workspace.existing()
    work, pages = _runner(session, plan).preview()
    if as_json:
        stages = [{"stage": w.stage, "reason": w.reason, "pages": w.pages} for w in work]
        show_json({"pages": pages, "stages": stages})
        return
    _show_plan(session, work, pages)


def _show_plan(session: Session, work: list[ledger.PlannedWork], pages: int) -> None:
    reasons = {
        "new": _("never done"),
        "options": _("its options or engine changed"),
        "input": _("what it is made from changed"),
        "retry": _("to be tried again"),
        "redo": _("asked for again"),
        "follows": _("where a stage before it changes its result"),
    }
    if not work:
        session.console.print(_("Nothing to do: every page is up to date."))
        return
    table = Table(_("stage"), _("why"), _("pages"), box=None, pad_edge=False)
    for item in work:
        table.add_row(item.stage, reasons[item.reason], str(item.pages))
    session.console.print(table)
    told = ngettext("{pages} page would be looked at.", "{pages} pages would be looked at.", pages)
    session.console.print(told.format(pages=pages))


def run(
    context: typer.Context,
    only: Only = None,
    redo: Redo = None,
    executor: ExecutorName = None,
    as_json: AsJson = False,
) -> None:
    """Bring every page up to date; what is unchanged is not done again."""
    session: Session = context.obj
    plan = make_plan(session.settings.stages)
    shared = (executor or session.settings.run.executor) == "procrastinate"
    _check_names(plan, [*(only or ()), *(redo or ())])
    session.workspace.existing()
    runner = _runner(session, plan, only=frozenset(only) if only else None)
    with session.workspace.lock(), stop_on_signal() as stopped:
        total = runner.prepare(redo=redo or ())
        if not total:
            _find_out_who_is_who(session)
            _gather_vocabulary(session)
            _show_nothing_to_do(session, as_json)
            return
        with _shown(session, total) as shown:
            if shared:
                summary = _share(session, runner, total, shown, stopped)
            else:
                pool = make_pool(session, plan, processes=min(total, runner.options.processes))
                summary = runner.run(pool, total, progress=shown.on_page, stopped=stopped)
        logging.getLogger("aigaq.run").info("run ended", extra=summary_json(summary))
        if summary.outcome != runs.INTERRUPTED:
            _find_out_who_is_who(session)
        _gather_vocabulary(session)
    with session.workspace.database.read() as connection:
        status = read_status(connection, plan.names)
    if as_json:
        show_json({**summary_json(summary), "status": status.as_json()})
    else:
        _show_summary(session, summary, status)
    if summary.outcome == runs.INTERRUPTED:
        raise typer.Exit(INTERRUPTED)
    if summary.outcome == runs.PARTIAL:
        raise typer.Exit(FINISHED_WITH_QUARANTINE)


def summary_json(summary: RunSummary) -> dict[str, object]:
    """The stable answer of `aigaq run --json`, less the status."""
    return {
        "run": summary.run_id,
        "outcome": summary.outcome,
        "seconds": round(summary.seconds, 3),
        "pages": dict(summary.states),
        "executions": dict(summary.executions),
        "dirty": summary.dirty,
    }


def make_pool(session: Session, plan: Plan, *, processes: int) -> PoolExecutor:
    """The processes that do pages on this machine, for a run of its own and for a worker."""
    settings = session.settings
    return PoolExecutor(settings.stages, plan.names, workers=processes, bounds=settings.run.bounds)


def _share(
    session: Session, runner: Runner, total: int, shown: "_Shown", stopped: Callable[[], bool]
) -> RunSummary:
    """Leave the pages to workers, wherever they are."""
    from pipeline.jobs.dispatch import Dispatcher

    session.workspace.prepare_jobs()
    return Dispatcher(runner, watched=shown.on_workers).run(
        total, progress=shown.on_page, stopped=stopped
    )


class _Shown:
    """The bar of a run, as its runner moves it."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._bar = progress.add_task(_("pages"), total=total)
        self._asked = False

    def on_page(self, state: str, failure: Failure | None, done: int, total: int) -> None:
        """Move the bar; say what goes to quarantine."""
        self._progress.update(self._bar, completed=done)
        if failure and state == ledger.QUARANTINED:
            meaning = _(kind_of(failure.code).meaning)
            self._progress.console.print(f"! {failure.stage}: {meaning}", style="yellow")

    def on_workers(self, workers: int) -> None:
        """Say how many are at work, and once that there is nobody."""
        if not workers and not self._asked:
            told = _("No worker is there: start `aigaq worker` on any machine.")
            self._progress.console.print(told, style="yellow")
            self._asked = True
        told = ngettext("pages, {workers} worker", "pages, {workers} workers", workers)
        self._progress.update(self._bar, description=told.format(workers=workers))


@contextmanager
def _shown(session: Session, total: int) -> Iterator[_Shown]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _PagesPerMinute(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=session.notes) as progress:
        yield _Shown(progress, total)


def _find_out_who_is_who(session: Session) -> None:
    """Take in names that were read anew; nothing is done where there are none."""
    database, matcher = session.workspace.database, NameMatcher()
    with database.read() as connection:
        stale = is_stale(connection, matcher)
    if stale:
        refresh(database, matcher)


def _gather_vocabulary(session: Session) -> None:
    """Take in the words of pages that were read anew, by which a search is widened."""
    workspace = session.workspace
    with workspace.database.read() as connection:
        workspace.vocabulary.keep_up(connection, workspace.index)


class _PagesPerMinute(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        if speed is None:
            return Text("")
        return Text(_("{rate:.0f} pages/min").format(rate=speed * 60))


def _runner(session: Session, plan: Plan, *, only: frozenset[str] | None = None) -> Runner:
    workspace = session.workspace
    return Runner(
        workspace.database,
        workspace.blobs,
        workspace.index,
        plan,
        options=session.settings.run,
        config_sha256=session.settings.digest,
        only=only,
    )


def _check_names(plan: Plan, names: list[str]) -> None:
    unknown = [name for name in names if name not in plan.names]
    if unknown:
        raise ConfigError(STAGE_UNKNOWN, ", ".join(unknown))


def _show_nothing_to_do(session: Session, as_json: bool) -> None:
    if as_json:
        show_json({"run": None, "outcome": runs.DONE, "pages": {}, "executions": {}})
    else:
        session.console.print(_("Nothing to do: every page is up to date."))


def _show_summary(session: Session, summary: RunSummary, status: Status) -> None:
    outcomes = {
        runs.DONE: _("Run {run}: done in {seconds:.0f} s."),
        runs.PARTIAL: _("Run {run}: done in {seconds:.0f} s, but some pages are in quarantine."),
        runs.INTERRUPTED: _("Run {run}: stopped after {seconds:.0f} s; run again to go on."),
    }
    words = outcomes[summary.outcome]
    session.console.print(words.format(run=summary.run_id, seconds=summary.seconds))
    if summary.dirty:
        session.console.print(
            _("A stage failed in a way nobody foresaw: see `aigaq quarantine list`."), style="red"
        )
    session.console.print(sum_of_pages(status.pages))


def sum_of_pages(counts: Counts) -> str:
    """The equation that must hold at every moment."""
    return _(
        "pages in {pages_in} = done {done} + blank {blank}"
        " + quarantined {quarantined} + pending {pending}"
    ).format(
        pages_in=counts.pages_in,
        done=counts.done,
        blank=counts.blank,
        quarantined=counts.quarantined,
        pending=counts.pending,
    )


def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Count pages by stage and outcome; every line adds up to the pages in."""
    session: Session = context.obj
    session.workspace.existing()
    names = tuple(options.use for options in session.settings.stages)
    with session.workspace.database.read() as connection:
        status = read_status(connection, names)
    if as_json:
        show_json(status.as_json())
        return
    session.console.print(sum_of_pages(status.pages))
    states = (_("done"), _("blank"), _("quarantined"), _("pending"))
    table = Table(_("stage"), _("pages in"), *states, box=None, pad_edge=False)
    for stage, counts in status.stages.items():
        values = (counts.pages_in, counts.done, counts.blank, counts.quarantined, counts.pending)
        table.add_row(stage, *(str(value) for value in values))
    session.console.print(table)
    for code, count in status.quarantine.items():
        session.console.print(f"{count} × {code}: {_(kind_of(code).meaning)}")
    for stage, count in status.warnings.items():
        said = ngettext("{count} page with a warning", "{count} pages with a warning", count)
        session.console.print(f"{stage}: {said.format(count=count)}")
