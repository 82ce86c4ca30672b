"""What decoders and programs complain of although they succeed: heard and kept, never lost."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from models.printable import printable

# A damaged file may complain of every byte; a person needs to see that it does, and of what.
_MOST_LINES: Final = 10
_LINE_LENGTH: Final = 200
_MOST_HEARD: Final = 1 << 16  # what a pipe holds: more is refused, so nothing can fill memory

_KEPT: ContextVar[list[str] | None] = ContextVar("complaints", default=None)


@contextmanager
def complaints() -> Iterator[list[str]]:
    """Keep the complaints made within; each once, the first ten."""
    kept: list[str] = []
    token = _KEPT.set(kept)
    try:
        yield kept
    finally:
        _KEPT.reset(token)


def complain(who: str, said: str) -> None:
    """Add what `who` said, line by line, to the complaints that are kept, if any are."""
    kept = _KEPT.get()
    if kept is None:
        return
    for line in said.splitlines():
        complaint = printable(f"{who}: {' '.join(line.split())}")[:_LINE_LENGTH]
        if line.strip() and complaint not in kept and len(kept) < _MOST_LINES:
            kept.append(complaint)


@contextmanager
def hearing(who: str) -> Iterator[list[str]]:
    """Take what a library writes to standard error past Python as its complaints.

    Yields:
        A list that holds all that it wrote, as one text, when the block ends.
    """
    said: list[str] = []
    ear, mouth = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    before = os.dup(2)
    os.dup2(mouth, 2)
    try:
        yield said
    finally:
        os.dup2(before, 2)
        os.close(before)
        os.close(mouth)
        said.append(os.read(ear, _MOST_HEARD).decode("utf-8", "replace"))
        os.close(ear)
        complain(who, said[0])
