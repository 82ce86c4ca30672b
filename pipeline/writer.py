"""The one writer: a batch of outcomes becomes values, index, ledger and quarantine, or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, insert

from models.database import Database, wait_out
from models.store import GivenValue, forget_values, save_values
from models.store.warnings import save_warnings
from models.tables import AttemptRow
from outputs.search.index import SearchIndex
from pipeline import ledger, quarantine
from pipeline.chain import Outcome
from pipeline.plan import Plan

INDEXED: Final = "terms"
"""The value that the index takes in."""

# Each time costs an index outside the record a tenth of a second; its readers wait for so many.
_SETTLED_TOGETHER: Final = 256


@dataclass(frozen=True, slots=True)
class Attempted:
    """A page's outcome with what the runner knows about the try.

    Attributes:
        outcome: of the stages.
        collection_id: of the page.
        seconds: wall time in the worker.
        quarantined: a failure that is not tried again.
    """

    outcome: Outcome
    collection_id: int
    seconds: float
    quarantined: bool = False


Following = Callable[[Connection, Sequence[Attempted]], None]
"""What else belongs into the transaction of a batch."""


class Writer:
    """Writes batches of outcomes of one run, one transaction each."""

    def __init__(
        self,
        database: Database,
        index: SearchIndex,
        plan: Plan,
        run_id: int,
        *,
        following: Following = lambda connection, batch: None,
    ) -> None:
        self.database = database
        self.index = index
        self.plan = plan
        self.run_id = run_id
        self._following = following

    def write(self, batch: Sequence[Attempted]) -> None:
        """Commit a batch; pages of it are either all recorded or all still pending.

        A server that is away is waited for: a batch whose commit was cut off may be written again,
        since what stands in the record already is left out.

        Raises:
            StoreError: nothing of the batch was written.
        """
        if not batch:
            return
        wait_out(lambda: self._commit(batch))
        self.index.settle(self.database, least=_SETTLED_TOGETHER)

    def _commit(self, batch: Sequence[Attempted]) -> None:
        with self.database.write() as connection:
            batch = self._new(connection, batch)
            if not batch:
                return
            self._write_values(connection, batch)
            self._forget(connection, batch)
            outcomes = [attempted.outcome for attempted in batch]
            self._write_warnings(connection, outcomes)
            ledger.write_settled(connection, self.run_id, self.plan, outcomes)
            self._write_unsettled(connection, batch)
            self._write_attempts(connection, batch)
            self._following(connection, batch)

    def _new(self, connection: Connection, batch: Sequence[Attempted]) -> list[Attempted]:
        """Leave out pages that another worker, or this one before a cut, has written already."""
        ids = [attempted.outcome.page_id for attempted in batch]
        pending = ledger.still_pending(connection, ids)
        settled = ledger.settled(connection, ids)
        return [
            attempted
            for attempted in batch
            if attempted.outcome.page_id in pending and not _repeats(attempted.outcome, settled)
        ]

    def settle(self) -> None:
        """Let an index outside the record take in all that was committed."""
        self.index.settle(self.database)

    def _write_values(self, connection: Connection, batch: Sequence[Attempted]) -> None:
        gives = {step.name: step.stage.gives for step in self.plan.steps}
        values = []
        for attempted in batch:
            outcome = attempted.outcome
            for result in outcome.results:
                if not result.executed:
                    continue
                values += [
                    GivenValue(outcome.page_id, attempted.collection_id, name, outcome.page)
                    for name in gives[result.stage]
                ]
        save_values(connection, [value for value in values if value.name != INDEXED])
        for value in values:
            if value.name == INDEXED and value.page.terms is not None:
                self.index.put(connection, value.page_id, value.page.terms)

    def _write_warnings(self, connection: Connection, outcomes: Sequence[Outcome]) -> None:
        save_warnings(
            connection,
            {
                (outcome.page_id, result.stage): result.warnings
                for outcome in outcomes
                for result in outcome.results
                if result.executed
            },
        )

    def _forget(self, connection: Connection, batch: Sequence[Attempted]) -> None:
        """Drop what later stages once gave for pages that now stop earlier for good."""
        stopped = [
            (attempted.outcome.page_id, self._after(attempted.outcome))
            for attempted in batch
            if attempted.outcome.blank or attempted.quarantined
        ]
        steps = {step.name: step.stage.gives for step in self.plan.steps}
        names = [
            (page_id, name)
            for page_id, stages in stopped
            for stage in stages
            for name in steps[stage]
        ]
        forget_values(connection, [pair for pair in names if pair[1] != INDEXED])
        for page_id, name in names:
            if name == INDEXED:
                self.index.remove(connection, page_id)

    def _after(self, outcome: Outcome) -> tuple[str, ...]:
        """Stages that follow the last one that is up to date."""
        return self.plan.names[len(outcome.results) + len(outcome.stale) :]

    def _write_unsettled(self, connection: Connection, batch: Sequence[Attempted]) -> None:
        outcomes = [attempted.outcome for attempted in batch]
        ledger.write_stale(
            connection, [(out.page_id, stage) for out in outcomes for stage in out.stale]
        )
        ledger.write_skipped(
            connection,
            [(out.page_id, stage) for out in outcomes if out.blank for stage in self._after(out)],
        )
        for state, wanted in ((ledger.PENDING, False), (ledger.QUARANTINED, True)):
            failed = [item.outcome for item in batch if item.quarantined is wanted]
            ledger.write_failed(
                connection,
                [
                    (out.page_id, stage, out.failure.code)
                    for out in failed
                    if out.failure
                    for stage in (self._after(out) if wanted else (out.failure.stage,))
                ],
                state=state,
            )
        quarantine.add(
            connection,
            [
                (item.outcome.page_id, item.outcome.failure)
                for item in batch
                if item.quarantined and item.outcome.failure
            ],
        )
        ledger.write_page_states(
            connection, [(item.outcome.page_id, page_state(item)) for item in batch]
        )

    def _write_attempts(self, connection: Connection, batch: Sequence[Attempted]) -> None:
        now = datetime.now(UTC)
        rows = [
            {
                "run_id": self.run_id,
                "page_id": item.outcome.page_id,
                "stages": " ".join(r.stage for r in item.outcome.results if r.executed),
                "outcome": "failed" if item.outcome.failure else page_state(item),
                "code": item.outcome.failure.code if item.outcome.failure else None,
                "seconds": item.seconds,
                "ended_at": now,
            }
            for item in batch
        ]
        connection.execute(insert(AttemptRow), rows)


def _repeats(outcome: Outcome, settled: set[tuple[int, str, str]]) -> bool:
    """Whether every stage that ran is recorded with this very result."""
    ran = [(outcome.page_id, r.stage, r.fingerprint) for r in outcome.results if r.executed]
    return bool(ran) and outcome.failure is None and settled.issuperset(ran)


def page_state(attempted: Attempted) -> str:
    """What the page counts as after this attempt."""
    if attempted.quarantined:
        return ledger.QUARANTINED
    if attempted.outcome.failure or attempted.outcome.stale:
        return ledger.PENDING
    return ledger.BLANK if attempted.outcome.blank else ledger.DONE
