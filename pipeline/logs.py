"""What the program says of its own work, on standard error: as lines for people or as JSON."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from models.printable import printable

_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


class LogOptions(BaseModel):
    """What is logged, and in which form."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["text", "json"] = "text"
    level: Literal["debug", "info", "warning", "error"] = "warning"
    queries: bool = Field(
        default=False, description="Whether what was searched is logged, names among it."
    )


def set_up_logs(options: LogOptions) -> None:
    """Make this process log as the settings say."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if options.format == "json" else TextLines())
    ours = logging.getLogger("aigaq")
    ours.handlers[:] = [handler]
    ours.setLevel(options.level.upper())
    ours.propagate = False


class _InUtc(logging.Formatter):
    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


class TextLines(_InUtc):
    """A line with its details behind it: `12:00:00 INFO request status=200`."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """The line, before a traceback if there is one."""
        pairs = ((name, printable(str(value))) for name, value in _details(record).items())
        details = "".join(f" {name}={value}" for name, value in pairs)  # never a second line
        return super().formatMessage(record) + details


class JsonLines(_InUtc):
    """One JSON object a line; details are keys of their own."""

    def format(self, record: logging.LogRecord) -> str:
        """The object, with the traceback if there is one."""
        said: dict[str, Any] = {
            "at": self.formatTime(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **_details(record),
        }
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def _details(record: logging.LogRecord) -> dict[str, Any]:
    """What a call gave by `extra`."""
    return {name: value for name, value in vars(record).items() if name not in _STANDARD}
