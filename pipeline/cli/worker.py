"""`aigaq worker`: do pages of runs that were left to workers."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Final

import typer

from models.database import wait_out
from models.errors import ARGUMENT_INVALID, ConfigError
from models.i18n import _
from pipeline.cli.session import Session
from pipeline.cli.work import make_pool
from pipeline.plan import make_plan

# Imported where it is needed: it costs a third of a second that no other command need pay.
if TYPE_CHECKING:
    from pipeline.jobs.lane import Lane

_ALL: Final = "ocr,mentions"


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(worker)


def worker(
    context: typer.Context,
    queues: Annotated[
        str, typer.Option(metavar="NAMES", help="Whose jobs to take, with commas between.")
    ] = _ALL,
    processes: Annotated[
        int | None, typer.Option(min=1, max=256, help="Jobs at a time; default `run.workers`.")
    ] = None,
) -> None:
    """Do pages of runs that were left to workers, until Ctrl-C; any number may run anywhere."""
    from pipeline.jobs.lane import Lane, plan_digest
    from pipeline.jobs.queues import QUEUES
    from pipeline.jobs.worker import Worker

    session: Session = context.obj
    names = tuple(name.strip() for name in queues.split(","))
    if not set(names) <= set(QUEUES):
        raise ConfigError(ARGUMENT_INVALID, f"--queues {queues}")
    options = session.settings.run
    plan = make_plan(session.settings.stages)
    workspace = session.workspace
    wait_out(workspace.prepare_jobs)

    def make_lane(stopped: Callable[[], bool]) -> "Lane":
        return Lane(
            workspace.database,
            workspace.blobs,
            workspace.index,
            plan,
            queues=names,
            options=options,
            make_executor=lambda: make_pool(session, plan, processes=1),
            stopped=stopped,
        )

    size = processes or options.processes
    told = _("Takes jobs of {queues}, {processes} at a time; Ctrl-C ends it.")
    session.notes.print(told.format(queues=", ".join(names), processes=size))
    Worker(
        workspace.database,
        plan_digest(plan),
        make_lane,
        queues=names,
        lanes=size,
        stalled_seconds=options.stalled_seconds,
        tell=lambda text: session.notes.print(text, style="yellow"),
    ).run()
