"""Lists that go on: a stretch of rows, and the place where the next stretch begins."""

import json
import math
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Literal, TypeVar

from models.errors import ARGUMENT_INVALID, ConfigError

SortValue = str | int | float
Sort = Literal["name", "mentions"]
"""Lists of names go by the name, or those named most often first."""
Item = TypeVar("Item")
_LONGEST: Final = 2000
_BIGGEST: Final = 2**63 - 1  # what a database's integer holds


@dataclass(frozen=True, slots=True)
class Listing(Generic[Item]):
    """A stretch of a list and the cursor of what follows, None at its end."""

    items: tuple[Item, ...]
    next: str | None


def make_listing(
    found: Sequence[Item], limit: int, place: Callable[[Item], Sequence[SortValue]]
) -> Listing[Item]:
    """A listing of `limit` items, out of one more than that if there is more."""
    more = len(found) > limit
    return Listing(tuple(found[:limit]), pack_cursor(place(found[limit - 1])) if more else None)


def pack_cursor(parts: Sequence[SortValue]) -> str:
    """Pack the sort values of the last row shown, so that they fit in an address."""
    content = json.dumps(list(parts), ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(content.encode()).decode().rstrip("=")


def unpack_cursor(cursor: str, kinds: Sequence[type[SortValue]]) -> tuple[SortValue, ...]:
    """Unpack what `pack_cursor` packed.

    Raises:
        ConfigError: (argument-invalid) the text is no cursor of a list sorted by such values.
    """
    try:
        content = urlsafe_b64decode(cursor[:_LONGEST] + "=" * (-len(cursor) % 4))
        parts = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ConfigError(ARGUMENT_INVALID, "after") from error
    if not isinstance(parts, list) or [type(part) for part in parts] != list(kinds):
        raise ConfigError(ARGUMENT_INVALID, "after")
    if not all(_is_storable(part) for part in parts):
        raise ConfigError(ARGUMENT_INVALID, "after")
    return tuple(parts)


def _is_storable(part: SortValue) -> bool:
    """Whether a database can compare it: no number too big, no lone surrogate, no NUL."""
    if isinstance(part, float):
        return math.isfinite(part)
    if isinstance(part, int):
        return 0 <= part <= _BIGGEST
    return "\0" not in part and not any("\ud800" <= letter <= "\udfff" for letter in part)
