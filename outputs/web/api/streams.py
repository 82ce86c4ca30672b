"""Whole lists as files, line by line: read in stretches, so that memory stays flat."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, Generic, TypeVar

from fastapi.responses import StreamingResponse

from models.jsonlines import as_line
from models.spreadsheets import BYTE_ORDER_MARK, csv_line
from outputs.web.api.answers import Answer

NDJSON: Final = "application/x-ndjson"
CSV: Final = "text/csv"
AT_ONCE: Final = 1000
"""How many items are read at once."""

Item = TypeVar("Item", bound=Answer)


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Item]):
    """Some items, and the cursor of those that follow; None at the end."""

    items: Sequence[Item]
    next: str | None


def walk(read: Callable[[str], Stretch[Item]]) -> Iterator[Item]:
    """All items; the first stretch is read at once, so that an error is still an answer.

    Each stretch is read by itself. What changes meanwhile is found as it is when its turn comes.
    """
    first = read("")
    return chain(first.items, _further(read, first.next))


def _further(read: Callable[[str], Stretch[Item]], after: str | None) -> Iterator[Item]:
    while after:
        stretch = read(after)
        yield from stretch.items
        after = stretch.next


def stream_ndjson(items: Iterator[Item]) -> StreamingResponse:
    """One JSON object a line."""
    lines = (as_line(item.model_dump_json()) for item in items)
    return StreamingResponse(lines, media_type=NDJSON)


def stream_csv(items: Iterator[Item], columns: Sequence[str], name: str) -> StreamingResponse:
    """A table of some fields of the items, under their names, to be kept as `name`.csv."""
    rows = (csv_line(_cell(getattr(item, column)) for column in columns) for item in items)
    lines = chain([BYTE_ORDER_MARK, csv_line(columns)], rows)
    heading = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return StreamingResponse(lines, media_type=f"{CSV}; charset=utf-8", headers=heading)


def described(media_type: str, example: str) -> dict[str, Any]:
    """What the description of the API says of a stream."""
    content = {media_type: {"schema": {"type": "string"}, "example": example}}
    return {"response_class": StreamingResponse, "responses": {200: {"content": content}}}


def _cell(value: object) -> object:
    return "" if value is None else value
