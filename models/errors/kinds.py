"""What is known of an error before it happens: its stable code, its wording and its remedy."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """The wording and the remedy that belong to a code, both translatable."""

    code: str
    meaning: str
    remedy: str


KINDS: Final[dict[str, ErrorKind]] = {}
"""All codes; whoever imports from `models.errors` finds it filled."""


def kind_of(code: str) -> ErrorKind:
    """What is known of a code; an older record may hold one that is gone, which says itself."""
    return KINDS.get(code) or ErrorKind(code, code, "")


def add_kind(code: str, meaning: str, remedy: str) -> str:
    """Make a code known; returns it."""
    KINDS[code] = ErrorKind(code, meaning, remedy)
    return code
