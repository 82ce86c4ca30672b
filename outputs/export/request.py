"""What somebody asks an export for, and what it came to."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any, Final

from sqlalchemy import Connection, func, select

from models.canonical import digest, to_json
from models.tables import (
    AttemptRow,
    AuditRow,
    DeliveryItemRow,
    DeliveryRow,
    FixityRoundRow,
    FixityRow,
    JudgementRow,
    PageRow,
    PeopleStateRow,
    QuarantineRow,
    RunRow,
)
from outputs.export.draft import ExportCount
from outputs.export.formats import PLAIN

PROGRAM: Final = f"aigaq {version('aigaq')}"
# Whatever changes the record adds a row to one of these, or moves one of these moments.
_GROWING: Final = (
    DeliveryRow.id,
    DeliveryItemRow.id,
    PageRow.id,
    RunRow.id,
    AttemptRow.id,
    QuarantineRow.id,
    JudgementRow.id,
    AuditRow.number,
    FixityRoundRow.id,
)
_MOVING: Final = (
    DeliveryRow.received_at,
    RunRow.ended_at,
    AttemptRow.ended_at,
    JudgementRow.made_at,
    PeopleStateRow.refreshed_at,
    QuarantineRow.decided_at,
    FixityRow.until,
)
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """What is to be written.

    Attributes:
        formats: their names, in the order in which they are fed.
        collection: code of the one that is asked for; None for all.
        unit: archive, fond, inventory and file, or the first of them; empty for all.
        search: what `aigaq search` was asked, by the names of its options; None for no search.
        rights: address of the statement of rights that goes with the pages, or empty.
        address: of the reading room, with which addresses of pages begin; ends in "/".
        language: of labels that a person reads.
    """

    formats: tuple[str, ...]
    collection: str | None = None
    unit: tuple[str, ...] = ()
    search: dict[str, Any] | None = None
    rights: str = ""
    address: str = "http://127.0.0.1:8000/"
    language: str = "ru"

    @property
    def is_plain(self) -> bool:
        """Whether what is written is one plain format alone."""
        return len(self.formats) == 1 and self.formats[0] in PLAIN

    def identity(self, connection: Connection) -> str:
        """Digest of request, program and state of the record: of all that the bytes depend on."""
        return digest(to_json(ExportRequest, self), PROGRAM, state_of_record(connection))


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatReport:
    """What was written of one format; `units` is None where all are written at once."""

    name: str
    media_type: str
    units: int | None
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class FailedFormat:
    """A format that was given up.

    Attributes:
        name: of the format.
        code: as docs/errors.md has it.
        detail: what was raised.
        traceback: of a failure that nobody foresaw, else empty.
    """

    name: str
    code: str
    detail: str
    traceback: str = ""


@dataclass(slots=True)
class ExportReport:
    """What an export came to.

    Attributes:
        as_of: when the record last changed; it stands for the time of the export wherever one is
            written, so that the same record gives the same bytes.
        count: of the pages that were selected.
        written: formats that were published.
        failed: formats of which nothing was published.
        is_interrupted: whether it is to be taken up again; nothing was published then.
        went_on: how many units an interrupted export of the same request had written already.
        began_anew: whether an interrupted one lay there, of another request or state of the record.
    """

    as_of: datetime
    count: ExportCount = field(default_factory=ExportCount)
    written: list[FormatReport] = field(default_factory=list)
    failed: list[FailedFormat] = field(default_factory=list)
    is_interrupted: bool = False
    went_on: int = 0
    began_anew: bool = False


def last_change(connection: Connection) -> datetime:
    """When something last happened to the record; the beginning of time where nothing did."""
    moments = (connection.execute(select(func.max(each))).scalar_one() for each in _MOVING)
    return max((each for each in moments if each), default=_NEVER)


def state_of_record(connection: Connection) -> str:
    """A digest that changes with every delivery, run, decision and check."""
    asked: list[Any] = [func.count(each) for each in _GROWING]
    asked += [func.max(each) for each in (*_GROWING, *_MOVING)]
    values = [connection.execute(select(each)).scalar_one() for each in asked]
    return digest(*map(str, values))
