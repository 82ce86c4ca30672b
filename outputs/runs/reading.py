"""Read from the record how a run goes: rate, time left, failures, seconds of each stage."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from models.database.tally import by_state, read_tally
from models.tables import AttemptRow, LedgerRow, QuarantineRow, RunRow

STATES: Final = ("done", "blank", "quarantined", "pending")
RECENT: Final = timedelta(minutes=1)
"""What the rate and the number of workers at work are taken from."""
SILENT: Final = timedelta(minutes=2)
"""After that a run without a sign of life may have died."""
_MOST_OF_LIVE: Final = 20_000  # attempts of a run that goes on: it is asked about every few seconds
_SAMPLE: Final = 500  # pages whose stages are timed
_BUCKETS: Final = 60
_Ended = Row[datetime, str, str | None, int, float]


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of a run: how many pages ended well and how many tries failed in it."""

    since: datetime
    pages: int
    failures: int


@dataclass(frozen=True, slots=True)
class StageTime:
    """What a stage takes, as a mean over the newest pages of a run that it worked on."""

    stage: str
    pages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class RunView:
    """One run as it stands.

    Attributes:
        run: its row.
        now: when this was read.
        states: all pages of the record by state.
        settled: tries of this run that ended well; of a run that goes on, among the newest 20,000.
        failures: tries that failed, by code of the error, the most first.
        last_sign: when a try ended last.
        per_minute: pages that ended well in the last minute before that.
        working: workers at work in that minute, by the seconds they took.
        moments: the course of the run.
        stages: the slowest first.
    """

    run: Row[Any]
    now: datetime
    states: dict[str, int]
    settled: int
    failures: list[tuple[str, int]]
    last_sign: datetime | None
    per_minute: float
    working: float
    moments: list[Moment]
    stages: list[StageTime]

    @property
    def is_live(self) -> bool:
        """Whether it has not ended, as far as the record knows."""
        return self.run.outcome is None

    @property
    def is_silent(self) -> bool:
        """Whether it goes on and gave no sign for so long that it may have died."""
        return self.is_live and self.now - (self.last_sign or self.run.started_at) > SILENT

    @property
    def left(self) -> timedelta | None:
        """How long what is pending takes at this rate; None where there is no rate."""
        if not (self.is_live and self.per_minute):
            return None
        return timedelta(minutes=self.states["pending"] / self.per_minute)


def list_runs(connection: Connection, *, limit: int = 50) -> Sequence[Row[Any]]:
    """The newest runs, the newest first."""
    columns = RunRow.__table__.columns
    return connection.execute(select(*columns).order_by(RunRow.id.desc()).limit(limit)).all()


def read_run(
    connection: Connection, run_id: int | None = None, *, now: datetime | None = None
) -> RunView | None:
    """A run, or the newest one; None where there is none."""
    query = select(*RunRow.__table__.columns).order_by(RunRow.id.desc()).limit(1)
    run = connection.execute(query if run_id is None else query.where(RunRow.id == run_id)).first()
    if run is None:
        return None
    ended = _ended(connection, run)
    good = [each for each in ended if each.outcome != "failed"]
    last = max((each.ended_at for each in ended), default=None)
    recent = [each for each in ended if last and each.ended_at > last - RECENT]
    span = _span(run, last)
    return RunView(
        run=run,
        now=now or datetime.now(UTC),
        states=read_states(connection),
        settled=sum(each.tries for each in good),
        failures=_failures(ended),
        last_sign=last,
        per_minute=sum(each.tries for each in recent if each.outcome != "failed") / span,
        working=sum(each.seconds for each in recent) / (60 * span),
        moments=_moments(run, ended),
        stages=_stages(connection, run.id),
    )


def read_states(connection: Connection) -> dict[str, int]:
    """All pages of the record by state."""
    found = by_state(read_tally(connection)["page"])
    return {state: found[state] for state in STATES}


def read_quarantine(connection: Connection) -> dict[str, int]:
    """Open quarantine entries by code."""
    query = (
        select(QuarantineRow.code, func.count())
        .where(QuarantineRow.state == "open")
        .group_by(QuarantineRow.code)
        .order_by(QuarantineRow.code)
    )
    return dict(connection.execute(query).all())


def read_stages(connection: Connection) -> list[StageTime]:
    """What stages take in the newest run."""
    newest = connection.execute(select(func.max(RunRow.id))).scalar_one()
    return _stages(connection, newest) if newest else []


def _ended(connection: Connection, run: Row[Any]) -> Sequence[_Ended]:
    """Tries that ended, put together by commit, outcome and code."""
    query = select(
        AttemptRow.ended_at,
        AttemptRow.outcome,
        AttemptRow.code,
        func.count().label("tries"),
        func.sum(AttemptRow.seconds).label("seconds"),
    ).where(AttemptRow.run_id == run.id)
    if run.outcome is None:
        newest = select(func.max(AttemptRow.id)).scalar_subquery()
        query = query.where(AttemptRow.id > newest - _MOST_OF_LIVE)
    grouped = query.group_by(AttemptRow.ended_at, AttemptRow.outcome, AttemptRow.code)
    return connection.execute(grouped).all()


def _span(run: Row[Any], last: datetime | None) -> float:
    """Minutes that the rate is taken over: one, or less of a run that has just begun."""
    if last is None:
        return 1.0
    since: datetime = run.started_at
    return min(max((last - since) / RECENT, 1 / 60), 1.0)


def _failures(ended: Sequence[_Ended]) -> list[tuple[str, int]]:
    counted: Counter[str] = Counter()
    for each in ended:
        if each.outcome == "failed":
            counted[each.code or "?"] += each.tries
    return counted.most_common()


def _moments(run: Row[Any], ended: Sequence[_Ended]) -> list[Moment]:
    if not ended:
        return []
    start = min(run.started_at, min(each.ended_at for each in ended))
    end = max(each.ended_at for each in ended)
    width = max((end - start) / _BUCKETS, timedelta(seconds=1))
    pages: Counter[int] = Counter()
    failures: Counter[int] = Counter()
    for each in ended:
        counted = failures if each.outcome == "failed" else pages
        counted[min(int((each.ended_at - start) / width), _BUCKETS - 1)] += each.tries
    last = max([*pages, *failures])
    return [Moment(start + n * width, pages[n], failures[n]) for n in range(last + 1)]


def _stages(connection: Connection, run_id: int) -> list[StageTime]:
    newest = (
        select(AttemptRow.page_id)
        .where(AttemptRow.run_id == run_id)
        .order_by(AttemptRow.id.desc())
        .limit(_SAMPLE)
    )
    rows = connection.execute(
        select(LedgerRow.stage, func.count(), func.avg(LedgerRow.seconds))
        .where(
            LedgerRow.page_id.in_(newest),
            LedgerRow.run_id == run_id,
            LedgerRow.seconds.is_not(None),
        )
        .group_by(LedgerRow.stage)
    )
    times = (StageTime(stage, pages, float(seconds)) for stage, pages, seconds in rows)
    return sorted(times, key=lambda each: -each.seconds)
